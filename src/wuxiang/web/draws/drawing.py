"""Draw from the register as it was known when the day began; draw again, and compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop

from wuxiang.errors import UserError
from wuxiang.oversight import digest_of, drawn, seed_of
from wuxiang.web.decisions.fetch import pack_now
from wuxiang.web.draws.models import Draw
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry.taking import known

POOR = ("registered", "exited_with_policies")
"""Who has a helper: the registered, and who left poverty and keeps the policies."""
BASES = ("helpers", "households")
MADE = "draw.make"


@dataclass(frozen=True)
class Rule:
    """How many of a hundred are drawn, and of whom: of the helpers or of the households."""

    per_cent: Decimal
    base: str


@dataclass(frozen=True)
class Drawn:
    """What chance picked: (helper or None, household) by rank, and of which keys."""

    picked: tuple[tuple[str | None, str], ...]
    keys: tuple[str, ...]
    seed: str

    @property
    def digests(self) -> dict[str, object]:
        """What the journal keeps, to hold another computation against it."""
        return {
            "keys": len(self.keys),
            "keys_sm3": digest_of(self.keys),
            "drawn": len(self.picked),
            "drawn_sm3": digest_of(f"{helper or ''} {home}" for helper, home in self.picked),
            "seed": self.seed,
        }


def rule_of(day: date) -> Rule:
    """What the county's pack says of draws on that day; UserError when it does not say."""
    pack = pack_now()
    named = pack.county.casework.draw
    if named is not None:
        per_cent = pack.parameter(named.per_cent)[1].on(day)
        base = pack.parameter(named.base)[1].on(day)
        if isinstance(per_cent, Decimal) and base in BASES:
            return Rule(per_cent, str(base))
    raise UserError(
        gettext_noop("县包没有写明抽多少、从谁里抽"),
        remedy=gettext_noop("请在 county.yaml 的 casework.draw 写明，参数的值不能空着"),
    )


def draw_from(rule: Rule, day: date, secrets: Mapping[str, str], *, known_at: datetime) -> Drawn:
    """Who is picked on the day; a helper comes with one of his households, picked as blindly."""
    pairs = _pairs(day, known_at)
    homes: dict[str, list[str]] = {}
    for helper, home in pairs:
        homes.setdefault(helper if rule.base == "helpers" else home, []).append(
            home if rule.base == "helpers" else helper
        )
    if rule.base == "households":
        homes |= {home: [] for home in _poor(day, known_at) if home not in homes}
    keys = tuple(sorted(homes))
    seed = seed_of(day, secrets)
    picked = []
    for key in drawn(seed, keys, per_cent=rule.per_cent):
        others = drawn(seed, homes[key], per_cent=Decimal(100))
        one = others[0] if others else None
        picked.append((key, str(one)) if rule.base == "helpers" else (one, key))
    return Drawn(tuple(picked), keys, seed)


def again(draw: Draw) -> bool:
    """Whether the draw, made again from journal and register, picks the same in the same order."""
    entry = Entry.objects.filter(act=MADE, subject=draw.day.isoformat()).first()
    if entry is None:
        return False
    said = entry.detail
    rule = Rule(Decimal(said["per_cent"]), said["base"])
    known_at = datetime.fromisoformat(said["known_at"])
    found = draw_from(rule, draw.day, said["secrets"], known_at=known_at)
    checks = draw.checks.order_by("rank").values_list("helper_id", "household_id")
    same = all(said[name] == value for name, value in found.digests.items())
    return same and list(checks) == list(found.picked)


def _poor(day: date, known_at: datetime) -> list[str]:
    standing = _on(known("household_status", at=known_at), day).filter(status__in=POOR)
    return [str(key) for key in standing.values_list("household_id", flat=True)]


def _pairs(day: date, known_at: datetime) -> list[tuple[str, str]]:
    """Each helper in post with each poor household that is his that day."""
    in_post = _on(known("helper", at=known_at), day)
    rows = _on(known("pairing", at=known_at), day).filter(
        helper_id__in=in_post.values("helper_id"),
        household_id__in=_on(known("household_status", at=known_at), day)
        .filter(status__in=POOR)
        .values("household_id"),
    )
    return [
        (str(helper), str(home)) for helper, home in rows.values_list("helper_id", "household_id")
    ]


def _on(rows: Any, day: date) -> Any:
    """The rows that hold on the day."""
    begun = Q(from_date__isnull=True) | Q(from_date__lte=day)
    return rows.filter(begun, Q(to_date__isnull=True) | Q(to_date__gt=day))
