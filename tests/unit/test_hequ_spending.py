"""Cut spending in Hequ (S1 to S9 without the insurances): facts and policies on a few rows.

What is not known must stay not known through fact and policy: each test that ends in a question
leaves one input empty.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.hequ_county import POLICIES, TODAY, Row, Rows, county, pack, with_parameter
from tests.hequ_tables import (
    POOR,
    VILLAGE,
    accident,
    card,
    family,
    one,
    pupil,
    rows_of,
    stay,
)
from wuxiang.schema import TABLES

# The pack's own words


SPENDING = sorted(name for name, path in POLICIES.items() if path.parent.name == "spending")


@pytest.mark.parametrize("name", SPENDING)
def test_nothing_is_paid_before_somebody_confirms(name: str) -> None:
    policy = pack().policies[name]
    assert not policy.confirmed
    assert policy.notes is not None and policy.notes.startswith("待确认")
    assert {policy.responsible.lead, policy.responsible.office} <= pack().county.offices.keys()


def test_one_event_is_paid_once_until_adding_is_confirmed() -> None:
    group = pack().county.stacking["one_event"]
    sharing = {name for name, policy in pack().policies.items() if policy.stacking}
    assert set(group.order) == sharing
    assert not group.adds


def test_who_shares_an_event_names_it_alike() -> None:
    school, cards = [pupil(stage="senior")], [card("2015-01-01", "2025-01-01")]
    decided = {"person_id": "p1", "occurred_on": "2018-11-11", "decided_on": "2019-01-01"}
    claims = [
        {"claim_id": "c1", "cover": "education", "event_id": "n1", "granted": 500, **decided},
        {"claim_id": "c2", "cover": "disability", "granted": 500, **decided},
    ]
    tables = family() | {"school_term": school, "disability": cards, "claim": claims}
    events = [row["event"] for row in rows_of("relief_claim", **tables)]
    assert events == [
        one("education_aid", **tables)["event"],
        one("disability_supplement", **tables)["event"],
    ]


# Status by date


def test_a_status_ends_where_the_next_begins() -> None:
    entries = [
        {"household_id": "h1", "from_date": "2014-01-01", "status": POOR},
        {"household_id": "h1", "from_date": "2018-12-20", "status": "exited_with_policies"},
        {"household_id": "h2", "from_date": "2014-01-01", "to_date": "2016-01-01", "status": POOR},
        {"household_id": "h2", "from_date": "2017-01-01", "status": "ordinary"},
    ]
    spans = rows_of("status_span", household_status=entries)
    ends = [(span["status"], span["to_date"]) for span in spans]
    assert ends == [
        (POOR, date(2018, 12, 20)),
        ("exited_with_policies", None),
        (POOR, date(2016, 1, 1)),
        ("ordinary", None),
    ]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2013-12-31", None),
        ("2014-01-01", POOR),
        ("2018-12-19", POOR),
        ("2018-12-20", "exited_with_policies"),
        (None, None),
    ],
)
def test_a_stay_has_the_status_of_its_day_of_discharge(day: str | None, status: str | None) -> None:
    tables = family()
    tables["household_status"] += [
        {"household_id": "h1", "from_date": "2018-12-20", "status": "exited_with_policies"}
    ]
    stay = {"stay_id": "s1", "person_id": "p1", "discharged_on": day, "days": 11}
    found = one("hospital_stay_of_person", **tables, hospital_stay=[stay])
    assert (found["status"], found["village_code"]) == (status, VILLAGE)


@pytest.mark.parametrize(
    ("fact", "table", "step", "result", "said"),
    [
        ("claim_of_person", "claim", "decided_on", "granted", 500),
        ("chronic_case_of_person", "chronic_case", "visited_on", "result", "confirmed"),
        ("chronic_case_of_person", "chronic_case", "card_issued_on", None, None),
        ("clue_case", "monitoring_clue", "ruled_on", "ruled_as", "none"),
        ("clue_case", "monitoring_clue", "looked_on", None, None),
        ("gift_now", "donation", "used_on", None, None),
        ("mover_need_of_household", "mover_need", "met_on", None, None),
        ("weak_village_now", "weak_village", "finished_on", "outcome", "improved"),
        ("land_project_now", "land_project", "land_finished_on", None, None),
        ("land_project_now", "land_project", "accepted_on", "accepted_area", 5),
        ("village_defect", "service_defect", "repair_checked_on", "repair_passed", True),
        ("forest_plot_now", "forest_plot", "planted_on", None, None),
    ],
)
@pytest.mark.parametrize("taken", [True, False])
def test_a_step_after_the_day_of_the_run_has_not_been_taken_yet(
    fact: str, table: str, step: str, result: str | None, said: object, *, taken: bool
) -> None:
    day = TODAY if taken else TODAY + timedelta(1)
    began = {str(TABLES[table].happens): "2018-06-01"}
    usual = {"person_id": "p1", "household_id": "h1", "village_code": VILLAGE, **began}
    columns = {column.name for column in TABLES[table].columns}
    row: Row = {name: value for name, value in usual.items() if name in columns}
    row |= {name: "1" for name in TABLES[table].key if name not in row} | {step: day}
    row |= {result: said} if result else {}
    found = one(fact, **family(), **{table: [row]})
    assert found[step] == (day if taken else None)
    assert result is None or found[result] == (said if taken else None)


def test_a_claim_decided_after_the_day_of_the_run_is_not_due_yet() -> None:
    claim: Row = {"claim_id": "c1", "person_id": "p1", "cover": "medical"}
    claim |= {"occurred_on": "2018-11-11", "decided_on": "2019-05-01", "granted": 500}
    assert rows_of("relief_claim", **family(), claim=[claim]) == []


def moved(*, on: str, frm: str, to: str) -> Row:
    """p1 went from one household into another, written down in the book of the latter."""
    usual = {"event_id": f"{on} {frm}", "kind": "marriage", "person_id": "p1"}
    return {**usual, "happened_on": on, "household_id": to, "other_household_id": frm}


def went(*, on: str, frm: str, to: str) -> Row:
    """The same in the book of the household that he left."""
    return moved(on=on, frm=to, to=frm) | {"event_id": f"{on} {frm} left"}


CAME: Rows = [moved(on="2018-09-01", frm="h0", to="h1")]


@pytest.mark.parametrize(
    ("day", "events", "status"),
    [
        ("2018-08-31", CAME, POOR),
        ("2018-09-01", CAME, "ordinary"),
        ("2018-08-31", [went(on="2018-09-01", frm="h0", to="h1")], POOR),
        ("2018-08-31", [*CAME, went(on="2018-09-01", frm="h0", to="h1")], POOR),
        ("2018-08-31", [*CAME, moved(on="2018-05-01", frm="h1", to="h0")], POOR),
        ("2018-04-30", [*CAME, moved(on="2018-05-01", frm="h1", to="h0")], None),
        ("2018-08-31", [moved(on="2018-09-01", frm="h7", to="h1")], None),
        ("2018-08-31", [], "ordinary"),
    ],
)
def test_who_moved_has_the_status_of_the_household_of_that_day(
    day: str, events: Rows, status: str | None
) -> None:
    tables = family("ordinary")
    tables["household_status"] += family()["household_status"]
    tables["household_status"][-1] = {**tables["household_status"][-1], "household_id": "h0"}
    tables |= {"household_event": events, "accident": accident(occurred_on=day)}
    tables |= {"hospital_stay": stay(discharged_on=day), "chronic_case": case(suspected_on=day)}
    tables |= {
        "school_term": [pupil(starts_on=day)],
        "work_roll": [{"roll_id": "r", "person_id": "p1", "month_end": day}],
    }
    place = county(**tables)
    for fact in (
        *("accident_of_person", "hospital_stay_of_person", "chronic_case_of_person"),
        *("student_year", "work_roll_of_person"),
    ):
        assert place.one(fact)["status"] == status


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ({"joined_on": "2018-06-01"}, POOR),
        ({"joined_on": "2018-06-02"}, None),
        ({"left_on": "2018-06-02"}, POOR),
        ({"left_on": "2018-06-01"}, None),
        ({"left_on": "2018-06-01", "left_because": "death"}, POOR),
    ],
)
def test_who_belonged_to_no_household_on_that_day_is_a_question(
    person: Row, status: str | None
) -> None:
    found = one("hospital_stay_of_person", **family(**person), hospital_stay=stay())
    assert found["status"] == status


# S1 and S2: school


def test_boarding_is_free_for_every_household_each_term() -> None:
    spring = pupil(term="2019-spring", starts_on="2019-02-25")
    due = rows_of("boarding_fee", **family("ordinary"), school_term=[pupil(), spring])
    assert [(row["period"], row["amount"]) for row in due] == [
        ("2018-autumn", Decimal(700)),
        ("2019-spring", Decimal(700)),
    ]


@pytest.mark.parametrize(
    ("missing", "eligible"),
    [("stage", None), ("county_school", None), ("boards", None), ("boarding_fee", True)],
)
def test_an_empty_cell_about_a_boarder_is_a_question(missing: str, eligible: bool | None) -> None:
    due = one("boarding_fee", **family(), school_term=[pupil(**{missing: None})])
    assert (due["eligible"], due["amount"], due["missing"]) == (eligible, None, missing)


def test_a_pupil_whom_the_register_does_not_know_is_kept() -> None:
    found = one("boarding_term", school_term=[pupil()])
    assert (found["household_id"], found["village_code"], found["boards"]) == (None, None, True)


def test_a_student_is_helped_once_a_school_year() -> None:
    terms = [
        pupil(stage="university"),
        pupil(stage="university", term="2019-spring", starts_on="2019-02-25"),
    ]
    due = one("education_aid", **family(), school_term=terms)
    assert (due["amount"], due["period"], due["dated_on"]) == (
        Decimal(3000),
        "2018",
        date(2018, 9, 1),
    )


def test_terms_that_contradict_each_other_leave_the_stage_open() -> None:
    terms = [pupil(stage="senior"), pupil(stage="university", term="2019-spring")]
    due = one("education_aid", **family(), school_term=terms)
    assert (due["eligible"], due["missing"], due["at_stake"]) == (None, "stage", Decimal(3000))


def test_a_term_that_does_not_say_the_stage_leaves_it_open() -> None:
    terms = [pupil(stage="senior"), pupil(stage=None, term="2019-spring", starts_on="2019-02-25")]
    due = one("education_aid", **family(), school_term=terms)
    assert (due["eligible"], due["missing"], due["at_stake"]) == (None, "stage", Decimal(3000))


def test_a_term_without_its_first_day_leaves_day_and_status_open() -> None:
    terms = [pupil(stage="senior"), pupil(stage="senior", term="2019-spring", starts_on=None)]
    found = one("student_year", **family(), school_term=terms)
    assert (found["stage"], found["starts_on"], found["status"]) == ("senior", None, None)


def test_a_student_without_known_status_is_a_question() -> None:
    due = one("education_aid", **family(None), school_term=[pupil(stage="senior")])
    assert (due["eligible"], due["missing"], due["at_stake"]) == (None, "status", Decimal(2000))
    assert rows_of("education_aid", **family("ordinary"), school_term=[pupil(stage="senior")]) == []


# S3: chronic disease


def case(**values: object) -> Rows:
    """A case of p1 suspected on New Year's Day 2019, 119 days before the run."""
    return [{"case_id": "c1", "person_id": "p1", "suspected_on": "2019-01-01", **values}]


