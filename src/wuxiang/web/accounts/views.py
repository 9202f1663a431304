"""Signing in and out, the second factor, one's own settings."""

from base64 import b32encode
from textwrap import wrap

import segno
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST
from django_otp import login as verify
from django_otp.plugins.otp_totp.models import TOTPDevice

from wuxiang.web.accounts import actions
from wuxiang.web.accounts.demo import code_now
from wuxiang.web.accounts.forms import CodeForm, PasswordForm, SettingsForm, SignInForm
from wuxiang.web.accounts.gate import SIGNED_IN, needs, open_to_everyone, signed_in
from wuxiang.web.accounts.menu import LARGE, large_type_is_on

A_YEAR = 365 * 24 * 3600


@open_to_everyone
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password."""
    form = SignInForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        login(request, user)
        actions.note_sign_in(user)
        return redirect("home")
    return render(request, "accounts/sign_in.html", {"form": form})


@open_to_everyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    logout(request)
    return redirect("sign-in")


@open_to_everyone
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code of the phone; the first time also the picture that the phone reads."""
    if not request.user.is_authenticated:
        return redirect("sign-in")
    user = signed_in(request)
    device, _made = TOTPDevice.objects.get_or_create(user=user, defaults={"confirmed": False})
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            if not device.confirmed:
                actions.confirm_device(device, by=user)
            verify(request, device)
            return redirect("home")
        form.add_error("code", _("动态码不对或已过期。请看手机时间是否准确，再输入新的一组。"))
    shown = {"form": form, "new": not device.confirmed, "demo_code": code_now(device)}
    if not device.confirmed:
        picture = segno.make(device.config_url, error="m")
        shown |= {"picture": picture.svg_data_uri(scale=5), "secret": _to_type(device.bin_key)}
    return render(request, "accounts/second_factor.html", shown)


def _to_type(key: bytes) -> str:
    """A key in the letters that every authenticator takes, four by four."""
    return " ".join(wrap(b32encode(key).decode(), 4))


@open_to_everyone
@sensitive_post_parameters("old", "new", "again")
def password(request: HttpRequest) -> HttpResponse:
    """A password of one's own."""
    if not request.user.is_authenticated:
        return redirect("sign-in")
    user = signed_in(request)
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        actions.change_own_password(user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, user)
        messages.success(request, _("密码已更换。"))
        return redirect("home")
    return render(request, "accounts/password.html", {"form": form, "first": user.must_change})


@needs(SIGNED_IN)
def settings(request: HttpRequest) -> HttpResponse:
    """Language and large type."""
    user = signed_in(request)
    form = SettingsForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("已保存。"))
        return redirect("settings")
    return render(request, "accounts/settings.html", {"form": form})


@open_to_everyone
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Large type on or off, for this user or, before signing in, for this browser."""
    large = not large_type_is_on(request)
    if request.user.is_authenticated:
        user = signed_in(request)
        user.large_type = large
        user.save(update_fields=["large_type"])
    back = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    answer = redirect(back if safe else "home")
    answer.set_cookie(
        LARGE, "1" if large else "0", A_YEAR, secure=request.is_secure(), httponly=True,
        samesite="Lax",
    )  # fmt: skip
    return answer


@needs(SIGNED_IN)
@require_GET
def fresh_token(request: HttpRequest) -> JsonResponse:
    """A fresh token for a form that waited on a phone without a signal, and whose it is."""
    return JsonResponse({"token": get_token(request), "user": signed_in(request).username})
