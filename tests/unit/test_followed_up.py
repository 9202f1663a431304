"""What becomes of a task when its gap is no longer found, or has become another."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.unit.test_entitlement import County
from wuxiang.engine import DuckEngine

LONG_AGO, TODAY = date(2019, 1, 1), date(2019, 4, 30)


@pytest.fixture
def before() -> Iterator[County]:
    """What was missing, and what came though nothing was due."""
    with DuckEngine() as engine:
        county = County(engine)
        county.policy("p")
        county.decided("p", "s1", "50")
        county.paid("b1", "p", "70", event_id="'s9'", household_id="'h1'")
        county.settle()
        yield county


@pytest.fixture
def later(before: County) -> Iterator[County]:
    with DuckEngine() as engine:
        county = County(engine)
        engine.take("kept", before.engine.arrow("SELECT * FROM task"))
        county.tasks_before = f"SELECT * REPLACE (DATE '{LONG_AGO}' AS since) FROM kept"
        county.policy("p")
        yield county


def tasks(county: County) -> dict[object, tuple[object, ...]]:
    county.settle()
    rows = county.engine.rows("SELECT subject, kind, state, since FROM task")
    return {row[0]: row[1:] for row in rows}


def test_a_gap_of_another_kind_counts_from_the_day_it_was_found(later: County) -> None:
    later.decided("p", "s1", "50")
    later.paid("b1", "p", "120", event_id="'s1'")
    assert tasks(later)["s1"] == ("double", "open", TODAY)


def test_without_the_list_of_its_policy_no_gap_is_closed(later: County) -> None:
    later.decided("p", "s2", "50")
    later.paid("b2", "p", "50", event_id="'s2'")
    later.refused.append("SELECT 'p', 's1', 'p1', 'h1', true")
    assert tasks(later)["s1"] == ("missing", "closure_proposed", LONG_AGO)
    later.silent = True
    assert tasks(later)["s1"] == ("missing", "not_known", LONG_AGO)


def test_the_gap_of_an_event_that_no_list_names_any_more_is_not_closed(later: County) -> None:
    later.decided("p", "s2", "50")
    later.paid("b2", "p", "50", event_id="'s2'")
    assert tasks(later)["s1"] == ("missing", "not_known", LONG_AGO)


def test_without_a_list_of_payments_no_gap_is_closed(later: County) -> None:
    later.decided("p", "s1", "50")
    later.payments_came = False
    found = tasks(later)
    assert found["s1"] == ("missing", "not_known", LONG_AGO)
    assert found["payment/b1"] == ("undue", "not_known", LONG_AGO)


def test_money_that_came_unexpected_is_one_task_whatever_its_payments_are_numbered(
    later: County,
) -> None:
    later.decided("p", "s1", "50")
    later.paid("b0", "p", "30", event_id="'s9'", household_id="'h1'")
    later.paid("b1", "p", "70", event_id="'s9'", household_id="'h1'")
    assert tasks(later) == {
        "s1": ("missing", "open", LONG_AGO),
        "payment/b0": ("undue", "open", LONG_AGO),
    }


def test_money_that_came_unexpected_waits_for_what_is_not_known_of_its_home(later: County) -> None:
    later.decided("p", "s1", "50")
    later.decided("p", "s9", "NULL", missing="'days'")
    later.paid("b1", "p", "70", event_id="'s9'")
    assert tasks(later)["payment/b1"] == ("undue", "not_known", LONG_AGO)
