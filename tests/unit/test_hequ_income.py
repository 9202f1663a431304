"""Hequ's rules of raising income: awards within their budget, industries, water, land, wages."""

from datetime import date
from decimal import Decimal

import pytest

from tests.hequ_county import POLICIES, Row, Rows, county, household, member, pack, standing
from wuxiang.policy import read_policy

ZONES = {"plain", "half_hill", "high_hill"}
AWARDS = {name: one for name, one in pack().policies.items() if one.budget == "industry_awards"}
UPLAND: Rows = [{"village_code": "v1", "zone": "high_hill"}]


def application(number: str = "a1", **columns: object) -> Row:
    """An application of h1 for 10 mu of millet that passed everything in 2018."""
    row: Row = {"application_id": number, "household_id": "h1", "award": "award_millet"}
    row |= {"submitted_on": "2018-05-01", "inspected_on": "2018-08-01", "accepted_quantity": 10}
    row |= {"award_shown_from": "2018-08-10", "award_shown_to": "2018-08-16", "objection": False}
    return {**row, **columns}


def farm(applications: Rows, status: str | None = "registered", **tables: Rows) -> dict[str, Rows]:
    """Household h1 of v1, high in the hills, with these applications."""
    return {
        "household": [household()],
        "household_status": standing(status),
        "village": UPLAND,
        "industry_award": applications,
        **tables,
    }


def test_twenty_awards_reach_over_the_whole_chain_and_every_zone() -> None:
    assert len(AWARDS) == 20
    links = {next(iter(one.amount)).law[:2] for one in AWARDS.values()}
    assert links == {"种植", "养殖", "加工", "销售"}
    rates = {step.name for one in AWARDS.values() for step in one.parameters}
    assert rates == {f"{zone}_rate" for zone in ZONES}
    assert pack().county.budgets["industry_awards"].in_year(2018, date(2019, 4, 30)) == (
        Decimal(45_000_000),
        "in_part",
    )


@pytest.mark.parametrize(
    ("changed", "passed"),
    [
        ({}, True),
        ({"award_shown_to": "2018-08-15"}, False),
        ({"award_shown_to": None}, None),
        ({"award_shown_from": "2019-04-20", "award_shown_to": "2019-04-29"}, True),
        ({"award_shown_from": "2019-04-20", "award_shown_to": "2019-04-30"}, False),
        ({"award_shown_from": "2019-04-28", "award_shown_to": "2019-05-10"}, False),
        ({"award_shown_from": None, "award_shown_to": None, "objection": None}, False),
        ({"award_shown_from": None}, None),
        ({"objection": True}, False),
        ({"objection": None}, None),
        ({"accepted_quantity": 0}, False),
        ({"accepted_quantity": None}, None),
        ({"inspected_on": None}, None),
        ({"inspected_on": None, "accepted_quantity": None}, False),
    ],
)
def test_an_application_goes_from_inspection_over_notice_to_award(
    changed: Row, passed: bool | None
) -> None:
    place = county(**farm([application(**changed)]))
    assert place.one("award_claim")["passed"] is passed
    amounts = {True: Decimal(1800), False: Decimal(0), None: None}
    assert place.answers("award_millet")["a1"]["amount"] == amounts[passed]


def test_the_status_of_the_day_of_application_counts() -> None:
    statuses = [
        {"household_id": "h1", "from_date": "2014-01-01", "status": "ordinary"},
        {"household_id": "h1", "from_date": "2018-05-01", "status": "registered"},
    ]
    earlier = application("a0", submitted_on="2018-04-30")
    place = county(**farm([application(), earlier]) | {"household_status": statuses})
    assert [row["passed"] for row in place.fact("award_claim")] == [False, True]


