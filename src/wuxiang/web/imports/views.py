"""Pages of imports: upload, preview, what is wrong row by row, confirm, undo."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from wuxiang.errors import UserError
from wuxiang.intake.issues import RULES
from wuxiang.intake.workbooks import SEVERITIES
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.imports import actions, fetch
from wuxiang.web.imports.forms import RemarkSearch, UploadForm
from wuxiang.web.imports.receiving import bare, in_folders
from wuxiang.web.jobs.sayings import in_words
from wuxiang.web.journal.actions import record


@needs("imports.take")
def imports(request: HttpRequest) -> HttpResponse:
    """All imports, and the form that begins one."""
    form = UploadForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        folder = request.FILES.getlist("folder")
        given = [
            *bare(request.FILES.getlist("files")),
            *in_folders(folder, request.POST.get("paths", "")),
        ]
        told = form.cleaned_data
        try:
            one = actions.receive(
                given, by=signed_in(request), as_of=told["as_of"], follows=told["follows"]
            )
        except UserError as error:
            form.add_error(None, in_words(error))
        else:
            return redirect("job", number=one.reading_id)
    asked = request.GET.get("page", "")
    page = fetch.imports(int(asked) if asked.isdecimal() else 1)
    shown = {"form": form, "page": page}
    return render(request, "imports/imports.html", shown, status=422 if form.errors else 200)


@needs("imports.take")
@require_GET
def one_import(request: HttpRequest, number: int) -> HttpResponse:
    """One import: what it would change, or what became of it."""
    one = fetch.one_import(number)
    rules = sorted(one.seen.get("rules", {}).items(), key=lambda pair: -pair[1])
    shown = {
        "import": one,
        "severities": [
            (name, SEVERITIES[name], count) for name, count in fetch.by_severity(one).items()
        ],
        "rules": [(name, RULES[name], count) for name, count in rules],
        "alone": fetch.without_people(one),
        "tables": fetch.tables(one),
        "workbooks": fetch.workbooks(one),
        "readable": one.snapshot.is_dir(),
    }
    return render(request, "imports/import.html", shown)


@needs("imports.take")
@require_GET
def remarks(request: HttpRequest, number: int) -> HttpResponse:
    """What intake refused, altered or doubted, row by row."""
    one = fetch.one_import(number)
    form = RemarkSearch(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    asked = fetch.Asked(
        given.get("severity", ""), given.get("rule", ""), given.get("township", ""),
        given.get("page") or 1,
    )  # fmt: skip
    page, found = fetch.remarks(one, asked)
    rows = [(row, SEVERITIES[row.severity]) for row in found]
    shown = {
        "import": one,
        "form": form,
        "page": page,
        "rows": rows,
        "townships": fetch.townships(one),
    }
    return render(request, "imports/remarks.html", shown)


@needs("imports.take")
@require_POST
def workbook(request: HttpRequest, number: int) -> FileResponse:
    """A workbook of the rows to be corrected; it names people, and that it was taken is noted."""
    one = fetch.one_import(number)
    path = fetch.workbook(one, request.POST.get("name", ""))
    with transaction.atomic():
        detail = {"remarks_of": fetch.remarks_of(path)}
        record("import.download", one.subject, by=signed_in(request), detail=detail)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


@needs("imports.take")
@require_POST
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Read the files of an import again, with corrected workbooks beside them."""
    one = fetch.one_import(number)
    try:
        again = actions.receive(
            bare(request.FILES.getlist("files")),
            by=signed_in(request),
            as_of=one.as_of,
            follows=one,
        )
    except UserError as error:
        messages.error(request, in_words(error))
        return redirect("import", number=number)
    return redirect("job", number=again.reading_id)


@needs("imports.take")
@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Take it into the register."""
    return _done(request, number, actions.confirm)


@needs("imports.take")
@require_POST
def give_up(request: HttpRequest, number: int) -> HttpResponse:
    """Forget it."""
    return _done(request, number, actions.give_up)


@needs("imports.take")
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Undo it."""
    return _done(request, number, actions.take_back)


def _done(request: HttpRequest, number: int, act: "Callable[..., object]") -> HttpResponse:
    """Do it, and show the job that it began, or else the import."""
    one = fetch.one_import(number)
    try:
        act(one, by=signed_in(request))
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        one = fetch.one_import(number)
        if one.state in ("loading", "undoing") and one.job is not None:
            return redirect("job", number=one.job.pk)
    return redirect("import", number=number)
