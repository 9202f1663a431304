"""A workbook for people: text stays text, money is money, each sheet prints on A4."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from wuxiang.errors import UserError
from wuxiang.folder import refuse_existing, writable

NAME_LENGTH = 31
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "·"))
A4 = 9


class Book:
    """A workbook being written, with its few formats."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._heading = workbook.add_format({"bold": True, "bg_color": "#DDE6ED", "border": 1})
        self._money = workbook.add_format({"num_format": "#,##0.00"})
        self._day = workbook.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(self, name: str, widths: Mapping[str, int], rows: Iterable[Sequence[object]]) -> None:
        """A sheet with headings (each with the width of its column) and rows."""
        sheet = self._workbook.add_worksheet(name.translate(NOT_IN_A_NAME)[:NAME_LENGTH])
        for column, (heading, width) in enumerate(widths.items()):
            sheet.write_string(0, column, heading, self._heading)
            sheet.set_column(column, column, width)
        at = 0
        for at, cells in enumerate(rows, start=1):
            self._write_row(sheet, at, cells)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, at, len(widths) - 1)
        _for_print(sheet)

    def _write_row(self, sheet: Worksheet, at: int, cells: Sequence[object]) -> None:
        """Text is written as text, whatever it begins with: no cell ever becomes a formula."""
        for column, cell in enumerate(cells):
            match cell:
                case None | "":
                    continue
                case date():
                    sheet.write_datetime(at, column, datetime.combine(cell, time()), self._day)
                case Decimal():
                    sheet.write_number(at, column, float(cell), self._money)
                case int():
                    sheet.write_number(at, column, cell)
                case _:
                    sheet.write_string(at, column, str(cell))


@contextmanager
def new_book(out: Path, title: str, made_on: date, *, streamed: bool = False) -> Iterator[Book]:
    """A workbook that becomes the file `out` (for its owner alone) when the block ends well.

    `made_on` is the date that it carries, so that the same rows give the same bytes. `streamed`
    rows wait on disk, in a folder of the owner's beside `out`, not in memory.
    Raises UserError if `out` is there already.
    """
    refuse_existing(out)
    if not out.parent.is_dir():
        raise UserError(
            f"there is no folder {out.parent}", remedy="make it, or name another place for the file"
        )
    draft = out.with_name(f".{out.name}.draft-{os.getpid()}")
    with writable(out):
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        with (
            TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as waiting,
            xlsxwriter.Workbook(
                draft, {"constant_memory": streamed, "tmpdir": waiting}
            ) as workbook,
        ):
            workbook.set_properties({"title": title, "created": datetime.combine(made_on, time())})
            yield Book(workbook)
        draft.rename(out)
    finally:
        draft.unlink(missing_ok=True)


def _for_print(sheet: Worksheet) -> None:
    """A4 across, as wide as one page, its headings on each."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")