def test_awards_are_due_in_order_of_inspection_until_the_budget_is_used_up() -> None:
    large = [
        application(f"a{day}", inspected_on=f"2018-08-0{day}", accepted_quantity=100_000)
        for day in (1, 2, 3, 4)
    ]
    place = county(**farm(large))
    settled = {row["subject"]: (row["due"], row["reason"]) for row in place.settle(AWARDS)}
    assert settled == {
        "a1": (Decimal(18_000_000), "not_come"),
        "a2": (Decimal(18_000_000), "not_come"),
        "a3": (Decimal(9_000_000), "budget"),
        "a4": (Decimal(0), "budget"),
    }
    assert place.figure("awards_due") == 45_000_000
    assert place.figure("awards_beyond_budget") == 27_000_000
    assert place.figure("awards_paid") == 0
    assert place.figure("award_policies") == 20


def test_an_award_paid_beyond_the_budget_is_undue_and_one_not_paid_is_missing() -> None:
    claims = [
        application("a1", accepted_quantity=250_000),
        application("a2", inspected_on="2018-08-02"),
    ]
    paid: Row = {
        "payment_id": "b1",
        "programme": "award_millet",
        "household_id": "h1",
        "state": "paid",
    }
    paid |= {"event_id": "a2", "amount": 1800, "paid_on": "2018-12-01"}
    settled = county(**farm(claims, benefit_paid=[paid])).settle(AWARDS)
    assert {row["subject"]: row["class"] for row in settled} == {"a1": "missing", "a2": "undue"}


@pytest.mark.parametrize(
    ("industries", "covered"),
    [
        ([("2017-01-01", None, True)], True),
        ([("2017-01-01", "2019-04-30", True)], False),
        ([("2019-05-01", None, True)], False),
        ([("2017-01-01", None, False)], False),
        ([("2017-01-01", None, None)], None),
        ([("2017-01-01", None, None), ("2018-01-01", None, True)], True),
        ([], None),
    ],
)
def test_a_household_takes_part_in_a_specialty_industry(
    industries: list[tuple[str, str | None, bool | None]], covered: bool | None
) -> None:
    names = ("household_id", "industry", "from_date", "to_date", "specialty")
    rows = [dict(zip(names, ("h1", "谷子", *one), strict=True)) for one in industries]
    place = county(**farm([], household_industry=rows))
    assert place.answers("industry_coverage")["h1"]["holds"] is covered
    if not rows:  # without a ledger nobody knows; with one, whoever is not in it has none
        others = [{"household_id": "h9", "industry": "谷子", "from_date": "2017-01-01"}]
        listed = county(**farm([], household_industry=others))
        assert listed.answers("industry_coverage")["h1"]["holds"] is False
    assert place.figure("industry_covered_share") == (100 if covered else 0)


def watered(code: str, land: float | None, people: int | None = 100, **columns: object) -> Row:
    """A village's entry in the irrigation ledger of 2018, its works in use."""
    row: Row = {"village_code": code, "year": 2018, "ledger_on": "2018-12-10"}
    return {**row, "irrigated_land": land, "residents": people, "in_use": True, **columns}


def test_irrigated_land_is_an_average_of_the_county_and_no_village_fails_for_having_less() -> None:
    codes = ("v1", "v2", "v3", "v4")
    areas: Rows = [
        {"area_code": code, "valid_from": "2018-10-31", "level": "village", "name": code}
        for code in codes
    ]
    place = county(
        area=areas,
        village=[{"village_code": code} for code in codes],
        irrigation=[
            watered("v1", 40),
            watered("v1", 9999, ledger_on="2019-05-01", year=2019),
            watered("v2", 160),
            watered("v3", None),
        ],
    )
    holds = {key: row["holds"] for key, row in place.answers("irrigation_ledger").items()}
    assert holds == {"v1": True, "v2": True, "v3": None, "v4": None}
    short = {key: row["eligible"] for key, row in place.answers("irrigation_short").items()}
    assert short == {"v1": True, "v2": False, "v3": None, "v4": None}
    assert place.figure("irrigated_per_head") == 1
    assert place.figure("irrigation_short_villages") == 1


