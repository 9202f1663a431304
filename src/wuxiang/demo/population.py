"""Who lives where: the households of each settlement, their standing, and the people in them."""

from dataclasses import dataclass

import numpy as np

from wuxiang.demo.arrays import Flags, Ints, day
from wuxiang.demo.chance import sample, scaled, stream
from wuxiang.demo.families import (
    AS_OF,
    FAMILIES,
    RELATIONS,
    YEAR,
    Kin,
    families_for,
    families_of_size,
    people_of,
)
from wuxiang.demo.places import MOVED_PEOPLE, Places

STATUSES = ("ordinary", "registered", "exited_with_policies", "exited", "marginal", "monitored")
ORDINARY, REGISTERED, KEPT, EXITED, MARGINAL, MONITORED = range(6)
EVER_REGISTERED = 9_600
STILL_REGISTERED = 430
WITHOUT_POLICIES = 820
MONITORED_HOUSEHOLDS = 110
MARGINAL_HOUSEHOLDS = 260
BASE_DAY = day("2014-01-01")
TERM_START = day("2018-09-01")
GROWN_UP = day("2003-04-30")
"""Who was born later may not work yet on 2019-04-30, and learns."""
PUBLIC_EMPLOYEES = 2_900
LEAVINGS = ("death", "marriage", "moved")
STAGES = ("none", "kindergarten", "primary", "junior", "senior", "vocational", "university")
NO_SCHOOL, KINDERGARTEN, PRIMARY, JUNIOR, SENIOR, VOCATIONAL, UNIVERSITY = range(7)


@dataclass(frozen=True)
class Homes:
    """Households, in order of settlement."""

    settlement: Ints
    village: Ints
    town: Flags
    moved: Flags
    status: Ints
    """Position in STATUSES, as of 2019-04-30."""
    size: Ints
    first: Ints
    """Position of the head among the people."""

    def __len__(self) -> int:
        return len(self.settlement)

    @property
    def needy(self) -> Flags:
        """Which were ever registered."""
        return np.isin(self.status, (REGISTERED, KEPT, EXITED, MONITORED))

    @property
    def kept(self) -> Flags:
        """Which have the policies now: registered, or exited and keeping them."""
        return np.isin(self.status, (REGISTERED, KEPT))


