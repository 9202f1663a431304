"""A county's spreadsheets, dirt and all, become a snapshot and a report; corrections come back."""

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from tests.intake_files import (
    AREAS,
    PACK,
    POPULATION,
    Cell,
    id_number,
    people,
    write_county,
    write_csv,
    write_xlsx,
)
from wuxiang.errors import Place, UserError
from wuxiang.intake import workbooks
from wuxiang.intake.take_in import Days, IntakeSummary, Sources, take_in
from wuxiang.intake.workbooks import write_report_workbooks
from wuxiang.sealing import Keys
from wuxiang.snapshot import changed_files, identities, read_manifest, table_file

KEYS = Keys("k" * 8, b"s" * 16, b"t" * 32)
DAYS = Days(known_at=date(2019, 1, 5))
ROWS = people()
STAYS = ["结算单号", "姓名", "证件号码", "入院日期", "出院日期", "总费用"]


def taken(folder: Path, out: Path, *, skip: bool = False) -> IntakeSummary:
    return take_in(Sources(folder, PACK, skip_refused=skip), out, keys=KEYS, days=DAYS)


def table(out: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(table_file(out, name)).to_pylist()
    return rows


def remarks(out: Path) -> list[tuple[str, int, str, str]]:
    """File, row, column and rule of every remark that is no mere spelling."""
    rows = pq.read_table(out / "report" / "report.parquet").to_pylist()
    spelling = ("respelt", "unwrapped")
    return [
        (row["file"], row["row"], row["column"] or "", row["rule"])
        for row in rows
        if row["rule"] not in spelling
    ]


def test_the_clean_county(tmp_path: Path) -> None:
    out = tmp_path / "snapshot"
    summary = taken(write_county(tmp_path / "in"), out)
    assert (summary.as_of, summary.files, summary.rows) == (date(2018, 12, 31), 2, 26)
    assert summary.tables == {"area": 6, "household": 10, "person": 20}
    assert remarks(out) == []
    manifest = read_manifest(out)
    assert manifest.invented
    assert set(manifest.sources) == {"区划.csv", "人口底册.csv"}
    assert changed_files(out) == []
    assert {row["level"] for row in table(out, "area")} == {"county", "township", "village"}
    person = table(out, "person")[0]
    assert person["birth_date"] is not None  # from the certificate
    assert person["dibao"] is False
    assert person["tekun"] is None  # nobody said
    names = {row["name"] for row in identities(out, KEYS, "person").to_pylist()}
    assert names == {row[6] for row in ROWS}
    assert "name" not in person
    assert not (out / "incoming").exists()
    assert stat.S_IMODE((out / "report").stat().st_mode) == 0o700


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    taken(folder, tmp_path / "a")
    taken(folder, tmp_path / "b")
    for file in sorted((tmp_path / "a" / "tables").iterdir()):
        assert file.read_bytes() == (tmp_path / "b" / "tables" / file.name).read_bytes()


def stays(folder: Path, rows: Sequence[Sequence[str]]) -> None:
    write_csv(folder / "住院.csv", [["住院结算清单"], STAYS, *rows], "gb18030")


def test_department_lists_find_the_person_or_are_refused(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    known = ROWS[0][9]
    stays(
        folder,
        [
            ["S1", "张000", known, "2018/1/2", "2018.1.20", "1,200.50"],
            ["S2", "张某", known, "11-24", "43120", "—"],
            ["S3", "谁", id_number(9999, male=True), "2018-1-1", "2018-1-2", "3"],
            ["S4", "张000", "1.4093E+17", "2018-1-1", "2018-1-2", "3"],
            ["", "张000", known, "2018-1-1", "2018-1-2", "3"],
            ["S1", "张000", known, "2018/1/2", "2018.1.20", "1200.5"],
            ["S1", "张000", known, "2018/1/2", "2018.1.20", "99"],
            ["合计", "", "", "", "", "9999"],
            ["", "", "", "", "", ""],
        ],
    )
    out = tmp_path / "snapshot"
    taken(folder, out)
    assert remarks(out) == [
        ("住院.csv", 4, "姓名", "name_differs"),
        ("住院.csv", 4, "入院日期", "date_without_year"),
        ("住院.csv", 4, "出院日期", "excel_serial"),
        ("住院.csv", 5, "", "unknown_person"),
        ("住院.csv", 6, "", "no_person"),
        ("住院.csv", 6, "证件号码", "digits_lost"),
        ("住院.csv", 7, "结算单号", "required_empty"),
        ("住院.csv", 8, "", "exact_double"),
        ("住院.csv", 9, "", "double"),
        ("住院.csv", 10, "", "total_row"),
    ]
    first, second = table(out, "hospital_stay")
    assert (first["stay_id"], first["total_cost"]) == ("S1", Decimal("1200.50"))
    assert (second["admitted_on"], second["discharged_on"]) == (None, date(2018, 1, 20))
    assert second["total_cost"] is None


def test_the_list_believed_most_speaks_and_the_others_are_reported(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    head = [
        "户编号",
        "人口编号",
        "姓名",
        "证件号码",
        "与户主关系",
        "是否享受低保",
        "务工时间（月）",
    ]
    first, other = ROWS[0], ROWS[4]
    write_xlsx(
        folder / "导出.xlsx",
        {
            "人": [
                head,
                [f'="{first[5]}"', "R1", first[6], first[9], "户主", "是", 3.0],
                [other[5], "R2", "张001", ROWS[1][9], "配偶", "否", None],
                ["140930999", "R3", "新人", id_number(777, male=True), "户主", "否", None],
                [first[5], "R4", "邻居", 1.40930196001011234e17, "之子", "否", 13.5],
            ]
        },
    )
    out = tmp_path / "snapshot"
    taken(folder, out)
    assert remarks(out) == [
        ("人口底册.csv", 3, "是否享受低保", "files_differ"),
        ("人口底册.csv", 4, "户编号", "two_households"),
        ("导出.xlsx", 4, "", "no_village"),
        ("导出.xlsx", 5, "", "member_unknown"),
        ("导出.xlsx", 5, "证件号码", "digits_lost"),
        ("导出.xlsx", 5, "务工时间（月）", "not_a_number"),
    ]
    person = {row["person_id"]: row for row in table(out, "person")}
    numbers = {r["id_number"]: r["person_id"] for r in identities(out, KEYS, "person").to_pylist()}
    assert person[numbers[first[9]]]["dibao"] is True
    assert person[numbers[first[9]]]["work_months"] == 3
    assert len(person) == 20


def cells(workbook: Path) -> Mapping[str, Sequence[Sequence[object]]]:
    sheets = CalamineWorkbook.from_path(str(workbook))
    return {name: sheets.get_sheet_by_name(name).to_python() for name in sheets.sheet_names}


def test_corrections_go_straight_back_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [list(row) for row in ROWS]
    rows[3][9] = rows[3][9][:-1] + ("1" if rows[3][9][-1] != "1" else "2")
    rows[4][11] = "邻居"
    rows[7][6] = '=HYPERLINK("x")'
    rows[7][13] = "不清楚"
    folder = write_county(tmp_path / "in", rows)
    out = tmp_path / "first"
    taken(folder, out)
    before = remarks(out)
    assert [(row, rule) for _, row, _, rule in before] == [
        *[(6, "member_unknown"), (6, "id_check"), (7, "unknown_word"), (10, "not_yes_or_no")],
    ]
    once = [path.read_bytes() for path in write_report_workbooks(out)]
    with monkeypatch.context() as patched:
        patched.setattr(workbooks, "SMALL", 0)  # in processes of their own, as many remarks are
        county, *townships = write_report_workbooks(out)
    assert once == [path.read_bytes() for path in (county, *townships)]
    held = cells(county)
    with monkeypatch.context() as patched:
        patched.setattr(workbooks, "IN_MEMORY", 0)  # row by row, as very many remarks are
        county, *townships = write_report_workbooks(out)
    assert once != [path.read_bytes() for path in (county, *townships)]
    assert cells(county) == held
    assert [path.stem for path in townships] == ["文笔镇", "鹿固乡"]
    sheets = CalamineWorkbook.from_path(str(county))
    name = sheets.sheet_names[1]
    listed = sheets.get_sheet_by_name(name).to_python()
    assert "演示数据" in str(listed[0][0])
    assert listed[1][: len(POPULATION)] == POPULATION
    corrected = [list(map(str, row)) for row in listed]
    assert corrected[4][6] == '=HYPERLINK("x")'
    with zipfile.ZipFile(county) as archive:
        assert all(b"<f>" not in archive.read(part) for part in archive.namelist())
    corrected[2][9] = ROWS[3][9]
    corrected[3][11] = "户主"
    write_xlsx(folder / "更正.xlsx", {name: corrected})
    again = tmp_path / "second"
    taken(folder, again)
    assert remarks(again) == [("更正.xlsx", 5, "是否享受低保", "not_yes_or_no")]
    assert len(table(again, "person")) == 20
    assert len(table(out, "person")) == 19

    # the second report corrects the first correction, and an old correction is told apart
    county, *_ = write_report_workbooks(again)
    book = CalamineWorkbook.from_path(str(county))
    rest = [list(map(str, row)) for row in book.get_sheet_by_name(book.sheet_names[1]).to_python()]
    rest[2][13] = "是"
    write_xlsx(folder / "再更正.xlsx", {book.sheet_names[1]: rest})
    last = tmp_path / "third"
    taken(folder, last)
    assert remarks(last) == []
    assert sum(row["dibao"] is True for row in table(last, "person")) == 1
    rows[3][10] = "回族"
    write_county(folder, rows)
    taken(folder, tmp_path / "fourth")
    assert {rule for *_, rule in remarks(tmp_path / "fourth")} >= {"correction_stale"}
    (folder / "人口底册.csv").rename(folder / "人口.csv")
    taken(folder, tmp_path / "fifth")
    assert {rule for *_, rule in remarks(tmp_path / "fifth")} >= {"correction_lost"}


def test_refused_files_stop_the_intake_or_are_skipped(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    (folder / "宏.xlsm").write_bytes(b"PK\x03\x04")
    (folder / "说明.docx").write_bytes(b"x")
    write_csv(folder / "别的.csv", [["甲", "乙"], ["1", "2"]])
    with pytest.raises(UserError) as caught:
        taken(folder, tmp_path / "out")
    assert "坏.xlsx" in str(caught.value)
    assert "宏.xlsm" in str(caught.value)
    assert not (tmp_path / "out").exists()
    summary = taken(folder, tmp_path / "out", skip=True)
    assert len(summary.refused_files) == 2
    assert summary.count("refused") == 2
    assert sorted(summary.by_rule.items()) == [
        *[("file_refused", 2), ("unknown_sheet", 1), ("unread_file", 1)],
    ]


def test_no_list_and_no_day(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="no spreadsheet lies in"):
        taken(tmp_path / "empty", tmp_path / "out")
    write_csv(tmp_path / "other" / "别的.csv", [["天气", "温度"], ["晴", "21"]])
    with pytest.raises(UserError, match="known list"):
        taken(tmp_path / "other", tmp_path / "out")
    (tmp_path / "other" / "坏.xlsx").write_bytes(b"no workbook")
    with pytest.raises(UserError, match=r"坏\.xlsx: .* the content says"):
        taken(tmp_path / "other", tmp_path / "out", skip=True)
    write_csv(tmp_path / "areas" / "区划.csv", AREAS)
    with pytest.raises(UserError, match="states the day"):
        taken(tmp_path / "areas", tmp_path / "out")


def test_a_day_that_is_yet_to_come_is_no_day_of_the_county(tmp_path: Path) -> None:
    """One cell of 2081 instead of 2018 would show the whole county sixty years later."""
    rows = [list(row) for row in ROWS]
    rows[4][0] = "2081-12-31"
    folder = write_county(tmp_path / "in", rows)
    with pytest.raises(UserError, match="2081-12-31, which is yet to come on 2019-01-05") as caught:
        taken(folder, tmp_path / "out")
    assert caught.value.place == Place("人口底册.csv", sheet="csv", row=7)
    named = Days(known_at=DAYS.known_at, as_of=date(2018, 12, 31))
    summary = take_in(Sources(folder, PACK), tmp_path / "out", keys=KEYS, days=named)
    assert summary.as_of == date(2018, 12, 31)


def test_of_sheets_nobody_knows_only_a_reports_own_overview_is_passed_over(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    rows: list[list[Cell]] = [["甲", "乙", "丙"], ["1", "2", "3"]]
    names = ["报告", "报告 1", "报告附表", "报告1月"]
    write_xlsx(folder / "报告.xlsx", dict.fromkeys(names, rows))
    taken(folder, tmp_path / "out")
    told = pq.read_table(tmp_path / "out" / "report" / "report.parquet").to_pylist()
    assert [(row["sheet"], row["rule"]) for row in told] == [
        *[("报告1月", "unknown_sheet"), ("报告附表", "unknown_sheet")],
    ]


def test_a_name_garbled_by_unpacking_is_told_in_words(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    garbled = os.fsencode(folder) + b"/" + "人口.csv".encode("gbk")
    Path(os.fsdecode(garbled)).write_bytes((folder / "人口底册.csv").read_bytes())
    with pytest.raises(UserError, match=r"not written in UTF-8 .*人口\.csv") as caught:
        taken(folder, tmp_path / "out")
    assert "unzip -O GBK" in caught.value.remedy


def test_a_row_shifted_by_a_comma_comes_back_corrected(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    gifts = ["捐赠编号,捐赠人,捐赠价值,捐赠日期", "1,甲,3,500,2018-01-01", "2,乙,100,2018-01-01"]
    (folder / "捐赠.csv").write_text("\n".join(gifts), "utf-8")
    taken(folder, tmp_path / "first")
    assert remarks(tmp_path / "first") == [("捐赠.csv", 2, "", "surplus_cells")]
    assert [row["donation_id"] for row in table(tmp_path / "first", "donation")] == ["2"]
    county, *_ = write_report_workbooks(tmp_path / "first")
    (name,) = [name for name in cells(county) if name != "报告"]
    rows = [list(map(str, row)) for row in cells(county)[name]]
    rows[2][2:5] = ["3500", "2018-01-01", ""]
    write_xlsx(folder / "更正.xlsx", {name: rows})
    taken(folder, tmp_path / "second")
    assert remarks(tmp_path / "second") == []
    values = {
        row["donation_id"]: row["gift_value"] for row in table(tmp_path / "second", "donation")
    }
    assert values == {"1": Decimal("3500.00"), "2": Decimal("100.00")}


def test_a_note_beside_the_files_says_that_the_people_are_invented(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_csv(folder / "区划.csv", AREAS)
    write_csv(folder / "人口底册.csv", [["截至2018年12月31日"], POPULATION, *ROWS])
    (folder / "photo.txt").write_bytes(b"\xff" * 5000)
    assert not taken(folder, tmp_path / "real").invented
    (folder / "README.md").write_text("演示数据·人物均为虚构", "utf-8")
    assert taken(folder, tmp_path / "invented").invented


KILLED = """
import sys
from pathlib import Path
from tests.journeys.test_intake_county import taken
print("go", flush=True)
taken(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_killed_at_any_moment_the_snapshot_is_whole_or_absent(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in", people(300))
    out = tmp_path / "out" / "snapshot"
    whole = 0
    chance = random.Random(5)
    environment = {**os.environ, "PYTHONPATH": str(PACK.parent.parent)}
    for _ in range(6):
        shutil.rmtree(out, ignore_errors=True)
        command = [sys.executable, "-c", KILLED, str(folder), str(out)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0.0, 1.0))
            child.send_signal(signal.SIGKILL)
        if out.exists():
            whole += 1
            assert changed_files(out) == []
    shutil.rmtree(out, ignore_errors=True)
    taken(folder, out)
    assert changed_files(out) == []
    assert sorted(path.name for path in out.parent.iterdir()) == ["snapshot"]
