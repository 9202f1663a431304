"""Lists written to .csv and .xlsx, byte for byte the same each time."""

import csv
import io
from datetime import datetime
from pathlib import Path

import numpy as np
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from wuxiang.demo.catalogue import CsvFile, Workbook
from wuxiang.demo.chance import stream
from wuxiang.demo.dirt import soiled, styled
from wuxiang.demo.ledgers import FOLDER
from wuxiang.demo.lists import Listing

CREATED = datetime(2019, 4, 30, 9, 0)
CLEAN_FOLDERS = ("村级/", FOLDER)
REGISTRY_DAY = "国扶系统导出，数据截至2018年12月31日"
OFFICE_DAY = "数据截至2019年4月30日"
TOTAL_EVERY = 3
"""One list in so many ends with a line of its own, as sums and signatures do."""
NUMBER_DIGITS = 15


def write_file(file: CsvFile | Workbook, folder: Path, *, seed: int) -> int:
    """Write one file below `folder`, errors put in; how many rows it has, titles not counted."""
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    chance = stream(seed, file.path)
    if isinstance(file, CsvFile):
        return _write_csv(file, path, chance=chance)
    return _write_workbook(file, path, chance=chance)


def _write_csv(file: CsvFile, path: Path, *, chance: np.random.Generator) -> int:
    dirty = file.listing
    if not file.path.startswith(CLEAN_FOLDERS):
        dirty = soiled(dirty, chance)
    dirty = styled(dirty, file.dates, shelled=file.shelled)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([dirty.title])
    writer.writerow([OFFICE_DAY])
    writer.writerow([heading.text for heading in dirty.headings])
    writer.writerows(zip(*(column.to_pylist() for column in dirty.columns), strict=True))
    if chance.integers(0, TOTAL_EVERY) == 0:
        writer.writerow([f"合计：{len(dirty)}行"])
    path.write_bytes(text.getvalue().encode(file.encoding))
    return len(dirty)


def _write_workbook(file: Workbook, path: Path, *, chance: np.random.Generator) -> int:
    rows = 0
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": "演示数据", "author": "演示", "created": CREATED})
        for name, listing in file.sheets:
            dirty = soiled(listing, chance)
            _write_sheet(book.add_worksheet(name), dirty)
            rows += len(dirty)
    return rows


def _write_sheet(sheet: Worksheet, listing: Listing) -> None:
    sheet.write_string(0, 0, listing.title)
    sheet.write_string(1, 0, REGISTRY_DAY)
    below = 2 + _write_headings(sheet, listing)
    put, number = sheet.write_string, sheet.write_number
    for column, (cells, numeric) in enumerate(zip(listing.columns, listing.numeric, strict=True)):
        for row, text in enumerate(cells.to_pylist(), start=below):
            if text is None:
                continue
            if (numeric and _is_number(text)) or "E+" in text:
                number(row, column, float(text))
            else:
                put(row, column, text)


def _is_number(text: str) -> bool:
    return len(text) < NUMBER_DIGITS and text.replace(".", "", 1).isdecimal() and text.isascii()


def _write_headings(sheet: Worksheet, listing: Listing) -> int:
    """The headings in one row, or in two where their names are in groups (支出/农资)."""
    group = ""
    for column, heading in enumerate(listing.headings):
        above, _, below = heading.text.partition("/")
        if listing.layout.heading_rows == 1 or not below:
            sheet.write_string(2, column, heading.text)
            group = ""
            continue
        if above != group:
            sheet.write_string(2, column, above)
        sheet.write_string(3, column, below)
        group = above
    return listing.layout.heading_rows