def test_a_case_waits_from_the_day_it_was_suspected() -> None:
    found = one("chronic_case_of_person", **family(), chronic_case=case())
    assert (found["days_waiting"], found["status"], found["result"]) == (119, POOR, None)
    assert one("chronic_visit", **family(), chronic_case=case())["holds"] is False
    assert one("chronic_visit", **family(None), chronic_case=case())["missing"] == "status"


def test_a_finished_case_is_no_gap_and_the_dead_wait_for_nobody() -> None:
    done = case(visited_on="2019-03-20", result="refuted")
    assert rows_of("chronic_visit", **family(), chronic_case=done) == []
    gone = family(left_on="2019-04-30")
    assert rows_of("chronic_case_of_person", **gone, chronic_case=case()) == []


# S5 and S6: hospital stays


@pytest.mark.parametrize(
    ("days", "allowance", "aid"),
    [(10, None, None), (11, 50, None), (15, 250, None), (16, 300, 4000), (30, 500, 4000)],
)
def test_what_a_stay_brings(days: int, allowance: int | None, aid: int | None) -> None:
    for policy, amount in (("hospital_stay_allowance", allowance), ("medical_cost_aid", aid)):
        due = rows_of(policy, **family(), hospital_stay=stay(days=days))
        assert [row["amount"] for row in due] == ([] if amount is None else [amount])


