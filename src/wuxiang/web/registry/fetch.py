"""Find households and people: to fetch is to check, for every function knows who asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, Left, Trim
from django.http import Http404

from wuxiang.schema import TABLES
from wuxiang.web.accounts.models import TOWNSHIP_DIGITS, Scope, User
from wuxiang.web.registry import secrecy
from wuxiang.web.registry.models import Found
from wuxiang.web.registry.taking import known

A_PAGE = 30
Rows = TypeVar("Rows", bound=Model)
MOST_FOUND = 500
LAST_DIGIT = "~"
"""Sorts after every digit: the codes that begin with p lie between p and p + this."""
POOR = ("registered", "exited_with_policies", "monitored", "marginal")


@dataclass(frozen=True)
class Asked:
    """What is looked for: words (a name, its initials or an ID number), a place, a status."""

    words: str = ""
    place: str = ""
    status: str = ""
    page: int = 1


@dataclass
class Named:
    """A row with the identities that were sealed in it."""

    row: Any
    names: Mapping[str, str]

    def __getattr__(self, column: str) -> Any:
        return getattr(self.row, column)

    @property
    def name(self) -> str:
        """The name; "" when nobody knows it or he was erased."""
        return self.names.get("name", "")

    @property
    def id_shown(self) -> str:
        """The ID number without its middle."""
        return secrecy.masked(self.names.get("id_number", ""))


@dataclass
class Listed:
    """A household in a list."""

    row: Any
    status: str = ""
    head: str = ""
    members: int = 0


@dataclass
class File:
    """All that the register says of one household."""

    row: Named
    people: list[Named] = field(default_factory=list)
    helpers: list[Named] = field(default_factory=list)
    tables: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def head(self) -> str:
        """The name of the head of the household."""
        return next((one.name for one in self.people if one.relation == "head"), "")


def in_scope(scope: Scope) -> "QuerySet[Any]":
    """The households of a scope."""
    rows = known("household")
    if scope.nobody:
        return rows.none()
    if scope.helper_id:
        paired = known("pairing").filter(helper_id=scope.helper_id, to_date__isnull=True)
        return rows.filter(household_id__in=paired.values("household_id"))
    return under(rows, scope.prefix)


def matching(user: User, asked: Asked) -> "QuerySet[Any]":
    """The households that match and that the user may see, by village."""
    rows = under(in_scope(user.scope), asked.place)
    if asked.words:
        rows = rows.filter(household_id__in=_found(asked.words))
    if asked.status:
        standing = known("household_status").filter(to_date__isnull=True, status=asked.status)
        rows = rows.filter(household_id__in=standing.values("household_id"))
    return rows.order_by("village_code", "household_id")


def households(user: User, asked: Asked) -> Page[Listed]:
    """A page of the households that match."""
    page = Paginator(matching(user, asked), A_PAGE).get_page(asked.page)
    page.object_list = listed(list(page.object_list))
    return page


def household(user: User, key: str) -> File:
    """The file of a household, with the names of its village and township as `row.place`.

    Http404 when there is none, or none that the user may see.
    """
    row = in_scope(user.scope).filter(household_id=key).annotate(place=_place()).first()
    if row is None:
        raise Http404
    people = list(
        known("person").filter(household_id=key, left_on__isnull=True).order_by("birth_date")
    )
    paired = known("pairing").filter(household_id=key, to_date__isnull=True)
    helpers = list(known("helper").filter(helper_id__in=paired.values("helper_id")))
    names = opened({"household": [row], "person": people, "helper": helpers})
    people_named = [names["person"][at] for at in range(len(people))]
    people_named.sort(key=lambda one: one.relation != "head")
    tables = ("household_status", "income")
    return File(
        row=names["household"][0],
        people=people_named,
        helpers=names["helper"],
        tables={name: _of_household(name, key) for name in tables},
    )


def _place() -> Trim:
    """The names of a household's township and village, as far as they are known."""
    village = OuterRef("village_code")
    township = Concat(Left(village, TOWNSHIP_DIGITS), Value("000"), output_field=TextField())
    named = known("area").order_by("-valid_from").values("name")
    above, within = (Subquery(named.filter(area_code=code)[:1]) for code in (township, village))
    return Trim(Concat(above, Value(" "), within, output_field=TextField()))


def only_seen(user: User, key: str) -> None:
    """Http404 unless there is such a household and the user may see it."""
    if not in_scope(user.scope).filter(household_id=key).exists():
        raise Http404


def household_of_number(user: User, number: str) -> str | None:
    """The household of whoever has this ID number, if the user may see it."""
    blind = secrecy.blind(secrecy.office_keys(), "id", number.upper())
    people = Found.objects.filter(blind=blind, kind="id").values("person_id")
    rows = known("person").filter(person_id__in=people, left_on__isnull=True)
    keys = in_scope(user.scope).filter(household_id__in=rows.values("household_id"))
    return keys.values_list("household_id", flat=True).first()


