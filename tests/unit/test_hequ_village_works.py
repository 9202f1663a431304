"""Village services and who answers, over a few rows: yes, no, and what nobody told us."""

from decimal import Decimal

import pytest

from tests.hequ_county import TODAY, County, Row, Rows, county, with_parameter

VILLAGE = {"village_code": "140930100200", "poor_village": True}
CODE = "140930100200"
AREAS: Rows = [
    {"area_code": code, "level": level, "name": code, "valid_from": "2018-10-31"}
    for code, level in (
        ("140930000000", "county"),
        ("140930100000", "township"),
        (CODE, "village"),
    )
]
HELPER: Row = {"helper_id": "b1", "payroll": "public", "from_date": "2016-01-01"}


def place(**tables: Rows) -> County:
    """One village in its township and county."""
    return county(area=AREAS, village=[VILLAGE], **tables)


def holds(place: County, policy: str) -> bool | None:
    """Whether the policy holds for its only eligible row."""
    [answer] = [row for row in place.answers(policy).values() if row["eligible"]]
    found = answer["holds"]
    assert found is None or isinstance(found, bool)
    return found


def defect(**columns: object) -> Rows:
    """A defect found a hundred days ago, with a term of ninety."""
    usual = {"defect_id": "d1", "village_code": CODE, "service": "water", "round": 1}
    usual |= {"found_on": "2019-01-20", "repair_due_on": "2019-04-20"}
    return [{**usual, **columns}]


@pytest.mark.parametrize(
    ("columns", "answer", "figures"),
    [
        ({}, False, (0, 1, 0)),
        ({"repair_due_on": TODAY}, True, (1, 0, 0)),
        ({"repair_due_on": None}, None, (0, 0, 0)),
        ({"mended_on": "2019-03-31"}, True, (0, 0, 1)),
        ({"mended_on": "2019-03-30"}, False, (0, 0, 1)),
        ({"mended_on": "2019-03-30", "repair_checked_on": "2019-04-02"}, None, (0, 0, 0)),
        (
            {"mended_on": "2019-03-30", "repair_checked_on": TODAY, "repair_passed": True},
            True,
            (0, 0, 0),
        ),
    ],
)
def test_a_defect_is_open_overdue_unchecked_or_done(
    columns: Row, answer: bool | None, figures: tuple[int, int, int]
) -> None:
    there = place(service_defect=defect(**columns))
    assert holds(there, "service_defect_repaired") is answer
    names = ("defects_open", "defects_overdue", "defects_unchecked")
    assert tuple(there.figure(name) for name in names) == figures


def test_a_defect_found_tomorrow_is_not_there_yet() -> None:
    assert place(service_defect=defect(found_on="2019-05-01")).figure("defects_found") == 0


SURVEY = {
    "village_code": CODE,
    "litres_per_day": 50,
    "quality_passed": True,
    **dict.fromkeys(("domestic_power", "production_power", "hardened_road", "broadband"), True),
}


def rounds(number: int, **columns: object) -> Rows:
    """So many rounds of the survey, the last one with these columns."""
    found = [
        {**SURVEY, "round": one, "surveyed_on": f"2018-0{one}-01"} for one in range(1, number + 1)
    ]
    return [*found[:-1], {**found[-1], **columns}]


HOUSES: dict[str, Rows] = {
    "household": [{"household_id": "h1", "village_code": CODE}],
    "house": [{"house_id": "w1", "household_id": "h1"}],
    "house_survey": [{"house_id": "w1", "round": 1, "surveyed_on": "2018-05-01"}],
}


def test_a_village_is_surveyed_when_every_service_was_looked_at_in_both_rounds() -> None:
    policy = "village_surveyed_in_rounds"
    assert holds(place(village_survey=rounds(2), **HOUSES), policy) is True
    assert holds(place(village_survey=rounds(1), **HOUSES), policy) is False
    unseen = place(village_survey=rounds(2, broadband=None), **HOUSES)
    assert unseen.answers(policy)[CODE]["network"] is False
    other = rounds(2)[:1]
    other[0]["village_code"] = "140930100999"
    assert place(village_survey=other, **HOUSES).one("village_surveyed")["rounds"] == 0


