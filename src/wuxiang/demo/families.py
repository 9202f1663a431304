"""Households made of plausible families: relations, sexes and birth dates that fit each other."""

from dataclasses import dataclass

import numpy as np

from wuxiang.demo.arrays import Flags, Ints, day
from wuxiang.demo.chance import pick

YEAR = 365.25
AS_OF = day("2019-04-30")
OLDEST = 99 * YEAR


@dataclass(frozen=True)
class Slot:
    """A member: relation, sex (m, f, or x for the other sex than the slot `of`), born after whom.

    The birth lies `low` to `high` years after that of slot `of` (the later of it and `also`).
    """

    relation: str
    sex: str
    of: int
    low: float
    high: float
    also: int | None = None


@dataclass(frozen=True)
class Family:
    """A kind of family: the head's age, the members after the head, and how common it is."""

    youngest: int
    oldest: int
    slots: tuple[Slot, ...]
    common: float
    poor: float

    @property
    def size(self) -> int:
        """Number of members."""
        return len(self.slots) + 1


def _spouse(of: int = 0) -> Slot:
    return Slot("spouse", "x", of, -3.5, 3.5)


def _child(relation: str, low: float = 20.5, *, high: float = 34, also: int | None = 1) -> Slot:
    return Slot(relation, "m" if relation == "son" else "f", 0, low, high, also)


def _parent(relation: str) -> Slot:
    return Slot(relation, "m" if relation == "father" else "f", 0, -31, -20.5)


_WIFE = Slot("daughter_in_law", "f", 2, -1.5, 2)
_GRANDSON = Slot("grandson", "m", 2, 20.5, 30, 3)
_GRANDDAUGHTER = Slot("granddaughter", "f", 2, 20.5, 30, 3)

FAMILIES = (
    Family(62, 90, (), 7, 17),
    Family(28, 61, (), 5, 8),
    Family(58, 86, (_spouse(),), 17, 24),
    Family(26, 57, (_spouse(),), 7, 4),
    Family(28, 54, (_spouse(), _child("son")), 16, 6),
    Family(28, 54, (_spouse(), _child("daughter")), 11, 4),
    Family(30, 52, (_spouse(), _child("daughter"), _child("son")), 13, 8),
    Family(30, 52, (_spouse(), _child("daughter"), _child("daughter")), 3, 2),
    Family(30, 54, (_spouse(), _child("son"), _child("son")), 4, 2),
    Family(32, 56, (_child("son", also=None),), 2, 3),
    Family(32, 56, (_child("daughter", also=None),), 1.5, 2),
    Family(34, 62, (_parent("mother"),), 1, 4),
    Family(30, 52, (_spouse(), _child("son"), _parent("mother")), 3, 2),
    Family(
        30,
        52,
        (_spouse(), _child("daughter"), _child("son"), _parent("father"), _parent("mother")),
        2,
        1,
    ),
    Family(52, 70, (_spouse(), _child("son", 20.5, high=26), _WIFE, _GRANDSON), 4, 1.5),
    Family(
        54, 70, (_spouse(), _child("son", 20.5, high=26), _WIFE, _GRANDDAUGHTER, _GRANDSON), 3, 1
    ),
    Family(56, 72, (_spouse(), _child("son", 20.5, high=26)), 4, 5),
    Family(58, 74, (_spouse(), Slot("granddaughter", "f", 1, 44, 56)), 1, 3),
    Family(36, 60, (Slot("sibling", "m", 0, -6, 8),), 0.7, 2),
)
RELATIONS = tuple(dict.fromkeys(["head", *(s.relation for f in FAMILIES for s in f.slots)]))


@dataclass(frozen=True)
class Kin:
    """People in order of household: position of the household, relation, sex, birth."""

    household: Ints
    slot: Ints
    """0 for the head."""
    relation: Ints
    """Position in RELATIONS."""
    male: Flags
    born: Ints
    """Days since 1970-01-01."""


def families_of_size(chance: np.random.Generator, sizes: Ints) -> Ints:
    """A kind of family (position in FAMILIES) for each household, of the given size."""
    kinds = np.zeros(len(sizes), np.int64)
    for size in np.unique(sizes).tolist():
        fitting = [at for at, family in enumerate(FAMILIES) if family.size == size]
        here = np.flatnonzero(sizes == size)
        weights = [FAMILIES[at].poor for at in fitting]
        kinds[here] = np.array(fitting)[pick(chance, weights, rows=len(here))]
    return kinds


def families_for(chance: np.random.Generator, poor: Flags) -> Ints:
    """A kind of family for each household; poor ones are older and smaller."""
    ordinary = pick(chance, [family.common for family in FAMILIES], rows=len(poor))
    needy = pick(chance, [family.poor for family in FAMILIES], rows=len(poor))
    return np.where(poor, needy, ordinary)


def people_of(chance: np.random.Generator, kinds: Ints) -> Kin:
    """The members of each household of the given kind, sorted by household and place in it."""
    parts = [
        _members(chance, number, households=np.flatnonzero(kinds == number))
        for number in range(len(FAMILIES))
    ]
    household, slot, relation, male, born = (
        np.concatenate([part[column] for part in parts]) for column in range(5)
    )
    order = np.lexsort((slot, household))
    return Kin(
        household[order], slot[order], relation[order], male[order].astype(np.bool_), born[order]
    )


def _members(
    chance: np.random.Generator, number: int, *, households: Ints
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    family = FAMILIES[number]
    rows = len(households)
    born = np.empty((rows, family.size), np.int64)
    male = np.empty((rows, family.size), np.int64)
    age = chance.uniform(family.youngest + 0.1, family.oldest, rows)
    born[:, 0] = AS_OF - (age * YEAR).astype(np.int64)
    male[:, 0] = chance.random(rows) < 0.84
    for at, slot in enumerate(family.slots, start=1):
        born[:, at] = _births(chance, slot, born=born)
        male[:, at] = 1 - male[:, slot.of] if slot.sex == "x" else slot.sex == "m"
    relations = [RELATIONS.index(name) for name in ("head", *(s.relation for s in family.slots))]
    return (
        np.repeat(households, family.size),
        np.tile(np.arange(family.size), rows),
        np.tile(np.array(relations), rows),
        male.ravel(),
        born.ravel(),
    )


def _births(chance: np.random.Generator, slot: Slot, *, born: Ints) -> Ints:
    base = born[:, slot.of]
    if slot.also is not None:
        base = np.maximum(base, born[:, slot.also])
    latest = np.minimum(base + slot.high * YEAR, AS_OF - 1)
    earliest = np.minimum(base + slot.low * YEAR, latest)
    births = earliest + chance.random(len(base)) * (latest - earliest)
    return np.asarray(np.maximum(births, AS_OF - OLDEST), np.int64)
