"""A household's income of each year against the lines of that year, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from wuxiang.errors import UserError
from wuxiang.report.against_lines import YearOfIncome
from wuxiang.schema import TABLES
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.decisions import asking
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.desk.parts import coming, part
from wuxiang.web.jobs.sayings import in_words
from wuxiang.web.language import called
from wuxiang.web.registry import fetch
from wuxiang.web.registry.taking import household_rows

ITEMS = [column for column in TABLES["income"].columns if column.kind == "money"]
ANSWERS = {
    "above": ("yes", gettext_lazy("高于")),
    "below": ("no", gettext_lazy("低于")),
    "on": ("no", gettext_lazy("等于")),
    "unknown": ("unknown", gettext_lazy("不清楚")),
}
"""The class and the word of each answer."""


@dataclass(frozen=True)
class Told:
    """A year of the register, what the run makes of it (None: nothing), and what is lacking."""

    year: int
    counted: YearOfIncome | None
    lacking: list[str]


@needs("households.see")
@require_GET
def income(request: HttpRequest, key: str) -> HttpResponse:
    """Whether each year's income per head lies above or below the line; else what is lacking."""
    file, title = fetch.household(signed_in(request), key), _("收入与标准的对照")
    run, changed = decided.run_for(key)
    if run is not None and changed and asking.is_opening(run.folder):
        return coming(request, key=key, title=title)
    shown = _held(key, file.tables["income"], run=run, changed=changed)
    return part(request, "registry/income.html", shown, key=key, title=title)


def _held(
    key: str, rows: list[Any], *, run: Adopted | None, changed: datetime | None
) -> dict[str, object]:
    """Each year as the adopted run counts it, or the problem that keeps it from us."""
    shown: dict[str, object] = {"answers": ANSWERS, "run": run, "changed": changed}
    if run is None:
        return shown
    try:
        counted = asking.incomes(
            run.folder, key, as_of=run.as_of, rows=household_rows(key) if changed else None
        )
    except UserError as error:
        return shown | {"problem": in_words(error)}
    return shown | {"years": list(_told(rows, {one.year: one for one in counted}))}


def _told(rows: list[Any], counted: dict[int, YearOfIncome]) -> Iterator[Told]:
    """Each year of the register, the newest first."""
    for row in sorted(rows, key=lambda one: -one.year):
        found = counted.get(row.year)
        lacking = [called(column) for column in ITEMS if getattr(row, column.name) is None]
        if found is not None and not found.members:
            lacking.append(_("家庭人口"))
        yield Told(row.year, found, lacking)
