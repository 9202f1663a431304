"""A part of Hequ's pack: spending and governance, with what they read. It is decided in a moment."""

import shutil
from pathlib import Path

from wuxiang.pack import Pack, read_pack

KEPT = ("spending", "governance")


def write_lean_pack(whole: Path, to: Path) -> None:
    """Copy the pack `whole` to `to`, without what its policies of spending do not need."""
    pack = read_pack(whole)
    names = _needed(pack)
    shutil.copytree(whole, to, ignore=shutil.ignore_patterns("documents"))
    for name, policy in pack.policies.items():
        if name not in names:
            (to / Path(policy.place.file).relative_to(whole)).unlink()
    for name, fact in pack.facts.items():
        if name not in names:
            (to / Path(fact.place.file).relative_to(whole)).unlink()
    gone = (pack.facts.keys() | pack.policies.keys()) - names
    for reader in (*pack.indicators.values(), *pack.rules.values()):
        if gone & set(reader.query.reads):
            (to / Path(reader.place.file).relative_to(whole)).unlink()


def _needed(pack: Pack) -> set[str]:
    """The policies of the directions kept, what county.yaml names, and all that they read."""
    aim = pack.county.targeting
    wanted = {
        name for name, policy in pack.policies.items() if Path(policy.place.file).parent.name in KEPT
    }
    wanted |= {aim.households} if aim else set()
    for name in reversed(pack.order):
        if name in wanted:
            wanted.update(pack.reads(name))
    return wanted
