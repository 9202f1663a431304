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
    other households.
    """

    village: str
    missed: Rate
    wrongly_in: Rate
    wrongly_exited: Rate
    incidence: Rate

    def beyond(self, line: Fraction) -> bool | None:
        """Whether the incidence keeps the village from exit: it must be under `line` (0 to 1).

        None where nobody lives, or some household's status or people are not known.
        """
        poor, people = self.incidence.wrong, self.incidence.judged
        return None if self.incidence.unknown or not people else poor >= line * people


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
    answers: Counter[tuple[str, Side | None, bool | None]] = Counter()
    people: Counter[tuple[str, bool | None]] = Counter()
    for one in households:
        for village in ("", one.village):
            answers[village, one.side, one.wrong] += 1
            if one.side is None or one.people is None:
                people[village, None] += 1
            else:
                people[village, one.side == "inside"] += one.people
    villages = sorted({village for village, *_ in answers})
    return [_aim(village, answers, people) for village in villages]


def _aim(
    village: str,
    answers: Counter[tuple[str, Side | None, bool | None]],
    people: Counter[tuple[str, bool | None]],
) -> Aim:
    def side(name: Side) -> Rate:
        wrong = answers[village, name, True]
        return rate(wrong, wrong + answers[village, name, False], answers[village, name, None])

    poor = people[village, True]
    incidence = rate(poor, poor + people[village, False], people[village, None])
    return Aim(village, side("outside"), side("inside"), side("exited"), incidence)
