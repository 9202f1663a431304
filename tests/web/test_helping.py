"""The help page: for each role what it can do and where; before signing in, how to get in."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from scripts.messages import read
from tests.web.conftest import SignedIn, enter, somebody
from wuxiang.web.accounts.menu import ITEMS
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.desk.helping import VOCABULARY, WAYS

pytestmark = pytest.mark.django_db
NAMED = re.compile("“([^”]+)”")


def read_page(client: Client) -> str:
    answer = client.get("/help/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reads_what_it_can_do_and_nothing_else(role: str) -> None:
    user = somebody(role)
    page = read_page(enter(user))
    for item in ITEMS:
        assert (f'<dt><a href="{reverse(item.url)}">' in page) == user.may(item.permission)
    for permission, words in (way for ways in WAYS.values() for way in ways):
        assert (str(words) in page) == user.may(permission)
    assert all(f"<dt>{word}</dt>" in page for word, _meaning in VOCABULARY)
    assert ("先存在手机里" in page) == (user.may("visits.write") or user.may("calls.make"))


def test_every_way_is_opened_by_a_permission_that_some_role_has_in_a_part_of_the_menu() -> None:
    held = {permission for role in ROLES.values() for permission in role.permissions}
    assert {permission for ways in WAYS.values() for permission, _words in ways} <= held
    assert set(WAYS) <= {item.url for item in ITEMS}


def test_whom_to_ask_is_named(signed_in: SignedIn) -> None:
    somebody("administrator", username="a", name="管某")
    somebody("administrator", username="b", name="走某", is_active=False)
    page = read_page(signed_in("helper"))
    assert "管某" in page
    assert "走某" not in page


@pytest.mark.parametrize("address", ["/sign-in/", "/help/", "/offline/"])
def test_before_signing_in_there_is_a_short_part_and_no_name(address: str) -> None:
    somebody("administrator", name="管某")
    page = Client().get(address).content.decode()
    assert '<a href="/help/">' in page
    assert "管某" not in read_page(Client())
    assert "锁定十五分钟" in read_page(Client())
    assert "您能做什么" not in read_page(Client())


def test_whoever_owes_his_second_factor_reads_the_short_part() -> None:
    page = read_page(enter(somebody("auditor"), verified=False))
    assert "您能做什么" not in page
    assert "锁定十五分钟" in page


@pytest.mark.parametrize("role", ROLES)
def test_every_page_leads_to_it(role: str) -> None:
    client = enter(somebody(role))
    for address in ("/", "/nowhere/"):
        assert '<a href="/help/">' in client.get(address).content.decode()


def test_what_it_says_to_press_is_what_stands_on_the_button() -> None:
    english = read()
    for words in (str(words) for ways in WAYS.values() for _permission, words in ways):
        for button in NAMED.findall(words):
            labels = [text for text in english if re.split("：", text)[0] == button]
            assert labels, f"no button says {button}"
            told = english[labels[0]].split(":")[0]
            with translation.override("en"):
                assert f"“{told}”" in translation.gettext(words)
