"""Poverty and inequality measures, and how well the register is aimed: pure, over plain tables.

A table is a pyarrow Table; values that are null are not known and never count as zero.

    measured(table, "income", [fgt(2995), gini()], survey=Survey.of(table, weight="members"))
"""

from wuxiang.targeting.counting import Counting, Dimension, Figure, alkire_foster
from wuxiang.targeting.estimate import Estimate, Measure, estimate, measured
from wuxiang.targeting.inequality import (
    atkinson,
    gini,
    quintile_ratio,
    relative_headcount,
    relative_line,
    theil_l,
    theil_t,
)
from wuxiang.targeting.poverty import fgt, sen, watts
from wuxiang.targeting.register import Aim, Checked, Rate, aims, wilson
from wuxiang.targeting.survey import Survey

__all__ = [
    "Aim",
    "Checked",
    "Counting",
    "Dimension",
    "Estimate",
    "Figure",
    "Measure",
    "Rate",
    "Survey",
    "aims",
    "alkire_foster",
    "atkinson",
    "estimate",
    "fgt",
    "gini",
    "measured",
    "quintile_ratio",
    "relative_headcount",
    "relative_line",
    "sen",
    "theil_l",
    "theil_t",
    "watts",
    "wilson",
]
