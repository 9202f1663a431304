"""The data-quality rules: each finds its planted row in a sound household, and no other does."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.conftest import HEQU
from tests.hequ_county import pack
from tests.quality_cases import ALSO, CASES, SOUND, Changes
from wuxiang.engine import DuckEngine
from wuxiang.errors import UserError
from wuxiang.pack import check_pack, compile_pack, read_pack
from wuxiang.pack.quality import read_rule
from wuxiang.report import summarise
from wuxiang.schema import TABLES

TODAY = date(2019, 4, 30)
KINDS = ("yes", "no", "unknown")
Rows = dict[str, list[dict[str, Any]]]
Found = Mapping[str, list[str]]


def family(key: str, changes: Changes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Table and row of each row of the sound household, changed, under keys of its own."""
    for name, (table, usual) in SOUND.items():
        change = changes.get(name, {})
        if change is None:
            continue
        row = {**usual, **change}
        columns = {column.name for column in TABLES[table].columns}
        person = row.pop("person", name)
        ours = {"household_id": key, "person_id": f"{key}.{person}", "helper_id": f"{key}.b"}
        row = {**{column: value for column, value in ours.items() if column in columns}, **row}
        if row.get("as_person"):
            row["as_person"] = f"{key}.{row['as_person']}"
        if table == "intake_finding":
            row |= {"file": key, "village_code": "140930100200"}
        yield table, row


def county(families: Mapping[str, Changes]) -> Rows:
    """The rows of all these households."""
    rows: Rows = {}
    for key, changes in families.items():
        for table, row in family(key, changes):
            rows.setdefault(table, []).append(row)
    return rows


def flaws(families: Mapping[str, Changes], day: date = TODAY) -> Found:
    """The rules that find something in each household, once for each row that they find."""
    rules = pack().rules
    with DuckEngine(threads=1) as engine:
        define(engine, county(families), day)
        found: dict[str, list[str]] = {key: [] for key in families}
        for name, rule in rules.items():
            select = rule.sql(engine.dialect, day=day)
            for key, village in engine.rows(f"SELECT household_id, village_code FROM ({select})"):
                assert village == "140930100200"
                found[str(key)].append(name)
    return found


def define(engine: DuckEngine, rows: Rows, day: date) -> None:
    """Make the tables, and the facts and policies that the rules read."""
    engine.keep("moment", f"SELECT DATE '{day}' AS as_of")
    for table in TABLES.values():
        texts = [
            {name: None if value is None else str(value) for name, value in row.items()}
            for row in rows.get(table.name, [])
        ]
        schema = pa.schema([(column.name, pa.string()) for column in table.stored])
        engine.take("given", pa.Table.from_pylist(texts, schema=schema))
        casts = (f"CAST({c.name} AS {c.sql_type}) AS {c.name}" for c in table.stored)
        engine.keep(table.name, f"SELECT {', '.join(casts)} FROM given")
    read = {name for rule in pack().rules.values() for name in rule.query.reads}
    needed = pack().with_all_they_read(read)
    compiled = compile_pack(pack(), day) if needed & pack().policies.keys() else {}
    for name in (one for one in pack().order if one in needed):
        if name in pack().facts:
            engine.keep(name, pack().facts[name].query.sql(engine.dialect))
        else:
            engine.keep(name, compiled[name].decisions)


@cache
def planted() -> Found:
    """What the rules find in a sound household, and in each rule's yes, no and not known."""
    families: dict[str, Changes] = {"sound": {}}
    for name, case in CASES.items():
        cases = zip(KINDS, case, strict=True)
        families |= {f"{name} {kind}": one for kind, one in cases if one is not None}
    return flaws(families)


def test_a_sound_household_has_no_flaw() -> None:
    assert planted()["sound"] == []


@pytest.mark.parametrize("name", sorted(pack().rules))
def test_each_rule_finds_its_planted_row_and_no_other_does(name: str) -> None:
    found = planted()[f"{name} yes"]
    assert found.count(name) >= 1
    assert set(found) - {name} == ALSO.get(name, frozenset())
    assert name not in planted()[f"{name} no"]
    assert name not in planted().get(f"{name} unknown", [])


def test_every_rule_says_all_of_itself_and_has_its_cases() -> None:
    rules = pack().rules
    assert rules.keys() == CASES.keys()
    assert all(
        one.title.zh and one.title.en and one.remedy and one.source for one in rules.values()
    )
    blank = {name for name, case in CASES.items() if case[2] is None}
    assert {
        name for name in blank if "null" not in pack().rules[name].query.tree.sql().lower()
    } <= {*("work_months_range", "road_too_far", "living_missing")}


SOUND_HEAD = "-- rule: a\n-- zh: 甲\n-- en: a\n-- severity: error\n-- remedy: 乙\n"
SELECT = (
    "select household_id, cast(null as varchar) as person_id, village_code, '' as detail "
    "from household"
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (SOUND_HEAD.replace("-- remedy: 乙\n", "") + SELECT, "remedy"),
        (SOUND_HEAD.replace("error", "fatal") + SELECT, "fatal"),
        (SOUND_HEAD.replace("rule: a", "rule: b") + SELECT, "another name"),
        (SOUND_HEAD + SELECT.replace("from household", "from houshold"), "houshold"),
        (SOUND_HEAD + "select household_id from household", "detail"),
        (SOUND_HEAD + "select read_text('x') from household", "not for facts|not a function"),
    ],
)
def test_a_rule_that_is_not_as_it_should_be_is_refused(
    tmp_path: Path, text: str, named: str
) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(HEQU, pack)
    (pack / "quality" / "a.sql").write_text(text, "utf-8")
    with pytest.raises(UserError, match=named):
        check_pack(read_pack(pack), date(2019, 4, 30))


PARAMETER = SOUND_HEAD + "-- parameters: most 亩 2014-01-01 = 50 2018-01-01 = 70 2019-01-01 = ?\n"


@pytest.mark.parametrize(
    ("day", "value"),
    [("2013-12-31", "NULL"), ("2014-01-01", "50"), ("2018-01-01", "70"), ("2019-01-01", "NULL")],
)
def test_a_parameter_holds_from_its_day_on(tmp_path: Path, day: str, value: str) -> None:
    file = tmp_path / "a.sql"
    file.write_text(PARAMETER + "select most as detail from household", "utf-8")
    assert value in read_rule(file).sql("duckdb", day=date.fromisoformat(day))


@pytest.mark.parametrize(
    "said",
    ["most 50", "most 亩 2014-13-01 = 50", "most 亩 2014-01-01 = many", "arable 亩 2014-01-01 = 5"],
)
def test_a_parameter_that_is_not_understood_is_refused(tmp_path: Path, said: str) -> None:
    file = tmp_path / "a.sql"
    file.write_text(SOUND_HEAD + f"-- parameters: {said}\nselect most from living", "utf-8")
    with pytest.raises(UserError):
        read_rule(file)


def test_a_parameter_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.sql"
    file.write_text(PARAMETER + SELECT, "utf-8")
    with pytest.raises(UserError, match="does not read"):
        read_rule(file)


def test_what_the_rules_find_stands_in_the_run(small_run: Path) -> None:
    with DuckEngine([small_run]) as engine:
        engine.open_table("flaw", small_run / "flaw.parquet")
        rules = {str(row[0]) for row in engine.rows("SELECT DISTINCT rule FROM flaw")}
    counted = {one.rule.name: one.rows for one in summarise(small_run).flaws}
    assert rules == counted.keys()
    assert all(counted.values())
