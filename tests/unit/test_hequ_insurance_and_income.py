"""Who is insured by the county, and who has a fixed income, in Hequ (S4, S5, S7, I2)."""

import pytest

from tests.hequ_county import TODAY, Row, Rows
from tests.hequ_tables import card, family, one, rows_of, source

# S4, S5 and S7: insurance


def insured(kind: str, *, year: int = 2019, payer: str | None = "county") -> Row:
    """p1 in a list of the insurer."""
    return {"person_id": "p1", "kind": kind, "year": year, "payer": payer, "premium": 68}


OTHERS = [
    {**insured(kind), "person_id": "somebody else"}
    for kind in ("basic_medical", "supplementary_medical", "stay_and_accident", "relief")
]


def test_who_is_in_no_list_is_uninsured_only_once_the_lists_have_come() -> None:
    home = family(employee_insured=False)
    waiting = one("insured_person", **home)
    listed = one("insured_person", **home, insurance=OTHERS)
    for column in ("basic_by_county", "supplementary_by_county", "stay_by_county"):
        assert (waiting[column], listed[column]) == (None, False)
    assert (waiting["relief_enrolled"], listed["relief_enrolled"]) == (None, False)
    assert (waiting["stay_premium"], listed["stay_premium"]) == (None, None)


def test_the_lists_of_another_year_are_not_this_years() -> None:
    old = [{**row, "year": 2018} for row in OTHERS]
    found = one("insurance_lists", insurance=old)
    assert [found[kind] for kind in ("basic_medical", "stay_and_accident", "relief")] == [
        *(False, False, True)
    ]
    assert one("insurance_lists")["basic_medical"] is None


def test_both_insurances_paid_by_the_county() -> None:
    both = [insured("basic_medical"), insured("supplementary_medical")]
    assert rows_of("medical_insurance", **family(), insurance=both) == []
    own = [insured("basic_medical", payer="person"), insured("supplementary_medical")]
    assert one("medical_insurance", **family(), insurance=own)["holds"] is False
    unsaid = [insured("basic_medical", payer=None), insured("supplementary_medical")]
    breach = one("medical_insurance", **family(), insurance=unsaid)
    assert (breach["holds"], breach["missing"]) == (None, "basic_by_county")


def test_an_employee_is_insured_elsewhere_and_an_unknown_one_is_asked() -> None:
    assert rows_of("medical_insurance", **family(employee_insured=True), insurance=OTHERS) == []
    asked = one("medical_insurance", **family(), insurance=OTHERS)
    assert (asked["eligible"], asked["missing"]) == (None, "resident_scheme")


def test_the_premium_of_68_yuan() -> None:
    full = [insured("stay_and_accident")]
    assert rows_of("stay_and_accident_insurance", **family(), insurance=full) == []
    for premium, holds in (("67.99", False), (None, None)):
        less = [{**full[0], "premium": premium}]
        found = one("stay_and_accident_insurance", **family(), insurance=less)
        assert (found["eligible"], found["holds"]) == (True, holds)


@pytest.mark.parametrize(
    ("year", "holds"), [(2019, "no gap"), (2018, False), (None, False), (2020, False)]
)
def test_the_relief_insurance_runs_for_its_term(year: int | None, holds: object) -> None:
    mine = [insured("relief", year=year)] if year else []
    found = rows_of("relief_insurance", **family(), insurance=[*OTHERS, *mine])
    assert [row["holds"] for row in found] == ([] if holds == "no gap" else [holds])


@pytest.mark.parametrize(
    ("cards", "valid"),
    [
        ([card("2015-01-01", "2019-04-30")], True),
        ([card("2015-01-01", "2019-04-29")], False),
        ([card("2015-01-01", None)], None),
        ([card("2009-01-01", None), card("2019-01-01", "2029-01-01")], True),
        ([card("2009-01-01", "2029-01-01"), card("2019-01-01", None)], None),
        ([card("2009-01-01", "2019-01-01"), card("2019-05-01", "2029-01-01")], False),
    ],
)
def test_the_latest_card_says_who_is_disabled(cards: Rows, valid: bool | None) -> None:
    assert one("card_today", **family(), disability=cards)["valid"] is valid
    found = one("insured_person", **family("ordinary"), disability=cards)
    assert found["disabled"] is valid


def test_without_a_card_the_register_alone_does_not_decide() -> None:
    for register, disabled in ((None, False), (False, False), (True, None)):
        home = family("ordinary", disabled=register)
        others = [{**card("2015-01-01", "2025-01-01"), "person_id": "somebody else"}]
        assert one("insured_person", **home, disability=others)["disabled"] is disabled
        assert one("insured_person", **home)["disabled"] is None  # no list of cards has come


def test_who_has_left_or_not_yet_come_is_not_insured_today() -> None:
    for person in ({"left_on": TODAY}, {"joined_on": "2019-05-01"}):
        assert rows_of("insured_person", **family(**person)) == []
    assert one("insured_person", **family(None))["status"] is None


# I2: fixed income


@pytest.mark.parametrize(
    ("values", "runs"),
    [
        ({}, True),
        ({"to_date": "2019-04-29"}, False),
        ({"from_date": "2019-05-01"}, False),
        ({"in_arrears": True}, False),
        ({"yearly_return": "0"}, False),
        ({"to_date": None}, None),
        ({"from_date": None}, None),
        ({"in_arrears": None}, None),
        ({"yearly_return": None}, None),
        ({"in_arrears": None, "to_date": "2019-04-29"}, False),
        ({"person_id": "p1"}, True),
        ({"person_id": "another"}, False),
    ],
)
def test_a_contract_counts_while_it_runs_and_is_paid(values: Row, runs: bool | None) -> None:
    found = one("fixed_income_of_person", **family(), income_source=[source(**values)])
    assert (found["support"], found["finance"], found["entrusted"]) == (False, runs, False)


def test_support_goes_on_without_an_end() -> None:
    open_end = source("support", from_date=None, to_date=None, in_arrears=None, yearly_return=None)
    for values, runs in ((open_end, True), ({**open_end, "to_date": "2019-04-29"}, False)):
        found = one("fixed_income_of_person", **family(), income_source=[values])
        assert found["support"] is runs


def test_one_running_source_is_enough_and_an_unknown_one_leaves_it_open() -> None:
    ended, unknown = source(to_date="2018-12-31"), source("entrusted", to_date=None)
    assert one("fixed_income", **family(), income_source=[ended])["holds"] is False
    others = [source(household_id="h9")]
    assert one("fixed_income", **family(), income_source=others)["holds"] is False
    assert one("fixed_income", **family())["holds"] is None  # the county has no ledger
    both = one("fixed_income", **family(), income_source=[ended, unknown])
    assert (both["holds"], both["missing"]) == (None, "entrusted")
    again = [ended, source(source_id="second")]
    assert rows_of("fixed_income", **family(), income_source=again) == []
    assert one("fixed_income", **family(None), income_source=others)["missing"] == "status"
