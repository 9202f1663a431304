"""The start page, and the script that keeps pages readable without a signal."""

from datetime import date

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wuxiang.web.accounts.gate import SIGNED_IN, needs, open_to_everyone, signed_in
from wuxiang.web.accounts.models import User
from wuxiang.web.casework.models import Visit
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.desk.tasks import TO_SHELVES
from wuxiang.web.registry.fetch import in_scope
from wuxiang.web.registry.naming import heads_of

MOST_DOORS = 12
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
        shown["run"] = decided.run_now()
    if user.may("households.see"):
        shown["households"] = in_scope(user.scope).count()
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
    return {"doors": rows, "been": len(been)}


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
