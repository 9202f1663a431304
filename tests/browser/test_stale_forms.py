"""What was typed into a form whose session had ended comes back, to the same user alone, once."""

import pytest
from django.conf import settings
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Opens
from tests.browser.test_pages import fits, small_targets
from tests.web.conftest import enter, somebody
from wuxiang.web.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def size() -> str:
    """On a phone: where there is least room."""
    return "phone"


def type_in(page: Page) -> None:
    page.get_by_label("登录名", exact=True).fill("neu")
    page.get_by_label("姓名", exact=True).fill("乙某")
    page.get_by_label("角色").select_option("auditor")


def press(page: Page) -> None:
    page.locator("main").get_by_role("button", name="保存").click()


def sent_too_late(opens: Opens, context: BrowserContext) -> Page:
    """The page that says so, of a form that was sent after its session had ended."""
    page = opens("administrator", "/users/new/")
    type_in(page)
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press(page)
    expect(page.get_by_text("登录已过期")).to_be_visible()
    return page


def sign_in(context: BrowserContext, live_server: object, user: User) -> None:
    cookie = enter(user).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": str(live_server)}]
    )


def test_after_signing_in_again_the_form_is_filled(
    opens: Opens, context: BrowserContext, live_server: object
) -> None:
    page = sent_too_late(opens, context)
    assert fits(page)
    assert small_targets(page) == []
    TOTPDevice.objects.all().delete()
    sign_in(context, live_server, User.objects.get())
    page.goto("/")
    page.get_by_text("看填了什么").click()
    expect(page.get_by_text("姓名：乙某")).to_be_visible()
    assert fits(page)
    assert small_targets(page) == []
    page.get_by_role("link", name="回到刚才的表").click()
    expect(page.get_by_label("姓名", exact=True)).to_have_value("乙某")
    expect(page.get_by_label("角色")).to_have_value("auditor")
    expect(page.get_by_text("已填回您刚才没有提交的内容")).to_be_visible()
    assert User.objects.count() == 1
    press(page)
    expect(page.get_by_text("一次性密码").first).to_be_visible()
    assert User.objects.filter(username="neu").count() == 1
    page.goto("/users/new/")
    expect(page.get_by_label("姓名", exact=True)).to_have_value("")


def test_signed_in_again_in_another_tab_one_press_leads_back(
    opens: Opens, context: BrowserContext, live_server: object
) -> None:
    page = opens("administrator", "/users/new/")
    type_in(page)
    context.add_cookies(
        [{"name": settings.CSRF_COOKIE_NAME, "value": "y" * 32, "url": str(live_server)}]
    )
    press(page)
    page.get_by_role("link", name="回到刚才的表").click()
    expect(page.get_by_label("登录名", exact=True)).to_have_value("neu")
    assert User.objects.count() == 1


def test_whoever_comes_next_sees_nothing_of_it(
    opens: Opens, context: BrowserContext, live_server: object
) -> None:
    page = sent_too_late(opens, context)
    sign_in(context, live_server, somebody("administrator", username="next"))
    page.goto("/users/new/")
    expect(page.get_by_label("姓名", exact=True)).to_have_value("")
    expect(page.locator("#typed-note")).to_be_hidden()
    assert page.evaluate("sessionStorage.getItem('typed')") is None


def test_what_is_not_wanted_any_more_is_dropped(
    opens: Opens, context: BrowserContext, live_server: object
) -> None:
    page = sent_too_late(opens, context)
    TOTPDevice.objects.all().delete()
    sign_in(context, live_server, User.objects.get())
    page.goto("/")
    page.get_by_role("button", name="不要了").click()
    page.goto("/users/new/")
    expect(page.get_by_label("姓名", exact=True)).to_have_value("")
