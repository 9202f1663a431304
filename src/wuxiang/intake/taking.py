"""One recognised sheet, cleaned: whole columns at a time, each distinct value read once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.intake.certificates import CATEGORIES
from wuxiang.intake.cleaning import Cell, Read, reader_of, reader_of_list
from wuxiang.intake.grids import CSV_SHEET, Grid
from wuxiang.intake.layouts import Heading, Target
from wuxiang.intake.merges import Body, body_of
from wuxiang.intake.recognise import CORRECTION, REMEDY, Recognised
from wuxiang.intake.serials import from_1900
from wuxiang.schema import Kind

TYPES: Mapping[Kind, pa.DataType] = {
    "text": pa.string(),
    "code": pa.string(),
    "integer": pa.int32(),
    "number": pa.decimal128(18, 4),
    "money": pa.decimal128(18, 2),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
ROW = "_row"
ORIGIN = ("_origin_file", "_origin_sheet", "_origin_row", "_origin_mark")
ISSUES = pa.schema([("row", pa.int32()), ("position", pa.int32()), ("rule", pa.string())])
FOOTERS = (
    r"(合|总|小|共)\s*计",
    r"(全\s*[县乡镇村]|本\s*[页村])\s*(合|总|小|共)\s*计",
    r"共\s*[0-9０-９]+\s*[件户人笔条]",
    r"制\s*表|填\s*表|审\s*核|负责人|单位负责人",
    r"(填\s*报|经\s*办)\s*(人|单位|部门|日期|时间)?\s*[:：]|(填报|经办)人(\s|$)",
    r"联系(人|电话|方式)\s*[:：]",
    r"(备|附)?\s*注\s*[:：]|附\s*注\s*$|说明[:：]",
)
FOOTER = rf"^\s*({'|'.join(FOOTERS)})".replace(r"\s", r"[\s\p{Zs}]")
"""spaces of Chinese width, too, stand between 合 and 计"""
CELLS_OF_A_RECORD = 3
"""filled cells by which a row above the headings is more than a title"""
CARD, CITIZEN = "disability.card_number", "person.id_number"


@dataclass(frozen=True)
class Taken:
    """A sheet's rows: as written, as read, and what is to be said about them.

    `raw` has the columns c0, c1 … of text and `_row` (counted from 1, as spreadsheets do);
    `clean` has `_row`, ORIGIN and one column per target, and not the rows that are refused whole;
    `issues` names row, column and rule.
    """

    raw: pa.Table
    clean: pa.Table
    issues: pa.Table
    places: Mapping[str, int]
    """Position of the heading that feeds each target."""


class _Issues:
    def __init__(self, rows: pa.Array) -> None:
        self._rows = rows
        self._tables: list[pa.Table] = []

    def add(self, rules: pa.Array, position: int) -> None:
        """Note the rules of a column; null where there is nothing to say."""
        if rules.null_count < len(rules):  # NO_RULES has no rows at all
            where = pc.is_valid(rules)
            self._add(self._rows.filter(where), position, rules.filter(where))

    def add_all(self, rows: pa.Array, rule: str) -> None:
        """Note `rule` for whole rows."""
        if len(rows):
            self._add(rows, -1, pa.repeat(pa.scalar(rule), len(rows)))

    def add_heading(self, row: int, position: int, rule: str) -> None:
        """Note `rule` for a heading."""
        self._add(pa.array([row], pa.int32()), position, pa.array([rule]))

    def _add(self, rows: pa.Array, position: int, rules: pa.Array) -> None:
        positions = pa.repeat(pa.scalar(position, pa.int32()), len(rows))
        self._tables.append(pa.table([rows, positions, rules], schema=ISSUES))

    def table(self) -> pa.Table:
        """All that was noted."""
        return pa.concat_tables(self._tables) if self._tables else ISSUES.empty_table()


def take_sheet(grid: Grid, found: Recognised) -> Taken:
    """The rows of `grid` below its headings, cleaned by the layout that was found."""
    below = [column.slice(found.first_row) for column in grid.columns]
    first, count = found.first_row + 1, grid.height - found.first_row
    numbers = pa.array(range(first, first + count), pa.int32())
    blank = _all([pc.equal(column, "") for column in below])
    footer, again = _not_records(below, grid, found)
    keep = pc.invert(pc.or_(blank, pc.or_(footer, again)))
    body = body_of(below, grid.merges, found=found, records=keep).of_records(keep)
    written = body.columns
    shifted = _shifted(written, grid, found)
    columns = [column.filter(pc.invert(shifted)) for column in written]
    rows = numbers.filter(keep)
    own = [i for i, name in enumerate(found.headings) if name not in (*CORRECTION, REMEDY)]
    raw = {ROW: rows, **{f"c{i}": written[i] for i in own if i < len(written)}}
    issues = _Issues(rows.filter(pc.invert(shifted)))
    issues.add_all(rows.filter(shifted), "surplus_cells")
    issues.add_all(numbers.filter(pc.and_(footer, pc.invert(blank))), "total_row")
    issues.add_all(numbers.filter(again), "heading_again")
    issues.add_all(_rows_above(grid, found), "above_headings")
    _note_headings(columns, found, issues)
    clean = _clean(columns, found, issues, since_1904=grid.since_1904)
    _note_merged(body, issues)
    _share(clean, body, found)
    origin = {name: _origin(columns, found, name) for name in ORIGIN}
    return Taken(
        raw=pa.table(raw),
        clean=pa.table({ROW: rows.filter(pc.invert(shifted)), **origin, **clean}),
        issues=issues.table(),
        places={t.name: i for i, heading in found.positions.items() for t in heading.targets},
    )


def _all(masks: Sequence[pa.Array]) -> pa.Array:
    result = masks[0]
    for mask in masks[1:]:
        result = pc.and_(result, mask)
    return result


def _filled(column: pa.Array) -> pa.Array:
    return pc.not_equal(pc.utf8_trim_whitespace(column), "")


def _any(masks: Sequence[pa.Array]) -> pa.Array:
    result = masks[0]
    for mask in masks[1:]:
        result = pc.or_(result, mask)
    return result


def _not_records(
    below: Sequence[pa.Array], grid: Grid, found: Recognised
) -> tuple[pa.Array, pa.Array]:
    """Which rows are sums or signatures, and which repeat one of the heading rows."""
    first, second = (pc.match_substring_regex(column, FOOTER) for column in below[:2])
    footer = pc.or_(first, pc.and_(pc.equal(below[0], ""), second))
    again = [pa.repeat(pa.scalar(False), len(footer))]
    for row in map(grid.row, range(found.top_row, found.first_row)):
        known = [i for i in sorted(found.positions) if row[i]][:3]
        again += [_all([pc.equal(below[i], row[i]) for i in known])] if known else []
    return footer, _any(again)


def _shifted(columns: Sequence[pa.Array], grid: Grid, found: Recognised) -> pa.Array:
    """Which rows of a CSV file have more cells than headings: amounts with a comma shift the rest.

    In a workbook no cell shifts another.
    """
    width = max(i for i, name in enumerate(found.headings) if name.strip()) + 1
    none = pa.repeat(pa.scalar(False), len(columns[0]))
    if grid.sheet != CSV_SHEET:
        return none
    return _any([none, *map(_filled, columns[width:])])


def _rows_above(grid: Grid, found: Recognised) -> pa.Array:
    """Numbers of the rows above the headings that hold more than a title."""
    filled = [sum(map(bool, grid.row(index))) for index in range(found.top_row)]
    above = [number for number, cells in enumerate(filled, 1) if cells >= CELLS_OF_A_RECORD]
    return pa.array(above, pa.int32())


def _note_headings(columns: Sequence[pa.Array], found: Recognised, issues: _Issues) -> None:
    taken = {found.positions[i].text for i in found.positions}
    for position, name in enumerate(found.headings):
        if position in found.positions or name in (*CORRECTION, REMEDY):
            continue
        if not name.strip():
            if pc.any(_filled(columns[position])).as_py():
                issues.add_heading(found.first_row, position, "no_heading")
            continue
        known = found.layout.knows(name)
        rule = "heading_twice" if known is not None and known.text in taken else "unknown_heading"
        issues.add_heading(found.first_row, position, rule)


def _note_merged(body: Body, issues: _Issues) -> None:
    for rule, masks in (("merged_cell", body.filled), ("merged_amount", body.shared)):
        for position, cells in masks.items():
            issues.add(pc.if_else(cells, pa.scalar(rule), pa.scalar(None, pa.string())), position)


def _share(clean: dict[str, pa.Array], body: Body, found: Recognised) -> None:
    """Leave unknown what several rows have in common."""
    for position, cells in body.shared.items():
        for target in found.positions[position].targets:
            values = clean[target.name]
            clean[target.name] = pc.if_else(cells, pa.scalar(None, values.type), values)


def _origin(columns: Sequence[pa.Array], found: Recognised, name: str) -> pa.Array:
    if not found.is_correction:
        return pa.nulls(len(columns[0]), pa.string())
    return columns[found.headings.index(CORRECTION[ORIGIN.index(name)])]


def _clean(
    columns: Sequence[pa.Array], found: Recognised, issues: _Issues, *, since_1904: bool
) -> dict[str, pa.Array]:
    clean: dict[str, pa.Array] = {}
    parts: dict[str, list[pa.Array]] = {}
    for position, heading in found.positions.items():
        for target, values, rules in _read_column(columns[position], heading, since_1904):
            issues.add(rules, position)
            if target.adds:
                parts.setdefault(target.name, []).append(values)
            else:
                clean[target.name] = values
    clean |= {name: _sum(name, given) for name, given in parts.items()}
    for name, position in _incomplete(found).items():
        issues.add_heading(found.first_row, position, "part_missing")
        clean[name] = pa.nulls(len(columns[0]), clean[name].type)
    _fill_constants(clean, found, len(columns[0]))
    if CARD in clean:
        at = next(i for i, h in found.positions.items() if h is found.layout.heading(CARD))
        _read_cards(clean, at, issues)
    return clean


def _read_column(
    column: pa.Array, heading: Heading, since_1904: bool
) -> Iterator[tuple[Target, pa.Array, pa.Array]]:
    lists = {target.name: target.words for target in heading.targets if target.words}
    encoded = column.dictionary_encode()
    words = encoded.dictionary.to_pylist()
    if lists:
        read_list = reader_of_list(lists)
        answers = [read_list(word) for word in words]
    for index, target in enumerate(heading.targets):
        if target.words:
            reads = [answer[index] for answer in answers]
        else:
            days = since_1904 and target.column.kind == "date"
            reads = list(map(reader_of(target), map(from_1900, words) if days else words))
        values = _spread(reads, encoded.indices, target)
        rules = _rules(reads, encoded.indices) if index == 0 or not target.words else NO_RULES
        yield target, values, rules


NO_RULES = pa.nulls(0, pa.string())


def _spread(reads: Sequence[Read], indices: pa.Array, target: Target) -> pa.Array:
    values: list[Cell] = [read.value for read in reads]
    return pa.array(values, TYPES[target.column.kind]).take(indices)


def _rules(reads: Sequence[Read], indices: pa.Array) -> pa.Array:
    rules = [read.rule for read in reads]
    if not any(rules):
        return NO_RULES
    return pa.array(rules, pa.string()).take(indices)


def _incomplete(found: Recognised) -> dict[str, int]:
    """Sums of which the sheet has some parts' columns, not all; each with the first that it has."""
    there = {found.positions[i].text for i in found.positions}
    lacking = [
        target.name
        for heading in found.layout.headings
        for target in heading.targets
        if target.adds and heading.text not in there
    ]
    given = {
        target.name: position
        for position, heading in sorted(found.positions.items(), reverse=True)
        for target in heading.targets
        if target.adds
    }
    return {name: given[name] for name in dict.fromkeys(lacking) if name in given}


