"""A budget: what several policies together may cost in a year, and what happens at its edge."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference import within_budget
from tests.unit.test_entitlement import County
from wuxiang.engine import DuckEngine
from wuxiang.entitlement import DUE
from wuxiang.pack import Budget

Answer = tuple[Decimal | None, str]


@pytest.fixture
def county() -> Iterator[County]:
    with DuckEngine(threads=1) as engine:
        found = County(engine)
        found.policy("sheep", budget="'awards'")
        found.policy("millet", budget="'awards'")
        found.policy("aid")
        yield found


def due(county: County, *, amount: str = "100", edge: str = "'in_part'") -> dict[str, Answer]:
    """What is due of each decision, and why less, under a budget of 2018."""
    county.budgets = [("awards", 2018, amount, edge), ("awards", 2019, "30", edge)]
    rows = {key: value[::3] for key, value in county.entitlements().items()}
    return {key: (amount_due, str(reason)) for key, (amount_due, reason) in rows.items()}  # type: ignore[misc]


def decide(county: County, subject: str, amount: str, on: str = "2018-06-01", **more: str) -> None:
    county.decided(
        more.pop("policy", "sheep"), subject, amount, dated_on=f"DATE '{on}'", payee=f"'{subject}'"
    )


def test_policies_share_one_sum_in_order_of_day(county: County) -> None:
    decide(county, "late", "50", "2018-07-01")
    decide(county, "early", "60", "2018-05-01", policy="millet")
    decide(county, "last", "1", "2018-07-02")
    decide(county, "elsewhere", "999", policy="aid")
    assert due(county) == {
        "early": (Decimal(60), ""),
        "late": (Decimal(40), "budget"),
        "last": (Decimal(0), "budget"),
        "elsewhere": (Decimal(999), ""),
    }


def test_at_the_very_edge_nothing_is_lacking(county: County) -> None:
    decide(county, "a", "60")
    decide(county, "b", "40")
    assert due(county) == {"a": (Decimal(60), ""), "b": (Decimal(40), "")}


def test_the_last_one_waits_where_the_pack_says_so_and_nobody_overtakes_him(county: County) -> None:
    decide(county, "a", "60", "2018-05-01")
    decide(county, "b", "40.01", "2018-06-01")
    decide(county, "c", "5", "2018-07-01")
    assert due(county, edge="'waits'") == {
        "a": (Decimal(60), ""),
        "b": (Decimal(0), "budget"),
        "c": (Decimal(0), "budget"),
    }


def test_on_one_day_the_policy_and_then_the_key_decide(county: County) -> None:
    decide(county, "a", "70", policy="sheep")
    decide(county, "z", "70", policy="millet")
    decide(county, "b", "70", policy="sheep")
    found = due(county)
    assert [found[key][0] for key in "zab"] == [Decimal(70), Decimal(30), Decimal(0)]


def test_each_year_has_its_own_sum(county: County) -> None:
    decide(county, "old", "100", "2018-12-31")
    decide(county, "new", "100", "2019-01-01")
    assert due(county) == {"old": (Decimal(100), ""), "new": (Decimal(30), "budget")}


def test_what_nobody_knows_stays_unknown_and_uses_up_nothing(county: County) -> None:
    decide(county, "unknown", "NULL", "2018-05-01")
    decide(county, "known", "100", "2018-06-01")
    assert due(county) == {"unknown": (None, ""), "known": (Decimal(100), "")}


@pytest.mark.parametrize(
    ("amount", "edge", "on", "expected"),
    [
        ("NULL", "'in_part'", "2018-06-01", [None, None, None]),
        ("100", "NULL", "2018-06-01", [Decimal(70), None, Decimal(0)]),
        ("100", "'in_part'", "2017-06-01", [None, None, None]),
    ],
    ids=["a sum nobody told", "an edge nobody told", "a year without a budget"],
)
def test_an_untold_budget_leaves_what_hangs_on_it_open(
    county: County, *, amount: str, edge: str, on: str, expected: list[Decimal | None]
) -> None:
    for subject in "abc":
        decide(county, subject, "70", on)
    found = due(county, amount=amount, edge=edge)
    assert [found[subject][0] for subject in "abc"] == expected


def test_a_cap_comes_before_the_budget(county: County) -> None:
    county.policy("goats", budget="'awards'", cap_period="'year'")
    for subject in ("a", "b"):
        county.decided(
            "goats", subject, "80", cap_key="'h1'", cap_amount="90", payee=f"'{subject}'"
        )
    decide(county, "c", "20", "2018-06-02")
    assert due(county) == {
        "a": (Decimal(80), ""),
        "b": (Decimal(10), "capped"),
        "c": (Decimal(10), "budget"),
    }


def test_a_budget_raised_within_a_year_holds_for_the_whole_of_it() -> None:
    raised = Budget(
        "awards",
        "law",
        ((date(2018, 1, 1), Decimal(100)), (date(2018, 7, 1), Decimal(150))),
        ((date(2018, 1, 1), "in_part"), (date(2019, 1, 1), None)),
    )
    today = date(2019, 4, 30)
    assert raised.in_year(2017, today) == (None, None)
    assert raised.in_year(2018, today) == (Decimal(150), "in_part")
    assert raised.in_year(2018, date(2018, 6, 30)) == (Decimal(100), "in_part")
    assert raised.in_year(2019, today) == (Decimal(150), None)


AMOUNTS = st.none() | st.integers(0, 60).map(Decimal)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.sampled_from(["millet", "sheep"]), AMOUNTS), max_size=9
    ),
    st.none() | st.integers(0, 150).map(Decimal),
    st.sampled_from([None, "in_part", "waits"]),
)
def test_the_slow_interpreter_agrees(
    rows: list[tuple[int, str, Decimal | None]], amount: Decimal | None, edge: str | None
) -> None:
    claims = [
        (f"2018-06-0{day}", policy, f"s{number}", claim)
        for number, (day, policy, claim) in enumerate(rows)
    ]
    values = ", ".join(
        f"('{policy}', '{subject}', DATE '{on}', {'NULL' if claim is None else claim})"
        for on, policy, subject, claim in claims
    )
    with DuckEngine(threads=1) as engine:
        engine.keep(
            "after_cap",
            "SELECT policy, subject, CAST(dated_on AS DATE) AS dated_on, '' AS household_id, "
            "'' AS payee, '' AS village_code, '' AS period, '' AS event, NULL AS at_stake, "
            "true AS confirmed, due AS computed, "
            "CAST(due AS DECIMAL(18, 2)) AS due, '' AS reason "
            f"FROM (VALUES {values or '(NULL, NULL, NULL, NULL)'}) "
            "AS claims(policy, subject, dated_on, due) WHERE subject IS NOT NULL",
        )
        engine.keep("terms", "SELECT unnest(['sheep', 'millet']) AS policy, 'awards' AS budget")
        engine.keep(
            "budgets",
            "SELECT 'awards' AS budget, 2018 AS year, "
            f"CAST({'NULL' if amount is None else amount} AS DECIMAL(18, 2)) AS amount, "
            f"CAST({'NULL' if edge is None else repr(edge)} AS VARCHAR) AS at_the_edge",
        )
        steps = dict(DUE)
        for name in ("budgeted", "after_budget"):
            engine.keep(name, steps[name])
        rows_due = engine.rows("SELECT subject, due FROM after_budget")
        found = {str(row[0]): row[1] for row in rows_due}
    assert found == within_budget(claims, amount, edge)
    known = [Decimal(str(one)) for one in found.values() if one is not None]
    assert amount is None or sum(known) <= amount
