"""Numbers that start again: two records of one number are never one that changed."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq

from tests.intake_files import KEYS, people, table, taken, write_county, write_csv, write_xlsx
from wuxiang.sealing import token

ROWS = people()
CIVIL = ["证件号码", "发放编号", "救助类别", "所属月份", "发放金额", "发放日期"]
BANK = ["证件号码", "流水号", "项目", "所属期", "金额", "发放状态"]
GIFTS = ["捐赠编号", "捐赠人", "捐赠价值", "捐赠日期", "行政村代码"]
FLATS = ["住房编号", "住房来源", "单位造价", "户编号"]


def person(number: int) -> str:
    return token(KEYS, "person", ROWS[number][9])


def monthly(folder: Path, name: str, headings: Sequence[str], *rows: Sequence[str]) -> None:
    """Lists of March and April, each of one row; a title states the day."""
    for day, row in zip(("3月31日", "4月30日"), rows, strict=True):
        write_csv(folder / f"{name}{day}.csv", [[f"截至2019年{day}"], headings, row])


def test_a_number_that_starts_again_every_month_is_said_of_the_row_that_is_not_taken(
    tmp_path: Path,
) -> None:
    folder = write_county(tmp_path / "in")
    first, second = ROWS[0][9], ROWS[1][9]
    paid = [second, "1", "低保", "2019-03", "300", "2019-03-15"]
    monthly(folder, "低保", CIVIL, [first, *paid[1:]], paid)
    later = [first, "2", "低保", "2019-04", "300", "2019-04-15"]
    monthly(folder, "低保二", CIVIL, [*later[:3], "2019-03", *later[4:]], later)
    monthly(
        *(folder, "捐赠", GIFTS),
        ["1", "甲", "100", "2019-01-01", ""],
        ["1", "乙", "900", "2019-04-01", ""],
    )
    assert taken(folder, tmp_path / "out") == [
        *[("低保3月31日.csv", 3, "double"), ("低保二3月31日.csv", 3, "double")],
        ("捐赠3月31日.csv", 3, "double"),
    ]
    kept = {row["payment_id"]: row for row in table(tmp_path / "out", "benefit_paid")}
    assert (kept["1"]["person_id"], kept["2"]["period"]) == (person(1), "2019-04")
    assert [row["gift_value"] for row in table(tmp_path / "out", "donation")] == [Decimal(900)]


def test_the_row_that_was_taken_instead_is_named(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    first, second = ROWS[0][9], ROWS[1][9]
    paid = ["1", "低保", "2019-03", "300", "2019-03-15"]
    write_csv(folder / "民政.csv", [CIVIL, [first, *paid], [second, *paid], [first, *paid]])
    bank = [first, "1", "低保金", "2019-03", "310", "已发放"]
    write_xlsx(folder / "回执.xlsx", {"代发": [BANK, bank]})
    roster = [
        "户编号",
        "人编号",
        "姓名",
        "证件号码",
        "户类型",
        "致贫原因1",
        "民族",
        "行政村",
        "乡镇",
    ]
    said = [ROWS[0][5], "R1", ROWS[0][6], first, "", "", "蒙古族", "科村", "文笔镇"]
    write_csv(folder / "国家系统.csv", [roster, said])
    taken(folder, tmp_path / "out")
    report = pq.read_table(tmp_path / "out" / "report" / "report.parquet").to_pylist()
    named = {
        (row["file"], row["row"], row["rule"]): row["remedy"].partition("（另一行：")[2]
        for row in report
        if row["rule"] != "required_empty"
    }
    assert named == {
        ("人口底册.csv", 3, "files_differ"): "国家系统.csv 第2行）",
        ("民政.csv", 2, "files_differ"): "回执.xlsx 代发 第2行）",
        ("民政.csv", 3, "double"): "民政.csv 第2行）",
        ("民政.csv", 4, "exact_double"): "民政.csv 第2行）",
    }


COURSES = ["班次编号", "培训工程", "班次名称", "开班日期"]
FUNDS = ["资金编号", "资金用途", "资金来源", "计划金额"]
PAPERS = ["文号", "标题", "发文机关", "发文日期"]


def test_courses_funds_and_papers_of_two_lists_may_have_one_number(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    works = ("护工", "电商")
    monthly(folder, "培训", COURSES, *(["1", work, "一班", "2019-03-01"] for work in works))
    monthly(
        folder, "资金", FUNDS, *(["1", "引黄灌溉", of, "100"] for of in ("国家补助", "统筹整合"))
    )
    monthly(folder, "文件", PAPERS, *(["1号", "通知", of, "2019-03-01"] for of in ("县委", "政府")))
    assert taken(folder, tmp_path / "out") == [
        (f"{name}3月31日.csv", 3, "double") for name in ("培训", "文件", "资金")
    ]
    [paper] = table(tmp_path / "out", "policy_paper")
    assert paper["issuer"] == "政府"


def test_what_the_newer_list_adds_or_changes_otherwise_is_no_other_record(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    monthly(
        *(folder, "捐赠", GIFTS),
        ["1", "甲", "100", "2019-01-01", ""],
        ["1", "甲", "150", "2019-01-02", "140930100200"],
    )
    monthly(folder, "住房", FLATS, *(["F1", "新建", "1700", ROWS[n][5]] for n in (0, 4)))
    assert taken(folder, tmp_path / "out") == []
    assert [row["gift_value"] for row in table(tmp_path / "out", "donation")] == [Decimal(150)]
    flat = table(tmp_path / "out", "flat")
    assert [row["household_id"] for row in flat] == [token(KEYS, "household", ROWS[4][5])]


def test_payments_of_two_offices_with_one_number_are_not_mixed(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    first, second = ROWS[0][9], ROWS[1][9]
    banks = [
        [first, "1", "低保金", "2019-03", "", "已发放"],
        [first, "2", "低保金", "2019-03", "", "已发放"],
        [first, "3", "低保金", "2019-03", "", "已发放"],
    ]
    offices = [
        [second, "1", "低保", "2019-03", "300", "2019-03-15"],
        [first, "2", "低保", "2019-04", "300", "2019-04-15"],
        [first, "3", "低保", "2019-03", "300", "2019-03-15"],
    ]
    write_csv(folder / "回执.csv", [BANK, *banks])
    write_csv(folder / "民政.csv", [CIVIL, *offices])
    assert taken(folder, tmp_path / "out") == [("民政.csv", 2, "double"), ("民政.csv", 3, "double")]
    paid = [
        (row["payment_id"], row["person_id"], row["period"], row["amount"])
        for row in table(tmp_path / "out", "benefit_paid")
    ]
    assert paid == [
        ("1", person(0), "2019-03", None),
        ("2", person(0), "2019-03", None),
        ("3", person(0), "2019-03", Decimal(300)),
    ]
