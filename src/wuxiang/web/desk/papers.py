"""Papers of a household, printed from the browser: each print is written down."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wuxiang.errors import UserError
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.decisions import asking
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.jobs.sayings import in_words
from wuxiang.web.journal.actions import record
from wuxiang.web.registry import fetch, secrecy


@needs("papers.print")
@require_GET
def papers(request: HttpRequest, key: str) -> HttpResponse:
    """Which papers there are for the household."""
    file = fetch.household(signed_in(request), key)
    return _page(request, file)


@needs("papers.print")
@require_POST
def paper(request: HttpRequest, key: str, document: str) -> HttpResponse:
    """A paper of the household as PDF, with names."""
    user = signed_in(request)
    file = fetch.household(user, key)
    run = decided.run_now()
    if run is None:
        return _page(request, file)
    template = asking.templates(run.folder).get(document)
    if template is None:
        raise Http404
    try:
        made = asking.paper(run.folder, key, template, keys=secrecy.office_keys())
    except UserError as error:
        return _page(request, file, problem=in_words(error))
    with transaction.atomic():
        record("paper.print", key, by=user, detail={"document": document, "as_of": str(run.as_of)})
    headers = {
        "Content-Disposition": f'inline; filename="{document}.pdf"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _page(request: HttpRequest, file: fetch.File, *, problem: str = "") -> HttpResponse:
    run = decided.run_now()
    if run is None:
        problem = _("还没有认定结果，暂时打不出表册：请县扶贫办先认定一次。")
    found = asking.templates(run.folder).values() if run is not None else []
    shown = {"file": file, "run": run, "templates": found, "problem": problem}
    return render(request, "casework/papers.html", shown, status=409 if problem else 200)
