"""The sheets that were read, as sources with a number, and their rows as tables of the engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import feather

from wuxiang.engine import DuckEngine
from wuxiang.intake.corrections import Correction, Problem, passed_over
from wuxiang.intake.layouts import Layout, Target
from wuxiang.intake.linking import Listed
from wuxiang.intake.taking import ISSUES, ORIGIN, ROW, TYPES
from wuxiang.intake.worker import SheetRead
from wuxiang.intake.workers import FileRead

SUFFIXES = frozenset([".csv", ".xls", ".xlsm", ".xlsx", ".xltx", ".xlsb", ".et", ".ods"])
FOREIGN = "比对名单"
"""A folder of other offices' lists: held against the register (`compare-lists`), not taken in."""
NOTES = frozenset([".md", ".txt", ".json"])
AS_OF = "list.as_of"
HEAD_BYTES = 4096
BLANK = b" \t\0\xef\xbb\xbf\xff\xfe"
"""what a line without text may hold, in UTF-8 and UTF-16, after its mark too"""
LIST_TABS = 2


@dataclass(frozen=True)
class Source:
    """One sheet of one file; `number` is its place in the order of reading."""

    number: int
    file: str
    """Path below the folder that was taken in, with `/`."""
    sheet: SheetRead
    layout: Layout
    folder: Path

    def _table(self, part: str) -> pa.Table:
        path = self.folder / f"{self.sheet.name}.{part}.arrow"
        return feather.read_table(path, memory_map=True)

    @cached_property
    def raw(self) -> pa.Table:
        """Its rows as written (see `taking.Taken`)."""
        return self._table("raw")

    @cached_property
    def clean(self) -> pa.Table:
        """Its rows as read."""
        return self._table("clean")

    @cached_property
    def issues(self) -> pa.Table:
        """What is to be said about its cells."""
        return self._table("issues")

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """Positions of the columns that were the list's own."""
        return tuple(int(name[1:]) for name in self.raw.column_names if name != ROW)

    def days(self, target: str) -> Iterable[tuple[int, object]]:
        """Each row with its value of `target`, a day or a year; none where nothing states it."""
        if target not in self.clean.column_names:
            return ()
        return zip(self.clean[ROW].to_pylist(), self.clean[target].to_pylist(), strict=True)

    def cells(self, rows: Sequence[int]) -> dict[int, list[str]]:
        """The cells of some rows, as written, by row."""
        picked = self.raw.filter(pc.is_in(self.raw[ROW], pa.array(rows, pa.int32())))
        columns = [picked[f"c{position}"].to_pylist() for position in self.positions]
        numbers = picked[ROW].to_pylist()
        return dict(zip(numbers, map(list, zip(*columns, strict=True)), strict=True))


def files_in(folder: Path) -> tuple[list[Path], list[Path]]:
    """The spreadsheets below `folder` (not in FOREIGN), by path, and files that are no notes.

    What is hidden, or lies in a hidden folder (a recycle bin, say), is not there.
    """
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.name.startswith("~$")
        and not _left_alone(path.relative_to(folder).parts)
    ]
    sheets = [path for path in files if path.suffix.lower() in SUFFIXES]
    others = [p for p in files if p.suffix.lower() not in SUFFIXES and not _is_note(p)]
    return sheets, others


