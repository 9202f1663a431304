"""How households changed: some split off, some merged when a husband died, some brides came.

A person stays the same person: stays, cards and payments go with him into the other household.
"""

from dataclasses import dataclass, replace

import numpy as np

from wuxiang.demo.arrays import Flags, Ints, day
from wuxiang.demo.chance import scaled, stream
from wuxiang.demo.families import AS_OF, RELATIONS
from wuxiang.demo.population import KEPT, LEAVINGS, ORDINARY, Homes, People

SPLITS = 90
KEPT_SPLITS = 20
MERGERS = 40
MARRIAGES = 110
DEATH = LEAVINGS.index("death")


@dataclass(frozen=True)
class Moves:
    """People who went from one household of the county (or, -1, from outside) into another."""

    person: Ints
    """Positions of people."""
    old: Ints
    """Position of the household that each left."""
    new: Ints
    """Position of the household to which each belongs now."""
    day: Ints

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True)
class Changes:
    """What became of households since 2018."""

    split_from: Ints
    """Households that others split off from; all positions."""
    split_off: Ints
    split_on: Ints
    ended: Ints
    """Households that merged into others."""
    taken_in: Ints
    ended_on: Ints
    splits: Moves
    merges: Moves
    marriages: Moves

    @property
    def moves(self) -> tuple[tuple[str, Moves], ...]:
        """All moves by kind of event."""
        return (("split", self.splits), ("merge", self.merges), ("marriage", self.marriages))


def changed(homes: Homes, people: People, *, seed: int, scale: float) -> tuple[People, Changes]:
    """The people as the changes leave them, and the changes; resettled households have none."""
    chance = stream(seed, "household changes")
    old, new, split_on = _splits(chance, homes, people=people, scale=scale)
    quiet = (homes.status == ORDINARY) & ~homes.moved & ~homes.town
    quiet[np.r_[old, new]] = False  # one change for one household
    mergers = _mergers(chance, homes, people=people, among=quiet, scale=scale)
    ended, taken_in, widow, died_on, ended_on = mergers
    quiet[np.r_[ended, taken_in]] = False
    brides, married_on = _brides(chance, homes, people=people, among=quiet, scale=scale)
    went = np.isin(people.household, new)
    split_day = np.zeros(len(homes), np.int64)
    split_day[new] = split_on
    origin = np.full(len(homes), -1)
    origin[new] = old
    home = people.household
    grown = np.flatnonzero(went & (people.born < split_day[home]))
    left, leaving, joined = people.left.copy(), people.leaving.copy(), people.joined.copy()
    left[homes.first[ended]], leaving[homes.first[ended]] = died_on, DEATH
    joined[brides] = married_on
    changes = Changes(
        split_from=old,
        split_off=new,
        split_on=split_on,
        ended=ended,
        taken_in=taken_in,
        ended_on=ended_on,
        splits=Moves(grown, origin[home[grown]], home[grown], split_day[home[grown]]),
        merges=Moves(widow, ended, taken_in, ended_on),
        marriages=Moves(brides, np.full(len(brides), -1), home[brides], married_on),
    )
    return replace(people, left=left, leaving=leaving, joined=joined), changes


def _splits(
    chance: np.random.Generator, homes: Homes, *, people: People, scale: float
) -> tuple[Ints, Ints, Ints]:
    """Old household, new household and day: a son's family leaves that of his father."""
    age, male = people.age[homes.first], people.male[homes.first]
    stays = np.bincount(people.household, ~people.here, minlength=len(homes)) == 0
    pupils = np.bincount(people.household, people.stage > 0, minlength=len(homes)) > 0
    babies = np.bincount(people.household, people.age < 1, minlength=len(homes)) > 0
    fit = male & stays & ~homes.moved & ~homes.town
    found = []
    for status, count, first, last in (
        (ORDINARY, SPLITS, "2018-02-01", "2019-03-31"),
        (KEPT, KEPT_SPLITS, "2019-01-05", "2019-03-31"),
    ):
        own = fit & (homes.status == status)
        fathers = np.flatnonzero(own & (age >= 50) & (age < 78))
        sons = np.flatnonzero(own & (age >= 26) & (age < 44) & ~pupils & ~babies)
        old, new = _paired(chance, fathers, sons, place=homes.settlement)
        apart = age[old] - age[new]
        chosen = np.flatnonzero((apart >= 21) & (apart <= 36))[: scaled(count, scale)]
        when = chance.integers(day(first), day(last), len(chosen))
        found.append((old[chosen], new[chosen], when))
    old, new, when = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return old, new, when


def _mergers(
    chance: np.random.Generator, homes: Homes, *, people: People, among: Flags, scale: float
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Household that ends, the one that takes the widow in, she herself, his death, her move."""
    age = people.age[homes.first]
    alone = among & (homes.size == 1) & people.male[homes.first] & (age >= 62)
    mother = people.here & (people.relation == RELATIONS.index("mother"))
    widow_of = np.full(len(homes), -1)
    widow_of[people.household[mother]] = np.flatnonzero(mother)
    sons = np.flatnonzero(among & (widow_of >= 0))
    ended, taken_in = _paired(chance, np.flatnonzero(alone), sons, place=homes.settlement)
    apart = np.abs(age[ended] - people.age[widow_of[taken_in]])
    chosen = np.flatnonzero(apart <= 12)[: scaled(MERGERS, scale)]
    died_on = chance.integers(day("2018-02-01"), day("2019-01-31"), len(chosen))
    ended_on = died_on + chance.integers(20, 80, len(chosen))
    ended, taken_in = ended[chosen], taken_in[chosen]
    return ended, taken_in, widow_of[taken_in], died_on, ended_on


def _brides(
    chance: np.random.Generator, homes: Homes, *, people: People, among: Flags, scale: float
) -> tuple[Ints, Ints]:
    """Young wives of childless couples, from outside the county, and the day they came."""
    home = people.household
    couple = among & (homes.size == 2)
    young = (people.age >= 20) & (people.age <= 32) & ~people.male & people.here
    wives = people.relation == RELATIONS.index("spouse")
    fit = np.flatnonzero(young & wives & couple[home] & ~people.public & (people.stage == 0))
    brides = np.sort(chance.permutation(fit)[: scaled(MARRIAGES, scale)])
    return brides, chance.integers(day("2018-01-10"), AS_OF - 30, len(brides))


def _paired(
    chance: np.random.Generator, one: Ints, other: Ints, *, place: Ints
) -> tuple[Ints, Ints]:
    """Pairs of one and the other in the same place, each at most once, in no order."""
    first, second = (_numbered(chance.permutation(part), place) for part in (one, other))
    _, at, to = np.intersect1d(first[1], second[1], assume_unique=True, return_indices=True)
    turn = chance.permutation(len(at))
    return first[0][at[turn]], second[0][to[turn]]


def _numbered(positions: Ints, place: Ints) -> tuple[Ints, Ints]:
    """The positions by place, and for each a number of its place and its turn in it."""
    order = positions[np.argsort(place[positions], kind="stable")]
    where = place[order]
    begins = np.r_[True, where[1:] != where[:-1]] if len(where) else np.zeros(0, np.bool_)
    start = np.maximum.accumulate(np.where(begins, np.arange(len(where)), 0))
    return order, where * len(place) + np.arange(len(where)) - start


def apart_from(homes: Homes, changes: Changes) -> Flags:
    """Which households did not split off: those that have a history of their own."""
    own = np.ones(len(homes), np.bool_)
    own[changes.split_off] = False
    return own
