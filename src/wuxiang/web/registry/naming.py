"""Names to keys: for rows that were fetched, and so checked, elsewhere."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from wuxiang.web.accounts.models import TOWNSHIP_DIGITS, Scope
from wuxiang.web.language import noted
from wuxiang.web.registry.fetch import in_scope, opened, place_names, under
from wuxiang.web.registry.taking import known

COUNTY_END, TOWNSHIP_END = "000000", "000"
LEVELS = ("township", "village", "community")
MOST_FOUND = 50
Choices = list[tuple[str, str]]


def heads_of(households: Iterable[str | None]) -> dict[str, str]:
    """The name of the head of each household."""
    return heads_and_helpers(households, ())[0]


def head_of(household: str) -> str:
    """The name of the head of a household; "" when nobody knows it."""
    return heads_of([household]).get(household, "")


def heads_and_helpers(
    households: Iterable[str | None], helpers: Iterable[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The names of the heads of households, and those of helpers, by their keys; opened at once."""
    homes = {key for key in households if key}
    people = known("person").filter(household_id__in=homes, relation="head", left_on__isnull=True)
    rows = known("helper").filter(helper_id__in=set(helpers))
    found = opened({"person": list(people), "helper": list(rows)})
    return (
        {str(one.household_id): one.name for one in found["person"]},
        {str(one.helper_id): one.name for one in found["helper"]},
    )


def people_and_heads(
    people: Iterable[str | None], households: Iterable[str | None], *, scope: Scope
) -> tuple[dict[str, str], dict[str, str]]:
    """The names of people, and of the heads of households, by their keys; one query for both.

    Of households of the scope alone: a role without the register is told no name.
    """
    if scope.nobody:
        return {}, {}
    wanted, homes = ({key for key in keys if key} for keys in (people, households))
    rows = known("person").order_by()
    if scope != Scope():
        rows = rows.filter(Exists(in_scope(scope).filter(household_id=OuterRef("household_id"))))
    heads = rows.filter(household_id__in=homes, relation="head", left_on__isnull=True)
    both = heads.union(rows.filter(person_id__in=wanted), all=True)  # an OR would use no index
    found = opened({"person": list(both)})["person"]
    at_home = [one for one in found if one.relation == "head" and one.left_on is None]
    return (
        {str(one.person_id): one.name for one in found if one.person_id in wanted},
        {str(one.household_id): one.name for one in at_home if one.household_id in homes},
    )


def head_and_members(household: str) -> tuple[str, dict[str, str]]:
    """The name of the head of a household today, and those of all its members, by key."""
    rows = known("person").filter(household_id=household, left_on__isnull=True)
    people = opened({"person": list(rows)})["person"]
    head = next((one.name for one in people if one.relation == "head"), "")
    return head, {str(one.person_id): one.name for one in people}


def helper_names(keys: Iterable[str]) -> dict[str, str]:
    """The name of each helper."""
    return heads_and_helpers((), keys)[1]


def one_township(scope: Scope) -> str:
    """The township in which all of the scope lies; "" where there are several."""
    above = scope.prefix[:TOWNSHIP_DIGITS]
    return above + TOWNSHIP_END if len(above) == TOWNSHIP_DIGITS else ""


def village_names(codes: Iterable[str | None], scope: Scope) -> dict[str, str]:
    """The name of each village, with its township's before it unless all lie in one; one query."""
    villages = {code for code in codes if code}
    if one_township(scope):
        return place_names(villages)
    above = {code: code[: -len(TOWNSHIP_END)] + TOWNSHIP_END for code in villages}
    names = place_names(villages | set(above.values()))
    parts = {code: dict.fromkeys((above[code], code)) for code in villages if code in names}
    return {code: " ".join(names[one] for one in of if one in names) for code, of in parts.items()}


