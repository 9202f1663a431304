"""Many tasks given to somebody in one act: chosen, looked at, done; and taken back."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.accounts.models import User
from wuxiang.web.casework import actions
from wuxiang.web.casework.models import Handout, Work
from wuxiang.web.casework.moves import MOVES
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.decisions.models import Task
from wuxiang.web.decisions.workers import listed, worker
from wuxiang.web.desk.forms import HandOutForm
from wuxiang.web.desk.tasks import asked_by

MOST_SHOWN = 30


@dataclass(frozen=True)
class Batch:
    """The tasks of a handout: those that will be given, and why others will not."""

    keys: tuple[str, ...]
    out_of_reach: int = 0
    under_way: int = 0


@needs("tasks.assign")
@require_POST
def hand_out(request: HttpRequest) -> HttpResponse:
    """Choose to whom, look at how many, do it: each press goes one step on."""
    user = signed_in(request)
    tasks = _chosen(request, user)
    chosen = list(dict.fromkeys(tasks.values_list("task", flat=True)))
    if not chosen:
        messages.warning(request, _("请先勾选任务，或选“全部”。"))
        return redirect("tasks")
    words, named = request.POST.get("who", "").strip(), request.POST.get("to", "")
    among = listed(user, tasks, words=words, chosen=named)
    looks = "to" not in request.POST or "find" in request.POST
    form = HandOutForm(
        None if looks else request.POST,
        people=among.people,
        initial={"to": named, "note": request.POST.get("note", "")},
    )
    batch, to = Batch(tuple(chosen)), None
    if form.is_valid():
        try:
            to = worker(user, tasks, form.cleaned_data["to"])
            batch = _batch(chosen, to)
            if request.POST.get("sure") == _sure(batch, to):
                return _done(request, batch, form)
        except ValidationError as error:
            form.add_error(None, error)
    shown = {
        "form": form,
        "to": to,
        "batch": batch,
        "sure": _sure(batch, to) if to and batch.keys and not form.errors else "",
        "number": len(chosen),
        "given": _given(request),
        "among": among,
    }
    return render(request, "casework/hand_out.html", shown, status=422 if form.errors else 200)


def _sure(batch: Batch, to: User) -> str:
    """What is agreed to: so many, to him; another number or somebody else is looked at again."""
    return f"{len(batch.keys)} {to.username}"


def _done(request: HttpRequest, batch: Batch, form: HandOutForm) -> HttpResponse:
    given = form.cleaned_data
    _handout, number = actions.hand_out(
        batch.keys, to=given["to"], by=signed_in(request), note=given["note"]
    )
    messages.success(request, _("已交办 %(number)s 项。") % {"number": number})
    return redirect("handouts")


@needs("tasks.assign")
@require_GET
def handouts(request: HttpRequest) -> HttpResponse:
    """What the user gave out, last first; each can be taken back."""
    own = Handout.objects.filter(by=signed_in(request).username)
    found = list(own.annotate(number=Count("steps"))[:MOST_SHOWN])
    names = dict(
        User.objects.filter(username__in={one.to for one in found}).values_list("username", "name")
    )
    rows = [(one, names.get(one.to, one.to)) for one in found]
    return render(request, "casework/handouts.html", {"rows": rows})


@needs("tasks.assign")
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take a handout back; what moved on since stays."""
    user = signed_in(request)
    handout = get_object_or_404(Handout, pk=number, by=user.username)
    try:
        taken = actions.take_back(handout, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("已撤回 %(number)s 项。") % {"number": taken})
    return redirect("handouts")


def _chosen(request: HttpRequest, user: User) -> "QuerySet[Task]":
    """The tasks that were ticked, or all that match; only such as the user sees."""
    if request.POST.get("all"):
        _form, asked = asked_by(request.POST, user)
        return decided.matching(user, asked, today=date.today())
    picked = [one for one in request.POST.getlist("picked") if one.isdecimal()]
    return decided.tasks_of(user).filter(pk__in=picked)


def _batch(keys: list[str], to: User) -> Batch:
    """What of the chosen can be given to `to`: what he sees, and nobody has accepted yet."""
    seen = set(decided.tasks_of(to).values_list("task", flat=True))
    reach = [key for key in keys if key in seen]
    busy = Work.objects.exclude(state__in=MOVES["assign"].frm).values_list("task", flat=True)
    under_way = set(busy) & set(reach)
    ready = tuple(key for key in reach if key not in under_way)
    return Batch(ready, len(keys) - len(reach), len(under_way))


def _given(request: HttpRequest) -> list[tuple[str, str]]:
    """What was chosen, to be sent along with the next press."""
    names = ("all", "shelf", "place", "office", "policy", "picked")
    return [(name, value) for name in names for value in request.POST.getlist(name)]
