"""Lists to post up or to put before the villagers, a page and a PDF for each village."""

from collections import Counter
from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from wuxiang.documents import Paper, Template, pdf, read_templates
from wuxiang.errors import UserError
from wuxiang.pack import Pack
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.decisions import posting
from wuxiang.web.decisions.fetch import pack_now
from wuxiang.web.decisions.models import Posted
from wuxiang.web.jobs.sayings import in_words
from wuxiang.web.journal.actions import record
from wuxiang.web.language import CHINESE
from wuxiang.web.registry.fetch import place_names
from wuxiang.web.registry.naming import heads_of
from wuxiang.web.registry.taking import invented

NOTICE = "notice"
TITLES = {NOTICE: _("公示名单"), "review": _("民主评议名单")}
TEMPLATE = "village_list"
PRINTED_AHEAD = timedelta(days=30)
MOST_PRINTED = 12


@needs("notices.publish")
@require_GET
def postings(request: HttpRequest) -> HttpResponse:
    """The villages with something to post up or to review, and how many households on each list."""
    user, today = signed_in(request), date.today()
    try:
        pack = pack_now()
    except UserError as error:
        return render(request, "desk/postings.html", {"problem": in_words(error)})
    found = posting.lists(user, "", pack, today=today)
    counted = {kind: Counter(one.village_code for one in found[kind].rows) for kind in TITLES}
    villages, kinds = sorted(set().union(*counted.values())), list(TITLES.items())
    names = place_names([*villages, *map(_township, villages)])
    townships = [
        {
            "name": names.get(above, above),
            "totals": [
                (title, sum(counted[kind][code] for code in codes)) for kind, title in kinds
            ],
            "rows": [
                (
                    names.get(code, code),
                    [(kind, code, title, counted[kind][code]) for kind, title in kinds],
                )
                for code in codes
            ],
        }
        for above, some in groupby(villages, key=_township)
        if (codes := list(some))
    ]
    shown = {"townships": townships, "titles": TITLES.values()}
    return render(request, "desk/postings.html", shown)


@needs("notices.publish")
@require_GET
def village_list(request: HttpRequest, village: str, kind: str) -> HttpResponse:
    """What the paper will say, and who is left out of it."""
    pack, found, names = _found(request, village, kind)
    heads = heads_of(found.to_recheck)
    shown = {
        "village": village,
        "kind": kind,
        "title": TITLES[kind],
        "name": names[village],
        "lines": posting.lines(found.rows, today=date.today()),
        "to_recheck": [(key, heads.get(key, "")) for key in sorted(found.to_recheck)],
        "may_print": TEMPLATE in _templates(pack),
        "first_day": date.today().isoformat() if kind == NOTICE else "",
        "printed": Posted.objects.filter(village_code=village)[:MOST_PRINTED]
        if kind == NOTICE
        else (),
    }
    return render(request, "desk/village_list.html", shown)


@needs("notices.publish")
@require_POST
@override(CHINESE)
def print_list(request: HttpRequest, village: str, kind: str) -> HttpResponse:
    """The paper as PDF, in Chinese, whoever prints it; that it was printed is written down."""
    today = date.today()
    pack, found, names = _found(request, village, kind)
    template = _templates(pack).get(TEMPLATE)
    first = _first_day(request.POST.get("first_day", ""), today)
    if template is None or first is None:
        raise Http404
    term = posting.term_of(pack, first)
    last = term.last_day(pack, first)
    sheet = {
        "kind": kind,
        "township": names.get(_township(village)),
        "village": names[village],
        "rows": [
            {"name": line.name or None, "members": line.members or None, "what": line.what}
            for line in posting.lines(found.rows, today=today)
        ],
        "days": None if term.days is None else f"{term.days:f}",
        "working": term.working,
        "first_day": first.isoformat(),
        "last_day": last.isoformat() if last else None,
        "complaints": pack.county.notices.complaints,
    }
    made = pdf(Paper(template, pack.county.name.zh, today, invented(), (sheet,)))
    user, detail = signed_in(request), {"list": kind, "rows": len(found.rows)}
    with transaction.atomic():
        if kind == NOTICE:
            Posted.objects.create(
                village_code=village, first_day=first, last_day=last, rows=len(found.rows),
                by=user.username,
            )  # fmt: skip
            detail |= {"first_day": first.isoformat()}
            detail |= {"last_day": last.isoformat()} if last else {}
        record("notice.print", village, by=user, detail=detail)
    headers = {
        "Content-Disposition": f'inline; filename="{kind}-{village}.pdf"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _found(
    request: HttpRequest, village: str, kind: str
) -> tuple[Pack, posting.Lists, dict[str, str]]:
    """The pack, who stands on the list, and the names of the village and its township.

    Http404 for a list or a village that there is not, or that the user may not see.
    """
    user = signed_in(request)
    names = place_names([village, _township(village)])
    if kind not in TITLES or village not in names or village == _township(village):
        raise Http404
    if not user.scope.holds(village):
        raise Http404
    try:
        pack = pack_now()
    except UserError as error:
        raise Http404 from error
    return pack, posting.lists(user, village, pack, today=date.today())[kind], names


def _township(village: str) -> str:
    return f"{village[:9]}000"


def _templates(pack: Pack) -> dict[str, Template]:
    return read_templates(pack.folder, pack.facts, of="notices")


def _first_day(given: str, today: date) -> date | None:
    """The day on which it is put up, today unless said; None for a day that is over, or far."""
    try:
        day = date.fromisoformat(given) if given else today
    except ValueError:
        return None
    return day if today <= day <= today + PRINTED_AHEAD else None