def test_a_house_that_no_other_list_knows_may_be_one_of_any_village() -> None:
    for homes, answer in (([{"household_id": "h1", "village_code": "v9"}], False), ([], None)):
        there = place(village_survey=rounds(2), **HOUSES | {"household": homes})
        assert there.one("village_surveyed")["housing_seen"] is answer


def test_without_lists_of_surveys_nobody_knows() -> None:
    answers = place().answers("village_surveyed_in_rounds")[CODE]
    assert [answers[name] for name in ("in_rounds", "water", "housing", "holds")] == [None] * 4


def price(**columns: object) -> Rows:
    """4,000 m³ at 3 yuan, subsidised with 4,000 yuan."""
    usual: Row = {"village_code": CODE, "year": 2018, "water_sold": 4000, "price_charged": 3}
    return [{**usual, "water_subsidy": 4000, "subsidised_on": "2018-12-20", **columns}]


@pytest.mark.parametrize(
    ("columns", "answer"),
    [
        ({}, True),
        ({"water_subsidy": "3999.99"}, False),
        ({"price_charged": "3.01"}, False),
        ({"water_sold": None}, None),
        ({"year": 2017}, None),
        ({"village_code": "140930100999"}, None),
    ],
)
def test_water_is_subsidised_and_affordable(columns: Row, answer: bool | None) -> None:
    there = place(water_price=price(**columns))
    assert holds(there, "water_price_subsidy") is answer


def test_a_village_left_out_of_the_list_got_no_subsidy() -> None:
    there = place(water_price=price(village_code="140930100999"))
    assert there.one("village_water_price")["water_subsidy"] == 0
    assert place().one("village_water_price")["water_subsidy"] is None


def test_a_higher_rate_leaves_the_subsidy_too_small() -> None:
    there = place(water_price=price())
    dearer = with_parameter("water_price_subsidy", "subsidy_rate", Decimal("1.01"))
    assert there.figure("water_subsidised_villages") == 1
    assert there.figure("water_subsidised_villages", dearer) == 0


def look(phase: str, score: int | None, on: str, *, dirty: bool | None = False) -> Row:
    """How the village looked."""
    row: Row = {"village_code": CODE, "phase": phase, "assessed_on": on, "dirty": dirty}
    return {**row, "disorderly": False, "shabby": False, "appearance_score": score}


FUND: Rows = [
    {
        "fund_id": "z1",
        "purpose": "whole_village",
        "origin": "bond",
        "village_code": CODE,
        "fund_amount": 100,
        "arranged_on": "2018-05-01",
    }
]


def test_a_poor_village_is_improved_when_it_looks_clearly_better() -> None:
    before, after = look("before", 50, "2016-05-01"), look("after", 60, "2018-11-01")
    policy = "whole_village_improved"
    assert holds(place(village_appearance=[before, after], service_fund=FUND), policy) is True
    worse = look("after", 59, "2019-01-01")
    assert holds(place(village_appearance=[before, after, worse], service_fund=FUND), policy) is (
        False
    )
    unseen = look("after", None, "2018-11-01", dirty=None)
    assert holds(place(village_appearance=[before, unseen], service_fund=FUND), policy) is None
    elsewhere = [{**FUND[0], "village_code": "140930100999"}]
    assert place(service_fund=elsewhere).one("village_improvement")["funded"] is False
    somewhere = [{**FUND[0], "village_code": None}]
    assert place(service_fund=somewhere).one("village_improvement")["funded"] is None
    assert place().one("village_improvement")["funded"] is None


# who answers, papers, gifts


def answer(unit: str, key: str = "b1", **columns: object) -> Row:
    """Somebody who answers for a unit."""
    row: Row = {"answer_id": f"{unit}/{key}", "unit_kind": "department", "office_name": unit}
    return {**row, "answering": "answerable", "helper_id": key, "from_date": "2018-01-01"} | columns


