"""A journey for each role, from signing in to done, in one office over one small county."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.db import connection
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import SHOTS, SIZES
from tests.browser.test_pages import fits, small_targets
from tests.web.conftest import brought_in, photo, somebody
from wuxiang.sealing import Keys
from wuxiang.web.accounts.models import User
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.casework.models import Visit, Work
from wuxiang.web.decisions.models import Question, Task
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry.models import MODELS

PASSWORD = "a-password-of-the-tests"  # noqa: S105
PHONES = {"village_committee", "information_clerk", "work_team", "helper"}
WAIT_MS = 30_000
Signs = Callable[..., "Journey"]


@pytest.fixture(scope="module")
def office(
    database: None,  # noqa: ARG001
    django_db_blocker: DjangoDbBlocker,
    small_snapshot: Path,
    small_run: Path,
    keys: Keys,
    filled: Path,
) -> Iterator[str]:
    """An office that is served, with the small county and its run, for all journeys."""
    with django_db_blocker.unblock():
        brought_in(small_snapshot, small_run, keys=keys, kept=filled)
        server = LiveServer("localhost")
        yield server.url
        connection.inc_thread_sharing()  # threads that still end may close what they share
        server.stop()
        call_command("flush", verbosity=0, interactive=False)


class Journey(NamedTuple):
    """Somebody signed in, and the page before him."""

    page: Page
    user: User

    def goes(self, link: str) -> None:
        """Follow a link by its words."""
        self.page.get_by_role("link", name=link).first.click()

    def presses(self, button: str) -> None:
        """Press a button by its words."""
        self.page.get_by_role("button", name=button, exact=True).first.click()

    def reads(self, text: str) -> Locator:
        """A text that must be on the page."""
        found = self.page.get_by_text(text).first
        expect(found).to_be_visible(timeout=WAIT_MS)
        return found


@pytest.fixture
def signs_in(browser: Browser, office: str, request: pytest.FixtureRequest) -> Iterator[Signs]:
    """`signs_in(role)`: by name, password and second factor; at the end the page is looked at."""
    journeys: list[Journey] = []

    def as_role(role: str, **given: object) -> Journey:
        user = somebody(role, **({"username": f"journey-{role}", "name": "甲某"} | given))
        user.set_password(PASSWORD)
        user.save()
        device = TOTPDevice.objects.create(user=user, confirmed=True)
        width, height = SIZES["phone" if role in PHONES else "desk"]
        context = browser.new_context(
            base_url=office, viewport={"width": width, "height": height}, locale="zh-CN",
            has_touch=role in PHONES,
        )  # fmt: skip
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.goto("/sign-in/")
        page.get_by_label("登录名").fill(user.username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        if user.duty.second_factor:
            page.get_by_label("动态码").fill(f"{totp(device.bin_key):06}")
            page.get_by_role("button", name="确定").click()
        expect(page.get_by_text("甲某，您好")).to_be_visible()
        journeys.append(Journey(page, user))
        return journeys[-1]

    yield as_role
    SHOTS.mkdir(parents=True, exist_ok=True)
    for journey in journeys:
        name = f"{request.node.name}-{journey.user.role}.png"
        journey.page.screenshot(path=SHOTS / name, full_page=True)
        is_fit(journey.page)
        journey.page.context.close()


def is_fit(page: Page) -> None:
    """With its style sheet the page is as wide as its screen, for a thumb, and accessible."""
    page.wait_for_load_state("load")
    assert fits(page)
    assert small_targets(page) == []
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()


def money(number: int) -> Task:
    """One of the tasks about money of the disabled persons' federation; each journey its own."""
    return Task.objects.filter(kind="missing", office="县残联", household_id__isnull=False)[number]


def stands(task: Task, state: str, **more: str) -> None:
    """How far another has come with a task."""
    Work.objects.update_or_create(task=task.task, defaults={"state": state, **more})


def asked() -> Question:
    """A question at somebody's door."""
    return Question.objects.filter(helper_id__isnull=False, household_id__isnull=False)[0]


def village_of(household: str | None) -> str:
    row = MODELS["household"].objects.filter(household_id=household, superseded_at=None)[0]
    return str(row.village_code)


def test_every_role_has_its_journey() -> None:
    told = {name.removeprefix("test_the_") for name in globals() if name.startswith("test_the_")}
    assert told == set(ROLES)


def test_the_county_leader(signs_in: Signs) -> None:
    leader = signs_in("county_leader")
    leader.goes("逾期")
    is_fit(leader.page)
    leader.page.get_by_label("责任单位").select_option("县残联")
    leader.presses("查找")
    leader.page.get_by_role("cell").get_by_role("link").first.click()
    leader.page.get_by_label("情况说明").fill("请本周办结")
    leader.presses("只留言")
    leader.reads("已记录")
    leader.reads("请本周办结")


def test_the_county_office(signs_in: Signs) -> None:
    clerk = somebody("industry_office", username="journey-office", name="残联乙", office="县残联")
    office = signs_in("county_office")
    office.page.goto("/tasks/?office=县残联")
    for box in office.page.get_by_role("checkbox").all()[:2]:
        box.check()
    office.presses("交办勾选的")
    office.page.get_by_label("交办给").select_option("残联乙（县残联）")
    office.presses("下一步：核对")
    office.reads("将交办给残联乙（行业部门）：2 项")
    is_fit(office.page)
    office.presses("确认交办 2 项")
    office.reads("已交办 2 项")
    assert Work.objects.filter(assigned_to=clerk.username).count() == 2
    office.presses("撤回这一批")
    office.reads("已撤回 2 项")
    assert not Work.objects.filter(assigned_to=clerk.username).exists()


