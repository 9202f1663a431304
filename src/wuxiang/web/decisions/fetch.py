"""Dues, tasks and questions of the adopted run, each to those who may see them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404

from wuxiang.errors import UserError
from wuxiang.record import PACK
from wuxiang.web.accounts.models import User
from wuxiang.web.decisions.models import Adopted, Due, Question, Task

A_PAGE = 50
LAST_DIGIT = "~"
OF_OFFICE = ("industry_office", "insurer", "finance")
"""Roles that see the tasks of their own office, in the whole county."""


@dataclass(frozen=True)
class Asked:
    """What is looked for among tasks: a place, an office, a policy, only the overdue; a page."""

    place: str = ""
    office: str = ""
    policy: str = ""
    late: bool = False
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
            "没有指定县包，也还没有采用过认定结果",
            remedy="请系统管理员设置 WUXIANG_COUNTY 为县包文件夹，再重新开始",
        )
    return Path(run.folder) / PACK


def run_now() -> Adopted | None:
    """The run that the office works from."""
    return Adopted.objects.first()


def tasks_of(user: User) -> "QuerySet[Task]":
    """The tasks that the user's role and area open to him, overdue first."""
    tasks, scope = Task.objects.all(), user.scope
    if user.role in OF_OFFICE:
        return tasks.filter(Q(office=user.office) | Q(lead=user.office))
    if scope.nobody:
        return tasks.none()
    if scope.helper_id:
        return tasks.filter(helper_id=scope.helper_id)
    if scope.prefix:
        return tasks.filter(
            village_code__gte=scope.prefix, village_code__lt=scope.prefix + LAST_DIGIT
        )
    return tasks


def tasks(user: User, asked: Asked, *, today: date) -> Page[Task]:
    """The tasks that match."""
    found = tasks_of(user)
    if asked.place:
        prefix = asked.place[:9] if asked.place.endswith("000") else asked.place
        found = found.filter(village_code__gte=prefix, village_code__lt=prefix + LAST_DIGIT)
    if asked.office:
        found = found.filter(office=asked.office)
    if asked.policy:
        found = found.filter(policy=asked.policy)
    if asked.late:
        found = found.filter(due_on__lt=today)
    return Paginator(found, A_PAGE).get_page(asked.page)


def task(user: User, number: int) -> Task:
    """One task; Http404 when there is none, or none that the user may see."""
    found = tasks_of(user).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def dues_of(household: str) -> list[Due]:
    """What the household is due; ask for the household first, by registry.fetch."""
    return list(Due.objects.filter(household_id=household).order_by("title", "subject"))


def tasks_of_household(household: str) -> list[Task]:
    """The household's tasks; ask for the household first, by registry.fetch."""
    return list(Task.objects.filter(household_id=household))


def questions_of(household: str, most: int) -> list[Question]:
    """What must be asked at this door, those with the most money first, `most` of them."""
    return list(Question.objects.filter(household_id=household)[:most])
