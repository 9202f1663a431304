"""Nobody is paid twice: what may have been paid already, or by another policy, is not payable."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.unit.test_entitlement import County
from wuxiang.engine import DuckEngine

GROUP = {"stacking_group": "'event'", "stacking_adds": "false"}


@pytest.fixture
def county() -> Iterator[County]:
    with DuckEngine() as engine:
        yield County(engine)


def payable(county: County) -> list[tuple[object, ...]]:
    return county.engine.rows(
        "SELECT policy, subject FROM entitlement WHERE payable ORDER BY policy, subject"
    )


def stacked(county: County) -> None:
    """The aid for a stay goes before the claim."""
    county.policy("aid", stacking_rank="0", **GROUP)
    county.policy("claim", stacking_rank="1", **GROUP)


@pytest.mark.parametrize("matched_by", ["event", "period"])
def test_while_no_list_of_payments_has_come_nobody_is_unpaid(
    county: County, matched_by: str
) -> None:
    county.policy("p", matched_by=f"'{matched_by}'")
    county.decided("p", "s1", "50")
    county.payments_came = False
    assert county.entitlements()["s1"] == (Decimal("50.00"), None, "unknown", "not_come")
    assert payable(county) == []
    assert county.engine.rows("SELECT count(*) FROM task") == [(0,)]


def test_a_list_of_programmes_that_no_policy_names_tells_of_no_payment(county: County) -> None:
    county.policy("p")
    county.decided("p", "s1", "50")
    county.paid("b1", "dibao", "300")
    assert county.entitlements()["s1"] == (Decimal("50.00"), None, "unknown", "not_come")
    assert payable(county) == []


@pytest.mark.parametrize(
    ("due_for", "paid_for", "in_doubt"),
    [
        ("2018-2019", "2018-autumn", True),
        ("2018-2019", "2019-spring", True),
        ("2018-2019", "2018-09", True),
        ("2018", "2018-12", True),
        ("2018-12", "2018", True),
        ("2018-autumn", "2018", True),
        ("once", "2018", True),
        ("2018-2019", "2017-autumn", False),
        ("2018", "2017-12", False),
        ("2018-autumn", "2018-spring", False),
    ],
)
def test_what_was_paid_for_the_same_time_in_other_words_may_be_what_is_missing(
    county: County, due_for: str, paid_for: str, *, in_doubt: bool
) -> None:
    county.policy("p", matched_by="'period'")
    county.decided("p", "s1", "2000", period=f"'{due_for}'")
    county.paid("b1", "p", "1000", period=f"'{paid_for}'")
    reason = "unmatched" if in_doubt else ""
    assert county.entitlements()["s1"] == (Decimal(2000), Decimal(0), "missing", reason)
    assert payable(county) == ([] if in_doubt else [("p", "s1")])


def test_a_claim_for_nobody_knows_which_event_waits(county: County) -> None:
    stacked(county)
    county.decided("aid", "s1", "4000", event="'s1'")
    county.decided("claim", "c1", "8600", event="NULL")
    county.decided("claim", "c2", "70", event="NULL", payee="'p2'", household_id="'h2'")
    county.decided("claim", "c3", "70", event="NULL", payee="'p3'")
    found = county.entitlements()
    assert found["c1"] == found["c3"] == (None, Decimal(0), "unknown", "waits")
    assert payable(county) == [("aid", "s1"), ("claim", "c2")]


def test_while_a_claim_for_nobody_knows_which_event_was_paid_the_first_is_not_payable(
    county: County,
) -> None:
    stacked(county)
    county.decided("aid", "s1", "4000", event="'s1'")
    county.decided("claim", "c1", "500", event="NULL")
    county.paid("b1", "claim", "500", event_id="'c1'")
    assert county.entitlements()["s1"] == (Decimal(4000), Decimal(0), "missing", "unmatched")
    assert payable(county) == []


def test_a_claim_of_another_member_for_the_same_event_is_not_paid_beside_it(county: County) -> None:
    stacked(county)
    county.decided("aid", "s1", "4000", event="'s1'")
    county.decided("claim", "c1", "500", event="'s1'", payee="'p2'")
    assert county.entitlements()["c1"] == (Decimal(0), Decimal(0), "none", "stacked")
    assert payable(county) == [("aid", "s1")]
    county.paid("b1", "claim", "500", event_id="'c1'", person_id="'p2'")
    assert county.entitlements()["s1"] == (Decimal(4000), Decimal(0), "missing", "unmatched")


def test_what_is_due_to_a_home_and_to_its_member_for_one_event_is_paid_once(county: County) -> None:
    stacked(county)
    county.decided("aid", "s1", "4000", event="'s1'", payee="'h1'")
    county.decided("claim", "c1", "500", event="'s1'")
    assert county.entitlements()["c1"] == (Decimal(0), Decimal(0), "none", "stacked")


def test_an_event_that_another_home_names_too_is_a_question(county: County) -> None:
    stacked(county)
    county.decided("aid", "s1", "4000", event="'s1'")
    county.decided("claim", "c1", "500", event="'s1'", payee="'p9'", household_id="'h9'")
    assert county.entitlements()["c1"] == (None, Decimal(0), "unknown", "waits")
    assert payable(county) == [("aid", "s1")]


def test_what_stands_behind_an_event_that_nobody_knows_waits(county: County) -> None:
    stacked(county)
    county.decided("aid", "s1", "4000", event="NULL")
    county.decided("claim", "c1", "8600", event="'s1'")
    assert county.entitlements()["c1"] == (None, Decimal(0), "unknown", "waits")
    assert payable(county) == [("aid", "s1")]


@pytest.mark.parametrize("ceiling", ["60", "NULL"])
def test_who_is_left_nothing_by_a_ceiling_leaves_the_next_a_question(
    county: County, ceiling: str
) -> None:
    county.policy("aid", stacking_rank="0", cap_period="'year'", **GROUP)
    county.policy("claim", stacking_rank="1", **GROUP)
    county.policy("supplement")
    county.exclusions.append("SELECT 'aid' AS policy, 'supplement' AS excluded")
    cap = {"cap_key": "'h1'", "cap_amount": ceiling}
    county.decided("aid", "s1", "60", event="'s1'", dated_on="DATE '2018-01-01'", **cap)
    county.decided("aid", "s2", "60", event="'s2'", payee="'p2'", **cap)
    county.decided("claim", "c1", "70", event="'s1'")
    county.decided("claim", "c2", "70", event="'s2'")
    county.decided("supplement", "d1", "600")
    county.decided("supplement", "d2", "600", payee="'p2'")
    found = county.entitlements()
    known = ceiling != "NULL"
    for behind, paid in (("c1", known), ("d1", known), ("c2", False), ("d2", False)):
        assert found[behind][0] == (Decimal(0) if paid else None), behind
        assert (found[behind][3] == "waits") is not paid


def test_of_two_that_exclude_each_other_nobody_knows_which_is_due(county: County) -> None:
    for one, other in (("one", "other"), ("other", "one")):
        county.policy(one)
        county.decided(one, one, "50")
        county.exclusions.append(f"SELECT '{one}' AS policy, '{other}' AS excluded")
    assert {row[::3] for row in county.entitlements().values()} == {(None, "waits")}


def test_a_stay_and_an_accident_of_one_number_are_two_events(county: County) -> None:
    county.policy("relief", stacking_rank="0", event_of="'accident_id'", **GROUP)
    county.policy("aid", stacking_rank="1", event_of="'stay_id'", **GROUP)
    county.policy("claim", stacking_rank="2", **GROUP)
    county.decided("relief", "7", "60000", event="'7'")
    county.decided("aid", "7", "4000", event="'7'")
    county.decided("claim", "c1", "500", event="'7'")
    county.settle()
    rows = county.engine.rows("SELECT policy, due, reason FROM entitlement ORDER BY policy")
    assert rows == [
        ("aid", Decimal(4000), ""),
        ("claim", Decimal(0), "stacked"),
        ("relief", Decimal(60000), ""),
    ]


def test_what_was_paid_by_the_policy_behind_is_not_paid_again_by_the_first(county: County) -> None:
    stacked(county)
    county.decided("aid", "s1", "4000", event="'s1'")
    county.decided("claim", "c1", "500", event="'s1'")
    county.decided("aid", "s2", "4000", event="'s2'")
    county.paid("b1", "claim", "500", event_id="'c1'")
    found = county.entitlements()
    assert found["s1"] == (Decimal(4000), Decimal(0), "missing", "unmatched")
    assert found["c1"] == (Decimal(0), Decimal(500), "unknown", "stacked")
    assert payable(county) == [("aid", "s2")]


def test_once_for_a_home_is_paid_whichever_of_its_houses_the_payment_names(county: County) -> None:
    county.policy("reward")
    county.decided("reward", "o1", "10000", period="'once'", payee="'h1'")
    county.decided("reward", "o2", "10000", period="'once'", payee="'h1'")
    county.paid("b1", "reward", "10000", event_id="'o2'", household_id="'h1'")
    found = county.entitlements()
    assert found["o1"] == (Decimal(10000), Decimal(10000), "received", "")
    assert found["o2"] == (Decimal(0), Decimal(0), "none", "once")


def test_a_payment_that_names_the_refused_event_of_another_home_may_be_ones_own(
    county: County,
) -> None:
    county.policy("aid")
    county.decided("aid", "s1", "4000")
    county.refused.append("SELECT 'aid', 's2', 'p2', 'h2', true")
    county.paid("b1", "aid", "4000", event_id="'s2'", household_id="'h1'")
    found = county.entitlements()
    assert found["s1"] == (Decimal(4000), Decimal(0), "missing", "unmatched")
    assert found["payment/b1"] == (None, Decimal(4000), "unknown", "unmatched")


def test_more_taken_back_than_came_is_no_money_to_pay(county: County) -> None:
    county.policy("aid")
    county.decided("aid", "s1", "50")
    county.refused.append("SELECT 'aid', 's2', 'p1', 'h1', true")
    county.paid("b1", "aid", "-4000", event_id="'s2'")
    county.paid("b2", "aid", "-20", event_id="'s1'")
    found = county.entitlements()
    assert found["payment/b1"] == (Decimal(0), None, "unknown", "unread")
    assert found["s1"] == (Decimal(50), None, "unknown", "unread")
    assert payable(county) == []


@pytest.mark.parametrize(
    ("refund", "in_doubt"),
    [
        ({}, True),
        ({"event_id": "'mistyped'"}, True),
        ({"person_id": "'p2'", "household_id": "'h1'"}, True),
        ({"person_id": "'p2'", "household_id": "'h2'"}, False),
        ({"event_id": "'before'"}, False),
        ({"state": "'returned'"}, False),
    ],
)
def test_what_came_may_have_been_taken_back_again(
    county: County, refund: dict[str, str], *, in_doubt: bool
) -> None:
    county.policy("aid")
    for subject, came in (("s1", "50"), ("s2", "70"), ("s3", "20")):
        county.decided("aid", subject, "50")
        county.paid(f"b {subject}", "aid", came, event_id=f"'{subject}'")
    county.paid("b9", "aid", "30", event_id="'s9'", household_id="'h1'")
    county.paid("back", "aid", "-50", **refund)
    found = county.entitlements()
    classes = [found[one][2] for one in ("s1", "s2", "s3", "payment/b9")]
    sure = ["received", "double", "missing", "undue"]
    assert classes == (["unknown", "unknown", "missing", "unknown"] if in_doubt else sure)
    assert (found["s1"][1] is None) is (found["s2"][1] is None) is in_doubt
    assert payable(county) == ([] if in_doubt else [("aid", "s3")])
    gaps = county.engine.rows("SELECT subject FROM gap ORDER BY subject")
    assert gaps == [("s3",)] if in_doubt else [("payment/b9",), ("s2",), ("s3",)]


def test_what_was_taken_back_for_the_same_time_in_other_words(county: County) -> None:
    county.policy("p", matched_by="'period'")
    for period in ("2017-2018", "2018-2019"):
        county.decided("p", period, "2000", period=f"'{period}'")
        county.paid(period, "p", "2000", period=f"'{period}'")
    county.paid("back", "p", "-1000", period="'2019-spring'")
    found = county.entitlements()
    assert found["2018-2019"] == (Decimal(2000), None, "unknown", "unmatched")
    assert found["2017-2018"] == (Decimal(2000), Decimal(2000), "received", "")


def test_what_came_where_it_is_not_known_whether_it_is_due_is_not_undue(county: County) -> None:
    county.policy("p", matched_by="'period'")
    county.decided("p", "s1", "NULL", period="'2018'")
    county.paid("b1", "p", "600", period="'2018'", person_id="'p2'", household_id="'h1'")
    found = county.entitlements()
    assert found["s1"] == (None, Decimal(0), "unknown", "")
    assert found["payment/b1"] == (None, Decimal(600), "unknown", "unmatched")


def test_what_came_to_somebody_who_left_the_home_since_has_arrived(county: County) -> None:
    county.policy("award")
    county.decided("award", "a1", "1600", payee="'h1'")
    county.paid("b1", "award", "1600", event_id="'a1'", household_id="'h2'")
    assert county.entitlements()["a1"][2] == "missing"
    county.moves.append(("p1", "h1", "h2"))
    assert county.entitlements()["a1"] == (Decimal(1600), Decimal(1600), "received", "")
