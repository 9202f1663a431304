"""Sign-ins for the demo county, one of each role; refused where people are real."""

from base64 import b32encode
from dataclasses import dataclass
from secrets import randbelow
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django_otp.plugins.otp_totp.models import TOTPDevice

from wuxiang.errors import UserError
from wuxiang.web.accounts.actions import create_user
from wuxiang.web.accounts.demo import SECRET
from wuxiang.web.accounts.models import User
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.decisions.models import Task
from wuxiang.web.registry.taking import invented, known

OFFICES = {"industry_office": "县残联", "insurer": "承保公司", "finance": "县财政局"}


@dataclass(frozen=True)
class SignIn:
    """A sign-in of the demo: name, role in Chinese, the secret for an authenticator ("" none)."""

    username: str
    role: str
    secret: str


def demo_password() -> str:
    """A password that is easily typed: demo-1234-5678."""
    return f"demo-{randbelow(10_000):04d}-{randbelow(10_000):04d}"


@transaction.atomic
def demo_users(password: str) -> list[SignIn]:
    """Make a user of each role, all with `password`; those of an earlier call are made anew.

    UserError when anything but invented people lies in the register.
    """
    if not invented():
        raise UserError(
            "the register does not hold invented people alone",
            remedy="load a demo snapshot into a database of its own; real offices make their users",
        )
    User.objects.filter(username__in=[f"demo-{role}" for role in ROLES]).delete()
    helper = _busy_helper()
    return [_demo_user(role, password, helper=helper) for role in ROLES]


def _busy_helper() -> Any:
    """The pairing whose household has most tasks for its helper; before a run any pairing."""
    paired = known("pairing").filter(to_date__isnull=True)
    waiting = Task.objects.filter(household_id=OuterRef("household_id"))
    own = waiting.filter(helper_id=OuterRef("helper_id")).order_by().values("household_id")
    tasks = Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)
    return paired.annotate(tasks=tasks).order_by("-tasks", "helper_id", "household_id")[0]


def _demo_user(role: str, password: str, *, helper: Any) -> SignIn:
    home = known("household").get(household_id=helper.household_id)
    areas = {"township": f"{home.village_code[:9]}000", "village": home.village_code}
    reach = ROLES[role].reach
    user = User(
        username=f"demo-{role}", name=f"演示·{ROLES[role].label}", role=role,
        area=areas.get(reach, ""), office=OFFICES.get(role, ""), must_change=False,
        helper_id=helper.helper_id if reach == "own" else "",
    )  # fmt: skip
    create_user(user, password=password, by=None)
    secret = ""
    if ROLES[role].second_factor:
        TOTPDevice.objects.create(user=user, key=SECRET, confirmed=True)
        secret = b32encode(bytes.fromhex(SECRET)).decode()
    return SignIn(user.username, str(ROLES[role].label), secret)
