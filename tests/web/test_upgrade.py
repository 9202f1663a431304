"""The backup of the last release is restored and brought up to this one.

`scripts/release_backup.sh` makes one with each release; more of them may lie in $WUXIANG_RELEASES.
One is made here of the code as it is, and an office from before the last migration of a library, so
that something is always brought up.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.web.offices import ROOT, Office, office
from wuxiang.sealing import key_file

RELEASES = Path(os.environ.get("WUXIANG_RELEASES", ROOT / "tests" / "data" / "releases"))
CHANGES = ROOT / "CHANGELOG.md"
BIN = Path(sys.executable).parent
ENGINE = "postgresql" if os.environ.get("WUXIANG_DATABASE") else "sqlite"
STORED = sorted(RELEASES.glob(f"*-{ENGINE}.tar.gz"))
OLDER = """
import sys, django; django.setup()
from pathlib import Path
from django.apps import apps
from django.core.management import call_command
for app in apps.get_app_configs():
    if Path(app.path, "migrations").is_dir() and app.label != "axes":
        call_command("migrate", app.label, verbosity=0)
call_command("migrate", "axes", "0008", verbosity=0)
from wuxiang.sealing import load_keys
from wuxiang.web.entry import create_user, User
from wuxiang.web.keeping.backup import back_up
create_user(User(username="wang", name="王某", role="administrator"), password="x" * 12, by=None)
back_up(Path(sys.argv[1]), keys=load_keys(create=True))
"""
NOW = """
import json, django; django.setup()
from django.core.management import call_command
call_command("migrate", check_unapplied=True, verbosity=0)
for model in django.apps.apps.get_models():
    model._base_manager.first()  # every column is there: no migration of a release was changed
from wuxiang.web.accounts.models import User
from wuxiang.web.registry import fetch
from wuxiang.web.registry.taking import known
people = list(known("person")[:50])
print(json.dumps({
    "users": User.objects.count(),
    "people": len(people),
    "named": sum(bool(one.name) for one in fetch.opened({"person": people})["person"]),
}))
"""


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path, "there") as made:
        yield made


def after(there: Office, backup: Path) -> dict[str, int]:
    """Restore the backup in the empty office; what is in it now."""
    done = there.run("office", "restore", str(backup))
    assert done.returncode == 0, done.stderr
    told = there.python("-c", NOW)
    assert told.returncode == 0, told.stderr
    whole = there.run("journal", "verify")
    assert whole.returncode == 0, whole.stderr
    found: dict[str, int] = json.loads(told.stdout)
    return found


def test_an_office_from_before_the_last_migration_is_brought_up(
    tmp_path: Path, there: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WUXIANG_KEYS", str(tmp_path / "keys"))
    with office(tmp_path, "older") as older:
        made = older.python("-c", OLDER, str(tmp_path / "older.tar.gz"))
        assert made.returncode == 0, made.stderr
        unapplied = older.python("-c", NOW)
        assert unapplied.returncode == 1, "the older office had nothing to be brought up"
    assert after(there, tmp_path / "older.tar.gz") == {"users": 1, "people": 0, "named": 0}


def test_the_last_release_left_its_backup() -> None:
    released = re.search(r"^## \[([\d.]+)\] – \d{4}-\d\d-\d\d$", CHANGES.read_text("utf-8"), re.M)
    assert released
    assert f"{released[1]}-{ENGINE}.tar.gz" in [path.name for path in STORED]


@pytest.mark.parametrize("backup", STORED, ids=lambda path: path.name)
def test_the_backup_of_a_release_is_brought_up(
    backup: Path, tmp_path: Path, there: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connection.vendor == ENGINE
    monkeypatch.setenv("WUXIANG_KEYS", str(tmp_path / "keys"))
    is_brought_up(there, backup)


def test_what_the_script_makes_of_this_release_is_brought_up(
    tmp_path: Path, there: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office(tmp_path, "released") as released:
        done = subprocess.run(
            ["sh", ROOT / "scripts" / "release_backup.sh", BIN, "now", tmp_path / "made"],
            env=os.environ | {
                "WUXIANG_DATABASE": released.database,
                "DJANGO_SETTINGS_MODULE": "wuxiang.web.settings",
            },
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    monkeypatch.setenv("WUXIANG_KEYS", str(tmp_path / "keys"))
    is_brought_up(there, tmp_path / "made" / f"now-{ENGINE}.tar.gz")


def is_brought_up(there: Office, backup: Path) -> None:
    """Restore a release's backup with the keys beside it, and find its people and sign-ins."""
    key_file().parent.mkdir()
    keys = backup.with_name(backup.name.replace("tar.gz", "keys.json"))
    key_file().write_bytes(keys.read_bytes())
    found = after(there, backup)
    assert found["users"] > 10
    assert found["named"] == found["people"] == 50