@dataclass(frozen=True)
class People:
    """People, in order of household; the head first."""

    household: Ints
    relation: Ints
    male: Flags
    born: Ints
    joined: Ints
    """Day from which they live in the county."""
    left: Ints
    """Day on which they left the household; beyond AS_OF for those who did not."""
    leaving: Ints
    """Position in LEAVINGS, of those who left."""
    stage: Ints
    """Position in STAGES, in the school year 2018-2019."""
    grade: Ints
    """1, 2, 3 … within the stage."""
    chronic: Flags
    serious: Flags
    disabled: Flags
    public: Flags
    """On the public payroll."""

    def __len__(self) -> int:
        return len(self.household)

    @property
    def age(self) -> Ints:
        """Full years on 2019-04-30."""
        return np.asarray((AS_OF - self.born) // YEAR, np.int64)

    @property
    def here(self) -> Flags:
        """Which are members now."""
        return self.left > AS_OF


def settle(places: Places, *, seed: int, scale: float) -> tuple[Homes, People]:
    """Households and people of the county."""
    chance = stream(seed, "households")
    settlement = np.repeat(np.arange(len(places.households)), places.households)
    village = places.settlement_village[settlement]
    town = village >= places.villages
    moved = places.moved[settlement]
    status = _statuses(chance, places, village=village, moved=moved, scale=scale)
    kinds = families_for(chance, np.isin(status, (REGISTERED, KEPT, EXITED, MONITORED)))
    if scale >= 1:
        kinds[moved] = families_of_size(chance, _moved_sizes(chance, kinds[moved]))
    kin = people_of(chance, kinds)
    size = np.bincount(kin.household, minlength=len(settlement))
    first = np.r_[0, np.cumsum(size)[:-1]]
    homes = Homes(settlement, village, town, moved, status, size, first)
    return homes, _people(stream(seed, "people"), homes, kin=kin, scale=scale)


def _statuses(
    chance: np.random.Generator, places: Places, *, village: Ints, moved: Flags, scale: float
) -> Ints:
    rural = village < places.villages
    poor = np.r_[places.poor, np.zeros(len(places.codes) - places.villages, np.bool_)][village]
    weight = np.where(poor, 3.0, 1.0) + np.where(moved, 6.0, 0.0)
    key = np.log(weight) + chance.gumbel(size=len(village)) - np.where(rural, 0, 1e9)
    order = np.argsort(-key, kind="stable")
    total = min(scaled(EVER_REGISTERED, scale), int(rural.sum()) // 2)
    registered = chance.permutation(order[:total])
    status = np.full(len(village), ORDINARY)
    status[registered] = KEPT
    cuts = np.cumsum([scaled(n, scale) for n in (STILL_REGISTERED, WITHOUT_POLICIES)])
    cuts = np.r_[cuts, cuts[-1] + scaled(MONITORED_HOUSEHOLDS, scale)]
    status[registered[: cuts[0]]] = REGISTERED
    status[registered[cuts[0] : cuts[1]]] = EXITED
    status[registered[cuts[1] : cuts[2]]] = MONITORED
    near = order[total : total + scaled(MARGINAL_HOUSEHOLDS, scale)]
    status[near] = MARGINAL
    return status


def _moved_sizes(chance: np.random.Generator, kinds: Ints) -> Ints:
    size_of = np.array([family.size for family in FAMILIES])
    sizes = size_of[kinds]
    while (gap := MOVED_PEOPLE - int(sizes.sum())) != 0:
        step = int(np.sign(gap))
        able = np.flatnonzero((sizes + step >= 1) & (sizes + step <= 5))
        sizes[sample(chance, able, count=min(abs(gap), len(able)))] += step
    return sizes


def _people(chance: np.random.Generator, homes: Homes, *, kin: Kin, scale: float) -> People:
    rows = len(kin.household)
    age = (AS_OF - kin.born) / YEAR
    needy = homes.needy[kin.household]
    stage, grade = _schooling(chance, kin.born)
    chronic = chance.random(rows) < _chronic_share(age, needy)
    serious = chance.random(rows) < np.where(needy, 0.02, 0.006) * (1 + (age > 45))
    disabled = chance.random(rows) < np.where(needy, 0.075, 0.028) * (0.6 + (age > 50))
    left, leaving = _leavings(chance, homes, kin=kin, age=age)
    able = (age > 23) & (age < 58) & homes.town[kin.household] & (left > AS_OF) & ~disabled
    public = np.zeros(rows, np.bool_)
    public[
        sample(chance, np.flatnonzero(able), count=scaled(PUBLIC_EMPLOYEES, scale, least=12))
    ] = True
    return People(
        household=kin.household,
        relation=kin.relation,
        male=kin.male,
        born=kin.born,
        joined=np.maximum(kin.born, BASE_DAY),
        left=left,
        leaving=leaving,
        stage=np.where(public, NO_SCHOOL, stage),
        grade=grade,
        chronic=chronic,
        serious=serious,
        disabled=disabled,
        public=public,
    )


def _chronic_share(age: np.ndarray, needy: Flags) -> np.ndarray:
    share = np.where(age > 60, 0.30, np.where(age > 40, 0.10, 0.008))
    return np.where(needy, share * 1.5, share * 0.7)


def _schooling(chance: np.random.Generator, born: Ints) -> tuple[Ints, Ints]:
    """Stage and grade in the school year that began on 2018-09-01."""
    years = np.floor((TERM_START - born) / YEAR).astype(np.int64)
    draw = chance.random(len(born))
    stage = np.full(len(born), NO_SCHOOL)
    stage[(years >= 3) & (years <= 5) & ((draw < 0.85) | (years == 5))] = KINDERGARTEN
    stage[(years >= 6) & (years <= 11)] = PRIMARY
    stage[(years >= 12) & (years <= 14) & (draw < 0.997)] = JUNIOR
    teens = (years >= 15) & (years <= 17)
    stage[teens & (draw < 0.66)] = SENIOR
    stage[teens & (draw >= 0.66) & ((draw < 0.88) | (born > GROWN_UP))] = VOCATIONAL
    stage[(years >= 18) & (years <= 21) & (draw < 0.48)] = UNIVERSITY
    starts = np.array([0, 3, 6, 12, 15, 15, 18])
    return stage, np.where(stage == NO_SCHOOL, 0, years - starts[stage] + 1)


def _leavings(
    chance: np.random.Generator, homes: Homes, *, kin: Kin, age: np.ndarray
) -> tuple[Ints, Ints]:
    """Day of leaving (far ahead for those who stay) and why; heads and movers stay."""
    rows = len(kin.household)
    may = (kin.slot > 0) & ~homes.moved[kin.household]
    old, bride = age > 70, (age > 20) & (age < 30) & (kin.relation == RELATIONS.index("daughter"))
    share = np.where(old, 0.05, np.where(bride, 0.05, np.where(age > 18, 0.004, 0)))
    leaves = may & (chance.random(rows) < share)
    when = chance.integers(day("2018-01-10"), day("2019-04-20"), rows)
    return np.where(leaves, when, AS_OF + 100_000), np.where(old, 0, np.where(bride, 1, 2))
