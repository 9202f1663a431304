"""Pages of the past: a household or person on any day as known on any day, and all changes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from wuxiang.schema import TABLES, Table
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.accounts.models import User
from wuxiang.web.desk.differences import Line, differences, places_of, said, which
from wuxiang.web.desk.words import MARKS, label
from wuxiang.web.registry import fetch
from wuxiang.web.registry.correcting import OPEN, may_be_added, needed_to_undo
from wuxiang.web.registry.naming import head_of
from wuxiang.web.registry.past import Changed, Rows, When, Written, changes, state
from wuxiang.web.registry.versions import versions_of, versions_with_moves

A_PAGE = 20
AT_FIRST = 3
"""so many tables lie open at first"""
OF_HOUSEHOLD = (
    *("household", "household_status", "person", "income", "living", "house", "house_survey"),
    *("assets", "income_source", "procedure", "residence", "risk", "risk_measure"),
    *("household_event", "benefit_paid"),
)
"""What the file of a household shows, in this order."""
OF_PERSON = (
    *("person", "school_term", "grade_year", "disability", "insurance", "job"),
    *("household_event", "benefit_paid"),
)


class WhenForm(forms.Form):
    """Which day's state, as it was known on which day."""

    on = forms.DateField(
        label=_("哪一天的情况"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    known = forms.DateField(
        label=_("按哪一天掌握的资料"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip

    def when(self) -> When:
        """What was asked for; today where nothing was."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        today = timezone.localdate()
        return When(given.get("on") or today, given.get("known") or today)


def _when_form(request: HttpRequest) -> WhenForm:
    today = timezone.localdate().isoformat()
    asked = {name: request.GET.get(name) or today for name in ("on", "known")}
    return WhenForm(asked)


@needs("households.see")
@require_GET
def file(request: HttpRequest, key: str) -> HttpResponse:
    """All that the register says of a household, on any day, as known on any day."""
    user = signed_in(request)
    fetch.only_seen(user, key)
    form = _when_form(request)
    rows = state(versions_with_moves(key, OF_HOUSEHOLD), form.when(), household=key)
    return _shown(request, form, rows, tables=OF_HOUSEHOLD, key=key)


@needs("households.see")
@require_GET
def person(request: HttpRequest, key: str) -> HttpResponse:
    """All that the register says of a person, on any day, as known on any day."""
    one = fetch.person(signed_in(request), key)
    form = _when_form(request)
    rows = state(versions_of("person", key, OF_PERSON), form.when())
    return _shown(request, form, rows, tables=OF_PERSON, key=str(one.household_id), name=one.name)


@needs("households.see")
@require_GET
def changed(request: HttpRequest, key: str) -> HttpResponse:
    """Who changed what of a household, when and why."""
    user = signed_in(request)
    fetch.only_seen(user, key)
    found = changes(versions_of("household", key, OF_HOUSEHOLD))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    written = [row for one in page for row in one.rows if not _begun_by_import(one, row)]
    versions = [version for row in written for version in (row.before, row.after)]
    places = places_of(one.values for one in versions if one is not None)
    shown = {
        "key": key,
        "head": head_of(key),
        "page": page,
        "changes": [(one, _lines(one, places), _may_undo(user, one)) for one in page],
    }
    return render(request, "registry/changes.html", shown)


def _shown(
    request: HttpRequest, form: WhenForm, rows: Rows, *, tables: Sequence[str], key: str,
    name: str = "",
) -> HttpResponse:  # fmt: skip
    user, when = signed_in(request), form.when()
    today = timezone.localdate()
    is_now = (when.on, when.known) == (today, today)
    named = fetch.opened({table: list(found) for table, found in rows.items()})
    named.get("person", []).sort(key=lambda one: (one.relation != "head", str(one.birth_date)))
    places = places_of(one.row.values for found in named.values() for one in found)
    sheets = [
        {
            "title": label(TABLES[table]),
            "rows": [_row(TABLES[table], one, places) for one in named.get(table, [])],
            "name": table,
            "open": table in tables[:AT_FIRST],
            "may_correct": is_now and user.may(OPEN.get(table, "")),
            "may_add": is_now and user.may(OPEN.get(table, "")) and may_be_added(TABLES[table]),
        }
        for table in tables
    ]
    shown = {
        "form": form, "sheets": sheets, "key": key, "name": name, "when": when, "is_now": is_now,
        "head": head_of(key),
    }  # fmt: skip
    return render(request, "registry/file.html", shown)


def _row(table: Table, one: fetch.Named, places: Mapping[str, str]) -> dict[str, Any]:
    """A row in words: which it is, what its columns say, and which say yes, no or nothing."""
    values = {**one.row.values, **one.names}
    shown = [c for c in table.columns if not c.name.endswith("_id") and c.name != "name"]
    return {
        "which": which(table, values),
        "row": one.row,
        "cells": [
            (label(column), said(column, value, places))
            for column in shown
            if (value := values.get(column.name)) is not None and not isinstance(value, bool)
        ],
        "answers": [
            (word, [label(column) for column in shown if values.get(column.name) is value])
            for value, (_mark, word) in MARKS.items()
        ],
    }


def _lines(one: Changed, places: Mapping[str, str]) -> list[tuple[str, str, list[Line]]]:
    """Each row of a change: its table, which it is, and each column with what it said and says.

    Rows that an import began are only counted.
    """
    begun = Counter(label(row.row.table) for row in one.rows if _begun_by_import(one, row))
    return [(title, f"× {number}", []) for title, number in begun.items()] + [
        _line(row, places) for row in one.rows if not _begun_by_import(one, row)
    ]


def _line(row: Written, places: Mapping[str, str]) -> tuple[str, str, list[Line]]:
    table = row.row.table
    before, after = (
        None if version is None else {**version.values, **names}
        for version, names in ((row.before, row.names_before), (row.after, row.names_after))
    )
    lines = differences(table, before, after, places=places)
    return label(table), which(table, after or before or {}), lines


def _begun_by_import(one: Changed, row: Written) -> bool:
    return one.batch.kind == "import" and row.before is None


def _may_undo(user: User, one: Changed) -> bool:
    batch = one.batch
    if one.undone or batch.undone_at is not None or batch.kind == "import":
        return False
    return all(map(user.may, needed_to_undo(batch)))
