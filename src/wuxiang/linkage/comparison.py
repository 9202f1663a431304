"""Comparisons of the pack: which list is whose, what its columns are, and what a match means.

    comparison: vehicles                 the file's own name, below comparisons/
    title: {zh: 机动车登记名单, en: Registered vehicles}
    office: 县公安局                      whose list it is
    edition: "2019"
    kind: vehicle                        what it tells: a value of the vocabulary's list_kind
    meaning: flag                        flag (contradicts the register) or warning (of relapse)
    severity: middle
    concerns: [registered, …]            statuses of households that it matters to; all if not said
    unless: {table: assets, column: car, is: "true"}     what the register knows already
    at_least: {unit: yuan, values: {2018-01-01: 8000}}   a dated parameter: from what amount on
    required: [号牌号码]                  headings by which the list is recognised
    columns:
      所有人: {role: name, also: [车主]}   a role, or `text`: kept as it is written

`linkage.yaml` of the pack has the headings that mean the same everywhere, and the thresholds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from wuxiang.errors import Place, UserError
from wuxiang.intake.layouts import plain
from wuxiang.schema import TABLES, Column
from wuxiang.strict_yaml import (
    Section,
    Text,
    integer,
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

ROLES: Mapping[str, str] = {
    "name": "person.name",
    "id_number": "person.id_number",
    "birth_date": "person.birth_date",
    "sex": "person.sex",
    "township": "place.township",
    "village": "place.village",
    "household_number": "household.national_number",
    "head_name": "head.name",
    "event_on": "list_match.event_on",
    "amount": "list_match.list_amount",
}
"""Role of a column → the column of the vocabulary as which its cells are read."""
TEXT = "text"
KEYS = (
    *("comparison", "title", "office", "edition", "kind", "meaning", "severity", "concerns"),
    *("unless", "at_least", "required", "columns", "confirmed_by", "notes"),
)
MEANINGS = ("flag", "warning")
NAME = "name"


@dataclass(frozen=True)
class Known:
    """What makes a match known already: a row of `table` about the same person or household.

    `column` is filled (or has the value `value`), or `day` lies within `within` days of the event.
    """

    table: str
    column: str | None = None
    value: str | None = None
    day: str | None = None
    within: int = 0


@dataclass(frozen=True)
class Comparison:
    """One kind of list."""

    name: str
    zh: str
    en: str
    office: str
    edition: str
    kind: str
    meaning: str
    severity: str
    concerns: tuple[str, ...]
    unless: Known | None
    at_least: Mapping[date, Decimal]
    required: tuple[str, ...]
    columns: Mapping[str, tuple[str, tuple[str, ...]]]
    """Heading → its role, and its other wordings."""

    def amount_from(self, day: date) -> Decimal | None:
        """From what amount on it matters on a day; None when any amount does."""
        return _dated(self.at_least, day)


@dataclass(frozen=True)
class Settings:
    """linkage.yaml: headings that mean the same in every list, and the thresholds in bits."""

    roles: Mapping[str, tuple[str, ...]]
    parameters: Mapping[str, Mapping[date, Decimal]]
    place: Place

    def threshold(self, name: str, day: date) -> float:
        """A parameter as it stood on a day; UserError when nobody has set it by then."""
        found = _dated(self.parameters.get(name, {}), day)
        if found is None:
            raise UserError(
                f"`{name}` has no value on {day}", remedy="add a dated value", place=self.place
            )
        return float(found)


def _dated(values: Mapping[date, Decimal], day: date) -> Decimal | None:
    days = [from_day for from_day in values if from_day <= day]
    return values[max(days)] if days else None


def read_settings(pack: Path) -> Settings:
    """linkage.yaml of the pack; UserError with its line for whatever is not understood."""
    path = pack / "linkage.yaml"
    top = load(path)
    only(top, ("roles", "parameters", "confirmed_by", "notes"))
    roles = section(top, "roles")
    only(roles, tuple(ROLES))
    if not texts(roles, NAME):
        _refuse("no heading of a list means a name", "Write `name: [姓名]`", top=roles)
    parameters = section(top, "parameters")
    only(parameters, ("match_from", "review_from", "lead"))
    return Settings(
        roles={str(role): tuple(map(str, texts(roles, role))) for role in roles},
        parameters={str(name): _values(section(parameters, name)) for name in parameters},
        place=Place(str(path)),
    )


def read_comparisons(pack: Path) -> dict[str, Comparison]:
    """The comparisons of the pack by name.

    Raises UserError, with file and line, for what is not as said above, and when there are none.
    """
    paths = sorted((pack / "comparisons").glob("*.yaml"))
    if not paths:
        raise UserError(
            f"{pack} has no comparisons", remedy="copy some from counties/hequ/comparisons"
        )
    return {path.stem: read_comparison(path) for path in paths}


def read_comparison(path: Path) -> Comparison:
    """The comparison in the file `path`."""
    top = load(path)
    only(top, KEYS)
    if text(top, "comparison") != path.stem:
        _refuse("it has another name than its file", f"Write `{path.stem}`", top=top)
    title = section(top, "title")
    unless, at_least = optional_section(top, "unless"), optional_section(top, "at_least")
    match = TABLES["list_match"]
    found = Comparison(
        name=path.stem,
        zh=text(title, "zh"),
        en=text(title, "en"),
        office=text(top, "office"),
        edition=text(top, "edition"),
        kind=_code(text(top, "kind"), match.column("kind")),
        meaning=_among(text(top, "meaning"), MEANINGS),
        severity=_code(text(top, "severity"), match.column("match_severity")),
        concerns=tuple(
            _code(one, TABLES["household_status"].column("status"))
            for one in texts(top, "concerns")
        ),
        unless=_known(unless) if unless else None,
        at_least=_values(at_least) if at_least else {},
        required=tuple(map(str, texts(top, "required"))),
        columns=dict(_columns(section(top, "columns"))),
    )
    if not found.required or not set(found.required) <= set(found.columns):
        _refuse("a list is recognised by its own headings", "Name some of `columns`", top=top)
    return found


def _columns(inside: Section) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    for heading, value in inside.items():
        if isinstance(value, Section):
            only(value, ("role", "also"))
            role, also = text(value, "role"), tuple(map(str, texts(value, "also")))
        else:
            role, also = text(inside, heading), ()
        yield str(heading), (_among(role, (*ROLES, TEXT)), also)


def _known(inside: Section) -> Known:
    only(inside, ("table", "column", "is", "day", "within"))
    table = _among(text(inside, "table"), tuple(TABLES))
    columns = {column.name: column for column in TABLES[table].columns}
    if not columns.keys() & {"person_id", "household_id"}:
        raise UserError(
            f"table `{table}` is about nobody",
            remedy="name one with person_id or household_id",
            place=inside.place_of("table"),
        )
    column, day = optional_text(inside, "column"), optional_text(inside, "day")
    for name in (one for one in (column, day) if one is not None):
        _among(name, tuple(columns))
    if (column is None) == (day is None) or (day is not None and columns[day].kind != "date"):
        raise UserError(
            "it names neither a column nor a day, or both, or a day that is no date",
            remedy="write column: (and is:), or day: and within:",
            place=inside.place,
        )
    value = optional_text(inside, "is")
    within = integer(inside, "within") if day is not None else 0
    return Known(table, _str(column), _str(value), _str(day), within)


def _str(found: Text | None) -> str | None:
    return None if found is None else str(found)


def _values(inside: Section) -> dict[date, Decimal]:
    only(inside, ("unit", "values"))
    values = section(inside, "values")
    days = {}
    for day in values:
        try:
            days[date.fromisoformat(day)] = number(values, day)
        except ValueError as error:
            raise UserError(
                f"`{day}` is no day", remedy="write it as 2018-01-01", place=values.place_of(day)
            ) from error
    return days


def _code(word: Text, column: Column) -> str:
    return _among(word, tuple(sorted(column.codes.values)) if column.codes else ())


def _among(word: Text, known: Sequence[str]) -> str:
    if word not in known:
        remedy = suggestion(word, known) or f"Use one of: {', '.join(known)}"
        raise UserError(f"there is no `{word}` here", remedy=remedy, place=word.place)
    return str(word)


def _refuse(problem: str, remedy: str, *, top: Section) -> None:
    raise UserError(problem, remedy=remedy, place=top.place)


def mapped(comparison: Comparison, extra: Mapping[str, str]) -> Comparison:
    """`comparison` with more headings (heading → role), which win over what it says itself."""
    ours = {plain(heading) for heading in extra}
    kept = {
        heading: (role, tuple(word for word in also if plain(word) not in ours))
        for heading, (role, also) in comparison.columns.items()
        if plain(heading) not in ours
    }
    more = {heading: (role, ()) for heading, role in extra.items()}
    required = tuple(one for one in comparison.required if one in kept or one in more)
    return replace(comparison, columns=kept | more, required=required)


def as_layout(comparison: Comparison, settings: Settings, *, given: bool) -> dict[str, object]:
    """The comparison as a layout of intake; `given`: the list need not have its own headings."""
    words: dict[str, list[str]] = {}
    for heading, (role, also) in comparison.columns.items():
        words.setdefault(heading if role == TEXT else role, []).extend((heading, *also))
    owned = {plain(word) for own in words.values() for word in own}
    for role, common in settings.roles.items():
        words.setdefault(role, []).extend(w for w in common if plain(w) not in owned)
    names = {
        role: list({plain(w): w for w in reversed(own)}.values())[::-1]
        for role, own in words.items()
        if own
    }
    columns = {
        own[0]: {"to": ROLES.get(role, "ignore"), "also": own[1:]} for role, own in names.items()
    }
    required = [own[0] for own in names.values() if set(own) & set(comparison.required)]
    return {
        "layout": comparison.name,
        "title": {"zh": comparison.zh, "en": comparison.en},
        "edition": comparison.edition,
        "row_is": "nothing",
        "priority": "1",
        "required": [names[NAME][0]] if given else required,
        "columns": columns,
    }
