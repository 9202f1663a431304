"""The help page: what each role can do and where, common words, and whom to ask."""

from collections.abc import Mapping
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from wuxiang.web.accounts.gate import open_to_everyone, signed_in
from wuxiang.web.accounts.menu import ITEMS, may_enter
from wuxiang.web.accounts.models import User

Words = tuple[tuple[str, object], ...]
WAYS: Mapping[str, Words] = {
    "tasks": (
        (
            "tasks.work",
            _(
                "打开一项任务，先点“认领”。办完写明情况，"
                "点“整改完成”；涉及资金或工程的要附照片。"
            ),
        ),
        ("tasks.work", _("自己办不了的，写明原因，点“上报”。")),
        (
            "tasks.assign",
            _(
                "交办：勾选任务，点“交办勾选的”，选人，"
                "核对后确认。交办错了，在“我的交办”里撤回。"
            ),
        ),
        (
            "tasks.confirm",
            _(
                "复核：在“待复核”里逐项看。办好了点“复核销号”，"
                "没办好写明原因点“退回重办”。自己办的由别人复核。"
            ),
        ),
    ),
    "households": (
        (
            "households.see",
            _(
                "按姓名、拼音首字母或证件号码查一户；"
                "打开就看到该享受什么、享受了没有、为什么。"
            ),
        ),
        ("visits.write", _("走访：打开一户，点“记一次走访”，照着列出的问题问，当场填。")),
        (
            "households.correct",
            _(
                "资料不对：打开一户，点“看资料、更正”，"
                "写明依据。改错了，在“变更记录”里撤销。"
            ),
        ),
        (
            "events.write",
            _(
                "出生、死亡、婚嫁、分户、并户、迁移：打开一户，"
                "点“家里有变化”，先看会改动什么，再确认。"
            ),
        ),
        ("papers.print", _("打印一户的表册：打开一户，点“打印表册”。")),
    ),
    "imports": (
        ("imports.take", _("上传名单，看预览和问题清单，再确认录入。录错了可以整次撤销。")),
    ),
    "runs": (
        (
            "runs.start",
            _(
                "名单或资料变了就重新认定，看与上次的差别，"
                "再点“采用这次结果”，任务随之更新。"
            ),
        ),
    ),
}  # fmt: skip
"""What is done where, by the part of the menu: each with the permission that it needs."""
REACH = {
    "county": _("全县的农户"),
    "township": _("本乡镇的农户"),
    "village": _("本村的农户"),
    "own": _("与您结对的农户"),
    "none": _("看不到农户资料"),
}
VOCABULARY = (
    (_("应享"), _("按政策该有的。")),
    (_("已享"), _("该有的已经足额得到。")),
    (_("未享"), _("该有，还没有得到，或没有给足。")),
    (_("重享"), _("同一份得了不止一次。")),
    (_("不应享"), _("得了，但按政策不该得。")),
    (_("待核"), _("还有事情不清楚，说不准该不该享：把要问的问清，下次认定才有结果。")),
    (_("待确认"), _("主管单位还没有确认这条政策怎么理解：先不能据此付款。")),
    (_("缺口"), _("该有而没有的那一份。每个缺口是一项任务，有责任单位和期限。")),
    (_("销号"), _("缺口补上，经别人复核，任务了结。")),
)
ASKED = ("administrator", "county_office")
"""The roles to be asked, whose names stand on the page."""
MOST_NAMES = 5


@open_to_everyone
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """How to sign in and whom to ask; whoever is signed in also reads what he can do and where."""
    if not request.user.is_authenticated or not may_enter(request):
        return render(request, "desk/help.html")
    user = signed_in(request)
    shown = {
        "reach": REACH[user.duty.reach],
        "parts": [(item, _ways(user, item.url)) for item in ITEMS if user.may(item.permission)],
        "words": VOCABULARY,
        "names": _names(),
        "visits": user.may("visits.write") or user.may("calls.make"),
    }
    return render(request, "desk/help.html", shown)


def _ways(user: User, part: str) -> list[object]:
    return [words for permission, words in WAYS.get(part, ()) if user.may(permission)]


def _names() -> dict[str, list[str]]:
    """Who has the roles that are asked."""
    people = User.objects.filter(role__in=ASKED, is_active=True).order_by("role", "name")
    found = groupby(people.values_list("role", "name"), key=lambda one: one[0])
    return {role: [name for _role, name in some][:MOST_NAMES] for role, some in found}
