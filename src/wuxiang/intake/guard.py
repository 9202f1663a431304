"""Files that must not be read: what is hostile or broken is refused before a reader opens it."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wuxiang.errors import Place, UserError
from wuxiang.intake.biff import read_book

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_BYTES = 1 << 28
"""of a file as it lies on the disk: 256 MiB"""
MOST_UNPACKED = 1 << 30
"""of all parts of a workbook together: 1 GiB"""
MOST_RATIO = 150
SMALL = 1 << 24
"""parts below 16 MiB may shrink by any ratio"""
MOST_CELLS = 8_000_000
MOST_PARTS = 2_000
CHUNK = 1 << 20
CELL = b"<c"
"""also begins a few <col>, which does not matter"""
MAYBE_PREFIXED = b":c"
PREFIXED_CELL = re.compile(rb"<[^\s<>:/]+:c[\s/>]")
TAIL = 16
"""bytes of one chunk that are looked at again with the next"""
SHEET_ENDS = b"worksheet>"
SUSPECTS = (b't="e"', b"<f", b":f")
PREFIX = r"(?:[\w.-]+:)?"
"""of the namespace of sheets, as in <x:c>; most files have none"""
CELL_NAMED = r'<{x}c\b(?=[^>]*\br="([A-Z]{{1,3}}[0-9]{{1,7}})")'
STYLES = "xl/styles.xml"
FORMAT = re.compile(
    rf'<{PREFIX}numFmt\b(?=[^>]*\bnumFmtId="([0-9]+)")(?=[^>]*\bformatCode="([^"]*)")'
)
LITERAL = re.compile(r'"[^"]*"|\\.')
CELL_STYLES = re.compile(rf"<{PREFIX}cellXfs\b.*?</{PREFIX}cellXfs>", re.DOTALL)
STYLE = re.compile(rf'<{PREFIX}xf\b(?:[^>]*?\bnumFmtId="([0-9]+)")?')
PER_CENT = {"9", "10"}
"""formats that every workbook has"""
REMEDY_SAVE = "open it in Excel or WPS, save it anew as .xlsx, and take that file in"
REMEDY_LINKS = "paste the linked cells as values and save it anew"
REMEDY_OPEN = "save it without a password"
REMEDY_WHOLE = "ask its sender for a fresh copy"


@dataclass(frozen=True)
class Marks:
    """Cells of one sheet part (A1 names) that hold an error, or a formula never computed."""

    errors: tuple[str, ...] = ()
    uncomputed: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    """Numbers that are shown as a hundred times as much, with %."""
    since_1904: bool = False
    """Whether its days are counted from 1904 on."""


def kind_of(path: Path) -> str:
    """xlsx, xls or csv, by name and by first bytes; UserError when the two contradict."""
    suffix = path.suffix.lower()
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise _refused(path, f"larger than {MOST_BYTES >> 20} MiB", "split it into several files")
    with path.open("rb") as file:
        head = file.read(8)
    found = "xlsx" if head.startswith(ZIP) else "xls" if head == OLE else "csv"
    if suffix == ".xlsx" and found == "xls":
        raise _refused(path, "encrypted, or an old .xls under a new name", REMEDY_SAVE)
    if suffix.lstrip(".") != found:
        raise _refused(path, f"the name says {suffix}, the content says {found}", REMEDY_SAVE)
    return found


def guard_xlsx(path: Path) -> dict[str, Marks]:
    """Marks of each sheet part (`xl/worksheets/sheet1.xml`) that has any.

    Raises UserError for macros, links to other files, bombs, too many cells and broken archives.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _guard_parts(path, archive)
            return dict(_marks(path, archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise _refused(path, f"the file is damaged ({error})", REMEDY_WHOLE) from error
    except RuntimeError as error:  # zipfile's word for "encrypted"
        raise _refused(path, "the file is encrypted", REMEDY_OPEN) from error


def guard_xls(path: Path) -> tuple[Marks, ...]:
    """Marks of each sheet, in order; UserError for macros, links, a password and damage."""
    content = path.read_bytes()
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise _refused(path, "the workbook holds macros", REMEDY_SAVE + ", without macros")
    try:
        book = read_book(content)
    except ValueError as error:
        raise _refused(path, f"the file is damaged ({error})", REMEDY_WHOLE) from error
    if book.locked:
        raise _refused(path, "the file is encrypted", REMEDY_OPEN)
    if book.links:
        raise _refused(path, "the workbook links to other files", REMEDY_LINKS)
    sheets = zip(book.errors, book.uncomputed, strict=True)
    return tuple(Marks(*cells, since_1904=book.since_1904) for cells in sheets)


def _guard_parts(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    lowered = [name.lower() for name in names]
    if any("vbaproject" in name for name in lowered):
        raise _refused(path, "the workbook holds macros", REMEDY_SAVE + ", without macros")
    if any(name.startswith("xl/externallinks/") for name in lowered):
        raise _refused(path, "the workbook links to other files", REMEDY_LINKS)
    if len(set(names)) < len(names) or len(names) > MOST_PARTS:
        raise _refused(path, "the archive's list of parts is strange", REMEDY_SAVE)
    if "xl/workbook.xml" not in names:
        raise _refused(path, "this is no workbook", REMEDY_SAVE)
    for part in parts:
        if part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise _refused(path, f"{part.filename} unpacks to far too much", REMEDY_WHOLE)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _refused(path, "it unpacks to more than 1 GiB", "split it into several files")


def _marks(path: Path, archive: zipfile.ZipFile) -> Iterator[tuple[str, Marks]]:
    cells = 0
    shown = percent_styles(archive.read(STYLES)) if STYLES in archive.namelist() else ()
    for part in archive.infolist():
        is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
        if not is_sheet and not part.filename.endswith((".xml", ".rels")):
            continue
        suspect = is_sheet and bool(shown)
        chunk = b""
        for chunk in _chunks(archive, part):
            cells += _cells(chunk) if is_sheet else 0
            if cells > MOST_CELLS:
                raise _refused(path, f"more than {MOST_CELLS:,} cells", "split it into several")
            if b"<!" in chunk and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
                raise _refused(path, "its XML defines entities", REMEDY_SAVE)
            suspect = suspect or (is_sheet and any(mark in chunk for mark in SUSPECTS))
        if is_sheet and not chunk.rstrip().endswith(SHEET_ENDS):
            raise _refused(path, f"{part.filename} breaks off", REMEDY_WHOLE)
        if suspect:
            yield part.filename, marks_in(archive.read(part), shown)


def _cells(chunk: bytes) -> int:
    """Cells that begin in the chunk, under any prefix."""
    plain = chunk.count(CELL, TAIL)
    if MAYBE_PREFIXED not in chunk:
        return plain
    return plain + sum(1 for _ in PREFIXED_CELL.finditer(chunk, TAIL))


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes, not more than it says; each chunk begins with the last 16 before it."""
    tail = b" " * TAIL
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            yield tail + chunk
            tail = chunk[-TAIL:].rjust(TAIL)


def percent_styles(xml: bytes) -> tuple[str, ...]:
    """The styles of cells, by number, that show a number in per cent."""
    text = xml.decode("utf-8", "replace")
    custom = {
        number
        for number, code in FORMAT.findall(text)
        if "%" in LITERAL.sub("", code.replace("&quot;", '"'))
    }
    cells = CELL_STYLES.search(text)
    formats = STYLE.findall(cells[0]) if cells else []
    return tuple(str(at) for at, number in enumerate(formats) if number in custom | PER_CENT)


def marks_in(xml: bytes, shown: Sequence[str] = ()) -> Marks:
    """The marks in the XML of one sheet, where the styles `shown` show per cent."""
    prefix = PREFIX if MAYBE_PREFIXED in xml else ""
    with_error, without_value = _patterns(prefix)
    errors = [match[1].decode() for match in with_error.finditer(xml)]
    uncomputed = [
        match[1].decode()
        for match in without_value.finditer(xml)
        if match["text"] is None or match["value"] is None  # its value may be the empty text
    ]
    styled = rf'{CELL_NAMED.format(x=prefix)}(?=[^>]*\bs="(?:{"|".join(shown)})")'.encode()
    return Marks(
        tuple(errors),
        tuple(cell for cell in uncomputed if cell not in set(errors)),
        tuple(match[1].decode() for match in re.finditer(styled, xml)) if shown else (),
    )


@cache
def _patterns(x: str) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Cells with an error, and formulas without a value, under names with the prefix `x`."""
    cell = CELL_NAMED.format(x=x)
    formula = rf"<{x}f\b(?:[^>]*/>|[^>]*>[^<]*</{x}f>)"
    value = rf"(?P<value><{x}v\s*/>|<{x}v>\s*</{x}v>)?"
    with_error = rf'{cell}(?=[^>]*\bt="e")[^>]*>'
    text = r'(?P<text>(?=[^>]*\bt="str"))?'
    without_value = rf"{cell}{text}[^>/]*>\s*{formula}\s*{value}\s*</{x}c>"
    return re.compile(with_error.encode()), re.compile(without_value.encode())


def _refused(path: Path, problem: str, remedy: str) -> UserError:
    return UserError(problem, remedy=remedy, place=Place(path.name))