def person(user: User, key: str) -> Named:
    """A person of a household that the user may see; else Http404."""
    row = known("person").filter(person_id=key).first()
    if row is None:
        raise Http404
    only_seen(user, row.household_id)
    return opened({"person": [row]})["person"][0]


def opened(rows: Mapping[str, list[Any]]) -> dict[str, list[Named]]:
    """Rows with their identities, whatever their table; one query for the keys of all."""
    subjects = {
        str(getattr(row, TABLES[name].key[0]))
        for name, found in rows.items()
        for row in found
        if row.sealed
    }
    salts = secrecy.salts_of(subjects) if subjects else {}
    keys = secrecy.office_keys()
    return {
        name: [Named(row, secrecy.names_of(name, row, salts=salts, keys=keys)) for row in found]
        for name, found in rows.items()
    }


@dataclass(frozen=True)
class Place:
    """A place with how many households it has, and how many of them are or were poor."""

    code: str
    name: str
    households: int
    poor: int


def places(user: User, above: str) -> list[Place]:
    """The townships of the county (`above` ""), or the villages of the township `above`."""
    digits = 9 if not above else 12
    counted = _counts(in_scope(user.scope), above, digits)
    standing = known("household_status").filter(to_date__isnull=True, status__in=POOR)
    poor = _counts(
        in_scope(user.scope).filter(household_id__in=standing.values("household_id")), above, digits
    )
    names = place_names(code.ljust(12, "0") for code in counted)
    return [
        Place(code.ljust(12, "0"), names.get(code.ljust(12, "0"), code), number, poor.get(code, 0))
        for code, number in sorted(counted.items())
    ]


def villages(user: User, day: date) -> list[tuple[str, str]]:
    """Code and name of each village of the day in which the user may put a household."""
    rows = known("area").filter(level__in=("village", "community"))
    rows = rows.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).order_by("area_code")
    return [
        (str(code), f"{name} {code}")
        for code, name in rows.values_list("area_code", "name")
        if user.scope.holds(str(code))
    ]


def village_problem(user: User, code: str, day: date) -> str | None:
    """Why a household cannot live in the village `code` from `day` on, as a rule of intake.

    "outside" when the user may not put anybody there; None when all is well.
    """
    rows = known("area").filter(area_code=code, level__in=("village", "community"))
    lives = list(rows.values_list("valid_from", "valid_to"))
    if not lives:
        return "unknown_village"
    if not any((since or day) <= day < (until or date.max) for since, until in lives):
        return "village_not_then"
    return None if user.scope.holds(code) else "outside"


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """The last name of each place."""
    rows = known("area").filter(area_code__in=set(codes)).order_by("valid_from")
    return dict(rows.values_list("area_code", "name"))


def _counts(rows: "QuerySet[Any]", above: str, digits: int) -> dict[str, int]:
    listed = under(rows, above).values_list("village_code")
    counted: dict[str, int] = {}
    for code, number in listed.annotate(number=Count("id")).order_by():
        short = str(code)[:digits]
        counted[short] = counted.get(short, 0) + number
    return counted


def prefix_of(place: str) -> str:
    """With what the codes of all villages of a place (12 digits, or fewer) begin; "" for ""."""
    return place[:9] if place.endswith("000") else place


def under(rows: "QuerySet[Rows]", place: str, *, column: str = "village_code") -> "QuerySet[Rows]":
    """The rows of villages of a place (12 digits, or fewer; "" is the county), by their codes."""
    prefix = prefix_of(place)
    if not prefix:
        return rows
    return rows.filter(**{f"{column}__gte": prefix, f"{column}__lt": prefix + LAST_DIGIT})


def _found(words: str) -> list[str]:
    """The households of the people who are found by these words."""
    keys = secrecy.office_keys()
    blinds = [
        secrecy.blind(keys, kind, word)
        for kind, word in (("id", words.upper()), ("name", words), ("pinyin", words.lower()))
    ]
    people = Found.objects.filter(blind__in=blinds).values("person_id")
    rows = known("person").filter(person_id__in=people, left_on__isnull=True)
    return [str(one) for one in rows.values_list("household_id", flat=True)[:MOST_FOUND]]


def listed(rows: list[Any]) -> list[Listed]:
    """Households with their status, the name of their head, and how many they are."""
    found = {str(row.household_id): Listed(row) for row in rows}
    standing = known("household_status").filter(household_id__in=found, to_date__isnull=True)
    for key, status in standing.values_list("household_id", "status"):
        found[key].status = status
    people = known("person").filter(household_id__in=found, left_on__isnull=True)
    for key, number in people.values_list("household_id").annotate(number=Count("id")).order_by():
        found[key].members = number
    for one in opened({"person": list(people.filter(relation="head"))})["person"]:
        found[str(one.household_id)].head = one.name
    return list(found.values())


def _of_household(name: str, key: str) -> list[Any]:
    return list(known(name).filter(household_id=key).order_by(*TABLES[name].key))
