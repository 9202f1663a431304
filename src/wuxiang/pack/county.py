"""county.yaml: the county's name, offices, calendar, and what it has settled for all policies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from wuxiang.errors import Place, UserError
from wuxiang.pack.casework import Casework, read_casework, words
from wuxiang.pack.notices import Notices, read_notices
from wuxiang.policy.model import Words
from wuxiang.strict_yaml import (
    Section,
    as_day,
    boolean,
    dated,
    load,
    number,
    only,
    optional_section,
    optional_text,
    section,
    suggestion,
    text,
    texts,
)

KEYS = (
    *("county", "name", "code", "offices", "calendar"),
    *("stacking", "budgets", "targeting", "casework", "notices", "notes"),
)
TARGETING = ("households", "poverty_line", "incidence_line", "incomes", "monitoring_line")
TARGETING_LISTS = ("missed", "wrongly_in", "wrongly_exited")
EDGES = ("in_part", "waits")
"""What happens to the award that no longer fits whole: it gets what is left, or waits."""


@dataclass(frozen=True)
class Calendar:
    """The pack's own days off and working days, laid over the national calendar."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class StackingGroup:
    """Policies that pay for the same event: who pays first, and whether more may be added."""

    name: str
    order: tuple[str, ...]
    may_add: bool
    confirmed_by: str | None
    place: Place

    @property
    def adds(self) -> bool:
        """Whether a second payment for one event is allowed: only if somebody confirmed it."""
        return self.may_add and bool(self.confirmed_by)


@dataclass(frozen=True)
class Targeting:
    """What analysts go by: the fact that lists the households, the lines, who is wrongly aimed at.

    The lines are named as policy.parameter. `missed` (漏评) are policies that give a status,
    `wrongly_in` (错评) and `wrongly_exited` (错退) such that say what must hold. `incomes` is the
    fact of each household's income by year: it is held against the poverty line of that year and,
    last year's, against the `monitoring_line`; both are "" where the pack does not name them.
    """

    households: str
    poverty_line: str
    incidence_line: str
    missed: tuple[str, ...]
    wrongly_in: tuple[str, ...]
    wrongly_exited: tuple[str, ...]
    place: Place
    incomes: str = ""
    monitoring_line: str = ""


@dataclass(frozen=True)
class Budget:
    """What several policies together may cost in a calendar year, and what happens at its edge.

    `amount` and `at_the_edge` run from the earliest day on, as a policy's parameters do; the value
    that stands at the end of a year (or on the day of the run) holds for the whole year.
    """

    name: str
    law: str
    amount: tuple[tuple[date, Decimal | None], ...]
    at_the_edge: tuple[tuple[date, str | None], ...]
    confirmed_by: str | None = None

    def in_year(self, year: int, as_of: date) -> tuple[Decimal | None, str | None]:
        """The amount in yuan and the edge of `year` as known on `as_of`; None: nobody said."""
        last = min(date(year, 12, 31), as_of)
        amounts = [value for since, value in self.amount if since <= last]
        edges = [value for since, value in self.at_the_edge if since <= last]
        return (amounts[-1] if amounts else None, edges[-1] if edges else None)


@dataclass(frozen=True)
class County:
    """What county.yaml says."""

    name: Words
    code: str
    offices: Mapping[str, Words]
    calendar: Calendar = field(default_factory=Calendar)
    stacking: Mapping[str, StackingGroup] = field(default_factory=dict)
    targeting: Targeting | None = None
    budgets: Mapping[str, Budget] = field(default_factory=dict)
    casework: Casework = field(default_factory=Casework)
    notices: Notices = field(default_factory=Notices)


def read_county(file: Path) -> County:
    """The county in `file`; UserError with file and line for whatever is not understood."""
    found = load(file)
    only(found, KEYS)
    offices = section(found, "offices")
    return County(
        name=words(found, "name"),
        code=text(found, "code"),
        offices={key: words(offices, key) for key in offices},
        calendar=_calendar(optional_section(found, "calendar")),
        stacking=_stacking(optional_section(found, "stacking")),
        targeting=_targeting(optional_section(found, "targeting")),
        budgets=_budgets(optional_section(found, "budgets")),
        casework=read_casework(optional_section(found, "casework")),
        notices=read_notices(optional_section(found, "notices")),
    )


def _calendar(inside: Section | None) -> Calendar:
    if inside is None:
        return Calendar()
    only(inside, ("holidays", "workdays", "notes"))
    return Calendar(
        holidays=frozenset(as_day(day) for day in texts(inside, "holidays")),
        workdays=frozenset(as_day(day) for day in texts(inside, "workdays")),
    )


def _stacking(inside: Section | None) -> dict[str, StackingGroup]:
    if inside is None:
        return {}
    groups = {}
    for name in inside:
        group = section(inside, name)
        only(group, ("order", "may_add", "confirmed_by", "notes"))
        order = texts(group, "order")
        if len(set(order)) != len(order) or not order:
            raise UserError(
                f"stacking group `{name}` has no order, or names a policy twice",
                remedy="list each policy of the group once, who pays first on top",
                place=group.place_of("order"),
            )
        groups[str(name)] = StackingGroup(
            name=str(name),
            order=tuple(str(policy) for policy in order),
            may_add=boolean(group, "may_add"),
            confirmed_by=optional_text(group, "confirmed_by"),
            place=group.place_of("order"),
        )
    return groups


def _targeting(inside: Section | None) -> Targeting | None:
    if inside is None:
        return None
    only(inside, (*TARGETING, *TARGETING_LISTS))
    return Targeting(
        households=str(text(inside, "households")),
        poverty_line=str(text(inside, "poverty_line")),
        incidence_line=str(text(inside, "incidence_line")),
        missed=tuple(str(name) for name in texts(inside, "missed")),
        wrongly_in=tuple(str(name) for name in texts(inside, "wrongly_in")),
        wrongly_exited=tuple(str(name) for name in texts(inside, "wrongly_exited")),
        place=inside.place,
        incomes=optional_text(inside, "incomes") or "",
        monitoring_line=optional_text(inside, "monitoring_line") or "",
    )


def _budgets(inside: Section | None) -> dict[str, Budget]:
    if inside is None:
        return {}
    return {str(name): _budget(str(name), section(inside, name)) for name in inside}


def _budget(name: str, given: Section) -> Budget:
    only(given, ("law", "amount", "at_the_edge", "confirmed_by", "notes"))
    amounts, edges = section(given, "amount"), section(given, "at_the_edge")
    if not amounts or not edges:
        raise UserError(
            f"budget `{name}` has no amount, or no rule for its edge",
            remedy="give each a value from a first day on, as {2018-01-01: 45000000}",
            place=given.place,
        )
    return Budget(
        name=name,
        law=text(given, "law"),
        amount=dated(amounts, lambda key: _yuan(amounts, key)),
        at_the_edge=dated(edges, lambda key: _edge(edges, key)),
        confirmed_by=optional_text(given, "confirmed_by"),
    )


def _yuan(amounts: Section, key: str) -> Decimal:
    found = number(amounts, key)
    if found < 0:
        raise UserError(
            "a budget below nothing", remedy="write yuan, 0 or more", place=amounts.place_of(key)
        )
    return found


def _edge(edges: Section, key: str) -> str:
    found = text(edges, key)
    if found not in EDGES:
        raise UserError(
            f"at the edge of a budget `{found}`",
            remedy=suggestion(found, EDGES) or f"write {' or '.join(EDGES)}",
            place=edges.place_of(key),
        )
    return found
