"""Search the journal, and prove that it is whole."""

from collections.abc import Mapping
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wuxiang.web.accounts.gate import needs
from wuxiang.web.accounts.names import people
from wuxiang.web.audit.details import called, detail_in_words, subject_in_words
from wuxiang.web.audit.fetch import Asked, entries
from wuxiang.web.audit.forms import SearchForm
from wuxiang.web.audit.words import act_in_words
from wuxiang.web.journal.chain import first_break


@needs("journal.see")
@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """The entries, newest first."""
    form = SearchForm(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    day = given.get("day")
    asked = Asked(given.get("words", ""), day.isoformat() if day else "", given.get("page") or 1)
    page = entries(asked)
    named = cast("Mapping[str, str]", people(request)["people"])
    names = called(list(page), named)
    rows = [
        (
            one,
            act_in_words(one.act),
            subject_in_words(one.subject, names),
            detail_in_words(one, names),
        )
        for one in page
    ]
    shown = {"form": form, "page": page, "rows": rows, "people": named}
    return render(request, "audit/journal.html", shown)


@needs("journal.see")
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Read the whole chain; say where it breaks."""
    found = first_break()
    if found is None:
        messages.success(request, _("日志完整：每一条都与写入时相同。"))
    else:
        said = _("日志从第 {number} 条起不再可信，请立即报告，并从备份核对。").format(
            number=found.number
        )
        messages.error(request, said)
    return redirect("journal")
