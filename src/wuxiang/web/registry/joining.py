"""One person who stands in the register twice: found, shown, and joined when a person says so.

A child is registered by hand before he has an ID number; a list that brings the number makes
another of him, for whoever has a number is known by it. Nobody is joined silently, and nobody stays
double unseen.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from wuxiang.sealing import token
from wuxiang.web.accounts.models import User
from wuxiang.web.registry import fetch, secrecy
from wuxiang.web.registry.changing import Act, Change, ChangedMeanwhileError, change
from wuxiang.web.registry.fetch import Named
from wuxiang.web.registry.models import Batch, Found
from wuxiang.web.registry.taking import known
from wuxiang.web.registry.versions import OF, Version, versions_of

NUMBER = "id_number"


@dataclass(frozen=True)
class Double:
    """Two members of a household who may be one: the one to be joined to the other, who stays.

    The other is known by his number; the one has none, or the same by now.
    """

    without: Named
    numbered: Named


def doubles(people: Iterable[Named]) -> list[Double]:
    """Who of a household's members may be one: of one number, or of one birth date and name.

    A birth date that nobody knows is nobody's; a name that nobody knows may be anybody's.
    """
    members = list(people)
    return [
        Double(one, other)
        for other in members
        if (number := other.names.get(NUMBER))
        for one in members
        if one is not other and _is_double(one, other, number)
    ]


def _is_double(one: Named, other: Named, number: str) -> bool:
    own = one.names.get(NUMBER)
    if own == number:  # two rows of one number: he stays whose key is made of it
        return bool(other.person_id == token(secrecy.office_keys(), "person", number))
    return not own and _may_be(one, other.birth_date, other.name)


def unnumbered() -> "QuerySet[Any]":
    """The members of households who have no ID number."""
    numbers = Found.objects.filter(kind="id", person_id=OuterRef("person_id"))
    return known("person").filter(~Exists(numbers), left_on__isnull=True)


def brought(rows: Iterable[Mapping[str, Any]], names: Callable[[], Mapping[str, str]]) -> list[str]:
    """The households in which rows that come in may double somebody who has no number, in order.

    `rows` have person_id, household_id and birth_date; `names`, by person, are asked for when rows
    fit.
    """
    waiting = fetch.opened({"person": list(unnumbered())})["person"]
    by_home: dict[str, list[Named]] = {}
    for one in waiting:
        by_home.setdefault(str(one.household_id), []).append(one)
    fitting = [
        (one, str(row["person_id"]))
        for row in rows
        for one in by_home.get(str(row["household_id"]), ())
        if row["person_id"] != one.person_id and _may_be(one, row["birth_date"], "")
    ]
    named = names() if fitting else {}
    return sorted(
        {
            str(one.household_id)
            for one, person in fitting
            if _may_be(one, one.birth_date, named.get(person, ""))
        }
    )


def join(user: User, household: str, *, without: str, numbered: str, reason: str) -> Batch:
    """Make one of two members who are shown as doubles: what was said of the one is the other's.

    What the one with the number is not told is taken from the one without. Http404 when they are no
    doubles of a household that the user may see; ChangedMeanwhileError when somebody was faster.
    """
    fetch.only_seen(user, household)
    rows = known("person").filter(household_id=household, left_on__isnull=True)
    pairs = doubles(fetch.opened({"person": list(rows)})["person"])
    pair = (without, numbered)
    if not any((one.without.person_id, one.numbered.person_id) == pair for one in pairs):
        raise Http404
    act = Act("event", reason, user, [household], event="join")
    return change(act, _joined(without, numbered), columns=["person_id"])


def _may_be(one: Named, born: object, name: str) -> bool:
    if one.row.sealed is not None and not one.names:
        return False  # erased
    same_name = not one.name or not name or one.name == name
    return one.birth_date is not None and one.birth_date == born and same_name


def _joined(without: str, numbered: str) -> list[Change]:
    """Every row of the one without a number, as the other's; his person row fills the other's."""
    theirs = {(one.table.name, one.key): one for one in _rows(numbered)}
    rows = _rows(without)
    named = _names(rows)
    changes = []
    for one in rows:
        own = (one.table.name, one.pk)
        values = dict(one.values) | {"person_id": numbered}
        key = tuple(values[name] for name in one.table.key)
        other = theirs.get((one.table.name, key))
        if one.table.name == "person":
            if other is None:
                raise ChangedMeanwhileError
            changes.append(_filled(other, one, named[own]))
        if other is not None:
            changes.append(Change(one.table, one.values, {}, one, ends=True))
        else:
            changes.append(Change(one.table, values, named.get(own, {}), one))
    return changes


def _filled(kept: Version, other: Version, names: Mapping[str, str]) -> Change:
    """The person with the number, with what only the other was told."""
    values = {
        name: other.values[name] if value is None else value for name, value in kept.values.items()
    }
    own = _names([kept])[kept.table.name, kept.pk]
    return Change(kept.table, values, {**names, **own}, kept)


def _rows(person: str) -> Sequence[Version]:
    return versions_of("person", person, OF["person"], earlier=False)


def _names(rows: Iterable[Version]) -> dict[tuple[str, int], Mapping[str, str]]:
    """The identities of each row that has some, by its table and number."""
    found: dict[str, list[Any]] = {}
    for one in rows:
        if one.table.sealed:
            found.setdefault(one.table.name, []).append(one)
    opened = fetch.opened(found)
    return {(name, one.pk): one.names for name, of in opened.items() for one in of}
