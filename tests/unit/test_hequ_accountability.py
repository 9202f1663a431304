"""Training, teams, visits, bulletins, calls and the ledger of problems, over a few rows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.hequ_county import TODAY, County, Row, Rows, county, household, standing
from wuxiang.schema import TABLES

CODE = "140930100200"
AREAS: Rows = [
    {"area_code": CODE, "level": "village", "name": "村", "valid_from": "2018-10-31"},
    {"area_code": "140930100000", "level": "township", "name": "镇", "valid_from": "2018-10-31"},
    {"area_code": "140930101000", "level": "township", "name": "乡", "valid_from": "2018-10-31"},
]
HELPERS: Rows = [
    {"helper_id": "b1", "payroll": "public", "from_date": "2016-01-01"},
    {"helper_id": "b2", "payroll": "public", "from_date": "2016-01-01"},
    {"helper_id": "gone", "payroll": "public", "to_date": "2019-01-01"},
    {"helper_id": "leader", "payroll": "county_leader"},
]


def place(**tables: Rows) -> County:
    """One village, two townships and four helpers."""
    village: Rows = [{"village_code": CODE}]
    return county(area=AREAS, village=village, helper=HELPERS, **tables)


def ago(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days)


def holding(place: County, policy: str) -> dict[str, object]:
    """Whether the policy holds, by subject, of those that are eligible."""
    return {key: row["holds"] for key, row in place.answers(policy).items() if row["eligible"]}


# A1: training, halls, teams


def test_training_goes_on_and_whoever_was_to_come_came() -> None:
    there = place(
        training_course=[
            {"course_id": "c1", "training_work": "甲", "held_on": ago(365)},
            {"course_id": "c2", "training_work": "乙", "held_on": ago(366)},
            {"course_id": "c3", "training_work": "乙", "held_on": ago(-1)},
        ],
        course_attendance=[
            {"course_id": "c1", "helper_id": "b1", "attended": True},
            {"course_id": "c1", "helper_id": "b2", "attended": False},
            {"course_id": "c2", "helper_id": "b1"},
            {"course_id": "c3", "helper_id": "b1", "attended": False},
            {"course_id": "lost", "helper_id": "b1", "attended": False},
        ],
    )
    assert holding(there, "training_work_held") == {"甲": True, "乙": False}
    assert sorted(map(str, holding(there, "course_attended").values())) == ["False", "None", "True"]
    assert there.figure("training_works") == 2


def test_a_vacant_post_is_a_gap() -> None:
    posts = {"filled": "b1", "vacant": None, "left": "gone", "unlisted": "nobody knows"}
    there = place(
        team_post=[
            *(
                {"post_id": key, "village_code": CODE, "team_post": "member", "helper_id": holder}
                for key, holder in posts.items()
            ),
            {"post_id": "over", "village_code": CODE, "helper_id": "b2", "to_date": TODAY},
        ]
    )
    expected = {"filled": True, "vacant": False, "left": False, "unlisted": None, "over": False}
    assert holding(there, "team_post_filled") == expected
    assert there.figure("vacant_team_posts") == 3


@pytest.mark.parametrize(
    ("months", "answer"),
    [
        ([("2019-03-01", 20, ago(30))], (True, True)),
        ([("2019-03-01", 19, ago(31))], (False, False)),
        ([("2019-03-01", 25, None), ("2019-04-01", 0, None)], (True, None)),
        ([("2019-03-01", 0, None), ("2019-04-01", 0, None)], (False, False)),
        ([("2019-03-01", 20, ago(31)), ("2019-04-01", None, None)], (True, None)),
        ([("2019-02-01", 25, ago(2))], (False, True)),
        ([("2019-03-01", None, ago(2)), ("2019-02-01", 3, None)], (None, True)),
        ([], (None, None)),
    ],
)
def test_a_team_member_is_on_site(
    months: list[tuple[str, int | None, date | None]], answer: tuple[bool | None, bool | None]
) -> None:
    there = place(
        team_post=[
            {
                "post_id": "g1",
                "village_code": CODE,
                "helper_id": "b1",
                "team_post": "leader",
                "from_date": "2018-01-01",
            }
        ],
        duty_month=[
            {
                "helper_id": "b1",
                "village_code": CODE,
                "month_begin": begin,
                "days_on_site": days,
                "last_on_site": last,
            }
            for begin, days, last in months
        ],
    )
    [row] = there.answers("team_on_site").values()
    assert (row["enough_days"], row["not_long_away"]) == answer


# A2, A3


@pytest.mark.parametrize(
    ("columns", "answer"),
    [
        ({}, True),
        ({"helper_id": "b1"}, False),
        ({"helper_id": None}, False),
        ({"helper_id": "nobody knows"}, None),
        ({"planned_on": None, "listed_on": ago(30)}, True),
        ({"planned_on": None, "listed_on": ago(31)}, False),
        ({"finish_by": ago(1)}, False),
        ({"finish_by": None}, None),
        ({"finished_on": ago(3), "outcome": "not_improved"}, False),
        ({"finished_on": ago(3), "outcome": "improved", "finish_by": ago(9)}, True),
    ],
)
def test_a_weak_village_has_its_leader_plan_and_result(columns: Row, answer: bool | None) -> None:
    usual: Row = {"village_code": CODE, "weakness": "weak", "listed_on": "2018-05-01"}
    usual |= {"helper_id": "leader", "planned_on": "2018-05-20", "finish_by": TODAY}
    there = place(weak_village=[{**usual, **columns}])
    assert [*holding(there, "weak_village_in_order").values()] == [answer]


@pytest.mark.parametrize(
    ("columns", "answer"),
    [
        ({}, True),
        ({"last_contact_on": ago(91)}, False),
        ({"last_contact_on": None}, False),
        ({"last_contact_on": None, "away_since": None}, None),
        ({"host_branch": None}, None),
        ({"service_centre": False}, False),
    ],
)
def test_a_branch_that_lost_touch_with_a_member_is_a_gap(columns: Row, answer: bool | None) -> None:
    usual: Row = {"person_id": "p1", "away_since": "2018-01-01", "home_branch": "甲"}
    usual |= {"host_branch": "乙", "service_centre": True, "last_contact_on": ago(90)}
    there = place(mobile_member=[{**usual, **columns}])
    assert holding(there, "mobile_member_in_touch") == {"p1": answer}
    assert there.figure("mobile_members_lost") == (1 if answer is False else 0)


def test_a_member_who_came_back_is_no_longer_away() -> None:
    there = place(mobile_member=[{"person_id": "p1", "returned_on": TODAY}])
    assert holding(there, "mobile_member_in_touch") == {}


# A5, A7, A8: teams and visits


def test_a_team_has_all_its_members_in_post() -> None:
    members = {"甲": ["b1", "b2", "leader"], "乙": ["b1", "b2", "gone"], "丙": ["b1", "nobody"]}
    there = place(
        inspector=[
            {"team": team, "inspection_kind": "covert", "helper_id": key, "from_date": ago(9)}
            for team, keys in members.items()
            for key in keys
        ]
    )
    assert holding(there, "covert_teams_whole") == {"甲": True, "乙": False, "丙": None}
    assert there.figure("covert_teams") == 1


def visit(key: str, **columns: object) -> Row:
    """An unannounced visit that found all three carried out."""
    row: Row = {"visit_id": key, "village_code": CODE, "visited_at": ago(183), "announced": False}
    kept = ("responsibility_kept", "policy_kept", "work_kept")
    return {**row, **dict.fromkeys(kept, True), **columns}


@pytest.mark.parametrize(
    ("visits", "village", "home"),
    [
        ([visit("v", household_id="h1")], True, True),
        ([visit("v", visited_at=ago(184))], False, False),
        ([visit("v", announced=True, household_id="h1")], False, False),
        ([visit("v", announced=None, household_id="h1")], None, None),
        (
            [visit("v", household_id="h1"), visit("w", visited_at=ago(200), announced=None)],
            True,
            True,
        ),
        ([visit("v", visited_at=ago(200)), visit("w", announced=None)], None, False),
        ([], None, None),
    ],
)
def test_villages_and_poor_households_are_visited_without_notice(
    visits: Rows, village: bool | None, home: bool | None
) -> None:
    there = place(
        household=[household(village_code=CODE)],
        household_status=standing("registered"),
        covert_visit=visits,
    )
    assert holding(there, "village_visited_unannounced") == {CODE: village}
    assert holding(there, "household_visited_unannounced") == {"h1": home}


def test_a_visit_that_found_work_undone_is_a_gap() -> None:
    there = place(
        covert_visit=[visit("a"), visit("b", work_kept=False), visit("c", work_kept=None)]
    )
    assert holding(there, "three_carried_out") == {"a": True, "b": False, "c": None}
    assert there.figure("three_carried_out_share") == Decimal("33.3333")


# A6


def bulletin(kind: str, end: date, **columns: object) -> Row:
    """A bulletin signed and issued the day after."""
    day = end + timedelta(1)
    row: Row = {"bulletin_id": f"{kind}{end}", "bulletin_kind": kind, "period_end": end}
    return {**row, "signed_on": day, "published_on": day, "ranked": "townships"} | columns


def test_every_day_week_and_month_has_its_bulletin() -> None:
    there = place(
        bulletin=[
            *(bulletin("daily", ago(days)) for days in range(1, 32) if days not in (2, 3)),
            *(bulletin("weekly", date(2019, 4, 28) - timedelta(7 * week)) for week in range(5)),
            bulletin("monthly", date(2019, 3, 31), signed_on="2019-04-02"),
            bulletin("monthly", date(2019, 2, 28), signed_on=None),
        ]
    )
    wanted = there.fact("bulletin_wanted")
    kinds = [row["bulletin_kind"] for row in wanted]
    assert {kind: kinds.count(kind) for kind in kinds} == {"daily": 31, "weekly": 5, "monthly": 3}
    answers = {(row["bulletin_kind"], row["wanted_for"]): row["is_published"] for row in wanted}
    assert answers["daily", ago(2)] is False
    found = there.answers("bulletin_issued")
    breaches = sorted(key for key, row in found.items() if row["holds"] is False)
    assert [key.split("/")[-1] for key in breaches] == ["2019-04-27", "2019-01-31", "2019-03-31"]
    assert [row["holds"] for key, row in found.items() if "2019-02-28" in key] == [None]
    assert there.figure("bulletins_missing") == 3


def test_a_ranking_of_somebody_else_and_no_register_at_all() -> None:
    other = place(bulletin=[bulletin("weekly", date(2019, 4, 28), ranked="villages")])
    answers = other.answers("bulletin_issued")
    assert answers["weekly/2019-04-28"]["ranks_whom"] is False
    assert answers["daily/2019-04-28"]["ranks_whom"] is True
    assert {row["is_published"] for row in place().fact("bulletin_wanted")} == {None}


# A8


def test_two_of_a_hundred_helpers_are_called_each_day() -> None:
    keys = [f"k{number}" for number in range(50)]
    there = county(
        helper=[{"helper_id": key, "payroll": "public"} for key in keys],
        household=[household(key) for key in keys],
        household_status=[row for key in keys for row in standing("registered", key)],
        pairing=[{"helper_id": k, "household_id": k, "from_date": "2018-01-01"} for k in keys],
        phone_check=[
            {"call_id": "1", "called_on": ago(1), "helper_id": "k1", "household_id": "k1"},
            {"call_id": "2", "called_on": ago(2), "helper_id": "k1"},
            {"call_id": "3", "called_on": ago(2), "helper_id": "k1"},
            {"call_id": "4", "called_on": ago(32), "helper_id": "k1"},
        ],
    )
    days = {row["days_ago"]: row for row in there.fact("phone_day")}
    assert len(days) == 31
    assert (days[1]["share_of_helpers"], days[1]["share_of_households"]) == (2, 2)
    assert (days[2]["share_of_helpers"], days[2]["share_of_households"]) == (2, 0)
    assert there.figure("phone_days_met") == 2
    assert {row["calls"] for row in place().fact("phone_day")} == {None}


def test_a_call_that_found_the_helper_absent_is_a_gap() -> None:
    call: Row = {"called_on": ago(1), "helper_id": "b1", "reached": True}
    call |= {"present": True, "devoted": True, "working": True}
    there = place(
        phone_check=[
            {**call, "call_id": "good"},
            {**call, "call_id": "absent", "present": False},
            {**call, "call_id": "unwritten", "devoted": None},
            {**call, "call_id": "no answer", "reached": False},
        ]
    )
    found = holding(there, "phone_answers_good")
    assert found == {"good": True, "absent": False, "unwritten": None}


# A9, A7: the ledger


def ledger(*steps: tuple[str, int | None], found_by: object = "covert", **step: object) -> County:
    """A problem with these steps, so many days ago; `step` adds to the last one."""
    rows: Rows = [
        {
            "problem_id": "t1",
            "step_number": number,
            "ledger_step": name,
            "stepped_on": None if days is None else ago(days),
        }
        for number, (name, days) in enumerate(steps, start=1)
    ]
    rows[-1] |= step
    problem: Row = {"problem_id": "t1", "found_by": found_by, "village_code": CODE}
    return place(problem=[problem], problem_step=rows)


BEGUN = (("found", 40), ("assigned", 38), ("accepted", 35))
MENDED = (*BEGUN, ("repaired", 20))


@pytest.mark.parametrize(
    ("steps", "step", "answer"),
    [
        ((("found", 3),), {"repair_by": TODAY}, True),
        ((("found", 4),), {"repair_by": TODAY}, False),
        ((("found", 8), ("assigned", 5)), {"repair_by": TODAY}, True),
        ((("found", 8), ("assigned", 6)), {"repair_by": TODAY}, False),
        (BEGUN, {"repair_by": TODAY}, True),
        (BEGUN, {"repair_by": ago(1)}, False),
        (BEGUN, {}, None),
        (MENDED, {}, True),
        ((*BEGUN, ("repaired", 21)), {}, False),
        ((*MENDED, ("rechecked", 5), ("returned", 4)), {"repair_by": ago(4)}, False),
        ((*MENDED, ("rechecked", 5), ("closed", 4)), {}, True),
        ((*MENDED[:-1], ("repaired", None)), {"repair_by": ago(1)}, None),
        ((*MENDED, ("rechecked", 5), ("closed", None)), {"repair_by": ago(1)}, True),
        ((("found", 40), ("assigned", None)), {"repair_by": TODAY}, None),
    ],
)
def test_a_problem_is_handled_in_time(
    steps: tuple[tuple[str, int | None], ...], step: Row, answer: bool | None
) -> None:
    assert holding(ledger(*steps, **step), "problem_in_time") == {"t1": answer}


def move(steps: tuple[tuple[str, int | None], ...], **step: object) -> Row:
    """What the policy says of the last step."""
    answers = ledger(*steps, **step).answers("problem_moves_in_order")
    return answers[max(answers)]


def test_only_some_steps_may_follow_each_other() -> None:
    assert move(BEGUN)["holds"] is True
    assert move((("found", 3), ("closed", 2)))["may_follow"] is False
    assert move((("assigned", 3),))["may_follow"] is False
    assert move((("found", 3), ("assigned", 4)))["days_in_order"] is False
    assert move((("found", 3), ("assigned", None)))["days_in_order"] is None


@pytest.mark.parametrize(("found", "answer"), [("repaired", True), ("half", False), (None, None)])
def test_a_problem_is_closed_only_when_it_is_repaired(
    found: str | None, answer: bool | None
) -> None:
    rows: Rows = [
        {"problem_id": "t1", "step_number": 1, "ledger_step": "rechecked", "stepped_on": ago(3)},
        {"problem_id": "t1", "step_number": 2, "ledger_step": "closed", "stepped_on": ago(2)},
    ]
    rows[0]["repair_found"] = found
    there = place(problem=[{"problem_id": "t1", "found_by": "own"}], problem_step=rows)
    [closed] = [row for row in there.fact("problem_move") if row["step_number"] == 2]
    assert closed["closed_when_repaired"] is answer


@pytest.mark.parametrize(
    ("steps", "answer"),
    [
        ((("rechecked", 5), ("heard", 4), ("named", 3)), True),
        ((("rechecked", 5), ("named", 3)), False),
        ((("rechecked", 5), ("named", 3), ("heard", 2), ("held", 1)), True),
        ((("rechecked", 5), ("heard", None), ("named", 3)), None),
        ((("rechecked", 5), ("heard", 4), ("named", None)), None),
    ],
)
def test_nobody_is_named_before_he_was_heard(
    steps: tuple[tuple[str, int | None], ...], answer: bool | None
) -> None:
    assert move(steps)["heard_before"] is answer


@pytest.mark.parametrize(
    ("found_by", "steps", "step", "answer"),
    [
        ("province", BEGUN, {"repair_by": ago(10)}, True),
        ("city", BEGUN, {"repair_by": ago(11)}, False),
        ("covert", BEGUN, {}, None),
        ("covert", (*MENDED, ("rechecked", 9)), {"repair_found": "repaired"}, True),
        ("covert", (*BEGUN, ("rechecked", 31)), {"repair_found": "half"}, False),
        ("covert", (*BEGUN, ("rechecked", 30)), {"repair_found": "not"}, True),
        ("covert", (*BEGUN, ("rechecked", 31)), {}, None),
        (
            "covert",
            (*BEGUN, ("rechecked", None)),
            {"repair_by": ago(11), "repair_found": "half"},
            None,
        ),
        ("covert", (*BEGUN, ("rechecked", 31), ("held", None)), {}, True),
    ],
)
def test_findings_are_rechecked_and_the_unrepaired_held_to_account(
    found_by: str, steps: tuple[tuple[str, int | None], ...], step: Row, answer: bool | None
) -> None:
    there = ledger(*steps, found_by=found_by, **step)
    assert holding(there, "finding_rechecked") == {"t1": answer}


def test_townships_are_ranked_by_overdue_problems() -> None:
    there = ledger(*BEGUN, repair_by=ago(1))
    ranked = {row["township_code"]: row["place"] for row in there.fact("township_ranking")}
    assert ranked == {"140930100000": 2, "140930101000": 1}


def test_who_complained_stands_in_no_open_table() -> None:
    told = {"complainant", "complainant_phone"}
    assert told == {column.name for column in TABLES["complaint"].sealed}
    for table in TABLES.values():
        assert not told & {column.name for column in table.stored}
    assert not told & {column.name for column in TABLES["problem"].columns}
