"""The figures of S and I2 in Hequ, computed from a few rows."""

from decimal import Decimal

from tests.hequ_county import pack
from tests.hequ_tables import accident, card, family, figures, pupil, source, stay

FIGURES = [
    name
    for name, indicator in pack().indicators.items()
    if indicator.commitment.startswith("S") or indicator.commitment == "I2"
]


def test_an_empty_county_has_figures_of_nothing_and_no_shares() -> None:
    shares = {name for name in FIGURES if pack().indicators[name].unit == "%"}
    shares.add("stay_insurance_premium_per_head")
    assert len(FIGURES) == 24
    for name, value in zip(FIGURES, figures(*FIGURES), strict=True):
        assert value == (None if name in shares else 0), name


def test_boarders_count_once_and_their_fees_each_term_of_the_latest_year() -> None:
    terms = [
        pupil(),
        pupil(term="2019-spring", starts_on="2019-02-25", boarding_fee="710.50"),
        pupil(person_id="p2", boarding_fee=None),
        pupil(person_id="p3", stage="senior"),
        pupil(person_id="p4", term="2018-spring", school_year="2017-2018", starts_on="2018-03-01"),
        pupil(person_id="p5", term="2019-autumn", school_year="2019-2020", starts_on="2019-09-01"),
    ]
    assert figures("boarders", "boarding_fees", school_term=terms) == [2, Decimal("1410.50")]


def test_a_share_counts_the_unknown_in_its_total() -> None:
    tables = family()
    tables["person"] += [{"person_id": "p2", "household_id": "h1"}]
    ended = source(person_id="p1", to_date="2018-12-31")
    running, unknown = source(person_id="p1"), source("entrusted", person_id="p2", to_date=None)
    names = ("fixed_income_coverage", "without_fixed_income")
    assert figures(*names, **tables, income_source=[running, unknown]) == [50, 0]
    assert figures(*names, **tables, income_source=[ended, unknown]) == [0, 1]


def test_money_figures_follow_the_decisions() -> None:
    tables = family() | {"hospital_stay": stay(), "accident": accident()}
    tables |= {"disability": [card("2015-01-01", "2025-01-01")], "school_term": [pupil()]}
    names = ("stay_allowance_due", "medical_aid_due", "accident_relief_due")
    assert figures(*names, "disability_supplement_due", **tables) == [300, 4000, 40000, 600]
