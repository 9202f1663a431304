"""Measures of poverty against a line: Foster-Greer-Thorbecke, Watts, Sen.

Whoever has less than the line is poor; whoever has exactly the line is not. Incomes and lines are
in the same money of the same period, a head.
"""

import numpy as np

from wuxiang.errors import UserError
from wuxiang.targeting.estimate import Measure
from wuxiang.targeting.inequality import gini_of
from wuxiang.targeting.survey import Floats, weighted_mean


def fgt(line: float, alpha: float = 0) -> Measure:
    """Headcount (alpha 0), poverty gap (1), severity (2): the mean of ((line - y) / line) ** alpha.

    Over the poor, with 0 for the others. Foster, Greer and Thorbecke (1984), Econometrica 52:
    761-766; standard error: Kakwani (1993), Oxford Bulletin of Economics and Statistics 55:
    449-454.
    """
    _refuse_line(line)

    def formula(y: Floats, w: Floats) -> tuple[float, Floats]:
        return weighted_mean(_gaps(y, line) ** alpha * (y < line), w)

    return Measure(f"fgt{alpha:g}", formula, is_share=True)


def watts(line: float) -> Measure:
    """The mean of ln(line / y) over the poor, with 0 for the others; incomes above zero.

    Watts (1968), An economic definition of poverty; Zheng (1993), Economics Letters 42: 81-86.
    """
    _refuse_line(line)

    def formula(y: Floats, w: Floats) -> tuple[float, Floats]:
        return weighted_mean(np.log(line / np.minimum(y, line)), w)

    return Measure("watts", formula, asks="above_zero")


def sen(line: float) -> Measure:
    """Headcount times Gini of the poor, plus poverty gap times one less that Gini.

    Sen (1976), Econometrica 44: 219-231, in its form for many people; the Gini coefficient is that
    of the incomes of the poor. Standard error: by the chain rule from those of its three parts.
    """
    _refuse_line(line)

    def formula(y: Floats, w: Floats) -> tuple[float, Floats]:
        poor = y < line
        headcount, of_headcount = weighted_mean(poor.astype(np.float64), w)
        gap, of_gap = weighted_mean(_gaps(y, line), w)
        inequality, of_inequality = 0.0, np.zeros_like(y)
        if (y[poor] * w[poor]).sum() > 0:
            inequality, of_inequality[poor] = gini_of(y[poor], w[poor])
        influence = (
            inequality * of_headcount
            + (1 - inequality) * of_gap
            + (headcount - gap) * of_inequality
        )
        return inequality * headcount + (1 - inequality) * gap, influence

    return Measure("sen", formula, asks="not_below_zero")


def _gaps(y: Floats, line: float) -> Floats:
    return np.maximum(line - y, 0) / line


def _refuse_line(line: float) -> None:
    if not line > 0 or np.isinf(line):
        raise UserError(f"a poverty line of {line:g} is none", remedy="give a line above zero")
