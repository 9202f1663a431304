"""Hequ's standards for places and those who answer for them, and the examples of every policy."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.hequ_county import (
    POLICIES,
    TODAY,
    County,
    Row,
    Rows,
    county,
    household,
    member,
    standing,
)
from wuxiang.policy import read_policy, uncovered

# Every policy shows each of its clauses answering yes, no and not known


@pytest.mark.parametrize("name", POLICIES)
def test_examples_pass_and_show_every_answer_of_every_clause(name: str) -> None:
    results = county().examples(name)
    assert [result.failures for result in results if not result.passed] == []
    assert uncovered(read_policy(POLICIES[name]), results) == {}


@pytest.mark.parametrize("name", POLICIES)
def test_a_reading_of_ours_says_so_until_somebody_confirms_it(name: str) -> None:
    policy = read_policy(POLICIES[name])
    assert not policy.confirmed
    assert policy.notes
    assert policy.due_within


def test_the_poverty_line_is_one_line_wherever_it_stands() -> None:
    lines = [
        parameter.values
        for path in POLICIES.values()
        for parameter in read_policy(path).parameters
        if parameter.name == "poverty_line"
    ]
    assert len(lines) == 4
    assert len(set(lines)) == 1


# hardship_latest, relocation


HARD = {
    **dict.fromkeys(("infrastructure_score", "housing_score", "services_score"), 40),
    **dict.fromkeys(("incidence", "support_share", "illness_share", "elderly_share"), 45),
    "income_per_head": 2500,
}


def assessed(place: str, on: date | str = "2016-06-30", **columns: object) -> Row:
    """A place past every threshold, unless said otherwise."""
    return {"place_code": place, "village_code": "v1", "assessed_on": on, **HARD, **columns}


def moving() -> County:
    """A natural village that moves, one that stays, one not known, and the village itself."""
    homes = {"h1": "v1001", "h2": "v1002", "h3": "v1003", "h4": None, "h5": "v1001", "h6": "v1009"}
    return county(
        household=[household(key, natural_village_code=code) for key, code in homes.items()],
        person=[
            *(member("p1", "h1"), member("p2", "h1"), member("q2", "h2"), member("q3", "h3")),
            member("gone", "h5", left_on="2018-01-01"),
        ],
        hardship=[
            assessed("v1001", "2015-06-30", incidence=5),
            assessed("v1001", TODAY),
            assessed("v1001", "2019-06-30", incidence=5),
            assessed("v1002", services_score=60),
            assessed("v1003", elderly_share=None),
            assessed("v1", incidence=5),
        ],
    )


def test_the_latest_assessment_up_to_today_chooses_the_village() -> None:
    place = moving()
    assert [row["incidence"] for row in place.fact("hardship_latest")] == [5, 45, 45, 45]
    answers = {key: row["eligible"] for key, row in place.answers("relocation_village").items()}
    assert answers == {"v1": False, "v1001": True, "v1002": False, "v1003": None}


def test_households_move_with_their_village() -> None:
    place = moving()
    rows = place.fact("household_of_hardship_place")
    found = {row["household_id"]: row["place_relocates"] for row in rows}
    assert found == {"h1": True, "h2": False, "h3": None, "h4": False, "h5": True}
    answers = {key: row["eligible"] for key, row in place.answers("relocation_household").items()}
    assert answers == {"h1": True, "h2": False, "h3": None, "h4": False, "h5": False}
    figures = ("relocation_villages", "relocation_households", "relocation_people")
    assert [place.figure(name) for name in figures] == [1, 1, 2]


def test_a_threshold_moved_moves_the_villages() -> None:
    policy = read_policy(POLICIES["relocation_village"])
    stricter = tuple(
        replace(one, values=((date(2016, 1, 1), Decimal(46)),))
        if one.name == "incidence_least"
        else one
        for one in policy.parameters
    )
    answers = moving().answers("relocation_village", replace(policy, parameters=stricter))
    assert {row["eligible"] for row in answers.values()} == {False}


# village_now and its standards


def surveyed(number: int = 1, **columns: object) -> Row:
    """A round of the service survey of village v1."""
    return {"village_code": "v1", "round": number, "surveyed_on": f"2018-0{number}-01", **columns}


def area(code: str = "v1", level: str = "village", **columns: object) -> Row:
    """An area in use since the list of 2018."""
    return {"area_code": code, "valid_from": "2018-10-31", "level": level, "name": code, **columns}


VILLAGE: Row = {"village_code": "v1"}


def test_the_latest_round_of_a_village_decides_and_its_blanks_are_not_known() -> None:
    place = county(
        area=[area()],
        village=[VILLAGE],
        village_survey=[
            surveyed(1, hardened_road=False, bus="none", quality_passed=True),
            surveyed(2, surveyed_on=TODAY, hardened_road=True, bus="telephone"),
            surveyed(3, surveyed_on="2019-05-01", hardened_road=False, bus="none"),
        ],
    )
    found = place.one("village_now")
    assert (found["hardened_road"], found["bus"], found["quality_passed"]) == (
        (True, "telephone", None)
    )
    policies = ("village_road", "village_bus", "safe_drinking_water")
    assert [place.answers(name)["v1"]["holds"] for name in policies] == [True, True, None]
    figures = ("surveyed_villages", "road_villages", "bus_villages", "safe_water_villages")
    assert [place.figure(name) for name in figures] == [1, 1, 1, 0]


def test_a_village_never_surveyed_is_not_known() -> None:
    place = county(area=[area()], village=[VILLAGE])
    for name in ("village_road", "village_bus", "safe_drinking_water", "village_care"):
        answer = place.answers(name)["v1"]
        assert (answer["eligible"], answer["holds"]) == (True, None)
    assert place.figure("surveyed_villages") == 0


@pytest.mark.parametrize(
    ("areas", "in_use"),
    [
        ([area()], True),
        ([area(valid_from="2019-12-31")], True),
        ([area(valid_to="2019-04-30")], False),
        ([area(valid_to="2019-05-01")], True),
        ([area(valid_to="2019-01-01"), area(valid_from="2019-01-01")], True),
        ([area(level="community")], None),
        ([], None),
    ],
)
def test_a_village_is_in_use_until_a_list_ends_it(areas: Rows, in_use: bool | None) -> None:
    assert county(area=areas, village=[VILLAGE]).one("village_now")["in_use"] is in_use


# care_reach


def way(minutes: float | None, to: str = "clinic", **columns: object) -> Row:
    """A measured way from village v1."""
    row = {"place_code": "v1", "village_code": "v1", "facility_id": to, "minutes": minutes}
    return {**row, "determined_on": "2018-11-01", "method": "measured", **columns}


CLINIC: Row = {"facility_id": "clinic", "kind": "village_clinic", "built": "new"}


@pytest.mark.parametrize(
    ("ways", "known", "nearer"),
    [
        ([way(12)], 12, False),
        ([way(12, method="typed"), way(40, "hospital", method="road_network")], 12, False),
        ([way(12), way(None, "hospital")], 12, None),
        ([way(45), way(None, "hospital")], 45, None),
        ([way(None)], None, False),
        ([way(12, method=None)], None, False),
        ([way(50), way(20, determined_on="2019-01-01")], 20, False),
        ([way(50), way(20, determined_on=TODAY)], 20, False),
        ([way(50), way(20, determined_on="2019-05-01")], 50, False),
        ([way(5, "closed"), way(6, "not yet"), way(7, "unheard of")], None, False),
        ([], None, False),
    ],
)
def test_the_nearest_open_institution_by_a_known_way(
    ways: Rows, known: int | None, nearer: bool | None
) -> None:
    closed = {"facility_id": "closed", "kind": "village_clinic", "closed_on": TODAY}
    future = {"facility_id": "not yet", "kind": "village_clinic", "opened_on": "2019-05-01"}
    hospital = {"facility_id": "hospital", "kind": "county_hospital", "opened_on": TODAY}
    place = county(
        area=[area()],
        village=[VILLAGE],
        facility=[CLINIC, hospital, {**closed, "built": "new"}, {**future, "built": "new"}],
        care_time=ways,
    )
    found = place.one("care_reach")
    assert (found["minutes_known"], found["another_nearer"]) == (known, nearer)
    assert (place.figure("care_institutions"), place.figure("village_clinics")) == (2, 1)


def test_natural_villages_are_asked_apart_from_their_village() -> None:
    hamlet = area("v1001", "natural_village", parent_code="v1", valid_from=TODAY)
    ended = area("v1002", "natural_village", parent_code="v1", valid_to=TODAY)
    future = area("v1003", "natural_village", parent_code="v1", valid_from="2019-05-01")
    place = county(
        area=[area(), hamlet, ended, future],
        village=[VILLAGE],
        facility=[CLINIC],
        care_time=[way(30), way(31, place_code="v1001")],
    )
    assert [row["place_code"] for row in place.fact("care_reach")] == ["v1", "v1001"]
    village, natural = place.answers("village_care"), place.answers("natural_village_care")
    assert [village[key]["eligible"] for key in ("v1", "v1001")] == [True, False]
    assert [natural[key]["eligible"] for key in ("v1", "v1001")] == [False, True]
    assert (village["v1"]["holds"], natural["v1001"]["holds"]) == (True, False)
    assert place.figure("care_villages") == 1


# pairing


def pair(helper: str, home: str = "h1", **columns: object) -> Row:
    """A pairing since 2017."""
    return {"helper_id": helper, "household_id": home, "from_date": "2017-01-01", **columns}


HELPERS: Rows = [
    {"helper_id": "in post", "payroll": "public", "from_date": TODAY},
    {"helper_id": "retired", "payroll": "public", "to_date": "2019-04-30"},
    {"helper_id": "new", "payroll": "public", "from_date": "2019-05-01"},
    {"helper_id": "leader", "payroll": "county_leader"},
    {"helper_id": "unlisted payroll"},
]


def test_a_helper_is_in_post_from_his_first_to_his_last_day() -> None:
    rows = county(helper=HELPERS).fact("helper_now")
    away = [row["helper_id"] for row in rows if not row["in_post"]]
    assert away == ["new", "retired"]


@pytest.mark.parametrize(
    ("pairings", "answer"),
    [
        ([pair("in post")], True),
        ([pair("in post", from_date=TODAY)], True),
        ([pair("in post", to_date=TODAY)], False),
        ([pair("in post", from_date="2019-05-01")], False),
        ([pair("retired")], False),
        ([pair("nobody's name")], None),
        ([pair("nobody's name"), pair("retired")], None),
        ([pair("nobody's name"), pair("in post")], True),
        ([pair("in post"), pair("leader")], True),
        ([pair("in post", "h9")], False),  # the list has come, and the household is not in it
        ([], None),  # no list has come
    ],
)
def test_a_household_has_a_helper_in_post(pairings: Rows, answer: bool | None) -> None:
    place = county(
        household=[household()],
        household_status=standing("registered"),
        helper=HELPERS,
        pairing=pairings,
    )
    assert place.one("household_helper")["has_helper"] is answer
    assert place.answers("helper_for_household")["h1"]["holds"] is answer
    assert place.figure("helped_households_share") == (100 if answer else 0)


@pytest.mark.parametrize(
    ("statuses", "answer"),
    [
        (["registered"], True),
        (["exited_with_policies"], True),
        (["ordinary"], False),
        ([None], None),
        ([None, "ordinary"], None),
        ([None, "registered"], True),
        ([], None),  # no list of pairings has come
    ],
)
def test_a_cadre_helps_a_poor_household(statuses: list[str | None], answer: bool | None) -> None:
    keys = [f"h{number}" for number in range(len(statuses))]
    place = county(
        household=[household(key) for key in keys],
        household_status=[
            row for key, status in zip(keys, statuses, strict=True) for row in standing(status, key)
        ],
        helper=HELPERS[:1],
        pairing=[pair("in post", key) for key in keys],
    )
    assert place.one("helper_pairing")["helps"] is answer
    assert place.answers("household_for_cadre")["in post"]["holds"] is answer
    assert place.figure("paired_cadres_share") == (100 if answer else 0)


@pytest.mark.parametrize(
    ("leaders", "answer"),
    [
        (["leader"], True),
        (["in post"], False),
        (["unlisted payroll"], None),
        (["nobody's name"], None),
        (["nobody's name", "leader"], True),
        (["retired", "in post"], False),
        ([], None),  # no list of leaders has come
    ],
)
def test_a_priority_village_is_led_by_a_county_leader(
    leaders: list[str], answer: bool | None
) -> None:
    place = county(
        area=[area()],
        village=[{**VILLAGE, "priority_village": True}],
        helper=HELPERS,
        village_leader=[
            {"helper_id": key, "village_code": "v1", "from_date": "2018-01-01"} for key in leaders
        ],
    )
    assert place.one("village_leadership")["has_county_leader"] is answer
    assert place.answers("leader_for_village")["v1"]["holds"] is answer
    assert place.figure("led_villages_share") == (100 if answer else 0)


@pytest.mark.parametrize(
    ("columns", "answer"),
    [
        ({"from_date": TODAY}, True),
        ({"from_date": "2019-05-01"}, False),
        ({"to_date": TODAY}, False),
        ({"to_date": "2019-05-01"}, True),
    ],
)
def test_a_pairing_and_a_lead_count_from_their_first_to_their_last_day(
    columns: Row, answer: bool
) -> None:
    lead = {"helper_id": "leader", "village_code": "v1", "from_date": "2018-01-01"}
    place = county(
        area=[area()],
        household=[household()],
        household_status=standing("registered"),
        village=[{**VILLAGE, "priority_village": True}],
        helper=HELPERS,
        pairing=[{**pair("leader"), **columns}],
        village_leader=[{**lead, **columns}],
    )
    helps = {row["helper_id"]: row["helps"] for row in place.fact("helper_pairing")}
    assert helps["leader"] is answer
    assert place.one("village_leadership")["has_county_leader"] is answer


def test_whom_a_list_that_has_come_does_not_name_has_nobody() -> None:
    place = county(
        area=[area()],
        village=[{**VILLAGE, "priority_village": True}],
        helper=HELPERS[:1],
        pairing=[pair("leader")],
        village_leader=[{"helper_id": "leader", "village_code": "v9", "from_date": "2018-01-01"}],
    )
    assert place.one("helper_pairing")["helps"] is False
    assert place.one("village_leadership")["has_county_leader"] is False


def test_a_cadre_paired_with_a_household_that_no_list_knows_is_not_known() -> None:
    place = county(helper=HELPERS[:1], pairing=[pair("in post", "h9")])
    assert place.one("helper_pairing")["helps"] is None


# figures that are plain counts


def test_counts_of_households_villages_and_papers() -> None:
    place = county(
        household=[household("h1"), household("h2"), household("h3", rural=False)],
        household_status=[*standing("registered", "h1"), *standing("ordinary", "h2")],
        person=[member("p1", "h1"), *(member(f"q{n}", "h2") for n in range(3)), member("t", "h3")],
        village=[
            {"village_code": "v1", "poor_village": True, "rain_fed_water": True},
            {"village_code": "v2", "poor_village": False},
        ],
        policy_paper=[
            {"number": "1", "issued_on": TODAY},
            {"number": "2", "issued_on": "2019-05-01"},
        ],
    )
    assert place.figure("poverty_incidence") == 25
    assert place.figure("missed_households") == 0
    assert (place.figure("poor_villages"), place.figure("rain_fed_villages")) == (1, 1)
    assert place.figure("policy_papers") == 1
    assert place.figure("safe_housing_share") is None
