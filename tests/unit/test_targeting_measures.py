"""What every measure must obey: invariance, transfers, decomposition, and its own derivative."""

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wuxiang.errors import UserError
from wuxiang.targeting import (
    Estimate,
    Measure,
    Survey,
    atkinson,
    fgt,
    gini,
    measured,
    quintile_ratio,
    relative_headcount,
    relative_line,
    sen,
    theil_l,
    theil_t,
    watts,
)

LINE = 3000.0
POVERTY = [fgt(LINE), fgt(LINE, 1), fgt(LINE, 2), watts(LINE), sen(LINE)]
INEQUALITY = [
    gini(),
    theil_t(),
    theil_l(),
    atkinson(0.5),
    atkinson(1),
    atkinson(2),
    quintile_ratio(),
]
MEASURES = [*POVERTY, *INEQUALITY, relative_headcount()]
TRANSFERS = [fgt(LINE, 2), watts(LINE), gini(), theil_t(), theil_l(), atkinson(0.5), atkinson(2)]
incomes = st.lists(st.integers(1, 9_000), min_size=2, max_size=12).map(
    lambda found: [float(one) for one in found]
)


def named(measure: object) -> str:
    return getattr(measure, "name", "")


def over(y: object, measure: Measure, *, weights: object = None) -> Estimate:
    columns = {"y": y} if weights is None else {"y": y, "w": weights}
    table = pa.table(columns)
    survey = Survey.of(table, weight=None if weights is None else "w")
    ((_, found),) = measured(table, "y", [measure], survey=survey)
    return found


def value(y: object, measure: Measure, *, weights: object = None) -> float:
    found = over(y, measure, weights=weights).value
    assert found is not None
    return found


@pytest.mark.parametrize("measure", MEASURES, ids=named)
@settings(max_examples=40, deadline=None)
@given(y=incomes)
def test_twice_the_people_measure_the_same(measure: Measure, y: list[float]) -> None:
    once = value(y, measure)
    assert value(y + y, measure) == pytest.approx(once, abs=1e-9)
    assert value(y, measure, weights=[3.0] * len(y)) == pytest.approx(once, abs=1e-9)
    counted = [1.0 + (at % 3) for at in range(len(y))]
    repeated = [one for one, times in zip(y, counted, strict=True) for _ in range(int(times))]
    assert value(y, measure, weights=counted) == pytest.approx(value(repeated, measure), abs=1e-9)


@pytest.mark.parametrize("measure", [*INEQUALITY, relative_headcount()], ids=named)
@settings(max_examples=40, deadline=None)
@given(y=incomes)
def test_another_currency_measures_the_same(measure: Measure, y: list[float]) -> None:
    assert value([one * 4 for one in y], measure) == pytest.approx(value(y, measure), abs=1e-9)


@pytest.mark.parametrize(
    "of", [fgt, lambda line: fgt(line, 1), lambda line: fgt(line, 2), watts, sen]
)
@settings(max_examples=40, deadline=None)
@given(y=incomes)
def test_poverty_in_another_currency(of: Callable[[float], Measure], y: list[float]) -> None:
    assert value([one * 4 for one in y], of(LINE * 4)) == pytest.approx(
        value(y, of(LINE)), abs=1e-9
    )


@pytest.mark.parametrize("measure", TRANSFERS, ids=named)
@settings(max_examples=40, deadline=None)
@given(poor=st.integers(100, 1_000), gap=st.integers(10, 1_500), others=incomes)
def test_a_transfer_to_a_poorer_person_lowers_it(
    measure: Measure, poor: int, gap: int, others: list[float]
) -> None:
    """Both stay below the line and keep their order: the transfer principle of Pigou and Dalton."""
    given_over = gap / 4
    before = value([float(poor), float(poor + gap), *others], measure)
    after = value([poor + given_over, poor + gap - given_over, *others], measure)
    assert after < before


