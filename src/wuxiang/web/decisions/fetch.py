"""Dues, tasks and questions of the adopted run, each to those who may see them."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import (
    Aggregate,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from wuxiang.errors import UserError
from wuxiang.folder import last_change
from wuxiang.pack import Pack, read_pack
from wuxiang.pack.casework import Casework, Season
from wuxiang.pack.county import read_county
from wuxiang.record import PACK
from wuxiang.web.accounts.models import User
from wuxiang.web.casework.models import Answer, Visit, Work
from wuxiang.web.decisions.models import Adopted, Due, Question, Task
from wuxiang.web.language import language
from wuxiang.web.registry.fetch import under
from wuxiang.web.registry.touching import changed_since, touched_since

A_PAGE = 30
OF_OFFICE = ("industry_office", "insurer", "finance")
"""Roles that see the tasks of their own office, in the whole county."""
UNCLEAR = ("unmatched", "unread")
"""Why nobody can say what a payment was."""
SHELVES: Mapping[str, object] = {
    "open": _("在办"),
    "late": _("逾期"),
    "mine": _("交办给我"),
    "recheck": _("待复核"),
    "gone": _("建议销号"),
    "escalated": _("已上报"),
    "closed": _("已销号"),
}
"""Into which lists the tasks fall; one task may lie in several."""


@dataclass(frozen=True)
class Asked:
    """What is looked for among tasks: a list, a place, an office, a policy; a page of it."""

    shelf: str = "open"
    place: str = ""
    office: str = ""
    policy: str = ""
    page: int = 1


def county_pack() -> Path:
    """The county's pack: that of $WUXIANG_COUNTY, else that of the run worked from.

    UserError when there is neither.
    """
    if settings.COUNTY:
        return Path(settings.COUNTY)
    run = run_now()
    if run is None:
        raise UserError(
            gettext_noop("没有指定县包，也还没有采用过认定结果"),
            remedy=gettext_noop("请系统管理员设置 WUXIANG_COUNTY 为县包文件夹，再重新开始"),
        )
    return Path(run.folder) / PACK


def pack_now() -> Pack:
    """The county's pack; UserError when there is none or it is not understood."""
    return held_pack(county_pack())


def held_pack(folder: Path) -> Pack:
    """The pack in `folder`, held, and read anew after a change to its files: a page needs it."""
    return _pack(folder, last_change(folder))


@lru_cache(maxsize=4)
def _pack(folder: Path, changed: int) -> Pack:  # noqa: ARG001
    return read_pack(folder)


def run_now() -> Adopted | None:
    """The run that the office works from."""
    return Adopted.objects.first()


def run_for(key: str) -> tuple[Adopted | None, datetime | None]:
    """The run that the office works from, and when the household was last changed since it looked.

    What the run says of a household that was changed since is older than its data.
    """
    last = Max(Coalesce("batch__undone_at", "batch__at"))
    since = touched_since(OuterRef("known_at"), OuterRef("snapshot"))
    touched = since.filter(household_id=key).values("household_id")
    run = Adopted.objects.annotate(changed=Subquery(touched.annotate(last=last).values("last")))
    found = run.first()
    return found, found.changed if found else None


def to_recheck(rows: Sequence[Task]) -> Container[str]:
    """Those households of the tasks that were changed since the run of the tasks looked."""
    run = next((one.run for one in rows), None)
    keys = [one.household_id for one in rows if one.household_id]
    return changed_since(run.known_at, keys, snapshot=run.snapshot) if run else ()


def tasks_of(user: User) -> "QuerySet[Task]":
    """The tasks that the user's role and area open to him, those due first on top.

    An office sees its own; the finance office also all that is about money.
    """
    tasks, scope = Task.objects.all(), user.scope
    if user.role in OF_OFFICE:
        own = Q(office=user.office) | Q(lead=user.office)
        return tasks.filter(own | ~Q(kind="breach") if user.role == "finance" else own)
    if scope.nobody:
        return tasks.none()
    if scope.helper_id:
        return tasks.filter(helper_id=scope.helper_id)
    return under(tasks, scope.prefix)


def shelves(user: User, *, today: date) -> dict[str, Q]:
    """What lies in each list of the user's.

    Closed is what somebody closed, unless a run of a later day found the gap again.
    """
    later = Work.objects.filter(task=OuterRef("task"), changed_at__date__lt=OuterRef("run__as_of"))
    closed = Q(task__in=_work(state="closed")) & ~Q(Q(state="open"), Exists(later))
    repaired = Q(task__in=_work(state="repaired"))
    mine = _work(assigned_to=user.username, state__in=("assigned", "accepted"))
    return {
        "open": ~closed,
        "late": Q(due_on__lt=today) & ~closed & ~repaired,
        "mine": Q(task__in=mine),
        "recheck": repaired,
        "gone": Q(state="closure_proposed") & ~closed,
        "escalated": Q(task__in=_work(state="escalated")),
        "closed": closed,
    }


def _work(**standing: object) -> "QuerySet[Work, str]":
    return Work.objects.filter(**standing).values_list("task", flat=True)


def narrowed(user: User, asked: Asked) -> "QuerySet[Task]":
    """The tasks that match, of all lists; then `shelves` says which of them lie in which."""
    found = under(tasks_of(user), asked.place)
    if asked.office:
        found = found.filter(Q(office=asked.office) | Q(lead=asked.office))
    if asked.policy:
        found = found.filter(policy=asked.policy)
    return found


