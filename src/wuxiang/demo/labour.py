"""Who can work, and who works for wages: columns of the register that incomes and jobs follow."""

from dataclasses import dataclass

import numpy as np

from wuxiang.demo.arrays import Flags, Ints
from wuxiang.demo.chance import some
from wuxiang.demo.moving import movers_of
from wuxiang.demo.population import NO_SCHOOL
from wuxiang.demo.world import World

ABILITIES = ("ordinary", "skilled", "lost", "none", "weak")
ORDINARY, SKILLED, LOST, UNABLE, WEAK = range(len(ABILITIES))
PLACES = ("in_township", "in_county", "in_province", "outside")
NEAR = (0, 1)
"""Places from which one comes home at night."""
SHARE_AT_WORK = 0.42
PENSIONABLE = 66
"""From this age (years) nobody is asked for his ability to work."""


@dataclass(frozen=True)
class Labour:
    """What each person can do and does; months are those of a year, 0 without paid work."""

    ability: Ints
    """Position in ABILITIES."""
    place: Ints
    """Position in PLACES, of those who work for wages."""
    months: Ints

    @property
    def able(self) -> Flags:
        """Who has any ability to work."""
        return np.isin(self.ability, (ORDINARY, SKILLED, WEAK))

    @property
    def waged(self) -> Flags:
        """Who works for wages."""
        return np.asarray(self.months > 0, np.bool_)

    @property
    def near(self) -> Flags:
        """Who works for wages near home."""
        return np.asarray(self.waged & np.isin(self.place, NEAR), np.bool_)


def labour_of(world: World) -> Labour:
    """The same for every caller. In each resettled household that can, somebody works near home."""
    chance, people, rows = world.chance("labour"), world.people, len(world.people)
    ability = _ability(chance, world)
    place = chance.integers(0, len(PLACES), rows)
    months = chance.integers(2, 12, rows)
    away = world.grown & ~people.public & some(chance, rows, share=SHARE_AT_WORK)
    able = Labour(ability, place, months).able & people.here & ~people.public
    moves = np.isin(people.household, movers_of(world))
    settled = _first_of_each(able & moves, people.household)
    place[settled] = chance.integers(0, len(NEAR), len(settled))
    away[settled] = True
    return Labour(ability, place, np.where(away, months, 0))


def _ability(chance: np.random.Generator, world: World) -> Ints:
    people, age = world.people, world.people.age
    draw = chance.random(len(people))
    ability = np.where(draw < 0.12, SKILLED, ORDINARY)
    old = np.where((draw < 0.4) | (age < PENSIONABLE), WEAK, UNABLE)
    ability = np.where(age > 61, old, ability)
    ability = np.where(people.disabled | people.serious, np.where(draw < 0.4, WEAK, LOST), ability)
    return np.where((age < 16) | (people.stage > NO_SCHOOL), UNABLE, ability)


def _first_of_each(marked: Flags, household: Ints) -> Ints:
    """The first person with the mark in each household, as positions."""
    found = np.flatnonzero(marked)
    _, first = np.unique(household[found], return_index=True)
    return np.asarray(found[first], np.int64)