@pytest.mark.parametrize("measure", [fgt(LINE), fgt(LINE, 1), fgt(LINE, 2), watts(LINE)], ids=named)
@settings(max_examples=40, deadline=None)
@given(first=incomes, second=incomes)
def test_poverty_is_the_mean_of_its_parts(
    measure: Measure, first: list[float], second: list[float]
) -> None:
    both = pa.table({"y": first + second, "at": ["a"] * len(first) + ["b"] * len(second)})
    (_, whole), (a, in_a), (b, in_b) = measured(both, "y", [measure], by="at")
    assert (a, b) == ("a", "b")
    assert whole.value is not None
    assert in_a.value is not None
    assert in_b.value is not None
    parts = in_a.value * in_a.weight + in_b.value * in_b.weight
    assert whole.value == pytest.approx(parts / whole.weight, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(first=incomes, second=incomes)
def test_theil_l_is_what_is_within_and_what_is_between(
    first: list[float], second: list[float]
) -> None:
    mean = (sum(first) + sum(second)) / (len(first) + len(second))
    apart = 0.0
    for part in (first, second):
        own = np.log(mean / (sum(part) / len(part)))
        apart += len(part) * (value(part, theil_l()) + own)
    whole = value(first + second, theil_l())
    assert whole == pytest.approx(apart / (len(first) + len(second)), abs=1e-9)


@pytest.mark.parametrize("measure", [*POVERTY, *INEQUALITY], ids=named)
def test_the_influence_is_the_derivative(measure: Measure) -> None:
    """Demnati and Rao (2004): by how much the estimate moves when a row weighs more."""
    draw = np.random.default_rng(3)
    y = draw.lognormal(8, 0.9, 60)
    y[5] = y[6]
    w = draw.uniform(1, 4, 60)
    value_there, influence = measure.formula(y, w)
    for row in range(0, 60, 7):
        step = 1e-6
        more = w.copy()
        more[row] += step
        moved = (measure.formula(y, more)[0] - value_there) / step
        assert influence[row] == pytest.approx(moved, abs=1e-6)


@pytest.mark.parametrize("measure", [*POVERTY, *INEQUALITY], ids=named)
def test_the_standard_error_is_that_of_the_jackknife(measure: Measure) -> None:
    """Leaving out each of 400 rows in turn: Shao and Tu (1995), The Jackknife and Bootstrap."""
    y = np.random.default_rng(4).lognormal(8, 0.7, 400)
    left_out = np.array([measure.formula(np.delete(y, at), np.ones(399))[0] for at in range(400)])
    jackknife = np.sqrt(399 / 400 * ((left_out - left_out.mean()) ** 2).sum())
    assert over(y, measure).standard_error == pytest.approx(jackknife, rel=0.03)


def test_the_headcount_has_the_error_of_a_proportion() -> None:
    """Kakwani (1993): the root of P (1 - P) / (n - 1) where each row is drawn by itself."""
    found = over([1_000.0] * 30 + [5_000.0] * 70, fgt(LINE))
    assert found.standard_error == pytest.approx(np.sqrt(0.3 * 0.7 / 99))


def test_the_errors_of_a_relative_line_scatter_as_stated() -> None:
    """Over 300 draws of 400 incomes, the scatter of line and headcount is near the stated error."""
    draw = np.random.default_rng(5)
    for measure, tolerance in ((relative_line(), 0.15), (relative_headcount(), 0.15)):
        found = [over(draw.lognormal(8, 0.6, 400), measure) for _ in range(300)]
        scatter = np.std([one.value for one in found if one.value is not None])
        stated = np.mean([one.standard_error for one in found if one.standard_error is not None])
        assert len(found) == 300
        assert stated == pytest.approx(scatter, rel=tolerance)


def test_clusters_and_strata_by_hand() -> None:
    """Two strata of two clusters each; totals of weighted residuals, n / (n - 1) a stratum."""
    table = pa.table(
        {
            "y": [1.0, 9.0, 1.0, 1.0, 9.0, 9.0, 1.0, 9.0],
            "psu": ["a", "a", "b", "b", "c", "c", "d", "d"],
            "st": ["n", "n", "n", "n", "s", "s", "s", "s"],
        }
    )
    survey = Survey.of(table, cluster="psu", stratum="st")
    ((_, found),) = measured(table, "y", [fgt(5)], survey=survey)
    # Residuals (poor - 1/2) / 8 add up to 0, 1/8 in the first stratum and -1/8, 0 in the second.
    assert found.value == 0.5
    assert found.standard_error == pytest.approx(np.sqrt(2 * 2 * 2 * (1 / 16) ** 2))
    alone = Survey.of(table, stratum="y")
    assert measured(table, "y", [fgt(5)], survey=alone)[0][1].standard_error == 0
    single = Survey.of(table, cluster="st", stratum="st")
    assert measured(table, "y", [fgt(5)], survey=single)[0][1].standard_error is None


def test_a_domain_keeps_the_clusters_of_the_whole() -> None:
    """Clusters without anybody of the domain count as drawn: the error is that of the design."""
    table = pa.table({"y": [1.0, 9.0, 1.0, 9.0], "psu": [1, 1, 2, 3], "at": ["a", "a", "b", "b"]})
    survey = Survey.of(table, cluster="psu")
    found = dict(measured(table, "y", [fgt(5)], survey=survey, by="at"))
    assert found["b"].standard_error == pytest.approx(np.sqrt(3 / 2 * (2 * 0.25**2)))
    assert found["a"].standard_error == 0


def test_what_nobody_knows_is_no_zero() -> None:
    table = pa.table(
        {
            "y": pa.array([1_000, None, 5_000, 6_000, None, 1], pa.decimal128(18, 2)),
            "w": pa.array([2, 1, 1, 1, 3, None], pa.int32()),
        }
    )
    survey = Survey.of(table, weight="w")
    headcount, inequality = (
        one for _, one in measured(table, "y", [fgt(LINE), gini()], survey=survey)
    )
    assert headcount.value == 0.5
    assert (headcount.known, headcount.missing, headcount.unweighted) == (3, 2, 1)
    assert (headcount.weight, headcount.missing_weight) == (4, 4)
    assert (headcount.low, headcount.high) == (0.25, 0.75)
    assert inequality.low is None
    assert inequality.high is None
    assert inequality.value == value([1_000, 5_000, 6_000], gini(), weights=[2, 1, 1])


def test_nobody_known_is_not_nobody_poor() -> None:
    nothing = over(pa.array([None, None], pa.float64()), fgt(LINE))
    assert (nothing.value, nothing.why_not, nothing.low, nothing.high) == (None, "no_rows", 0, 1)
    empty = over(pa.array([], pa.float64()), fgt(LINE))
    assert (empty.value, empty.low, empty.known) == (None, None, 0)
    weightless = over([1.0, 2.0], fgt(LINE), weights=[0.0, 0.0])
    assert weightless.why_not == "no_rows"


@pytest.mark.parametrize(
    ("y", "measure", "why_not"),
    [
        ([0.0, 5.0], watts(LINE), "zero_or_less"),
        ([0.0, 5.0], theil_l(), "zero_or_less"),
        ([-1.0, 5.0], gini(), "below_zero"),
        ([0.0, 0.0], gini(), "nothing_to_share"),
        ([0.0, 1.0, 2.0, 3.0, 4.0], quintile_ratio(), "poorest_have_nothing"),
    ],
)
def test_a_measure_that_is_not_defined_says_so(
    y: list[float], measure: Measure, why_not: str
) -> None:
    found = over(y, measure)
    assert (found.value, found.standard_error, found.why_not) == (None, None, why_not)


def test_losses_and_zeros_where_they_are_allowed() -> None:
    assert value([-1_500.0, 4_000.0], fgt(LINE)) == 0.5
    assert value([-1_500.0, 4_000.0], fgt(LINE, 1)) == 0.75
    assert value([0.0, 4.0], theil_t()) == pytest.approx(np.log(2))
    assert value([0.0, 4_000.0], sen(LINE)) == 0.5
    assert value([4_000.0, 4_000.0], sen(LINE)) == 0


def test_whoever_has_the_line_is_not_poor() -> None:
    assert value([2_999.99, 3_000.0], fgt(LINE)) == 0.5


def test_the_median_and_its_line() -> None:
    assert value([1.0, 2.0, 3.0], relative_line(0.5)) == 1
    assert value([1.0, 2.0, 3.0, 4.0], relative_line(1)) == 2.5
    assert value([1.0, 2.0, 3.0], relative_line(1), weights=[1, 1, 4]) == 3
    all_alike = over([7.0, 7.0], relative_line(0.6))
    assert all_alike.value == pytest.approx(4.2)
    assert all_alike.standard_error is None


def test_groups_in_order_and_the_unknown_last() -> None:
    table = pa.table({"y": [1.0, 9.0, 1.0], "at": ["乙", None, "甲"]})
    found = measured(table, "y", [fgt(5)], by="at")
    assert [group for group, _ in found] == ["", "乙", "甲", None]
    assert [one.value for _, one in found][1:] == [1, 1, 0]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: measured(pa.table({"income": [1]}), "incom", [gini()]), "income"),
        (lambda: measured(pa.table({"y": ["a"]}), "y", [gini()]), "no numbers"),
        (lambda: measured(pa.table({"y": [True]}), "y", [gini()]), "no numbers"),
        (lambda: measured(pa.table({"y": [float("inf")]}), "y", [gini()]), "infinite"),
        (lambda: Survey.of(pa.table({"w": [-1.0]}), weight="w"), "below zero"),
        (lambda: Survey.of(pa.table({"c": ["a", None]}), cluster="c"), "nobody knows"),
        (lambda: fgt(0), "above zero"),
        (lambda: watts(float("nan")), "above zero"),
        (lambda: sen(float("inf")), "above zero"),
        (lambda: atkinson(0), "above zero"),
    ],
)
def test_wrong_input_is_refused_in_plain_words(make: Callable[[], object], words: str) -> None:
    with pytest.raises(UserError) as caught:
        make()
    assert words in str(caught.value)


def test_decimals_and_floats_are_read_alike() -> None:
    exact = [Decimal("1000.25"), Decimal("4000.75")]
    assert value(pa.array(exact), gini()) == value([1000.25, 4000.75], gini())
