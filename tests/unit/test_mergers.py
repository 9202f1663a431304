"""Villages merge: households keep key and history, codes hold for a time, a name is no key."""

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import HEQU
from wuxiang.engine import DuckEngine
from wuxiang.intake.certificates import check_digit
from wuxiang.intake.take_in import Days, IntakeSummary, Sources, take_in
from wuxiang.run import run
from wuxiang.sealing import Keys
from wuxiang.snapshot import table_file

PACK = HEQU.parent / "hequ_2019"
AREAS = PACK / "areas" / "areas_2018_2019.csv"
BEFORE, AFTER = date(2019, 6, 30), date(2019, 12, 31)
STAYS, ENDS, SUCCESSOR = "140930206220", "140930205201", "140930205200"
"""刘家沟 that stays, the other 刘家沟, and where its households go."""
HEADINGS = ("户口簿号", "行政村代码", "行政村", "姓名", "证件号码", "与户主关系", "数据日期")
Row = Sequence[str]


def person(household: str, village: str, number: int, day: str) -> Row:
    first = f"14093019700101{number:03d}"
    relation = "户主" if number % 2 else "配偶"
    return (household, village, "刘家沟", f"甲{number}", first + check_digit(first), relation, day)


def family(household: str, village: str, day: str) -> list[Row]:
    number = int(household) * 2 + 901
    return [person(household, village, one, day) for one in (number, number + 1)]


def taken(folder: Path, keys: Keys, lists: dict[str, list[Row]]) -> tuple[Path, IntakeSummary]:
    """The snapshot of these lists and the pack's areas, as of the end of 2019."""
    folder.mkdir()
    (folder / "areas.csv").write_bytes(AREAS.read_bytes())
    for name, rows in lists.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADINGS, *rows])
    out = folder.parent / f"{folder.name}.snapshot"
    days = Days(known_at=AFTER, as_of=AFTER)
    return out, take_in(Sources(folder, PACK), out, keys=keys, days=days)


@pytest.fixture
def snapshot(tmp_path: Path, keys: Keys) -> Path:
    """Both 刘家沟 listed before; afterwards only the household of the one that stays."""
    old = [*family("1", STAYS, "2018-12-31"), *family("2", ENDS, "2018-12-31")]
    later = [*family("3", ENDS, "2018-12-31")]
    new = [*family("1", STAYS, "2019-12-31"), *family("2", SUCCESSOR, "2019-12-31")]
    return taken(tmp_path / "files", keys, {"old": old + later, "new": new})[0]


def homes(out: Path) -> list[tuple[object, ...]]:
    with DuckEngine([out]) as engine:
        engine.open_table("home", out / "facts" / "home_now.parquet")
        return engine.rows(
            "SELECT household_id, village_code, merged, in_use FROM home ORDER BY village_code, "
            "household_id"
        )


def figures(out: Path) -> dict[str, int]:
    with DuckEngine([out]) as engine:
        engine.open_table("indicator", out / "indicator.parquet")
        return {str(n): int(Decimal(str(v))) for n, v in engine.rows("FROM indicator")}


def test_the_list_of_areas_is_what_the_two_editions_say() -> None:
    def codes(path: Path) -> set[str]:
        with path.open(encoding="utf-8") as file:
            return {row["code"] for row in csv.DictReader(file)}

    first = codes(HEQU / "areas" / "villages_2018.csv")
    second = codes(PACK / "areas" / "villages_2019.csv")
    with AREAS.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["级别"] in ("行政村", "社区")]
    assert {row["区划代码"] for row in rows} == first | second
    assert {row["区划代码"] for row in rows if row["停用日期"]} == first - second
    assert {row["区划代码"] for row in rows if row["启用日期"] > "2018-10-31"} == second - first
    assert len(second) == 196
    for row in rows:
        assert bool(row["撤并后代码"]) == bool(row["停用日期"]) == ("虚构" in row["来源"])
        assert row["撤并后代码"] in second | {""}
    assert sum(row["名称"] == "刘家沟" for row in rows) == 2


def test_a_run_before_and_one_after_have_the_same_people_in_the_village_of_the_day(
    snapshot: Path, tmp_path: Path
) -> None:
    run(PACK, snapshot, tmp_path / "before", as_of=BEFORE)
    run(PACK, snapshot, tmp_path / "after", as_of=AFTER)
    before, after = homes(tmp_path / "before"), homes(tmp_path / "after")
    assert [row[1] for row in before] == [ENDS, ENDS, STAYS]
    assert [row[1] for row in after] == [SUCCESSOR, SUCCESSOR, STAYS]
    assert sorted(str(row[0]) for row in before) == sorted(str(row[0]) for row in after)
    assert all(row[3] for row in (*before, *after))
    assert figures(tmp_path / "before") == {
        "households_of_merged_villages": 0,
        "people": 6,
        "villages_in_use": 325,
    }
    # household 2 was listed anew under the successor; household 3 follows the map
    assert figures(tmp_path / "after") == {
        "households_of_merged_villages": 1,
        "people": 6,
        "villages_in_use": 196,
    }