def test_a_stay_that_leaves_something_open_is_a_question_with_its_money() -> None:
    for values, missing in (({"days": None}, "days"), ({"discharged_on": None}, "discharged_on")):
        due = one("hospital_stay_allowance", **family(), hospital_stay=stay(**values))
        assert (due["eligible"], due["amount"]) == (None, None)
        assert missing in due["missing"].split(",")
    unknown_days = one("hospital_stay_allowance", **family(), hospital_stay=stay(days=None))
    assert unknown_days["at_stake"] == 500
    unknown_grade = one("medical_cost_aid", **family(), hospital_stay=stay(hospital_grade=None))
    assert (unknown_grade["missing"], unknown_grade["at_stake"]) == ("hospital_grade", 4000)
    unknown_status = one("medical_cost_aid", **family(None), hospital_stay=stay())
    assert (unknown_status["missing"], unknown_status["amount"]) == ("status", None)


def test_moving_the_threshold_moves_the_figure() -> None:
    few = county(**family(), hospital_stay=stay())
    later = with_parameter("hospital_stay_allowance", "free_days", Decimal(12))
    [usual] = few.answers("hospital_stay_allowance").values()
    [moved] = few.answers("hospital_stay_allowance", later).values()
    assert (usual["amount"], moved["amount"]) == (300, 200)


