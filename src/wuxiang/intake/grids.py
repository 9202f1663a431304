"""Spreadsheet files as grids of text: every cell at its own row and column, nothing interpreted."""

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from wuxiang.errors import Place, UserError
from wuxiang.intake.cleaning import UNCOMPUTED
from wuxiang.intake.guard import Marks, guard_xls, guard_xlsx, kind_of

CSV_SHEET = "csv"
MOST_COLUMNS = 1_000
EXACT_INTEGER = 1e15
"""Excel keeps 15 digits; a longer number has lost some."""
DELIMITERS = ",\t;"
REMEDY_QUOTES = (
    "open it in a text editor (not in Excel, which loses the rows behind): delete the quotation "
    'mark (") that has no partner, and write one that belongs to the text twice ("")'
)
CELL_NAME = re.compile(r"([A-Z]+)([0-9]+)")
SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
SINCE_1904 = re.compile(r"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=\"(?:1|true)\"")
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")

Cell = int | float | str | bool | time | date | datetime | timedelta
Rows = list[list[Cell]]


class Merge(NamedTuple):
    """Cells of one column, from row `first` to row `last` (from 0), that are one."""

    column: int
    first: int
    last: int


@dataclass(frozen=True)
class Grid:
    """One sheet: columns of text from the first row of the sheet on; '' where a cell is blank."""

    sheet: str
    columns: tuple[pa.Array, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    since_1904: bool = False
    """Whether a number without a format that stands for a day counts from 1904 on."""

    @property
    def height(self) -> int:
        """Number of rows, blank ones included."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, index: int) -> list[str]:
        """The cells of row `index` (from 0)."""
        return [str(column[index].as_py()) for column in self.columns]


def read_grids(path: Path) -> Iterator[Grid]:
    """The sheets of a .xlsx, .xls or .csv file that are not blank.

    Raises UserError for a file that is hostile, damaged, or in no known encoding.
    """
    kind = kind_of(path)
    if kind == "csv":
        return iter([grid_of(CSV_SHEET, csv_rows(path))])
    if kind == "xls":
        return _workbook(path, guard_xls(path))
    return _workbook(path, _by_sheet_name(path, guard_xlsx(path)))


def _workbook(path: Path, marks: Mapping[str, Marks] | Sequence[Marks]) -> Iterator[Grid]:
    """The sheets, with the marks by name or in order of the sheets."""
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            entries = workbook.sheets_metadata
            if not isinstance(marks, Mapping):
                marks = {e.name: own for e, own in zip(entries, marks, strict=True)}
            for entry in entries:
                if entry.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = workbook.get_sheet_by_name(entry.name)
                rows: Rows = sheet.to_python(skip_empty_area=False)
                own = marks.get(entry.name, Marks())
                _put_marks(rows, own)
                if rows:
                    grid = grid_of(entry.name, rows, _downward(sheet))
                    hidden = entry.visible != SheetVisibleEnum.Visible
                    yield replace(grid, hidden=hidden, since_1904=own.since_1904)
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable(path, f"the workbook is damaged ({error})") from error


def _downward(sheet: CalamineSheet) -> tuple[Merge, ...]:
    """The merged cells that cover more than one row; what they cover to the right stays blank."""
    ranges = sheet.merged_cell_ranges or ()
    return tuple(
        Merge(column, first, last) for (first, column), (last, _) in ranges if first < last
    )


def grid_of(sheet: str, rows: Sequence[Sequence[object]], merges: tuple[Merge, ...] = ()) -> Grid:
    """The grid of `rows`, which may differ in length."""
    width = max(map(len, rows), default=0)
    if width > MOST_COLUMNS:
        raise UserError(
            f"more than {MOST_COLUMNS} columns",
            remedy="delete the columns that hold nothing, and save it anew",
        )
    if len(set(map(len, rows))) > 1:
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
    return Grid(sheet, tuple(map(_text_column, zip(*rows, strict=True))), merges)


def _text_column(cells: Sequence[object]) -> pa.Array:
    kinds = set(map(type, cells))
    if kinds == {str}:
        return pa.array(cells, pa.string())
    if bool in kinds:  # True and 1.0 are one key of a dictionary
        return pa.array([text_of(cell) for cell in cells], pa.string())
    texts = {cell: text_of(cell) for cell in set(cells)}
    return pa.array(list(map(texts.__getitem__, cells)), pa.string())


def text_of(cell: object) -> str:
    """A cell's value as somebody would type it; a number has at most the 15 digits Excel keeps."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < EXACT_INTEGER
        return str(int(cell)) if whole else f"{cell:.15g}"
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _put_marks(rows: Rows, marks: Marks) -> None:
    """Write into `rows` what the reader left blank: errors, formulas without a value, and %."""
    for names, mark in (
        (marks.errors, "#VALUE!"),
        (marks.uncomputed, UNCOMPUTED),
        (marks.percent, ""),
    ):
        for row, column in map(_position, names):
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = mark or _in_per_cent(rows[row][column])


def _in_per_cent(cell: Cell) -> Cell:
    """A number as it is shown; what is none as it is."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    return f"{cell * 100:.15g}%"


def _position(cell: str) -> tuple[int, int]:
    match = CELL_NAME.fullmatch(cell)
    letters, digits = match.groups() if match else ("A", "1")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1


def _by_sheet_name(path: Path, marks: Mapping[str, Marks]) -> dict[str, Marks]:
    with zipfile.ZipFile(path) as archive:
        workbook = archive.read(BOOK).decode("utf-8", "replace")
        relations = archive.read(RELATIONS) if RELATIONS in archive.namelist() else b""
    parts = {
        _attribute(tag, "Id"): "xl/" + _attribute(tag, "Target").removeprefix("/xl/")
        for tag in RELATION.findall(relations.decode("utf-8", "replace"))
    }
    names = {
        html.unescape(_attribute(tag, "name")): parts.get(_attribute(tag, r"\w+:id"), "")
        for tag in SHEET.findall(workbook)
    }
    since_1904 = SINCE_1904.search(workbook) is not None
    return {
        name: replace(marks.get(part, Marks()), since_1904=since_1904)
        for name, part in names.items()
    }


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\s{name}="([^"]*)"', tag)
    return match[1] if match else ""


def csv_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file in UTF-8 (with or without BOM), UTF-16 with BOM, or GB 18030.

    A quotation mark that opens and does not close would swallow the rows behind it: it is refused.
    """
    text = _decoded(path)
    if "\0" in text:
        raise _unreadable(path, "the file holds NUL characters, so it is no text")
    head = text[:4096]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    line = 1
    try:
        for row in reader:
            rows.append(row)
            line = reader.line_num + 1
    except csv.Error as error:
        where = f"the row that begins in line {line}: {error}"
        raise UserError(
            f"not readable as CSV ({where})",
            remedy=REMEDY_QUOTES,
            place=Place(path.name, line=line),
        ) from error
    return rows


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    bom16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if bom16 else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable(path, "neither UTF-8 nor GB 18030 text")


def _unreadable(path: Path, problem: str) -> UserError:
    return UserError(
        problem,
        remedy="open it in Excel or WPS, save it anew as .xlsx, and take that file in",
        place=Place(path.name),
    )
