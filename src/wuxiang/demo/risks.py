"""The register of households at risk and of what is done for them."""

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import Flags, coded, dates, day, flags, shaped, yuan
from wuxiang.demo.at_risk import KINDS, Watched, watched_of
from wuxiang.demo.chance import some
from wuxiang.demo.world import World

CAUSES = ("illness", "disability", "schooling", "work", "industry", "other")
HELP = ("industry", "employment", "public_post", "health", "support")
GUARANTEES = ("schooling", "medical", "housing", "water")
NOT_ENTERED = 0.012
"""Share of the watched households that nobody entered into the register yet."""


def risk_table(world: World) -> pa.Table:
    """Monitored and marginal households with their risk; some removed, a few records thin."""
    chance, watched = world.chance("risks"), _entered(world)
    rows = len(watched)
    removed = some(chance, rows, share=0.3)
    when = day("2019-03-20") + chance.integers(0, 30, rows)
    cause = chance.integers(0, len(CAUSES), rows)
    after = ~removed | some(chance, rows, share=0.02)
    said = np.where(some(chance, rows, share=0.1), False, cause == len(CAUSES) - 1)
    return shaped(
        "risk",
        {
            "household_id": world.household_ids.take(pa.array(watched.home)),
            "identified_on": dates(watched.since),
            "risk_kind": coded(KINDS, watched.kind),
            "risk_cause": coded(CAUSES, cause),
            "risk_remark": coded(("婚丧支出较大",), np.zeros(rows), missing=~said),
            "removed_on": dates(np.maximum(when, watched.since + 25), ~removed),
            "removal": coded(
                ("by_help", "by_itself"), some(chance, rows, share=0.2), missing=~removed
            ),
            "income_after": yuan(chance.integers(4_200, 9_000, rows), after),
            **{f"{name}_after": _held(rows, after) for name in GUARANTEES},
        },
    )


def _held(rows: int, unknown: Flags) -> pa.Array:
    return flags(np.ones(rows, np.bool_), unknown)


def risk_measure_table(world: World) -> pa.Table:
    """Two measures of nearly every household at risk, begun within a month."""
    chance, watched = world.chance("risk measures"), _entered(world)
    rows = len(watched)
    begun = watched.since + chance.integers(5, 30, rows)
    helped = np.flatnonzero(~some(chance, rows, share=0.03))
    first = chance.integers(0, len(HELP), rows)
    both = np.r_[helped, helped]
    kind = np.r_[first[helped], (first[helped] + 1) % len(HELP)]
    return shaped(
        "risk_measure",
        {
            "household_id": world.household_ids.take(pa.array(watched.home[both])),
            "risk_help": coded(HELP, kind),
            "from_date": dates(begun[both]),
        },
    )


def _entered(world: World) -> Watched:
    """The watched households that stand in the register of risks."""
    watched = watched_of(world)
    there = ~some(world.chance("not entered"), len(watched), share=NOT_ENTERED)
    return Watched(watched.home[there], watched.since[there], watched.kind[there])
