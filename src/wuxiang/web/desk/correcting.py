"""Pages on which a row of a household is corrected, and a change is taken back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.accounts.models import User
from wuxiang.web.casework.models import Answer
from wuxiang.web.desk.differences import differences, places_of, which
from wuxiang.web.desk.proposals import proposals
from wuxiang.web.desk.rows import RowForm
from wuxiang.web.desk.words import label
from wuxiang.web.registry import correcting, fetch
from wuxiang.web.registry.changing import ACTS, ChangedMeanwhileError, undo_change, values_of
from wuxiang.web.registry.correcting import OPEN, Opened
from wuxiang.web.registry.models import Batch
from wuxiang.web.registry.naming import head_of

CONFLICT = 409


@needs("households.correct")
def correct(request: HttpRequest, key: str, *, table: str, version: int) -> HttpResponse:
    """A row as a form; `version` is the one that the user has before him, 0 a new row."""
    user = signed_in(request)
    opened = correcting.open_row(user, key, table=table, version=version)
    if not user.may(OPEN[table]):
        raise PermissionDenied
    if correcting.was_erased(opened):
        messages.error(request, _("此人的资料已按规定删除，不能再更正。"))
        return redirect("household", key=key)
    answered = _answered(request, opened)
    form = RowForm(request.POST or None, opened=opened, user=user, kept=answered)
    if request.method == "POST" and form.is_valid():
        return _write(request, opened, form, user=user)
    if request.method == "GET" and opened.row is not None and opened.row.superseded_at:
        return _to_the_known(request, opened)
    return _page(request, opened, form, status=422 if form.errors else 200)


def _answered(request: HttpRequest, opened: Opened) -> dict[str, object]:
    """What an answer given at the door proposes for the row; ?answer names it."""
    number = request.GET.get("answer", "")
    if not number.isdecimal():
        return {}
    told = Answer.objects.filter(pk=number, visit__household_id=opened.household)
    answer = told.select_related("visit").first()
    if answer is None:
        raise Http404
    found = proposals(signed_in(request), opened.household, [answer]).get(answer.pk)
    if found is None or opened.row is None or found.version != opened.row.pk:
        return {}
    day = answer.visit.visited_on.isoformat()
    reason = _("电话中的回答 {day}") if answer.visit.by_telephone else _("走访中的回答 {day}")
    return {found.column: found.said, "reason": reason.format(day=day)}


def _write(request: HttpRequest, opened: Opened, form: RowForm, *, user: User) -> HttpResponse:
    reason = form.cleaned_data["reason"]
    try:
        correcting.correct(opened, form.given, form.names, reason=reason, by=user)
    except ChangedMeanwhileError:
        return _conflict(request, opened, form, user=user)
    messages.success(request, _("已更正。原来的内容仍可在变更记录里查到，也可撤销。"))
    for warning in form.warnings:
        messages.warning(request, warning)
    return redirect("household", key=opened.household)


def _to_the_known(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Somebody has changed the row since the link was made: lead to what is known now."""
    now = correcting.known_version(opened)
    if now is None or getattr(now, "household_id", opened.household) != opened.household:
        messages.info(request, _("这条记录已经不在这一户，请重新查找。"))
        return redirect("household", key=opened.household)
    return redirect("correct", key=opened.household, table=opened.table.name, version=now.pk)


def _conflict(request: HttpRequest, opened: Opened, form: RowForm, *, user: User) -> HttpResponse:
    """Say what the other wrote; what the user typed stays in the form, over what is known now."""
    now = correcting.known_version(opened) if opened.row is not None else None
    if now is None or getattr(now, "household_id", opened.household) != opened.household:
        messages.error(request, _("没有保存：同一条记录刚被别人改动或登记，请重新打开再改。"))
        return redirect("household", key=opened.household)
    newer = correcting.open_row(
        user, opened.household, table=opened.table.name, version=int(now.pk)
    )
    kept = {name: form.data.get(name, "") for name in form.changed}
    again = RowForm(opened=newer, user=user, kept=kept | {"reason": form.data.get("reason", "")})
    batch = Batch.objects.filter(pk=now.in_batch).first()
    was, is_now = _all(opened), _all(newer)
    other = {
        "by": batch.by if batch else "",
        "at": now.recorded_at,
        "reason": now.reason,
        "wrote": differences(opened.table, was, is_now, places=places_of([was, is_now])),
    }
    return _page(request, newer, again, status=CONFLICT, other=other)


def _all(opened: Opened) -> dict[str, Any]:
    """The columns of a row, identities included."""
    return {**values_of(opened.table, opened.row), **opened.names}


def _page(
    request: HttpRequest, opened: Opened, form: RowForm, *, status: int, other: Any = None
) -> HttpResponse:
    shown = {
        "form": form,
        "key": opened.household,
        "head": head_of(opened.household),
        "title": label(opened.table),
        "which": which(opened.table, _all(opened)) if opened.row else "",
        "other": other,
        "action": [opened.household, opened.table.name, opened.row.pk if opened.row else 0],
    }
    return render(request, "registry/correct.html", shown, status=status)


@needs("households.correct")
@require_POST
def undo(request: HttpRequest, key: str, batch: int) -> HttpResponse:
    """Take a correction or an event back."""
    user = signed_in(request)
    fetch.only_seen(user, key)
    found = Batch.objects.filter(pk=batch, kind__in=ACTS, touched__household_id=key).first()
    if found is None:
        raise Http404
    if not all(map(user.may, correcting.needed_to_undo(found))):
        raise PermissionDenied
    for other in found.touched.exclude(household_id=key):
        fetch.only_seen(user, other.household_id)
    try:
        undo_change(found, by=user)
    except ChangedMeanwhileError:
        messages.error(
            request, _("不能撤销：已经撤销过，或其中的记录后来又有改动，请先撤销后来的改动。")
        )
    else:
        messages.success(request, _("已撤销，恢复为原来的内容。"))
    return redirect("changes", key=key)
