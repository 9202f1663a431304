"""+ - * are exact; least, greatest and case keep "not known"."""

from decimal import Decimal

import pytest

from tests.spec.sample import asked, computed
from wuxiang.engine import DuckEngine

BRANCHES = "case when disabled then 600 when days > 3 then 300 else 0 end"
WORDS = "case status when 'registered' then 2 when 'exited' then 1 else 0 end"


def test_decimals_are_exact(engine: DuckEngine) -> None:
    assert computed(engine, "income * 3 - 0.1", income=Decimal("0.10")) == Decimal("0.2")
    assert computed(engine, "-(days - 10) * 0.125", days=11) == Decimal("-0.125")
    assert computed(engine, "days + .5", days=1) == Decimal("1.5")


def test_whole_numbers_do_not_overflow(engine: DuckEngine) -> None:
    most = 2_147_483_647
    assert asked(engine, f"days * days = {most * most}", days=most) is True
    assert asked(engine, "2000000000 * 2000000000 = 4000000000000000000") is True
    assert asked(engine, f"heads * heads > {10**35}", heads=10**18 - 1) is True
    assert computed(engine, "days + 2147483647", days=most) == Decimal(2 * most)


def test_a_wide_product_keeps_the_fen_beside_it(engine: DuckEngine) -> None:
    value = "case when disabled then days * heads else income end"
    assert computed(engine, value, disabled=False, income=Decimal("0.01")) == Decimal("0.01")
    assert computed(engine, f"{value} * 1", disabled=True, days=2, heads=3) == 6


@pytest.mark.parametrize("value", ["days + 1", "1 - days", "days * 0", "-days"])
def test_unknown_makes_unknown(engine: DuckEngine, value: str) -> None:
    assert computed(engine, value, days=None) is None


def test_least_and_greatest(engine: DuckEngine) -> None:
    assert computed(engine, "least(days, 5, heads)", days=7, heads=6) == 5
    assert computed(engine, "greatest(days, 5)", days=7) == 7
    assert computed(engine, "least(days, 5)", days=None) is None
    assert computed(engine, "greatest(5, heads, 1)", heads=None) is None


def test_case_takes_the_first_branch_that_is_met(engine: DuckEngine) -> None:
    assert computed(engine, BRANCHES, disabled=True, days=None) == 600
    assert computed(engine, BRANCHES, disabled=False, days=4) == 300
    assert computed(engine, BRANCHES, disabled=False, days=3) == 0


def test_case_is_unknown_when_a_condition_before_is(engine: DuckEngine) -> None:
    assert computed(engine, BRANCHES, disabled=None, days=4) is None
    assert computed(engine, BRANCHES, disabled=False, days=None) is None


def test_case_of_words(engine: DuckEngine) -> None:
    assert computed(engine, WORDS, status="registered") == 2
    assert computed(engine, WORDS, status="not_registered") == 0
    assert computed(engine, WORDS, status=None) is None
