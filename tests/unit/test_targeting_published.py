"""Measures against what is published of public data: handbook, papers, manuals of packages."""

import csv
from fractions import Fraction
from math import log, sqrt
from pathlib import Path

import pyarrow as pa
import pytest

from wuxiang.targeting import (
    Dimension,
    Measure,
    Survey,
    alkire_foster,
    atkinson,
    fgt,
    gini,
    measured,
    sen,
    theil_l,
    theil_t,
    watts,
    wilson,
)

MEXICO = Path(__file__).parent.parent / "data" / "mexico.csv"
INEQ = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]


def value(incomes: list[float] | list[int], measure: Measure) -> float:
    ((_, found),) = measured(pa.table({"y": incomes}), "y", [measure])
    assert found.value is not None
    return found.value


@pytest.mark.parametrize(("alpha", "published"), [(0, 0.5), (1, 0.08), (2, 0.0136)])
def test_the_world_banks_country_c(alpha: int, published: float) -> None:
    """Haughton and Khandker (2009), Handbook on Poverty and Inequality, pp. 70-72: line 125."""
    assert value([100, 110, 150, 160], fgt(125, alpha)) == pytest.approx(published, abs=1e-12)


@pytest.mark.parametrize(
    ("measure", "published"),
    [
        (gini(), 0.4620911),
        (theil_t(), 0.3623412),
        (atkinson(0.5), 0.1796591),
        (atkinson(1), 0.3518251),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_the_incomes_in_the_manual_of_r_package_ineq(measure: Measure, published: float) -> None:
    """Zeileis, package `ineq` for R, example of `ineq`; values as R prints them, seven digits."""
    assert value(INEQ, measure) == pytest.approx(published, abs=5e-8)


def mexico(column: str) -> list[float]:
    with MEXICO.open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [float(row[column]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(
    ("year", "theil", "between"),
    [
        (1940, 0.20894344, 0.0345889),
        (1950, 0.15222451, 0.02816853),
        (1960, 0.10472941, 0.05260921),
        (1970, 0.10194725, 0.05931219),
        (1980, 0.09560113, 0.03205257),
        (1990, 0.10511256, 0.02963731),
        (2000, 0.10660832, 0.03635872),
    ],
)
def test_income_of_mexican_states(year: int, theil: float, between: float) -> None:
    """PySAL `inequality`, documentation of Theil and TheilD: regions of Hanson (1998)."""
    incomes, regions = mexico(f"pcgdp{year}"), mexico("hanson98")
    assert value(incomes, theil_t()) == pytest.approx(theil, abs=5e-9)
    table = pa.table({"y": incomes, "region": regions})
    parts = measured(table, "y", [theil_t()], by="region")[1:]
    within = 0.0
    for region, part in parts:
        assert part.value is not None
        money = sum(y for y, r in zip(incomes, regions, strict=True) if r == region)
        within += money / sum(incomes) * part.value
    assert value(incomes, theil_t()) - within == pytest.approx(between, abs=5e-9)


def test_gini_of_mexican_states() -> None:
    """PySAL `inequality`, documentation of Gini: income per head of 1940."""
    assert value(mexico("pcgdp1940"), gini()) == pytest.approx(0.35372371173452849, abs=1e-12)


def test_sen_watts_and_theil_by_hand() -> None:
    """Country C again, two poor of four. Sen is H (I + (1 - I) G), as package `ineq` writes it."""
    gap_of_poor, gini_of_poor = (25 + 15) / (2 * 125), 5 / 210
    expected = 0.5 * (gap_of_poor + (1 - gap_of_poor) * gini_of_poor)
    assert value([100, 110, 150, 160], sen(125)) == pytest.approx(expected, abs=1e-12)
    expected = (log(125 / 100) + log(125 / 110)) / 4
    assert value([100, 110, 150, 160], watts(125)) == pytest.approx(expected, abs=1e-12)
    assert value([1, 2, 4], theil_l()) == pytest.approx(log(7 / 3) - log(2), abs=1e-12)


def test_four_people_and_four_dimensions() -> None:
    """Alkire and Foster (2011), Journal of Public Economics 95: 476-487: k = 2 of 4.

    The paper could not be opened when this was last looked up; each figure also follows by hand.
    """
    table = pa.table(
        {
            "income": [13.1, 15.2, 12.5, 20.0],
            "schooling": [14, 7, 10, 11],
            "health": [4, 5, 1, 3],
            "insurance": [1, 0, 0, 1],
        }
    )
    cutoffs = {"income": 13, "schooling": 12, "health": 3, "insurance": 1}
    dimensions = [Dimension(name, cutoff) for name, cutoff in cutoffs.items()]
    ((_, found),) = alkire_foster(table, dimensions, cutoff=Fraction(2, 4))
    assert found.headcount.value == 0.5
    assert found.intensity.value == 0.75
    assert found.adjusted.value == 0.375
    assert [one.value for one in found.uncensored.values()] == [0.25, 0.75, 0.25, 0.5]
    assert [one.value for one in found.censored.values()] == [0.25, 0.5, 0.25, 0.5]
    contributions = [one.value for one in found.contribution.values()]
    assert contributions == pytest.approx([1 / 6, 1 / 3, 1 / 6, 1 / 3])


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_intervals_in_newcombes_paper(hits: int, of: int, low: float, high: float) -> None:
    """The pairs of Newcombe (1998), Statistics in Medicine 17: 857-872, table I, method 3.

    That these are its pairs and this its formula says J. Hu's macro CI_Single_Proportion for SAS
    (public domain); the printed table itself could not be opened when this was last looked up.
    """
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (18, 20, 0.6989663547715128, 0.972133518786232),
        (4, 20, 0.0806576625797981, 0.4160174322518935),
        (4, 200, 0.00780442641634947, 0.05028708690582643),
        (190, 200, 0.910421851861224, 0.972617354399236),
        (1, 30, 5.908590e-03, 0.16670391),
        (0, 30, 0.0, 0.11351339),
        (30, 30, 0.8864866, 1.0),
    ],
)
def test_the_intervals_that_r_package_binom_prints(
    hits: int, of: int, low: float, high: float
) -> None:
    """`binom.confint` of R package `binom`, method wilson, as statsmodels keeps what it printed.

    statsmodels, stats/tests/results/results_proportion.py (BSD 3-Clause).
    """
    assert wilson(hits, of) == pytest.approx((low, high), abs=1e-7)


def test_the_standard_error_of_a_stratified_sample_of_municipalities() -> None:
    """Unemployed of eight municipalities of Province'91: a total of 23,580, its CV 0.500487.

    Lehtonen and Pahkinen, Practical Methods for Design and Analysis of Complex Surveys, table 2.6,
    p. 46, as the statistical consulting group of UCLA prints it from SAS (stats.oarc.ucla.edu, "How
    do I analyze survey data with a systematic sample design"). SAS takes off the quarter that was
    drawn, which we do not: its variance is 3/4 of ours.

    With a line above all incomes, P1 is 1 - mean / line.
    """
    table = pa.table(
        {
            "unemployed": [4123, 721, 194, 129, 239, 61, 262, 166],
            "stratum": [1, 1, 2, 2, 2, 2, 2, 2],
            "weight": [4] * 8,
        }
    )
    survey = Survey.of(table, weight="weight", stratum="stratum")
    ((_, found),) = measured(table, "unemployed", [fgt(5000, 1)], survey=survey)
    assert found.value is not None
    assert found.standard_error is not None
    mean = (1 - found.value) * 5000
    assert mean == pytest.approx(23_580 / 32)
    drawn = found.standard_error * 5000 * sqrt(3 / 4)
    assert drawn / mean == pytest.approx(0.500487, abs=5e-7)
