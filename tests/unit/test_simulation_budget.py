"""Which value spends a ceiling: exact, with a remainder, or none at all and why."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from wuxiang.errors import CheckFailedError, UserError
from wuxiang.simulation import spend

Cost = Callable[[Decimal], tuple[Decimal, int]]


def rising(value: Decimal) -> tuple[Decimal, int]:
    """Three people, each due the value."""
    return value * 3, 2


def test_a_ceiling_that_can_be_spent_exactly() -> None:
    found = spend(rising, ceiling=Decimal(300), start=Decimal(50), scale=0)
    assert [int(found.value), int(found.cost), found.remainder] == [100, 300, Decimal(0)]
    assert [int(found.next_value), int(found.next_cost), found.unknown] == [101, 303, 2]


def test_rounding_leaves_a_remainder_below_one_step() -> None:
    found = spend(rising, ceiling=Decimal("100.00"), start=Decimal(50), scale=2)
    assert (found.value, found.remainder) == (Decimal("33.33"), Decimal("0.01"))
    whole = spend(rising, ceiling=Decimal(100), start=Decimal(50), scale=0)
    assert (whole.value, whole.remainder) == (Decimal(33), Decimal(1))


def test_a_value_far_from_where_the_search_begins() -> None:
    assert spend(rising, ceiling=Decimal(3_000_000), start=Decimal(1), scale=0).value == 1_000_000
    assert spend(rising, ceiling=Decimal(3), start=Decimal(100_000), scale=0).value == 1
    assert spend(rising, ceiling=Decimal(0), start=Decimal(5), scale=0).value == 0


def test_a_cost_that_falls_takes_the_smallest_value_within_the_ceiling() -> None:
    """As free days: the more of them, the less is due."""
    found = spend(lambda days: (100 - days * 7, 0), ceiling=Decimal(50), start=Decimal(1), scale=0)
    numbers = (found.value, found.cost, found.next_value, found.next_cost)
    assert [int(one) for one in numbers] == [8, 44, 7, 51]


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (lambda value: (200 + 0 * value, 0), "does not matter"),
        (lambda value: (min(value, Decimal(60)), 0), "no more than 60"),
        (lambda value: (150 + value, 0), "150 yuan or more"),
        (lambda value: ((value - 8) ** 2, 0), "no single value"),
    ],
    ids=["constant", "capped", "always above", "falls and rises"],
)
def test_what_no_value_can_spend_is_said(cost: Cost, words: str) -> None:
    with pytest.raises(CheckFailedError) as caught:
        spend(cost, ceiling=Decimal(100), start=Decimal(10), scale=0)
    assert words in str(caught.value)
    assert "→" in str(caught.value)


@pytest.mark.parametrize(("ceiling", "scale"), [(Decimal(-1), 0), (Decimal(1), -1)])
def test_below_zero_is_refused(ceiling: Decimal, scale: int) -> None:
    with pytest.raises(UserError):
        spend(rising, ceiling=ceiling, start=Decimal(1), scale=scale)
