"""Layouts: every column has one, headings are met with tolerance, faults are named."""

from pathlib import Path

import pytest

from tests.intake_files import PACK
from wuxiang.errors import UserError
from wuxiang.intake.grids import grid_of, text_of
from wuxiang.intake.layouts import Layout, Target, plain, read_layout, read_layouts
from wuxiang.intake.recognise import joined, recognise, stated_day
from wuxiang.schema import MADE_BY_INTAKE, TABLES

LAYOUTS = {layout.name: layout for layout in read_layouts(PACK)}
TOKENS = ("person_id", "household_id", "helper_id", "other_household_id", "as_person")


def test_every_column_of_the_vocabulary_can_be_filled() -> None:
    targets = {t.name for one in LAYOUTS.values() for h in one.headings for t in h.targets}
    constants = {name for layout in LAYOUTS.values() for name in layout.constants}
    missing = [
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if table.name not in MADE_BY_INTAKE
        and column.name not in TOKENS
        and f"{table.name}.{column.name}" not in targets | constants
    ]
    assert missing == []
    fed = {name for layout in LAYOUTS.values() for name in layout.tables}
    assert fed == set(TABLES) - MADE_BY_INTAKE


def test_the_national_lists_have_all_their_headings() -> None:
    assert len(LAYOUTS["person_export"].headings) == 47
    assert len(LAYOUTS["roster"].headings) == 32
    assert len([name for name in LAYOUTS if name.startswith("workbook_")]) == 9


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_a_list_under_its_own_headings_is_recognised(name: str) -> None:
    layout = LAYOUTS[name]
    headings = [f" {heading.text}\n" for heading in layout.headings]
    grid = grid_of(f"表 {layout.sheet or ''}", [["标题"], [], headings, ["x"] * len(headings)])
    found = recognise(grid, tuple(LAYOUTS.values()))
    assert found is not None
    assert found.layout.name == name
    assert len(found.positions) == len(layout.headings)
    assert found.first_row == 3


def test_aliases_width_brackets_and_spaces_do_not_matter() -> None:
    wide = [
        "户 编号",
        "人口编号",
        "姓名",
        "公民身份号码",
        "与户主的关系",
        "务工时间（月）",
        "乡（镇）",
    ]
    found = recognise(grid_of("s", [wide, ["1"] * 7]), tuple(LAYOUTS.values()))
    assert found is not None
    assert found.layout.name == "person_export"
    assert [h.targets[0].name for _, h in sorted(found.positions.items())] == [
        *["household.national_number", "person.national_number", "person.name"],
        *["person.id_number", "person.relation", "person.work_months", "place.township"],
    ]


def test_two_heading_rows_are_joined() -> None:
    upper = ["家庭编号", "收入明细", "", "政策性", "支出", "工资性"]
    lower = ["", "农业", "畜牧", "低保五保", "农资", ""]
    assert joined(upper, lower) == [
        *["家庭编号", "收入明细/农业", "收入明细/畜牧", "政策性/低保五保", "支出/农资", "工资性"],
    ]
    assert joined(["", "甲"], ["乙", ""]) == ["乙", "甲"]
    grid = grid_of("4当前收支分析", [["标题"], upper, lower, ["1"] * 6])
    found = recognise(grid, tuple(LAYOUTS.values()))
    assert found is not None
    assert (found.layout.name, found.first_row) == ("workbook_4_income", 3)
    other = recognise(grid_of("8帮扶后收支分析", [upper, lower]), tuple(LAYOUTS.values()))
    assert other is not None
    assert other.layout.name == "workbook_8_income_after"


def test_a_strange_sheet_is_not_recognised() -> None:
    assert recognise(grid_of("s", [["甲", "乙"], ["姓名", "1"]]), tuple(LAYOUTS.values())) is None


def test_the_latest_whole_day_of_a_title_is_stated() -> None:
    day = stated_day([["统计时间：2018年12月31日，制表2018.2.30", "截至2017-12-31"]])
    assert day is not None
    assert day.isoformat() == "2018-12-31"
    assert stated_day([["2018年12月"]]) is None


def test_our_value_in_the_lists_own_words() -> None:
    assert Target("person.relation").wording("son") == "之子"
    assert Target("disability.level", codes={"一级": "1"}).wording("1") == "一级"
    assert Target("person.relation").wording("?") == "?"
    assert Target("person.name").wording("张三") == "张三"


def test_headings_by_target() -> None:
    roster = LAYOUTS["roster"]
    heading = roster.heading("living.year")
    assert heading is not None
    assert heading.text == "数据日期"
    assert roster.heading("income.wages") is None
    known = roster.knows("人口编号")
    assert known is not None
    assert known.text == "人编号"
    assert roster.knows("别的") is None
    assert plain(" 姓 名＊") == "姓名"


GOOD = """layout: a
title: {zh: 甲, en: a}
edition: "1"
row_is: area
priority: 1
required: [名称]
columns:
  名称: area.name
"""


def written(tmp_path: Path, text: str) -> Layout:
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    return read_layout(path)


def test_a_small_layout(tmp_path: Path) -> None:
    layout = written(tmp_path, GOOD)
    assert (layout.tables, layout.heading_rows, layout.sheet) == (("area",), 1, None)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("layout: a", "layout: b", "another name"),
        ("area.name", "area.nane", "no column `area.nane`"),
        ("area.name", "{to: area.name, format: x}", "no format"),
        ("area.name", "", "goes nowhere"),
        ("area.name", "{words: {area.x: [甲]}}", "no column"),
        ("row_is: area", "row_is: x", "no such table"),
        ("row_is: area", "row_is: area\nintroduces: [area]", "cannot introduce"),
        ("row_is: area", "row_is: area\nheading_rows: 3", "one or two rows"),
        ("row_is: area", "row_is: area\nconstants: {area.level: x}", "no area_level"),
        ("row_is: area", "row_is: area\nsheets: x", "unknown key"),
        ("required: [名称]", "required: [别的]", "own headings"),
        ("area.name", "area.name\n  别名: {to: area.name, also: [名 称]}", "two headings"),
    ],
)
def test_a_wrong_layout_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    with pytest.raises(UserError, match=words) as caught:
        written(tmp_path, GOOD.replace(old, new))
    assert caught.value.place is not None
    assert caught.value.place.line


def test_numbers_have_the_digits_that_a_spreadsheet_keeps() -> None:
    assert text_of(3.0) == "3"
    assert text_of(0.1 + 0.2) == "0.3"
    assert text_of(1.40930196001011234e17) == "1.40930196001011e+17"
    assert text_of(True) == "1"
    assert text_of(False) == "0"
    assert text_of(None) == ""


def test_a_folder_without_layouts_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no county pack with layouts"):
        read_layouts(tmp_path)
