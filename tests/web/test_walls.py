"""Every page with every role: it opens exactly to those whose role lists its permission."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.conftest import enter, somebody
from wuxiang.web.accounts.gate import EVERYONE, NEEDS, SIGNED_IN
from wuxiang.web.accounts.models import User
from wuxiang.web.accounts.roles import ROLES

ARGUMENTS: dict[str, dict[str, object]] = {
    "change-user": {"username": "helper"},
    "reset-user": {"username": "helper"},
    "villages": {"above": "140930100000"},
    "household": {"key": "nobody"},
    "why": {"key": "nobody"},
    "notices": {"key": "nobody"},
    "income": {"key": "nobody"},
    "history": {"key": "nobody"},
    "visit": {"key": "nobody"},
    "file": {"key": "nobody"},
    "changes": {"key": "nobody"},
    "correct": {"key": "nobody", "table": "income", "version": 0},
    "event": {"key": "nobody", "kind": "birth"},
    "undo-change": {"key": "nobody", "batch": 1},
    "join": {"key": "nobody", "without": "a", "numbered": "b"},
    "person": {"key": "nobody"},
    "reveal": {"key": "nobody"},
    "task": {"number": 1},
    "move": {"number": 1, "name": "accept"},
    "photo": {"number": 1, "name": UUID(int=1)},
    "photo-small": {"number": 1, "name": UUID(int=1)},
    "take-back": {"number": 1},
    "call": {"key": "nobody"},
    "phone": {"key": "nobody"},
    "papers": {"key": "nobody"},
    "village-list": {"village": "140930100201", "kind": "notice"},
    "print-list": {"village": "140930100201", "kind": "notice"},
    "paper": {"key": "nobody", "document": "family_card"},
    "tell-secret": {"day": "2019-04-30"},
    "draw-again": {"day": "2019-04-30"},
    "close-check": {"number": 1},
    "job": {"number": 1},
    "start-export": {"kind": "households"},
    "export-file": {"number": 1},
    "export-changes": {"number": 1},
    "run": {"number": 1},
    "run-changes": {"number": 1},
    "adopt-run": {"number": 1},
    "import": {"number": 1},
    "remarks": {"number": 1},
    "workbook": {"number": 1},
    "correct-import": {"number": 1},
    "confirm-import": {"number": 1},
    "cancel-import": {"number": 1},
    "undo-import": {"number": 1},
    "cancel-job": {"number": 1},
}
"""What each address with a gap in it is filled with."""
POSTED = frozenset(
    {"sign-out", "reset-user", "verify-journal", "reveal", "move", "cancel-job", "undo-change"}
    | {"start-run", "adopt-run", "correct-import", "confirm-import", "cancel-import", "undo-import"}
    | {"workbook", "start-export", "export-file"}
    | {"large-type", "hand-out", "take-back", "phone", "paper", "print-list", "join"}
    | {"bind-secret", "tell-secret", "draw-again", "close-check"}
)
"""Addresses that take only a form; a GET of them is 405 once the wall is passed."""


def patterns(found: list[URLPattern | URLResolver]) -> list[URLPattern]:
    flat: list[URLPattern] = []
    for one in found:
        flat += patterns(one.url_patterns) if isinstance(one, URLResolver) else [one]
    return flat


PAGES = {
    str(one.name): NEEDS.get(f"{one.callback.__module__}.{one.callback.__name__}")
    for one in patterns(get_resolver().url_patterns)
}


def test_every_page_says_what_it_needs() -> None:
    assert [name for name, permission in PAGES.items() if permission is None] == []


def test_every_permission_opens_something_or_guards_an_act() -> None:
    known = {permission for role in ROLES.values() for permission in role.permissions}
    asked = set(PAGES.values()) - {EVERYONE, SIGNED_IN}
    assert asked <= known


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_each_page_opens_to_those_who_may(role: str) -> None:
    user = somebody(role)
    if role != "helper":
        somebody("helper")
    client = enter(user)
    for name, permission in PAGES.items():
        may = permission in (EVERYONE, SIGNED_IN) or user.may(str(permission))
        answer = client.get(reverse(name, kwargs=ARGUMENTS.get(name)))
        right = (405,) if name in POSTED else (200, 302, 404)
        assert answer.status_code in (right if may else (403,)), f"{role} {name}"


@pytest.mark.django_db
def test_nobody_gets_in_without_signing_in() -> None:
    somebody("helper")
    for name, permission in PAGES.items():
        if permission != EVERYONE:
            answer = Client().get(reverse(name, kwargs=ARGUMENTS.get(name)))
            assert (answer.status_code, answer["Location"]) == (302, reverse("sign-in")), name


@pytest.mark.django_db
@pytest.mark.parametrize("role", [name for name, role in ROLES.items() if role.second_factor])
def test_a_second_factor_that_is_owed_is_asked_for(role: str) -> None:
    answer = enter(somebody(role), verified=False).get(reverse("home"))
    assert answer["Location"] == reverse("second-factor")


@pytest.mark.django_db
def test_a_one_time_password_opens_nothing_but_its_change() -> None:
    answer = enter(somebody("helper", must_change=True)).get(reverse("home"))
    assert answer["Location"] == reverse("password")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "area", "helper", "sees", "not_sees"),
    [
        ("county_office", "", "", "140930100201", ""),
        ("township", "140930100000", "", "140930100201", "140930101201"),
        ("village_committee", "140930100201", "", "140930100201", "140930100202"),
        ("village_committee", "", "", "", "140930100201"),
        ("township", "1409", "", "", "140930100201"),
        ("helper", "", "helper-1", "", "140930100201"),
        ("administrator", "", "", "", "140930100201"),
    ],
)
def test_how_far_a_role_sees(role: str, area: str, helper: str, sees: str, not_sees: str) -> None:
    scope = User(role=role, area=area, helper_id=helper).scope
    assert not sees or scope.holds(sees)
    assert not not_sees or not scope.holds(not_sees)
