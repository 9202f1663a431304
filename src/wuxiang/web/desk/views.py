"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wuxiang.web.accounts.gate import SIGNED_IN, needs


@needs(SIGNED_IN)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What the role has to do, as counts that lead to lists."""
    return render(request, "desk/home.html")
