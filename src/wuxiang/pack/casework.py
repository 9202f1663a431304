"""What a county settled about work: which policies are works, what a visit asks, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wuxiang.errors import Place, UserError
from wuxiang.policy.model import Words
from wuxiang.strict_yaml import (
    Section,
    dated,
    integer,
    only,
    optional_section,
    section,
    text,
    texts,
)

KEYS = ("works", "questions_a_visit", "collection", "by_telephone", "draw", "confirmed_by", "notes")
LEAP_YEAR = 2020
"""Days of a season are read in a year that has them all."""
SEPARATOR = ".."


@dataclass(frozen=True)
class Season:
    """From one day of the year to another, both included; it may run over new year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it."""
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


@dataclass(frozen=True)
class Draw:
    """Which parameters, as policy.parameter, say how many of a hundred are drawn, and of whom."""

    per_cent: str
    base: str
    place: Place


@dataclass(frozen=True)
class Casework:
    """What the pack says of the office's work.

    `works` are the policies about things that are built: who reports them done shows a photo, and
    somebody else confirms. `most` is how many questions one visit may ask; `seasons` is when the
    yearly collection is, outside of which only that is asked on which money hangs. Both are dated;
    None: nobody has said. `by_telephone` is what is asked of everyone who is called; `draw`
    is how many are drawn to be checked.
    """

    works: Mapping[str, Place] = field(default_factory=dict)
    most: tuple[tuple[date, int | None], ...] = ()
    seasons: tuple[tuple[date, Season | None], ...] = ()
    by_telephone: Mapping[str, Words] = field(default_factory=dict)
    draw: Draw | None = None

    def most_questions(self, day: date) -> int | None:
        """How many questions a visit of that day may ask; None: as many as there are."""
        told = [value for since, value in self.most if since <= day]
        return told[-1] if told else None

    def season(self, day: date) -> Season | None:
        """The yearly collection as it stood that day; None: any day will do."""
        told = [value for since, value in self.seasons if since <= day]
        return told[-1] if told else None


def read_casework(inside: Section | None) -> Casework:
    """The section `casework` of county.yaml; UserError with file and line for what is odd in it."""
    if inside is None:
        return Casework()
    only(inside, KEYS)
    most = optional_section(inside, "questions_a_visit")
    seasons = optional_section(inside, "collection")
    asked = optional_section(inside, "by_telephone")
    return Casework(
        works={str(name): name.place for name in texts(inside, "works")},
        most=dated(most, lambda key: _most(most, key)) if most else (),
        seasons=dated(seasons, lambda key: _season(seasons, key)) if seasons else (),
        by_telephone={key: words(asked, key) for key in asked} if asked else {},
        draw=_draw(optional_section(inside, "draw")),
    )


def words(inside: Section, key: str) -> Words:
    """What stands under `key` in both languages."""
    found = section(inside, key)
    only(found, ("zh", "en"))
    return Words(str(text(found, "zh")), str(text(found, "en")))


def _draw(inside: Section | None) -> Draw | None:
    if inside is None:
        return None
    only(inside, ("per_cent", "base"))
    return Draw(str(text(inside, "per_cent")), str(text(inside, "base")), inside.place)


def _most(inside: Section, key: str) -> int:
    found = integer(inside, key)
    if found < 1:
        raise UserError(
            f"{found} questions a visit",
            remedy="write 1 or more; leave the value empty for as many as there are",
            place=inside.place_of(key),
        )
    return found


def _season(inside: Section, key: str) -> Season:
    found = text(inside, key)
    try:
        first, last = (_day(one) for one in found.split(SEPARATOR))
    except ValueError:
        raise UserError(
            f"`{found}` is no season",
            remedy="write its first and last day, as 10-01..12-31",
            place=inside.place_of(key),
        ) from None
    return Season(first, last)


def _day(found: str) -> tuple[int, int]:
    day = date.fromisoformat(f"{LEAP_YEAR}-{found.strip()}")
    return (day.month, day.day)
