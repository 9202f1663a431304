"""Cells merged over several rows: each row has what is said of all, and no amount counts twice."""

import struct
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from tests.intake_files import old_workbook, record
from tests.intake_sheets import LAYOUTS, issues, take
from wuxiang.intake.grids import Merge, read_grids

DONATION = ["捐赠编号", "捐赠人", "捐赠价值", "捐赠日期"]


def test_a_workbook_tells_its_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "新.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "标题")
        sheet.merge_range("A3:B5", "户1")
        sheet.write_string("C5", "乙")
    (grid,) = read_grids(path)
    assert grid.merges == (Merge(0, 2, 4),)


def test_an_old_workbook_tells_them_too(tmp_path: Path) -> None:
    merged = record(0x00E5, struct.pack("<HHHHH", 1, 1, 2, 0, 0))
    cells: list[tuple[int, int, str | float]] = [(0, 0, "甲"), (1, 0, "户1"), (2, 1, "乙")]
    (grid,) = read_grids(old_workbook(tmp_path / "旧.xls", cells, more=merged))
    assert grid.merges == (Merge(0, 1, 2),)


def test_each_row_has_the_value_that_is_merged_over_all() -> None:
    taken = take(
        ["社会捐赠台账"],
        DONATION,
        ["1", "县电力公司", "100", "2019-01-01"],
        ["2", "", "200", ""],
        ["", "", "", ""],
        ["3", "", "300", "2019-02-02"],
        merges=(Merge(1, 2, 5), Merge(3, 2, 4), Merge(0, 0, 1), Merge(9, 2, 3), Merge(1, 90, 99)),
    )
    assert taken.clean["donation.donor"].to_pylist() == ["县电力公司"] * 3
    assert [str(day) for day in taken.clean["donation.given_on"].to_pylist()] == [
        *["2019-01-01"] * 2,
        "2019-02-02",
    ]
    assert taken.raw["c1"].to_pylist() == ["县电力公司"] * 3
    assert issues(taken) == [
        (4, 1, "merged_cell"),
        (4, 3, "merged_cell"),
        (6, 1, "merged_cell"),
    ]


def test_an_amount_that_several_records_have_in_common_counts_for_none() -> None:
    """Filled down it would be given three times; to the first alone it does not belong either."""
    taken = take(
        DONATION,
        ["1", "甲", "300", "2019-01-01"],
        ["2", "乙", "", "2019-01-01"],
        ["3", "丙", "50", "2019-01-01"],
        merges=(Merge(2, 1, 2),),
    )
    assert taken.clean["donation.gift_value"].to_pylist() == [None, None, Decimal(50)]
    assert taken.raw["c2"].to_pylist() == ["300", "", "50"]
    assert issues(taken) == [(2, 2, "merged_amount"), (3, 2, "merged_amount")]


def test_a_record_two_rows_high_is_one_record() -> None:
    merges = tuple(Merge(column, 1, 2) for column in range(4))
    taken = take(DONATION, ["1", "甲", "300", "2019-01-01"], [""] * 4, merges=merges)
    assert taken.clean["donation.gift_value"].to_pylist() == [Decimal(300)]
    assert issues(taken) == []


def test_a_household_is_that_of_each_members_row_and_his_months_are_his_own() -> None:
    (layout,) = (one for one in LAYOUTS if one.name == "roster")
    head = [heading.text for heading in layout.headings]
    said = {"户编号": "14093000001", "是否解决安全饮用水": "是", "务工时间（月）": "6"}
    rows = [[{**said, "姓名": "甲"}.get(name, "") for name in head], [""] * len(head)]
    rows[1][head.index("姓名")] = "乙"
    taken = take(head, *rows, merges=tuple(Merge(head.index(name), 1, 2) for name in said))
    assert taken.clean["household.national_number"].to_pylist() == ["14093000001"] * 2
    assert taken.clean["living.safe_water"].to_pylist() == [True, True]
    assert taken.clean["person.work_months"].to_pylist() == [None, None]
