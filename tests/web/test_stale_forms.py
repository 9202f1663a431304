"""A form whose session has ended: nothing is done, and what happened is said in plain words."""

from time import time

import pytest
from django.test import Client

from tests.web.conftest import SignedIn, enter, somebody
from wuxiang.web.accounts.middleware import SEEN
from wuxiang.web.accounts.models import User

pytestmark = pytest.mark.django_db
SETTINGS = {"language": "en", "large_type": "on"}


def large() -> bool:
    return User.objects.get().large_type


def test_a_form_that_was_left_alone_says_so_and_does_nothing(signed_in: SignedIn) -> None:
    client = signed_in("helper")
    session = client.session
    session[SEEN] = int(time()) - 31 * 60
    session.save()
    answer = client.post("/settings/", SETTINGS)
    assert answer.status_code == 403
    assert "您的登录已过期" in answer.content.decode()
    assert 'href="/sign-in/"' in answer.content.decode()
    assert "data-refused" in answer.content.decode()
    assert not large()


def test_a_form_of_somebody_who_is_signed_out_says_so_and_does_nothing() -> None:
    somebody("helper")
    answer = Client().post("/settings/", SETTINGS)
    assert answer.status_code == 403
    assert "您的登录已过期" in answer.content.decode()
    assert "typed.js" in answer.content.decode()
    assert not large()


def test_a_form_of_an_earlier_sign_in_says_so_and_leads_back() -> None:
    browser = enter(somebody("helper"))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    answer = strict.post("/settings/", SETTINGS | {"csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert "上一次登录时打开的" in answer.content.decode()
    assert 'id="typed-back"' in answer.content.decode()
    assert "您的登录已过期" not in answer.content.decode()
    assert not large()
