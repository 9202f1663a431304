"""Alkire-Foster: who is poor at k, what each dimension adds, and what nobody knows."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wuxiang.errors import UserError
from wuxiang.targeting import Counting, Dimension, Survey, alkire_foster

THREE = [Dimension("a"), Dimension("b"), Dimension("c")]
answers = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=12)
unsure = st.lists(
    st.tuples(*[st.sampled_from([True, False, None])] * 3), min_size=1, max_size=10
)  # fmt: skip


def table(rows: Sequence[tuple[bool | None, ...]]) -> pa.Table:
    columns = zip("abc", zip(*rows, strict=True), strict=True)
    return pa.table({name: pa.array(values, pa.bool_()) for name, values in columns})


def counted(rows: Sequence[tuple[bool | None, ...]], k: Fraction = Fraction(2, 3)) -> Counting:
    return alkire_foster(table(rows), THREE, cutoff=k)[0][1]


@pytest.mark.parametrize(("third", "poor"), [(1, 1.0), (2, 0.5), (3, 0.25)])
def test_k_moves_from_union_to_intersection(third: int, poor: float) -> None:
    rows = [(True, True, True), (True, True, False), (True, False, False), (False, True, False)]
    assert counted(rows, Fraction(third, 3)).headcount.value == poor


def test_weights_that_no_float_holds_are_compared_exactly() -> None:
    dimensions = [Dimension("a", weight=Fraction(1, 10)), Dimension("b", weight=Fraction(2, 10))]
    dimensions.append(Dimension("c", weight=Fraction(7, 10)))
    rows = table([(True, True, False)])
    assert alkire_foster(rows, dimensions, cutoff=Fraction(3, 10))[0][1].headcount.value == 1
    assert alkire_foster(rows, dimensions, cutoff=Fraction(31, 100))[0][1].headcount.value == 0


@settings(max_examples=60, deadline=None)
@given(rows=answers)
def test_the_parts_make_the_whole(rows: list[tuple[bool, bool, bool]]) -> None:
    found = counted(rows)
    assert found.headcount.value is not None
    assert found.adjusted.value is not None
    censored = [one.value for one in found.censored.values() if one.value is not None]
    assert found.adjusted.value == pytest.approx(sum(censored) / 3)
    if found.intensity.value is None:
        assert found.headcount.value == 0
        assert all(one.value is None for one in found.contribution.values())
        return
    assert found.adjusted.value == pytest.approx(found.headcount.value * found.intensity.value)
    parts = [one.value for one in found.contribution.values() if one.value is not None]
    assert sum(parts) == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(rows=unsure, filled=st.lists(st.booleans(), min_size=30, max_size=30))
def test_whatever_is_missing_stays_within_the_bounds(
    rows: list[tuple[bool | None, ...]], filled: list[bool]
) -> None:
    """Fill the unknown in any way: the true headcount and M0 lie between the bounds."""
    fill = iter(filled)
    whole = [tuple(next(fill) if one is None else one for one in row) for row in rows]
    unknown, known = counted(rows), counted(whole)
    assert unknown.headcount_bounds is not None
    assert unknown.adjusted_bounds is not None
    assert known.headcount.value is not None
    assert known.adjusted.value is not None
    low, high = unknown.headcount_bounds
    assert low - 1e-12 <= known.headcount.value <= high + 1e-12
    low, high = unknown.adjusted_bounds
    assert low - 1e-12 <= known.adjusted.value <= high + 1e-12
    assert unknown.known + unknown.missing == len(rows)


def test_who_lacks_an_answer_is_left_out_and_counted() -> None:
    found = counted([(True, True, None), (False, None, None), (True, None, False), (False,) * 3])
    assert (found.known, found.missing) == (1, 3)
    assert found.headcount.value == 0
    assert found.headcount_bounds == (0.25, 0.75)


def test_nobody_known() -> None:
    found = counted([(None, None, None)])
    assert found.headcount.value is None
    assert found.headcount_bounds == (0, 1)
    empty = alkire_foster(table([(True,) * 3]).slice(0, 0), THREE, cutoff=Fraction(1))[0][1]
    assert empty.headcount_bounds is None
    assert empty.adjusted.value is None


def test_survey_weights_groups_and_errors() -> None:
    rows = table([(True, True, True), (True, True, False), (False, False, False)])
    rows = rows.append_column("w", pa.array([1.0, 3.0, 4.0]))
    rows = rows.append_column("at", pa.array(["x", "y", "y"]))
    survey = Survey.of(rows, weight="w")
    found = dict(alkire_foster(rows, THREE, cutoff=Fraction(2, 3), survey=survey, by="at"))
    assert found[""].headcount.value == 0.5
    assert found[""].intensity.value == pytest.approx((1 * 1 + 3 * 2 / 3) / 4)
    assert found["x"].headcount.value == 1
    assert found["y"].headcount.value == pytest.approx(3 / 7)
    alone = counted([(True, True, True)] * 30 + [(False, False, False)] * 70)
    assert alone.headcount.standard_error == pytest.approx(np.sqrt(0.3 * 0.7 / 99))
    assert alone.intensity.standard_error == pytest.approx(0)


def test_a_row_of_unknown_weight_is_counted_apart() -> None:
    rows = table([(True, True, True), (False, False, False)]).append_column(
        "w", pa.array([None, 1.0])
    )
    found = alkire_foster(rows, THREE, cutoff=Fraction(1), survey=Survey.of(rows, weight="w"))
    assert found[0][1].unweighted == 1
    assert found[0][1].headcount.value == 0


def test_yes_or_no_either_way_round() -> None:
    rows = pa.table({"insured": [True, False, None]})
    found = alkire_foster(rows, [Dimension("insured", deprived_if=False)], cutoff=Fraction(1))[0][1]
    assert found.headcount.value == 0.5
    assert found.missing == 1


@pytest.mark.parametrize(
    ("dimensions", "k", "words"),
    [
        ([], Fraction(1), "none"),
        ([Dimension("a"), Dimension("a")], Fraction(1), "repeat"),
        ([Dimension("a", weight=Fraction(0))], Fraction(1), "above zero"),
        ([Dimension("a")], Fraction(0), "k = 0"),
        ([Dimension("a")], Fraction(3, 2), "k = 3/2"),
        ([Dimension("n")], Fraction(1), "n<1"),
        ([Dimension("aa")], Fraction(1), "`a`"),
    ],
)
def test_wrong_input_is_refused(dimensions: list[Dimension], k: Fraction, words: str) -> None:
    with pytest.raises(UserError) as caught:
        alkire_foster(pa.table({"a": [True], "n": [3]}), dimensions, cutoff=k)
    assert words in str(caught.value)
