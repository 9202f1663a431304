"""What is done to accounts; each in one transaction with its entry in the journal."""

import secrets

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from wuxiang.web.accounts.models import User
from wuxiang.web.journal.actions import record

PASSWORD_BYTES = 9


def one_time_password() -> str:
    """A password that its owner must change when he first signs in."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


@transaction.atomic
def create_user(user: User, *, password: str, by: User | None) -> User:
    """Save a new `user` with his first password."""
    user.set_password(password)
    user.full_clean()
    user.save()
    detail = {"role": user.role, "area": user.area, "office": user.office}
    record("user.create", user.username, by=by, detail=detail)
    return user


@transaction.atomic
def change_user(user: User, *, changed: list[str], by: User) -> None:
    """Save what the administrator changed of `user`."""
    user.full_clean()
    user.save()
    record("user.change", user.username, by=by, detail={"changed": changed})


@transaction.atomic
def give_new_password(user: User, *, by: User) -> str:
    """Give `user` a one-time password, and take his second factor back; the password."""
    password = one_time_password()
    user.set_password(password)
    user.must_change = True
    user.save()
    TOTPDevice.objects.filter(user=user).delete()
    record("user.reset", user.username, by=by)
    return password


@transaction.atomic
def change_own_password(user: User, *, password: str) -> None:
    """Let `user` have a password of his own."""
    user.set_password(password)
    user.must_change = False
    user.save()
    record("user.password", user.username, by=user)


@transaction.atomic
def confirm_device(device: TOTPDevice, *, by: User) -> None:
    """From now on `device` is the user's second factor."""
    device.confirmed = True
    device.save()
    record("user.second_factor", by.username, by=by)


@transaction.atomic
def note_sign_in(user: User) -> None:
    """Write down that `user` has signed in."""
    record("user.sign_in", user.username, by=user)
