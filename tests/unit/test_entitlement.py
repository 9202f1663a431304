"""Due against delivered: once, exclusions, stacking, caps, payments both ways, gaps and tasks."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from wuxiang.engine import DuckEngine
from wuxiang.entitlement import (
    DUE,
    ENTITLEMENT,
    GAP,
    QUESTION,
    TASK,
    WorkingDays,
    closed_since,
)
from wuxiang.pack import Calendar
from wuxiang.schema import TABLES
from wuxiang.snapshot import empty_select

DAY = "DATE '2018-06-01'"
ASKED_ABOUT = """
WITH asked AS (
  SELECT policy, subject AS match, payee, household_id, true AS in_force FROM decisions
  UNION ALL SELECT policy, unnest(['2017', '2018', 's9', 'gone']), NULL, NULL, true FROM terms
  UNION ALL SELECT policy, unnest(['2015', 'before']), NULL, NULL, false FROM terms
)
SELECT policy, match, min(payee) AS payee, min(household_id) AS household_id,
  bool_or(in_force) AS in_force
FROM asked GROUP BY policy, match
"""
DUE_DAYS = """
SELECT policy, since, since + 30 AS due_on, since > DATE '2019-01-31' AS due_on_provisional
FROM terms, unnest([DATE '2019-01-01', DATE '2019-04-30']) AS found(since)
"""


class County:
    """A few decisions and payments, settled as a run settles them."""

    def __init__(self, engine: DuckEngine) -> None:
        self.engine = engine
        self.decisions: list[str] = []
        self.payments: list[str] = []
        self.terms: list[str] = []
        self.exclusions: list[str] = []
        self.budgets: list[tuple[str, int, str, str]] = []
        self.suppliers: list[tuple[str, str, str]] = []
        self.payments_came = True
        self.silent = False
        self.refused: list[str] = []
        self.moves: list[tuple[str, str, str]] = []
        self.helped = False
        self.tasks_before: str | None = None

    def policy(self, name: str, **given: str) -> None:
        values = {
            "decides": "'amount'",
            "confirmed": "true",
            "matched_by": "'event'",
            "paid_to": "'person_id'",
            "cap_period": "NULL",
            "budget": "NULL",
            "stacking_group": "NULL",
            "stacking_rank": "NULL",
            "stacking_adds": "NULL",
            "event_of": "NULL",
        } | given
        typed = (
            f"'{name}' AS policy, {values['decides']} AS decides, {values['confirmed']} AS "
            f"confirmed, {values['matched_by']} AS matched_by, {values['paid_to']} AS paid_to, "
            f"CAST({values['cap_period']} AS VARCHAR) AS cap_period, "
            f"CAST({values['budget']} AS VARCHAR) AS budget, "
            f"CAST({values['stacking_group']} AS VARCHAR) AS stacking_group, "
            f"CAST({values['stacking_rank']} AS INTEGER) AS stacking_rank, "
            f"CAST({values['stacking_adds']} AS BOOLEAN) AS stacking_adds, "
            f"CAST({values['event_of']} AS VARCHAR) AS event_of, "
            "'lead' AS lead, 'office' AS office"
        )
        self.terms.append(f"SELECT {typed}")

    def decided(self, policy: str, subject: str, amount: str, **given: str) -> None:
        values = {
            "payee": "'p1'",
            "household_id": "'h1'",
            "event": "NULL",
            "cap_key": "NULL",
            "cap_amount": "NULL",
            "dated_on": DAY,
            "period": f"'{subject}'",
            "holds": "NULL",
            "at_stake": "NULL",
            "failed": "NULL",
            "missing": "NULL",
        } | given
        eligible = "NULL" if amount == "NULL" and values["holds"] == "NULL" else "true"
        self.decisions.append(
            f"SELECT '{policy}' AS policy, '{subject}' AS subject, "
            f"CAST({values['household_id']} AS VARCHAR) AS household_id, "
            "'p1' AS person_id, '140930100200' AS village_code, "
            f"CAST({values['payee']} AS VARCHAR) AS payee, "
            f"CAST({values['event']} AS VARCHAR) AS event, "
            f"CAST({values['cap_key']} AS VARCHAR) AS cap_key, "
            f"CAST({values['cap_amount']} AS DECIMAL(18, 2)) AS cap_amount, "
            f"CAST({values['dated_on']} AS DATE) AS dated_on, {values['period']} AS period, "
            f"CAST({eligible} AS BOOLEAN) AS eligible, "
            f"CAST({values['holds']} AS BOOLEAN) AS holds, "
            f"CAST(NULL AS VARCHAR) AS status, CAST({amount} AS DECIMAL(18, 2)) AS amount, "
            f"CAST({values['at_stake']} AS DECIMAL(18, 2)) AS at_stake, "
            f"CAST({values['failed']} AS VARCHAR) AS failed, "
            f"CAST({values['missing']} AS VARCHAR) AS unclear, "
            f"CAST({values['missing']} AS VARCHAR) AS missing"
        )

    def paid(self, payment: str, programme: str, amount: str, **given: str) -> None:
        values = {
            "person_id": "'p1'",
            "period": "NULL",
            "event_id": "NULL",
            "state": "'paid'",
            "household_id": "CAST(NULL AS VARCHAR)",
        } | given
        fields = ", ".join(f"{value} AS {name}" for name, value in values.items())
        self.payments.append(
            f"SELECT '{payment}' AS payment_id, '{programme}' AS programme, "
            f"CAST({amount} AS DECIMAL(18, 2)) AS amount, " + fields
        )

    def settle(self) -> None:
        keep = self.engine.keep
        if self.payments_came and not self.payments:
            self.paid("b0", "of another policy", "1")
        for name in ("person", "household", "household_event", "pairing"):
            keep(name, empty_select(TABLES[name]))
        for person, home, other in self.moves:
            self.engine.rows(
                "INSERT INTO household_event BY NAME SELECT 'e1' AS event_id, 'split' AS kind, "
                f"'{home}' AS household_id, '{other}' AS other_household_id, "
                f"'{person}' AS person_id"
            )
        if self.helped:
            keep(
                "pairing",
                f"SELECT * FROM ({empty_select(TABLES['pairing'])}) UNION ALL BY NAME "
                "SELECT 'h1' AS household_id, 'k1' AS helper_id, DATE '2018-01-01' AS from_date",
            )
        keep("moment", "SELECT DATE '2019-04-30' AS as_of")
        keep("decisions", " UNION ALL ".join(self.decisions))
        keep("terms", " UNION ALL ".join(self.terms))
        keep("asked_about", " UNION ALL ".join([f"({ASKED_ABOUT})", *self.refused]))
        keep("due_days", DUE_DAYS)
        keep(
            "programmes",
            "SELECT policy AS programme, policy FROM terms "
            "UNION ALL SELECT 'of another policy', 'another policy'",
        )
        keep("parameters", "SELECT 'p' AS policy, 'rate' AS parameter")
        years = [
            f"SELECT '{name}' AS budget, {year} AS year, {edge} AS at_the_edge, "
            f"CAST({amount} AS DECIMAL(18, 2)) AS amount"
            for name, year, amount, edge in self.budgets or [("", 0, "NULL", "NULL")]
        ]
        keep("budgets", " UNION ALL ".join(years))
        told = [
            f"SELECT '{policy}' AS policy, '{name}' AS missing, '{office}' AS supplier"
            for policy, name, office in self.suppliers
        ]
        keep(
            "suppliers",
            " UNION ALL ".join(told)
            or "SELECT '' AS policy, '' AS missing, '' AS supplier WHERE false",
        )
        pairs = self.exclusions or ["SELECT '' AS policy, '' AS excluded"]
        keep("exclusions", " UNION ALL ".join(pairs))
        nothing = empty_select(TABLES["benefit_paid"])
        keep("benefit_paid", " UNION ALL ".join(self.payments) or nothing)
        asked = "0" if self.silent else "1"
        keep(
            "funnel",
            f"SELECT policy, 'in_force' AS step, 0 AS yes, 0 AS no, {asked} AS unknown FROM terms",
        )
        if self.tasks_before:
            keep("task_before", self.tasks_before)
        after = closed_since(self.tasks_before is not None)
        for name, select in (*DUE, *ENTITLEMENT, *GAP, *TASK, *after, *QUESTION):
            keep(name, select)

    def entitlements(self) -> dict[str, tuple[object, ...]]:
        self.settle()
        rows = self.engine.rows("SELECT subject, due, delivered, class, reason FROM entitlement")
        return {str(row[0]): row[1:] for row in rows}


@pytest.fixture
def county() -> Iterator[County]:
    with DuckEngine() as engine:
        yield County(engine)


def test_each_answer_has_its_column(county: County) -> None:
    county.policy("p")
    for subject, amount in [("s1", "50"), ("s2", "50"), ("s3", "50"), ("s4", "50"), ("s5", "NULL")]:
        county.decided("p", subject, amount)
    county.paid("b1", "p", "50", event_id="'s1'")
    county.paid("b2", "p", "20", event_id="'s2'")
    county.paid("b3", "p", "50", event_id="'s3'")
    county.paid("b4", "p", "50", event_id="'s3'")
    county.paid("b5", "p", "50", event_id="'s4'", state="'returned'")
    county.paid("b6", "p", "70", event_id="'s9'")
    county.paid("b7", "p", "70")
    assert county.entitlements() == {
        "s1": (Decimal("50.00"), Decimal("50.00"), "received", ""),
        "s2": (Decimal("50.00"), Decimal("20.00"), "missing", "unmatched"),
        "s3": (Decimal("50.00"), Decimal("100.00"), "double", ""),
        "s4": (Decimal("50.00"), Decimal("0.00"), "missing", "unmatched"),
        "s5": (None, Decimal("0.00"), "unknown", ""),
        "payment/b6": (Decimal("0.00"), Decimal("70.00"), "undue", ""),
        "payment/b7": (None, Decimal("70.00"), "unknown", "unmatched"),
    }
    gaps = county.engine.rows("SELECT subject, kind, amount FROM gap ORDER BY subject")
    assert gaps == [
        ("payment/b6", "undue", Decimal("70.00")),
        ("s2", "missing", Decimal("30.00")),
        ("s3", "double", Decimal("50.00")),
        ("s4", "missing", Decimal("50.00")),
    ]


def test_a_payment_for_a_programme_that_no_policy_names_is_nobodys(county: County) -> None:
    county.policy("p")
    county.decided("p", "s1", "50")
    county.paid("b0", "of another policy", "50", event_id="'s1'")
    county.paid("b1", "elsewhere", "50", event_id="'s1'")
    assert county.entitlements() == {"s1": (Decimal("50.00"), Decimal("0.00"), "missing", "")}
    strays = county.engine.rows("SELECT programme, payments, amount FROM stray_payment")
    assert strays == [("elsewhere", 1, Decimal("50.00"))]


def test_once_per_person_policy_and_period(county: County) -> None:
    county.policy("p", matched_by="'period'")
    county.decided("p", "late", "60", period="'2018'", dated_on="DATE '2018-09-01'")
    county.decided("p", "early", "50", period="'2018'", dated_on="DATE '2018-03-01'")
    county.decided("p", "next year", "60", period="'2019'")
    county.paid("b1", "p", "50", period="'2018'")
    found = county.entitlements()
    assert found["early"] == (Decimal("50.00"), Decimal("50.00"), "received", "")
    assert found["late"] == (Decimal("0.00"), Decimal("0.00"), "none", "once")
    assert found["next year"] == (Decimal("60.00"), Decimal("0.00"), "missing", "")


def test_a_known_amount_goes_before_an_unknown_one_of_the_same_period(county: County) -> None:
    county.policy("p", matched_by="'period'")
    county.decided("p", "unknown", "NULL", period="'2018'", dated_on="DATE '2018-01-01'")
    county.decided("p", "known", "50", period="'2018'")
    found = county.entitlements()
    assert found["known"][0] == Decimal("50.00")
    assert found["unknown"][::3] == (Decimal("0.00"), "once")


def test_two_unknown_amounts_of_one_period_stay_unknown(county: County) -> None:
    county.policy("p", matched_by="'period'")
    county.decided("p", "s1", "NULL", period="'2018'")
    county.decided("p", "s2", "NULL", period="'2018'")
    county.decided("p", "no day", "NULL", period="NULL", dated_on="NULL")
    county.decided("p", "nor here", "NULL", period="NULL", dated_on="NULL")
    found = county.entitlements()
    assert {row[::3] for row in found.values()} == {(None, "")}


def test_who_gets_one_policy_does_not_get_those_it_excludes_in_that_year(county: County) -> None:
    county.policy("winner")
    county.policy("loser")
    county.exclusions.append("SELECT 'winner' AS policy, 'loser' AS excluded")
    county.decided("winner", "w", "10")
    county.decided("loser", "l", "99")
    county.decided("loser", "other year", "99", dated_on="DATE '2019-06-01'")
    county.decided("loser", "other person", "99", payee="'p2'")
    found = county.entitlements()
    assert found["w"][0] == Decimal("10.00")
    assert found["l"][::3] == (Decimal("0.00"), "excluded")
    assert found["other year"][0] == Decimal("99.00")
    assert found["other person"][0] == Decimal("99.00")


@pytest.mark.parametrize(
    ("day", "reason"),
    [(DAY, "waits"), ("NULL", "waits"), ("DATE '2017-06-01'", "")],
)
def test_behind_an_unknown_amount_that_excludes_one_waits(
    county: County, day: str, reason: str
) -> None:
    county.policy("winner")
    county.policy("loser")
    county.exclusions.append("SELECT 'winner' AS policy, 'loser' AS excluded")
    county.decided("winner", "w", "NULL", dated_on=day)
    county.decided("loser", "l", "99")
    found = county.entitlements()
    assert found["l"][::3] == ((None if reason else Decimal("99.00")), reason)


def stacked(county: County, *, adds: str) -> None:
    for rank, name in enumerate(["first", "second", "third"]):
        county.policy(name, stacking_group="'stay'", stacking_rank=str(rank), stacking_adds=adds)


def test_one_event_is_paid_once_until_adding_is_confirmed(county: County) -> None:
    stacked(county, adds="false")
    county.decided("second", "s2", "500", event="'stay 1'")
    county.decided("third", "s3", "4000", event="'stay 1'")
    county.decided("third", "s4", "4000", event="'stay 2'")
    found = county.entitlements()
    assert found["s2"][0] == Decimal("500.00")
    assert found["s3"][::3] == (Decimal("0.00"), "stacked")
    assert found["s4"][0] == Decimal("4000.00")


def test_money_paid_for_a_stacked_event_is_a_question_not_a_fault(county: County) -> None:
    stacked(county, adds="false")
    county.decided("first", "s1", "500", event="'stay 1'")
    county.decided("third", "s3", "4000", event="'stay 1'")
    county.paid("b1", "third", "4000", event_id="'s3'")
    assert county.entitlements()["s3"] == (
        Decimal("0.00"),
        Decimal("4000.00"),
        "unknown",
        "stacked",
    )


def test_confirmed_adding_pays_both(county: County) -> None:
    stacked(county, adds="true")
    county.decided("first", "s1", "500", event="'stay 1'")
    county.decided("third", "s3", "4000", event="'stay 1'")
    found = county.entitlements()
    assert (found["s1"][0], found["s3"][0]) == (Decimal("500.00"), Decimal("4000.00"))


def test_behind_an_unknown_amount_one_waits(county: County) -> None:
    stacked(county, adds="false")
    county.decided("first", "s1", "NULL", event="'stay 1'")
    county.decided("third", "s3", "4000", event="'stay 1'")
    found = county.entitlements()
    assert found["s3"] == (None, Decimal("0.00"), "unknown", "waits")


def test_a_cap_is_used_up_in_order_of_day(county: County) -> None:
    county.policy("p", cap_period="'year'")
    same = {"cap_key": "'h1'", "cap_amount": "100"}
    county.decided("p", "s1", "60", dated_on="DATE '2018-01-01'", **same)
    county.decided("p", "s2", "60", dated_on="DATE '2018-02-01'", **same)
    county.decided("p", "s3", "60", dated_on="DATE '2018-03-01'", **same)
    county.decided("p", "s4", "60", dated_on="DATE '2019-01-01'", **same)
    county.decided("p", "s5", "60", cap_key="'h1'")
    found = county.entitlements()
    assert found["s1"][::3] == (Decimal("60.00"), "")
    assert found["s2"][::3] == (Decimal("40.00"), "capped")
    assert found["s3"][::3] == (Decimal("0.00"), "capped")
    assert found["s4"][0] == Decimal("60.00")
    assert found["s5"][0] is None  # nobody knows the cap


def test_what_came_for_a_period_is_laid_on_its_rows_in_order(county: County) -> None:
    county.policy("p", matched_by="'period'")
    county.decided("p", "s1", "50", period="'2018'", payee="'p1'")
    county.paid("b1", "p", "30", period="'2018'")
    county.paid("b2", "p", "30", period="'2018'")
    assert county.entitlements()["s1"] == (
        Decimal("50.00"),
        Decimal("60.00"),
        "double",
        "",
    )


@pytest.mark.parametrize("state", ["'paid'", "NULL"])
def test_a_payment_that_cannot_be_read_may_be_all_that_is_due(county: County, state: str) -> None:
    county.policy("p")
    for subject, due in (("s1", "50"), ("s2", "50"), ("s3", "NULL")):
        county.decided("p", subject, due)
        amount = "NULL" if state == "'paid'" else "50"
        county.paid(f"unread {subject}", "p", amount, event_id=f"'{subject}'", state=state)
    county.paid("b2", "p", "20", event_id="'s2'")
    county.paid("b3", "p", "NULL", event_id="'s9'")
    assert county.entitlements() == {
        "s1": (Decimal("50.00"), None, "unknown", "unread"),
        "s2": (Decimal("50.00"), None, "unknown", "unread"),
        "s3": (None, None, "unknown", "unread"),
        "payment/b3": (Decimal("0.00"), None, "unknown", "unread"),
    }
    rows = county.engine.rows("SELECT DISTINCT payable, lacking, excess FROM entitlement")
    assert rows == [(False, Decimal("0.00"), Decimal("0.00"))]


def test_a_payment_to_nobody_knows_whom_counts_by_its_event_alone(county: County) -> None:
    county.policy("p")
    county.decided("p", "s1", "300")
    for event in ("s1", "s2"):
        county.paid(f"b {event}", "p", "300", event_id=f"'{event}'", person_id="NULL")
    assert county.entitlements() == {
        "s1": (Decimal("300.00"), Decimal("300.00"), "received", ""),
        "payment/b s2": (None, Decimal("300.00"), "unknown", "unmatched"),
    }


@pytest.mark.parametrize(
    ("payment", "payable"),
    [
        ({}, False),
        ({"person_id": "'p2'", "household_id": "'h1'"}, False),
        ({"person_id": "'p2'", "household_id": "'h2'"}, True),
        ({"person_id": "'p2'", "household_id": "'h1'", "state": "'returned'"}, True),
    ],
)
def test_what_an_unmatched_payment_may_be_for_is_not_paid_again(
    county: County, payment: dict[str, str], payable: bool
) -> None:
    for name in ("by event", "by period"):
        county.policy(name, matched_by=f"'{name.removeprefix('by ')}'")
        county.decided(name, "s1", "50", period="'2018'")
        county.paid(f"b {name}", name, "50", **payment)
    county.settle()
    rows = county.engine.rows("SELECT class, payable FROM entitlement WHERE subject = 's1'")
    assert rows == [("missing", payable)] * 2


def test_what_went_to_another_home_has_not_arrived_and_is_not_paid_again(county: County) -> None:
    county.policy("p")
    county.decided("p", "s1", "50")
    county.decided("p", "s2", "50")
    county.paid("b1", "p", "50", event_id="'s1'", person_id="'p9'", household_id="'h9'")
    county.paid("b2", "p", "50", event_id="'s2'", person_id="'p2'", household_id="'h1'")
    found = county.entitlements()
    assert found["s1"] == (Decimal("50.00"), Decimal("0.00"), "missing", "unmatched")
    assert found["s2"] == (Decimal("50.00"), Decimal("50.00"), "received", "")  # a family's card
    assert found["payment/b1"] == (None, Decimal("50.00"), "unknown", "unmatched")
    assert county.engine.rows("SELECT subject FROM entitlement WHERE payable") == []


def test_what_came_to_another_member_for_the_period_may_be_what_is_missing(county: County) -> None:
    county.policy("p", matched_by="'period'")
    county.decided("p", "s1", "50", period="'2018'")
    county.paid("b1", "p", "50", period="'2018'", person_id="'p2'", household_id="'h1'")
    county.paid("b2", "p", "50", period="'2017'", person_id="'p2'", household_id="'h1'")
    found = county.entitlements()
    assert found["s1"] == (Decimal("50.00"), Decimal("0.00"), "missing", "unmatched")
    assert found["payment/b1"] == (None, Decimal("50.00"), "unknown", "unmatched")
    assert found["payment/b2"] == (Decimal("0.00"), Decimal("50.00"), "undue", "")
    assert county.engine.rows("SELECT subject FROM entitlement WHERE payable") == []


def test_what_is_due_to_a_home_for_a_period_may_come_to_any_of_its_members(county: County) -> None:
    county.policy("p", matched_by="'period'", paid_to="'household_id'")
    county.decided("p", "s1", "50", period="'2018'", payee="'h1'")
    county.paid("b1", "p", "50", period="'2018'", person_id="'p2'", household_id="'h1'")
    assert county.entitlements()["s1"] == (Decimal("50.00"), Decimal("50.00"), "received", "")


def test_money_for_a_period_that_nobody_was_asked_about_is_a_question(county: County) -> None:
    county.policy("p", matched_by="'period'")
    county.decided("p", "s1", "50", period="'2018'", payee="'p2'")
    county.paid("b1", "p", "50", period="'2018'")
    county.paid("b2", "p", "50", period="'2019'")
    county.paid("b3", "p", "50", period="'2015'")
    found = county.entitlements()
    assert found["payment/b1"] == (Decimal("0.00"), Decimal("50.00"), "undue", "")
    assert found["payment/b2"] == (None, Decimal("50.00"), "unknown", "unmatched")
    assert found["payment/b3"] == (None, Decimal("50.00"), "unknown", "unmatched")


def test_money_for_an_event_from_before_the_policy_began_is_a_question(county: County) -> None:
    county.policy("p")
    county.decided("p", "s1", "50")
    county.paid("b1", "p", "50", event_id="'before'")
    found = county.entitlements()
    assert found["payment/b1"] == (None, Decimal("50.00"), "unknown", "unmatched")
    assert found["s1"] == (Decimal("50.00"), Decimal("0.00"), "missing", "")
    assert county.engine.rows("SELECT subject FROM entitlement WHERE payable") == [("s1",)]


def test_money_for_an_event_that_no_list_knows_may_be_what_is_missing(county: County) -> None:
    county.policy("p")
    county.decided("p", "s1", "50")
    county.decided("p", "of another", "50", payee="'p2'")
    county.paid("b1", "p", "50", event_id="'mistyped'")
    found = county.entitlements()
    assert found["payment/b1"] == (None, Decimal("50.00"), "unknown", "unmatched")
    assert found["s1"] == (Decimal("50.00"), Decimal("0.00"), "missing", "unmatched")
    assert found["of another"][3] == ""
    assert county.engine.rows("SELECT subject FROM entitlement WHERE payable") == [("of another",)]


def test_nothing_is_payable_from_an_unconfirmed_policy(county: County) -> None:
    county.policy("sure")
    county.policy("unsure", confirmed="false")
    county.decided("sure", "s1", "50")
    county.decided("unsure", "s2", "50")
    county.settle()
    rows = county.engine.rows("SELECT subject, payable FROM entitlement ORDER BY subject")
    assert rows == [("s1", True), ("s2", False)]


def test_a_standard_that_does_not_hold_is_a_gap_and_a_task(county: County) -> None:
    county.policy("road", decides="'holds'")
    county.decided("road", "v1", "NULL", holds="false", failed="'hardened'", period="'once'")
    county.settle()
    tasks = county.engine.rows("SELECT task, kind, failed, office, due_on, state FROM task")
    assert tasks == [("road/v1/once", "breach", "hardened", "office", date(2019, 5, 30), "open")]


def test_a_gap_that_is_gone_proposes_closure_unless_nobody_can_say(county: County) -> None:
    county.policy("p")
    county.decided("p", "still", "50")
    county.decided("p", "gone", "50")
    county.decided("p", "unknown", "50")
    county.settle()
    before = county.engine.arrow("SELECT * FROM task")
    with DuckEngine() as engine:
        later = County(engine)
        engine.take("kept", before)
        later.tasks_before = "SELECT * REPLACE (DATE '2019-01-01' AS since) FROM kept"
        later.policy("p")
        later.decided("p", "still", "50")
        later.decided("p", "gone", "50")
        later.decided("p", "unknown", "NULL", missing="'days'")
        later.decided("p", "new", "50")
        later.paid("b1", "p", "50", event_id="'gone'")
        later.settle()
        rows = engine.rows("SELECT subject, state, since, due_on FROM task ORDER BY subject")
    assert rows == [
        ("gone", "closure_proposed", date(2019, 1, 1), date(2019, 5, 30)),
        ("new", "open", date(2019, 4, 30), date(2019, 5, 30)),
        ("still", "open", date(2019, 1, 1), date(2019, 1, 31)),  # counts from its first day
        ("unknown", "not_known", date(2019, 1, 1), date(2019, 5, 30)),
    ]


def test_a_gap_that_waits_for_an_unknown_amount_is_not_closed(county: County) -> None:
    stacked(county, adds="false")
    county.decided("third", "s3", "4000", event="'stay 1'")
    county.settle()
    before = county.engine.arrow("SELECT * FROM task")
    with DuckEngine() as engine:
        later = County(engine)
        engine.take("kept", before)
        later.tasks_before = "SELECT * FROM kept"
        stacked(later, adds="false")
        later.decided("first", "s1", "NULL", event="'stay 1'", missing="'days'")
        later.decided("third", "s3", "4000", event="'stay 1'")
        later.settle()
        assert engine.rows("SELECT subject, state FROM task") == [("s3", "not_known")]


def test_what_is_missing_is_asked_once_with_the_money_that_hangs_on_it(county: County) -> None:
    county.policy("p")
    county.policy("q")
    county.decided("p", "s1", "NULL", missing="'days,rate'", at_stake="500")
    county.decided("q", "s1", "NULL", missing="'days'", at_stake="4000")
    county.settle()
    rows = county.engine.rows(
        "SELECT question, policies, decisions, at_stake, office, household_id FROM question "
        "ORDER BY question"
    )
    assert rows == [
        ("parameter/p/rate", "p", 1, Decimal("500.00"), "lead", None),
        ("s1/days", "p,q", 2, Decimal("4500.00"), "office", "h1"),
    ]


def test_the_helper_paired_longest_gets_the_task(county: County) -> None:
    county.policy("p")
    county.decided("p", "s1", "50")
    county.settle()
    county.engine.keep(
        "pairing",
        "SELECT * FROM (VALUES ('b', 'h1', DATE '2017-01-01', NULL),"
        " ('a', 'h1', DATE '2018-01-01', NULL),"
        " ('c', 'h1', DATE '2016-01-01', DATE '2017-01-01'))"
        " AS p(helper_id, household_id, from_date, to_date)",
    )
    for name, select in TASK:
        county.engine.keep(name, select)
    assert county.engine.rows("SELECT helper_id FROM task_found") == [("b",)]


def test_working_days_follow_the_national_calendar_and_the_pack() -> None:
    plain = WorkingDays(Calendar())
    # 2019-05-01 to 04 were days off, the weekend of 05 a working day (State Council 2018)
    assert plain.after(date(2019, 4, 30), 1) == date(2019, 5, 5)
    assert plain.after(date(2019, 4, 30), 0) == date(2019, 4, 30)
    own = Calendar(holidays=frozenset([date(2019, 5, 5)]), workdays=frozenset([date(2019, 5, 1)]))
    assert WorkingDays(own).after(date(2019, 4, 30), 1) == date(2019, 5, 1)
    assert WorkingDays(own).after(date(2019, 5, 1), 1) == date(2019, 5, 6)


def test_days_nobody_has_published_yet_are_provisional() -> None:
    plain = WorkingDays(Calendar())
    assert not plain.is_provisional(date(2019, 5, 1))
    assert plain.is_provisional(date(2031, 5, 1))
    assert plain.after(date(2031, 5, 2), 1) == date(2031, 5, 5)  # over a weekend


def test_what_a_departments_list_tells_is_asked_of_it_and_the_rest_of_the_helper(
    county: County,
) -> None:
    county.policy("p")
    county.decided("p", "s1", "NULL", missing="'expires_on,joined_on'")
    county.suppliers = [("p", "expires_on", "残联"), ("q", "joined_on", "公安局")]
    county.helped = True
    county.settle()
    asked = county.engine.rows("SELECT missing, office, helper_id FROM question ORDER BY missing")
    assert asked == [("expires_on", "残联", None), ("joined_on", "office", "k1")]
