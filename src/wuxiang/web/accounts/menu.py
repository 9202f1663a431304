"""What stands on top of every page: the parts that the user's role opens."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wuxiang.web.accounts.gate import signed_in
from wuxiang.web.accounts.models import User


@dataclass(frozen=True)
class Item:
    """A part: where it leads, what it is called and is for, which permission opens it."""

    url: str
    label: object
    purpose: object
    permission: str


ITEMS = (
    Item("tasks", _("任务"), _("缺口逐项落实：认领、交办、复核销号。"), "tasks.see"),
    Item("calls", _("电话"), _("给农户打电话，把不清楚的事问清。"), "calls.make"),
    Item("checks", _("抽查名单"), _("抽中的户逐户去查，填查到的结果。"), "checks.work"),
    Item("households", _("农户"), _("按姓名、地方、户状态查一户。"), "households.see"),
    Item("places", _("区划"), _("按乡镇、村看户数和任务。"), "areas.see"),
    Item("postings", _("公示"), _("按村打印公示名单和民主评议名单。"), "notices.publish"),
    Item("draws", _("随机抽查"), _("封存口令，到日子抽出名单，谁都可以重算。"), "draws.see"),
    Item("runs", _("认定"), _("逐项认定谁该享受、享受了没有。"), "runs.see"),
    Item("imports", _("导入"), _("上传名单，核对预览后录入登记表。"), "imports.take"),
    Item("exports", _("导出"), _("导出全国系统格式的表，看与上次的差异。"), "exports.make"),
    Item("journal", _("日志"), _("谁在什么时候做了什么，并核验没有人改过。"), "journal.see"),
    Item("users", _("用户"), _("建账号、定角色、重置密码。"), "users.manage"),
)
"""In the order shown."""


LARGE = "large_type"
"""The cookie by which a browser remembers large type before anybody signs in."""


def menu(request: HttpRequest) -> dict[str, object]:
    """The context of every page: `menu`, which this user may open, and the part he is in, `here`;
    `may_import`, `may_export`; `large`.
    """
    user, large = getattr(request, "user", None), large_type_is_on(request)
    if not isinstance(user, User):
        return {"menu": [], "large": large}
    items = [item for item in ITEMS if user.may(item.permission)] if may_enter(request) else []
    here = _part_of(request.path, items)
    may = {"may_import": user.may("imports.take"), "may_export": user.may("exports.make")}
    return {"menu": items, "here": here, "large": large} | may


def _part_of(path: str, items: list[Item]) -> str:
    """The part whose address the path begins with, the longest; "" where none does."""
    addresses = {reverse(item.url): item.url for item in items}
    return addresses.get(max(filter(path.startswith, addresses), key=len, default=""), "")


def may_enter(request: HttpRequest) -> bool:
    """Whether nothing is left to do at the door: the second factor, or a password of one's own."""
    user = signed_in(request)
    verified = not user.duty.second_factor or user.is_verified()  # type: ignore[attr-defined]
    return verified and not user.must_change


def large_type_is_on(request: HttpRequest) -> bool:
    """Whether the page is shown in large type: as the user has set it, else as the browser has."""
    user = getattr(request, "user", None)
    return user.large_type if isinstance(user, User) else request.COOKIES.get(LARGE) == "1"
