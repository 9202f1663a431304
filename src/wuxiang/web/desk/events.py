"""The page of an event: what happened, a preview of what it changes, and then the writing."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wuxiang.schema import TABLES
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.desk.differences import Line, differences, places_of, which
from wuxiang.web.desk.event_forms import KINDS, EventForm
from wuxiang.web.desk.words import label
from wuxiang.web.registry import events, fetch, joining
from wuxiang.web.registry.changing import Change, ChangedMeanwhileError, values_of
from wuxiang.web.registry.events import Home, Plan

CONFLICT = 409


@needs("events.write")
def event(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """An event of a household: first the form, then what it changes, then it is written."""
    user = signed_in(request)
    home = events.home(user, key)
    if kind not in KINDS:
        raise Http404
    form = KINDS[kind][1](request.POST or None, at=home, user=user)
    goes_on = request.method == "POST" and "again" not in request.POST
    plan = form.planned() if goes_on else None
    if plan is None:
        return _page(request, home, form, kind=kind)
    if "seen" not in request.POST:
        return _preview(request, home, form, kind=kind, plan=plan)
    try:
        reason = form.cleaned_data["reason"]
        events.carry_out(plan, seen=request.POST["seen"], reason=reason, by=user)
    except ChangedMeanwhileError:
        messages.error(request, _("没有办理：这一户刚被别人改动过。请核对下面重新列出的内容。"))
        return _preview(request, home, form, kind=kind, plan=plan, status=CONFLICT)
    messages.success(request, _("已办理。可在变更记录里撤销。"))
    for warning in form.warnings:
        messages.warning(request, warning)
    return redirect("household", key=_where_next(home, plan))


@needs("events.write")
@require_POST
def join(request: HttpRequest, key: str, *, without: str, numbered: str) -> HttpResponse:
    """Make one of two members who are the same person; it can be taken back."""
    reason = _("同一人登记了两次：没有证件号码的并到有号码的")
    try:
        joining.join(signed_in(request), key, without=without, numbered=numbered, reason=reason)
    except ChangedMeanwhileError:
        messages.error(request, _("没有合并：这一户刚被别人改动过，请再看一遍。"))
    else:
        messages.success(request, _("已合并为一人。可在变更记录里撤销。"))
    return redirect("household", key=key)


def _where_next(home: Home, plan: Plan) -> str:
    """The household's page; of one that was split, merged or married into, the other's."""
    return plan.households[-1] if plan.kind in ("split", "merge") else home.key


def _page(request: HttpRequest, home: Home, form: EventForm, *, kind: str) -> HttpResponse:
    shown = {"home": home, "form": form, "kind": kind, "label": KINDS[kind][0]}
    return render(request, "registry/event.html", shown, status=422 if form.errors else 200)


def _preview(
    request: HttpRequest, home: Home, form: EventForm, *, kind: str, plan: Plan, status: int = 200
) -> HttpResponse:
    form.warnings += _consequences(home, plan)
    to = form.cleaned_data.get("to")
    shown = {
        "home": home,
        "kind": kind,
        "label": KINDS[kind][0],
        "plan": plan,
        "to": (to.head or _("（户主未登记）")) if to else "",
        "lines": _lines(plan),
        "warnings": form.warnings,
        "sent": [
            (name, value)
            for name in form.fields
            for value in request.POST.getlist(name)
        ],
    }  # fmt: skip
    return render(request, "registry/event_preview.html", shown, status=status)


def _lines(plan: Plan) -> list[tuple[str, str, list[Line]]]:
    """The rows of the plan: the table of each, which it is, and what changes in it."""
    changes = [one for one in plan.changes if one.table.name != "household_event"]
    rows: dict[str, list[Any]] = {}
    for one in changes:
        if one.was is not None:
            rows.setdefault(one.table.name, []).append(one.was)
    before = {
        (name, one.pk): {**values_of(TABLES[name], one.row), **one.names}
        for name, found in fetch.opened(rows).items()
        for one in found
    }
    places = places_of([*before.values(), *(one.values for one in changes)])
    return [_line(one, before, places) for one in changes]


def _line(
    one: Change,
    before: Mapping[tuple[str, int], Mapping[str, object]],
    places: Mapping[str, str],
) -> tuple[str, str, list[Line]]:
    was = None if one.was is None else before[one.table.name, one.was.pk]
    after = {**one.values, **one.names}
    lines = differences(one.table, was, after, places=places)
    return label(one.table), which(one.table, after), lines


def _consequences(home: Home, plan: Plan) -> list[str]:
    """What follows from the event and must be looked after."""
    gone = {
        one.values["person_id"]
        for one in plan.changes
        if one.table.name == "person"
        and (one.values["household_id"] != home.key or one.values["left_on"] is not None)
    }
    left = [one for one in home.members if one.person_id not in gone]
    was = {one.person_id for one in home.members}
    new_head = any(
        one.table.name == "person"
        and (one.values["household_id"], one.values["relation"]) == (home.key, "head")
        and one.values["person_id"] not in was
        for one in plan.changes
    )
    said = []
    if gone and not left:
        said.append(_("办理后这一户没有成员，是空挂户，请按程序销户。"))
    elif gone and not any(one.relation == "head" for one in left):
        said.append(_("办理后这一户没有户主，请更正新户主的“与户主关系”。"))
    if new_head and any(one.relation == "head" for one in left):
        said.append(_("这一户已有户主，办理后就有两个：请核对“与户主关系”。"))
    if plan.kind == "split":
        said.append(_("新户的户状态不清楚，要由乡镇或县扶贫办认定；帮扶责任人要重新结对。"))
    if gone:
        said.append(_("已发的补贴跟人走，不改动。"))
    return said
