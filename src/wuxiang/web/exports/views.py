"""Pages of exports: begin one from a list, fetch it, see what differs from the last copy."""

from dataclasses import asdict

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from wuxiang.errors import UserError
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.accounts.models import User
from wuxiang.web.desk.households import household_search
from wuxiang.web.desk.tasks import asked_by
from wuxiang.web.exports import actions
from wuxiang.web.exports import fetch as exported
from wuxiang.web.exports.forms import NationalForm
from wuxiang.web.exports.models import KINDS
from wuxiang.web.jobs.sayings import in_words
from wuxiang.web.registry import fetch
from wuxiang.web.registry.naming import places_by_township


@needs("exports.make")
def exports(request: HttpRequest) -> HttpResponse:
    """The user's exports, and the national lists to begin one."""
    user = signed_in(request)
    posted = request.method == "POST"
    given = (request.POST, request.FILES) if posted else ()
    form = NationalForm(*given, places=places_by_township(user.scope))
    if posted and form.is_valid():
        told = form.cleaned_data
        asked = {"place": told["place"]}
        try:
            job = actions.begin(told["kind"], asked, by=user, before=told["before"])
        except UserError as error:
            form.add_error("place", in_words(error))
        else:
            return redirect("job", number=job.pk)
    number = request.GET.get("page", "")
    page = exported.exports(user, int(number) if number.isdecimal() else 1)
    rows = [(one, KINDS[one.kind]) for one in page]
    shown = {"form": form, "page": page, "rows": rows}
    return render(request, "exports/exports.html", shown, status=422 if form.errors else 200)


@needs("exports.make")
@require_POST
def start(request: HttpRequest, kind: str) -> HttpResponse:
    """Have the list written that the user has before him."""
    user = signed_in(request)
    if kind not in ("households", "tasks", "places"):
        raise Http404
    try:
        job = actions.begin(kind, _asked(request, kind, user), by=user)
    except UserError as error:
        messages.error(request, in_words(error))
        return redirect("exports")
    return redirect("job", number=job.pk)


@needs("exports.make")
@require_POST
def download(request: HttpRequest, number: int) -> FileResponse:
    """The workbook; that it was taken is noted."""
    user = signed_in(request)
    one = exported.export(user, number)
    actions.note_download(one, by=user)
    name = f"{KINDS[one.kind]}-{one.at:%Y%m%d}-{one.pk}.xlsx"
    return FileResponse(one.file.open("rb"), as_attachment=True, filename=name)


@needs("exports.make")
@require_GET
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """Which columns of which people differ from the last copy, in the order of the form."""
    one = exported.export(signed_in(request), number)
    asked = request.GET.get("page", "")
    page, people, cells = exported.changes(one, int(asked) if asked.isdecimal() else 1)
    shown = {
        "export": one, "title": KINDS[one.kind], "page": page, "differing": people, "cells": cells,
    }  # fmt: skip
    return render(request, "exports/changes.html", shown)


def _asked(request: HttpRequest, kind: str, user: User) -> dict[str, object]:
    """What the list before the user was filtered by; a name that he looked for becomes tokens."""
    if kind == "places":
        return {"above": request.POST.get("above", "")[:12]}
    if kind == "tasks":
        _form, of_tasks = asked_by(request.POST, user)
        return {name: value for name, value in asdict(of_tasks).items() if name != "page"}
    form = household_search(request.POST, user)
    given = form.cleaned_data if form.is_valid() else {}
    asked: dict[str, object] = {name: given.get(name, "") for name in ("place", "status")}
    if words := given.get("words"):
        wanted = fetch.Asked(words, str(asked["place"]), str(asked["status"]))
        rows = fetch.matching(user, wanted)
        asked["among"] = list(rows.values_list("household_id", flat=True))
    return asked
