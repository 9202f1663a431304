"""A cell that is there and cannot be read says neither "not yet" nor "no end": it is not known."""

import pytest

from tests.hequ_county import Row, Rows, county, household, member, standing

HOME: dict[str, Rows] = {
    "household": [household()],
    "household_status": standing("registered"),
    "person": [member()],
    "mover": [{"household_id": "h1", "moving_agreed_on": "2016-10-01"}],
}
LONG_AGO = "2018-02-01"
APPROVED: Row = {"planned_area": 5, "approved_on": LONG_AGO}


def unread(field: str, record: str) -> Rows:
    """What intake says of a cell that it could not read."""
    said: Row = {"file": "f", "sheet": "", "row": 4, "heading": "x", "rule": "not_a_date"}
    return [{**said, "field": field, "record": record, "household_id": "h1"}]


@pytest.mark.parametrize(
    ("policy", "table", "row", "column"),
    [
        (
            "chronic_visit",
            "chronic_case",
            {"case_id": "x", "person_id": "p1", "suspected_on": LONG_AGO, "result": "refuted"},
            "visited_on",
        ),
        (
            "community_place_open",
            "community_place",
            {"place_id": "x", "place_planned_on": LONG_AGO, "open_by": LONG_AGO},
            "open_since",
        ),
        (
            "gift_put_to_use",
            "donation",
            {"donation_id": "x", "gift_value": 5, "given_on": LONG_AGO, "receipted": True},
            "used_on",
        ),
        (
            "moved_land_to_forest",
            "forest_plot",
            {"plot_id": "x", "plot_kind": "bare_hill", "listed_on": LONG_AGO},
            "planted_on",
        ),
        (
            "resettlement_fund",
            "fund",
            {"fund_id": "x", "purpose": "resettlement", "planned": 5, "due_on": LONG_AGO},
            "arrived_on",
        ),
        *[
            ("land_project_stages", "land_project", {"project_id": "x", **row}, column)
            for column, row in (
                ("land_finished_on", {**APPROVED, "land_finish_by": LONG_AGO}),
                ("accepted_on", {**APPROVED, "land_finished_on": LONG_AGO}),
            )
        ],
        (
            "mover_need_met",
            "mover_need",
            {"need_id": "x", "household_id": "h1", "raised_on": LONG_AGO},
            "met_on",
        ),
        *[
            (
                "service_defect_repaired",
                "service_defect",
                {"defect_id": "x", "service": "water", "found_on": LONG_AGO, **row},
                column,
            )
            for column, row in (
                ("mended_on", {"repair_due_on": LONG_AGO}),
                ("repair_checked_on", {"mended_on": LONG_AGO}),
            )
        ],
        (
            "clue_decided",
            "monitoring_clue",
            {"clue_id": "x", "household_id": "h1", "clue_on": "2019-03-01"},
            "ruled_on",
        ),
        (
            "old_house_steps",
            "old_house",
            {
                "old_house_id": "x",
                "household_id": "h1",
                "agreed_on": LONG_AGO,
                "measured_on": LONG_AGO,
                "value": 5,
                "rights_kept": True,
                "demolish_by": LONG_AGO,
                "reclaim_by": "2030-01-01",
            },
            "demolished_on",
        ),
        (
            "learning_hall_used",
            "learning_hall",
            {"hall_id": "x", "founded_on": LONG_AGO},
            "last_session_on",
        ),
        (
            "mobile_member_in_touch",
            "mobile_member",
            {
                "person_id": "x",
                "away_since": LONG_AGO,
                "home_branch": "甲",
                "host_branch": "乙",
                "service_centre": True,
            },
            "last_contact_on",
        ),
    ],
)
def test_a_step_whose_day_cannot_be_read_is_neither_late_nor_taken(
    policy: str, table: str, row: Row, column: str
) -> None:
    tables = {**HOME, table: [row]}
    assert county(**tables).answers(policy)["x"]["holds"] is False
    told = county(**tables, intake_finding=unread(f"{table}.{column}", "x"))
    assert told.answers(policy)["x"]["holds"] is None


def test_a_reward_waits_for_the_day_of_demolition() -> None:
    house: Row = {"old_house_id": "o1", "household_id": "h1", "agreed_on": LONG_AGO}
    house |= {"demolish_by": LONG_AGO, "reclaim_by": LONG_AGO, "reclaimed_on": LONG_AGO}
    for finding, amounts in (
        ([], (0, 5000)),
        (unread("old_house.demolished_on", "o1"), (None, 5000)),
        (unread("old_house.reclaimed_on", "o1"), (0, 5000)),
    ):
        place = county(**HOME, old_house=[house], intake_finding=finding)
        rewards = (
            place.answers(name)["o1"] for name in ("demolition_reward", "reclamation_reward")
        )
        assert tuple(row["amount"] if row["eligible"] is not False else 0 for row in rewards) == (
            amounts
        )