def test_a_household_keeps_its_key_and_every_listing(snapshot: Path) -> None:
    with DuckEngine([snapshot]) as engine:
        engine.open_table("residence", table_file(snapshot, "residence"))
        rows = engine.rows(
            "SELECT string_agg(village_code, ' ' ORDER BY from_date) FROM residence "
            "GROUP BY household_id ORDER BY 1"
        )
    assert [row[0] for row in rows] == [ENDS, f"{ENDS} {SUCCESSOR}", f"{STAYS} {STAYS}"]


@pytest.mark.parametrize(
    ("village", "day", "people"),
    [
        (ENDS, "2019-10-30", 2),
        (ENDS, "2019-10-31", 0),
        ("140930400001", "2019-10-30", 0),
        ("140930400001", "2019-10-31", 2),
        (STAYS, "2017-12-31", 2),
    ],
)
def test_a_code_resolves_on_the_days_of_its_use_and_on_no_other(
    tmp_path: Path, keys: Keys, village: str, day: str, people: int
) -> None:
    lists = {"list": [*family("1", village, day), *family("2", STAYS, day)]}
    _, summary = taken(tmp_path / "files", keys, lists)
    assert summary.tables["person"] == 2 + people
    assert summary.by_rule.get("village_not_then", 0) == 2 - people


def test_a_successor_that_nobody_names_is_not_known(tmp_path: Path, keys: Keys) -> None:
    folder = tmp_path / "files"
    lists = {"old": family("1", ENDS, "2018-12-31")}
    out, _ = taken(folder, keys, lists)
    text = (folder / "areas.csv").read_text("utf-8").replace(f",{SUCCESSOR},国", ",,国")
    (folder / "areas.csv").write_text(text, "utf-8")
    again = tmp_path / "again"
    days = Days(known_at=AFTER, as_of=AFTER)
    take_in(Sources(folder, PACK), again, keys=keys, days=days)
    run(PACK, again, tmp_path / "run")
    [(_, village, merged, in_use)] = homes(tmp_path / "run")
    assert (village, merged, in_use) == (None, True, None)
    assert out.exists()


AGAIN = "140930205205"
"""Where the successor's households go when it is merged in its turn."""


def merged_again(folder: Path, *, into: str, day: str = "2020-11-30") -> None:
    """The list of areas after the successor has ended, too."""
    file = folder / "areas.csv"
    with file.open(encoding="utf-8", newline="") as stored:
        rows = list(csv.DictReader(stored))
    [ended] = [row for row in rows if row["区划代码"] == SUCCESSOR]
    ended |= {"停用日期": day, "撤并后代码": into}
    with file.open("w", encoding="utf-8", newline="") as stored:
        table = csv.DictWriter(stored, rows[0])
        table.writeheader()
        table.writerows(rows)


@pytest.mark.parametrize(
    ("into", "day", "home", "in_use"),
    [
        (AGAIN, date(2020, 11, 29), SUCCESSOR, True),
        (AGAIN, date(2020, 11, 30), AGAIN, True),
        ("", date(2020, 12, 31), None, None),
        (ENDS, date(2020, 12, 31), ENDS, False),
    ],
    ids=["the day before", "its first day", "nobody says where", "a circle"],
)
def test_a_village_merged_twice_takes_its_households_along(
    tmp_path: Path, keys: Keys, *, into: str, day: date, home: str | None, in_use: bool | None
) -> None:
    folder, out = tmp_path / "files", tmp_path / "again"
    lists = {"old": [*family("1", ENDS, "2018-12-31"), *family("2", STAYS, "2018-12-31")]}
    taken(folder, keys, lists)
    merged_again(folder, into=into)
    take_in(Sources(folder, PACK), out, keys=keys, days=Days(known_at=day, as_of=day))
    run(PACK, out, tmp_path / "run")
    found = {village: rest for _, village, *rest in homes(tmp_path / "run")}
    assert found == {STAYS: [False, True], home: [True, in_use]}
    assert figures(tmp_path / "run")["people"] == 4
    run(PACK, out, tmp_path / "before", as_of=BEFORE)
    assert {row[1] for row in homes(tmp_path / "before")} == {ENDS, STAYS}
    with DuckEngine([out]) as engine:
        engine.open_table("residence", table_file(out, "residence"))
        listed = engine.rows("SELECT DISTINCT village_code FROM residence ORDER BY 1")
    assert listed == [(ENDS,), (STAYS,)]
