"""How well the register of the poor is aimed: 漏评 missed, 错评 wrongly in, 错退 wrongly exited."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Literal

Side = Literal["outside", "inside", "exited"]
SIDES: tuple[Side, ...] = ("outside", "inside", "exited")
"""Outside the register, in it as poor, or exited from it."""
NORMAL_95 = 1.959964
"""The 97.5th percentile of the normal distribution."""


@dataclass(frozen=True)
class Checked:
    """One household: its village, on which side of the register it stands, and whether wrongly.

    `side` is None where nobody knows its status, `wrong` where nobody can say, `people` where
    nobody knows how many they are.
    """

    village: str
    side: Side | None
    wrong: bool | None
    people: int | None


@dataclass(frozen=True)
class Rate:
    """How many of those that could be judged are wrong; `unknown` more could not, and stay apart.

    `share` (0 to 1) is `wrong` to `judged`, between `low` and `high` with 95 % confidence; None
    where nobody could be judged.
    """

    wrong: int
    judged: int
    unknown: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Aim:
    """How well one village (or "" for all) is aimed, in households, and its poor in people.

    `missed` is over households outside the register, `wrongly_in` over those in it, and
    `wrongly_exited` over those that left it. `incidence` is the people in the register over all
    the people, of households whose side and number of people are known; its `unknown` counts the
    other households. `unsure_people` live in those of unknown side; None where nobody knows how
    many live in some household.
    """

    village: str
    missed: Rate
    wrongly_in: Rate
    wrongly_exited: Rate
    incidence: Rate
    unsure_people: int | None

    def beyond(self, line: Fraction) -> bool | None:
        """Whether the incidence keeps the village from exit: it must be under `line` (0 to 1).

        None where nobody lives, or where the households that nobody knows may decide it.
        """
        if self.unsure_people is None or not self.incidence.judged:
            return None
        poor, unsure = self.incidence.wrong, self.unsure_people
        limit = line * (self.incidence.judged + unsure)
        if poor >= limit:
            return True
        return False if poor + unsure < limit else None


def wilson(hits: int, of: int) -> tuple[float, float] | None:
    """The 95 % interval of a share of `hits` in `of`; None where `of` is 0.

    Wilson (1927), Journal of the American Statistical Association 22: 209-212. It holds for few
    households and for shares near 0, as those of villages are. For a village of which every
    household was judged it says how far the share would scatter among villages like it.
    """
    if not of:
        return None
    share, square = hits / of, NORMAL_95**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = NORMAL_95 / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def rate(wrong: int, judged: int, unknown: int) -> Rate:
    """The rate of `wrong` in `judged`, with its interval; `unknown` is only carried along."""
    between = wilson(wrong, judged)
    if between is None:
        return Rate(wrong, judged, unknown, None, None, None)
    return Rate(wrong, judged, unknown, wrong / judged, *between)


def aims(households: Iterable[Checked]) -> list[Aim]:
    """How well the register is aimed, for all households ("", first) and for each village."""
    counted: dict[str, _Count] = {}
    for one in households:
        for village in ("", one.village):
            counted.setdefault(village, _Count()).add(one)
    return [counted[village].aim(village) for village in sorted(counted)]


class _Count:
    """What is counted of one village: households by side and answer, people by side."""

    def __init__(self) -> None:
        self.households: Counter[tuple[Side | None, bool | None]] = Counter()
        self.people: Counter[Side | None] = Counter()
        self.unclear = 0
        self.uncounted = 0

    def add(self, one: Checked) -> None:
        """Count one household."""
        self.households[one.side, one.wrong] += 1
        self.unclear += one.side is None or one.people is None
        if one.people is None:
            self.uncounted += 1
        else:
            self.people[one.side] += one.people

    def aim(self, village: str) -> Aim:
        """The rates of what was counted."""
        poor = self.people["inside"]
        people = sum(self.people[side] for side in SIDES)
        return Aim(
            village=village,
            missed=self._rate("outside"),
            wrongly_in=self._rate("inside"),
            wrongly_exited=self._rate("exited"),
            incidence=rate(poor, people, self.unclear),
            unsure_people=None if self.uncounted else self.people[None],
        )

    def _rate(self, side: Side) -> Rate:
        wrong = self.households[side, True]
        judged = wrong + self.households[side, False]
        return rate(wrong, judged, self.households[side, None])
