"""Backup and restore, by doing them: what comes back is what was there, and nothing damaged."""

import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.web.contents import contents
from tests.web.offices import Office, office
from wuxiang.errors import UserError
from wuxiang.folder import hashes_of
from wuxiang.sealing import Keys, key_file, new_keys, retire_key, rotate_keys
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.keeping.archive import Manifest, add_manifest, new_archive, unpack
from wuxiang.web.keeping.backup import back_up
from wuxiang.web.keeping.restore import check

pytestmark = pytest.mark.django_db
PHOTO = b"\xff\xd8 a photo"


@pytest.fixture(scope="module")
def backup(
    county: Adopted,
    keys: Keys,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Path:
    """A backup of the small county's office, with one photo."""
    assert county.pk
    out = tmp_path_factory.mktemp("backup") / "office.tar.gz"
    shutil.rmtree(settings.HOME / "photos", ignore_errors=True)  # what tests before have left
    photo = settings.HOME / "files" / "2019" / "works.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(PHOTO)
    with django_db_blocker.unblock():
        back_up(out, keys=keys)
    shutil.rmtree(settings.HOME / "files")
    return out


@pytest.fixture(scope="module")
def there(backup: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that was empty, after the backup was restored in it."""
    with office(tmp_path_factory.mktemp("there"), "there") as made:
        done = made.run("office", "restore", str(backup))
        assert (done.returncode, done.stderr) == (0, "")
        yield made


def test_what_comes_back_is_what_there_was(there: Office, county: Adopted) -> None:
    assert there.said() == contents()
    assert there.run("journal", "verify").returncode == 0
    photo = there.home / "files" / "2019" / "works.jpg"
    assert photo.read_bytes() == PHOTO
    assert photo.stat().st_mode & 0o077 == 0
    run = there.home / "runs" / county.manifest_hash[:16]
    assert there.python("-c", FOLDER).stdout.strip() == str(run)
    assert hashes_of(run) == hashes_of(Path(county.folder))


FOLDER = """
import django; django.setup()
from wuxiang.web.decisions.models import Adopted
print(Adopted.objects.get().folder)
"""


def test_a_restored_office_whose_key_is_destroyed_says_that_it_names_nobody(
    backup: Path, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(key_file().parent, tmp_path / "keys")
    monkeypatch.setenv("WUXIANG_KEYS", str(tmp_path / "keys"))
    rotate_keys()
    retire_key(keys.key_id)
    with office(tmp_path, "nameless") as nameless:
        done = nameless.run("office", "restore", str(backup))
    assert done.returncode == 0
    assert f"has their key {keys.key_id} again" in done.stderr


def test_a_standing_office_is_replaced_only_if_told_and_then_kept(
    there: Office, backup: Path
) -> None:
    refused = there.run("office", "restore", str(backup))
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    told = there.run("office", "restore", str(backup), "--replace")
    assert (told.returncode, told.stderr) == (0, "")
    kept = {path.name.split(".")[0] for path in there.home.glob("*.replaced-*")}
    assert kept == {"database", "files"}
    assert [path.name for path in there.home.glob(".*")] == []


def test_an_office_in_use_is_not_replaced(there: Office, backup: Path) -> None:
    before = there.said()
    with in_use(there):
        refused = there.run("office", "restore", str(backup), "--replace")
    assert refused.returncode == 2
    assert "stop the office first" in refused.stderr
    assert there.said() == before


def in_use(there: Office) -> "closing[sqlite3.Connection] | psycopg.Connection":
    """Somebody in the middle of reading."""
    if connection.vendor == "sqlite":
        reader = sqlite3.connect(there.home / "office.sqlite3", isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM registry_household").fetchone()
        return closing(reader)
    opened = psycopg.connect(there.database)
    opened.execute("SELECT * FROM registry_household")
    return opened


def test_no_key_is_in_a_backup(backup: Path, keys: Keys, tmp_path: Path) -> None:
    unpack(backup, tmp_path, keys=keys)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            held = file.read_bytes()
            assert not {keys.seal, keys.token} & {held[:16], held[:32]}
            assert keys.seal not in held
            assert keys.token.hex().encode() not in held
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_is_never_written_over_another(backup: Path, keys: Keys) -> None:
    with pytest.raises(UserError, match="never overwritten"), new_archive(backup):
        pass
    assert check(backup, keys=keys).files


@pytest.fixture
def small(tmp_path: Path, keys: Keys) -> Path:
    """A backup of one file."""
    return small_archive(tmp_path, keys)


def small_archive(folder: Path, keys: Keys, **given: object) -> Path:
    (folder / "one").write_bytes(b"content" * 99)
    about = {"made_at": "2027-01-01", "release": "9", "engine": connection.vendor, "migrations": []}
    manifest = Manifest(**(about | given))  # type: ignore[arg-type]
    out = folder / "small.tar.gz"
    with new_archive(out) as add:
        manifest.files = {"one": add(folder / "one", "one")}
        add_manifest(add, manifest, keys=keys, by=folder)
    return out


def test_whatever_byte_is_damaged_nothing_damaged_comes_out(
    small: Path, keys: Keys, tmp_path: Path
) -> None:
    whole = small.read_bytes()
    refused = 0
    for at in range(0, len(whole), 7):
        small.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        out = tmp_path / f"out-{at}"
        out.mkdir()
        try:
            unpack(small, out, keys=keys)
        except UserError:
            refused += 1
        else:  # the byte was filling between the parts
            assert (out / "one").read_bytes() == (tmp_path / "one").read_bytes()
    assert refused > len(whole) // 7 * 3 // 4


def test_half_a_backup_is_refused(small: Path, keys: Keys) -> None:
    whole = small.read_bytes()
    for end in (0, 5, len(whole) // 2, len(whole) - 40):
        small.write_bytes(whole[:end])
        with pytest.raises(UserError):
            check(small, keys=keys)


@pytest.mark.parametrize("wrong", ["one", "two", "manifest.json"])
def test_what_was_put_in_by_another_hand_is_refused(
    small: Path, keys: Keys, tmp_path: Path, wrong: str
) -> None:
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    unpack(small, unpacked, keys=keys)
    held = (unpacked / wrong).read_bytes() if wrong != "two" else b""
    (unpacked / wrong).write_bytes(held.replace(b"content", b"CONTENT") + b" ")
    with tarfile.open(small, "w:gz") as tar:
        for path in sorted(unpacked.iterdir()):
            tar.add(path, path.name)
    with pytest.raises(UserError, match=r"altered|damaged"):
        check(small, keys=keys)


def test_a_file_that_would_land_elsewhere_is_refused(keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"x")
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "one", "../../elsewhere")
    with pytest.raises(UserError, match="cannot be read as a backup"):
        check(tmp_path / "evil.tar.gz", keys=keys)
    assert not (settings.HOME.parent / "elsewhere").exists()


def test_a_backup_that_holds_a_link_is_refused(keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("/etc")
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "one", "one")
    with pytest.raises(UserError, match="one is no file of a backup"):
        check(tmp_path / "evil.tar.gz", keys=keys)


def test_another_offices_backup_is_refused(small: Path) -> None:
    with pytest.raises(UserError, match="another office's"):
        check(small, keys=new_keys())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"engine": "oracle"}, "the backup is of oracle"),
        ({"migrations": ["registry.9999_later"]}, "knows more"),
        ({"form": 2}, "its form is 2"),
    ],
)
def test_what_this_office_cannot_take_is_refused(
    tmp_path: Path, keys: Keys, given: dict[str, object], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        check(small_archive(tmp_path, keys, **given), keys=keys)
