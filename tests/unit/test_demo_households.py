"""What the demo county says of a household fits together, but for what nobody wrote down."""

from tests.demo_records import MEMBER, ask, number
from wuxiang.demo.livelihood import DOUBTFUL_EXITS

WORKING = """
    SELECT household_id, year, wages > 0 AS paid, bool_or(work_months > 0) AS works
    FROM income JOIN person p USING (household_id)
    GROUP BY household_id, year, wages
"""


def test_who_earns_wages_has_a_worker_at_home_but_for_a_few_that_nobody_wrote_down() -> None:
    counts = ask(f"SELECT paid, works, count(*) FROM ({WORKING}) GROUP BY ALL", whole=True)
    found = {(paid, works): int(str(count)) for paid, works, count in counts}
    assert found[True, True] > 5_000
    assert 0 < found[True, False] < found[True, True] / 100
    assert 0 < found[False, True] < found[True, True] / 100


NET = """
    SELECT count(*) FROM (
      SELECT household_id, wages + business + dividend + other_property + family_planning + dibao
        + wubao + pension + ecology + other_transfer - business_cost AS net_income
      FROM income WHERE year = 2018
    ) JOIN (
      SELECT household_id, count(*) AS members FROM person
      WHERE joined_on <= DATE '2018-12-31' AND (left_on IS NULL OR left_on > DATE '2018-12-31')
      GROUP BY household_id
    ) USING (household_id) JOIN household_status USING (household_id)
"""
KEPT = "status = 'exited_with_policies' AND to_date IS NULL"
UNSPLIT = (
    "household_id NOT IN (SELECT other_household_id FROM household_event "
    "WHERE other_household_id IS NOT NULL)"
)


def test_an_income_is_that_of_the_members_of_the_year() -> None:
    poor = f"{NET} WHERE net_income < 2952 * members AND {KEPT} AND {UNSPLIT}"
    assert number(poor, whole=True) == DOUBTFUL_EXITS


def test_healthy_people_of_working_age_are_able_and_children_at_school_but_for_a_few() -> None:
    register = "FROM person JOIN household h USING (household_id) WHERE identified_on IS NOT NULL"
    idle = (
        f"{register} AND {MEMBER} AND healthy AND work_ability = 'none' AND education IS NOT NULL"
    )
    adults = "date_diff('year', birth_date, DATE '2019-04-30') BETWEEN 17 AND 64"
    assert 0 < int(str(number(f"SELECT count(*) {idle} AND {adults}", whole=True))) < 20
    children = "birth_date BETWEEN DATE '2003-05-01' AND DATE '2012-08-31'"
    out = f"SELECT count(*) {register} AND {MEMBER} AND education IS NOT NULL AND {children}"
    assert 0 < int(str(number(out, whole=True))) < 10


def test_a_list_contradicts_only_what_the_register_does_not_say() -> None:
    gone = "FROM list_match JOIN person USING (person_id) WHERE kind = 'death'"
    meanings = f"SELECT left_on IS NULL, match_meaning, count(*) > 0 {gone} GROUP BY ALL ORDER BY 1"
    assert ask(meanings, whole=True) == [(False, "known", True), (True, "flag", True)]
    cars = "FROM list_match m JOIN assets a USING (household_id) WHERE kind = 'vehicle'"
    assert ask(f"SELECT DISTINCT car, match_meaning {cars} ORDER BY car", whole=True) == [
        (False, "flag"),
        (True, "known"),
    ]


def test_a_household_is_watched_from_the_day_on_which_its_clue_was_ruled_on() -> None:
    books = """
        FROM monitoring_clue c JOIN household_status s USING (household_id)
        LEFT JOIN risk r USING (household_id)
        WHERE ruled_as <> 'none' AND s.status IN ('monitored', 'marginal')
    """
    watched = "FROM household_status WHERE status IN ('monitored', 'marginal')"
    count = int(str(number(f"SELECT count(*) {watched}", whole=True)))
    agree = "ruled_on = from_date AND identified_on = ruled_on AND risk_kind = ruled_as"
    entered = f"SELECT count(*), count(r.household_id), count(*) FILTER ({agree}) {books}"
    ((rulings, known, alike),) = ask(entered, whole=True)
    assert (rulings, known) == (count, alike)
    assert 0 < count - int(str(known)) < 20
    helped = "FROM risk_measure JOIN risk USING (household_id) WHERE from_date < identified_on"
    assert number(f"SELECT count(*) {helped}", whole=True) == 0