# S7: claims


def claim(**values: object) -> Rows:
    """A medical claim of p1 reported on 20 March 2019, but for `values`."""
    usual = {"claim_id": "c1", "person_id": "p1", "cover": "medical", "event_id": "s1"}
    return [{**usual, "occurred_on": "2019-03-18", "reported_on": "2019-03-20", **values}]


@pytest.mark.parametrize(
    ("papers", "decided", "answer"),
    [
        ("2019-03-31", None, "no gap"),
        ("2019-03-30", None, (True, False)),
        ("2019-03-20", "2019-04-30", "no gap"),
        (None, None, (None, False)),
        (None, "2019-04-30", "no gap"),
        ("2019-05-10", None, "no gap"),
    ],
)
def test_the_insurer_has_thirty_days(papers: str | None, decided: str | None, answer: Any) -> None:
    claims = claim(papers_complete_on=papers, decided_on=decided)
    found = rows_of("relief_claim_decision", **family(), claim=claims)
    answers = [(row["eligible"], row["holds"]) for row in found]
    assert answers == ([] if answer == "no gap" else [answer])


def test_what_the_insurer_granted_is_due_and_an_unwritten_sum_is_asked() -> None:
    assert rows_of("relief_claim", **family(), claim=claim()) == []
    granted = one("relief_claim", **family(), claim=claim(decided_on="2019-04-01", granted="8600"))
    assert (granted["amount"], granted["event"]) == (Decimal(8600), "s1")
    unwritten = one("relief_claim", **family(), claim=claim(decided_on="2019-04-01"))
    assert (unwritten["amount"], unwritten["missing"]) == (None, "granted")


def test_a_sum_granted_on_a_day_that_nobody_wrote_down_is_a_question() -> None:
    asked = one("relief_claim", **family(), claim=claim(granted="8600"))
    assert (asked["eligible"], asked["amount"]) == (None, None)
    assert "decided_on" in asked["missing"].split(",")


def test_a_claim_about_nothing_named_shares_no_event() -> None:
    for cover in ("medical", "disaster", "accident", "education"):
        found = one("claim_of_person", **family(), claim=claim(cover=cover, event_id=None))
        assert found["event_id"] is None


