"""What an old workbook (.xls) says beside its values: cells in error, links, a password.

Calamine reads the values but leaves a cell in error blank, so its records are looked at here.
Source: [MS-CFB] for the compound file, [MS-XLS] for the records; versions 5 to 8.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SECTOR_SHIFT_AT, MINI_SHIFT_AT, FIRST_FOLDER_AT, CUTOFF_AT = 30, 32, 48, 56
FIRST_MINI_TABLE_AT, FIRST_LIST_AT, LIST_AT = 60, 68, 76
IN_HEADER = 109
"""numbers of table sectors that the header itself holds"""
ENTRY = 128
LAST_SECTOR = 0xFFFFFFFA
"""numbers above it mean the end of a chain, or no sector"""
SHIFTS = range(6, 17)
BOOKS = ("Workbook", "Book")
BOF, EOF, SHEET, SUPPLY, PASSWORD = 0x0809, 0x000A, 0x0085, 0x01AE, 0x002F
ERROR, FORMULA, DATE_MODE = 0x0205, 0x0006, 0x0022
VALUE = 0
"""no record: says of a formula that it has a result"""
NO_NUMBER = b"\xff\xff"
OWN, ADD_IN = 0x0401, 0x3A01
"""what stands for a file's name where a workbook refers to itself, or to functions"""


@dataclass(frozen=True)
class OldBook:
    """Of each sheet, in order, the cells in error, and the formulas never computed (A1 names).

    Whether it links, or is locked; whether its days count from 1904 on.
    """

    errors: tuple[tuple[str, ...], ...]
    uncomputed: tuple[tuple[str, ...], ...]
    since_1904: bool
    links: bool
    locked: bool


def read_book(content: bytes) -> OldBook:
    """Look through the old workbook `content`; ValueError when it is damaged."""
    try:
        stream = _book_stream(content)
        globals_ = list(_records(stream, 0))
        starts = [struct.unpack_from("<I", data)[0] for kind, data in globals_ if kind == SHEET]
        locked = any(kind == PASSWORD for kind, _ in globals_)
        sheets = [] if locked else [list(_marked(stream, at)) for at in starts]
        computed = any(kind == VALUE for sheet in sheets for kind, _ in sheet)
        return OldBook(
            errors=tuple(_named(sheet, ERROR) for sheet in sheets),
            uncomputed=tuple(() if computed else _named(sheet, FORMULA) for sheet in sheets),
            since_1904=any(kind == DATE_MODE and data[0] == 1 for kind, data in globals_),
            links=any(kind == SUPPLY and _is_link(data) for kind, data in globals_),
            locked=locked,
        )
    except (struct.error, LookupError) as error:
        raise ValueError("a record breaks off") from error


def _records(stream: bytes, at: int) -> Iterator[tuple[int, memoryview]]:
    """The records from `at` to the end of the part that begins there; those of charts too."""
    view = memoryview(stream)
    depth = 0
    while True:
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return
        yield kind, view[at + 4 : at + 4 + size]
        at += 4 + size


def _marked(stream: bytes, at: int) -> Iterator[tuple[int, str]]:
    """The sheet's cells in error, and its formulas with a result and with a blank one.

    Who writes a formula without computing it stores a blank result, which may as well be its
    value. Where any formula of the workbook has another result, it was computed.
    """
    for kind, data in _records(stream, at):
        if kind not in (ERROR, FORMULA):
            continue
        # byte 7 of a cell tells an error from a truth; a formula's result that is neither number
        # nor text has the mark FFFF, and 2 for an error, 3 for nothing
        special = kind == FORMULA and bytes(data[12:14]) == NO_NUMBER
        if special and data[6] == 3:
            yield FORMULA, _name(data)
            continue
        if data[7] == 1 if kind == ERROR else special and data[6] == 2:
            yield ERROR, _name(data)
        if kind == FORMULA:
            yield VALUE, ""


def _named(cells: Iterable[tuple[int, str]], kind: int) -> tuple[str, ...]:
    return tuple(name for own, name in cells if own == kind)


def _name(data: memoryview) -> str:
    row, column = struct.unpack_from("<HH", data)
    return f"{_letters(column)}{row + 1}"


def _letters(column: int) -> str:
    first, second = divmod(column, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)


def _is_link(data: memoryview) -> bool:
    return struct.unpack_from("<H", data, 2)[0] not in (OWN, ADD_IN)


@dataclass(frozen=True)
class _Sectors:
    """A file cut into sectors, and which of them follows which."""

    content: bytes
    shift: int
    table: list[int]

    def chain(self, first: int) -> bytes:
        """The bytes of a chain of sectors; ValueError when it never ends."""
        parts: list[bytes] = []
        number = first
        while number <= LAST_SECTOR:
            if len(parts) > len(self.table):
                raise ValueError("its sectors run in a circle")
            parts.append(_sector(self.content, number, self.shift))
            number = self.table[number]
        return b"".join(parts)


def _book_stream(content: bytes) -> bytes:
    """The bytes of the workbook inside the compound file."""
    shift, mini_shift = struct.unpack_from("<HH", content, SECTOR_SHIFT_AT)
    if shift not in SHIFTS or mini_shift not in SHIFTS:
        raise ValueError("its sectors have no size")
    large = _Sectors(content, shift, _table(content, shift))
    entries = _entries(large.chain(_number(content, FIRST_FOLDER_AT)))
    start, size = next((entries[name] for name in BOOKS if name in entries), (0, 0))
    if not size:
        raise ValueError("it holds no workbook")
    if size >= _number(content, CUTOFF_AT):
        return large.chain(start)[:size]
    # sectors of a small stream are counted from 0 on, not from behind a header
    whole = bytes(1 << mini_shift) + large.chain(entries["Root Entry"][0])
    minis = _numbers(large.chain(_number(content, FIRST_MINI_TABLE_AT)))
    return _Sectors(whole, mini_shift, minis).chain(start)[:size]


def _table(content: bytes, shift: int) -> list[int]:
    """Which sector follows which."""
    sectors = list(struct.unpack_from(f"<{IN_HEADER}I", content, LIST_AT))
    more = _number(content, FIRST_LIST_AT)
    for _ in range(len(content) >> shift):
        if more > LAST_SECTOR:
            break
        *part, more = _numbers(_sector(content, more, shift))
        sectors += part
    known = [number for number in sectors if number <= LAST_SECTOR]
    return _numbers(b"".join(_sector(content, number, shift) for number in known))


def _sector(content: bytes, number: int, shift: int) -> bytes:
    return content[(number + 1) << shift : (number + 2) << shift]


def _entries(folder: bytes) -> dict[str, tuple[int, int]]:
    """First sector and size of each part, by name."""
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(folder) - ENTRY + 1, ENTRY):
        length = int.from_bytes(folder[at + 64 : at + 66], "little")
        name = folder[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", folder, at + 116)
        found.setdefault(name, (start, size))
    return found


def _numbers(content: bytes) -> list[int]:
    count = len(content) // 4
    return list(struct.unpack(f"<{count}I", content[: count * 4]))


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "little")
