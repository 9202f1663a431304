"""The ledger of natural changes: who was born, died, married, moved, split off or was taken in."""

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import coded, dates, day, numbered, shaped
from wuxiang.demo.families import AS_OF
from wuxiang.demo.population import LEAVINGS
from wuxiang.demo.world import World

KINDS = ("death", "marriage", "move", "birth", "split", "merge")
"""The first three are `population.LEAVINGS`, as the ledger calls them."""
SINCE = day("2018-01-01")


def household_event_table(world: World) -> pa.Table:
    """A row for everybody who left the county or was born since 2018; two for who moved within it.

    Of the two one stands with the household that he left, the other with the one he belongs to.
    """
    people = world.people
    left = np.flatnonzero(~people.here)
    born = np.flatnonzero(people.here & (people.born >= SINCE) & (people.born < AS_OF))
    none = np.full(len(left) + len(born), -1)
    kind = np.r_[people.leaving[left], np.full(len(born), len(LEAVINGS))]
    when = np.r_[people.left[left], people.born[born]]
    who = np.r_[left, born]
    parts = [np.stack([kind, when, people.household[who], none, who])]
    for name, moves in world.changes.moves:
        of = np.full(len(moves), KINDS.index(name))
        within = moves.old >= 0
        parts.append(np.stack([of, moves.day, moves.new, moves.old, moves.person]))
        away = np.stack([of, moves.day, moves.old, moves.new, moves.person])
        parts.append(away[:, within])
    kind, when, home, other, who = np.concatenate(parts, 1)
    return shaped(
        "household_event",
        {
            "event_id": numbered("ZR", np.arange(1, len(who) + 1), width=6),
            "kind": coded(KINDS, kind),
            "happened_on": dates(when),
            "household_id": world.household_ids.take(pa.array(home)),
            "other_household_id": world.household_ids.take(pa.array(other, mask=other < 0)),
            "person_id": world.person_ids.take(pa.array(who)),
        },
    )
