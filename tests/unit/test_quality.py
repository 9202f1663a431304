"""The data-quality rules: for each a county where it finds one row, and one where it finds none."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import HEQU
from wuxiang.engine import DuckEngine
from wuxiang.errors import UserError
from wuxiang.facts import engine_sql
from wuxiang.pack import compile_pack, read_pack
from wuxiang.pack.read import Rule
from wuxiang.report import summarise
from wuxiang.schema import TABLES
from wuxiang.snapshot import empty_select

Rows = dict[str, list[dict[str, str]]]
PACKED = read_pack(HEQU)
COMPILED = compile_pack(PACKED, date(2019, 4, 30))

HEAD = {
    "person_id": "'p1'",
    "household_id": "'h1'",
    "relation": "'head'",
    "sex": "'male'",
    "birth_date": "DATE '1970-01-01'",
    "ethnicity": "'汉族'",
    "healthy": "false",
    "chronic_illness": "true",
    "disabled": "true",
    "schooling": "'none'",
    "work_ability": "'ordinary'",
    "work_place": "'in_county'",
    "work_months": "6",
    "dibao": "true",
}
SPOUSE = HEAD | {"person_id": "'p2'", "relation": "'spouse'", "sex": "'female'"}
CHILD = HEAD | {
    "person_id": "'p3'",
    "relation": "'son'",
    "birth_date": "DATE '2008-06-01'",
    "schooling": "'primary'",
    "disabled": "false",
    "work_ability": "NULL",
    "work_place": "NULL",
    "work_months": "NULL",
}
HOUSEHOLD = {
    "household_id": "'h1'",
    "village_code": "'140930100200'",
    "household_type": "'dibao'",
    "main_cause": "'illness'",
    "other_cause_1": "'land'",
}
STATUS = {"household_id": "'h1'", "status": "'registered'", "from_date": "DATE '2014-01-01'"}
INCOME = {
    "household_id": "'h1'",
    "year": "2018",
    "wages": "9000",
    "business": "100",
    "business_cost": "50",
    "dividend": "0",
    "other_property": "0",
    "family_planning": "0",
    "dibao": "0",
    "wubao": "0",
    "pension": "0",
    "ecology": "0",
    "other_transfer": "0",
}
CARDS = [
    {"person_id": f"'{person}'", "certified_on": "DATE '2015-01-01'"} for person in ("p1", "p2")
]

# rule → which rows of the sound county are changed how, so that it finds exactly one
SPOILT: dict[str, dict[str, dict[str, str]]] = {
    "one_head": {"p3": {"relation": "'head'"}},
    "one_spouse": {"p3": {"relation": "'spouse'", "sex": "'female'"}},
    "relation_against_sex": {"p3": {"sex": "'female'"}},
    "head_and_spouse_sex": {"p2": {"sex": "'male'"}},
    "work_months_range": {"p1": {"work_months": "13"}},
    "work_place_without_months": {"p1": {"work_months": "0"}},
    "working_without_ability": {"p1": {"work_ability": "'lost'"}},
    "ability_empty": {"p1": {"work_ability": "NULL"}},
    "health_empty": {"p1": {"healthy": "NULL"}},
    "ethnicity_empty": {"p1": {"ethnicity": "NULL"}},
    "main_cause_empty": {"household": {"main_cause": "NULL"}},
    "causes_repeat": {"household": {"other_cause_1": "'illness'"}},
    "illness_without_ill": {name: {"healthy": "true"} for name in ("p1", "p2", "p3")},
    "schooling_without_pupil": {
        "household": {"main_cause": "'schooling'"},
        "p3": {"schooling": "'none'"},
    },
    "disability_without_disabled": {
        "household": {"main_cause": "'disability'"},
        "p1": {"disabled": "false"},
        "p2": {"disabled": "false"},
    },
    "dibao_household_without_member": {name: {"dibao": "false"} for name in ("p1", "p2", "p3")},
    "general_household_with_dibao": {
        "household": {"household_type": "'general'"},
        "p2": {"dibao": "false"},
        "p3": {"dibao": "false"},
    },
    "disabled_without_card": {"p3": {"disabled": "true"}},
    "income_per_head_range": {"income": {"wages": "-500"}},
    "business_without_cost": {"income": {"business_cost": "0"}},
}
# the same change but for one detail that makes it sound again, or not known
SOUND: dict[str, dict[str, dict[str, str]]] = {
    "one_head": {"p3": {"relation": "NULL"}, "p1": {"relation": "NULL"}},
    "one_spouse": {"p3": {"relation": "'daughter'", "sex": "'female'"}},
    "relation_against_sex": {"p3": {"sex": "NULL"}},
    "head_and_spouse_sex": {"p2": {"sex": "NULL"}},
    "work_months_range": {"p1": {"work_months": "12"}},
    "work_place_without_months": {"p1": {"work_months": "1"}},
    "working_without_ability": {"p1": {"work_ability": "'weak'"}},
    "ability_empty": {"p1": {"work_ability": "NULL", "birth_date": "DATE '1953-04-30'"}},
    "main_cause_empty": {"household": {"main_cause": "NULL"}, "status": {"status": "'marginal'"}},
    "causes_repeat": {"household": {"other_cause_2": "'water'"}},
    "illness_without_ill": {"p1": {"healthy": "true"}, "p2": {"healthy": "NULL"}},
    "schooling_without_pupil": {"household": {"main_cause": "'schooling'"}},
    "disability_without_disabled": {"household": {"main_cause": "'disability'"}},
    "income_per_head_range": {"income": {"wages": "-500", "pension": "NULL"}},
    "business_without_cost": {"income": {"business_cost": "NULL"}},
}


def county(changes: dict[str, dict[str, str]]) -> Rows:
    """The sound county with some rows changed."""
    return {
        "person": [
            HEAD | changes.get("p1", {}),
            SPOUSE | changes.get("p2", {}),
            CHILD | changes.get("p3", {}),
        ],
        "household": [HOUSEHOLD | changes.get("household", {})],
        "household_status": [STATUS | changes.get("status", {})],
        "income": [INCOME | changes.get("income", {})],
        "disability": CARDS,
    }


def found(rule: Rule, rows: Rows) -> int:
    """How many rows the rule finds, over the facts that it reads."""
    with DuckEngine() as engine:
        engine.keep("moment", "SELECT DATE '2019-04-30' AS as_of")
        for name, table in TABLES.items():
            selects = [f"({empty_select(table)})"]
            for row in rows.get(name, []):
                cells = ", ".join(
                    f"CAST({row.get(column.name, 'NULL')} AS {column.sql_type}) AS {column.name}"
                    for column in table.stored
                )
                selects.append(f"SELECT {cells}")
            engine.keep(name, " UNION ALL ".join(selects))
        for name in PACKED.order:
            if name in PACKED.facts:
                engine.define(name, engine_sql(PACKED.facts[name].tree, engine.dialect))
            else:
                engine.define(name, COMPILED[name].decisions)
        flaws = engine.rows(
            f"SELECT household_id, village_code FROM ({engine_sql(rule.tree, engine.dialect)})"
        )
        assert all(flaw == ("h1", "140930100200") for flaw in flaws)
        return len(flaws)


@pytest.mark.parametrize("name", sorted(PACKED.rules))
def test_each_rule_has_a_yes_and_a_no(name: str) -> None:
    rule = PACKED.rules[name]
    assert found(rule, county({})) == 0
    assert found(rule, county(SPOILT[name])) == 1
    if name in SOUND:
        assert found(rule, county(SOUND[name])) == 0


def test_every_rule_says_all_of_itself() -> None:
    assert PACKED.rules.keys() == SPOILT.keys()
    assert all(rule.title.zh and rule.title.en and rule.remedy for rule in PACKED.rules.values())


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
        compile_pack(read_pack(pack), date(2019, 4, 30))


def test_what_the_rules_find_stands_in_the_run(small_run: Path) -> None:
    with DuckEngine([small_run]) as engine:
        engine.open_table("flaw", small_run / "flaw.parquet")
        rules = {str(row[0]) for row in engine.rows("SELECT DISTINCT rule FROM flaw")}
    counted = {one.rule.name: one.rows for one in summarise(small_run).flaws}
    assert rules == counted.keys()
    assert all(counted.values())
