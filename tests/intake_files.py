"""A tiny invented county as spreadsheets, and the means to spoil it."""

import csv
import io
import struct
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import xlsxwriter

from wuxiang.intake.certificates import check_digit
from wuxiang.intake.take_in import Days, Sources, take_in
from wuxiang.sealing import Keys
from wuxiang.snapshot import table_file

KEYS = Keys("k" * 8, b"s" * 16, b"t" * 32)
PACK = Path(__file__).parent.parent / "counties" / "hequ"
Cell = str | float | date | None


def id_number(number: int, *, male: bool, born: date = date(1950, 1, 1)) -> str:
    """The citizen's number of the invented person `number`."""
    day = born + timedelta(days=number % 15000)
    first17 = f"140930{day:%Y%m%d}{number // 15000:02}{number % 5 * 2 + (1 if male else 0)}"
    return first17 + check_digit(first17)


def taken(folder: Path, out: Path) -> list[tuple[str, int, str]]:
    """Take the folder in; file, row and rule of every remark."""
    take_in(Sources(folder, PACK), out, keys=KEYS, days=Days(known_at=date(2019, 5, 5)))
    rows = pq.read_table(out / "report" / "report.parquet").to_pylist()
    return [(row["file"], row["row"], row["rule"]) for row in rows]


def table(out: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table of the snapshot `out`."""
    rows: list[dict[str, Any]] = pq.read_table(table_file(out, name)).to_pylist()
    return rows


def write_xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> Path:
    """A workbook: text as text, numbers as numbers, dates as dates."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(r, c, cell)
                    elif isinstance(cell, date):
                        sheet.write_datetime(r, c, cell, day)
                    elif cell is not None:
                        sheet.write_number(r, c, cell)
    return path


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    """A CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


AREAS = [
    ["区划代码", "级别", "名称", "上级代码", "启用日期"],
    ["140930", "县", "河曲县", "", "2000-01-01"],
    ["140930100", "乡镇", "文笔镇", "140930", "2000-01-01"],
    ["140930200", "乡镇", "鹿固乡", "140930", "2000-01-01"],
    ["140930100200", "行政村", "科村村委会", "140930100", "2000-01-01"],
    ["140930100201", "行政村", "焦尾城村", "140930100", "2000-01-01"],
    ["140930200200", "行政村", "鹿固村", "140930200", "2000-01-01"],
]
POPULATION = [
    *["数据日期", "乡镇", "行政村", "行政村代码", "户口簿号", "户编号", "姓名", "性别"],
    *["出生日期", "证件号码", "民族", "与户主关系", "健康状况", "是否享受低保"],
]
VILLAGES = [("文笔镇", "科村", "140930100200"), ("鹿固乡", "鹿固村", "140930200200")]


def people(households: int = 10) -> list[list[str]]:
    """Rows of the population list: each household a head and a spouse; every other registered."""
    rows = []
    for household in range(households):
        township, village, code = VILLAGES[household % 2]
        for member in range(2):
            number = household * 2 + member
            rows.append(
                [
                    *["2018-12-31", township, village, code, f"H{household:05}"],
                    f"14093000{household:05}" if household % 2 == 0 else "",
                    *[f"张{number:03}", "男" if member == 0 else "女", ""],
                    *[id_number(number, male=member == 0), "汉族"],
                    *["户主" if member == 0 else "配偶", "健康", "否"],
                ]
            )
    return rows


def write_county(folder: Path, rows: Sequence[Sequence[str]] | None = None) -> Path:
    """The areas and the population list, as CSV."""
    write_csv(folder / "区划.csv", AREAS)
    title = ["演示数据：人口底册，截至2018年12月31日"]
    write_csv(folder / "人口底册.csv", [title, POPULATION, *(rows or people())])
    return folder


def record(kind: int, content: bytes) -> bytes:
    """One record of an old workbook."""
    return struct.pack("<HH", kind, len(content)) + content


def old_workbook(
    path: Path,
    cells: Sequence[tuple[int, int, str | float]],
    *,
    opening: bytes = b"",
    more: bytes = b"",
) -> Path:
    """An .xls file (BIFF8 in a compound file), as small as can be.

    `opening` are further records of the book, `more` of its one sheet.
    """
    begin = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)
    sheet = record(0x0809, begin)
    sheet += record(0x0200, struct.pack("<IIHHH", 0, 9, 0, 9, 0))
    for row, column, value in cells:
        where = struct.pack("<HHH", row, column, 0)
        if isinstance(value, float):
            sheet += record(0x0203, where + struct.pack("<d", value))
        else:
            text = value.encode("utf-16-le")
            sheet += record(0x0204, where + struct.pack("<HB", len(value), 1) + text)
    sheet += more + record(0x000A, b"")
    name = "表".encode("utf-16-le")
    book = record(0x0809, begin[:2] + struct.pack("<H", 5) + begin[4:])
    book += record(0x0042, struct.pack("<H", 1200)) + opening
    length = len(book) + 4 + 8 + len(name) + 4
    book += record(0x0085, struct.pack("<IHBB", length, 0, 1, 1) + name) + record(0x000A, b"")
    stream = (book + sheet).ljust(4096, b"\0")
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [fat, end, *range(3, 10), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))

    def entry(label: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = (label + "\0").encode("utf-16-le")
        head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
        return (
            head
            + struct.pack("<III", free, free, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    folder = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, 4096) + bytes(256)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    path.write_bytes(header + table + folder + stream)
    return path
