"""The start page, and the script that keeps pages readable without a signal."""

from datetime import date

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wuxiang.web.accounts.gate import SIGNED_IN, needs, open_to_everyone, signed_in
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.registry.fetch import in_scope


@needs(SIGNED_IN)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What the role has to do, as counts that lead to lists."""
    user, today = signed_in(request), date.today()
    tasks = decided.tasks_of(user) if user.may("tasks.see") else None
    shown = {
        "tasks": tasks.count() if tasks is not None else None,
        "late": tasks.filter(due_on__lt=today).count() if tasks is not None else None,
        "households": in_scope(user.scope).count() if user.may("households.see") else None,
        "run": decided.run_now() if user.may("tasks.see") else None,
    }
    return render(request, "desk/home.html", shown)


@open_to_everyone
@require_GET
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The service worker; it must come from the root to serve all pages."""
    found = finders.find("worker.js")
    if not isinstance(found, str):
        raise Http404
    with open(found, encoding="utf-8") as file:  # noqa: PTH123
        return HttpResponse(file.read(), content_type="text/javascript")
