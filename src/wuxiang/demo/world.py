"""What every table of the demo is made from: places, households, people and their dates."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import Flags, Ints, day, numbered
from wuxiang.demo.chance import pick, sample, some, stream
from wuxiang.demo.changes import Changes, changed
from wuxiang.demo.families import AS_OF, RELATIONS, YEAR
from wuxiang.demo.places import Places, lay_out
from wuxiang.demo.population import (
    EXITED,
    MARGINAL,
    REGISTERED,
    Homes,
    People,
    settle,
)

NEVER = AS_OF + 100_000
EXIT_YEARS = (2014, 2015, 2016, 2017, 2018)
TYPES = ("general", "dibao", "wubao", "dibao_poor")
GENERAL, DIBAO, WUBAO, DIBAO_POOR = range(4)


@dataclass(frozen=True)
class World:
    """The county before it is written down as tables; day columns are days since 1970-01-01."""

    seed: int
    scale: float
    places: Places
    homes: Homes
    people: People
    identified: Ints
    """Day of each household's identification; NEVER for those that never were registered."""
    exited: Ints
    """Day of each household's exit; NEVER for those that did not exit."""
    kind: Ints
    """Position in TYPES, of those ever registered."""
    household_ids: pa.Array
    person_ids: pa.Array
    changes: Changes

    def chance(self, subject: str) -> np.random.Generator:
        """The stream of chance of one subject."""
        return stream(self.seed, subject)

    def sampled(self, subject: str, among: Flags, *, count: int) -> Ints:
        """Positions of `count` rows where `among` holds (all, if there are fewer), sorted."""
        return sample(self.chance(subject), np.flatnonzero(among), count=count)

    def any_member(self, mark: Flags) -> Flags:
        """For each household, whether one of its present members has the mark."""
        return np.asarray(self.members(mark) > 0, np.bool_)

    def members(self, mark: Flags) -> Ints:
        """For each household, how many of its present members have the mark."""
        counted = (mark & self.people.here).astype(np.int64)
        return np.asarray(np.add.reduceat(counted, self.homes.first), np.int64)

    def members_on(self, when: int) -> Ints:
        """For each household, how many of those who belong to it now were members on a day."""
        there = (self.people.joined <= when) & (self.people.left > when)
        return np.asarray(np.add.reduceat(there.astype(np.int64), self.homes.first), np.int64)

    @property
    def joined(self) -> Ints:
        """Day from which people are members of the household to which they belong now."""
        joined = self.people.joined.copy()
        for _, moves in self.changes.moves:
            joined[moves.person] = moves.day
        late = self.changes.split_off
        since = np.zeros(len(self.homes), np.int64)
        since[late] = self.changes.split_on
        return np.asarray(np.maximum(joined, since[self.people.household]), np.int64)

    @property
    def entitled(self) -> Flags:
        """Which people belong to a household that has the policies, and are members now."""
        return np.asarray(self.homes.kept[self.people.household] & self.people.here, np.bool_)

    @property
    def grown(self) -> Flags:
        """Which people can work: from 18 to 61, without grave illness, not at school."""
        people = self.people
        age = people.age
        fit = ~people.disabled & ~people.serious & (people.stage == 0)
        return np.asarray((age >= 18) & (age <= 61) & fit, np.bool_)

    @property
    def listed(self) -> Flags:
        """Which households the registry describes: ever registered, or marginal."""
        return np.asarray(self.homes.needy | (self.homes.status == MARGINAL), np.bool_)


def build(pack: Path, *, seed: int, scale: float) -> World:
    """The county `pack`'s world for one seed; `scale` 1 is the whole county.

    Raises UserError when the pack has no lists of areas.
    """
    places = lay_out(pack, seed=seed, scale=scale)
    homes, people = settle(places, seed=seed, scale=scale)
    people, changes = changed(homes, people, seed=seed, scale=scale)
    chance = stream(seed, "status dates")
    identified, exited = _dates(chance, homes)
    for dates in (identified, exited):  # who splits off keeps the standing it had
        dates[changes.split_off] = dates[changes.split_from]
    return World(
        seed=seed,
        scale=scale,
        places=places,
        homes=homes,
        people=people,
        identified=identified,
        exited=exited,
        kind=_types(chance, homes, people=people, changes=changes),
        household_ids=numbered("h", np.arange(1, len(homes) + 1), width=6),
        person_ids=numbered("p", np.arange(1, len(people) + 1), width=6),
        changes=changes,
    )


def _dates(chance: np.random.Generator, homes: Homes) -> tuple[Ints, Ints]:
    rows = len(homes)
    starts = np.array([day(f"{year}-12-31") for year in EXIT_YEARS])
    early = pick(chance, (45, 55), rows=rows)
    usual = pick(chance, (9, 12, 20, 26, 33), rows=rows)
    exited = starts[np.where(homes.status == EXITED, early, usual)]
    exited[(homes.status == REGISTERED) | ~homes.needy] = NEVER
    late = some(chance, rows, share=0.18)
    years = np.array([day("2015-11-30"), day("2016-11-30"), day("2017-11-30")])
    later = years[pick(chance, (5, 3, 2), rows=rows)]
    identified = np.where(late & (later + 330 < exited), later, day("2014-05-31"))
    identified[~homes.needy] = NEVER
    return identified, exited


def _types(chance: np.random.Generator, homes: Homes, *, people: People, changes: Changes) -> Ints:
    head_age = people.age[homes.first]
    kind = np.array([GENERAL, DIBAO, DIBAO_POOR])[pick(chance, (58, 8, 34), rows=len(homes))]
    alone = (homes.size == 1) & (head_age >= 62)
    alone[changes.split_from] = False  # he has a son
    kind = np.where(alone & some(chance, len(homes), share=0.45), WUBAO, kind)
    kind[changes.split_off] = kind[changes.split_from]
    return kind


def relation(name: str) -> int:
    """Position of a relation in the people's `relation` column."""
    return RELATIONS.index(name)


def age_on(born: Ints, when: Ints | int) -> Ints:
    """Full years on a day."""
    return np.asarray((when - born) // YEAR, np.int64)
