"""Who may open a page: every view says what it needs, and nothing opens without saying it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from wuxiang.web.accounts.errors import stale_form
from wuxiang.web.accounts.models import User

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]
EVERYONE = "everyone"
"""What a page needs that is open to whoever is not signed in."""
SIGNED_IN = "signed_in"
"""What a page needs that is open to every role."""
NEEDS: dict[str, str] = {}
"""What each view needs, by module and name: read by the test that walks every page."""


def needs(permission: str) -> Callable[[View[Rest]], View[Rest]]:
    """Open the view to signed-in users whose role has `permission` (or to all of them: SIGNED_IN).

    Whoever is not signed in is sent there (told so, if he sends a form), and whoever owes a second
    factor or a password of his own is sent to give it; others get 403.
    """

    def guarded(view: View[Rest]) -> View[Rest]:
        NEEDS[f"{view.__module__}.{view.__name__}"] = permission

        @wraps(view)
        def opened(
            request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return stale_form(request) if request.method == "POST" else redirect("sign-in")
            user = signed_in(request)
            if permission not in (SIGNED_IN,) and not user.may(permission):
                raise PermissionDenied
            if user.duty.second_factor and not request.user.is_verified():  # type: ignore[attr-defined]
                return redirect("second-factor")
            if user.must_change:
                return redirect("password")
            return view(request, *args, **kwargs)

        return opened

    return guarded


def open_to_everyone(view: View[Rest]) -> View[Rest]:
    """Open the view to whoever comes."""
    NEEDS[f"{view.__module__}.{view.__name__}"] = EVERYONE
    return view


def signed_in(request: HttpRequest) -> User:
    """The user behind a request that `needs` has let in."""
    return cast(User, request.user)
