"""Houses of rural households and the two rounds in which they were surveyed."""

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import coded, dates, day, flags, integers, numbered, numbers, shaped
from wuxiang.demo.chance import pick, some
from wuxiang.demo.world import World

ROUND_STARTS = (day("2017-06-01"), day("2018-08-01"))
GRADES = ("A", "B", "C", "D")
UNSAFE = 2


def house_table(world: World) -> pa.Table:
    """One house for each rural household; a few stand empty."""
    chance, homes = world.chance("houses"), world.homes
    who = np.flatnonzero(~homes.town)
    rows = len(who)
    return shaped(
        "house",
        {
            "house_id": numbered("FW", who + 1, width=6),
            "household_id": world.household_ids.take(pa.array(who)),
            "area": numbers(homes.size[who] * chance.uniform(15, 38, rows) + 15),
            "built_year": integers(chance.integers(1965, 2018, rows)),
            "lived_in": flags(some(chance, rows, share=0.96) & ~np.isin(who, world.changes.ended)),
        },
    )


def house_survey_table(world: World) -> pa.Table:
    """Two rounds for each house; by the second the houses on the registry are safe.

    A house found dangerous in round 1 is repaired before round 2, if its household is on the
    registry; some houses of ordinary households stay dangerous.
    """
    chance, homes = world.chance("house surveys"), world.homes
    who = np.flatnonzero(~homes.town)
    rows, listed = len(who), world.listed[who]
    suspected = some(chance, rows, share=0.09)
    grade = pick(chance, (10, 30, 40, 20), rows=rows)
    unsafe = suspected & (grade >= UNSAFE)
    stays = unsafe & ~listed & some(chance, rows, share=0.06)
    first = ROUND_STARTS[0] + chance.integers(0, 90, rows)
    second = ROUND_STARTS[1] + chance.integers(0, 90, rows)
    repaired = first + chance.integers(90, 300, rows)
    none = np.zeros(rows, np.bool_)
    halves = (
        (first, suspected, grade, ~unsafe | stays),
        (second, stays, grade, ~none),
    )
    surveyed = np.concatenate([half[0] for half in halves])
    doubt = np.concatenate([half[1] for half in halves])
    return shaped(
        "house_survey",
        {
            "house_id": numbered("FW", np.tile(who, 2) + 1, width=6),
            "round": integers(np.repeat([1, 2], rows)),
            "surveyed_on": dates(surveyed),
            "suspected": flags(doubt),
            "appraised_on": dates(surveyed + 12, ~doubt),
            "grade": coded(GRADES, np.tile(grade, 2), missing=~doubt),
            "repaired_on": dates(np.tile(repaired, 2), np.concatenate([h[3] for h in halves])),
        },
    )
