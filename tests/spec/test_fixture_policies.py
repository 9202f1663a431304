"""Three whole policies: an allowance, a status and a standard, with their own examples."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.spec.sample import SOURCE, define, every_row
from wuxiang.engine import DuckEngine
from wuxiang.errors import UserError
from wuxiang.policy import (
    Policy,
    Source,
    compile_policy,
    explain_rows,
    read_policy,
    run_examples,
    show_policy,
    told,
    uncovered,
)

FOLDER = Path(__file__).parent / "policies"
AS_OF = date(2019, 12, 31)
STAY = Source(
    name="hospital_stay",
    key=("stay_id",),
    columns={
        "stay_id": "VARCHAR",
        "household_id": "VARCHAR",
        "person_id": "BIGINT",
        "status": "VARCHAR",
        "days": "INTEGER",
        "discharged_on": "DATE",
    },
    codes={"status": frozenset(["registered", "exited_with_policies", "exited"])},
)
VILLAGE = Source(
    name="village_fact",
    key=("village_code",),
    columns={
        "village_code": "VARCHAR",
        "village_kind": "VARCHAR",
        "road_paved": "BOOLEAN",
        "road_metres": "DECIMAL(4,1)",
        "seen_at": "TIMESTAMP",
    },
    codes={"village_kind": frozenset(["administrative", "natural"])},
)
SOURCES = {"hospital_stay": STAY, "village_fact": VILLAGE, "household_fact": SOURCE}
STAYS = [
    {"stay_id": f"s{days}", "household_id": "h1", "person_id": 7, "status": "registered"}
    | {"days": days, "discharged_on": date(2018, 6, 1)}
    for days in (10, 11, 20, 30, None)
]


def fixture(name: str) -> Policy:
    return read_policy(FOLDER / f"{name}.yaml")


def test_the_hospital_stay_allowance(engine: DuckEngine) -> None:
    define(engine, STAYS, source=STAY)
    compiled = compile_policy(fixture("hospital_stay_allowance"), STAY, as_of=AS_OF)
    rows = {row["subject"]: row for row in every_row(engine, compiled)}
    assert {key: (row["eligible"], row["amount"]) for key, row in rows.items()} == {
        "s10": (False, 0),
        "s11": (True, 50),
        "s20": (True, 500),
        "s30": (True, 500),
        "sNone": (None, None),
    }


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_examples_pass(engine: DuckEngine, name: str) -> None:
    policy = fixture(name)
    results = run_examples(engine, policy, source=SOURCES[policy.for_each], as_of=AS_OF)
    assert results
    assert [result.failures for result in results] == [()] * len(results)
    assert all(result.passed for result in results)


def test_every_clause_wants_a_yes_a_no_and_a_not_known(engine: DuckEngine) -> None:
    road, moved = fixture("village_road"), fixture("moved_household")
    results = run_examples(engine, road, source=VILLAGE, as_of=AS_OF)
    assert uncovered(road, results) == {}
    assert uncovered(road, results[:1]) == {
        "administrative": ("no", "not known"),
        "paved": ("no", "not known"),
        "wide": ("no", "not known"),
    }
    assert uncovered(moved, run_examples(engine, moved, source=SOURCE, as_of=AS_OF)) == {}


def changed(tmp_path: Path, name: str, old: str, new: str) -> Policy:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{name}.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_policy(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("payable: 50}", "payable: 60}", "payable expected 60, got 50"),
        ("eligible: true", "eligible: false", "eligible expected false, got true"),
        ("eligible: true", "eligible: null", "eligible expected not known, got true"),
        ("payable: 50}", "amount: many}", "amount expected many, got 50"),
    ],
)
def test_a_failing_example_says_where(
    engine: DuckEngine, tmp_path: Path, old: str, new: str, said: str
) -> None:
    policy = changed(tmp_path, "hospital_stay_allowance", old, new)
    [result] = run_examples(engine, policy, source=STAY, as_of=AS_OF)
    [failure] = result.failures
    assert not result.passed
    assert failure.startswith(f"{policy.place.file}, line 24: ")
    assert failure.endswith(said)


@pytest.mark.parametrize(
    ("given", "problem", "remedy"),
    [
        ("days: eleven", "`eleven` is no INTEGER", "column's type"),
        ("days: 1.5", "`1.5` is no INTEGER", "column's type"),
        ("days: 11, discharged_on: soon", "`soon` is not a date", "2018-01-31"),
        ("status: registerd", "'registerd' is no status", "`registered`"),
        ("status: zzz", "'zzz' is no status", "Use one of exited"),
    ],
)
def test_a_wrong_value_in_an_example(
    engine: DuckEngine, tmp_path: Path, given: str, problem: str, remedy: str
) -> None:
    row = "status: registered, days: 11, discharged_on: 2018-06-01"
    policy = changed(tmp_path, "hospital_stay_allowance", row, given)
    with pytest.raises(UserError) as refused:
        run_examples(engine, policy, source=STAY, as_of=AS_OF)
    assert problem in refused.value.problem
    assert remedy in refused.value.remedy
    assert refused.value.place is not None
    assert refused.value.place.line == 23


@pytest.mark.parametrize("value", ["road_paved: maybe", "seen_at: 2018-01-01"])
def test_a_value_that_no_example_can_give(engine: DuckEngine, tmp_path: Path, value: str) -> None:
    policy = changed(tmp_path, "village_road", "road_paved: null", value)
    with pytest.raises(UserError, match="is no"):
        run_examples(engine, policy, source=VILLAGE, as_of=AS_OF)


def test_a_policy_without_examples(engine: DuckEngine) -> None:
    policy = replace(fixture("moved_household"), examples=())
    assert run_examples(engine, policy, source=SOURCE, as_of=AS_OF) == []


def test_explaining_an_amount(engine: DuckEngine) -> None:
    define(engine, STAYS, source=STAY)
    compiled = compile_policy(fixture("hospital_stay_allowance"), STAY, as_of=AS_OF)
    explained = explain_rows(engine, compiled, column="household_id", values=["h1", "h2"])
    assert [one.subject for one in explained] == ["s10", "s11", "s20", "s30", "sNone"]
    among = "in ('registered', 'exited_with_policies')"
    assert told(explained[1]).splitlines() == [
        "住院津贴 · s11",
        "  有效期内: 是",
        f"  贫困户: status {among}  →  'registered' {among}  是",
        "  住院从第11天起: days > free_days  →  11 > 10  是",
        "  符合条件: 是",
        "  从第11天起: paid_days = days - free_days  →  11 - 10  =  1",
        "  每天给予住院津贴50元: before_ceiling = paid_days * day_rate  →  1 * 50  =  50",
        "  最高给付500元: payable = least(before_ceiling, ceiling)  →  least(50, 500)  =  50",
        "  应得: 50.00 元",
    ]
    assert "10 > 10  no" in told(explained[0], language="en")
    assert told(explained[0], language="en").endswith("due: 0.00 yuan")
    assert "? > 10  不清楚" in told(explained[4])
    assert told(explained[4]).endswith("应得: 不清楚")
    assert explained[4].clauses[1].missing == ("days",)
    assert explained[4].steps[0].missing == ("days",)
    assert explained[1].outcome == Decimal(50)


def test_explaining_a_standard(engine: DuckEngine) -> None:
    rows: list[dict[str, Any]] = [
        {
            "village_code": "a",
            "village_kind": "administrative",
            "road_paved": True,
            "road_metres": 3,
        },
        {"village_code": "b", "village_kind": "natural"},
    ]
    define(engine, rows, source=VILLAGE)
    compiled = compile_policy(fixture("village_road"), VILLAGE, as_of=AS_OF)
    [paved, natural] = explain_rows(engine, compiled, values=["a", "b"])
    assert [clause.answer for clause in paved.standards] == [True, False]
    assert paved.standards[0].with_values == "true"
    assert told(paved).endswith("已达标: 否")
    assert told(natural).endswith("已达标: —")
    assert explain_rows(engine, compiled, values=[]) == []
    assert [one.subject for one in explain_rows(engine, compiled, values=None)] == ["a", "b"]
    with pytest.raises(UserError, match="no column `household_id`"):
        explain_rows(engine, compiled, column="household_id", values=["h1"])


def test_explaining_a_status(engine: DuckEngine) -> None:
    day = date(2018, 3, 1)
    rows: list[dict[str, Any]] = [
        {"household_id": "h1", "status": "exited", "moved_on": day},
        {"household_id": "h2"},
    ]
    define(engine, rows)
    compiled = compile_policy(fixture("moved_household"), SOURCE, as_of=AS_OF)
    moved, unknown = explain_rows(engine, compiled, values=["h1", "h2"])
    assert (moved.outcome, moved.dated_on) == ("resettled", day)
    assert told(moved, language="en").endswith("counts as: resettled")
    assert (unknown.outcome, unknown.in_force) == (None, None)
    assert told(unknown).endswith("认定为: 不清楚")


def test_a_day_among_the_values(engine: DuckEngine, tmp_path: Path) -> None:
    policy = changed(
        tmp_path, "moved_household", "test: \"status in ('registered', 'exited')\"",
        "test: moved_on > DATE '2018-01-01'",
    )  # fmt: skip
    define(engine, [{"household_id": "h1", "moved_on": date(2018, 3, 1)}])
    compiled = compile_policy(policy, SOURCE, as_of=AS_OF)
    [explained] = explain_rows(engine, compiled, values=["h1"])
    assert explained.clauses[0].with_values == "2018-03-01 > DATE '2018-01-01'"


def test_pages() -> None:
    stay = show_policy(fixture("hospital_stay_allowance"))
    assert stay.startswith("# S5 住院津贴（待确认）\n")
    assert "| payable | 最高给付500元 | `least(before_ceiling, ceiling)` |" in stay
    assert "| free_days | day | 2018-01-01: 10 |" in stay
    road = show_policy(fixture("village_road"), language="en")
    assert road.startswith("# T6 Paved road to the village\n")
    assert "| widest | metre | 2018-01-01: 3.5; 2020-01-01: not known |" in road
    assert "| kind | code | 2018-01-01: administrative |" in road
    assert "until (excluded): 2021-01-01" in road
    assert "road_paved: not known" in road
    moved = show_policy(replace(fixture("moved_household"), examples=()))
    assert moved.endswith("## 认定\n\nresettled\n")


def test_what_a_file_says(tmp_path: Path) -> None:
    stay, road, moved = map(fixture, ("hospital_stay_allowance", "village_road", "moved_household"))
    assert (stay.decides, road.decides, moved.decides) == ("amount", "holds", "status")
    assert (stay.confirmed, road.confirmed) == (False, True)
    assert (stay.each, stay.matches.programmes, stay.matches.by) == (
        *("event", ("hospital_stay_allowance",), "event"),
    )
    assert (road.each, road.matches.programmes, road.matches.by) == (
        *("once", ("road_works",), "event"),
    )
    assert (moved.cap, moved.matches.by, road.due_within) == (None, "event", 30)
    yearly = changed(tmp_path, "village_road", "by: event", "by: period")
    assert yearly.matches.by == "period"
    assert read_policy(FOLDER / "village_road.yaml").excludes == ("village_moved",)
