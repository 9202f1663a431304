"""Ends sessions that were left alone, speaks the user's language, keeps his pages his own."""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from wuxiang.web.accounts.errors import stale_form

SEEN = "seen"
NOTED_EVERY = 60
"""Seconds after which a further look is noted: not every page writes to the database."""


MARK = "X-Office-User"
"""The header by which the phone tells pages of one user from those of another."""


class OwnPages:
    """Says of each page of a signed-in user that nobody may keep it but he himself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if request.user.is_authenticated:
            response[MARK] = salted_hmac(MARK, request.user.username).hexdigest()[:16]
            response["Cache-Control"] = "private, no-store"
        return response


class SessionLimits:
    """Signs out whoever did nothing for the idle time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now, seen = int(time()), int(request.session.get(SEEN, 0))
            if seen and now - seen > settings.IDLE_MINUTES * 60:
                logout(request)
                if request.method == "POST":
                    return stale_form(request)
                messages.info(request, _("您有一段时间没有操作，为了安全已退出，请重新登录。"))
                return redirect("sign-in")
            if now - seen > NOTED_EVERY:
                request.session[SEEN] = now
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self._get_response(request)
