"""Pages of work: the list of tasks, one task with its moves, a visit."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wuxiang.report.gaps import KINDS
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.accounts.models import User
from wuxiang.web.casework import actions
from wuxiang.web.casework.models import Step, Work
from wuxiang.web.casework.moves import STATES, Move, Standing, allowed
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.decisions.models import Task
from wuxiang.web.desk.forms import MoveForm, TaskSearch, VisitForm
from wuxiang.web.registry import fetch

MOST_QUESTIONS = 8


@needs("tasks.see")
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """The user's tasks, those due first on top."""
    form = TaskSearch(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    asked = decided.Asked(
        given.get("place", ""), given.get("office", ""), given.get("policy", ""),
        bool(given.get("late")), given.get("page") or 1,
    )  # fmt: skip
    today = date.today()
    page = decided.tasks(signed_in(request), asked, today=today)
    listed = Work.objects.filter(task__in=[one.task for one in page])
    states = {work.task: work.get_state_display() for work in listed}
    rows = [(one, KINDS[one.kind], states.get(one.task, STATES["open"])) for one in page]
    shown = {"form": form, "page": page, "rows": rows, "today": today}
    return render(request, "decisions/tasks.html", shown)


@needs("tasks.see")
@require_GET
def task(request: HttpRequest, number: int) -> HttpResponse:
    """One task: what is lacking, what was done, what may be done now."""
    return _task_page(request, decided.task(signed_in(request), number), MoveForm())


@needs("tasks.see")
@require_POST
def move(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Make a move, or say a word; who may not is told so."""
    user = signed_in(request)
    one = decided.task(user, number)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _task_page(request, one, form)
    note, to = form.cleaned_data["note"], form.cleaned_data["to"]
    try:
        if name == actions.COMMENT:
            actions.comment(one.task, by=user, note=note)
        else:
            actions.move_task(one.task, name, by=user, note=note, to=to)
    except ValidationError as error:
        form.add_error("note", error)
        return _task_page(request, one, form)
    messages.success(request, _("已记录。"))
    return redirect("task", number=number)


@needs("visits.write")
def visit(request: HttpRequest, key: str) -> HttpResponse:
    """Write down a visit; a phone without a signal sends it later, once."""
    user = signed_in(request)
    file = fetch.household(user, key)
    questions = decided.questions_of(key, MOST_QUESTIONS)
    form = VisitForm(request.POST or None, for_others=user.may("visits.fill_in"))
    if request.method == "POST" and form.is_valid():
        made = form.save(commit=False)
        made.household_id = key
        answers = {one.question: request.POST.get(f"q{one.pk}", "")[:500] for one in questions}
        kept = actions.write_visit(made, answers=answers, by=user)
        return _kept(request, str(kept.draft), key)
    shown = {"file": file, "key": key, "form": form, "questions": questions}
    return render(request, "casework/visit.html", shown, status=422 if form.errors else 200)


def _kept(request: HttpRequest, draft: str, key: str) -> HttpResponse:
    """Tell the page that sent a draft that it is kept; anybody else goes to the household."""
    to = reverse("household", kwargs={"key": key})
    if request.headers.get("X-Draft") == draft:
        return HttpResponse(headers={"X-Draft-Kept": draft, "X-Draft-Next": to})
    messages.success(request, _("走访已记录。"))
    return redirect(to)


def _task_page(request: HttpRequest, one: Task, form: MoveForm) -> HttpResponse:
    user = signed_in(request)
    work = Work.objects.filter(task=one.task).first() or Work(task=one.task)
    shown = {
        "task": one,
        "kind": KINDS[one.kind],
        "state": work.get_state_display(),
        "work": work,
        "moves": _moves(work, user),
        "steps": Step.objects.filter(task=one.task),
        "form": form,
        "may_comment": user.may("tasks.comment"),
        "today": date.today(),
    }
    return render(request, "decisions/task.html", shown, status=422 if form.errors else 200)


def _moves(work: Work, user: User) -> list[Move]:
    standing = Standing(work.state, work.repaired_by)  # type: ignore[arg-type]
    return allowed(standing, username=user.username, permissions=user.duty.permissions)