def test_money_counts_when_it_has_arrived_and_is_lacking_from_its_day_on() -> None:
    tranche: Row = {"purpose": "irrigation", "planned": 100, "due_on": "2019-04-29"}
    place = county(
        fund=[
            {**tranche, "fund_id": "z1", "arrived_on": "2019-04-30", "arrived": 100},
            {**tranche, "fund_id": "z2"},
            {**tranche, "fund_id": "z3", "due_on": "2019-04-30"},
            {**tranche, "fund_id": "z4", "arrived_on": "2019-05-01", "arrived": 100},
            {**tranche, "fund_id": "z5", "arrived_on": "2019-01-01"},
            {**tranche, "fund_id": "z6", "purpose": "resettlement"},
        ]
    )
    answers = place.answers("irrigation_fund")
    assert {key: row["holds"] for key, row in answers.items() if row["eligible"]} == {
        "z1": True,
        "z2": False,
        "z3": True,
        "z4": True,
        "z5": None,
    }
    assert place.figure("irrigation_invested") == 100


def test_land_counts_once_it_is_accepted_by_the_kind_of_work() -> None:
    done: Row = {"work": "developed", "approved_on": "2015-03-01", "planned_area": "10.5"}
    done |= {"land_finish_by": "2016-10-01", "land_finished_on": "2016-09-01"}
    accepted = {"accepted_on": "2016-12-01", "accepted_area": "10.5"}
    place = county(
        land_project=[
            {**done, **accepted, "project_id": "d1"},
            {**done, **accepted, "project_id": "d2", "accepted_area": "10.25"},
            {**done, "project_id": "d3"},
            {**done, **accepted, "project_id": "d4", "approved_on": "2013-12-31"},
            {**done, **accepted, "project_id": "d5", "work": "basic"},
        ]
    )
    holds = {key: row["holds"] for key, row in place.answers("land_project_stages").items()}
    assert holds == {"d1": True, "d2": False, "d3": False, "d4": True, "d5": True}
    assert place.figure("land_developed") == Decimal("20.75")
    figures = ("land_high_standard", "land_basic", "land_consolidated", "land_reclaimed")
    assert [place.figure(name) for name in figures] == [0, Decimal("10.5"), 0, 0]


def test_wages_of_registered_workers_are_due_and_what_did_not_come_is_a_gap() -> None:
    month: Row = {"person_id": "p1", "works": "渠", "month_end": "2018-06-30", "days_worked": 10}
    month |= {"day_rate": 120}
    place = county(
        household=[household(), household("h2")],
        household_status=[*standing("registered"), *standing("ordinary", "h2")],
        person=[member(), member("p2", "h2")],
        work_roll=[
            {**month, "roll_id": "y1"},
            {**month, "roll_id": "y2", "month_end": "2018-07-31", "days_worked": "12.5"},
            {**month, "roll_id": "y3", "month_end": "2018-08-31", "day_rate": None},
            {**month, "roll_id": "y4", "person_id": "p2"},
        ],
        benefit_paid=[
            {
                "payment_id": "b1",
                "programme": "work_wages",
                "person_id": "p1",
                "event_id": "y1",
                "amount": 1200,
                "paid_on": "2018-08-01",
                "state": "paid",
            }
        ],
    )
    settled = {row["subject"]: (row["due"], row["class"]) for row in place.settle(["work_wages"])}
    assert settled == {
        "y1": (Decimal(1200), "received"),
        "y2": (Decimal(1500), "missing"),
        "y3": (None, "unknown"),
    }
    figures = ("works_workers", "works_days", "works_wages_unpaid")
    assert [place.figure(name) for name in figures] == [1, Decimal("22.5"), 1500]


def test_a_rate_moved_moves_the_award() -> None:
    policy = read_policy(POLICIES["award_millet"])
    assert policy.parameters[1].values == ((date(2018, 1, 1), Decimal(180)),)
    place = county(**farm([application(accepted_quantity="0.01")]))
    assert place.answers("award_millet")["a1"]["amount"] == Decimal("1.80")
