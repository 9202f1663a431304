"""Pages of the register: places, households, one household, why it gets what it gets."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wuxiang.errors import UserError
from wuxiang.report.entitlements import CLASSES
from wuxiang.report.gaps import REASONS
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.accounts.models import User
from wuxiang.web.casework.models import Visit
from wuxiang.web.decisions import asking
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.desk.event_forms import KINDS
from wuxiang.web.desk.forms import HouseholdSearch
from wuxiang.web.desk.incomes import ITEMS
from wuxiang.web.desk.parts import coming, part
from wuxiang.web.desk.reasons import overview
from wuxiang.web.desk.visits import written_by
from wuxiang.web.desk.words import period_in_words, said
from wuxiang.web.jobs.sayings import in_words
from wuxiang.web.journal.actions import record
from wuxiang.web.language import called
from wuxiang.web.registry import fetch
from wuxiang.web.registry.joining import doubles
from wuxiang.web.registry.naming import (
    choosable_places,
    head_and_members,
    one_township,
    village_names,
)
from wuxiang.web.registry.taking import household_rows

MOST_VISITS = 20


@needs("areas.see")
@require_GET
def places(request: HttpRequest, above: str = "") -> HttpResponse:
    """The townships, or a township's villages, with their households.

    Who sees one township alone sees its villages at once.
    """
    above = above or one_township(signed_in(request).scope)
    found = fetch.places(signed_in(request), above)
    name = fetch.place_names([above]).get(above) or _("区划") if above else ""
    return render(request, "registry/places.html", {"places": found, "above": above, "name": name})


def household_search(given: QueryDict, user: User) -> HouseholdSearch:
    """The form of a search, filled with what is given."""
    places = choosable_places(user.scope, chosen=given.get("place", ""))
    return HouseholdSearch(given or None, places=places)


@needs("households.see")
@require_GET
def households(request: HttpRequest) -> HttpResponse:
    """The households that match."""
    form = household_search(request.GET, signed_in(request))
    given = form.cleaned_data if form.is_valid() else {}
    asked = fetch.Asked(
        given.get("words", ""), given.get("place", ""), given.get("status", ""),
        given.get("page") or 1,
    )  # fmt: skip
    page = fetch.households(signed_in(request), asked)
    names = village_names((one.row.village_code for one in page), signed_in(request).scope)
    rows = [
        (
            one,
            names.get(str(one.row.village_code), ""),
            said("household_status", "status", one.status),
        )
        for one in page
    ]
    shown = {"form": form, "page": page, "rows": rows}
    return render(request, "registry/households.html", shown)


@needs("households.see")
@require_GET
def household(request: HttpRequest, key: str) -> HttpResponse:
    """One household: who lives here, what it earns, what it is due, what is to be done."""
    user = signed_in(request)
    file = fetch.household(user, key)
    run, changed = decided.run_for(key)
    if run is not None:
        asking.make_ready(run.folder)  # adopted a moment ago perhaps: to see why is the next page
    people = {str(one.person_id): one.name for one in file.people}
    dues = [
        (
            one,
            people.get(one.person_id or "", _("全家")),
            _(CLASSES[one.kind]),
            _(REASONS[one.reason]) if one.reason else "",
            period_in_words(one.period),
        )
        for one in decided.dues_of(key)
    ]
    shown = {
        "file": file,
        "key": key,
        "village": file.row.place or "",
        "people": [(one, _facts_of(one)) for one in file.people],
        "status": [
            (said("household_status", "status", row.status), row)
            for row in file.tables["household_status"]
        ],
        "income": _income(file),
        "dues": dues,
        "run": run,
        "changed": changed,
        "today": date.today(),
        "doubles": doubles(file.people),
        "tasks": [
            (one, people.get(one.person_id or "", _("全家")))
            for one in decided.tasks_of_household(key)
        ],
        "may_reveal": user.may("households.reveal"),
        "may_visit": user.may("visits.write"),
        "may_correct": user.may("households.correct"),
        "events": KINDS.items() if user.may("events.write") else [],
        "may_print": user.may("papers.print"),
    }
    return render(request, "registry/household.html", shown)


@needs("households.see")
@require_GET
def history(request: HttpRequest, key: str) -> HttpResponse:
    """What must be asked at this door, and the visits so far."""
    user = signed_in(request)
    file = fetch.household(user, key)
    visits = Visit.objects.filter(household_id=key).prefetch_related("answers")
    shown = {
        "head": file.head,
        "asking": decided.asking_of(key, day=date.today()),
        "visits": written_by(user, key, visits[:MOST_VISITS]),
    }
    return part(request, "registry/history.html", shown, key=key, title=_("走访记录和要问的事"))


@needs("households.see")
@require_GET
def why(request: HttpRequest, key: str) -> HttpResponse:
    """What each policy says of the household, clause by clause in the words of the law."""
    fetch.only_seen(signed_in(request), key)
    title, (run, changed) = _("逐条看每项政策怎么认定"), decided.run_for(key)
    if run is not None and asking.is_opening(run.folder):
        return coming(request, key=key, title=title)
    shown = _explained(key, run, changed) | {"all_open": "all" in request.GET}
    return part(request, "decisions/why.html", shown, key=key, title=title)


def _explained(key: str, run: Adopted | None, changed: datetime | None) -> dict[str, object]:
    """Each policy of the adopted run by its answer, or the problem that keeps it from us."""
    if run is None:
        return {"problem": _("还没有认定结果，请县扶贫办先认定。")}
    try:
        explained = asking.explain(run.folder, key, rows=household_rows(key) if changed else None)
    except UserError as error:
        return {"problem": in_words(error)}
    head, members = head_and_members(key)
    groups = overview(explained, members, asking.offices(run.folder))
    return {"groups": groups, "changed": changed, "run": run, "head": head}


@needs("households.reveal")
@require_POST
@transaction.atomic
def reveal(request: HttpRequest, key: str) -> HttpResponse:
    """Show somebody's full ID number and phone, and write down who looked."""
    user = signed_in(request)
    one = fetch.person(user, key)
    record("person.reveal", key, by=user, detail={"fields": sorted(one.names)})
    if not one.names:
        messages.info(request, _("没有登记证件号码和电话。"))
    return render(request, "registry/revealed.html", {"person": one})


def _facts_of(one: fetch.Named) -> dict[str, str]:
    """What is shown of a person, in words."""
    return {
        name: said("person", name, getattr(one, name))
        for name in ("relation", "sex", "schooling", "education", "work_ability")
    }


def _income(file: fetch.File) -> dict[str, Any]:
    """The income by item, a column for each year, newest first; {} when there is none."""
    rows = sorted(file.tables["income"], key=lambda row: -row.year)
    items = [(called(column), [getattr(row, column.name) for row in rows]) for column in ITEMS]
    return {"years": [row.year for row in rows], "rows": items} if rows else {}