def test_the_industry_office(signs_in: Signs) -> None:
    office = signs_in("industry_office", office="县残联")
    task = money(1)
    office.page.goto(f"/tasks/{task.pk}/")
    office.presses("认领")
    office.page.get_by_label("情况说明").fill("已补发")
    office.presses("整改完成")
    office.reads("请附照片")
    office.page.get_by_label("照片").set_input_files(
        {"name": "回单.jpg", "mimeType": "image/jpeg", "buffer": photo().read()}
    )
    office.presses("整改完成")
    office.reads("已整改，待复核")
    expect(office.page.get_by_role("img", name="照片 1")).to_be_visible()
    assert office.page.get_by_role("button", name="复核销号").count() == 0


def test_the_township(signs_in: Signs) -> None:
    key = money(0).household_id
    township = signs_in("township", area=f"{village_of(key)[:9]}000")
    township.page.goto(f"/households/{key}/")
    township.goes("打印表册")
    is_fit(township.page)
    with township.page.context.expect_event(
        "response", lambda answer: "family_card" in answer.url, timeout=WAIT_MS
    ) as told:
        township.presses("明白卡")
    assert told.value.headers["content-type"] == "application/pdf"
    assert Entry.objects.filter(act="paper.print", subject=key).count() == 1


def test_the_village_committee(signs_in: Signs) -> None:
    key = asked().household_id
    village = signs_in("village_committee", area=village_of(key))
    village.goes("农户")
    is_fit(village.page)
    village.page.goto(f"/households/{key}/")
    with village.page.expect_response(lambda answer: "/reveal/" in answer.url):
        village.presses("显示")
    village.reads("打印表册")
    assert Entry.objects.filter(act="person.reveal", by=village.user.username).count() == 1


def test_the_information_clerk(signs_in: Signs) -> None:
    question = asked()
    clerk = signs_in("information_clerk", area=village_of(question.household_id))
    clerk.page.goto(f"/households/{question.household_id}/visit/")
    clerk.page.get_by_label("谁去走访的").select_option(index=1)
    clerk.page.get_by_label("走访情况").fill("替他录入")
    clerk.presses("保存")
    clerk.reads("甲某 代填")
    visit = Visit.objects.get(written_by=clerk.user.username)
    assert visit.visited_by


def test_the_work_team(signs_in: Signs) -> None:
    key = asked().household_id
    team = signs_in("work_team", area=village_of(key))
    team.page.goto(f"/households/{key}/")
    team.goes("记一次走访")
    team.presses("大字")
    expect(team.page.locator("html.large")).to_have_count(1)
    is_fit(team.page)
    team.presses("保存")
    team.reads("走访和电话")
    assert Visit.objects.filter(written_by=team.user.username).count() == 1


def test_the_helper(signs_in: Signs) -> None:
    question = asked()
    helper = signs_in("helper", helper_id=str(question.helper_id))
    helper.reads("今天要去的户")
    is_fit(helper.page)
    helper.goes("记走访")
    helper.page.get_by_label("走访情况").fill("在家")
    helper.presses("保存")
    helper.reads("走访和电话")
    helper.goes("五向")
    helper.reads("今天去过")


def test_the_inspector(signs_in: Signs) -> None:
    task = money(2)
    stands(task, "repaired", repaired_by="li")
    inspector = signs_in("inspector")
    inspector.goes("待复核")
    inspector.page.goto(f"/tasks/{task.pk}/")
    inspector.page.get_by_label("情况说明").fill("回单不清")
    inspector.presses("退回重办")
    inspector.reads("已认领")
    assert Work.objects.get(task=task.task).state == "accepted"


def test_the_caller(signs_in: Signs) -> None:
    caller = signs_in("caller")
    caller.goes("电话")
    is_fit(caller.page)
    caller.page.get_by_role("cell").get_by_role("link").first.click()
    caller.presses("显示电话")
    caller.page.get_by_role("group", name="对帮扶责任人的工作满意吗？").get_by_label("是").check()
    caller.presses("保存")
    caller.reads("今天已打 1 户")
    assert [one.said for one in Visit.objects.get(by_telephone=True).answers.all()] == ["true"]


def test_the_insurer(signs_in: Signs) -> None:
    insurer = signs_in("insurer", office="承保公司")
    insurer.goes("在办")
    insurer.page.get_by_role("cell").get_by_role("link").first.click()
    insurer.presses("认领")
    insurer.reads("已认领")
    assert insurer.page.goto("/households/").status == 403  # type: ignore[union-attr]


def test_the_finance(signs_in: Signs) -> None:
    task = money(3)
    stands(task, "repaired", repaired_by="li")
    finance = signs_in("finance", office="县财政局")
    finance.goes("待复核")
    finance.page.goto(f"/tasks/{task.pk}/")
    finance.presses("复核销号")
    finance.reads("已销号")
    assert Work.objects.get(task=task.task).closed_by == finance.user.username


def test_the_auditor(signs_in: Signs) -> None:
    auditor = signs_in("auditor")
    auditor.goes("日志")
    is_fit(auditor.page)
    auditor.presses("核验日志是否完整")
    auditor.reads("日志完整")


def test_the_administrator(signs_in: Signs) -> None:
    keeper = signs_in("administrator")
    keeper.goes("用户")
    keeper.goes("新建用户")
    keeper.page.get_by_label("登录名").fill("new-helper")
    keeper.page.get_by_label("姓名", exact=True).fill("乙某")
    keeper.page.get_by_label("角色").select_option("auditor")
    keeper.presses("保存")
    keeper.reads("一次性密码")
    assert User.objects.filter(username="new-helper", must_change=True).exists()
