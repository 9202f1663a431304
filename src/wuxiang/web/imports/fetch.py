"""Imports, and what intake says of their rows; only those who take imports come here."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from wuxiang.errors import UserError
from wuxiang.intake.issues import RULES, Rule, Severity
from wuxiang.intake.report import FOLDER
from wuxiang.intake.workbooks import WORKBOOKS
from wuxiang.schema import TABLES
from wuxiang.web.imports.models import Import
from wuxiang.web.jobs.sayings import in_words
from wuxiang.web.language import called
from wuxiang.web.registry.secrecy import masked

A_PAGE = 50
NUMBER_DIGITS = 8
"""As many digits in a row make a number that is not shown whole."""


@dataclass(frozen=True)
class Asked:
    """What is looked for among the remarks: a severity, a rule, a township; a page."""

    severity: str = ""
    rule: str = ""
    township: str = ""
    page: int = 1


@dataclass(frozen=True)
class Remark:
    """One remark: where, what stands there, what is wrong with it, and what to do."""

    file: str
    sheet: str
    row: int | None
    column: str
    value: str
    severity: str
    remedy: str
    village: str


def imports(page: int) -> Page[Import]:
    """All imports, newest first."""
    found = Import.objects.select_related("reading", "loading", "undoing", "batch")
    return Paginator(found, A_PAGE).get_page(page)


def one_import(number: int) -> Import:
    """One import; Http404 when there is none."""
    found = Import.objects.select_related("reading", "loading", "undoing", "batch", "follows")
    one = found.filter(pk=number).first()
    if one is None:
        raise Http404
    return one


def by_severity(one: Import) -> dict[Severity, int]:
    """How many remarks are refused, altered, warning."""
    counted: dict[Severity, int] = {"refused": 0, "altered": 0, "warning": 0}
    for rule, number in one.seen.get("rules", {}).items():
        counted[RULES[rule].severity] += number
    return counted


def tables(one: Import) -> list[tuple[str, dict[str, int]]]:
    """The counts of each table in the vocabulary's order, by its name."""
    counted = one.seen.get("tables", {})
    return [(called(table), counted[name]) for name, table in TABLES.items() if name in counted]


def remarks(one: Import, asked: Asked) -> tuple[Page[int], list[Remark]]:
    """The remarks that match, a page of them; Http404 when the files were cleared away."""
    file = one.snapshot / FOLDER / "report.parquet"
    if not file.is_file():
        raise Http404
    wanted = {"severity": asked.severity, "rule": asked.rule, "township": asked.township}
    given = [(name, "=", value) for name, value in wanted.items() if value]
    found = pq.read_table(file, filters=given or None)
    page = Paginator(range(found.num_rows), A_PAGE).get_page(asked.page)
    some = found.slice(page.start_index() - 1 if found.num_rows else 0, A_PAGE).to_pylist()
    return page, [_remark(row) for row in some]


def townships(one: Import) -> list[str]:
    """The townships that the remarks are about."""
    file = one.snapshot / FOLDER / "report.parquet"
    if not file.is_file():
        return []
    found = pq.read_table(file, columns=["township"])["township"].unique().to_pylist()
    return sorted(name for name in found if name)


def workbooks(one: Import) -> list[str]:
    """The report's workbooks, by path below their folder; the county's first."""
    folder = one.snapshot / FOLDER / WORKBOOKS
    found = [path.relative_to(folder).as_posix() for path in folder.rglob("*.xlsx")]
    return sorted(found, key=lambda name: ("/" in name, name))


def workbook(one: Import, name: str) -> Path:
    """One of the workbooks; Http404 when there is none of that name."""
    if name not in workbooks(one):
        raise Http404
    return one.snapshot / FOLDER / WORKBOOKS / name


def remarks_of(path: Path) -> str:
    """Whose remarks a workbook has: its folder, of the county's own its name."""
    return path.stem if path.parent.name == WORKBOOKS else path.parent.name


def remedy_of(rule: Rule) -> str:
    """What is wrong, and what to do about it, in the language of the page."""
    sign = _("。")
    return f"{_(rule.zh)}{sign}{_(rule.remedy)}"


def _remark(row: dict[str, object]) -> Remark:
    value = str(row["value"] or "")
    if row["rule"] == "file_refused":
        problem, _arrow, remedy = value.partition(" → ")
        value = in_words(UserError(problem, remedy=remedy))
    return Remark(
        file=str(row["file"] or ""),
        sheet=str(row["sheet"] or ""),
        row=int(str(row["row"])) if row["row"] else None,
        column=str(row["column"] or ""),
        value=masked(value) if sum(sign.isdigit() for sign in value) >= NUMBER_DIGITS else value,
        severity=str(row["severity"]),
        remedy=remedy_of(RULES[str(row["rule"])]),
        village=str(row["village"] or ""),
    )


def without_people(one: Import) -> bool:
    """Whether rows were refused for people that no file of this import names."""
    rules, tables = one.seen.get("rules", {}), one.seen.get("tables", {})
    return "unknown_person" in rules and "person" not in tables