# S8: disability


@pytest.mark.parametrize(
    ("card_", "person", "answer"),
    [
        (card("2015-01-01", "2018-12-01"), {}, (True, Decimal(600))),
        (card("2015-01-01", "2018-11-30"), {}, "refused"),
        (card("2018-12-02", "2028-12-01"), {}, "refused"),
        (card("2015-01-01", None), {}, (None, None)),
        (card("2015-01-01", "2025-01-01"), {"left_on": "2018-12-01"}, "refused"),
        (card("2015-01-01", "2025-01-01"), {"left_on": "2018-12-02"}, (True, Decimal(600))),
        (card("2015-01-01", "2025-01-01"), {"joined_on": "2018-12-02"}, "refused"),
    ],
)
def test_the_supplement_is_counted_on_the_first_of_december(
    card_: Row, person: Row, answer: Any
) -> None:
    found = rows_of("disability_supplement", **family("ordinary", **person), disability=[card_])
    answers = [(row["eligible"], row["amount"]) for row in found]
    assert answers == ([] if answer == "refused" else [answer])


def test_a_year_is_counted_once_its_day_has_come() -> None:
    held = [card("2015-01-01", "2025-01-01")]
    for day, years in (
        (date(2019, 11, 30), [2018]),
        (date(2019, 12, 1), [2018, 2019]),
        (date(2021, 1, 1), [2018, 2019, 2020]),
    ):
        found = county(day, **family(), disability=held).fact("disabled_year")
        assert [row["year"] for row in found] == years


def test_what_was_paid_for_a_year_stays_due_when_the_years_go_by() -> None:
    paid: Row = {"payment_id": "b1", "programme": "disability_supplement", "person_id": "p1"}
    paid |= {"household_id": "h1", "period": "2018", "amount": 600, "state": "paid"}
    held = [card("2015-01-01", "2025-01-01")]
    early = {**paid, "payment_id": "b2", "period": "2020"}
    later = county(date(2020, 1, 2), **family(), disability=held, benefit_paid=[paid, early])
    found = {row["period"]: row["class"] for row in later.settle(["disability_supplement"])}
    assert found == {"2018": "received", "2019": "missing", None: "unknown"}
    assert {row["reason"] for row in later.settle(["disability_supplement"])[:2]} == {""}


def test_a_card_holder_whom_the_register_does_not_know_is_a_question() -> None:
    found = one("disability_supplement", disability=[card("2015-01-01", "2025-01-01")])
    assert (found["eligible"], found["missing"], found["at_stake"]) == (None, "resident", 600)


def test_who_came_from_another_household_of_the_county_was_resident_before() -> None:
    held = [card("2015-01-01", "2025-01-01")]
    came = {"event_id": "e", "kind": "split", "happened_on": "2019-02-01", "household_id": "h1"}
    came |= {"person_id": "p1", "other_household_id": "h0"}
    home = family(joined_on="2019-02-01")
    for events, resident in (([], False), ([came], True), ([came | {"household_id": "h0"}], False)):
        found = rows_of("disabled_year", **home, disability=held, household_event=events)
        assert [row["resident"] for row in found] == [resident]


# S9: accidents


@pytest.mark.parametrize(
    ("values", "amount"),
    [
        ({}, Decimal(40000)),
        ({"loss": "124000"}, Decimal(104000)),
        ({"loss": "124000.01"}, Decimal(104000)),
        ({"compensated": None}, None),
        ({"loss": None}, None),
        ({"causes_relapse": None}, None),
        ({"occurred_on": None}, None),
    ],
)
def test_relief_after_an_accident(values: Row, amount: Decimal | None) -> None:
    due = one("accident_relief", **family(), accident=accident(**values))
    assert due["amount"] == amount
    assert (due["missing"] is None) == (amount is not None)


def test_an_accident_has_the_status_of_its_day() -> None:
    assert one("accident_of_person", **family(), accident=accident())["status"] == POOR
    unknown = one("accident_relief", **family(None), accident=accident())
    assert (unknown["missing"], unknown["at_stake"]) == ("status", Decimal(40000))
