"""What stands on top of every page: the parts that the user's role opens."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wuxiang.web.accounts.gate import signed_in
from wuxiang.web.accounts.models import User


@dataclass(frozen=True)
class Item:
    """A part: where it leads, what it is called, which permission opens it."""

    url: str
    label: object
    permission: str


ITEMS = (
    Item("tasks", _("任务"), "tasks.see"),
    Item("calls", _("电话"), "calls.make"),
    Item("checks", _("抽查名单"), "checks.work"),
    Item("households", _("农户"), "households.see"),
    Item("places", _("区划"), "areas.see"),
    Item("postings", _("公示"), "notices.publish"),
    Item("draws", _("随机抽查"), "draws.see"),
    Item("runs", _("认定"), "runs.see"),
    Item("imports", _("导入"), "imports.take"),
    Item("exports", _("导出"), "exports.make"),
    Item("journal", _("日志"), "journal.see"),
    Item("users", _("用户"), "users.manage"),
)
"""In the order shown."""


LARGE = "large_type"
"""The cookie by which a browser remembers large type before anybody signs in."""


def menu(request: HttpRequest) -> dict[str, object]:
    """The context of every page: `menu`, which this user may open; `may_export`; `large`."""
    user, large = getattr(request, "user", None), large_type_is_on(request)
    if not isinstance(user, User):
        return {"menu": [], "may_export": False, "large": large}
    items = [item for item in ITEMS if user.may(item.permission)] if may_enter(request) else []
    return {"menu": items, "may_export": user.may("exports.make"), "large": large}


def may_enter(request: HttpRequest) -> bool:
    """Whether nothing is left to do at the door: the second factor, or a password of one's own."""
    user = signed_in(request)
    verified = not user.duty.second_factor or user.is_verified()  # type: ignore[attr-defined]
    return verified and not user.must_change


def large_type_is_on(request: HttpRequest) -> bool:
    """Whether the page is shown in large type: as the user has set it, else as the browser has."""
    user = getattr(request, "user", None)
    return user.large_type if isinstance(user, User) else request.COOKIES.get(LARGE) == "1"