def villages_of(households: Iterable[str | None], scope: Scope) -> dict[str, str]:
    """The name of the village of each household of the scope."""
    rows = in_scope(scope).filter(household_id__in={key for key in households if key})
    codes = dict(rows.values_list("household_id", "village_code"))
    names = village_names(codes.values(), scope)
    return {key: names.get(code, "") for key, code in codes.items()}


def choosable_places(scope: Scope, *, chosen: str = "") -> list[tuple[str, str]]:
    """The places that a list can be narrowed to, and the place that is `chosen` already.

    Those are the townships of the county, or the villages of a township: codes with names, in
    order of code; none where the scope is one village or fewer.
    """
    places = _places_within(scope)
    if chosen and chosen not in dict(places):
        places += place_names([chosen]).items()
    return places


def _places_within(scope: Scope) -> list[tuple[str, str]]:
    if scope.nobody or scope.helper_id or len(scope.prefix) > len(TOWNSHIP_END) * 3:
        return []
    rows = under(known("area"), scope.prefix, column="area_code")
    if scope.prefix:
        rows = rows.exclude(area_code__endswith=TOWNSHIP_END)
    else:
        rows = rows.filter(area_code__endswith=TOWNSHIP_END).exclude(area_code__endswith=COUNTY_END)
    names = rows.order_by("area_code", "valid_from").values_list("area_code", "name")
    return list({str(code): (str(code), str(name)) for code, name in names}.values())


def places_by_township(scope: Scope, *, chosen: str = "") -> list[tuple[str, Choices]]:
    """The townships and villages of today within a scope, and the place that is `chosen` already.

    By township, which comes first as a whole where all of it lies in the scope.
    """
    if scope.nobody or scope.helper_id:
        return []
    rows = known("area").filter(level__in=LEVELS).order_by("area_code", "valid_from")
    today = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=date.today()))
    found = {str(code): str(name) for code, name in today.values_list("area_code", "name")}
    if chosen and chosen not in found:
        found |= {chosen: place_names([chosen]).get(chosen, chosen)}
    groups = groupby(sorted(found), key=lambda code: code[: -len(TOWNSHIP_END)])
    return [
        (found.get(above + TOWNSHIP_END, above), listed)
        for above, codes in groups
        if (listed := [(one, _called(one, found)) for one in codes if scope.holds(one)])
    ]


def villages_by_township(scope: Scope, *, chosen: str) -> list[tuple[str, Choices]]:
    """The villages of today within a scope, by township, and the one that is `chosen` already."""
    groups = [
        (township, [one for one in listed if not one[0].endswith(TOWNSHIP_END)])
        for township, listed in places_by_township(scope, chosen=chosen)
    ]
    return [(township, villages) for township, villages in groups if villages]


def natural_villages(village: str, *, chosen: str) -> Choices:
    """The natural villages of today of a village, and the one that is `chosen` already."""
    rows = under(known("area"), village, column="area_code").filter(level="natural_village")
    today = Q(valid_to__isnull=True) | Q(valid_to__gt=date.today()) | Q(area_code=chosen)
    names = rows.filter(today).order_by("valid_from").values_list("area_code", "name")
    found = {chosen: chosen} if chosen else {}
    return sorted((found | {str(code): str(name) for code, name in names}).items())


def _called(code: str, names: dict[str, str]) -> str:
    whole = code.endswith(TOWNSHIP_END)
    return _("%(name)s（全部）") % {"name": names[code]} if whole else names[code]


def helpers_called(words: str, *, chosen: str = "") -> Choices:
    """The helpers in post whose name or unit has the words, the `chosen` first, by key; not all."""
    rows = known("helper").filter(Q(to_date__isnull=True) | Q(helper_id=chosen))
    if not words:
        rows = rows.filter(helper_id=chosen)
    found = [
        (str(one.helper_id), noted(one.name, one.unit or _("单位不清楚")))
        for one in opened({"helper": list(rows)})["helper"]
        if one.helper_id == chosen or words in f"{one.name} {one.unit}"
    ]
    return sorted(found, key=lambda one: (one[0] != chosen, one[1]))[:MOST_FOUND]
