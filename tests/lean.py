"""A part of Hequ's pack: spending, with what they read. It is decided in a moment."""

import shutil
from pathlib import Path

from wuxiang.documents.template import read_templates
from wuxiang.pack import Indicator, Pack, Rule, read_pack

KEPT = ("spending",)


def write_lean_pack(whole: Path, to: Path) -> None:
    """Copy the pack `whole` to `to`, without what its policies of spending do not need."""
    pack = read_pack(whole)
    names = _needed(pack)
    shutil.copytree(whole, to)
    for name, policy in pack.policies.items():
        if name not in names:
            (to / Path(policy.place.file).relative_to(whole)).unlink()
    for name, fact in pack.facts.items():
        if name not in names:
            (to / Path(fact.place.file).relative_to(whole)).unlink()
    gone = (pack.facts.keys() | pack.policies.keys()) - names
    promised = {pack.policies[name].commitment for name in names & pack.policies.keys()}
    readers: list[Indicator | Rule] = [*pack.indicators.values(), *pack.rules.values()]
    for reader in readers:
        other = isinstance(reader, Indicator) and reader.commitment not in promised
        if other or gone & set(reader.query.reads):
            (to / Path(reader.place.file).relative_to(whole)).unlink()
    for name, paper in read_templates(whole, pack.facts).items():
        if gone & set(paper.reads):
            (to / "documents" / f"{name}.typ").unlink()


def _needed(pack: Pack) -> set[str]:
    """The policies of the directions kept, what county.yaml names, and all that they read."""
    aim = pack.county.targeting
    wanted = {
        name
        for name, policy in pack.policies.items()
        if Path(policy.place.file).parent.name in KEPT
    }
    if aim is not None:
        named = (aim.poverty_line, aim.incidence_line, aim.monitoring_line)
        lines = {line.partition(".")[0] for line in named}
        wanted |= {
            aim.households,
            aim.incomes,
            *aim.missed,
            *lines,
            *aim.wrongly_in,
            *aim.wrongly_exited,
        }
    wanted |= set(pack.county.casework.works) | set(pack.county.notices.proposals)
    named_elsewhere = [pack.county.notices.days]
    if draw := pack.county.casework.draw:
        named_elsewhere += [draw.per_cent, draw.base]
    wanted |= {one.partition(".")[0] for one in named_elsewhere}
    return pack.with_all_they_read(wanted)
