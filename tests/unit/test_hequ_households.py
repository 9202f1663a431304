"""Hequ's facts about households, and the policies of governance that read them."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from tests.hequ_county import (
    SUB_ITEMS,
    TODAY,
    Row,
    Rows,
    county,
    household,
    income,
    member,
    standing,
)

# household_income


def test_income_per_head_by_the_national_formula() -> None:
    found = county(
        household=[household()],
        person=[member("p1"), member("p2"), member("p3")],
        income=[income(wages=1000.10, business=500, business_cost=200, pension=90)],
    ).one("household_income")
    assert found["net_income"] == Decimal("1460.10")
    assert found["income_per_head"] == Decimal("486.7")
    assert (found["members"], found["items_missing"], found["village_code"]) == (3, 0, "v1")


@pytest.mark.parametrize("item", SUB_ITEMS)
def test_one_unknown_sub_item_leaves_the_income_unknown(item: str) -> None:
    found = county(
        household=[household()], person=[member()], income=[{**income(), item: None}]
    ).one("household_income")
    assert (found["net_income"], found["income_per_head"]) == (None, None)
    assert found["items_missing"] == 1


def test_income_is_shared_by_the_members_of_the_last_day_of_its_year() -> None:
    people = [
        member("stays"),
        member("left in the year", left_on="2018-12-31"),
        member("left after it", left_on="2019-01-01"),
        member("came on its last day", joined_on="2018-12-31"),
        member("came after it", joined_on="2019-01-01"),
    ]
    rows = county(household=[household()], person=people, income=[income(2018), income(2019)]).fact(
        "household_income"
    )
    assert [(row["year"], row["members"]) for row in rows] == [(2018, 3), (2019, 3)]


def moved(person: str, on: str, home: str = "h1", **columns: object) -> Row:
    """Who left for another household of the county, in the book of the one that he left."""
    event = {"event_id": f"e {person}", "kind": "split", "happened_on": on, "household_id": home}
    return {**event, "person_id": person, "other_household_id": "h2", **columns}


def test_who_went_to_another_household_since_shared_the_income_where_he_was() -> None:
    events = [
        moved("went after", "2019-01-01"),
        moved("went in the year", "2018-12-31"),
        moved("died after", "2019-01-01", kind="death"),
        moved("left the county", "2019-01-01", other_household_id=None),
        moved("stays", "2019-02-01"),  # the book of the household that he came to
        moved("elsewhere", "2019-02-01", "h3"),
    ]
    people = [member("stays"), member("went after", "h2", joined_on="2019-01-01")]
    found = county(
        household=[household(), household("h2")],
        person=people,
        income=[income(2018)],
        household_event=events,
    ).one("household_income")
    assert (found["household_id"], found["members"]) == ("h1", 2)


@pytest.mark.parametrize("books", [("h1", "h2"), ("h1",), ("h2",)])
def test_a_move_may_stand_in_the_book_of_either_household(books: tuple[str, ...]) -> None:
    split: Row = {"kind": "split", "happened_on": "2019-02-01", "person_id": "went"}
    rows: Rows = [
        {**split, "event_id": f"e {own}", "household_id": own, "other_household_id": other}
        for own, other in (("h1", "h2"), ("h2", "h1"))
        if own in books
    ]
    place = county(
        household=[household(), household("h2")],
        person=[member("stays"), member("went", "h2", joined_on="2019-02-01")],
        income=[income(2018)],
        disability=[{"person_id": "went", "certified_on": "2015-01-01"}],
        household_event=rows,
    )
    assert place.one("household_income")["members"] == 2
    assert place.one("disabled_year")["resident"] is True
    assert place.one("moved_in")["earlier_household"] == "h1"
    seen = [
        (row["household_id"], row["other_household_id"]) for row in place.fact("household_move")
    ]
    assert seen == [("h1", "h2"), ("h2", "h1")]


def test_an_income_without_members_has_nobody_to_share_it() -> None:
    found = county(household=[household()], income=[income()]).one("household_income")
    assert (found["net_income"], found["members"], found["income_per_head"]) == (100, None, None)


def test_a_member_who_could_not_be_taken_in_leaves_open_how_many_share_and_are_well() -> None:
    well: Row = {"schooling": "primary", "birth_date": "2010-01-01", "resident_insured": True}
    finding: Row = {"file": "f", "sheet": "", "row": 4, "heading": "", "household_id": "h1"}
    few = {"household": [household()], "income": [income()], "person": [member(**well)]}
    for rule, members, answer in (("no_person", 1, True), ("member_unknown", None, None)):
        place = county(**few, intake_finding=[{**finding, "rule": rule}])
        assert place.one("household_now")["members"] == members
        assert place.one("household_income")["members"] == members
        found = place.one("household_guarantees")
        assert (found["children_in_school"], found["medically_insured"]) == (answer, answer)


# household_now, member_now


@pytest.mark.parametrize(
    ("columns", "belongs"),
    [
        ({}, True),
        ({"joined_on": TODAY}, True),
        ({"joined_on": "2019-05-01"}, False),
        ({"left_on": TODAY}, False),
        ({"left_on": "2019-05-01"}, True),
    ],
)
def test_a_member_belongs_from_his_first_to_his_last_day(columns: Row, belongs: bool) -> None:
    found = county(household=[household()], person=[member(**columns)]).fact("member_now")
    assert bool(found) is belongs


def test_a_household_knows_its_status_place_and_members() -> None:
    rows = county(
        household=[
            household("all left"),
            household("known", natural_village_code="v1001"),
            household("unknown"),
        ],
        household_status=[
            *standing("registered", "known"),
            *standing("exited_with_policies", "known", from_date=TODAY),
            *standing("ordinary", "unknown", to_date="2019-04-30"),
        ],
        person=[member("p1", "all left", left_on="2019-01-01"), member("p2", "known")],
    ).fact("household_now")
    found = {
        row["household_id"]: (row["status"], row["place_code"], row["members"]) for row in rows
    }
    assert found == {
        "all left": (None, "v1", 0),
        "known": ("exited_with_policies", "v1001", 1),
        "unknown": (None, "v1", None),
    }


# house_now, household_guarantees, safe_housing


def house(key: str = "a", home: str = "h1", **columns: object) -> Row:
    """A house that is lived in."""
    return {"house_id": key, "household_id": home, "lived_in": True, **columns}


def survey(key: str = "a", number: int = 1, **columns: object) -> Row:
    """A round of the housing survey."""
    return {"house_id": key, "round": number, "surveyed_on": f"2018-0{number}-01", **columns}


def test_the_latest_round_up_to_today_decides() -> None:
    found = county(
        household=[household()],
        house=[house()],
        house_survey=[
            survey(number=1, suspected=True, grade="D"),
            survey(number=2, surveyed_on=TODAY, suspected=False),
            survey(number=3, surveyed_on="2019-05-01", suspected=True),
        ],
    ).one("house_now")
    assert (found["suspected"], found["grade"], found["repaired"]) == (False, None, False)


@pytest.mark.parametrize(
    ("appraised", "repaired", "answer"),
    [
        ("2018-02-01", None, False),
        ("2018-02-01", "2018-01-31", False),
        ("2018-02-01", "2018-02-01", True),
        (None, "2018-02-01", True),
        ("2018-02-01", "2019-04-30", True),
        ("2018-02-01", "2019-05-01", False),
    ],
)
def test_a_repair_counts_from_the_appraisal_until_today(
    appraised: str | None, repaired: str | None, answer: bool
) -> None:
    rounds = [survey(suspected=True, appraised_on=appraised, repaired_on=repaired)]
    found = county(household=[household()], house=[house()], house_survey=rounds)
    assert found.one("house_now")["repaired"] is answer


def test_a_house_that_no_round_reached_is_not_known() -> None:
    place = county(household=[household()], house=[house()])
    assert place.one("house_now")["repaired"] is None
    assert place.one("household_guarantees")["safely_housed"] is None


def test_the_guarantee_of_a_safe_house_is_the_rule_of_safe_housing() -> None:
    cases = list(product((True, False, None), ("A", "B", "C", "D", None), (None, "2018-06-01")))
    keys = [f"{number:02}" for number in range(len(cases))]
    place = county(
        household=[household(key) for key in keys],
        household_status=[row for key in keys for row in standing("registered", key)],
        house=[house(key, key) for key in keys],
        house_survey=[
            survey(key, suspected=suspected, grade=grade, repaired_on=repaired)
            for key, (suspected, grade, repaired) in zip(keys, cases, strict=True)
        ],
    )
    rule = {key: row["holds"] for key, row in place.answers("safe_housing").items()}
    rows = place.fact("household_guarantees")
    assert {row["household_id"]: row["safely_housed"] for row in rows} == rule
    assert set(rule.values()) == {True, False, None}


@pytest.mark.parametrize(
    ("houses", "answer"),
    [
        ({"a": ("lived in", "safe"), "b": ("lived in", "safe")}, True),
        ({"a": ("lived in", "safe"), "b": ("lived in", "unsafe")}, False),
        ({"a": ("lived in", "safe"), "b": ("lived in", "unknown")}, None),
        ({"a": ("lived in", "unknown"), "b": ("lived in", "unsafe")}, False),
        ({"a": ("lived in", "safe"), "b": ("empty", "unsafe")}, True),
        ({"a": ("lived in", "safe"), "b": ("unknown", "unsafe")}, None),
        ({"a": ("empty", "safe")}, None),
        ({}, None),
    ],
)
def test_every_house_lived_in_must_be_safe(
    houses: dict[str, tuple[str, str]], answer: bool | None
) -> None:
    lived = {"lived in": True, "empty": False, "unknown": None}
    suspected = {"safe": False, "unsafe": True, "unknown": None}
    rounds = [
        survey(key, suspected=suspected[state], grade="D" if state == "unsafe" else None)
        for key, (_, state) in houses.items()
    ]
    found = county(
        household=[household()],
        house=[house(key, lived_in=lived[use]) for key, (use, _) in houses.items()],
        house_survey=rounds,
    ).one("household_guarantees")
    assert found["safely_housed"] is answer


@pytest.mark.parametrize(
    ("child", "answer"),
    [
        ({"birth_date": "2012-09-01", "schooling": "primary"}, True),
        ({"birth_date": "2012-09-02", "schooling": "none"}, True),  # six only after school began
        ({"birth_date": "2012-09-01", "schooling": "none"}, False),
        ({"birth_date": "2003-09-02", "education": "primary"}, False),  # fourteen, out of school
        ({"birth_date": "2003-09-01", "education": "junior"}, True),  # fifteen: nine years are over
        ({"birth_date": "2010-01-01"}, None),
        ({"birth_date": None, "schooling": "none"}, None),
        ({"birth_date": "2010-01-01", "schooling": "none", "disabled": True}, None),
        ({"birth_date": "2010-01-01", "schooling": "none", "serious_illness": None}, None),
        ({"birth_date": "2010-01-01", "schooling": "kindergarten"}, True),
    ],
)
def test_every_child_of_school_age_is_in_school(child: Row, answer: bool | None) -> None:
    well = {"disabled": False, "serious_illness": False}
    people = [member("parent"), {**member("child"), **well, **child}]
    found = county(household=[household()], person=people).one("household_guarantees")
    assert found["children_in_school"] is answer


def test_school_age_is_reckoned_on_the_first_day_of_the_school_year() -> None:
    child = member(birth_date="2013-03-01", schooling="none", disabled=False, serious_illness=False)
    for day, answer in ((date(2019, 8, 31), True), (date(2019, 9, 1), False)):
        place = county(day, household=[household()], person=[child])
        assert place.one("household_guarantees")["children_in_school"] is answer


def test_one_dropout_outweighs_a_child_of_whom_nothing_is_known() -> None:
    out: Row = {"schooling": "none", "disabled": False, "serious_illness": False}
    people = [
        member("unknown", birth_date="2010-01-01"),
        member("out", birth_date="2010-01-01", **out),
    ]
    place = county(household=[household()], person=people)
    assert place.one("household_guarantees")["children_in_school"] is False


@pytest.mark.parametrize(
    ("covers", "answer"),
    [
        ([(True, False), (False, True)], True),
        ([(True, None)], True),
        ([(True, False), (False, False)], False),
        ([(True, False), (False, None)], None),
        ([(None, None), (False, False)], False),
        ([], None),
    ],
)
def test_every_member_is_insured(
    covers: list[tuple[bool | None, bool | None]], answer: bool | None
) -> None:
    people = [
        member(f"p{number}", resident_insured=resident, employee_insured=employee)
        for number, (resident, employee) in enumerate(covers)
    ]
    found = county(household=[household()], person=people).one("household_guarantees")
    assert found["medically_insured"] is answer


# household_condition, exit_case, procedure_case


def step(kind: str = "exit", year: int = 2018, **columns: object) -> Row:
    """A procedure of which nothing is recorded."""
    return {"household_id": "h1", "kind": kind, "year": year, **columns}


@pytest.mark.parametrize(
    ("tables", "is_candidate"),
    [
        ({"income": [income(2018)]}, True),
        ({"income": [income(2017)]}, False),
        ({"procedure": [step("identification", 2019)]}, True),
        ({"procedure": [step("identification", 2018)]}, True),
        ({"procedure": [step("identification", 2017)]}, False),
        ({"procedure": [step("exit", 2018)]}, False),
        ({"income": [income(2018)], "procedure": [step("identification", 2018)]}, True),
    ],
)
def test_a_candidate_is_whoever_was_surveyed_or_applied(
    tables: dict[str, Rows], is_candidate: bool
) -> None:
    found = county(household=[household()], **tables).fact("household_condition")
    assert len(found) == is_candidate


def test_a_candidate_of_whom_nothing_is_recorded_is_not_known() -> None:
    place = county(household=[household()], income=[income()])
    found = place.one("household_condition")
    unknown = {"income_per_head", "status", "exited_on", "food_secure", "safe_water", "car"}
    assert {name for name in unknown if found[name] is not None} == set()
    assert found["income_year_begin"] == date(2018, 1, 1)
    assert found["income_year_end"] == date(2018, 12, 31)
    assert place.answers("identifiable_household")["h1"]["eligible"] is None


def test_condition_takes_last_years_record_and_the_latest_survey_of_assets() -> None:
    found = county(
        household=[household()],
        household_status=standing("exited"),
        person=[member()],
        income=[income(2017, wages=0), income(2018)],
        living=[
            {"household_id": "h1", "year": 2017, "food_secure": False, "safe_water": False},
            {"household_id": "h1", "year": 2018, "food_secure": True},
        ],
        assets=[
            {"household_id": "h1", "surveyed_on": "2017-10-01", "car": True, "company": False},
            {"household_id": "h1", "surveyed_on": TODAY, "car": False},
            {"household_id": "h1", "surveyed_on": "2019-10-01", "car": True},
        ],
        procedure=[
            step("exit", 2014, announced_on="2014-12-20"),
            step("exit", 2019, announced_on=TODAY),
            step("exit", 2020, announced_on="2019-05-01"),
            step("identification", 2016, announced_on="2019-05-01"),
        ],
    ).one("household_condition")
    assert found["income_per_head"] == 100
    assert (found["food_secure"], found["safe_water"]) == (True, None)
    assert (found["car"], found["company"]) == (False, None)
    assert (found["status"], found["exited_on"]) == ("exited", TODAY)


def test_an_exit_is_judged_by_the_income_and_line_of_its_own_year() -> None:
    place = county(
        household=[household()],
        household_status=standing("exited_with_policies"),
        person=[member()],
        income=[income(2017, wages=9999), income(2018, wages=2915)],
        living=[
            {"household_id": "h1", "year": 2017, "food_secure": False},
            {"household_id": "h1", "year": 2018, "food_secure": True},
            {"household_id": "h2", "year": 2018, "food_secure": False},
        ],
        procedure=[step("exit", 2018), step("exit", 2017), step("identification", 2018)],
    )
    found = place.one("exit_case")
    assert (found["year"], found["income_per_head"], found["food_secure"]) == (2018, 2995, True)
    answer = place.answers("household_exit")["h1/2018"]
    assert (answer["poverty_line"], answer["income_above_line"]) == (2995, False)
    assert (answer["eligible"], answer["holds"]) == (True, False)
    assert place.figure("doubtful_exits") == 1


def test_an_exit_without_income_is_a_question_and_no_breach() -> None:
    place = county(
        household=[household()],
        household_status=standing("exited"),
        procedure=[step("exit", 2018)],
    )
    assert place.answers("household_exit")["h1/2018"]["holds"] is None
    assert place.figure("doubtful_exits") == 0


def test_an_earlier_exit_is_asked_again_each_year() -> None:
    place = county(
        household=[household()],
        household_status=standing("exited"),
        person=[member()],
        income=[income(2018, wages=2000)],
        procedure=[step("exit", 2014, announced_on="2014-12-20")],
    )
    answer = place.answers("exit_lasts")["h1"]
    assert (answer["eligible"], answer["income_above_line"], answer["holds"]) == (
        True,
        False,
        False,
    )
    assert place.answers("unstable_household")["h1"]["eligible"] is True
    assert (place.figure("doubtful_exits"), place.figure("households_to_watch")) == (1, 1)


@pytest.mark.parametrize(
    ("columns", "finished"),
    [
        ({"year": 2018}, True),
        ({"year": 2019}, False),
        ({"year": 2019, "announced_on": TODAY}, True),
        ({"year": 2019, "announced_on": "2019-05-01"}, False),
    ],
)
def test_a_procedure_is_finished_when_announced_or_when_its_year_is_over(
    columns: Row, finished: bool
) -> None:
    found = county(household=[household()], procedure=[step(**columns)]).one("procedure_case")
    assert found["finished"] is finished


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2018-11-01", "2018-11-07", 7),
        ("2018-11-01", "2018-11-01", 1),
        ("2018-11-01", None, None),
        (None, "2018-11-07", None),
    ],
)
def test_a_notice_counts_its_first_and_its_last_day(
    first: str | None, last: str | None, days: int | None
) -> None:
    row = step(notice_from=first, notice_to=last)
    found = county(household=[household()], procedure=[row]).one("procedure_case")
    assert found["notice_days"] == days


def test_a_step_that_is_not_recorded_is_asked_for() -> None:
    days: Row = {
        "discussed_on": "2018-11-01",
        "verified_on": "2018-11-02",
        "announced_on": "2018-12-20",
    }
    row = step(notice_from="2018-11-05", notice_to="2018-11-11", objections=0, **days)
    place = county(household=[household()], procedure=[row])
    answer = place.answers("exit_procedure")["h1/exit/2018"]
    assert (answer["consent"], answer["long_enough"], answer["holds"]) == (None, True, None)
    assert place.figure("sound_procedures") == 0