def test_each_unit_has_somebody_in_post_who_answers() -> None:
    offices: Rows = [
        {"office_id": name, "unit_kind": "department", "office_name": name} for name in "甲乙丙丁"
    ]
    there = place(
        office=offices,
        helper=[HELPER, {**HELPER, "helper_id": "gone", "to_date": TODAY}],
        answerable=[
            answer("甲"),
            answer("乙", "gone"),
            answer("丙", "nobody knows"),
            answer("丁", to_date=TODAY),
            answer("村", unit_kind="village", office_name=None, area_code=CODE),
        ],
    )
    found = {row["unit"]: row["has_answerable"] for row in there.fact("answered_unit")}
    assert found == {
        "甲": True,
        "乙": False,
        "丙": None,
        "丁": False,
        CODE: True,
        "140930100000": False,
    }
    assert (there.figure("unanswered_units"), there.figure("answered_units_share")) == (
        3,
        Decimal("33.3333"),
    )


def test_somebody_who_answers_for_no_unit_by_name_may_answer_for_any_of_its_kind() -> None:
    offices: Rows = [{"office_id": "甲", "unit_kind": "department", "office_name": "甲"}]
    unnamed = [{**answer("甲"), "office_name": None}]
    there = place(office=offices, helper=[HELPER], answerable=unnamed)
    found = {row["unit"]: row["has_answerable"] for row in there.fact("answered_unit")}
    assert found == {"甲": None, CODE: False, "140930100000": False}


def test_without_a_list_of_those_who_answer_nobody_knows() -> None:
    there = place(helper=[HELPER])
    assert {row["has_answerable"] for row in there.fact("answered_unit")} == {None}
    assert there.one("county_leadership")["joint_leaders"] is None


@pytest.mark.parametrize(
    ("keys", "answered"), [(("b1", "b2"), True), (("b1",), False), (("b1", "nobody knows"), None)]
)
def test_two_joint_leaders(keys: tuple[str, ...], answered: bool | None) -> None:
    there = place(
        helper=[HELPER, {**HELPER, "helper_id": "b2"}],
        answerable=[
            answer("县", key, unit_kind="county", answering="joint_leader") for key in keys
        ],
    )
    assert holds(there, "joint_leaders_named") is answered


def test_a_measure_points_at_its_paper_by_number() -> None:
    measure: Row = {"measure_kind": "reform", "direction": "促搬迁", "resolved_on": "2018-01-01"}
    measure |= {"lead": "县扶贫办", "office_name": "县民政局"}
    numbers = {"on it": "1号", "not on it": "2号", "none": None, "later": "3号"}
    there = place(
        policy_paper=[
            {"number": "1号", "issued_on": "2017-01-01", "direction": "促搬迁"},
            {"number": "3号", "issued_on": "2019-05-01", "direction": "促搬迁"},
        ],
        county_measure=[
            {**measure, "measure_id": key, "paper_number": number}
            for key, number in numbers.items()
        ],
    )
    answers = {key: row["holds"] for key, row in there.answers("measure_has_paper").items()}
    assert answers == {"on it": True, "not on it": False, "none": None, "later": False}
    assert there.figure("resettlement_papers") == 1
    assert there.figure("resettlement_reforms") == 4
    assert there.figure("measures_with_paper_share") == 25


def test_a_gift_is_receipted_and_used_in_time() -> None:
    gift: Row = {"gift_value": 1000, "receipted": True, "given_on": "2018-11-01"}
    there = place(
        donation=[
            {**gift, "donation_id": "180 days"},
            {**gift, "donation_id": "181 days", "given_on": "2018-10-31"},
            {**gift, "donation_id": "no receipt", "receipted": None},
            {**gift, "donation_id": "tomorrow", "given_on": "2019-05-01"},
        ]
    )
    answers = {key: row["holds"] for key, row in there.answers("gift_put_to_use").items()}
    assert answers == {"180 days": True, "181 days": False, "no receipt": None}
    assert (there.figure("gifts_value"), there.figure("gifts_waiting")) == (3000, 1)
