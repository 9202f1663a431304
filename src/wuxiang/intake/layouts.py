"""Layouts: which heading of a county's list is which column of the vocabulary.

A layout is one file `layouts/*.yaml` of the county pack:

    layout: population                    the file's own name
    title: {zh: 人口底册, en: Population list}
    edition: "2019"
    office: 县残联                        whose list it is, as county.yaml names it; may be left out
    row_is: person                        the table of which one row is one record, or `nothing`
    priority: 40                          where lists disagree, the lowest number is believed
    introduces: [household, person]       may name new ones; all others must be known
    sheet: 当前收支                    part of the sheet's name (where headings do not tell)
    required: [姓名, 证件号码]             headings by which the list is recognised
    heading_rows: 2                       1 unless said; two rows give names such as 支出/农资
    title_date: [living.year]             empty cells of it take the day stated above the headings
    constants: {benefit_paid.state: paid}
    columns:                              heading: where its cells go
      县: ignore                          known, not kept
      姓名: person.name                   table.column
      乡镇: {to: place.township, also: [乡, 乡(镇)]}      other wordings of the heading
      学期: {to: school_term.term, format: term}         a spelling of `FORMATS`
      残疾等级: {to: disability.level, codes: {一级: 1}}  words beside those of the vocabulary
      健康状况: {words: {person.disabled: [残疾]}}  a list in a cell: yes where a word is in it
      支出/农资: {adds_to: income.business_cost}          a part; the parts are added up
      数据日期: [list.as_of, {to: living.year, format: year}]   one cell, two columns
      户类型: {to: ignore, writes: household_status.status}     not read, but written by an export
      在校生状况: {to: person.schooling, wording: {none: ""}}    how this edition writes our value

Targets are columns of the vocabulary, or `LINKS`, which say whom or where a row is about.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from wuxiang.errors import Place, UserError
from wuxiang.schema import TABLES, Column
from wuxiang.strict_yaml import (
    Items,
    Section,
    Text,
    Value,
    integer,
    load,
    only,
    optional_section,
    optional_text,
    section,
    suggestion,
    text,
    texts,
)

LINKS: Mapping[str, Column] = {
    "household.book_number": Column("book_number", "text", "户口簿号", "number of the family book"),
    "head.id_number": Column("id_number", "text", "户主证件号码", "certificate of a member"),
    "head.name": Column("name", "text", "户主姓名", "name of that member"),
    "other_household.national_number": Column("national_number", "text", "相关户编号", "other one"),
    "other_household.book_number": Column("book_number", "text", "相关户口簿号", "other one"),
    "place.township": Column("township", "text", "乡镇", "name of the township"),
    "place.village": Column("village", "text", "行政村", "name of the village"),
    "place.natural_village": Column("natural_village", "text", "自然村", "natural village by name"),
    "list.as_of": Column("as_of", "date", "数据日期", "day whose state the list shows"),
}
DERIVED: Mapping[str, Column] = {
    "list.number": Column("number", "integer", "序号", "number of the row"),
    "list.year": Column("year", "integer", "年度", "year of the information"),
    "place.county": Column("county", "text", "县", "name of the county"),
    "household.members": Column("members", "integer", "人数", "members today"),
    "household.income_per_head": Column("income_per_head", "money", "人均纯收入", "last year's"),
    "disability.card_year": Column("card_year", "integer", "残疾证办证年度", "year of the card"),
    "risk.removed": Column("removed", "boolean", "风险是否消除", "whether the risk is gone"),
}
"""What an export can write beside columns of the vocabulary; no list is read into it."""
KNOWN: Mapping[str, Column] = {**LINKS, **DERIVED}
FORMATS = frozenset(
    ["area_code", "area_name", "period", "programme", "school_year", "term", "year"],
)
INTRODUCED = ("household", "person", "helper")
NOTHING = "nothing"
IGNORE = "ignore"
SPEC_KEYS = ("to", "adds_to", "also", "format", "codes", "words", "writes", "wording")
KEYS = (
    *(
        "layout",
        "title",
        "edition",
        "office",
        "row_is",
        "priority",
        "introduces",
        "sheet",
        "required",
    ),
    *("heading_rows", "title_date", "constants", "columns"),
)


@dataclass(frozen=True)
class Target:
    """Where the cells under a heading go, and how they are read."""

    name: str
    """`table.column`, or one of LINKS."""
    format: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    """The list's word → our value, beside the vocabulary's own words."""
    words: tuple[str, ...] = ()
    """Not empty: the cell is a list, and the column says whether one of these is in it."""
    adds: bool = False
    """The cell is one of several parts that are added up."""
    written: Mapping[str, str] = field(default_factory=dict)
    """Our value → how this edition writes it; empty where it leaves the cell blank."""

    @property
    def table(self) -> str:
        """The part before the point."""
        return self.name.partition(".")[0]

    @property
    def column(self) -> Column:
        """The column of the vocabulary or of LINKS."""
        return KNOWN[self.name] if self.name in KNOWN else column_of(self.name)

    def wording(self, value: str) -> str:
        """The word by which the list writes our `value` of a code column."""
        if value in self.written:
            return self.written[value]
        for word, ours in self.codes.items():
            if ours == value:
                return word
        codes = self.column.codes
        labels = {code.value: code.zh for code in codes.codes} if codes else {}
        return labels.get(value, value)


@dataclass(frozen=True)
class Heading:
    """A heading as the list writes it, its other wordings, and where its cells go (nowhere: ())."""

    text: str
    also: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    writes: Target | None = None
    """What an export writes here; None where it leaves the cell empty."""


@dataclass(frozen=True, eq=False)
class Layout:
    """One kind of list."""

    name: str
    zh: str
    en: str
    edition: str
    office: str | None
    """Whose list it is: who is asked for what it lacks. None: the household's helper knows."""
    row_is: str
    priority: int
    introduces: tuple[str, ...]
    sheet: str | None
    required: tuple[str, ...]
    heading_rows: int
    title_date: tuple[Target, ...]
    constants: Mapping[str, str]
    """`table.column` → our value, the same in every row."""
    headings: tuple[Heading, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of the vocabulary that a row may feed, in the vocabulary's order."""
        fed = {target.table for heading in self.headings for target in heading.targets}
        lookups = {name for name in INTRODUCED if name not in self.introduces}
        kept = fed - lookups if self.row_is != NOTHING else set()
        return tuple(name for name in TABLES if name in kept)

    def heading(self, name: str) -> Heading | None:
        """The heading that goes to `name` (`table.column`) first; None if there is none."""
        for heading in self.headings:
            if any(target.name == name for target in heading.targets):
                return heading
        return None

    def recognise(self, found: Sequence[str]) -> dict[int, Heading] | None:
        """Which of the headings `found` (by position) it knows; None when it is another list.

        When a heading stands there twice, the first is taken.
        """
        matched: dict[str, int] = {}
        for position, heading in enumerate(found):
            entry = self.knows(heading)
            if entry is not None:
                matched.setdefault(entry.text, position)
        if not all(name in matched for name in self.required):
            return None
        return {matched[h.text]: h for h in self.headings if h.text in matched}

    def knows(self, heading: str) -> Heading | None:
        """The heading of which `heading` is a wording; None if it is none."""
        return self._known.get(plain(heading))

    @cached_property
    def _known(self) -> Mapping[str, Heading]:
        return {plain(name): h for h in self.headings for name in (*h.also, h.text)}


@lru_cache(maxsize=1 << 14)
def plain(heading: str) -> str:
    """A heading without what does not matter: width, case, spaces, line breaks, closing marks."""
    narrow = unicodedata.normalize("NFKC", heading)
    return "".join(narrow.split()).casefold().rstrip(":*")


def column_of(name: str) -> Column:
    """The vocabulary's column `table.column`; KeyError if there is none."""
    table, _, column = name.partition(".")
    return TABLES[table].column(column)


def read_layouts(pack: Path) -> tuple[Layout, ...]:
    """The layouts of the county pack in folder `pack`, by name.

    Raises UserError, with file and line, for anything that is not as the format above says, and
    when the folder holds no layouts.
    """
    if not (pack / "layouts").is_dir():
        raise UserError(
            f"{pack} is no county pack with layouts", remedy="name its folder, as counties/hequ"
        )
    return tuple(read_layout(path) for path in sorted((pack / "layouts").glob("*.yaml")))


def read_layout(path: Path) -> Layout:
    """The layout in the file `path`; UserError with its line for anything else."""
    top = load(path)
    only(top, KEYS)
    if text(top, "layout") != path.stem:
        _refuse(
            "the layout has another name than its file",
            f"Write `{path.stem}`",
            top=top,
            key="layout",
        )
    title = section(top, "title")
    headings = tuple(_headings(section(top, "columns")))
    layout = Layout(
        name=path.stem,
        zh=text(title, "zh"),
        en=text(title, "en"),
        edition=text(top, "edition"),
        office=optional_text(top, "office"),
        row_is=text(top, "row_is"),
        priority=integer(top, "priority"),
        introduces=tuple(texts(top, "introduces")),
        sheet=optional_text(top, "sheet"),
        required=tuple(texts(top, "required")),
        heading_rows=integer(top, "heading_rows") if "heading_rows" in top else 1,
        title_date=tuple(_known(Target(str(n)), n.place) for n in texts(top, "title_date")),
        constants=dict(_constants(optional_section(top, "constants"))),
        headings=headings,
    )
    _check(layout, top)
    return layout


def _headings(columns: Section) -> Iterator[Heading]:
    for name, value in columns.items():
        specs = value if isinstance(value, Items) else [value]
        also: list[str] = []
        targets: list[Target] = []
        writes: list[Target] = []
        for spec in specs:
            if isinstance(spec, Section):
                only(spec, SPEC_KEYS)
                also += texts(spec, "also")
                writes += _written(spec)
            targets += _targets(spec, columns.place_of(name))
        written = next(iter([*writes, *targets]), None)
        yield Heading(str(name), tuple(map(str, also)), tuple(targets), written)


def _targets(spec: Value, place: Place) -> Iterator[Target]:
    if isinstance(spec, Text):
        if spec != IGNORE:
            yield _known(Target(str(spec)), spec.place)
    elif not isinstance(spec, Section):
        raise UserError("the heading goes nowhere", remedy="Write `ignore`", place=place)
    elif "words" in spec:
        lists = section(spec, "words")
        for name in lists:
            words = tuple(map(str, texts(lists, name)))
            yield _known(Target(str(name), words=words), lists.place_of(name))
    elif "adds_to" in spec:
        yield _known(Target(str(text(spec, "adds_to")), adds=True), spec.place_of("adds_to"))
    elif text(spec, "to") != IGNORE:
        target = Target(
            str(text(spec, "to")),
            format=_format(spec),
            codes=_codes(spec),
            written=_wording(spec),
        )
        yield _known(target, spec.place_of("to"))


def _written(spec: Section) -> Iterator[Target]:
    """What an export writes under a heading that intake does not read."""
    if "writes" in spec:
        name = str(text(spec, "writes"))
        target = Target(name, written=_wording(spec))
        yield target if name in DERIVED else _known(target, spec.place_of("writes"))


def _wording(spec: Section) -> dict[str, str]:
    said = optional_section(spec, "wording")
    return {str(value): str(text(said, value)) for value in said} if said else {}


def _known(target: Target, place: Place) -> Target:
    try:
        _ = target.column
    except KeyError:
        known = [*LINKS, *(f"{t.name}.{c.name}" for t in TABLES.values() for c in t.columns)]
        remedy = suggestion(target.name, known) or "Write `table.column`"
        problem = f"there is no column `{target.name}`"
        raise UserError(problem, remedy=remedy, place=place) from None
    return target


def _format(spec: Section) -> str | None:
    found = optional_text(spec, "format")
    if found is not None and found not in FORMATS:
        remedy = f"Use one of: {', '.join(sorted(FORMATS))}"
        raise UserError(f"there is no format `{found}`", remedy=remedy, place=found.place)
    return found


def _codes(spec: Section) -> dict[str, str]:
    codes = optional_section(spec, "codes")
    return {str(word): str(text(codes, word)) for word in codes} if codes else {}


def _constants(constants: Section | None) -> Iterator[tuple[str, str]]:
    if constants is None:
        return
    for name in constants:
        target = _known(Target(str(name)), constants.place_of(name))
        value = text(constants, name)
        codes = target.column.codes
        if codes and value not in codes.values:
            remedy = f"Use one of: {', '.join(sorted(codes.values))}"
            raise UserError(f"`{value}` is no {codes.name}", remedy=remedy, place=value.place)
        yield target.name, str(value)


def _check(layout: Layout, top: Section) -> None:
    if layout.row_is not in (*TABLES, NOTHING):
        _refuse(
            "there is no such table", "Write a table's name, or `nothing`", top=top, key="row_is"
        )
    if not set(layout.introduces) <= set(INTRODUCED):
        _refuse(
            "it cannot introduce that", f"Use {', '.join(INTRODUCED)}", top=top, key="introduces"
        )
    if layout.heading_rows not in (1, 2):
        _refuse("headings stand in one or two rows", "Write 1 or 2", top=top, key="heading_rows")
    own = {heading.text for heading in layout.headings}
    if not layout.required or not own.issuperset(layout.required):
        _refuse("a list is recognised by its own headings", "Name some", top=top, key="required")
    names = [plain(name) for heading in layout.headings for name in (heading.text, *heading.also)]
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        _refuse(f"`{double}` stands for two headings", "Keep one of them", top=top, key="columns")


def _refuse(problem: str, remedy: str, *, top: Section, key: str) -> None:
    raise UserError(problem, remedy=remedy, place=top.place_of(key))