def matching(user: User, asked: Asked, *, today: date) -> "QuerySet[Task]":
    """The tasks that match, of the list that is asked for."""
    return narrowed(user, asked).filter(shelves(user, today=today)[asked.shelf])


def tasks(user: User, asked: Asked, *, today: date) -> tuple[Page[Task], dict[str, int]]:
    """A page of the tasks that match, and how many there are in each list."""
    found, lists = narrowed(user, asked), shelves(user, today=today)
    counted = _counted(found, lists)
    pages = Paginator(found.filter(lists[asked.shelf]).select_related("run"), A_PAGE)
    pages.__dict__["count"] = counted[asked.shelf]  # counted already, with the others
    return pages.get_page(asked.page), counted


def counts(user: User, *, today: date) -> dict[str, int]:
    """How many tasks of the user lie in each list."""
    return _counted(tasks_of(user), shelves(user, today=today))


def _counted(found: "QuerySet[Task]", lists: Mapping[str, Q]) -> dict[str, int]:
    """How many lie in each list, asked at once."""
    counted = found.order_by().aggregate(
        **{f"in_{name}": Count("pk", filter=lies) for name, lies in lists.items()}
    )
    return {name: counted[f"in_{name}"] for name in lists}


def task(user: User, number: int) -> Task:
    """One task; Http404 when there is none, or none that the user may see."""
    found = tasks_of(user).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def dues_of(household: str) -> list[Due]:
    """What the household is due; ask for the household first, by registry.fetch."""
    return list(
        Due.objects.filter(household_id=household).order_by(f"title_{language()}", "subject")
    )


def unclear_payments() -> "QuerySet[Due]":
    """What came, but nobody can read or match it; the largest first. The whole county's."""
    found = Due.objects.filter(kind="unknown", reason__in=UNCLEAR)
    return found.order_by(F("delivered").desc(nulls_first=True), "pk")


def tasks_of_household(household: str) -> list[Task]:
    """The household's tasks; ask for the household first, by registry.fetch."""
    return list(Task.objects.filter(household_id=household))


def questions_at_doors() -> "QuerySet[Question]":
    """What only the household's helper can find out, that with the most money first.

    What was answered since the run was adopted is not asked again; "not known" is no answer.
    """
    told = Answer.objects.filter(
        question=OuterRef("question"), visit__written_at__gte=OuterRef("run__at")
    )
    return Question.objects.filter(~Exists(told.exclude(said="")), helper_id__isnull=False)


@dataclass(frozen=True)
class Asking:
    """What one visit asks of a household, and how many questions wait for a later one.

    `season` is the yearly collection where it is not on: without money they wait for it.
    """

    now: tuple[Question, ...]
    later: int
    season: Season | None


def asking_of(household: str, *, day: date) -> Asking:
    """What is asked at this door that day; ask for the household first, by registry.fetch."""
    questions = list(questions_at_doors().filter(household_id=household))
    settled = casework_now()
    season, most = settled.season(day), settled.most_questions(day)
    waits = season is not None and not season.holds(day)
    now = [one for one in questions if one.at_stake or not waits][:most]
    return Asking(tuple(now), len(questions) - len(now), season if waits else None)


def casework_now() -> Casework:
    """What the pack of the adopted run settles about visits; nothing without a run."""
    run = run_now()
    return _casework(run.folder) if run is not None else Casework()


@lru_cache(maxsize=2)
def _casework(folder: str) -> Casework:
    return read_county(Path(folder) / PACK / "county.yaml").casework


@dataclass(frozen=True)
class Door:
    """A household to go to or to call: what waits there, and what is due first."""

    household_id: str
    tasks: int = 0
    due_on: date | None = None
    questions: int = 0


def doors(user: User, *, today: date, most: int) -> list[Door]:
    """The households of the user where something waits, what is due first on top."""
    tasks = tasks_of(user).filter(shelves(user, today=today)["open"], household_id__isnull=False)
    found = {
        str(key): Door(str(key), tasks=number, due_on=day)
        for key, number, day in _by_household(tasks, day=Min("due_on"))
    }
    questions = questions_at_doors().filter(helper_id=user.helper_id)
    for key, number in _by_household(questions):
        found[str(key)] = replace(found.get(str(key), Door(str(key))), questions=number)
    return sorted(found.values(), key=lambda door: (door.due_on or date.max, door.household_id))[
        :most
    ]


def to_call(page: int) -> Page[Any]:
    """The households with something to ask whom nobody has called since the run was adopted."""
    called = Visit.objects.filter(
        household_id=OuterRef("household_id"),
        by_telephone=True,
        written_at__gte=OuterRef("run__at"),
    )
    waiting = questions_at_doors().filter(~Exists(called), household_id__isnull=False)
    rows = (
        waiting.order_by().values("household_id")
        .annotate(questions=Count("pk"), stake=Sum("at_stake"))
        .order_by(F("stake").desc(nulls_last=True), "household_id")
    )  # fmt: skip
    return Paginator(rows, A_PAGE).get_page(page)


def _by_household(rows: "QuerySet[Any]", **counted: Aggregate) -> list[Any]:
    grouped = rows.order_by().values_list("household_id")
    return list(grouped.annotate(number=Count("pk"), **counted))
