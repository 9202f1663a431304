"""A household's income of a year held against that year's lines: above, below, or not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wuxiang.pack import Pack
from wuxiang.policy.model import Parameter


@dataclass(frozen=True)
class Held:
    """Yuan a head held against one line: its words in law, its amount (None: nobody told it yet).

    `by` is how far the income lies above it, below where it is negative; None when one of the two
    is not known.
    """

    law: str
    amount: Decimal | None
    confirmed: bool
    by: Decimal | None

    @property
    def answer(self) -> str:
        """above, below, on or unknown."""
        if self.by is None:
            return "unknown"
        return "on" if not self.by else "above" if self.by > 0 else "below"

    @property
    def apart(self) -> Decimal | None:
        """How far above or below, in yuan."""
        return None if self.by is None else abs(self.by)


@dataclass(frozen=True)
class YearOfIncome:
    """What a household earned in a year, as the pack counts it, in yuan; None is not known."""

    year: int
    net: Decimal | None
    members: int | None
    per_head: Decimal | None
    held: tuple[Held, ...]


def against_lines(pack: Pack, row: Mapping[str, object], as_of: date) -> YearOfIncome:
    """A row of the pack's fact of incomes, held against its lines.

    The poverty line is that of the last day of the income's year. The monitoring line looks at the
    year before `as_of` alone, and is that of `as_of`, as the policies read it.
    """
    aim = pack.county.targeting
    year, per_head = int(str(row["year"])), _yuan(row["income_per_head"])
    lines = []
    if aim is not None:
        lines.append((aim.poverty_line, date(year, 12, 31)))
        if aim.monitoring_line and year == as_of.year - 1:
            lines.append((aim.monitoring_line, as_of))
    return YearOfIncome(
        year=year,
        net=_yuan(row["net_income"]),
        members=None if row["members"] is None else int(str(row["members"])),
        per_head=per_head,
        held=tuple(_held(pack.parameter(named)[1], day, per_head) for named, day in lines),
    )


def _held(line: Parameter, day: date, per_head: Decimal | None) -> Held:
    amount = _yuan(line.on(day))
    by = None if amount is None or per_head is None else per_head - amount
    return Held(line.law or line.name, amount, bool(line.confirmed_by), by)


def _yuan(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
