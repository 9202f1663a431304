"""Which households move into the new settlements, and which of them have a flat."""

import numpy as np

from wuxiang.demo.arrays import Ints
from wuxiang.demo.chance import scaled
from wuxiang.demo.world import World

OTHER_MOVERS = 820
WITHOUT_FLAT = 5


def movers_of(world: World) -> Ints:
    """Households that move: those of the moved villages first, then others of registered ones.

    The last few of the others have agreed to move, but have no flat yet.
    """
    homes = world.homes
    count = scaled(OTHER_MOVERS + WITHOUT_FLAT, world.scale, least=2)
    others = world.sampled("movers", homes.kept & ~homes.moved & ~homes.town, count=count)
    return np.asarray(np.r_[np.flatnonzero(homes.moved), others], np.int64)


def housed(world: World, movers: Ints) -> Ints:
    """The movers who have a flat."""
    return np.asarray(movers[: len(movers) - scaled(WITHOUT_FLAT, world.scale)], np.int64)
