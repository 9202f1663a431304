"""What a helper does on a phone and an office at a desk, over a small county, signal or none."""

import re
from pathlib import Path
from time import monotonic

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Opens
from tests.browser.test_pages import fits, small_targets
from tests.web.conftest import VILLAGE, brought_in, enter, somebody
from wuxiang.sealing import Keys
from wuxiang.web.casework.models import Visit
from wuxiang.web.decisions.models import Task
from wuxiang.web.imports.models import Import
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db(transaction=True)
WAIT_MS = 30_000


@pytest.fixture
def county(small_snapshot: Path, small_run: Path, keys: Keys, filled: Path) -> None:
    """The small county in the register, and its run adopted."""
    brought_in(small_snapshot, small_run, keys=keys, kept=filled)


KEPT = """(text) => new Promise((told) => {
  const request = indexedDB.open("wuxiang", 1);
  request.onsuccess = () => {
    const rows = request.result.transaction("draft").objectStore("draft").getAll();
    rows.onsuccess = () => {
      request.result.close();
      told(rows.result.some((one) => one.fields.some(([, value]) => value === text)));
    };
  };
})"""
"""Whether the phone keeps a draft with this text."""


def wait_until(page: Page, so: str, arg: object = None) -> None:
    """Ask the page until it is so; it may not ask itself, for its policy forbids eval."""
    end = monotonic() + WAIT_MS / 1000
    while not page.evaluate(so, arg):
        assert monotonic() < end, so
        page.wait_for_timeout(50)


@pytest.mark.usefixtures("county")
def test_the_office_looks_up_a_household_and_works_off_its_task(opens: Opens) -> None:
    page = opens("county_office", "/")
    page.get_by_role("link", name="在办").click()
    assert fits(page)
    task = Task.objects.filter(kind="missing", household_id__isnull=False)[0]
    page.goto(f"/tasks/{task.pk}/")
    page.get_by_role("button", name="认领").click()
    expect(page.get_by_text("已认领").first).to_be_visible()
    page.get_by_role("link", name="看这一户").click()
    assert fits(page)
    assert small_targets(page) == []
    page.get_by_text("逐条看每项政策怎么认定").click()
    expect(page.get_by_text("户户有帮扶责任人").first).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("button", name="显示").first.click()
    expect(page.get_by_text("还没有走访记录")).to_be_visible()
    assert fits(page)


@pytest.mark.usefixtures("county")
def test_a_visit_without_a_signal_is_sent_once_when_it_returns(
    opens: Opens, context: BrowserContext
) -> None:
    paired = known("pairing").filter(to_date__isnull=True)[0]
    page = opens("helper", "/", helper_id=paired.helper_id)
    page.goto(f"/households/{paired.household_id}/visit/")
    page.get_by_label("走访情况").fill("在家，说话时信号断了")
    context.set_offline(True)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("1 份记录已存在手机里")).to_be_visible()
    assert Visit.objects.count() == 0
    context.set_offline(False)
    expect(page.get_by_text("已自动发送 1 份记录")).to_be_visible(timeout=WAIT_MS)
    assert [one.note for one in Visit.objects.all()] == ["在家，说话时信号断了"]
    page.reload()
    page.wait_for_timeout(1_000)
    assert Visit.objects.count() == 1


@pytest.mark.usefixtures("county")
def test_a_half_written_visit_survives_a_closed_page(opens: Opens) -> None:
    paired = known("pairing").filter(to_date__isnull=True)[0]
    page = opens("helper", f"/households/{paired.household_id}/visit/", helper_id=paired.helper_id)
    page.get_by_label("走访情况").fill("写到一半")
    wait_until(page, KEPT, "写到一半")
    page.goto("/")
    page.goto(f"/households/{paired.household_id}/visit/")
    expect(page.get_by_text("已恢复您上次没有提交的内容")).to_be_visible()
    expect(page.get_by_label("走访情况")).to_have_value("写到一半")