@pytest.mark.parametrize(
    ("column", "step"),
    [
        ("inspected_on", "inspected"),
        ("accepted_quantity", "inspected"),
        ("award_shown_from", "shown"),
        ("objection", "shown"),
    ],
)
def test_an_application_may_have_been_inspected_or_shown(column: str, step: str) -> None:
    claim: Row = {"application_id": "a1", "household_id": "h1", "submitted_on": LONG_AGO}
    for finding, known in (([], False), (unread(f"industry_award.{column}", "a1"), None)):
        place = county(**HOME, industry_award=[claim], intake_finding=finding)
        found = place.one("award_application")
        assert found.pop(step) is known
        assert {found[other] for other in {"inspected", "shown"} & found.keys()} == {False}


def test_who_may_have_left_leaves_open_who_belongs_to_his_household() -> None:
    for column in ("left_on", "joined_on"):
        for given, members in ((None, None), ("2018-01-01", 0 if column == "left_on" else 1)):
            people = [{**member(), column: given}]
            finding = unread(f"person.{column}", "p1")
            place = county(**{**HOME, "person": people}, intake_finding=finding)
            assert place.one("household_now")["members"] == members


def test_who_may_have_left_has_no_standing_and_no_residence_that_we_know() -> None:
    card: Row = {"person_id": "p1", "category": "limb", "level": 1, "certified_on": LONG_AGO}
    stay: Row = {"stay_id": "s1", "person_id": "p1", "discharged_on": "2019-01-01", "days": 12}
    for finding, known in (([], True), (unread("person.left_on", "p1"), None)):
        place = county(**HOME, disability=[card], hospital_stay=[stay], intake_finding=finding)
        assert {row["resident"] for row in place.fact("disabled_year")} == {known}
        assert len(place.fact("standing_of_person")) == (1 if known else 0)


def test_a_status_whose_end_cannot_be_read_is_not_known() -> None:
    finding = unread("household_status.to_date", "h1 2014-01-01")
    place = county(**HOME, intake_finding=finding)
    assert place.one("household_now")["status"] is None
    later = [*standing("registered"), *standing("exited", from_date="2018-01-01")]
    ended = [{**later[1], "to_date": "2030-01-01"}, later[0]]
    told = county(**{**HOME, "household_status": ended}, intake_finding=finding)
    assert [row["status"] for row in told.fact("status_span")] == ["registered", "exited"]


def test_what_may_have_ended_is_not_known_to_run() -> None:
    income: Row = {"source_id": "x", "household_id": "h1", "measure": "support"}
    place = county(**HOME, income_source=[income])
    assert place.one("fixed_income_of_person")["support"] is True
    told = county(
        **HOME, income_source=[income], intake_finding=unread("income_source.to_date", "x")
    )
    assert told.one("fixed_income_of_person")["support"] is None
    job: Row = {"person_id": "p1", "job_kind": "forest", "from_date": LONG_AGO, "months": 12}
    told = county(**HOME, job=[job], intake_finding=unread("job.to_date", f"p1 forest {LONG_AGO}"))
    assert told.one("job_now")["months"] is None
    industry: Row = {"household_id": "h1", "industry": "sheep", "from_date": LONG_AGO}
    industry |= {"specialty": True}
    said = unread("household_industry.to_date", f"h1 sheep {LONG_AGO}")
    told = county(**HOME, household_industry=[industry], intake_finding=said)
    assert told.one("household_industry_now")["has_specialty"] is None


def test_a_risk_a_hall_and_a_member_away_may_be_over() -> None:
    risk: Row = {"household_id": "h1", "identified_on": LONG_AGO}
    told = county(**HOME, risk=[risk], intake_finding=unread("risk.removed_on", f"h1 {LONG_AGO}"))
    assert told.one("risk_case")["is_removed"] is None
    hall: Row = {"hall_id": "x", "founded_on": LONG_AGO}
    told = county(learning_hall=[hall], intake_finding=unread("learning_hall.ended_on", "x"))
    assert told.one("hall_now")["hall_open"] is None
    away: Row = {"person_id": "p1", "away_since": LONG_AGO}
    finding = unread("mobile_member.returned_on", "p1")
    told = county(**HOME, mobile_member=[away], intake_finding=finding)
    assert told.one("mobile_member_now")["still_away"] is None


def test_a_paper_and_a_bulletin_whose_day_cannot_be_read_may_be_there() -> None:
    merger: Row = {"old_code": "v0", "village_code": "v1", "begun_on": LONG_AGO}
    paper: Row = {"old_code": "v0", "paper": "filing", "signed": True, "file_number": "1"}
    told = county(
        village_merger=[merger],
        village_document=[paper],
        intake_finding=unread("village_document.dated_on", "v0 filing"),
    )
    assert told.one("merger_case")["filed"] is None
    bulletin: Row = {"bulletin_id": "b1", "bulletin_kind": "daily", "period_end": "2019-04-29"}
    for finding, known in (([], False), (unread("bulletin.published_on", "b1"), None)):
        place = county(bulletin=[bulletin], intake_finding=finding)
        [said] = [
            row["is_published"]
            for row in place.fact("bulletin_wanted")
            if str(row["wanted_for"]) == "2019-04-29" and row["bulletin_kind"] == "daily"
        ]
        assert said is known
