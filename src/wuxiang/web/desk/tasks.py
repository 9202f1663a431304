"""Pages of work: the list of tasks, one task with its moves and photos."""

from collections.abc import Mapping, Sequence
from datetime import date
from operator import itemgetter
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from PIL import Image

from wuxiang.report.gaps import KINDS
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.accounts.models import User
from wuxiang.web.casework import actions, photos
from wuxiang.web.casework.models import Photo, Step, Work
from wuxiang.web.casework.moves import MOVES, Gap, allowed
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.decisions.models import Task
from wuxiang.web.decisions.workers import NOBODY, Listed, listed, worker
from wuxiang.web.desk.forms import Choices, MoveForm, TaskSearch
from wuxiang.web.language import in_english, language
from wuxiang.web.registry.naming import choosable_places, people_and_heads, village_names

MOST_PHOTOS = 5
FIRST_SHELF = {"inspector": "recheck"}
"""What a role looks at first, where it is not what is open."""
TO_SHELVES = {"mine": "tasks.work", "recheck": "tasks.confirm"}
"""Lists that only those see who can do something with them."""


@needs("tasks.see")
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """The user's tasks, those due first on top, list by list."""
    user, today = signed_in(request), date.today()
    form, asked = asked_by(request.GET, user)
    page, counts = decided.tasks(user, asked, today=today)
    works = {one.task: one for one in Work.objects.filter(task__in=[one.task for one in page])}
    people, heads = people_and_heads(
        (one.person_id for one in page), (one.household_id for one in page), scope=user.scope
    )
    villages = village_names((one.village_code for one in page), user.scope)
    changed = decided.to_recheck(list(page))
    rows = [
        {
            "task": one,
            "kind": _(KINDS[one.kind]),
            "work": works.get(one.task, Work(task=one.task)),
            "person": people.get(one.person_id or "", ""),
            "head": heads.get(one.household_id or "", ""),
            "village": villages.get(one.village_code or "", ""),
            "changed": (one.household_id or "") in changed,
        }
        for one in page
    ]
    shown = {
        "form": form,
        "asked": asked,
        "page": page,
        "rows": rows,
        "shelves": [
            (name, decided.SHELVES[name], number)
            for name, number in counts.items()
            if user.may(TO_SHELVES.get(name, "tasks.see"))
        ],
        "today": today,
        "may_assign": user.may("tasks.assign"),
    }
    return render(request, "decisions/tasks.html", shown)


def asked_by(given: QueryDict, user: User) -> tuple[TaskSearch, decided.Asked]:
    """The filled form of a search, and what it asks for; what is not understood asks nothing."""
    places = choosable_places(user.scope, chosen=given.get("place", ""))
    offices, policies = _named(user)
    form = TaskSearch(given or None, places=places, offices=offices, policies=policies)
    found = form.cleaned_data if form.is_valid() else {}
    asked = decided.Asked(
        shelf=found.get("shelf") or FIRST_SHELF.get(user.role, "open"),
        place=found.get("place", ""),
        office=found.get("office", ""),
        policy=found.get("policy", ""),
        page=found.get("page") or 1,
    )
    return form, asked


def _named(user: User) -> tuple[Choices, Choices]:
    """The offices and the policies of the tasks that the user sees, each with what it is called."""
    columns = ("office", "office_en", "lead", "lead_en", "policy", f"title_{language()}")
    kinds = decided.tasks_of(user).order_by().values_list(*columns).distinct()
    offices: dict[str, str] = {}
    policies: dict[str, str] = {}
    for office, office_en, lead, lead_en, policy, title in kinds:
        offices |= {office: office_en, lead: lead_en}
        policies[policy] = title
    called = offices if in_english() else {one: one for one in offices}
    by_name = itemgetter(1)
    return sorted(called.items(), key=by_name), sorted(policies.items(), key=by_name)


@needs("tasks.see")
@require_GET
def task(request: HttpRequest, number: int) -> HttpResponse:
    """One task: what is lacking, what was done, what may be done now."""
    return _task_page(request, decided.task(signed_in(request), number))


