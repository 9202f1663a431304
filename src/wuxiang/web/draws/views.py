"""Pages of draws: bind a secret, tell it on its day, work off whom chance picked."""

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wuxiang.errors import UserError
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.draws import actions, drawing
from wuxiang.web.draws.fetch import days
from wuxiang.web.draws.forms import BindForm, CheckForm, TellForm
from wuxiang.web.draws.models import Check, Draw
from wuxiang.web.jobs.sayings import in_words
from wuxiang.web.registry.fetch import in_scope
from wuxiang.web.registry.naming import heads_and_helpers, villages_of

A_PAGE = 30


@needs("draws.see")
@require_GET
def draws(request: HttpRequest) -> HttpResponse:
    """The days that secrets are bound for, who has told his, and what was drawn."""
    return _page(request, BindForm())


@needs("draws.bind")
@require_POST
def bind(request: HttpRequest) -> HttpResponse:
    """Bind oneself to a secret."""
    form = BindForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.bind(given["day"], given["secret"], by=signed_in(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("口令已封存。请自己记好：系统没有保存它。"))
            return redirect("draws")
    return _page(request, form)


@needs("draws.bind")
@require_POST
def tell(request: HttpRequest, day: str) -> HttpResponse:
    """Tell one's secret; the last to tell makes the draw."""
    form = TellForm(request.POST)
    secret = form.cleaned_data["secret"] if form.is_valid() else ""
    try:
        made = actions.tell(_day(day), secret, by=signed_in(request))
    except (ValidationError, UserError) as error:
        said = error.messages if isinstance(error, ValidationError) else [in_words(error)]
        messages.error(request, " ".join(said))
    else:
        drawn = _("口令已公开，抽查名单已经抽出。") if made else _("口令已公开，还要等其他人公开。")
        messages.success(request, drawn)
    return redirect("draws")


@needs("draws.see")
@require_POST
def again(request: HttpRequest, day: str) -> HttpResponse:
    """Draw again from the journal and the register, and say whether the same were picked."""
    draw = get_object_or_404(Draw, day=_day(day))
    if drawing.again(draw):
        messages.success(request, _("重新计算，结果一致。"))
    else:
        messages.error(request, _("重新计算，结果不一致：请立即报告，并核验日志。"))
    return redirect("draws")


@needs("checks.work")
@require_GET
def checks(request: HttpRequest) -> HttpResponse:
    """Whom chance picked and nobody has checked yet, the latest draw first."""
    return _checks(request, {})


@needs("checks.work")
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Say what a check found; what cannot be taken so comes back on top, as it was typed."""
    user = signed_in(request)
    check = get_object_or_404(Check.objects.select_related("draw"), pk=number)
    if not in_scope(user.scope).filter(household_id=check.household_id).exists():
        raise Http404
    form = CheckForm(request.POST, of_helper=bool(check.helper_id))
    try:
        actions.close(check, form.outcome(), by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("checks") if check.result else _checks(request, {check: form})
    messages.success(request, _("已记录。"))
    return redirect("checks")


def _checks(request: HttpRequest, typed: Mapping[Check, CheckForm]) -> HttpResponse:
    """The page of checks, those that were `typed` first and open."""
    user = signed_in(request)
    number = request.GET.get("page", "1")
    found = Check.objects.filter(result="").select_related("draw")
    page = Paginator(found, A_PAGE).get_page(int(number) if number.isdecimal() else 1)
    listed = [*typed, *(one for one in page if one not in typed)]
    keys = [one.household_id for one in listed]
    villages = villages_of(keys, user.scope)
    heads, helpers = heads_and_helpers(villages, [one.helper_id for one in listed if one.helper_id])
    rows = [
        (
            one,
            heads.get(one.household_id, ""),
            villages.get(one.household_id, ""),
            helpers.get(one.helper_id or "", ""),
            typed.get(one) or CheckForm(of_helper=bool(one.helper_id)),
        )
        for one in listed
    ]
    shown = {"page": page, "rows": rows, "today": timezone.localdate()}
    shown["may_call"] = user.may("calls.make")
    return render(request, "draws/checks.html", shown, status=422 if typed else 200)


def _page(request: HttpRequest, form: BindForm) -> HttpResponse:
    user = signed_in(request)
    may_bind = user.may("draws.bind")
    today = timezone.localdate()
    shown = {
        "today": today,
        "days": days(user, today=today),
        "form": form if may_bind else None,
        "tell": TellForm(auto_id=False) if may_bind else None,
        "may_check": user.may("checks.work"),
    }
    return render(request, "draws/draws.html", shown, status=422 if form.errors else 200)


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise Http404 from error
