"""Pages of runs: start one, see what it found and what has changed, adopt it."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.decisions.fetch import run_now
from wuxiang.web.registry.naming import people_and_heads, village_names
from wuxiang.web.registry.taking import latest_day
from wuxiang.web.registry.touching import how_many_touched
from wuxiang.web.runs import actions, fetch
from wuxiang.web.runs.forms import CHANGES, ChangeSearch, RunForm


@needs("runs.see")
@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """All runs, which of them is worked from, and the form that starts one."""
    user = signed_in(request)
    asked = request.GET.get("page", "")
    now, latest = run_now(), latest_day()
    shown = {
        "page": fetch.runs(int(asked) if asked.isdecimal() else 1),
        "now": now,
        "changed": how_many_touched(now.known_at, now.snapshot) if now else 0,
        "latest": latest,
        "form": _form(latest) if user.may("runs.start") else None,
    }
    return render(request, "runs/runs.html", shown)


@needs("runs.start")
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Decide everything anew."""
    form = RunForm(request.POST)
    latest = latest_day()
    if latest is None:
        messages.error(request, _("登记表还是空的：请先导入名单。"))
    elif not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["as_of"])))
    else:
        try:
            job = actions.begin(as_of=form.cleaned_data["as_of"], by=signed_in(request))
        except ValidationError as error:
            messages.error(request, error.message)
        else:
            return redirect("job", number=job.pk)
    return redirect("runs")


@needs("runs.see")
@require_GET
def one_run(request: HttpRequest, number: int) -> HttpResponse:
    """What a run found, and what has changed since the last one."""
    one = fetch.one_run(number)
    found = one.found.get("changes") or {}
    changed = [(row, CHANGES[row["change"]]) for row in found.get("rows", [])]
    shown = {
        "run": one,
        "changed": changed,
        "listed": one.changes.is_file(),
        "may_adopt": signed_in(request).may("runs.start") and not one.cleared_at,
    }
    return render(request, "runs/run.html", shown)


@needs("runs.see")
@require_GET
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """Each entitlement that differs from the last run, the largest difference first."""
    one = fetch.one_run(number)
    form = ChangeSearch(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    asked = fetch.Asked(given.get("change", ""), given.get("policy", ""), given.get("page") or 1)
    page, found = fetch.changes(one, asked)
    user = signed_in(request)
    people, heads = people_and_heads(
        (one.payee for one in found), (one.household_id for one in found), scope=user.scope
    )
    villages = village_names((one.village_code for one in found), user.scope)
    rows = [
        {
            "one": one,
            "word": CHANGES[one.change],
            "person": people.get(one.payee or "", ""),
            "head": heads.get(one.household_id or "", ""),
            "village": villages.get(one.village_code or "", ""),
        }
        for one in found
    ]
    shown = {
        "run": one,
        "form": form,
        "page": page,
        "rows": rows,
        "may_open": user.may("households.see"),
    }
    return render(request, "runs/changes.html", shown)


@needs("runs.start")
@require_POST
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """Work from this run from now on."""
    one = fetch.one_run(number)
    try:
        job = actions.choose(one, by=signed_in(request))
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("run", number=number)
    return redirect("job", number=job.pk)


def _form(day: date | None) -> RunForm:
    """Begins with the latest day that the register shows."""
    return RunForm(initial={"as_of": day.isoformat() if day else None})
