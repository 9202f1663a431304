"""Who stands on a village's list: on the notice board, or before the villagers' review.

What the public reads of a household is the name of its head, how many people it has, and what is
proposed for it, because without these nobody could object. It reads nothing else: no ID number,
phone or account; no income; no cause, no kind of risk and nothing of health or disability, for a
notice hangs where everybody passes. Of a head who is under age it reads the surname alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wuxiang.entitlement import WorkingDays
from wuxiang.pack import Pack
from wuxiang.web.accounts.models import User
from wuxiang.web.decisions.fetch import run_now
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.language import in_english, joined, told
from wuxiang.web.registry.fetch import in_scope, opened, under
from wuxiang.web.registry.models import Touched
from wuxiang.web.registry.notices import to_post
from wuxiang.web.registry.taking import known
from wuxiang.web.registry.touching import touched_since

OF_AGE = 18
WORKING_DAY = "working_day"
"""The unit of a term of which only working days count; any other counts them all."""
WATCHED = ("monitored", "marginal")
"""Standings of households that are watched already: nothing more is proposed for them."""
WORDS = {
    "identification": _("拟识别为建档立卡贫困户"),
    "exit": _("拟退出贫困"),
    "clue": _("拟纳入监测"),
    "award": _("产业奖补"),
}
"""What the public reads of each kind of notice."""


@dataclass(frozen=True)
class Proposed:
    """What is proposed for one household, in the words that the public reads."""

    household_id: str
    village_code: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class Lists:
    """The proposals of some villages; the households that are left out, to be asked again first.

    These were changed since the run looked: what it proposes for them is older than their data.
    """

    rows: tuple[Proposed, ...]
    to_recheck: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """A line that the public reads."""

    name: str
    members: int
    what: str


def lists(user: User, place: str, pack: Pack, *, today: date) -> Mapping[str, Lists]:
    """Both lists of the villages of `place` that the user sees, by kind.

    Whom the run proposes to watch is left out of the review when he is watched, or on the board.
    """
    homes, run = under(in_scope(user.scope), place), run_now()
    board = _on_the_board(homes, pack, today)
    proposed = _by_run(run, _proposals(pack)) if run else {}
    notice, review, changed = [], [], set()
    for row in _standing(homes, run, {*board, *proposed}):
        key, village = str(row.household_id), str(row.village_code)
        if key in board:
            notice.append(Proposed(key, village, tuple(board[key])))
        elif row.changed:
            changed.add(key)
        elif not row.watched:
            review.append(Proposed(key, village, tuple(proposed[key])))
    return {"notice": Lists(tuple(notice)), "review": Lists(tuple(review), frozenset(changed))}


def lines(rows: Iterable[Proposed], *, today: date) -> list[Line]:
    """The rows as the public reads them, by name."""
    found = list(rows)
    keys = [one.household_id for one in found]
    people = list(known("person").filter(household_id__in=keys, left_on__isnull=True))
    members = Counter(str(one.household_id) for one in people)
    heads = opened({"person": [one for one in people if one.relation == "head"]})["person"]
    names = {
        str(one.household_id): public_name(one.name, one.birth_date, today=today) for one in heads
    }
    shown = (
        Line(names.get(one.household_id, ""), members[one.household_id], joined(one.what))
        for one in found
    )
    return sorted(shown, key=lambda line: (line.name == "", line.name))


@dataclass(frozen=True)
class Term:
    """How long a notice hangs: for so many `days`, working days or not; None where nobody said."""

    days: Decimal | None
    working: bool = False

    def last_day(self, pack: Pack, first: date) -> date | None:
        """Its last day; the first counts. A working day where only such are counted."""
        if self.days is None:
            return None
        before = first - timedelta(days=1)
        if self.working:
            return WorkingDays(pack.county.calendar).after(before, int(self.days))
        return before + timedelta(days=int(self.days))


def term_of(pack: Pack, day: date) -> Term:
    """For how long a notice hangs that begins on the day, as the pack says."""
    named = pack.county.notices.days
    if not named:
        return Term(None)
    parameter = pack.parameter(named)[1]
    told = parameter.on(day)
    return Term(told if isinstance(told, Decimal) else None, parameter.unit == WORKING_DAY)


def public_name(name: str, born: date | None, *, today: date) -> str:
    """The name as the public may read it: of whoever is under age, his surname and 某."""
    if born is None or not name:
        return name
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return name if age >= OF_AGE else f"{name[0]}某"


def _on_the_board(homes: "QuerySet[Any]", pack: Pack, today: date) -> dict[str, list[str]]:
    """The words of each notice, by household."""
    found: dict[str, list[str]] = {}
    for key, notice in to_post(homes, today):
        policy = pack.policies.get(notice.award)
        award = f"{gettext('：')}{told(policy.title)}" if policy else ""
        found.setdefault(key, []).append(f"{WORDS[notice.kind]}{award}")
    return found


def _proposals(pack: Pack) -> Mapping[str, str]:
    """What each policy proposes: the words of the notice, which are Chinese; else its title."""
    chinese = pack.county.notices.proposals
    return {name: pack.policies[name].title.en for name in chinese} if in_english() else chinese


def _by_run(run: Adopted, proposals: Mapping[str, str]) -> dict[str, list[str]]:
    """The words of every proposal of the run, by household; each once."""
    found: dict[str, list[str]] = {}
    for policy, words in proposals.items():
        file = Path(run.folder) / "decisions" / f"{policy}.parquet"
        if file.is_file():
            eligible = ds.dataset(file).to_table(["household_id"], filter=ds.field("eligible"))
            for key in eligible["household_id"].to_pylist():
                if words not in found.setdefault(key, []):
                    found[key].append(words)
    return found


def _standing(homes: "QuerySet[Any]", run: Adopted | None, keys: Iterable[str]) -> "QuerySet[Any]":
    """Those of the households that are among `homes`, by village.

    `watched` is whether one is watched already, or at a risk that was not removed; `changed`
    whether it was changed since the run looked.
    """
    own = {"household_id": OuterRef("household_id")}
    standing = known("household_status").filter(to_date=None, status__in=WATCHED, **own)
    at_risk = known("risk").filter(removed_on=None, **own)
    touched = touched_since(run.known_at, run.snapshot) if run else Touched.objects.none()
    rows: QuerySet[Any] = homes.annotate(
        watched=Exists(standing) | Exists(at_risk), changed=Exists(touched.filter(**own))
    )
    return rows.filter(household_id__in=list(keys)).order_by("village_code", "household_id")
