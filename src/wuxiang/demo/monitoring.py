"""Clues of relapse in the demo county and what was decided, and months of income of the watched."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import Flags, Ints, coded, dates, day, integers, numbered, shaped, yuan
from wuxiang.demo.at_risk import KINDS, Watched, watched_of
from wuxiang.demo.chance import some
from wuxiang.demo.families import AS_OF
from wuxiang.demo.payments import positions
from wuxiang.demo.world import World

LARGE_COST = 10_000
YEAR_AGO = AS_OF - 365
UNFOLLOWED = 25
"""One in so many warnings that nobody looked into."""
MONTHS = (
    *(f"2018-{month:02d}-01" for month in range(4, 13)),
    *(f"2019-{month:02d}-01" for month in range(1, 4)),
)
CHANNELS = ("household", "cadre", "department")
CAUSES = ("illness", "accident", "disability", "schooling", "work")
RULED = (*KINDS, "none")


def monitoring_tables(world: World, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The two tables by name; `tables` are those of people and of matches with lists."""
    watched = watched_of(world)
    return {
        "monitoring_clue": _clues(world, watched, warned=_warned(world, tables)),
        "income_month": _months(world, watched.home),
    }


def _warned(world: World, tables: Mapping[str, pa.Table]) -> Ints:
    """Households with a large cost, an accident that throws them back, or a warning."""
    stays = tables["hospital_stay"]
    left = pc.subtract(stays["total_cost"], stays["reimbursed"]).cast(pa.float64())
    recent = np.asarray(stays["discharged_on"].cast(pa.int32()).to_numpy()) > YEAR_AGO
    patient = world.people.household[positions(stays["person_id"])]
    cost = np.bincount(patient, np.where(recent, left.to_numpy(), 0), len(world.homes))
    hurt = tables["accident"].filter(tables["accident"]["causes_relapse"])
    matches = tables["list_match"]
    matched = matches.filter(pc.equal(matches["match_meaning"], "warning"))["household_id"]
    found = (
        np.flatnonzero(cost >= LARGE_COST),
        world.people.household[positions(hurt["person_id"])],
        positions(matched),
    )
    return np.unique(np.concatenate(found))


def _clues(world: World, at_risk: Watched, *, warned: Ints) -> pa.Table:
    """A clue of every watched household, and of nearly every warning; a few late or still open.

    What is not watched was ruled to be no risk, or is not decided yet.
    """
    chance = world.chance("clues")
    followed = warned[np.arange(len(warned)) % UNFOLLOWED != 0]
    home = np.union1d(at_risk.home, followed)
    rows = len(home)
    watched = np.isin(home, at_risk.home)
    late, still = some(chance, rows, share=0.01), some(chance, rows, share=0.02) & ~watched
    taken = np.where(late, 19, chance.integers(9, 15, rows))
    begun = AS_OF - chance.integers(30, 300, rows)
    begun = np.where(still, AS_OF - chance.integers(5, 25, rows), begun)
    begun[watched] = at_risk.since - taken[watched]
    short = some(chance, rows, share=0.005)
    ruled = np.full(rows, len(KINDS))
    ruled[watched] = at_risk.kind
    return shaped(
        "monitoring_clue",
        {
            "clue_id": numbered("XS", np.arange(1, rows + 1), width=5),
            "household_id": world.household_ids.take(pa.array(home)),
            "clue_on": dates(begun),
            "channel": coded(CHANNELS, np.where(watched, chance.integers(0, 2, rows), 2)),
            "clue_cause": coded(CAUSES, chance.integers(0, len(CAUSES), rows)),
            "looked_on": dates(begun + 2),
            "compared_on": dates(begun + 3, still),
            "shown_from": dates(begun + 4, still),
            "shown_to": dates(begun + np.where(short, 6, 8), still),
            "times_shown": integers(np.ones(rows), still),
            "ruled_on": dates(begun + taken, still),
            "ruled_as": coded(RULED, ruled, missing=still),
        },
    )


def _months(world: World, at_risk: Ints) -> pa.Table:
    """Twelve months of each household at risk; of a few a month is missing."""
    chance, months = world.chance("income months"), len(MONTHS)
    home = np.repeat(at_risk, months)
    size = world.homes.size[home]
    better = np.repeat(some(chance, len(at_risk), share=0.5), months)
    income = size * chance.integers(300, 480, len(home)) + np.where(better, 160 * size, 0)
    rows = np.flatnonzero(~_lost(chance, len(home), every=months))
    return shaped(
        "income_month",
        {
            "household_id": world.household_ids.take(pa.array(home[rows])),
            "month_begin": dates(np.tile([day(text) for text in MONTHS], len(at_risk))[rows]),
            "month_income": yuan(income[rows]),
            "rigid_expense": yuan(size[rows] * chance.integers(0, 40, len(rows))),
        },
    )


def _lost(chance: np.random.Generator, rows: int, *, every: int) -> Flags:
    """The last month of a few households."""
    last = np.arange(rows) % every == every - 1
    return np.asarray(last & some(chance, rows, share=0.03), np.bool_)
