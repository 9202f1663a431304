"""Events in the life of a household: who comes, who goes, who goes over, and where it lives.

An event is planned first – the rows as they will be – and shown; then it is written as one batch.
Memberships are dated; payments and all that belongs to a person stay with him.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404

from wuxiang.schema import TABLES
from wuxiang.sealing import token
from wuxiang.web.accounts.models import User
from wuxiang.web.registry import fetch, secrecy
from wuxiang.web.registry.changing import Act, Change, ChangedMeanwhileError, change, values_of
from wuxiang.web.registry.correcting import new_key
from wuxiang.web.registry.fetch import Named
from wuxiang.web.registry.models import Batch
from wuxiang.web.registry.taking import known

LEAVES_BY = {"death": "death", "marriage": "marriage", "move": "moved"}
"""Why somebody is no member any more, by the event that took him out of the county."""
KEPT_BY_A_SPLIT = ("village_code", "natural_village_code", "rural")
"""What a household that splits off has in common with the one it comes from."""


class ImpossibleError(Exception):
    """The event cannot have been like that; its first argument says why, as a word of `events`."""


@dataclass(frozen=True)
class Home:
    """A household with its members today, as the user sees them."""

    row: Any
    members: Sequence[Named]

    @property
    def key(self) -> str:
        """Its key."""
        return str(self.row.household_id)

    @property
    def head(self) -> str:
        """The name of its head."""
        return next((one.name for one in self.members if one.relation == "head"), "")

    def chosen(self, people: Sequence[str]) -> list[Named]:
        """Some of its members; Http404 when one of them is none."""
        found = [one for one in self.members if one.person_id in people]
        if len(found) != len(set(people)) or not found:
            raise Http404
        return found


@dataclass(frozen=True)
class Plan:
    """What an event of this kind changes, and in which households."""

    kind: str
    day: date
    households: Sequence[str]
    changes: Sequence[Change]
    columns: frozenset[str] = field(default_factory=frozenset)

    @property
    def seen(self) -> str:
        """Which versions it is made from: another plan from the same ones says the same here."""
        return " ".join(
            f"{one.table.name}:{one.was.pk}" for one in self.changes if one.was is not None
        )


def home(user: User, key: str) -> Home:
    """A household that the user may see; else Http404."""
    fetch.only_seen(user, key)
    people = list(
        known("person").filter(household_id=key, left_on__isnull=True).order_by("birth_date")
    )
    named = fetch.opened({"person": people})["person"]
    return Home(
        known("household").get(household_id=key),
        sorted(named, key=lambda one: one.relation != "head"),
    )


def arrival(
    at: Home, kind: str, day: date, *, given: Mapping[str, object], names: Mapping[str, str]
) -> Plan:
    """Somebody is born, marries in or moves in: he is a member from the day on.

    Somebody who had left comes back as the one he was; ImpossibleError "member" when he belongs to
    a household still.
    """
    names = {name: value for name, value in names.items() if value}
    number = names.get("id_number")
    key = token(secrecy.office_keys(), "person", number) if number else new_key("person")
    before = known("person").filter(person_id=key).first()
    if before is not None and before.left_on is None:
        raise ImpossibleError("member")
    table = TABLES["person"]
    empty: dict[str, object] = {column.name: None for column in table.stored}
    values = (empty if before is None else values_of(table, before)) | dict(given)
    values |= {"person_id": key, "household_id": at.key, "joined_on": day}
    values |= {"left_on": None, "left_because": None}
    person = Change(table, values, names, before)
    return _plan(kind, day, [at.key], changes=[person, _noted(kind, day, at.key, person=key)])


def departure(of: Home, kind: str, day: date, *, people: Sequence[str]) -> Plan:
    """Members die, or leave the county by marriage or by moving: they are members until the day."""
    changes = []
    for one in of.chosen(people):
        _possible(one, day)
        left = {"left_on": day, "left_because": LEAVES_BY[kind]}
        changes += [_person(one, left), _noted(kind, day, of.key, person=one.person_id)]
    return _plan(kind, day, [of.key], changes=changes)


def going_over(
    of: Home, to: Home, day: date, *, kind: str, relations: Mapping[str, str | None]
) -> Plan:
    """Members go from one household to another; `relations` says what each is there, None unknown.

    Each is noted with either household, as the ledger of changes does.
    """
    if of.key == to.key:
        raise ImpossibleError("same")
    changes = _over(of, to.key, kind=kind, day=day, relations=relations)
    return _plan(kind, day, [of.key, to.key], changes=changes)


def split(of: Home, day: date, *, people: Sequence[str], head: str) -> Plan:
    """Some members become a household of their own, in the same village; `head` is its head.

    What it counts as is not known until somebody decides. ImpossibleError "all" when nobody would
    be left, "head" when the head is not among them.
    """
    chosen = of.chosen(people)
    if len(chosen) == len(of.members):
        raise ImpossibleError("all")
    if head not in people:
        raise ImpossibleError("head")
    key = new_key("household")
    household: dict[str, object] = dict.fromkeys(c.name for c in TABLES["household"].stored)
    household |= {name: getattr(of.row, name) for name in KEPT_BY_A_SPLIT} | {"household_id": key}
    relations = {one.person_id: "head" if one.person_id == head else None for one in chosen}
    changes = [Change(TABLES["household"], household, {}), _lives(key, day, of.row.village_code)]
    changes += _over(of, key, kind="split", day=day, relations=relations)
    return _plan("split", day, [of.key, key], changes=changes)


def moving(of: Home, day: date, *, village: str) -> Plan:
    """The whole household moves to another village of the county."""
    if village == of.row.village_code:
        raise ImpossibleError("same")
    table = TABLES["household"]
    values = values_of(table, of.row) | {"village_code": village, "natural_village_code": None}
    names = fetch.opened({"household": [of.row]})["household"][0].names
    moved = Change(table, values, names, of.row)
    lives = _lives(of.key, day, village)
    was = known("residence").filter(household_id=of.key, from_date=day).first()
    if was is not None:
        lives = Change(lives.table, lives.values, {}, was)
    return _plan("move", day, [of.key], changes=[moved, lives, _noted("move", day, of.key)])


def carry_out(plan: Plan, *, seen: str, reason: str, by: User) -> Batch:
    """Write the event; ChangedMeanwhileError when it was not planned from the versions `seen`."""
    if plan.seen != seen:
        raise ChangedMeanwhileError
    act = Act("event", reason, by, plan.households, event=plan.kind)
    return change(act, plan.changes, columns=plan.columns)


def _over(
    of: Home, to: str, *, kind: str, day: date, relations: Mapping[str, str | None]
) -> list[Change]:
    changes = []
    for one in of.chosen(list(relations)):
        _possible(one, day)
        key = one.person_id
        member = {"household_id": to, "joined_on": day, "relation": relations[key]}
        changes += [
            _person(one, member),
            _noted(kind, day, to, person=key, other=of.key),
            _noted(kind, day, of.key, person=key, other=to),
        ]
    return changes


def _possible(one: Named, day: date) -> None:
    """Nobody leaves before he was born or had come."""
    if any(first is not None and first > day for first in (one.birth_date, one.joined_on)):
        raise ImpossibleError("early")


def _person(one: Named, member: Mapping[str, object]) -> Change:
    if one.sealed is not None and not one.names:
        raise ImpossibleError("erased")
    table = TABLES["person"]
    return Change(table, values_of(table, one.row) | dict(member), one.names, one.row)


def _lives(household: str, day: date, village: str) -> Change:
    values = {"household_id": household, "from_date": day, "village_code": village}
    return Change(TABLES["residence"], values, {})


def _noted(
    kind: str, day: date, household: str, *, person: str | None = None, other: str | None = None
) -> Change:
    values = {
        "event_id": new_key("event"), "kind": kind, "happened_on": day,
        "household_id": household, "other_household_id": other, "person_id": person,
    }  # fmt: skip
    return Change(TABLES["household_event"], values, {})


def _plan(kind: str, day: date, households: Sequence[str], *, changes: Sequence[Change]) -> Plan:
    columns = frozenset(name for one in changes for name in _changed(one))
    return Plan(kind, day, households, changes, columns)


def _changed(one: Change) -> list[str]:
    before = {} if one.was is None else values_of(one.table, one.was)
    return [name for name, value in one.values.items() if value != before.get(name)]
