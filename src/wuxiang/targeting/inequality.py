"""Measures of inequality, and the poverty line that is a share of the median.

Influences are derivatives of the estimate with respect to a row's weight, after Demnati and Rao
(2004), Survey Methodology 30: 17-26; a test compares each of them with its difference quotient.
"""

import numpy as np

from wuxiang.errors import UserError
from wuxiang.targeting.estimate import Measure
from wuxiang.targeting.survey import Floats, weighted_mean


def gini() -> Measure:
    """Half the mean difference between two people, over the mean; no incomes below zero.

    Gini (1912), Variabilita e mutabilita; standard error: Langel and Tille (2013), Journal of the
    Royal Statistical Society A 176: 521-540.
    """
    return Measure("gini", gini_of, asks="not_below_zero")


def theil_t() -> Measure:
    """The mean of (y / mean) ln(y / mean), where an income of 0 adds 0; none below zero.

    Theil (1967), Economics and Information Theory; standard error: Biewen and Jenkins (2006),
    Oxford Bulletin of Economics and Statistics 68: 371-383.
    """

    def formula(y: Floats, w: Floats) -> tuple[float, Floats]:
        people, money = w.sum(), w @ y
        with_log = y * np.log(np.where(y > 0, y, 1))
        mean_log = w @ with_log / money
        influence = (with_log - mean_log * y) / money - y / money + 1 / people
        return float(mean_log - np.log(money / people)), influence

    return Measure("theil_t", formula, asks="not_below_zero")


def theil_l() -> Measure:
    """The mean of ln(mean / y), the mean logarithmic deviation; incomes above zero.

    Theil (1967) and Biewen and Jenkins (2006), as for `theil_t`.
    """

    def formula(y: Floats, w: Floats) -> tuple[float, Floats]:
        people, money = w.sum(), w @ y
        mean_log, of_mean_log = weighted_mean(np.log(y), w)
        influence = y / money - 1 / people - of_mean_log
        return float(np.log(money / people) - mean_log), influence

    return Measure("theil_l", formula, asks="above_zero")


def atkinson(aversion: float = 1) -> Measure:
    """One less the income that, given to everybody, would be as good as this, over the mean.

    `aversion` (epsilon) is above zero; incomes above zero. Atkinson (1970), Journal of Economic
    Theory 2: 244-263; standard error: Biewen and Jenkins (2006).
    """
    if not aversion > 0 or np.isinf(aversion):
        raise UserError(
            f"an aversion of {aversion:g} is none", remedy="give one above zero, as 0.5"
        )

    def formula(y: Floats, w: Floats) -> tuple[float, Floats]:
        people, money = w.sum(), w @ y
        if aversion == 1:
            log_equal, of_equal = weighted_mean(np.log(y), w)
        else:
            power = 1 - aversion
            largest = y.max()
            raised = (y / largest) ** power
            total = w @ raised
            log_equal = float(np.log(total / people) / power + np.log(largest))
            of_equal = (raised / total - 1 / people) / power
        equal_share = float(np.exp(log_equal) * people / money)
        return 1 - equal_share, -equal_share * (of_equal - y / money + 1 / people)

    return Measure(f"atkinson_{aversion:g}", formula, asks="above_zero")


def quintile_ratio() -> Measure:
    """What the richest fifth of the people have, over what the poorest fifth have (S80/S20).

    The fifths are exact: whoever stands on a border is shared out. No incomes below zero. Langel
    and Tille (2011), Statistica Sinica 21: 1297-1311. Not defined where the poorest fifth has
    nothing.
    """

    def formula(y: Floats, w: Floats) -> tuple[float, Floats]:
        upper, of_upper = _share_below(y, w, 0.8)
        lower, of_lower = _share_below(y, w, 0.2)
        if lower <= 0:
            return np.inf, np.full_like(y, np.nan)
        top = w @ y - upper
        return float(top / lower), (y - of_upper - top / lower * of_lower) / lower

    return Measure("quintile_ratio", formula, asks="not_below_zero")


def relative_line(share: float = 0.6) -> Measure:
    """`share` of the median income: a poverty line that moves with the people it is drawn for.

    Standard error: Osier (2009), Survey Research Methods 3: 167-195, with the density at the median
    from Gaussian kernels.
    """

    def formula(y: Floats, w: Floats) -> tuple[float, Floats]:
        middle = _median(y, w)
        density = _density(y, w, middle)
        moved = (0.5 - (y <= middle)) / (density * w.sum()) if density else np.full_like(y, np.nan)
        return share * middle, share * moved

    return Measure("relative_line", formula)


def relative_headcount(share: float = 0.6) -> Measure:
    """The share of people below `share` of their own median; the line's own error is counted in.

    Osier (2009), as for `relative_line`.
    """
    line_of = relative_line(share).formula

    def formula(y: Floats, w: Floats) -> tuple[float, Floats]:
        line, of_line = line_of(y, w)
        headcount, of_headcount = weighted_mean((y < line).astype(np.float64), w)
        return headcount, of_headcount + _density(y, w, line) * of_line

    return Measure("relative_headcount", formula)


def gini_of(y: Floats, w: Floats) -> tuple[float, Floats]:
    """The Gini coefficient of incomes `y` (n,) of weights `w` (n,), and each row's influence."""
    people, money = w.sum(), w @ y
    order = np.argsort(y, kind="stable")
    below = np.empty_like(y)
    held_below = np.empty_like(y)
    below[order] = np.cumsum(w[order])
    held_below[order] = np.cumsum((w * y)[order])
    # The sum of w |y - each other's y|: from those below, and from those above.
    apart = 2 * (below * y - held_below) + money - people * y
    value = float(w @ apart / (2 * people * money))
    return value, apart / (people * money) - value * (1 / people + y / money)


def _share_below(y: Floats, w: Floats, share: float) -> tuple[float, Floats]:
    """What the poorest `share` of the people have together, with each row's influence on it."""
    order = np.argsort(y, kind="stable")
    room = share * w.sum() - (np.cumsum(w[order]) - w[order])
    taken = np.clip(room, 0, w[order])
    border = float(y[order][taken > 0][-1])
    return float(taken @ y[order]), np.minimum(y - border, 0) + share * border


def _median(y: Floats, w: Floats) -> float:
    """The income with half the people below; between two, their middle."""
    order = np.argsort(y, kind="stable")
    sums = np.cumsum(w[order])
    half = sums[-1] / 2
    at = int(np.searchsorted(sums, half))
    exactly = at + 1 < len(y) and np.isclose(sums[at], half, rtol=1e-12)
    return float((y[order][at] + y[order][at + 1]) / 2 if exactly else y[order][at])


def _density(y: Floats, w: Floats, at: float) -> float:
    """Share of people a unit of income about `at`: kernels of width deviation * n ** -0.2."""
    mean, _ = weighted_mean(y, w)
    width = np.sqrt(w @ (y - mean) ** 2 / w.sum()) * len(y) ** -0.2
    if width == 0:
        return 0.0
    kernels = np.exp(-0.5 * ((y - at) / width) ** 2) / (width * np.sqrt(2 * np.pi))
    return float(w @ kernels / w.sum())
