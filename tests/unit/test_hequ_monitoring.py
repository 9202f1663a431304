"""Monitoring of relapse over a few rows: signals, rolling window, clock, help and removal."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.hequ_county import TODAY, County, Row, Rows, county, household, member, standing


def ago(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days)


ELSEWHERE: dict[str, Rows] = {
    "hospital_stay": [{"stay_id": "x", "person_id": "p9", "discharged_on": ago(9)}],
    "accident": [{"accident_id": "x", "person_id": "p9", "occurred_on": ago(9)}],
}
"""Lists that have come, with somebody else in them."""


def place(**tables: Rows) -> County:
    """Household h1 of two, which left poverty, in a county whose lists have come."""
    return county(
        household=[household()],
        household_status=standing("exited"),
        person=[member("p1"), member("p2")],
        **{**ELSEWHERE, **tables},
    )


def stay(cost: str | None, days: int = 20, paid: str | None = "0", key: str = "s1") -> Row:
    """A stay of p1 that ended so many days ago."""
    row: Row = {"stay_id": key, "person_id": "p1", "discharged_on": ago(days)}
    return {**row, "total_cost": cost, "reimbursed": paid}


def undated(cost: str, **columns: object) -> Row:
    """A stay of which nobody wrote down when it ended."""
    return {**stay(cost, key="s9"), "discharged_on": None, **columns}


OTHER: Rows = [{"clue_id": "x", "household_id": "h9", "clue_on": ago(9)}]


@pytest.mark.parametrize(
    ("stays", "cost", "sudden"),
    [
        ([stay("12000", paid="2000")], Decimal(10000), True),
        ([stay("9999.99")], Decimal("9999.99"), False),
        ([stay("6000"), stay("4000", 364, key="s2")], Decimal(10000), True),
        ([stay("6000"), stay("4000", 365, key="s2")], Decimal(6000), False),
        ([stay("6000"), stay("9000", paid=None, key="s2")], None, None),
        ([stay("6000"), undated("9000")], None, None),
        ([stay("6000"), undated("9000", admitted_on="2018-04-30")], Decimal(6000), False),
    ],
)
def test_a_large_cost_of_the_last_year_is_sudden_hardship(
    stays: Rows, cost: Decimal | None, sudden: bool | None
) -> None:
    there = place(hospital_stay=stays)
    assert there.one("relapse_signal")["self_paid"] == cost
    assert there.answers("sudden_hardship_household")["h1"]["eligible"] is sudden


def test_while_a_list_has_not_come_nobody_knows_of_a_stay_or_an_accident() -> None:
    small = place(hospital_stay=[stay("6000")], accident=[])
    assert small.one("relapse_signal")["accident_relapse"] is None
    assert small.answers("sudden_hardship_household")["h1"]["eligible"] is None
    hurt: Row = {"accident_id": "a", "person_id": "p1", "occurred_on": ago(40)}
    for caused, answer in ((True, True), (False, None)):
        there = place(hospital_stay=[], accident=[{**hurt, "causes_relapse": caused}])
        assert there.one("relapse_signal")["self_paid"] is None
        assert there.answers("sudden_hardship_household")["h1"]["eligible"] is answer


@pytest.mark.parametrize(
    ("days", "clues", "answer"),
    [
        (15, OTHER, True),
        (16, OTHER, False),
        (16, [{"clue_id": "c", "household_id": "h1", "clue_on": ago(3)}], True),
        (16, [{"clue_id": "c", "household_id": "h1", "clue_on": ago(365)}], False),
        (16, [], None),
    ],
)
def test_a_warning_is_looked_into_within_fifteen_days(
    days: int, clues: Rows, answer: bool | None
) -> None:
    match: Row = {"match_id": "m1", "match_meaning": "warning", "household_id": "h1"}
    there = place(
        list_match=[{**match, "kind": "dropout", "event_on": ago(days), "recorded_on": ago(1)}],
        monitoring_clue=clues,
    )
    assert there.answers("warning_followed")["h1"]["holds"] is answer
    assert there.figure("warnings_unfollowed") == (1 if answer is False else 0)


def test_a_flag_is_no_warning_and_an_accident_that_throws_back_is_one() -> None:
    match: Row = {"match_id": "m1", "household_id": "h1", "recorded_on": ago(1)}
    flagged = place(list_match=[{**match, "match_meaning": "flag"}])
    assert flagged.fact("relapse_signal") == []
    hurt: Row = {"accident_id": "a", "person_id": "p1", "occurred_on": ago(40)}
    for caused, answer in ((True, True), (False, False), (None, None)):
        there = place(accident=[{**hurt, "causes_relapse": caused}])
        assert there.answers("warning_followed")["h1"]["eligible"] is answer


def test_one_accident_that_nobody_assessed_leaves_open_whether_one_throws_back() -> None:
    hurt: Row = {"person_id": "p1", "occurred_on": ago(40)}
    for first, second, answer in (
        ({"causes_relapse": False}, {"causes_relapse": None}, None),
        ({"causes_relapse": True}, {"causes_relapse": None}, True),
        ({"causes_relapse": False}, {"causes_relapse": False}, False),
        ({"causes_relapse": False}, {"causes_relapse": True, "occurred_on": None}, None),
    ):
        both = [{**hurt, "accident_id": "a", **first}, {**hurt, "accident_id": "b", **second}]
        assert place(accident=both).answers("sudden_hardship_household")["h1"]["eligible"] is answer


def months(number: int, first: date = date(2018, 4, 1), **columns: object) -> Rows:
    """So many months from the first on: 1,000 yuan earned, 200 spent unavoidably."""
    begins = [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(number)
    ]
    usual: Row = {"household_id": "h1", "month_income": 1000, "rigid_expense": 200}
    rows: Rows = [{**usual, "month_begin": begin} for begin in begins]
    rows[-1] |= columns
    return rows


@pytest.mark.parametrize(
    ("rows", "known", "per_head"),
    [
        (months(12), 12, 4800),
        (months(14, date(2018, 3, 1)), 12, 4800),
        (months(11), 11, None),
        (months(12, rigid_expense=None), 11, None),
        (months(12, month_income=1400), 12, 5000),
    ],
)
def test_the_window_is_the_twelve_months_before_this_one(
    rows: Rows, known: int, per_head: int | None
) -> None:
    there = place(income_month=rows)
    found = there.one("rolling_income")
    assert (found["months_known"], found["rolling_per_head"]) == (known, per_head)
    eligible = there.answers("rolling_income_household")["h1"]["eligible"]
    assert eligible is (None if per_head is None else per_head < 5000)


def clue(**columns: object) -> Rows:
    """A clue decided on the fifteenth day, with a notice of five days, once."""
    row: Row = {"clue_id": "c", "household_id": "h1", "clue_on": ago(20), "ruled_on": ago(5)}
    row |= {"ruled_as": "unstable", "looked_on": ago(18), "compared_on": ago(17)}
    row |= {"shown_from": ago(12), "shown_to": ago(8), "times_shown": 1}
    return [{**row, **columns}]


@pytest.mark.parametrize(
    ("columns", "answer"),
    [
        ({}, True),
        ({"ruled_on": ago(4)}, False),
        ({"shown_to": ago(9)}, False),
        ({"times_shown": 2}, False),
        ({"shown_to": None}, None),
        ({"looked_on": None}, None),
        ({"ruled_on": None, "clue_on": ago(15)}, True),
        ({"ruled_on": None, "clue_on": ago(16)}, False),
        ({"ruled_as": "none", "shown_from": None, "shown_to": None, "times_shown": None}, True),
    ],
)
def test_the_clock_of_a_clue(columns: Row, answer: bool | None) -> None:
    there = place(monitoring_clue=clue(**columns))
    assert there.answers("clue_decided")["c"]["holds"] is answer


def risk(**columns: object) -> Rows:
    """A household at risk for ninety days."""
    return [{"household_id": "h1", "identified_on": ago(90), "risk_kind": "unstable", **columns}]


def measure(days: int, key: str = "h1") -> Rows:
    """A measure begun so many days ago."""
    return [{"household_id": key, "risk_help": "health", "from_date": ago(days)}]


@pytest.mark.parametrize(
    ("identified", "measures", "answer"),
    [
        (90, measure(90), True),
        (90, measure(91), False),
        (30, measure(9, "h9"), True),
        (31, measure(9, "h9"), False),
        (90, [], None),
    ],
)
def test_whoever_is_at_risk_is_helped(identified: int, measures: Rows, answer: bool | None) -> None:
    there = place(risk=risk(identified_on=ago(identified)), risk_measure=measures)
    [row] = there.answers("risk_helped").values()
    assert row["holds"] is answer


SOUND = {f"{name}_after": True for name in ("schooling", "medical", "housing", "water")}


@pytest.mark.parametrize(
    ("columns", "measures", "answer"),
    [
        ({}, measure(60), True),
        ({"income_after": "4999.99"}, measure(60), False),
        ({"water_after": False}, measure(60), False),
        ({"housing_after": None}, measure(60), None),
        ({}, measure(60, "h9"), False),
        ({"removal": "by_itself"}, measure(60, "h9"), True),
        ({"removal": None}, measure(60, "h9"), None),
    ],
)
def test_a_risk_is_removed_when_every_condition_holds(
    columns: Row, measures: Rows, answer: bool | None
) -> None:
    removed: Row = {"removed_on": ago(5), "removal": "by_help", "income_after": 5000, **SOUND}
    there = place(risk=risk(**removed | columns), risk_measure=measures)
    [row] = there.answers("risk_removed_soundly").values()
    assert (row["eligible"], row["holds"]) == (True, answer)
    assert there.answers("risk_helped")[next(iter(there.answers("risk_helped")))]["eligible"] is (
        False
    )
