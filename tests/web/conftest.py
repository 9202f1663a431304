"""Somebody of each role, signed in."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_save
from django.test import Client
from django.utils import translation
from django_otp.plugins.otp_totp.models import TOTPDevice
from PIL import Image
from pytest_django import DjangoDbBlocker

from tests.sharing import once
from tests.web.keeping import bring_back, keep
from wuxiang.sealing import Keys
from wuxiang.web.accounts.models import User
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.audit.details import Called, detail_in_words
from wuxiang.web.decisions import asking
from wuxiang.web.decisions.adopting import adopt_run
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.jobs import working
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry.loading import load_snapshot

VILLAGE = "140930100201"
TOWNSHIP = "140930100000"
AREAS = {"township": TOWNSHIP, "village": VILLAGE}
CODES = {"变更", "从谁里抽", "改了", "结果", "角色", "看了", "表", "项目", "新状态", "原状态"}
"""Labels of a detail under which a code stands, never a word somebody typed."""
SignedIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def _no_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that a test does itself beats not: one thread at a time has its database."""
    monkeypatch.setattr(working, "BEAT_SECONDS", 3600)


@pytest.fixture(scope="session", autouse=True)
def nothing_is_opened_beside() -> Iterator[None]:
    """A run is opened for whoever asks it, not in a thread that may outlive the run's folder."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asking, "make_ready", lambda _folder: Thread())
        yield


@pytest.fixture(autouse=True)
def _no_language_left_over() -> Iterator[None]:
    """A request leaves its language in the thread: it ends with its test."""
    yield
    translation.deactivate()


@pytest.fixture(scope="module")
def county(
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: DjangoDbBlocker,
    small_snapshot: Path,
    small_run: Path,
    keys: Keys,
    filled: Path,
) -> Iterator[Adopted]:
    """The small county in the register and its run adopted, once for the tests of a module."""
    with django_db_blocker.unblock():
        yield brought_in(small_snapshot, small_run, keys=keys, kept=filled)
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="session")
def filled(common: Path) -> Path:
    """The folder that keeps the database with the small county in it, once it was loaded."""
    return common / connection.vendor


def brought_in(snapshot: Path, run: Path, *, keys: Keys, kept: Path) -> Adopted:
    """The small county in the empty database, and its run adopted; from what was `kept` of it."""
    connection.ensure_connection()

    def load() -> None:
        load_snapshot(snapshot, keys=keys, by=None, what="样本")
        adopt_run(run, by=None)
        keep(kept)

    once(kept.parent, kept.name, load)
    bring_back(kept)
    return Adopted.objects.get()


def somebody(role: str, **given: object) -> User:
    """A user of the role, with the area that his reach needs, saved."""
    details = {
        "username": role,
        "name": "甲某",
        "role": role,
        "area": AREAS.get(ROLES[role].reach, ""),
        "helper_id": "helper-1" if ROLES[role].reach == "own" else "",
        "must_change": False,
    }
    return User.objects.create(**details | given)


def enter(user: User, *, verified: bool = True) -> Client:
    """A browser in which the user is signed in, with his second factor given."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    if verified and user.duty.second_factor:
        device = TOTPDevice.objects.create(user=user, confirmed=True)
        session = client.session
        session["otp_device_id"] = device.persistent_id
        session.save()
    return client


@pytest.fixture(autouse=True)
def _every_detail_has_words() -> Iterator[None]:
    """Whatever a test lets the office write into the journal, the auditor reads in words."""
    post_save.connect(_is_said_in_words, sender=Entry, weak=False)
    yield
    post_save.disconnect(_is_said_in_words, sender=Entry)


def _is_said_in_words(instance: Entry, **_given: object) -> None:
    with translation.override("zh-hans"):
        lines = detail_in_words(instance, Called({}, {}, {}, {}))
    bare = [name for name, _said in lines if re.search("[a-z]", name)]
    codes = [said for name, said in lines if name in CODES and re.search("[a-z]{2}", said)]
    assert (bare, codes) == ([], []), f"{instance.act}: {instance.detail}"


@pytest.fixture
def signed_in(db: None) -> SignedIn:  # noqa: ARG001
    """`signed_in(role)`: a browser of somebody with that role."""

    def of(role: str, **given: object) -> Client:
        return enter(somebody(role, **given))

    return of


def photo(**saved: object) -> SimpleUploadedFile:
    """A small photo as a phone sends it."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 120, 40)).save(out, "JPEG", **saved)
    return SimpleUploadedFile("回单.jpg", out.getvalue(), "image/jpeg")
