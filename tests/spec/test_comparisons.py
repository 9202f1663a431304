"""Comparisons, between, in, is null: comparing with something unknown is not known."""

from datetime import date

import pytest

from tests.spec.sample import asked
from wuxiang.engine import DuckEngine


@pytest.mark.parametrize(
    ("test", "below", "equal", "above"),
    [
        ("days = 10", False, True, False),
        ("days <> 10", True, False, True),
        ("days < 10", True, False, False),
        ("days <= 10", True, True, False),
        ("days > 10", False, False, True),
        ("days >= 10", False, True, True),
    ],
)
def test_numbers(engine: DuckEngine, test: str, *, below: bool, equal: bool, above: bool) -> None:
    assert asked(engine, test, days=9) is below
    assert asked(engine, test, days=10) is equal
    assert asked(engine, test, days=11) is above
    assert asked(engine, test, days=None) is None


def test_days(engine: DuckEngine) -> None:
    assert asked(engine, "born_on < DATE '1959-01-01'", born_on=date(1958, 12, 31)) is True
    assert asked(engine, "born_on < moved_on", born_on=date(1958, 12, 31)) is None


def test_texts_and_codes(engine: DuckEngine) -> None:
    assert asked(engine, "status = 'exited'", status="exited") is True
    assert asked(engine, "status <> 'exited'", status=None) is None
    assert asked(engine, "nickname = 'it''s'", nickname="it's") is True
    assert asked(engine, "status = word", status="registered") is True


def test_between_holds_both_ends(engine: DuckEngine) -> None:
    assert [asked(engine, "days between 1 and 3", days=day) for day in (0, 1, 3, 4, None)] == [
        *(False, True, True, False, None)
    ]
    assert asked(engine, "days not between 1 and 3", days=2) is False


def test_between_with_an_unknown_end_may_still_say_no(engine: DuckEngine) -> None:
    assert asked(engine, "days between 1 and heads", days=0) is False
    assert asked(engine, "days between 1 and heads", days=2) is None


def test_in(engine: DuckEngine) -> None:
    test = "status in ('registered', 'exited')"
    assert asked(engine, test, status="exited") is True
    assert asked(engine, test, status="not_registered") is False
    assert asked(engine, test, status=None) is None
    assert asked(engine, "days not in (1, -2)", days=-2) is False
    assert asked(engine, "days not in (1, -2)", days=None) is None


def test_is_null_always_knows(engine: DuckEngine) -> None:
    assert asked(engine, "days is null", days=None) is True
    assert asked(engine, "days is null", days=1) is False
    assert asked(engine, "days is not null", days=None) is False
    assert asked(engine, "(days > heads) is null", days=1) is True