def links_in(folder: Path) -> list[Path]:
    """The links below `folder` that lead to no file: to another folder, which is not entered."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_symlink()
        and not path.is_file()
        and not _left_alone(path.relative_to(folder).parts)
    ]


def _left_alone(parts: Sequence[str]) -> bool:
    return FOREIGN in parts or any(part.startswith(".") for part in parts)


def _is_note(path: Path) -> bool:
    """Whether people wrote it to be read; a text of rows between tabs is a list."""
    suffix = path.suffix.lower()
    if suffix != ".txt":
        return suffix in NOTES
    with path.open("rb") as file:
        lines = file.read(HEAD_BYTES).splitlines()
    first = next((line for line in lines if line.strip(BLANK)), b"")
    return first.count(b"\t") < LIST_TABS


def sources_of(
    reads: Sequence[FileRead], layouts: Sequence[Layout], *, folder: Path, tables: Path
) -> list[Source]:
    """The sheets that some layout knew, in order of file and sheet."""
    by_name = {layout.name: layout for layout in layouts}
    found = [
        (read.path.relative_to(folder).as_posix(), sheet)
        for read in reads
        for sheet in read.sheets
        if sheet.layout is not None
    ]
    return [
        Source(number, file, sheet, by_name[str(sheet.layout)], tables)
        for number, (file, sheet) in enumerate(found)
    ]


def load_lists(
    engine: DuckEngine,
    sources: Sequence[Source],
    corrections: Sequence[Correction],
    *,
    problems: Sequence[Problem],
) -> list[Listed]:
    """Make `list_<layout>` of all sources of a layout, corrected rows in place of the first ones.

    Corrections that another one was taken instead of are left out.

    Beside the targets it has `_source`, `_row`, `_as_of`, and `_order_source`, `_order_row`: the
    place in the order of belief, which a correction takes over from what it corrects; and so it
    does with a day that only the first list's title states.
    """
    by_number = {source.number: source for source in sources}
    left_out: dict[int, list[int]] = {}
    for one in corrections:
        left_out.setdefault(one.first_source, []).append(one.first_row)
    for number, row in passed_over(problems):
        left_out.setdefault(number, []).append(row)
    by_layout: dict[str, list[Source]] = {}
    for source in sources:
        by_layout.setdefault(source.layout.name, []).append(source)
    lists = []
    for several in by_layout.values():
        tables = [
            without(_rows(source, corrections, by_number), ROW, left_out.get(source.number, ()))
            for source in several
        ]
        table = pa.concat_tables(tables, promote_options="default")
        listed = Listed(
            several[0].layout, frozenset(n for n in table.column_names if not n.startswith("_"))
        )
        engine.take(listed.table, table)
        lists.append(listed)
    return lists


def _rows(
    source: Source, corrections: Sequence[Correction], sources: Mapping[int, Source]
) -> pa.Table:
    corrected = {c.row: c for c in corrections if c.source == source.number}
    table = _dated(source, corrected, sources)
    height = table.num_rows
    order_source = pa.repeat(pa.scalar(source.number, pa.int32()), height)
    order_row = table[ROW]
    if corrected:
        rows = table[ROW].to_pylist()
        order_source, order_row = _orders(source.number, rows, corrected)
    as_of = table[AS_OF] if AS_OF in table.column_names else pa.nulls(height)
    added = {
        "_source": pa.repeat(pa.scalar(source.number, pa.int32()), height),
        "_as_of": as_of.cast(pa.date32()),
        "_order_source": order_source,
        "_order_row": order_row,
    }
    table = table.drop_columns(list(ORIGIN))
    for name, column in added.items():
        table = table.append_column(name, column)
    return table


def _dated(
    source: Source, corrected: Mapping[int, Correction], sources: Mapping[int, Source]
) -> pa.Table:
    """The rows as read; a corrected one that states no day has that of the row it goes back to."""
    table = source.clean
    if not corrected:
        return table
    first = [corrected.get(row) for row in table[ROW].to_pylist()]
    roots = {one.root_source for one in corrected.values()}
    for target in (*source.layout.title_date, Target(AS_OF)):
        said = {(n, row): day for n in roots for row, day in sources[n].days(target.name)}
        days = [said.get((one.root_source, one.root_row)) if one else None for one in first]
        if any(day is not None for day in days):
            table = _filled(table, target, days)
    return table


def _filled(table: pa.Table, target: Target, days: Sequence[object]) -> pa.Table:
    """The table with `days` where the target's column, if there is one, is empty."""
    filled = pa.array(days, TYPES[target.column.kind])
    names = table.column_names
    if target.name not in names:
        return table.append_column(target.name, filled)
    column = pc.coalesce(table[target.name], filled)
    return table.set_column(names.index(target.name), target.name, column)


def _orders(
    number: int, rows: Sequence[int], corrected: Mapping[int, Correction]
) -> tuple[pa.Array, pa.Array]:
    root = {row: (c.root_source, c.root_row) for row, c in corrected.items()}
    orders = [root.get(row, (number, row)) for row in rows]
    first, second = zip(*orders, strict=True)
    return pa.array(first, pa.int32()), pa.array(second, pa.int32())


def without(table: pa.Table, column: str, rows: Sequence[int]) -> pa.Table:
    """The table without some rows, named by the numbers in `column`."""
    if not rows:
        return table
    return table.filter(pc.invert(pc.is_in(table[column], pa.array(rows, pa.int32()))))


def issues_of(
    source: Source, corrections: Sequence[Correction], problems: Sequence[Problem]
) -> pa.Table:
    """The source's issues but those of rows that were corrected, or passed over as corrections."""
    replaced = [c.first_row for c in corrections if c.first_source == source.number]
    passed = [row for number, row in passed_over(problems) if number == source.number]
    return without(source.issues, "row", [*replaced, *passed]).cast(ISSUES)