@pytest.mark.usefixtures("county")
def test_the_start_page_lists_what_is_not_sent_to_its_owner_alone(
    opens: Opens, context: BrowserContext
) -> None:
    paired = known("pairing").filter(to_date__isnull=True)[0]
    visit = f"/households/{paired.household_id}/visit/"
    page = opens("helper", "/", helper_id=paired.helper_id)
    waiting = page.locator("#draft-list")
    expect(waiting).to_be_hidden()
    page.goto(visit)
    page.get_by_label("走访情况").fill("写到一半")
    wait_until(page, KEPT, "写到一半")
    page.goto("/")
    expect(waiting.get_by_role("link")).to_have_count(1)
    other = opens("work_team", "/", area=VILLAGE)
    expect(other.locator("#draft-list")).to_be_hidden()
    context.clear_cookies()
    page = opens("helper", "/", username="again", helper_id=paired.helper_id)
    expect(page.locator("#draft-list")).to_be_hidden()


@pytest.mark.usefixtures("county")
def test_a_draft_on_the_list_leads_to_its_form_and_goes_when_it_is_sent(opens: Opens) -> None:
    paired = known("pairing").filter(to_date__isnull=True)[0]
    visit = f"/households/{paired.household_id}/visit/"
    page = opens("helper", visit, helper_id=paired.helper_id)
    page.get_by_label("走访情况").fill("写到一半，接着写完")
    wait_until(page, KEPT, "写到一半，接着写完")
    page.goto("/")
    page.locator("#draft-list").get_by_role("link").click()
    expect(page).to_have_url(re.compile(re.escape(visit)))
    expect(page.get_by_label("走访情况")).to_have_value("写到一半，接着写完")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(lambda address: not address.endswith("/visit/"))
    page.goto("/")
    expect(page.locator("#draft-list")).to_be_hidden()
    assert [one.note for one in Visit.objects.all()] == ["写到一半，接着写完"]


def test_a_folder_is_sent_with_its_subfolders(opens: Opens, tmp_path: Path) -> None:
    for township in ("甲乡", "乙乡"):
        (tmp_path / "全县" / township).mkdir(parents=True)
        (tmp_path / "全县" / township / "名单.csv").write_text(f"{township}\n", "utf-8")
    page = opens("county_office", "/imports/")
    page.locator("#folder").set_input_files(tmp_path / "全县")
    page.get_by_role("button", name="上传并读取").click()
    page.wait_for_url(re.compile("/jobs/"))
    names = sorted(str(file["name"]) for file in Import.objects.get().files)
    assert names == sorted(["甲乡/名单.csv", "乙乡/名单.csv"])


NO_SIGNAL = "现在没有信号"


def signed_in_on_the_phone(opens: Opens, name: str, address: str, helper: str) -> Page:
    """Somebody's page, opened under the eyes of the worker that keeps it."""
    page = opens("helper", "/", username=name, name=name, helper_id=helper)
    page.evaluate("navigator.serviceWorker.ready")
    wait_until(page, "navigator.serviceWorker.controller !== null")
    page.goto(address)
    page.goto("/")
    return page


@pytest.mark.usefixtures("county")
def test_a_page_that_was_opened_is_there_without_a_signal(
    opens: Opens, context: BrowserContext
) -> None:
    paired = known("pairing").filter(to_date__isnull=True)[0]
    address = f"/households/{paired.household_id}/"
    page = signed_in_on_the_phone(opens, "li", address, paired.helper_id)
    context.set_offline(True)
    page.goto(address)
    expect(page.get_by_role("heading", name="家庭成员")).to_be_visible()
    page.goto("/tasks/?page=7")
    expect(page.get_by_role("heading", name=NO_SIGNAL)).to_be_visible()
    assert fits(page)


