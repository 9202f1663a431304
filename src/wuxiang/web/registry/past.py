"""A household or a person on any day, as known on any day; and who changed what, when and why."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from wuxiang.web.registry import secrecy
from wuxiang.web.registry.models import Batch
from wuxiang.web.registry.taking import day_begins
from wuxiang.web.registry.versions import Version

Rows = Mapping[str, list[Version]]
WITHIN = ("split", "merge", "marriage")
"""Events by which somebody goes from one household to another."""


@dataclass(frozen=True)
class When:
    """Which day's state is asked for, and on which day it was known; the whole of that day."""

    on: date
    known: date

    @property
    def moment(self) -> datetime:
        """The end of the day on which it was known."""
        return day_begins(self.known + timedelta(days=1))


def state(versions: Iterable[Version], when: When, *, household: str | None = None) -> Rows:
    """The rows that held on the day, by table; of `household` its members alone are its people.

    Moves that stand in the book of another household tell who they are, and are not shown.
    """
    known = [one for one in versions if one.known_at(when.moment)]
    rows = [one for one in known if _held(one, when.on)]
    if household is not None:
        members = _members(known, household, when.on)
        rows = [one for one in rows if _shown(one, household, members)]
    found: dict[str, list[Version]] = {}
    for one in rows:
        found.setdefault(one.table.name, []).append(one)
    return {name: sorted(of, key=lambda one: str(one.key)) for name, of in found.items()}


def _held(one: Version, day: date) -> bool:
    """Whether the row had happened by the day and had not ended."""
    values = one.values
    began = [values.get(name) for name in (one.table.happens or "", "from_date", "valid_from")]
    ended = values.get("to_date")
    year = values.get("year")
    return (
        all(not isinstance(first, date) or first <= day for first in began)
        and (ended is None or ended > day)
        and (year is None or year <= day.year)
    )


def _shown(one: Version, household: str, members: Collection[str]) -> bool:
    if one.table.name == "person":
        return one.person_id in members
    return one.table.name != "household_event" or one.household_id == household


def _members(rows: Sequence[Version], household: str, day: date) -> set[str]:
    """Who belonged to the household on the day.

    A row of a person names his last household alone. From there it is gone back: each time that he
    came or went since, he was before where he was not after.
    """
    moves = {
        (one.person_id, one.happened_on, *sorted((one.household_id, one.other_household_id)))
        for one in rows
        if _moved(one, household, day)
    }
    times = Counter(person for person, *_ in moves)
    return {
        one.person_id
        for one in rows
        if one.table.name == "person"
        and (one.household_id == household) != (times[one.person_id] % 2 == 1)
        and (times[one.person_id] or one.joined_on is None or one.joined_on <= day)
        and (one.left_on is None or one.left_on > day)
    }


def _moved(one: Version, household: str, day: date) -> bool:
    """Whether the row says that somebody came from another household, or went to it, after day.

    It may stand in the book of either of them, or of both.
    """
    return bool(
        one.table.name == "household_event"
        and household in (one.household_id, one.other_household_id)
        and one.kind in WITHIN
        and one.other_household_id is not None
        and one.happened_on > day
    )


@dataclass(frozen=True)
class Written:
    """One row before and after a change; None where there was or is none."""

    before: Version | None
    after: Version | None
    names_before: Mapping[str, str] = field(default_factory=dict)
    names_after: Mapping[str, str] = field(default_factory=dict)

    @property
    def row(self) -> Version:
        """The row, as it is after or else was before."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  (one of the two is there)
        return found


@dataclass(frozen=True)
class Changed:
    """All that one batch, or its being taken back, changed at one moment."""

    at: datetime
    batch: Batch
    undone: bool
    rows: tuple[Written, ...]


def changes(versions: Sequence[Version]) -> list[Changed]:
    """What was changed when, by which batch, newest first; two queries."""
    steps = sorted(_steps(versions), key=lambda step: (step[0], step[1]))
    batches = Batch.objects.in_bulk({abs(number) for _, number, _ in steps})
    salts = secrecy.salts_of({str(one.key[0]) for one in versions if one.sealed})
    found = []
    for (at, number), grouped in groupby(steps, key=lambda step: step[:2]):
        if abs(number) not in batches:
            continue
        rows = tuple(_named(before, after, salts) for _, _, (before, after) in grouped)
        found.append(Changed(at, batches[abs(number)], number < 0, rows))
    return found[::-1]


Step = tuple[datetime, int, tuple[Version | None, Version | None]]


def _steps(versions: Sequence[Version]) -> Iterable[Step]:
    """When one version took another's place, and by which batch; minus: by its being undone."""
    rows: dict[tuple[str, tuple[object, ...]], list[Version]] = {}
    for one in versions:
        rows.setdefault((one.table.name, one.key), []).append(one)
    for history in rows.values():
        before: Version | None = None
        for one in history:
            if before is not None and before.superseded_at == one.recorded_at:
                yield one.recorded_at, before.superseded_by or 0, (before, one)
            else:
                yield from _ended(before)
                yield one.recorded_at, one.in_batch, (None, one)
            before = one
        yield from _ended(before)


def _ended(one: Version | None) -> Iterable[Step]:
    if one is not None and one.superseded_at is not None:
        yield one.superseded_at, one.superseded_by or 0, (one, None)


def _named(before: Version | None, after: Version | None, salts: Mapping[str, bytes]) -> Written:
    keys = secrecy.office_keys()
    names = [
        secrecy.names_of(one.table.name, one, salts=salts, keys=keys) if one is not None else {}
        for one in (before, after)
    ]
    return Written(before, after, *names)
