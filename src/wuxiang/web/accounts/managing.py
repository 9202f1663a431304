"""The administrator's pages about users."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wuxiang.web.accounts import actions
from wuxiang.web.accounts.forms import UserForm
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.accounts.models import User


@needs("users.manage")
@require_GET
def users(request: HttpRequest) -> HttpResponse:
    """Everybody who may sign in, or once might."""
    asked = request.GET.get("q", "").strip()
    found = User.objects.all()
    if asked:
        found = found.filter(username__icontains=asked) | found.filter(name__icontains=asked)
    return render(request, "accounts/users.html", {"users": found[:500], "asked": asked})


@needs("users.manage")
def new_user(request: HttpRequest) -> HttpResponse:
    """Make an account; its one-time password is shown once."""
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = actions.one_time_password()
        user = actions.create_user(
            form.save(commit=False), password=password, by=signed_in(request)
        )
        return _shown_once(request, user, password)
    return render(request, "accounts/user.html", {"form": form})


@needs("users.manage")
def change_user(request: HttpRequest, username: str) -> HttpResponse:
    """Change an account, or close it."""
    user = get_object_or_404(User, username=username)
    form = UserForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        changed = form.changed_data
        actions.change_user(form.save(commit=False), changed=changed, by=signed_in(request))
        messages.success(request, _("已保存。"))
        return redirect("users")
    return render(request, "accounts/user.html", {"form": form, "account": user})


@needs("users.manage")
@require_POST
def reset_user(request: HttpRequest, username: str) -> HttpResponse:
    """A new one-time password, and the second factor anew."""
    user = get_object_or_404(User, username=username)
    return _shown_once(request, user, actions.give_new_password(user, by=signed_in(request)))


def _shown_once(request: HttpRequest, user: User, password: str) -> HttpResponse:
    return render(request, "accounts/one_time.html", {"account": user, "password": password})
