"""What if: parameters or policies changed beside a finished run, which is never touched."""

from wuxiang.simulation.budget import Costing, Spending, spend
from wuxiang.simulation.change import Change, changed, read_change
from wuxiang.simulation.effects import (
    Answers,
    Cost,
    Effects,
    Group,
    Poverty,
    as_plain,
    write_effects,
)
from wuxiang.simulation.simulate import SimulatedRun

__all__ = [
    "Answers",
    "Change",
    "Cost",
    "Costing",
    "Effects",
    "Group",
    "Poverty",
    "SimulatedRun",
    "Spending",
    "as_plain",
    "changed",
    "read_change",
    "spend",
    "write_effects",
]
