"""The demo in a browser: easy to enter, plainly invented, and never beside real people."""

from pathlib import Path
from time import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.web.conftest import SignedIn, somebody
from wuxiang.errors import UserError
from wuxiang.sealing import Keys
from wuxiang.web.accounts.demo import SECRET, code_now
from wuxiang.web.accounts.models import User
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.decisions.models import Adopted, Task
from wuxiang.web.demo import demo_password, demo_users
from wuxiang.web.registry.loading import load_snapshot
from wuxiang.web.registry.models import Batch

pytestmark = pytest.mark.django_db
BANNER = "演示数据，人物均为虚构"
CODE_HINT = "这是演示账号"


def enter_as(name: str, password: str) -> Client:
    client = Client()
    client.post(reverse("sign-in"), {"username": name, "password": password})
    return client


def test_a_first_time_user_signs_in_with_what_is_told_him(county: Adopted) -> None:
    assert county.pk
    password = demo_password()
    made = demo_users(password)
    assert len(made) == len(ROLES)
    for one in made:
        for _again in range(2):
            client = enter_as(one.username, password)
            if one.secret:
                asked = client.get(reverse("second-factor"))
                assert CODE_HINT in asked.content.decode()
                given = {"code": asked.context["demo_code"]}
                client.post(reverse("second-factor"), given)
            assert client.get(reverse("home")).status_code == 200, one.username


def test_the_code_that_is_said_is_taken_however_often_and_however_late_it_was_typed() -> None:
    device = TOTPDevice(user=somebody("finance"), key=SECRET)
    for drift in (-1, 0, 1):  # the one before was typed when its half minute was over, or early
        device.drift = drift
        device.last_t = int(time()) // device.step + drift
        assert all(device.verify_token(code_now(device)) for _again in range(4))


def test_the_demo_helper_and_his_village_have_something_to_do(county: Adopted) -> None:
    assert county.pk
    password = demo_password()
    demo_users(password)
    helper = User.objects.get(username="demo-helper")
    page = enter_as("demo-helper", password).get(reverse("home"))
    assert page.context["doors"]
    assert "<small>最早期限</small>" in page.content.decode()
    assert Task.objects.filter(helper_id=helper.helper_id, household_id__isnull=False).exists()
    village = User.objects.get(username="demo-village_committee").area
    assert Task.objects.filter(village_code=village, helper_id=helper.helper_id).exists()


def test_without_a_run_there_is_a_demo_helper_all_the_same(county: Adopted) -> None:
    assert county.pk
    Adopted.objects.all().delete()
    demo_users(demo_password())
    assert User.objects.get(username="demo-helper").helper_id


def test_a_real_persons_code_is_never_said(signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    device = TOTPDevice.objects.get()
    assert code_now(device) == ""
    assert CODE_HINT not in client.get(reverse("second-factor")).content.decode()


@pytest.mark.parametrize("invented", [True, False])
def test_every_page_says_that_people_are_invented_if_they_are(
    county: Adopted, signed_in: SignedIn, *, invented: bool
) -> None:
    assert county.pk
    Batch.objects.update(invented=invented)
    cache.clear()
    for client, name in ((signed_in("helper"), "home"), (Client(), "sign-in")):
        assert (BANNER in client.get(reverse(name)).content.decode()) == invented
    cache.clear()


def test_demo_sign_ins_are_for_invented_people_alone(county: Adopted) -> None:
    assert county.pk
    assert demo_users(demo_password()) == demo_users(demo_password())
    Batch.objects.update(invented=False)
    with pytest.raises(UserError, match="invented people alone"):
        demo_users(demo_password())
    Batch.objects.all().delete()
    with pytest.raises(UserError, match="invented people alone"):
        demo_users(demo_password())


def test_invented_people_do_not_come_beside_real_ones(
    county: Adopted, small_snapshot: Path, keys: Keys
) -> None:
    assert county.pk
    Batch.objects.update(invented=False)
    with pytest.raises(UserError, match="invented people, the register holds real"):
        load_snapshot(small_snapshot, keys=keys, by=None, what="演示")
    assert Batch.objects.count() == 1
