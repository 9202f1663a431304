"""What stands in the lists of the office: only rows of the user's scope, with names."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from wuxiang.report.gaps import KINDS
from wuxiang.web.accounts.models import User
from wuxiang.web.casework.models import Work
from wuxiang.web.casework.moves import STATES
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.desk.words import said
from wuxiang.web.jobs.working import Work as Job
from wuxiang.web.registry import fetch
from wuxiang.web.registry.naming import people_and_heads

AT_ONCE = 300
Cells = Sequence[object]
HOUSEHOLDS = {_("户主"): 12, _("村"): 20, _("区划代码"): 16, _("户状态"): 16, _("人口"): 8}
TASKS = {
    _("事项"): 24, _("缺口"): 10, _("金额（元）"): 14, _("村"): 20, _("谁"): 12, _("户主"): 12,
    _("牵头单位"): 16, _("责任单位"): 16, _("发现日期"): 12, _("期限"): 12, _("状态"): 12,
}  # fmt: skip
PLACES = {_("区划代码"): 16, _("名称"): 24, _("户数"): 10, _("贫困户"): 10}


def households(user: User, asked: Mapping[str, Any], work: Job) -> Iterator[Cells]:
    """The households that match, by village."""
    wanted = fetch.Asked(place=asked.get("place", ""), status=asked.get("status", ""))
    rows = fetch.matching(user, wanted)
    if "among" in asked:
        rows = rows.filter(household_id__in=asked["among"])
    for some in _parts(rows, work):
        names = fetch.place_names(str(row.village_code) for row in some)
        for one in fetch.listed(some):
            code = str(one.row.village_code)
            status = said("household_status", "status", one.status)
            yield one.head, names.get(code, ""), code, status, one.members


def tasks(user: User, asked: Mapping[str, Any], work: Job) -> Iterator[Cells]:
    """The user's tasks that match, those due first on top."""
    found = decided.matching(user, decided.Asked(**asked), today=date.today())
    for some in _parts(found, work):
        names = fetch.place_names(str(one.village_code) for one in some)
        people, heads = people_and_heads(
            (one.person_id for one in some), (one.household_id for one in some), scope=user.scope
        )
        worked = Work.objects.filter(task__in=[one.task for one in some])
        states = {work.task: work.get_state_display() for work in worked}
        for one in some:
            yield (
                one.title, gettext(KINDS[one.kind]), one.amount, names.get(one.village_code, ""),
                people.get(one.person_id, ""), heads.get(one.household_id, ""),
                one.lead_called, one.office_called, one.since, one.due_on,
                states.get(one.task, str(STATES["open"])),
            )  # fmt: skip


def places(user: User, asked: Mapping[str, Any], work: Job) -> Iterator[Cells]:
    """The townships with their villages, or the villages of one."""
    above = [asked["above"]] if asked.get("above") else []
    tops = [] if above else fetch.places(user, "")
    for number, code in enumerate(above or [one.code for one in tops], start=1):
        work.tell(work.told.get("doing", ""), number, len(above or tops))
        own = [one for one in tops if one.code == code]
        for one in [*own, *fetch.places(user, code)]:
            yield one.code, one.name, one.households, one.poor


def _parts(rows: Any, work: Job) -> Iterator[list[Any]]:
    """The rows, some at a time."""
    pages = Paginator(rows, AT_ONCE)
    for number in pages.page_range:
        work.tell(work.told.get("doing", ""), number, pages.num_pages)
        yield list(pages.page(number))
