"""How rows find their household, helper and place, and who is believed when lists disagree."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from tests.intake_files import (
    PACK,
    POPULATION,
    id_number,
    people,
    write_county,
    write_csv,
    write_xlsx,
)
from wuxiang.intake.take_in import Days, Sources, take_in
from wuxiang.intake.workbooks import write_report_workbooks
from wuxiang.sealing import Keys, token
from wuxiang.snapshot import identities, table_file

KEYS = Keys("k" * 8, b"s" * 16, b"t" * 32)
ROWS = people()
STATUS = ["户编号", "户状态", "起始日期", "终止日期", "依据"]
HELPER = id_number(5000, male=True)


def taken(folder: Path, out: Path) -> list[tuple[str, int, str, str]]:
    """Take the folder in; file, row, column and rule of every remark."""
    take_in(Sources(folder, PACK), out, keys=KEYS, days=Days(known_at=date(2019, 4, 5)))
    rows = pq.read_table(out / "report" / "report.parquet").to_pylist()
    return [(row["file"], row["row"], row["column"] or "", row["rule"]) for row in rows]


def table(out: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(table_file(out, name)).to_pylist()
    return rows


def household(number: int) -> str:
    """Our key of the invented household: by its national number, or else by its family book."""
    national = ROWS[number * 2][5]
    return token(KEYS, "household", national or f"book:H{number:05}")


def test_a_household_is_found_by_number_book_or_head(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    write_csv(
        folder / "收入.csv",
        [
            [
                *["户编号", "户口簿号", "户主姓名", "户主证件号码"],
                *["年度", "工资性收入", "生产经营性收入", "生产经营性支出"],
            ],
            [ROWS[0][5], "", "", "", "2018", "1", "", ""],
            ["", "H00001", "", "", "2018", "2", "", ""],
            ["", "H00002", "", "", "2018", "3", "", ""],
            ["", "", "张006", ROWS[6][9], "2018", "4", "", ""],
            ["", "", "李某", ROWS[8][9], "2018", "5", "", ""],
            ["", "H99999", "", "", "2018", "6", "", ""],
            ["", "", "", "", "2018", "7", "", ""],
            [ROWS[0][5], "", "", "", "", "8", "", ""],
            [ROWS[0][5], "H00004", "", "", "2017", "9", "", ""],
        ],
    )
    out = tmp_path / "out"
    assert taken(folder, out) == [
        ("收入.csv", 6, "户主姓名", "name_differs"),
        ("收入.csv", 7, "", "unknown_household"),
        ("收入.csv", 8, "", "no_household"),
        ("收入.csv", 9, "年度", "required_empty"),
        ("收入.csv", 10, "户编号", "two_numbers"),
    ]
    wages = {(row["household_id"], row["year"]): int(row["wages"]) for row in table(out, "income")}
    assert wages == {
        **{(household(number), 2018): number + 1 for number in range(5)},
        (household(0), 2017): 9,
    }


def test_a_book_without_a_national_number_finds_it_through_its_head(tmp_path: Path) -> None:
    rows = [list(row) for row in ROWS]
    for row in rows[0:2]:
        row[5] = ""
    folder = write_county(tmp_path / "in", rows)
    head = ["户编号", "人口编号", "姓名", "证件号码", "与户主关系"]
    members = [[r[5], "", r[6], r[9], r[11]] for r in ROWS[:2]]
    write_xlsx(folder / "导出.xlsx", {"人": [head, *members]})
    out = tmp_path / "out"
    assert taken(folder, out) == []
    assert len(table(out, "household")) == 10
    assert household(0) in {row["household_id"] for row in table(out, "household")}


def test_statuses_become_spells(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    number = ROWS[0][5]
    write_csv(
        folder / "状态.csv",
        [
            STATUS,
            [number, "贫困户", "2014-01-01", "", "识别"],
            [number, "贫困户", "2015-01-01", "", "复核"],
            [number, "脱贫户", "2018-12-31", "", "退出"],
            [ROWS[4][5], "边缘户", "2016-01-01", "2017-01-01", ""],
            [ROWS[4][5], "边缘户", "2018-01-01", "", ""],
        ],
    )
    out = tmp_path / "out"
    assert taken(folder, out) == []
    spells = [
        (row["household_id"], row["status"], row["from_date"].year, row["to_date"])
        for row in table(out, "household_status")
    ]
    assert sorted(spells, key=str) == sorted(
        [
            (household(0), "registered", 2014, date(2018, 12, 31)),
            (household(0), "exited_with_policies", 2018, None),
            (household(2), "marginal", 2016, date(2017, 1, 1)),
            (household(2), "marginal", 2018, None),
        ],
        key=str,
    )


@pytest.mark.parametrize(
    ("stated", "spells"),
    [
        (["2014-01-01/", "2016-01-01/2018-12-31"], ["2014-01-01/2018-12-31"]),
        (["2014-01-01/2016-12-31", "2016-06-01/2018-12-31"], ["2014-01-01/2018-12-31"]),
        (["2014-01-01/2016-12-31", "2016-06-01/"], ["2014-01-01/"]),
        (["2014-01-01/", "2015-01-01/", "2016-01-01/2018-12-31"], ["2014-01-01/2018-12-31"]),
        (
            ["2014-01-01/", "2016-01-01/2016-12-31", "2018-01-01/"],
            ["2014-01-01/2016-12-31", "2018-01-01/"],
        ),
    ],
)
def test_a_status_that_is_stated_again_ends_when_the_later_row_says(
    tmp_path: Path, stated: list[str], spells: list[str]
) -> None:
    folder = write_county(tmp_path / "in")
    rows = [[ROWS[0][5], "贫困户", *one.split("/")] for one in stated]
    write_csv(folder / "状态.csv", [STATUS, *rows])
    out = tmp_path / "out"
    assert taken(folder, out) == []
    found = [f"{row['from_date']}/{row['to_date'] or ''}" for row in table(out, "household_status")]
    assert found == spells


def test_a_status_in_between_ends_the_one_that_is_stated_again(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    rows = [
        ["贫困户", "2014-01-01", ""],
        ["脱贫户", "2016-01-01", ""],
        ["贫困户", "2017-01-01", "2018-12-31"],
    ]
    write_csv(folder / "状态.csv", [STATUS, *([ROWS[0][5], *row] for row in rows)])
    out = tmp_path / "out"
    assert taken(folder, out) == []
    assert [row["to_date"] for row in table(out, "household_status")] == [
        *(date(2016, 1, 1), date(2017, 1, 1), date(2018, 12, 31)),
    ]


def test_the_newer_list_of_a_kind_is_believed_and_age_is_no_contradiction(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    newer = [["2019-03-31", *row[1:]] for row in ROWS]
    newer[0][13] = "是"
    write_csv(folder / "0新.csv", [POPULATION, *newer])
    out = tmp_path / "out"
    assert taken(folder, out) == []
    assert sum(row["dibao"] is True for row in table(out, "person")) == 1
    again = [["2018-12-31", *row[1:]] for row in ROWS]
    again[2][10] = "回族"
    again[4][4:6] = ["H00000", ROWS[0][5]]
    write_csv(folder / "人口底册.csv", [POPULATION, *ROWS])
    write_csv(folder / "再.csv", [POPULATION, *again])
    (folder / "0新.csv").unlink()
    rules = [
        (row, rule) for file, row, _, rule in taken(folder, tmp_path / "b") if file == "再.csv"
    ]
    assert len(rules) == 20
    assert {(row, rule) for row, rule in rules if rule != "exact_double"} == {
        *[(4, "double"), (6, "two_households")],
    }


def test_a_row_without_a_day_that_is_not_taken_is_reported(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    same, other, elsewhere = (list(row[1:]) for row in (ROWS[1], ROWS[3], ROWS[5]))
    other[9] = "回族"
    elsewhere[3:5] = ROWS[0][4:6]
    write_csv(folder / "再.csv", [POPULATION[1:], same, other, elsewhere])
    out = tmp_path / "out"
    assert taken(folder, out) == [
        ("再.csv", 2, "", "exact_double"),
        ("再.csv", 3, "", "double"),
        ("再.csv", 4, "", "two_households"),
    ]


def test_events_name_two_households_and_places_their_village(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    head = ["户编号", "变更编号", "变更类型", "发生日期", "相关户编号", "相关户口簿号", "证件号码"]
    write_csv(
        folder / "变更.csv",
        [
            head,
            [ROWS[0][5], "E1", "分户", "2018-05-01", ROWS[4][5], "", ""],
            [ROWS[0][5], "E2", "分户", "2018-05-01", "", "H00001", ROWS[0][9]],
        ],
    )
    write_csv(
        folder / "指标.csv",
        [
            ["村代码", "评估日期", "贫困发生率", "基础设施得分", "公共服务得分"],
            ["140930100200001", "2018-01-01", "12.5", "60", "70"],
        ],
    )
    out = tmp_path / "out"
    assert taken(folder, out) == []
    first, second = table(out, "household_event")
    assert first["other_household_id"] == household(2)
    assert second["other_household_id"] == household(1)
    assert second["person_id"] == token(KEYS, "person", ROWS[0][9])
    assert table(out, "hardship")[0]["village_code"] == "140930100200"


def test_a_record_that_no_list_completes_is_refused_with_the_cell_that_lacks(
    tmp_path: Path,
) -> None:
    folder = write_county(tmp_path / "in")
    head = ["户编号", "变更编号", "变更类型", "发生日期"]
    whole, lacking = [ROWS[0][5], "E1", "分户", "2018-05-01"], [ROWS[0][5], "E2", "分户", ""]
    write_csv(folder / "变更.csv", [head, whole, lacking])
    out = tmp_path / "out"
    assert taken(folder, out) == [("变更.csv", 3, "发生日期", "required_empty")]
    assert [row["event_id"] for row in table(out, "household_event")] == ["E1"]


def test_a_member_without_a_number_is_said_of_his_household_unless_another_list_has_him(
    tmp_path: Path,
) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][9] = rows[5][9] = ""
    folder = write_county(tmp_path / "in", rows)
    head = ["户编号", "户主姓名", "姓名", "证件号码", "与户主关系", "年度", "人口编号"]
    listed = [rows[4][5], rows[4][6], rows[5][6], ROWS[5][9], "配偶", "2018", "R1"]
    write_csv(folder / "国家系统.csv", [head, listed])
    out = tmp_path / "out"
    assert taken(folder, out) == [
        ("人口底册.csv", 4, "", "member_unknown"),
        ("人口底册.csv", 8, "", "no_person"),
    ]
    [said, _] = table(out, "intake_finding")
    assert (said["rule"], said["household_id"]) == ("member_unknown", household(0))


def test_a_payment_that_cannot_be_read_is_kept_without_its_amount_or_state(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    head = ["流水号", "项目", "证件号码", "相关事件", "金额", "发放状态"]
    whole = ["b1", "住院津贴", ROWS[0][9], "s1"]
    write_csv(
        folder / "回执.csv",
        [head, [*whole, "三百", "已发放"], ["b2", *whole[1:], "300", "处理中"]],
    )
    out = tmp_path / "out"
    assert taken(folder, out) == [
        ("回执.csv", 2, "金额", "not_a_number"),
        ("回执.csv", 3, "发放状态", "unknown_word"),
    ]
    paid = [(row["payment_id"], row["amount"], row["state"]) for row in table(out, "benefit_paid")]
    assert paid == [("b1", None, "paid"), ("b2", Decimal(300), None)]


def test_a_payment_whose_payee_cannot_be_read_is_kept_for_its_event(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    head = ["流水号", "项目", "证件号码", "相关事件", "金额", "发放状态"]
    rows = [["b1", "住院津贴", "1.4E+17", event, "300", "已发放"] for event in ("s1", "")]
    write_csv(folder / "回执.csv", [head, *rows])
    out = tmp_path / "out"
    assert ("回执.csv", 3, "", "no_person") in taken(folder, out)
    paid = [(row["person_id"], row["event_id"]) for row in table(out, "benefit_paid")]
    assert paid == [(None, "s1")]


def write_workbook(path: Path, number: str) -> None:
    """The sheets of a household workbook that are kept, and one that is not."""
    stated = ["截至2018年12月31日"]
    write_xlsx(
        path,
        {
            "1": [
                ["家庭编号", "户主姓名", "贫困户属性", "主要致贫原因", "乡镇", "行政村"],
                [number, "张000", "低保户", "因病", "文笔镇", "科村"],
            ],
            "2": [
                stated,
                ["家庭编号", "林果", "住房面积", "入户路类型", "与主干路距离"],
                [number, 1.5, "80㎡", "水泥路", "0.4公里"],
            ],
            "5": [
                [
                    *["家庭编号", "帮扶人姓名", "帮扶人证件号码", "单位"],
                    *["帮扶目标", "帮扶时限", "起始日期"],
                ],
                [number, "王帮", HELPER, "县局", "脱贫", "一年", "2016-01-01"],
                [number, "无号", "", "县局", "脱贫", "一年", "2016-01-01"],
            ],
            "6": [["走访时间", "走访情况记录"], ["2-16", "好"]],
        },
    )


def test_a_household_workbook_and_its_helpers_own_report(tmp_path: Path) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][12] = "不详"  # of the household that has the helper
    rows[2][12] = "不详"
    folder = write_county(tmp_path / "in", rows)
    write_workbook(folder / "户册.xlsx", ROWS[0][5])
    out = tmp_path / "out"
    assert taken(folder, out) == [
        ("人口底册.csv", 4, "健康状况", "unknown_word"),
        ("人口底册.csv", 5, "健康状况", "unknown_word"),
        ("户册.xlsx", 3, "", "no_helper"),
    ]
    kept = {row["household_id"]: row for row in table(out, "household")}[household(0)]
    assert (kept["household_type"], kept["main_cause"]) == ("dibao", "illness")
    living = table(out, "living")[0]
    assert (living["year"], living["road"], float(living["housing_area"])) == (2018, "concrete", 80)
    helper = token(KEYS, "helper", HELPER)
    assert [row["helper_id"] for row in table(out, "pairing")] == [helper]
    assert identities(out, KEYS, "helper").to_pylist()[0]["name"] == "王帮"
    own = [path for path in write_report_workbooks(out) if path.parent.name == "帮扶责任人"]
    assert [path.name for path in own] == [f"王帮-{helper[:7]}.xlsx"]
    book = CalamineWorkbook.from_path(str(own[0]))
    cells = [
        str(c) for n in book.sheet_names for r in book.get_sheet_by_name(n).to_python() for c in r
    ]
    assert ROWS[1][9] in cells
    assert ROWS[2][9] not in cells
