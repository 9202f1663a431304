"""The start page, and the script that keeps pages readable without a signal."""

from datetime import date

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from wuxiang.web.accounts.gate import SIGNED_IN, needs, open_to_everyone, signed_in
from wuxiang.web.accounts.models import User
from wuxiang.web.casework.models import Visit
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.desk.tasks import TO_SHELVES
from wuxiang.web.registry.fetch import in_scope
from wuxiang.web.registry.naming import heads_of

MOST_DOORS = 12
NO_TASKS = _(
    "认定结果里没有“{office}”的任务。单位名称与县包里的不一样时也会这样：请系统管理员核对您的部门。"
)
NO_HOUSEHOLDS = {
    "own": _("还没有农户与您结对：请乡镇核对帮扶名单，或请系统管理员核对您的帮扶人编号。"),
    "village": _("您的村里没有登记的农户：请系统管理员核对您的区划代码。"),
    "township": _("您的乡镇里没有登记的农户：请系统管理员核对您的区划代码。"),
}
"""Why somebody finds nothing to do, and who can mend it."""
ON_HOME = ("late", "open", "mine", "recheck", "gone")


@needs(SIGNED_IN)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What the role has to do, as counts that lead to lists; a helper's households one by one."""
    user, today = signed_in(request), date.today()
    shown: dict[str, object] = {"today": today}
    if user.may("tasks.see"):
        counts = decided.counts(user, today=today)
        shown["shelves"] = [
            (name, decided.SHELVES[name], counts[name])
            for name in ON_HOME
            if user.may(TO_SHELVES.get(name, "tasks.see"))
        ]
        shown["run"] = run = decided.run_now()
        if run and user.role in decided.OF_OFFICE and not any(counts.values()):
            shown["lacking"] = NO_TASKS.format(office=user.office)
    if user.may("runs.see"):
        shown["unclear"] = decided.unclear_payments().count()
    if user.may("households.see"):
        shown["households"] = number = in_scope(user.scope).count()
        if not number:
            shown["lacking"] = NO_HOUSEHOLDS.get(user.duty.reach, "")
    if user.scope.helper_id:
        shown |= _doors(user, today)
    return render(request, "desk/home.html", shown)


def _doors(user: User, today: date) -> dict[str, object]:
    """The helper's households where something waits, and those where he was today."""
    found = decided.doors(user, today=today, most=MOST_DOORS)
    visits = Visit.objects.filter(written_by=user.username, visited_on=today)
    been = set(visits.values_list("household_id", flat=True))
    heads = heads_of(one.household_id for one in found)
    rows = [(one, heads.get(one.household_id, ""), one.household_id in been) for one in found]
    return {"doors": rows}


@open_to_everyone
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone keeps to show in place of a page when there is no signal."""
    return render(request, "desk/offline.html")


@open_to_everyone
@require_GET
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The service worker; it must come from the root to serve all pages."""
    found = finders.find("worker.js")
    if not isinstance(found, str):
        raise Http404
    with open(found, encoding="utf-8") as file:  # noqa: PTH123
        return HttpResponse(file.read(), content_type="text/javascript")
