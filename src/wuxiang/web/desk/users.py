"""The administrator's pages about users."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wuxiang.web.accounts import actions
from wuxiang.web.accounts.forms import UserForm
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.accounts.models import Scope, User
from wuxiang.web.decisions.models import Task
from wuxiang.web.registry.fetch import place_names
from wuxiang.web.registry.naming import MOST_FOUND, helpers_called, places_by_township

A_PAGE = 50
WHOLE_COUNTY = Scope()
"""Whoever keeps the accounts gives out any place of the county, though he sees no household."""


@needs("users.manage")
@require_GET
def users(request: HttpRequest) -> HttpResponse:
    """Everybody who may sign in, or once might."""
    asked, number = request.GET.get("q", "").strip(), request.GET.get("page")
    found = User.objects.all()
    if asked:
        found = found.filter(username__icontains=asked) | found.filter(name__icontains=asked)
    page = Paginator(found, A_PAGE).get_page(number)
    places = place_names(one.area for one in page)
    rows = [(one, places.get(one.area, one.area)) for one in page]
    return render(request, "accounts/users.html", {"page": page, "rows": rows, "asked": asked})


@needs("users.manage")
def new_user(request: HttpRequest) -> HttpResponse:
    """Make an account; its one-time password is shown once."""
    form = _form(request)
    if form.is_valid():
        password = actions.one_time_password()
        user = actions.create_user(
            form.save(commit=False), password=password, by=signed_in(request)
        )
        return _shown_once(request, user, password)
    return _shown(request, form)


@needs("users.manage")
def change_user(request: HttpRequest, username: str) -> HttpResponse:
    """Change an account, or close it."""
    user = get_object_or_404(User, username=username)
    form = _form(request, user)
    if form.is_valid():
        changed = form.changed_data
        actions.change_user(form.save(commit=False), changed=changed, by=signed_in(request))
        messages.success(request, _("已保存。"))
        return redirect("users")
    return _shown(request, form, get_object_or_404(User, username=username))


@needs("users.manage")
@require_POST
def reset_user(request: HttpRequest, username: str) -> HttpResponse:
    """A new one-time password, and the second factor anew."""
    user = get_object_or_404(User, username=username)
    return _shown_once(request, user, actions.give_new_password(user, by=signed_in(request)))


def _form(request: HttpRequest, user: User | None = None) -> UserForm:
    """What was filled in; while a helper is only looked for, it waits and is not judged."""
    given = request.POST
    words = given.get("who", "").strip()
    looks = bool(words) and "find" in given
    helper = str(given.get("helper_id") or getattr(user, "helper_id", ""))
    waiting = {**given.dict(), "is_active": "is_active" in given} if looks else None
    return UserForm(
        None if looks or request.method != "POST" else given,
        instance=user,
        initial=waiting,
        places=places_by_township(WHOLE_COUNTY, chosen=user.area if user else ""),
        helpers=helpers_called(words, chosen=helper),
    )


def _shown(request: HttpRequest, form: UserForm, user: User | None = None) -> HttpResponse:
    shown = {
        "form": form, "account": user, "offices": _offices(),
        "who": request.POST.get("who", ""), "most": MOST_FOUND,
        "found": len(form.fields["helper_id"].choices) - 1,  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "accounts/user.html", shown, status=422 if form.errors else 200)


def _offices() -> list[str]:
    """The offices that tasks wait for: whoever is of one must be so called to see its tasks."""
    tasks = Task.objects.order_by()
    named = tasks.values_list("office").union(tasks.values_list("lead"))
    return sorted({str(name) for (name,) in named if name})


def _shown_once(request: HttpRequest, user: User, password: str) -> HttpResponse:
    return render(request, "accounts/one_time.html", {"account": user, "password": password})
