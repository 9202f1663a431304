"""Pages of visits and calls: whom to go to or to call, what to ask, what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.accounts.models import User
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.casework import actions
from wuxiang.web.casework.models import Answer, Visit
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.desk.answers import AnswersForm, CallForm, VisitForm
from wuxiang.web.desk.proposals import Proposal, proposals
from wuxiang.web.desk.words import code_in_words
from wuxiang.web.journal.actions import record
from wuxiang.web.registry import fetch
from wuxiang.web.registry.naming import heads_of, helper_names, villages_of


@needs("visits.write")
def visit(request: HttpRequest, key: str) -> HttpResponse:
    """Write down a visit; a phone without a signal sends it later, once."""
    user = signed_in(request)
    file = fetch.household(user, key)
    asking = decided.asking_of(key, day=date.today())
    went = _who_went(user, file) if user.may("visits.fill_in") else []
    form = VisitForm(request.POST or None, went=went)
    answers = AnswersForm(request.POST or None, asking.now, people=_people(file))
    if request.method == "POST" and form.is_valid() and answers.is_valid():
        made = form.save(commit=False)
        made.household_id = key
        kept = actions.write_visit(made, answers=answers.answers(), by=user)
        return _kept(request, kept, reverse("household", kwargs={"key": key}))
    failed = bool(form.errors or answers.errors)
    shown = {"file": file, "key": key, "form": form, "answers": answers, "asking": asking}
    return render(request, "casework/visit.html", shown, status=422 if failed else 200)


@needs("calls.make")
@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """Whom to call: households with something to ask, the most money first."""
    user = signed_in(request)
    number = request.GET.get("page", "1")
    page = decided.to_call(int(number) if number.isdecimal() else 1)
    keys = [str(one["household_id"]) for one in page]
    heads = heads_of(keys)
    villages = villages_of(keys, user.scope)
    rows = [
        (one, heads.get(key, ""), villages.get(key, ""))
        for one, key in zip(page, keys, strict=True)
    ]
    today = Visit.objects.filter(
        by_telephone=True, written_by=user.username, visited_on=date.today()
    ).count()
    return render(request, "casework/calls.html", {"page": page, "rows": rows, "today": today})


@needs("calls.make")
def call(request: HttpRequest, key: str) -> HttpResponse:
    """Call a household: whom, what to ask, what was answered."""
    user = signed_in(request)
    file = fetch.household(user, key)
    asking = decided.asking_of(key, day=date.today())
    form = CallForm(request.POST or None)
    answers = AnswersForm(
        request.POST or None, asking.now, people=_people(file),
        of_everyone=decided.casework_now().by_telephone,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and answers.is_valid():
        made = form.save(commit=False)
        made.household_id, made.by_telephone = key, True
        kept = actions.write_visit(made, answers=answers.answers(), by=user)
        return _kept(request, kept, reverse("calls"))
    failed = bool(form.errors or answers.errors)
    shown = {"file": file, "key": key, "form": form, "answers": answers, "asking": asking}
    return render(request, "casework/call.html", shown, status=422 if failed else 200)


@needs("calls.make")
@require_POST
@transaction.atomic
def phone(request: HttpRequest, key: str) -> HttpResponse:
    """Show somebody's telephone number, and write down who looked."""
    user = signed_in(request)
    one = fetch.person(user, key)
    record("person.reveal", key, by=user, detail={"fields": ["phone"]})
    number = one.names.get("phone", "")
    if request.headers.get("HX-Request"):
        return render(request, "casework/phone.html", {"number": number})
    messages.info(request, number or _("没有登记电话。"))
    return redirect("call", key=one.household_id)


@dataclass(frozen=True)
class Written:
    """A visit or call as it is read: who typed it, who was there, and what was answered.

    With each answer stand its words, and the correction that it proposes, where there is one.
    """

    visit: Visit
    typed_by: str
    was_there: str
    answers: list[tuple[Answer, str, Proposal | None]]


def written_by(user: User, household: str, visits: Iterable[Visit]) -> list[Written]:
    """The visits to a household that the user may see, with names."""
    found = list(visits)
    answers = {one.pk: list(one.answers.all()) for one in found}
    proposed = proposals(user, household, [one for told in answers.values() for one in told])
    keys = {one.visited_by for one in found} | {one.written_by for one in found}
    names = dict(User.objects.filter(username__in=keys).values_list("username", "name"))
    names |= helper_names(keys - names.keys())
    return [
        Written(
            visit=one,
            typed_by=names.get(one.written_by, one.written_by),
            was_there=names.get(one.visited_by, one.visited_by),
            answers=[
                (answer, _said(answer), proposed.get(answer.pk)) for answer in answers[one.pk]
            ],
        )
        for one in found
    ]


def _said(answer: Answer) -> str:
    """An answer in words; asked and not known is an answer."""
    if not answer.said:
        return _("不清楚")
    if answer.kind == "boolean":
        return _("是") if answer.said == "true" else _("否")
    return code_in_words(answer.said) if answer.kind == "code" else answer.said


def _who_went(user: User, file: fetch.File) -> list[tuple[str, str]]:
    """For whom somebody may type: the household's helpers, and who visits in the same village."""
    helpers = [(str(one.helper_id), one.name or str(one.helper_id)) for one in file.helpers]
    visitors = [name for name, role in ROLES.items() if "visits.write" in role.permissions]
    found = User.objects.filter(area=user.area, role__in=visitors, is_active=True)
    return helpers + [(one.username, one.name) for one in found.exclude(pk=user.pk)]


def _people(file: fetch.File) -> dict[str, str]:
    return {str(one.person_id): one.name for one in file.people}


def _kept(request: HttpRequest, kept: Visit, to: str) -> HttpResponse:
    """Tell the page that sent a draft that it is kept; anybody else goes on."""
    messages.success(request, _("通话已记录。") if kept.by_telephone else _("走访已记录。"))
    if request.headers.get("X-Draft") == str(kept.draft):
        return HttpResponse(headers={"X-Draft-Kept": str(kept.draft), "X-Draft-Next": to})
    return redirect(to)
