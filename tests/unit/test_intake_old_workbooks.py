"""Old workbooks (.xls): read like new ones, and what their records say beside the values."""

import struct
from pathlib import Path

import pytest

from tests.intake_files import old_workbook, record
from wuxiang.errors import UserError
from wuxiang.intake.biff import read_book
from wuxiang.intake.grids import read_grids

CELLS: list[tuple[int, int, str | float]] = [(2, 1, "文号"), (3, 1, 7.0), (3, 2, "甲")]
TABLE, FOLDER, STREAM = 512, 1024, 1536
"""Where the three parts of the smallest file begin."""


def in_error(row: int, column: int) -> bytes:
    """A cell with #DIV/0!."""
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, 7, 1))


def truth(row: int, column: int) -> bytes:
    """A cell with TRUE, which the same kind of record holds."""
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, 1, 0))


def formula(row: int, column: int, result: bytes) -> bytes:
    """A formula of which the last result is stored."""
    return record(0x0006, struct.pack("<HHH8sHIH", row, column, 0, result, 0, 0, 0))


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        list(read_grids(path))
    assert caught.value.remedy
    return caught.value.problem


def test_its_cells_stay_where_they_are(tmp_path: Path) -> None:
    (grid,) = read_grids(old_workbook(tmp_path / "old.xls", CELLS))
    assert (grid.sheet, grid.height) == ("表", 4)
    assert grid.row(2) == ["", "文号", ""]
    assert grid.row(3) == ["", "7", "甲"]


def test_cells_in_error_are_seen_and_truths_and_numbers_are_none(tmp_path: Path) -> None:
    more = in_error(4, 1) + truth(4, 2)
    more += formula(5, 0, bytes([2, 0, 7, 0, 0, 0, 255, 255]))
    more += formula(5, 1, struct.pack("<d", 5.0))
    more += formula(5, 2, bytes([1, 0, 1, 0, 0, 0, 255, 255]))
    path = old_workbook(tmp_path / "old.xls", CELLS, more=more)
    (grid,) = read_grids(path)
    assert grid.row(4) == ["", "#VALUE!", "1"]
    assert grid.row(5) == ["#VALUE!", "5", "1"]
    assert read_book(path.read_bytes()).errors == (("B5", "A6"),)


NOTHING = bytes([3, 0, 0, 0, 0, 0, 255, 255])


def test_formulas_that_were_never_computed_are_seen(tmp_path: Path) -> None:
    more = formula(5, 0, NOTHING) + formula(5, 1, NOTHING)
    (grid,) = read_grids(old_workbook(tmp_path / "old.xls", [*CELLS, (5, 2, "乙")], more=more))
    assert grid.row(5) == ["=?", "=?", "乙"]


def test_in_a_computed_workbook_a_blank_result_is_the_empty_text(tmp_path: Path) -> None:
    more = formula(5, 0, NOTHING) + formula(5, 1, struct.pack("<d", 5.0))
    (grid,) = read_grids(old_workbook(tmp_path / "old.xls", CELLS, more=more))
    assert grid.row(5) == ["", "5", ""]


def test_its_days_may_count_from_1904(tmp_path: Path) -> None:
    assert not next(iter(read_grids(old_workbook(tmp_path / "a.xls", CELLS)))).since_1904
    opening = record(0x0022, struct.pack("<H", 1))
    path = old_workbook(tmp_path / "b.xls", CELLS, opening=opening)
    assert next(iter(read_grids(path))).since_1904


@pytest.mark.parametrize(("column", "name"), [(25, "Z"), (26, "AA"), (51, "AZ"), (255, "IV")])
def test_columns_have_their_letters(tmp_path: Path, column: int, name: str) -> None:
    path = old_workbook(tmp_path / "old.xls", CELLS, more=in_error(8, column))
    assert read_book(path.read_bytes()).errors == ((f"{name}9",),)


def test_a_chart_inside_a_sheet_does_not_end_it(tmp_path: Path) -> None:
    chart = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 6)) + record(0x000A, b"")
    path = old_workbook(tmp_path / "old.xls", CELLS, more=chart + in_error(8, 0))
    assert read_book(path.read_bytes()).errors == (("A9",),)


def test_links_to_other_files_and_passwords_are_refused(tmp_path: Path) -> None:
    own = record(0x01AE, struct.pack("<HH", 1, 0x0401)) + record(
        0x01AE, struct.pack("<HH", 1, 0x3A01)
    )
    assert list(read_grids(old_workbook(tmp_path / "own.xls", CELLS, opening=own)))
    link = own + record(0x01AE, struct.pack("<HHB", 1, 5, 0) + b"a.xls")
    assert "links to other files" in refusal(old_workbook(tmp_path / "l.xls", CELLS, opening=link))
    locked = record(0x002F, bytes(6))
    assert "encrypted" in refusal(old_workbook(tmp_path / "p.xls", CELLS, opening=locked))


def put(content: bytes, at: int, *numbers: int) -> bytes:
    """`content` with 32-bit numbers written over it."""
    return (
        content[:at] + struct.pack(f"<{len(numbers)}I", *numbers) + content[at + 4 * len(numbers) :]
    )


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    good = old_workbook(tmp_path / "good.xls", CELLS).read_bytes()
    name = "Workbook".encode("utf-16-le")
    damaged = {
        "sectors run in a circle": put(good, TABLE + 4 * 9, 2),
        "a record breaks off": good[: STREAM + 40],
        "sectors have no size": put(good, 30, 0),
        "holds no workbook": good.replace(name, "Document".encode("utf-16-le")),
        "breaks off": put(good, 48, 1000),
    }
    for words, content in damaged.items():
        path = tmp_path / "bad.xls"
        path.write_bytes(content)
        problem = refusal(path)
        assert "damaged" in problem
        assert words in problem


def test_the_table_of_sectors_may_go_on_outside_the_header(tmp_path: Path) -> None:
    """The one table sector is named by a list sector instead, and that chain may be a circle."""
    good = old_workbook(tmp_path / "good.xls", CELLS, more=in_error(8, 0)).read_bytes()
    free = 0xFFFFFFFF
    at = len(good) // 512 - 1
    moved = put(put(good, 76, free), 68, at)
    listed = struct.pack("<128I", 0, *[free] * 126, 0xFFFFFFFE)
    assert read_book(moved + listed).errors == (("A9",),)
    circle = struct.pack("<128I", 0, *[free] * 126, at)
    assert read_book(moved + circle).errors == (("A9",),)


def test_a_small_book_lies_among_the_small_streams(tmp_path: Path) -> None:
    """Its stream is shorter than 4,096 bytes, so it is cut into sectors of 64."""
    good = old_workbook(tmp_path / "good.xls", CELLS, more=in_error(8, 0)).read_bytes()
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    entry = FOLDER + 128
    small = put(good, entry + 116, 0, 512)  # Workbook: from the first small sector on
    small = put(small, FOLDER + 116, 2, 4096)  # Root Entry: where small sectors lie
    small = put(small, 60, len(good) // 512 - 1)
    table = struct.pack("<128I", *range(1, 8), end, *[free] * 120)
    assert read_book(small + table).errors == (("A9",),)
