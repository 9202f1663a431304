"""Two copies of a national list side by side: what differs, in the order of its form."""

from pathlib import Path

import pytest
import xlsxwriter
from stdnum.cn import ric

from tests.conftest import HEQU
from wuxiang.errors import UserError
from wuxiang.intake.layouts import read_layouts
from wuxiang.report.list_changes import ONLY_BEFORE, ONLY_NOW, Differing, list_changes

HEADINGS = [
    heading.text
    for layout in read_layouts(HEQU)
    if layout.name == "person_export"
    for heading in layout.headings
]
FIRST, SECOND, THIRD = (
    f"{body}{ric.calc_check_digit(f'{body}0')}"
    for body in ("14093019900101001", "14093019550505001", "14093020010101001")
)
Row = dict[str, str]


def person(number: str, **cells: str) -> Row:
    """A row of the list."""
    plain = {
        "户编号": "1",
        "人口编号": "1",
        "姓名": "甲某",
        "与户主关系": "户主",
        "乡": "文笔镇",
        "村": "甲村",
    }
    return plain | {"证件号码": number} | cells


def book(path: Path, *rows: Row, headings: list[str] = HEADINGS) -> Path:
    """A workbook of the list."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("名单")
        for at, heading in enumerate(headings):
            sheet.write_string(0, at, heading)
            for line, row in enumerate(rows, start=1):
                sheet.write_string(line, at, row.get(heading, ""))
    return path


def test_what_differs_is_said_in_the_order_of_the_form(tmp_path: Path) -> None:
    before = book(
        tmp_path / "before.xlsx",
        person(FIRST, 性别="女", 文化程度="小学", 出生日期="1990.1.1", 务工企业名称="甲厂"),
        person(SECOND, 性别="男", 村="乙村"),
        person("", 姓名="丙某"),
    )
    now = book(
        tmp_path / "now.xlsx",
        person(THIRD),
        person(FIRST, 性别="男", 出生日期="1990-01-01", 务工企业名称="乙厂", 民族="汉族"),
    )
    found = list_changes(before, now, HEQU, name="person_export")
    sex, ethnicity, education = (HEADINGS.index(one) + 1 for one in ("性别", "民族", "文化程度"))
    about = (FIRST, "甲某", "文笔镇", "甲村")
    assert found == [
        Differing(THIRD, "甲某", "文笔镇", "甲村", 0, ONLY_NOW, before="", now=""),
        Differing(*about, sex, "性别", before="女", now="男"),
        Differing(*about, ethnicity, "民族", before="", now="汉族"),
        Differing(*about, education, "文化程度", before="小学", now=""),
        Differing(SECOND, "甲某", "文笔镇", "乙村", 0, ONLY_BEFORE, before="", now=""),
    ]
    assert list_changes(now, now, HEQU, name="person_export") == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["before.xlsx", "now.xlsx"]


def test_another_list_or_a_broken_file_is_refused_by_name(tmp_path: Path) -> None:
    now = book(tmp_path / "now.xlsx", person(FIRST))
    other = book(tmp_path / "other.xlsx", {"甲": "1"}, headings=["甲", "乙"])
    with pytest.raises(UserError, match=r"other\.xlsx.*不是"):
        list_changes(other, now, HEQU, name="person_export")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(UserError, match=r"broken\.xlsx"):
        list_changes(tmp_path / "broken.xlsx", now, HEQU, name="person_export")
