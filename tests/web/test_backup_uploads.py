"""What cannot be made again is in a backup; what can is not, and the manifest says so."""

import json
import shutil
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from PIL import Image

from tests.web.offices import office
from wuxiang.folder import hashes_of
from wuxiang.sealing import Keys
from wuxiang.web.casework import photos
from wuxiang.web.exports.models import Export
from wuxiang.web.imports.models import Import
from wuxiang.web.keeping.archive import unpack
from wuxiang.web.keeping.backup import back_up
from wuxiang.web.registry.models import Batch
from wuxiang.web.runs.models import Computed

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = ("files/甲乡/名单.csv", "snapshot/manifest.json", "snapshot/report/report.parquet")
AFTERWARDS = """
import django; django.setup()
import json
from wuxiang.web.exports.models import Export
from wuxiang.web.imports.models import Import
from wuxiang.web.runs.models import Computed
print(json.dumps({
    "imports": [[one.state, one.cleared_at is None] for one in Import.objects.order_by("pk")],
    "exports": [one.is_there for one in Export.objects.all()],
    "runs": [one.cleared_at is None for one in Computed.objects.all()],
}))
"""


def uploaded(*, loaded: bool) -> Import:
    """An import in a subfolder, with what was read of it."""
    one = Import.objects.create(by="wang", seen={"as_of": "2019-04-30"})
    if loaded:
        one.batch = Batch.objects.create(what="名单", by="wang", as_of=date(2019, 4, 30))
        one.save()
    for place in PLACES:
        file = one.folder / place
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text(f"{one.pk} {place}", "utf-8")
    return one


@pytest.fixture(autouse=True)
def _no_photos_of_others() -> None:
    shutil.rmtree(settings.HOME / "photos", ignore_errors=True)


@pytest.fixture
def backup(keys: Keys, tmp_path: Path) -> Path:
    """The backup of an office with two imports, an export and a run that nobody adopted."""
    uploaded(loaded=False)
    uploaded(loaded=True)
    export = Export.objects.create(by="wang", kind="households", rows=1)
    run = Computed.objects.create(by="wang", as_of=date(2019, 4, 30), found={"tasks": {}})
    for file in (export.file, run.run / "manifest.json"):
        file.parent.mkdir(mode=0o700, parents=True)
        file.write_text("to be made again")
    out = tmp_path / "office.tar.gz"
    back_up(out, keys=keys)
    return out


def test_the_manifest_says_what_is_in_it_and_what_is_not(
    backup: Path, keys: Keys, tmp_path: Path
) -> None:
    into = tmp_path / "unpacked"
    into.mkdir()
    manifest = unpack(backup, into, keys=keys)
    assert manifest.holds == {
        "adopted runs": 0,
        "photos and small copies": 0,
        "imports, their lists": 2,
        "imports, what was read of them": 1,
    }
    assert manifest.left_out == {
        "runs that are not worked from": 1,
        "exports": 1,
        "imports, what was read of them": 1,
    }
    assert not any(
        "again" in name or name.startswith(("exports", "runs")) for name in manifest.files
    )


def test_uploads_come_back_and_what_did_not_come_is_not_offered(
    backup: Path, tmp_path: Path
) -> None:
    waiting, loaded = Import.objects.order_by("pk")
    with office(tmp_path, "there") as there:
        done = there.run("office", "restore", str(backup))
        assert (done.returncode, done.stderr) == (0, "")
        place = there.home / "imports"
        assert hashes_of(place / waiting.place) == hashes_of(waiting.folder)
        assert hashes_of(place / loaded.place / "files") == hashes_of(loaded.uploaded)
        assert not (place / loaded.place / "snapshot").exists()
        assert all(file.stat().st_mode & 0o077 == 0 for file in place.rglob("*"))
        assert json.loads(there.python("-c", AFTERWARDS).stdout) == {
            "imports": [["seen", True], ["loaded", True]],
            "exports": [False],
            "runs": [False],
        }


def test_the_photos_of_tasks_come_back(keys: Keys, tmp_path: Path) -> None:
    name = uuid4()
    photos.keep(Image.new("RGB", (64, 48)), name)
    made = back_up(tmp_path / "office.tar.gz", keys=keys)
    assert made.holds["photos and small copies"] == 2
    with office(tmp_path, "there") as there:
        there.run("office", "restore", str(tmp_path / "office.tar.gz"))
        for small in (False, True):
            path = photos.path_of(name, small=small)
            came = there.home / path.relative_to(settings.HOME)
            assert came.read_bytes() == path.read_bytes()
            path.unlink()


def test_uploads_that_stood_there_are_kept_beside(backup: Path, tmp_path: Path) -> None:
    with office(tmp_path, "there") as there:
        there.run("office", "restore", str(backup))
        mine = there.home / "imports" / "of mine"
        mine.mkdir()
        done = there.run("office", "restore", str(backup), "--replace")
        assert (done.returncode, done.stderr) == (0, "")
        assert not mine.exists()
        kept = list(there.home.glob("imports.replaced-*"))
        assert [(one / "of mine").is_dir() for one in kept] == [True]


def test_an_import_that_was_cleared_away_leaves_nothing(keys: Keys, tmp_path: Path) -> None:
    one = uploaded(loaded=True)
    Import.objects.filter(pk=one.pk).update(cleared_at="2019-05-01T00:00:00+08:00")
    manifest = back_up(tmp_path / "office.tar.gz", keys=keys)
    assert manifest.holds["imports, their lists"] == 0
    assert (settings.HOME / "imports").is_dir()
    assert not [name for name in manifest.files if name.startswith("imports")]
