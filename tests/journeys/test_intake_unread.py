"""A cell that nobody can read is said of its record, so that it is not taken for an empty one."""

from pathlib import Path

from tests.intake_files import KEYS, people, table, taken, write_county, write_csv
from wuxiang.sealing import token

HEAD = ["旧房编号", "户编号", "旧房面积", "拆除日期", "复垦日期"]


def test_a_step_whose_day_cannot_be_read_is_told_of_its_record(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    number = people()[0][5]
    rows = [["J1", number, "80", "已拆除", "2018年10月"], ["J2", number, "80", "", "2018-10-01"]]
    write_csv(folder / "旧房.csv", [HEAD, *rows])
    out = tmp_path / "out"
    assert taken(folder, out) == [
        ("旧房.csv", 2, "not_a_date"),
        ("旧房.csv", 2, "date_without_day"),
    ]
    home = token(KEYS, "household", number)
    said = [
        (row["rule"], row["field"], row["record"], row["household_id"])
        for row in table(out, "intake_finding")
    ]
    assert sorted(said) == [
        ("date_without_day", "old_house.reclaimed_on", "J1", home),
        ("not_a_date", "old_house.demolished_on", "J1", home),
    ]
    assert [row["old_house_id"] for row in table(out, "old_house")] == ["J1", "J2"]


def test_a_key_of_several_parts_is_written_with_spaces(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    number = people()[0][5]
    head = ["户编号", "户状态", "起始日期", "终止日期", "依据"]
    write_csv(folder / "户状态.csv", [head, [number, "贫困户", "2014-01-01", "2018", ""]])
    out = tmp_path / "out"
    taken(folder, out)
    found = {row["rule"]: (row["field"], row["record"]) for row in table(out, "intake_finding")}
    home = token(KEYS, "household", number)
    assert found["date_without_day"] == ("household_status.to_date", f"{home} 2014-01-01")
