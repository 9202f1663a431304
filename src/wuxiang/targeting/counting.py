"""Poverty in several dimensions at once: the counting method of Alkire and Foster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wuxiang.errors import UserError
from wuxiang.targeting.survey import (
    Flags,
    Floats,
    Ints,
    Survey,
    column,
    groups,
    numbers,
    weighted_mean,
    weighted_ratio,
)


@dataclass(frozen=True)
class Dimension:
    """One thing that people may be deprived of, as a column says.

    With a `cutoff`, whoever has less than it is deprived; without one the column is yes or no, and
    `deprived_if` is the answer that means deprived. `weight` is exact, relative to the others.
    """

    column: str
    cutoff: float | None = None
    weight: Fraction = Fraction(1)
    deprived_if: bool = True


@dataclass(frozen=True)
class Figure:
    """A figure and its standard error; None where there is none."""

    value: float | None
    standard_error: float | None


@dataclass(frozen=True)
class Counting:
    """Alkire-Foster over the `known` rows: those of whom every dimension is known.

    `headcount` (H) is the share of people who are poor, `intensity` (A) the share of the weights
    of which the poor are deprived, `adjusted` their product (M0). By dimension: `uncensored`,
    the share of people deprived of it; `censored`, of people who are poor and deprived of it;
    `contribution`, its part of M0; these add up to 1. `headcount_bounds` and
    `adjusted_bounds` hold whatever the `missing` rows may be: a row whose known deprivations make
    it poor is poor, whatever else it lacks (Manski 1989). `unweighted` rows have no known weight.
    """

    headcount: Figure
    intensity: Figure
    adjusted: Figure
    uncensored: Mapping[str, Figure]
    censored: Mapping[str, Figure]
    contribution: Mapping[str, Figure]
    known: int
    missing: int
    unweighted: int
    headcount_bounds: tuple[float, float] | None
    adjusted_bounds: tuple[float, float] | None


@dataclass(frozen=True)
class _Answers:
    """Of n rows and d dimensions: deprived or not, known or not; whole weights, and the share k."""

    deprived: Flags
    known: Flags
    weights: Ints
    cutoff: Fraction

    def part(self, rows: Ints) -> "_Answers":
        return _Answers(self.deprived[rows], self.known[rows], self.weights, self.cutoff)

    def censored(self, deprived: Flags) -> tuple[Floats, Floats]:
        """Who is poor (n,), and his score if he is (n,), 0 to 1; compared exactly."""
        points = deprived.astype(np.int64) @ self.weights
        total = int(self.weights.sum())
        poor = points * self.cutoff.denominator >= self.cutoff.numerator * total
        return poor.astype(np.float64), points / total * poor


def alkire_foster(
    table: pa.Table,
    dimensions: Sequence[Dimension],
    *,
    cutoff: Fraction,
    survey: Survey | None = None,
    by: str | None = None,
) -> list[tuple[object, Counting]]:
    """H, A, M0 and what each dimension adds, for all rows ("") and for each group of `by`.

    Poor is who is deprived of at least the share `cutoff` (k) of the weights, 0 < k <= 1: the
    smallest k is the union, 1 the intersection. Alkire and Foster (2011), Journal of Public
    Economics 95: 476-487; standard errors: Alkire et al. (2015), Multidimensional Poverty
    Measurement and Analysis, ch. 8, by linearisation. Raises UserError for an unknown column or an
    odd weight.
    """
    answers = _answers(table, dimensions, cutoff)
    asked = Survey.of(table) if survey is None else survey
    names = [one.column for one in dimensions]
    found: list[tuple[object, Counting]] = [("", _counted(answers, names, asked))]
    for group, rows in groups(table, by) if by else ():
        found.append((group, _counted(answers.part(rows), names, asked.take(rows))))
    return found


def _answers(table: pa.Table, dimensions: Sequence[Dimension], cutoff: Fraction) -> _Answers:
    names = [one.column for one in dimensions]
    if not names or len(set(names)) < len(names):
        raise UserError("the dimensions repeat, or there is none", remedy="name each column once")
    if any(one.weight <= 0 for one in dimensions):
        raise UserError("a dimension's weight is not above zero", remedy="leave the dimension out")
    if not 0 < cutoff <= 1:
        raise UserError(
            f"k = {cutoff} is no share of the weights",
            remedy="give one above 0, up to 1, as 1/3",
        )
    columns = [_deprived(table, one) for one in dimensions]
    common = lcm(*(one.weight.denominator for one in dimensions))
    return _Answers(
        deprived=np.column_stack([deprived for deprived, _ in columns]),
        known=np.column_stack([known for _, known in columns]),
        weights=np.array([int(one.weight * common) for one in dimensions], np.int64),
        cutoff=cutoff,
    )


def _deprived(table: pa.Table, dimension: Dimension) -> tuple[Flags, Flags]:
    """Of each row: whether it is known to be deprived, and whether that is known at all."""
    found = column(table, dimension.column)
    if dimension.cutoff is None:
        if not pa.types.is_boolean(found.type):
            raise UserError(
                f"`{dimension.column}` is not yes or no but {found.type}",
                remedy=f"give its cutoff, as {dimension.column}<1",
            )
        known = found.is_valid().to_numpy()
        yes = found.fill_null(not dimension.deprived_if).to_numpy()
        return yes == dimension.deprived_if, known
    values = numbers(table, dimension.column)
    return values < dimension.cutoff, ~np.isnan(values)


def _counted(answers: _Answers, names: Sequence[str], survey: Survey) -> Counting:
    weighted = ~np.isnan(survey.weights)
    complete = weighted & answers.known.all(axis=1)
    part, deprived = survey.take(complete), answers.deprived[complete]
    poor, scores = answers.censored(deprived)
    shares = answers.weights / answers.weights.sum()
    adjusted = [poor * deprived[:, at] for at in range(len(names))]
    ratios = zip(names, shares, adjusted, strict=True)
    weights = survey.weights[weighted]
    bounds = [answers.censored(one[weighted]) for one in _at_worst(answers)]
    return Counting(
        headcount=_mean(poor, part),
        intensity=_ratio(scores, poor, part),
        adjusted=_mean(scores, part),
        uncensored={
            name: _mean(deprived[:, at].astype(np.float64), part) for at, name in enumerate(names)
        },
        censored={name: _mean(one, part) for name, one in zip(names, adjusted, strict=True)},
        contribution={name: _ratio(share * one, scores, part) for name, share, one in ratios},
        known=int(complete.sum()),
        missing=int((weighted & ~complete).sum()),
        unweighted=int((~weighted).sum()),
        headcount_bounds=_between([one for one, _ in bounds], weights),
        adjusted_bounds=_between([one for _, one in bounds], weights),
    )


def _at_worst(answers: _Answers) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Nobody is deprived of what is not known, and everybody is."""
    return answers.deprived & answers.known, answers.deprived | ~answers.known


def _between(extremes: Sequence[Floats], weights: Floats) -> tuple[float, float] | None:
    if not weights.sum():
        return None
    low, high = (weighted_mean(one, weights)[0] for one in extremes)
    return low, high


def _mean(values: Floats, survey: Survey) -> Figure:
    return _ratio(values, np.ones_like(values), survey)


def _ratio(above: Floats, below: Floats, survey: Survey) -> Figure:
    if not survey.weights @ below:
        return Figure(None, None)
    value, influence = weighted_ratio(above, below, survey.weights)
    return Figure(value, survey.standard_error(influence))