@needs("tasks.see")
@require_POST
def move(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Make a move, or say a word, with photos or without; who may not is told so."""
    user = signed_in(request)
    one = decided.task(user, number)
    if name not in (*MOVES, actions.COMMENT):
        raise Http404
    form = MoveForm(request.POST, people=_listed(request, one).people)
    if form.is_valid():
        try:
            _make(request, one, name, given=form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        return _task_page(request, one, form)
    messages.success(request, _("已记录。"))
    return redirect("task", number=number)


@needs("tasks.see")
@require_GET
def photo(request: HttpRequest, number: int, name: UUID, *, small: bool = False) -> FileResponse:
    """A photo of a task that the user may see, or its small copy."""
    one = decided.task(signed_in(request), number)
    found = get_object_or_404(Photo, name=name, task=one.task)
    path = photos.path_of(found.name, small=small)
    if not path.is_file():
        raise Http404
    headers = {"Cache-Control": "private, max-age=3600"}
    return FileResponse(path.open("rb"), content_type="image/jpeg", headers=headers)


def gap_of(one: Task) -> Gap:
    """What the adopted run knows of the gap behind a task."""
    return Gap(gone=one.state == "closure_proposed", proof=one.proof)


def _make(request: HttpRequest, one: Task, name: str, *, given: Mapping[str, str]) -> None:
    """Make the move; ValidationError when something is lacking or somebody was faster."""
    user, to = signed_in(request), ""
    if name == "assign" and user.may("tasks.assign"):
        if not given.get("to"):
            raise ValidationError(_("请选择交办给谁。"))
        to = worker(user, _alone(one), given["to"]).username
    said = actions.Said(given["note"], to, _pictures(request))
    if name == actions.COMMENT:
        actions.comment(one.task, by=user, said=said)
    else:
        actions.move_task(one.task, name, by=user, said=said, gap=gap_of(one))


def _listed(request: HttpRequest, one: Task) -> Listed:
    """Whom the user may choose for a task; nobody where he gives out none."""
    user = signed_in(request)
    if not user.may("tasks.assign"):
        return NOBODY
    words = request.GET.get("who", "").strip()
    return listed(user, _alone(one), words=words, chosen=request.POST.get("to", ""))


def _alone(one: Task) -> "QuerySet[Task]":
    return Task.objects.filter(pk=one.pk)


def _pictures(request: HttpRequest) -> Sequence[Image.Image]:
    files = request.FILES.getlist("photos")
    if len(files) > MOST_PHOTOS:
        raise ValidationError(_("一次最多上传五张照片。"))
    return [photos.cleaned(file, file.size or 0) for file in files]


def _task_page(request: HttpRequest, one: Task, form: MoveForm | None = None) -> HttpResponse:
    user = signed_in(request)
    work = Work.objects.filter(task=one.task).first() or Work(task=one.task)
    standing = actions.standing_of(work, gap_of(one))
    moves = allowed(standing, username=user.username, permissions=user.duty.permissions)
    among = _listed(request, one) if MOVES["assign"] in moves else NOBODY
    form = form or MoveForm(people=among.people)
    people, heads = people_and_heads([one.person_id], [one.household_id], scope=user.scope)
    shown = {
        "task": one,
        "kind": _(KINDS[one.kind]),
        "work": work,
        "moves": moves,
        "steps": [(step, _said(step)) for step in Step.objects.filter(task=one.task)],
        "photos": Photo.objects.filter(task=one.task),
        "form": form,
        "person": people.get(one.person_id or "", ""),
        "head": heads.get(one.household_id or "", ""),
        "village": village_names([one.village_code], user.scope).get(one.village_code or "", ""),
        "among": among,
        "changed": decided.run_for(one.household_id or "")[1],
        "may_comment": user.may("tasks.comment"),
        "may_look_up": user.may("households.see"),
        "today": date.today(),
    }
    return render(request, "decisions/task.html", shown, status=422 if form.errors else 200)


def _said(step: Step) -> object:
    return _("留言") if step.move == actions.COMMENT else MOVES[step.move].label
