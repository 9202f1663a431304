"""Sign-ins for the demo county, one of each role; refused where people are real."""

from base64 import b32encode
from dataclasses import dataclass

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from wuxiang.errors import UserError
from wuxiang.web.accounts.actions import create_user, one_time_password
from wuxiang.web.accounts.models import User
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.registry.models import Batch
from wuxiang.web.registry.taking import known

SECRET = "77757869616e672d64656d6f2d6f6e6c79212121"  # noqa: S105  (of the demo alone, and public)
OFFICES = {"industry_office": "县残联", "insurer": "承保公司", "finance": "县财政局"}


@dataclass(frozen=True)
class SignIn:
    """A sign-in of the demo: name, password, role, the secret for an authenticator ("" none)."""

    username: str
    password: str
    role: str
    secret: str


@transaction.atomic
def demo_users() -> list[SignIn]:
    """Make a user of each role with a password of his own; those of an earlier call are made anew.

    UserError when anything but invented people lies in the register.
    """
    if not Batch.objects.exists() or Batch.objects.filter(invented=False).exists():
        raise UserError(
            "the register does not hold invented people alone",
            remedy="load a demo snapshot into a database of its own; real offices make their users",
        )
    User.objects.filter(username__in=[f"demo-{role}" for role in ROLES]).delete()
    return [_demo_user(role) for role in ROLES]


def _demo_user(role: str) -> SignIn:
    paired = known("pairing").filter(to_date__isnull=True).order_by("helper_id")[0]
    home = known("household").get(household_id=paired.household_id)
    areas = {"township": f"{home.village_code[:9]}000", "village": home.village_code}
    reach = ROLES[role].reach
    user = User(
        username=f"demo-{role}", name=f"演示·{ROLES[role].label}", role=role,
        area=areas.get(reach, ""), office=OFFICES.get(role, ""), must_change=False,
        helper_id=paired.helper_id if reach == "own" else "",
    )  # fmt: skip
    password = one_time_password()
    create_user(user, password=password, by=None)
    secret = ""
    if ROLES[role].second_factor:
        TOTPDevice.objects.create(user=user, key=SECRET, confirmed=True)
        secret = b32encode(bytes.fromhex(SECRET)).decode()
    return SignIn(user.username, password, role, secret)
