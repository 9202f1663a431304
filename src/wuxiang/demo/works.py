"""Works on drinking water and on the roads to villages, accepted and still under way."""

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import Ints, coded, dates, day, integers, numbered, numbers, shaped, yuan
from wuxiang.demo.chance import split
from wuxiang.demo.families import AS_OF
from wuxiang.demo.village_works import SERVICES, of_county
from wuxiang.demo.world import World

WATER_WORKS, WATER_COST, PURIFIERS = 147, 79_690_000, 506
ROAD_WORKS, ROAD_TENTHS = 120, 3_090
"""Works on roads, and their length in tenths of a kilometre."""
UNDER_WAY = 6
"""Works of either kind that were begun this spring, beyond those accepted."""
WATER, ROAD = SERVICES.index("water"), SERVICES.index("road")


def service_works_table(world: World) -> pa.Table:
    """The ledger: water works, in the rain-fed villages with purifiers, and road works."""
    chance = world.chance("service works")
    begun = of_county(world, UNDER_WAY)
    water, purifiers = _water(world, chance)
    road = _villages(world, chance, of_county(world, ROAD_WORKS))
    later = _villages(world, chance, 2 * begun)
    village = np.r_[water, road, later]
    rows, accepted = len(village), len(water) + len(road)
    service = np.repeat([WATER, ROAD, WATER, ROAD], [len(water), len(road), begun, begun])
    start = day("2016-03-01") + chance.integers(0, 800, rows)
    start[accepted:] = AS_OF - chance.integers(10, 60, rows - accepted)
    cost = np.r_[
        split(of_county(world, WATER_COST), chance.uniform(0.4, 1.6, len(water)), least=1_000),
        chance.integers(200, 3_000, rows - len(water)) * 1_000,
    ]
    tenths = np.r_[
        np.zeros(len(water), np.int64),
        split(of_county(world, ROAD_TENTHS), chance.uniform(0.4, 1.6, len(road)), least=1),
        chance.integers(5, 60, 2 * begun),
    ]
    return shaped(
        "service_works",
        {
            "works_number": numbered("GC", np.arange(1, rows + 1), width=4),
            "village_code": coded(world.places.codes, village),
            "works_service": coded(SERVICES, service),
            "works_begun_on": dates(start),
            "works_accepted_on": dates(
                start + chance.integers(60, 200, rows), np.arange(rows) >= accepted
            ),
            "works_cost": yuan(cost),
            "road_length": numbers(tenths / 10, service != ROAD),
            "purifiers": integers(
                np.r_[purifiers, np.zeros(rows - len(purifiers))], service != WATER
            ),
        },
    )


def _water(world: World, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """The village of each water works, the rain-fed first, and how many purifiers it has."""
    rain_fed = np.flatnonzero(world.places.rain_fed)
    others = max(of_county(world, WATER_WORKS) - len(rain_fed), 0)
    village = np.r_[rain_fed, _villages(world, chance, others)]
    purifiers = np.zeros(len(village), np.int64)
    if len(rain_fed):
        total = max(of_county(world, PURIFIERS), len(rain_fed))
        weights = chance.uniform(0.4, 1.6, len(rain_fed))
        purifiers[: len(rain_fed)] = split(total, weights, least=1)
    return village, purifiers


def _villages(world: World, chance: np.random.Generator, count: int) -> Ints:
    """Villages whose water is not caught rain, as many as there are works."""
    piped = np.flatnonzero(~world.places.rain_fed)
    return np.asarray(np.resize(chance.permutation(piped), count), np.int64)
