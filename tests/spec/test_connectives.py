"""and, or, not: one no decides an `and`, one yes decides an `or`; unknown stays unknown."""

import pytest

from tests.spec.sample import asked
from wuxiang.engine import DuckEngine

KLEENE = [
    # disabled, married, and, or
    (True, True, True, True),
    (True, False, False, True),
    (False, False, False, False),
    (True, None, None, True),
    (False, None, False, None),
    (None, True, None, True),
    (None, False, False, None),
    (None, None, None, None),
]


@pytest.mark.parametrize(("disabled", "married", "both", "either"), KLEENE)
def test_and_or(
    engine: DuckEngine,
    *,
    disabled: bool | None,
    married: bool | None,
    both: bool | None,
    either: bool | None,
) -> None:
    row = {"disabled": disabled, "married": married}
    assert asked(engine, "disabled and married", **row) is both
    assert asked(engine, "disabled or married", **row) is either


@pytest.mark.parametrize(("given", "answer"), [(True, False), (False, True), (None, None)])
def test_not(engine: DuckEngine, *, given: bool | None, answer: bool | None) -> None:
    assert asked(engine, "not disabled", disabled=given) is answer


def test_and_binds_before_or(engine: DuckEngine) -> None:
    assert asked(engine, "true or disabled and false", disabled=True) is True
    assert asked(engine, "(true or disabled) and false", disabled=True) is False


def test_a_test_may_be_compared_with_an_answer(engine: DuckEngine) -> None:
    assert asked(engine, "(days > 3) = disabled", days=4, disabled=True) is True
    assert asked(engine, "(days > 3) = disabled", days=None, disabled=True) is None
