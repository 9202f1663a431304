"""The page of payments that nobody can read or match: what somebody must look into."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wuxiang.report.gaps import REASONS
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.desk.words import period_in_words
from wuxiang.web.registry.naming import people_and_heads, villages_of

A_PAGE = 50
A_PAYMENT = "payment/"
"""With what the subject begins of a payment that stands alone; its number follows."""


@needs("runs.see")
@require_GET
def payments(request: HttpRequest) -> HttpResponse:
    """Payments whose person, period or amount nobody can tell, the largest first."""
    scope = signed_in(request).scope
    page = Paginator(decided.unclear_payments(), A_PAGE).get_page(request.GET.get("page"))
    homes = [one.household_id for one in page]
    people, heads = people_and_heads((one.person_id for one in page), homes, scope=scope)
    villages = villages_of(homes, scope)
    rows = [
        {
            "due": one,
            "person": people.get(one.person_id or "", ""),
            "head": heads.get(one.household_id or "", ""),
            "village": villages.get(one.household_id or "", ""),
            "period": period_in_words(one.period),
            "number": one.subject.partition(A_PAYMENT)[2],
            "reason": _(REASONS[str(one.reason)]),
        }
        for one in page
    ]
    return render(request, "decisions/payments.html", {"page": page, "rows": rows})
