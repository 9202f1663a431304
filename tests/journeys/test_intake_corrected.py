"""Corrected rows that come back: they say no less than the rows that they correct."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.intake_files import (
    POPULATION,
    people,
    table,
    taken,
    write_county,
    write_csv,
    write_xlsx,
)
from wuxiang.intake.corrections import mark_of
from wuxiang.intake.recognise import CORRECTION

ROWS = people()
LIVING = ["家庭编号", "林果", "住房面积", "入户路类型", "与主干路距离"]
GIFTS = ["捐赠编号", "捐赠人", "捐赠价值", "捐赠日期"]


def corrected(
    path: Path,
    headings: Sequence[str],
    rows: Mapping[tuple[str, str, int], tuple[Sequence[str], Sequence[str]]],
) -> Path:
    """A workbook that comes back: by file, sheet and row, each row as it was and as it is now."""
    lines = [
        [*now, file, sheet, str(row), mark_of(was)]
        for (file, sheet, row), (was, now) in rows.items()
    ]
    return write_xlsx(path, {"更正": [["请改正后原样交回"], [*headings, *CORRECTION], *lines]})


def test_a_corrected_row_keeps_the_day_that_its_lists_title_stated(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    was = [ROWS[0][5], "1", "很大", "水泥路", "1"]
    now = [ROWS[0][5], "1", "60", "水泥路", "1"]
    again = [ROWS[0][5], "1", "75", "水泥路", "1"]
    write_xlsx(folder / "九表.xlsx", {"生产": [["截至2018年12月31日"], LIVING, was]})
    corrected(folder / "更正.xlsx", LIVING, {("九表.xlsx", "生产", 3): (was, now)})
    assert taken(folder, tmp_path / "out") == []
    [row] = table(tmp_path / "out", "living")
    assert (row["year"], float(row["housing_area"])) == (2018, 60)
    corrected(folder / "再更正.xlsx", LIVING, {("更正.xlsx", "更正", 3): (now, again)})
    assert taken(folder, tmp_path / "again") == []
    [row] = table(tmp_path / "again", "living")
    assert (row["year"], float(row["housing_area"])) == (2018, 75)


def test_a_corrected_row_is_still_newer_than_last_months_list(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_county(folder)
    (folder / "人口底册.csv").unlink()
    march, april = ([row[1:] for row in ROWS[:2]] for _ in range(2))
    april[0][11] = "不详"  # whether he is healthy cannot be read
    for day, rows in (("2019年3月31日", march), ("2019年4月30日", april)):
        write_csv(folder / f"{day}.csv", [[f"截至{day}"], POPULATION[1:], *rows])
    now = [*april[0][:11], "残疾", *april[0][12:]]
    origin = ("2019年4月30日.csv", "csv", 3)
    corrected(folder / "更正.xlsx", POPULATION[1:], {origin: (april[0], now)})
    assert taken(folder, tmp_path / "out") == []
    assert sorted(row["disabled"] for row in table(tmp_path / "out", "person")) == [False, True]


def test_of_two_corrections_only_one_is_a_row(tmp_path: Path) -> None:
    """Of the one that was passed over nothing else is said: its cells count for nothing."""
    folder = write_county(tmp_path / "in")
    was, once, again = (["1", "某人", gift, "2018-05-01"] for gift in ("一万", "很多", "20000"))
    write_csv(folder / "捐赠.csv", [GIFTS, was])
    origin = ("捐赠.csv", "csv", 2)
    corrected(folder / "更正1.xlsx", GIFTS, {origin: (was, ["J1", *once[1:]])})
    corrected(folder / "更正2.xlsx", GIFTS, {origin: (was, ["J2", *again[1:]])})
    assert taken(folder, tmp_path / "out") == [("更正1.xlsx", 3, "correction_twice")]
    assert [row["donation_id"] for row in table(tmp_path / "out", "donation")] == ["J2"]
