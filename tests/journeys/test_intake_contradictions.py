"""Rows that contradict themselves: what is believed, and that it is said."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.intake_files import PACK, POPULATION, people, write_county, write_csv
from wuxiang.intake.take_in import Days, Sources, take_in
from wuxiang.sealing import Keys, token
from wuxiang.snapshot import table_file

KEYS = Keys("k" * 8, b"s" * 16, b"t" * 32)
ROWS = people()
INCOME = ["户编号", "户主证件号码", "年度", "工资性收入", "生产经营性收入", "生产经营性支出"]


def taken(folder: Path, out: Path) -> list[tuple[str, int, str, str]]:
    """Take the folder in; file, row, column and rule of every remark."""
    take_in(Sources(folder, PACK), out, keys=KEYS, days=Days(known_at=date(2019, 1, 5)))
    rows = pq.read_table(out / "report" / "report.parquet").to_pylist()
    return [(row["file"], row["row"], row["column"] or "", row["rule"]) for row in rows]


def villages(out: Path) -> dict[str, str]:
    """The village of each household."""
    rows = pq.read_table(table_file(out, "household")).to_pylist()
    return {row["household_id"]: row["village_code"] for row in rows}


def test_a_heads_certificate_of_another_household_is_said(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    number, other = ROWS[0][5], ROWS[4][5]
    rows = [
        [number, ROWS[1][9], "2018", "1", "", ""],  # the spouse's: a member all the same
        [other, ROWS[0][9], "2018", "2", "", ""],
        ["", ROWS[2][9], "2018", "3", "", ""],
    ]
    write_csv(folder / "收入.csv", [INCOME, *rows])
    out = tmp_path / "out"
    assert taken(folder, out) == [("收入.csv", 3, "户主证件号码", "head_elsewhere")]
    wages = {
        row["household_id"]: int(row["wages"])
        for row in pq.read_table(table_file(out, "income")).to_pylist()
    }
    assert wages[token(KEYS, "household", other)] == 2


def test_a_villages_name_and_code_that_differ_are_said(tmp_path: Path) -> None:
    rows = [list(row) for row in ROWS]
    for row in rows[:2]:
        row[2] = "焦尾城村"
    folder = write_county(tmp_path / "in", rows)
    out = tmp_path / "out"
    assert taken(folder, out) == [
        ("人口底册.csv", row, "行政村", "village_differs") for row in (3, 4)
    ]
    assert villages(out)[token(KEYS, "household", ROWS[0][5])] == "140930100200"


@pytest.mark.parametrize("code", ["140930", "140930100", "140930100000", "140930100200001"])
def test_a_code_of_no_village_is_said(tmp_path: Path, code: str) -> None:
    rows = [list(row) for row in ROWS]
    rows[0][3] = rows[1][3] = code
    folder = write_county(tmp_path / "in", rows)
    remarks = taken(folder, tmp_path / "out")
    assert set(remarks) == {
        ("人口底册.csv", row, POPULATION[3], "unknown_village") for row in (3, 4)
    }
