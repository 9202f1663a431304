"""Somebody of each role, signed in."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from wuxiang.web.accounts.models import User
from wuxiang.web.accounts.roles import ROLES

VILLAGE = "140930100201"
TOWNSHIP = "140930100000"
AREAS = {"township": TOWNSHIP, "village": VILLAGE}
SignedIn = Callable[..., Client]


def somebody(role: str, **given: object) -> User:
    """A user of the role, with the area that his reach needs, saved."""
    details = {
        "username": role,
        "name": "甲某",
        "role": role,
        "area": AREAS.get(ROLES[role].reach, ""),
        "helper_id": "helper-1" if ROLES[role].reach == "own" else "",
        "must_change": False,
    }
    return User.objects.create(**details | given)


def enter(user: User, *, verified: bool = True) -> Client:
    """A browser in which the user is signed in, with his second factor given."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    if verified and user.duty.second_factor:
        device = TOTPDevice.objects.create(user=user, confirmed=True)
        session = client.session
        session["otp_device_id"] = device.persistent_id
        session.save()
    return client


@pytest.fixture
def signed_in(db: None) -> SignedIn:  # noqa: ARG001
    """`signed_in(role)`: a browser of somebody with that role."""

    def of(role: str, **given: object) -> Client:
        return enter(somebody(role, **given))

    return of
