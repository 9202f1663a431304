"""A parameter is read as it stood on the day; before its first day, or while untold, not known."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.spec.sample import AS_OF, BLANK, SOURCE, clauses, computed, define, every_row, steps
from wuxiang.engine import DuckEngine
from wuxiang.policy import compile_policy
from wuxiang.policy.model import InForce

DATED = replace(
    BLANK,
    dated_by="moved_on",
    in_force=InForce(date(2017, 1, 1), date(2020, 1, 1)),
    amount=steps({"paid": "rate * days"}),
)


def test_as_of_is_the_day_of_the_run(engine: DuckEngine) -> None:
    assert computed(engine, "rate") == Decimal("62.5")
    assert computed(engine, "untold + 1") is None


@pytest.mark.parametrize(
    ("moved_on", "in_force", "rate", "amount"),
    [
        (date(2016, 12, 31), False, None, 0),
        (date(2017, 1, 1), True, None, None),
        (date(2018, 1, 1), True, 50, 500),
        (date(2018, 12, 31), True, 50, 500),
        (date(2019, 1, 1), True, Decimal("62.5"), 625),
        (date(2019, 12, 31), True, Decimal("62.5"), 625),
        (date(2020, 1, 1), False, Decimal("62.5"), 0),
        (None, None, None, None),
    ],
)
def test_dated_by_a_column(
    engine: DuckEngine,
    *,
    moved_on: date | None,
    in_force: bool | None,
    rate: Decimal | None,
    amount: int | None,
) -> None:
    define(engine, [{"household_id": "h1", "moved_on": moved_on, "days": 10}])
    [row] = every_row(engine, compile_policy(DATED, SOURCE, as_of=AS_OF))
    assert (row["in_force"], row["rate"], row["amount"]) == (in_force, rate, amount)
    assert row["eligible"] is in_force


def test_no_day_is_a_question_unless_a_clause_says_no(engine: DuckEngine) -> None:
    policy = replace(DATED, eligible=clauses({"disabled_one": "disabled"}))
    define(engine, [{"household_id": "h1", "disabled": False}, {"household_id": "h2", "days": 1}])
    compiled = compile_policy(policy, SOURCE, as_of=AS_OF)
    columns = "subject, eligible, unclear, missing"
    assert engine.rows(f"SELECT {columns} FROM ({compiled.decisions})") == [
        ("h2", None, "in_force,disabled_one,paid", "moved_on,disabled")
    ]
