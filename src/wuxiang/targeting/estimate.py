"""A measure applied to incomes: the estimate, its standard error, and what nobody knows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from wuxiang.targeting.survey import Floats, Survey, groups, numbers

Formula = Callable[[Floats, Floats], tuple[float, Floats]]
"""Of known incomes and their weights, both (n,): the estimate, and the influence of each (n,)."""
WHY_NOT = {
    "above_zero": "zero_or_less",
    "not_below_zero": "below_zero",
}
"""What rows there must not be, by what a measure asks of the incomes."""


@dataclass(frozen=True)
class Measure:
    """A measure of poverty or inequality, ready to be applied to incomes.

    `asks` is what its formula asks of the incomes; `is_share` says that it is a mean over rows each
    of which adds 0 to 1, so that incomes which nobody knows leave it between two bounds.
    """

    name: str
    formula: Formula
    asks: Literal["any", "not_below_zero", "above_zero"] = "any"
    is_share: bool = False


@dataclass(frozen=True)
class Estimate:
    """One figure with all that qualifies it.

    `value` rests on `known` rows alone, which stand for `weight`; `missing` rows, standing for
    `missing_weight`, have no income that anybody knows; `unweighted` rows have no known weight.
    None of them counts as zero. `low` and `high` (of shares alone) are what the figure would
    be if nobody missing were poor, or everybody had nothing: Manski (1989), Journal of Human
    Resources 24: 343-360. `value` is None where `why_not` says why: `no_rows`, `zero_or_less`,
    `below_zero`, `nothing_to_share`, `poorest_have_nothing`.
    """

    measure: str
    value: float | None
    standard_error: float | None
    known: int
    missing: int
    unweighted: int
    weight: float
    missing_weight: float
    low: float | None
    high: float | None
    why_not: str = ""


def estimate(incomes: Floats, measure: Measure, survey: Survey) -> Estimate:
    """`measure` over `incomes` (n,), NaN where nobody knows, of the n rows of `survey`."""
    weighted = ~np.isnan(survey.weights)
    known = weighted & ~np.isnan(incomes)
    part = survey.take(known)
    y, w = incomes[known], part.weights
    missing_weight = float(survey.weights[weighted & ~known].sum())
    why_not = _why_not(y, w, measure)
    value, error = None, None
    if not why_not:
        value, influence = measure.formula(y, w)
        error = part.standard_error(influence)
        if np.isinf(value):
            value, why_not = None, "poorest_have_nothing"
    bounds = _bounds(value, float(w.sum()), missing_weight) if measure.is_share else None
    return Estimate(
        measure=measure.name,
        value=value,
        standard_error=error,
        known=int(known.sum()),
        missing=int((weighted & ~known).sum()),
        unweighted=int((~weighted).sum()),
        weight=float(w.sum()),
        missing_weight=missing_weight,
        low=bounds[0] if bounds else None,
        high=bounds[1] if bounds else None,
        why_not=why_not,
    )


def measured(
    table: pa.Table,
    income: str,
    measures: Sequence[Measure],
    *,
    survey: Survey | None = None,
    by: str | None = None,
) -> list[tuple[object, Estimate]]:
    """Each of `measures` over the column `income` of `table`, for all rows and each group of `by`.

    The group of all rows is "" and comes first; that of rows whose group nobody knows is None and
    comes last. `survey` holds the rows' weights and design (default: each row counts once).
    """
    asked = Survey.of(table) if survey is None else survey
    incomes = numbers(table, income)
    found: list[tuple[object, Estimate]] = [("", estimate(incomes, one, asked)) for one in measures]
    for group, rows in groups(table, by) if by else ():
        part = asked.take(rows)
        found += [(group, estimate(incomes[rows], one, part)) for one in measures]
    return found


def _why_not(incomes: Floats, weights: Floats, measure: Measure) -> str:
    counted = incomes[weights > 0]
    if not len(counted):
        return "no_rows"
    if measure.asks == "any":
        return ""
    outside = counted <= 0 if measure.asks == "above_zero" else counted < 0
    if outside.any():
        return WHY_NOT[measure.asks]
    return "" if counted.any() else "nothing_to_share"


def _bounds(value: float | None, weight: float, missing: float) -> tuple[float, float] | None:
    if weight + missing == 0:
        return None
    known = 0.0 if value is None else value * weight
    return known / (weight + missing), (known + missing) / (weight + missing)
