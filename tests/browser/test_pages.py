"""Each page is fit to be looked at: as wide as its screen, from this host alone, accessible."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

from tests.browser.conftest import Opens

PAGES = [
    ("administrator", "/users/"),
    ("administrator", "/users/new/"),
    ("auditor", "/journal/"),
    ("helper", "/"),
    ("helper", "/settings/"),
    ("helper", "/password/"),
    ("helper", "/sign-in/"),
    ("helper", "/nowhere/"),
    ("helper", "/help/"),
    ("finance", "/payments/"),
    ("county_office", "/exports/"),
    ("county_office", "/imports/"),
    ("county_office", "/jobs/"),
    ("county_office", "/runs/"),
    ("county_office", "/postings/"),
    ("inspector", "/draws/"),
    ("caller", "/draws/checks/"),
]
"""Who opens what: a page of each kind."""
pytestmark = pytest.mark.django_db(transaction=True)


def fits(page: Page) -> bool:
    """Whether the page is no wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def small_targets(page: Page) -> list[str]:
    """Buttons and fields that a thumb would miss."""
    found = page.evaluate(
        "[...document.querySelectorAll('button, .button, select, input:not([type=hidden])')]"
        ".filter(e => e.offsetParent && e.type !== 'checkbox' && e.type !== 'radio'"
        " && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
    )
    return [str(one) for one in found]


@pytest.mark.parametrize(("role", "address"), PAGES)
def test_a_page_is_fit_to_be_looked_at(
    opens: Opens, live_server: object, role: str, address: str
) -> None:
    page = opens(role, address)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.reload()
    assert fits(page)
    assert small_targets(page) == []
    assert [url for url in asked if not url.startswith((str(live_server), "data:"))] == []
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("address", ["/sign-in/", "/"])
def test_the_first_page_is_light(opens: Opens, address: str) -> None:
    page = opens("helper", address)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.reload(wait_until="networkidle")
    assert 0 < sum(sizes) <= 200_000


def test_with_the_keyboard_alone(opens: Opens) -> None:
    page = opens("helper", "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


@pytest.mark.parametrize("name", ["督查暗访人员甲", "阿不都热西提·买买提明江（社保股）"])
@pytest.mark.parametrize("large", [False, True])
def test_the_whole_name_of_who_is_signed_in_is_read(opens: Opens, name: str, large: bool) -> None:
    page = opens("county_office", "/", name=name, large_type=large)
    assert page.evaluate("document.documentElement.className") == ("large" if large else "")
    shown = page.locator("header .who a")
    assert shown.inner_text() == name
    assert fits(page)
    boxes = "e => [...e.getClientRects()].every(r => r.left >= 0 && r.right <= innerWidth)"
    assert shown.evaluate("e => getComputedStyle(e).overflowX") == "visible"
    assert shown.evaluate(boxes)
