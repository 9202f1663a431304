"""A real browser, at the size of a desk and of a cheap phone."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test.utils import setup_databases, teardown_databases
from noto_cjk_sans_otc import FONT_PATH
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.web.conftest import enter, filled, nothing_is_opened_beside, somebody  # noqa: F401

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 30_000
"""How long a page may take while every core is busy; no test is about time."""
SIZES = {"desk": (1280, 900), "phone": (360, 740)}
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir>
<cachedir>{cache}</cachedir></fontconfig>"""
"""A fresh machine has no Chinese fonts: the browser takes the one that papers are set in."""
SHOTS = Path(os.environ.get("WUXIANG_SHOTS", "build/screenshots"))
Opens = Callable[..., Page]


@pytest.fixture(scope="session", autouse=True)
def _outside_the_event_loop() -> None:
    """The browser's library runs a loop in this thread; Django's tables are read beside it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Debian's Chromium; without one the test is skipped, but never where all must be tested."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium: apt-get install chromium")
        pytest.skip("no Chromium: apt-get install chromium")
    folder = tmp_path_factory.mktemp("fonts")
    fonts = FONTS.format(folder=Path(str(FONT_PATH)).parent, cache=folder)
    (folder / "fonts.conf").write_text(fonts, "utf-8")
    surroundings: dict[str, str | float | bool] = {**os.environ}
    surroundings["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    surroundings["TMPDIR"] = str(folder)  # what it leaves there goes with the folder
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=surroundings)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def database(
    request: pytest.FixtureRequest,
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """The tests' database, made here where no selected test asks for it by its mark."""
    if any(one.get_closest_marker("django_db") for one in request.session.items):
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """desk or phone."""
    return str(request.param)


@pytest.fixture
def context(browser: Browser, live_server: object, size: str) -> Iterator[BrowserContext]:
    """A browser of its own for each test, in Chinese."""
    width, height = SIZES[size]
    made = browser.new_context(
        base_url=str(live_server),
        viewport={"width": width, "height": height},
        locale="zh-CN",
        has_touch=size == "phone",
    )
    made.set_default_timeout(WAIT_MS)
    yield made
    made.close()


@pytest.fixture
def opens(
    context: BrowserContext, live_server: object, request: pytest.FixtureRequest
) -> Iterator[Opens]:
    """`opens(role, "/address/")`: a page, signed in; a picture at the end."""
    pages: list[Page] = []

    def as_role(role: str, address: str, **given: object) -> Page:
        client = enter(somebody(role, **given))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": str(live_server)}]
        )
        page = context.new_page()
        page.goto(address)
        pages.append(page)
        return page

    yield as_role
    SHOTS.mkdir(parents=True, exist_ok=True)
    for at, page in enumerate(pages):
        name = request.node.name.replace("/", "_").replace("[", "-").replace("]", "")
        if not page.is_closed():
            page.screenshot(path=SHOTS / f"{name}-{at}.png", full_page=True)
