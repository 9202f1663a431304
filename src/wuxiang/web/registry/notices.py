"""Public notices 公示 that concern a household: what was posted up in the village, and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from wuxiang.web.registry.taking import known

BY_LAW = ("identification", "exit")
"""What cannot be without a notice."""


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
    rows = (
        of(row)
        for name, of in NOTICE_OF.items()
        for row in known(name).filter(household_id=household)
    )
    found = [one for one in rows if one.begins or one.ends or one.kind in BY_LAW]
    return sorted(found, key=lambda one: one.begins or one.announced or date.min, reverse=True)


def to_post(homes: "QuerySet[Any]", today: date) -> list[tuple[str, Notice]]:
    """What of these households may hang on the board today: their keys, each with its notice.

    The step before the notice is done and the step after it is not: verified and not announced, a
    clue compared with the offices' lists and not ruled on, an award found good on site. What hung
    until its last day is not posted again.
    """
    ready = {
        "procedure": Q(verified_on__isnull=False, announced_on=None) & _hangs("notice_to", today),
        "monitoring_clue": Q(compared_on__isnull=False, ruled_on=None) & _hangs("shown_to", today),
        "industry_award": Q(accepted_quantity__gt=0) & _hangs("award_shown_to", today),
    }
    rows = (
        (str(row.household_id), NOTICE_OF[name](row))
        for name, passed in ready.items()
        for row in known(name).filter(passed, household_id__in=homes.values("household_id"))
    )
    return [(key, one) for key, one in rows if one.state(today) != "over"]


def _hangs(last: str, today: date) -> Q:
    """Rows whose notice has not ended before today, by its last day."""
    return Q(**{last: None}) | Q(**{f"{last}__gte": today})


def _of_procedure(row: Any) -> Notice:
    objected = None if row.objections is None else row.objections > 0
    return Notice(row.kind, row.notice_from, row.notice_to, objected, row.announced_on)


def _of_clue(row: Any) -> Notice:
    return Notice("clue", row.shown_from, row.shown_to)


def _of_award(row: Any) -> Notice:
    shown = row.award_shown_from, row.award_shown_to
    return Notice("award", *shown, row.objection, award=row.award)


NOTICE_OF: Mapping[str, Callable[[Any], Notice]] = {
    "procedure": _of_procedure,
    "monitoring_clue": _of_clue,
    "industry_award": _of_award,
}
"""How a row of each list says its notice."""
