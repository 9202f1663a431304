"""Public notices 公示 that concern a household: what was posted up in the village, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wuxiang.web.registry.taking import known

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Notice:
    """One notice: `kind` is identification, exit, clue or award (then `award` is its policy).

    It stands from `begins` to `ends`, both counted. `objected` says whether an objection stands.
    What nobody has told is None.
    """

    kind: str
    begins: date | None
    ends: date | None
    objected: bool | None = None
    announced: date | None = None
    award: str = ""

    def state(self, today: date) -> str:
        """coming, on, over; or unknown where a day that decides is not known."""
        if self.begins is not None and today < self.begins:
            return "coming"
        if self.ends is not None and today > self.ends:
            return "over"
        return "unknown" if self.begins is None or self.ends is None else "on"


def notices_of(household: str) -> list[Notice]:
    """The household's notices, the last first; ask for the household first, by registry.fetch.

    Of a clue or an application that never came to a notice there is none. An identification or exit
    has one by law: where its days are not recorded it stands here with days not known.
    """
    found = [*_procedures(household), *_clues(household), *_awards(household)]
    return sorted(found, key=lambda one: one.begins or one.announced or date.min, reverse=True)


def _procedures(household: str) -> Iterator[Notice]:
    for row in _rows("procedure", household):
        objected = None if row.objections is None else row.objections > 0
        yield Notice(row.kind, row.notice_from, row.notice_to, objected, row.announced_on)


def _clues(household: str) -> Iterator[Notice]:
    for row in _rows("monitoring_clue", household):
        if row.shown_from or row.shown_to:
            yield Notice("clue", row.shown_from, row.shown_to)


def _awards(household: str) -> Iterator[Notice]:
    """The list of awards names the first day that is no longer on notice."""
    for row in _rows("industry_award", household):
        until = row.award_shown_to
        if row.award_shown_from or until:
            last = until - A_DAY if until else None
            yield Notice("award", row.award_shown_from, last, row.objection, award=row.award)


def _rows(name: str, household: str) -> Iterator[Any]:
    yield from known(name).filter(household_id=household)