@pytest.mark.usefixtures("county")
def test_without_a_signal_the_pages_and_drafts_on_the_phone_are_offered(
    opens: Opens, context: BrowserContext
) -> None:
    paired = known("pairing").filter(to_date__isnull=True)[0]
    visit = f"/households/{paired.household_id}/visit/"
    page = signed_in_on_the_phone(opens, "li", visit, paired.helper_id)
    page.goto(visit)
    page.get_by_label("走访情况").fill("写到一半")
    wait_until(page, KEPT, "写到一半")
    about = page.locator("main .about").inner_text()
    context.set_offline(True)
    page.goto("/tasks/?page=7")
    expect(page.get_by_role("heading", name=NO_SIGNAL)).to_be_visible()
    kept = page.locator("#kept-list").get_by_role("link")
    expect(kept).to_have_text(["工作台", f"记一次走访：{about}"])
    drafts = page.locator("#draft-list").get_by_role("link")
    expect(drafts).to_have_count(1)
    assert fits(page)
    drafts.click()
    expect(page.get_by_label("走访情况")).to_have_value("写到一半")
    page.get_by_label("走访情况").fill("写完了")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("1 份记录已存在手机里")).to_be_visible()
    page.goto("/tasks/?page=7")
    expect(page.get_by_text("1 份记录已存在手机里")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_text("已自动发送 1 份记录")).to_be_visible(timeout=WAIT_MS)
    assert [one.note for one in Visit.objects.all()] == ["写完了"]


@pytest.mark.usefixtures("county")
def test_what_one_has_written_is_never_sent_as_anothers(
    opens: Opens, context: BrowserContext, live_server: object
) -> None:
    paired = known("pairing").filter(to_date__isnull=True)[0]
    visit = f"/households/{paired.household_id}/visit/"
    other = enter(somebody("helper", username="wang", helper_id=paired.helper_id))
    cookie = other.cookies[settings.SESSION_COOKIE_NAME].value
    page = opens("helper", visit, username="li", helper_id=paired.helper_id)
    page.get_by_label("走访情况").fill("李某写的")
    context.set_offline(True)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("1 份记录已存在手机里")).to_be_visible()
    context.clear_cookies()
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": str(live_server)}]
    )
    context.set_offline(False)
    page.evaluate("sendWaiting()")
    expect(page.get_by_text("登录已过期")).to_be_visible()
    assert not Visit.objects.exists()


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("signal", [True, False])
def test_after_sign_out_nothing_is_left_on_the_phone(
    opens: Opens, context: BrowserContext, *, signal: bool
) -> None:
    paired = known("pairing").filter(to_date__isnull=True)[0]
    address = f"/households/{paired.household_id}/"
    page = signed_in_on_the_phone(opens, "li", address, paired.helper_id)
    context.set_offline(not signal)
    page.get_by_role("button", name="退出").click()
    shown = "登录" if signal else NO_SIGNAL
    expect(page.get_by_role("heading", name=shown)).to_be_visible()
    context.set_offline(True)
    for gone in (address, "/"):
        page.goto(gone)
        expect(page.get_by_role("heading", name=NO_SIGNAL)).to_be_visible()
        assert "li" not in page.locator("header").inner_text()
        expect(page.locator("#kept-list, #draft-list").locator("visible=true")).to_have_count(0)
    assert page.evaluate("caches.keys()") == ["shell-v3"]


@pytest.mark.usefixtures("county")
def test_the_next_user_of_a_phone_never_sees_the_pages_of_the_one_before(
    opens: Opens, context: BrowserContext
) -> None:
    paired = known("pairing").filter(to_date__isnull=True)[0]
    address = f"/households/{paired.household_id}/"
    signed_in_on_the_phone(opens, "li", address, paired.helper_id).close()
    page = signed_in_on_the_phone(opens, "wang", "/tasks/", "nobody")
    context.set_offline(True)
    page.goto(address)
    expect(page.get_by_role("heading", name=NO_SIGNAL)).to_be_visible()
    page.goto("/")
    expect(page.locator("header")).to_contain_text("wang")
    assert len(page.evaluate("caches.keys()")) == 2
