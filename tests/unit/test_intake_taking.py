"""Sheets in the memory: cards, sums, titles, corrections; and the answers of the child."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from tests.intake_files import write_csv, write_xlsx
from tests.intake_sheets import LAYOUTS, issues, take
from wuxiang.intake.grids import CSV_SHEET, grid_of, read_grids
from wuxiang.intake.layouts import read_layouts
from wuxiang.intake.recognise import CORRECTION, REMEDY, recognise
from wuxiang.intake.taking import Taken, take_sheet
from wuxiang.intake.worker import answer

CARD = "14223219600101123043"


def test_a_card_says_whose_it_is_of_which_category_and_level() -> None:
    taken = take(
        ["姓名", "残疾证号", "残疾类别", "残疾等级", "发证日期"],
        ["甲", CARD, "", "", date(2018, 1, 2)],
        ["乙", CARD + "B1", "视力", "三级", 43102.0],
        ["丙", CARD[:18], "视力", "三级", "2018-01-02"],
    )
    assert taken.clean["person.id_number"].to_pylist() == [CARD[:18], CARD[:18], None]
    assert taken.clean["disability.category"].to_pylist() == ["limb", "sight", "sight"]
    assert taken.clean["disability.level"].to_pylist() == [3, 3, 3]
    assert taken.clean["disability.certified_on"].to_pylist() == [date(2018, 1, 2)] * 3
    assert issues(taken) == [
        (3, 1, "card_differs"),
        (3, 4, "excel_serial"),
        (4, 1, "id_length"),
    ]


def income_sheet(*rows: Mapping[str, str], without: Collection[str] = ()) -> Taken:
    """Sheet 4 of the household workbook without some headings; amounts that a row lacks are 0."""
    (layout,) = (one for one in LAYOUTS if one.name == "workbook_4_income")
    names = [heading.text for heading in layout.headings if heading.text not in without]
    pairs = [name.split("/") if "/" in name else [name, ""] for name in names]
    cells = [[row.get(name, "0" if "/" in name else "") for name in names] for row in rows]
    title = ["当前收支分析（截至2018年12月31日）"]
    return take(title, *zip(*pairs, strict=True), *cells, sheet="当前收支分析")


PARTS: list[dict[str, str]] = [
    {
        "收入明细/农业": "100",
        "收入明细/畜牧": "20.5",
        "支出/农资": "3",
        "支出/防疫": "",
        "年度": "",
    },
    {"收入明细/农业": "", "支出/农资": "3", "支出/防疫": "4"},
]


def test_parts_are_added_up_and_one_unknown_part_leaves_the_sum_unknown() -> None:
    taken = income_sheet(*PARTS)
    assert taken.clean["income.business"].to_pylist() == [Decimal("120.50"), None]
    assert taken.clean["income.business_cost"].to_pylist() == [None, Decimal("7.00")]
    assert taken.clean["income.year"].to_pylist() == [2018, 2018]
    assert taken.clean["list.as_of"].to_pylist() == [date(2018, 12, 31)] * 2
    assert taken.clean["_row"].to_pylist() == [4, 5]
    assert issues(taken) == []


def test_a_part_whose_column_is_missing_is_no_zero() -> None:
    taken = income_sheet(*PARTS, without=["收入明细/林业", "支出/折旧租赁", "支出/其他"])
    assert taken.clean["income.business"].to_pylist() == [None, None]
    assert taken.clean["income.business_cost"].to_pylist() == [None, None]
    assert taken.clean["income.other_property"].to_pylist() == [Decimal(0)] * 2
    places = taken.places["income.business"], taken.places["income.business_cost"]
    assert [(row, rule) for row, _, rule in issues(taken)] == [(3, "part_missing")] * 2
    assert [position for _, position, _ in issues(taken)] == [
        *[places[0] - 2, places[1] - 8],
    ]


def test_two_heading_rows_that_are_repeated_are_no_records() -> None:
    (layout,) = (one for one in LAYOUTS if one.name == "workbook_4_income")
    names = [heading.text for heading in layout.headings]
    pairs = [name.split("/") if "/" in name else [name, ""] for name in names]
    upper, lower = zip(*pairs, strict=True)
    row = ["2018" if name == "年度" else "1" if "/" in name else "" for name in names]
    taken = take(upper, lower, row, upper, lower, row, sheet="当前收支分析")
    assert taken.clean["_row"].to_pylist() == [3, 6]
    assert issues(taken) == [(4, -1, "heading_again"), (5, -1, "heading_again")]


def test_a_sum_without_any_of_its_parts_is_not_in_the_list() -> None:
    taken = income_sheet(*PARTS, without=["财产性/流转", "财产性/其他"])
    assert "income.other_property" not in taken.clean.column_names
    assert issues(taken) == []


def test_rows_that_are_no_records_and_headings_that_nobody_knows() -> None:
    head = ["文号", "标题", "发文机关", "密级", "文件名称"]
    taken = take(
        head,
        ["1号", "甲", "县", "无", ""],
        ["", "", "", "", ""],
        head,
        ["", "合 计", "1", "", ""],
        ["制表人：", "", "", "", ""],
        ["2号", "乙", "县", "", ""],
    )
    assert taken.clean["policy_paper.number"].to_pylist() == ["1号", "2号"]
    assert taken.clean["_row"].to_pylist() == [2, 7]
    assert issues(taken) == [
        (1, 3, "unknown_heading"),
        (1, 4, "heading_twice"),
        (4, -1, "heading_again"),
        (5, -1, "total_row"),
        (6, -1, "total_row"),
    ]


DONATION = ["捐赠编号", "捐赠人", "捐赠价值", "捐赠日期"]


def test_headings_repeated_further_down_leave_the_records_above_them() -> None:
    """A page break repeats the headings, and one of the repeated ones is spelt better."""
    taken = take(
        ["社会捐赠台账"],
        [*DONATION, "使用时间"],
        ["1", "甲", "100", "2019-01-01", ""],
        [*DONATION, "使用日期"],
        ["2", "乙", "200", "2019-01-01", ""],
    )
    assert taken.clean["donation.donation_id"].to_pylist() == ["1", "2"]
    assert issues(taken) == [(2, 4, "unknown_heading"), (4, -1, "heading_again")]


def test_a_day_without_a_format_counts_from_the_workbooks_own_first_day(tmp_path: Path) -> None:
    """A workbook of an old Mac counts from 1904: what is 2018 there is 2014 elsewhere."""
    day = date(2018, 1, 2)
    for since in (False, True):
        number = (day - (date(1904, 1, 1) if since else date(1899, 12, 30))).days
        path = tmp_path / f"{since}.xlsx"
        with xlsxwriter.Workbook(str(path), {"date_1904": since}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["捐赠编号", "捐赠人", "捐赠价值", "捐赠日期", "使用日期"])
            sheet.write_row(1, 0, ["1", "甲", number, number])
            sheet.write_datetime(1, 4, day, book.add_format({"num_format": "yyyy-mm-dd"}))
        (grid,) = read_grids(path)
        found = recognise(grid, LAYOUTS)
        assert found is not None
        taken = take_sheet(grid, found)
        assert taken.clean["donation.given_on"].to_pylist() == [day]
        assert taken.clean["donation.used_on"].to_pylist() == [day]
        assert taken.clean["donation.gift_value"].to_pylist() == [Decimal(number)]
        assert issues(taken) == [(2, 3, "excel_serial")]


def test_rows_above_the_headings_that_hold_more_than_a_title_are_remarked_upon() -> None:
    """Two lists on one sheet: only the longer one is read, and the other is not passed over."""
    taken = take(
        ["填报单位：", "县扶贫办"],
        DONATION[:3],
        ["1", "甲", "100"],
        ["资金编号", "资金用途", "资金来源", "计划金额", "到位日期"],
        ["z1", "引黄灌溉", "国家补助", "5", "2019-01-01"],
    )
    assert taken.clean["fund.fund_id"].to_pylist() == ["z1"]
    assert issues(taken) == [(2, -1, "above_headings"), (3, -1, "above_headings")]


def test_a_row_of_a_csv_with_more_cells_than_headings_is_refused_whole() -> None:
    """Amounts with a comma and no quotation marks: 3,500 pushes all behind it to the right."""
    head = ["资金编号", "资金用途", "计划金额", "到位金额", ""]
    rows = [
        head,
        ["z1", "引黄灌溉", "3500", "2000", ""],
        ["z2", "引黄灌溉", "3", "500", "2000"],
        ["合计", "", "5,500", "2,000", "x"],
        ["z3", "引黄灌溉", "1", "2", " "],
    ]
    taken = take(*rows, sheet=CSV_SHEET)
    assert taken.clean["fund.planned"].to_pylist() == [Decimal("3500.00"), Decimal("1.00")]
    assert taken.raw["_row"].to_pylist() == [2, 3, 5]  # as written, for its correction
    assert issues(taken) == [(3, -1, "surplus_cells"), (4, -1, "total_row")]
    in_a_workbook = take(*rows)
    assert len(in_a_workbook.clean) == 3
    assert issues(in_a_workbook) == [(1, 4, "no_heading"), (4, -1, "total_row")]


def test_a_column_without_a_heading_that_holds_something_is_remarked_upon() -> None:
    taken = take([*DONATION[:3], "", "", DONATION[3]], ["b1", "甲", "100", "500", "", "2019-01-01"])
    assert issues(taken) == [(1, 3, "no_heading")]
    csv = take([*DONATION[:3], "", DONATION[3]], ["b1", "甲", "1", "5", ""], sheet=CSV_SHEET)
    assert issues(csv) == [(1, 3, "no_heading")]


@pytest.mark.parametrize(
    "cell",
    [
        *["共计", "合　计", "全县合计", "全乡 小计", "全镇共计", "全村合计", "本页小计", "共12件"],
        *[
            "共 3 户",
            "共３人",
            "共4笔",
            "共5条",
            "注：一式三份",
            "注:",
            "备注：",
            "附注：无",
            "附注",
        ],
        *["填报人：张三", "填报单位：", "填报人 张三", "经办人：", "经办：张三", "经办人　张三"],
        *["联系人：张三", "联系电话: 139", "联系方式：", "填表人", "审核：", "总计"],
    ],
)
def test_sums_and_signatures_are_no_records(cell: str) -> None:
    taken = take(DONATION, ["", cell, "", ""], [cell, "", "", ""])
    assert issues(taken) == [(2, -1, "total_row"), (3, -1, "total_row")]


@pytest.mark.parametrize(
    "name",
    [
        *["全村", "全福", "全县城", "全计", "共和村", "共青村", "共三", "注册村", "注志强", "本页"],
        *["经纬", "经办", "联系村", "联系人", "联合村", "附注村", "合村", "总村", "填海村"],
        *["张合计", "吴小计"],
    ],
)
def test_names_of_people_and_villages_are_no_footers(name: str) -> None:
    assert issues(take(DONATION, ["1", name, "", ""], [name, "", "", ""])) == []


def test_a_list_of_one_column_below_headings_and_constants() -> None:
    taken = take(
        ["code", "name", "streetCode", "provinceCode", "cityCode", "areaCode"],
        ["140930100200", "科村村委会", "140930100", "14", "1409", "140930"],
    )
    row = {name: taken.clean[name].to_pylist()[0] for name in taken.clean.column_names}
    assert row["area.valid_from"] == date(2018, 10, 31)
    assert (row["area.name"], row["area.parent_code"]) == ("科村", "140930100000")


def test_one_column_only(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    text = "layout: a\ntitle: {zh: 甲, en: a}\nedition: '1'\nrow_is: area\npriority: 1\n"
    text += "required: [名称, 代码]\ncolumns:\n  名称: area.name\n  代码: area.area_code\n"
    (tmp_path / "layouts" / "a.yaml").write_text(text, "utf-8")
    grid = grid_of("s", [["名称", "代码"]])
    found = recognise(grid, read_layouts(tmp_path))
    assert found is not None
    assert take_sheet(grid, found).clean.num_rows == 0


def test_a_corrections_own_columns_are_kept_apart() -> None:
    taken = take(
        ["文号", "标题", "发文机关", REMEDY, *CORRECTION],
        ["1号", "甲", "县", "请改", "a.csv", "csv", "3", "abc"],
    )
    assert taken.raw.column_names == ["_row", "c0", "c1", "c2"]
    assert taken.clean["_origin_row"].to_pylist() == ["3"]
    assert issues(taken) == []


def told(path: Path, folder: Path) -> dict[str, object]:
    line = json.dumps({"number": 1, "path": str(path)})
    reply: dict[str, object] = json.loads(answer(line, LAYOUTS, folder))
    return reply


def test_the_childs_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = write_xlsx(
        tmp_path / "a.xlsx",
        {"文件": [["文号", "标题", "发文机关"], ["1", "2", "3"]], "空": [], "别的": [["演示数据"]]},
    )
    reply = told(good, tmp_path)
    sheets = reply["sheets"]
    assert isinstance(sheets, list)
    assert [(s["sheet"], s["layout"], s["rows"]) for s in sheets] == [
        *[("文件", "policy_paper", 1), ("别的", None, 1)],
    ]
    assert sheets[1]["invented"]
    assert (tmp_path / "1-0.clean.arrow").exists()
    bad = tmp_path / "b.xlsx"
    bad.write_bytes(b"x")
    assert "the content says csv" in str(told(bad, tmp_path)["refused"])

    def exhausted(_path: Path) -> None:
        raise MemoryError

    monkeypatch.setattr("wuxiang.intake.worker.read_grids", exhausted)
    assert "memory" in str(told(good, tmp_path)["refused"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings_of_csv(tmp_path: Path, encoding: str) -> None:
    (grid,) = read_grids(write_csv(tmp_path / "a.csv", [["文号", "标题"], ["一", "二"]], encoding))
    assert grid.row(1) == ["一", "二"]


def test_rows_of_different_length_and_other_delimiters(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a;"b\nc";d\n1;2\n\n3', "utf-8")
    (grid,) = read_grids(path)
    assert [grid.row(index) for index in range(4)] == [
        *[["a", "b\nc", "d"], ["1", "2", ""], ["", "", ""], ["3", "", ""]],
    ]
