"""Households that the county watches lest they fall into poverty: since when, and as what kind."""

from dataclasses import dataclass

import numpy as np

from wuxiang.demo.arrays import Ints, day
from wuxiang.demo.chance import some
from wuxiang.demo.population import MARGINAL, MONITORED
from wuxiang.demo.world import NEVER, World

KINDS = ("unstable", "marginal", "sudden")
"""Kinds of watched household, in the register of risks and in what was ruled on a clue."""
UNSTABLE, NEAR, SUDDEN = range(len(KINDS))
SUDDEN_SHARE = 0.2


@dataclass(frozen=True)
class Watched:
    """The watched households, in order: their clue was ruled on that day, as that kind."""

    home: Ints
    since: Ints
    kind: Ints
    """Position in KINDS."""

    def __len__(self) -> int:
        return len(self.home)


def watched_of(world: World) -> Watched:
    """The same for every caller; who left poverty is watched a month after that at the earliest."""
    chance, status = world.chance("watched"), world.homes.status
    home = np.flatnonzero(np.isin(status, (MARGINAL, MONITORED)))
    rows = len(home)
    since = day("2018-06-01") + chance.integers(0, 250, rows)
    left = np.where(world.exited[home] < NEVER, world.exited[home], 0)
    since = np.where(since < left + 30, left + chance.integers(30, 80, rows), since)
    left_poverty = np.where(some(chance, rows, share=SUDDEN_SHARE), SUDDEN, UNSTABLE)
    return Watched(home, since, np.where(status[home] == MARGINAL, NEAR, left_poverty))


def watched_since(world: World) -> Ints:
    """Day from which each household of the county is watched; NEVER for most."""
    watched = watched_of(world)
    since = np.full(len(world.homes), NEVER)
    since[watched.home] = watched.since
    return since