def _sum(name: str, parts: Sequence[pa.Array]) -> pa.Array:
    """The parts added up; unknown where one of them is."""
    total = parts[0]
    for part in parts[1:]:
        total = pc.add(total, part)
    return total.cast(TYPES[Target(name).column.kind])


def _fill_constants(clean: dict[str, pa.Array], found: Recognised, height: int) -> None:
    for name, text in found.layout.constants.items():
        target = Target(name)
        read: Callable[[str], Read] = reader_of(target)
        clean[name] = _constant(read(text).value, target, height)
    if found.stated is None:
        return
    for target in (*found.layout.title_date, Target("list.as_of")):
        day: Any = found.stated.year if target.column.kind == "integer" else found.stated
        stated = _constant(day, target, height)
        known = clean.get(target.name)
        clean[target.name] = stated if known is None else pc.coalesce(known, stated)


def _constant(value: Cell, target: Target, height: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, TYPES[target.column.kind]), height)


def _read_cards(clean: dict[str, pa.Array], position: int, issues: _Issues) -> None:
    """Let a card's number say whose it is, of which category and level, where nothing else does."""
    cards = clean[CARD]
    codes = pc.utf8_slice_codeunits(cards, 18, 19)
    said = {
        CITIZEN: pc.utf8_slice_codeunits(cards, 0, 18),
        "disability.category": pa.array([CATEGORIES.get(c) for c in codes.to_pylist()]),
        "disability.level": pc.utf8_slice_codeunits(cards, 19, 20).cast(pa.int32()),
    }
    differs = pa.repeat(pa.scalar(False), len(cards))
    for name, values in said.items():
        typed = values.cast(TYPES[Target(name).column.kind])
        written = clean.get(name, pa.nulls(len(typed), typed.type))
        differs = pc.or_(differs, pc.fill_null(pc.not_equal(written, typed), False))
        clean[name] = pc.coalesce(written, typed)
    rules = pc.if_else(differs, pa.scalar("card_differs"), pa.scalar(None, pa.string()))
    issues.add(rules, position)
