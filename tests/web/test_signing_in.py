"""Signing in: password, lock-out, second factor, own password, idle sessions."""

import re
from base64 import b32decode
from time import time

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.web.conftest import SignedIn, enter, somebody
from wuxiang.web.accounts.actions import create_user
from wuxiang.web.accounts.middleware import SEEN
from wuxiang.web.accounts.models import User
from wuxiang.web.journal.models import Entry

pytestmark = pytest.mark.django_db
PASSWORD = "一个够长的口令-2019"  # noqa: S105


def account(role: str = "helper", **given: object) -> User:
    user = somebody(role, **given)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, password: str = PASSWORD, username: str = "helper") -> str:
    given = {"username": username, "password": password}
    return client.post("/sign-in/", given, follow=True).content.decode()


def code_of(device: TOTPDevice) -> str:
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    clock.time = time()
    return f"{clock.token():06d}"


def test_the_key_that_is_typed_makes_the_same_codes_as_the_picture() -> None:
    user = account("auditor")
    told = re.search("<code>([A-Z2-7 ]+)</code>", sign_in(Client(), username="auditor"))
    assert told
    key = TOTPDevice.objects.get(user=user).bin_key
    assert b32decode(told[1].replace(" ", "")) == key


def test_with_the_right_password() -> None:
    user = account()
    assert identify_hasher(user.password).algorithm == "argon2"
    assert "甲某，您好" in sign_in(Client())
    assert Entry.objects.get().act == "user.sign_in"


def test_with_a_wrong_one_it_is_not_said_what_is_wrong() -> None:
    account()
    wrong, unknown = sign_in(Client(), "错的口令"), sign_in(Client(), username="nobody")
    assert "登录名或密码不对" in wrong
    assert "登录名或密码不对" in unknown


def test_five_wrong_ones_lock_the_account_even_for_the_right_one() -> None:
    account()
    client = Client()
    for _ in range(5):
        sign_in(client, "错的口令")
    assert "暂时锁定" in sign_in(Client())


def test_the_second_factor_is_set_up_and_then_asked_for() -> None:
    user = account("auditor")
    client = Client()
    assert "二维码" in sign_in(client, username="auditor")
    assert client.get("/").status_code == 302
    assert 'href="/journal/"' not in client.get("/second-factor/").content.decode()
    device = TOTPDevice.objects.get(user=user)
    wrong = client.post("/second-factor/", {"code": "000000"}, follow=True)
    assert "动态码不对" in wrong.content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    right = client.post("/second-factor/", {"code": code_of(device)}, follow=True)
    assert "您好" in right.content.decode()
    assert 'href="/journal/"' in right.content.decode()
    again = Client()
    assert "二维码" not in sign_in(again, username="auditor")


def test_a_first_password_is_changed_for_ones_own() -> None:
    user = create_user(
        User(username="new", name="乙某", role="helper", helper_id="h-2"),
        password=PASSWORD,
        by=None,
    )
    client = enter(user)
    page = client.get("/", follow=True).content.decode()
    assert "一次性密码" in page
    new = "另一个够长的口令-2020"
    bad = {"old": "不对", "new": "short", "again": "other"}
    said = client.post("/password/", bad).content.decode()
    assert "现在的密码不对" in said
    assert "两次输入的新密码不一样" in said
    assert client.post("/password/", {"old": PASSWORD, "new": "1234567", "again": "1234567"})
    client.post("/password/", {"old": PASSWORD, "new": new, "again": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert "您好" in client.get("/").content.decode()


def test_a_session_left_alone_ends(signed_in: SignedIn) -> None:
    client = signed_in("helper")
    session = client.session
    session[SEEN] = int(time()) - 31 * 60
    session.save()
    assert "没有操作" in client.get("/", follow=True).content.decode()
    assert client.get("/").status_code == 302


def test_a_closed_account_is_closed_at_once(signed_in: SignedIn) -> None:
    client = signed_in("helper")
    User.objects.update(is_active=False)
    assert client.get("/").status_code == 302


def test_pages_carry_the_content_policy_and_nothing_of_others(signed_in: SignedIn) -> None:
    answer = signed_in("administrator").get("/users/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    page = answer.content.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert "onclick" not in page


def test_settings_hold(signed_in: SignedIn) -> None:
    client = signed_in("helper")
    client.post("/settings/", {"language": "en", "large_type": "on"})
    page = client.get("/").content.decode()
    assert 'class="large"' in page
    assert 'lang="en"' in page
    told = client.get("/token/").json()
    assert told["token"]
    assert told["user"] == User.objects.get().username
