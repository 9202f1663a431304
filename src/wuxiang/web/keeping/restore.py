"""The office out of a backup: checked whole before anything is changed, what stood there kept."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from wuxiang.errors import UserError
from wuxiang.sealing import Keys
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.exports.models import Export
from wuxiang.web.imports.models import Import
from wuxiang.web.journal.actions import record
from wuxiang.web.keeping import databases
from wuxiang.web.keeping.archive import Manifest, unpack
from wuxiang.web.keeping.backup import FILES, IMPORTS, PHOTOS, RUNS
from wuxiang.web.keeping.erasing import erase_again
from wuxiang.web.runs.models import Computed


def check(file: Path, *, keys: Keys) -> Manifest:
    """Say that a backup is whole and that this release can take it; UserError if not."""
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restore-") as drafts:
        return _checked(file, Path(drafts), keys)


def restore(file: Path, *, keys: Keys, replace: bool) -> tuple[Manifest, int]:
    """Put the backup `file` in place, and bring its database up to this release.

    The manifest, and how many people were erased again who had been erased since. UserError when
    the backup is damaged, of another engine or a later release, or when an office stands there and
    `replace` is false; with it, what stood there is kept beside as *.replaced-<moment>.
    """
    if databases.stands() and not replace:
        raise UserError(
            "an office stands here, and nothing of it is overwritten",
            remedy="say --replace to put the backup in its place; what stands is kept beside it",
        )
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restore-") as drafts:
        by = Path(drafts)
        manifest = _checked(file, by, keys)
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        _put_runs(by, manifest)
        aside = settings.HOME / f"database.replaced-{moment}"
        databases.put(by / f"database.{manifest.engine}", aside=aside)
        for part in (FILES, PHOTOS, IMPORTS):
            _put_files(by / part, settings.HOME / f"{part}.replaced-{moment}")
    call_command("migrate", verbosity=0, interactive=False)
    return manifest, _note(manifest)


def _checked(file: Path, by: Path, keys: Keys) -> Manifest:
    manifest = unpack(file, by, keys=keys)
    if manifest.engine != databases.engine():
        raise UserError(
            f"the backup is of {manifest.engine}, the office uses {databases.engine()}",
            remedy="WUXIANG_DATABASE says which: unset for sqlite, an address for postgresql",
        )
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if later := sorted(set(manifest.migrations) - ours):
        raise UserError(
            f"the backup was made by release {manifest.release}, which knows more ({later[0]})",
            remedy="install that release, or a later one, and restore with it",
        )
    return manifest


def _put_runs(by: Path, manifest: Manifest) -> None:
    (settings.HOME / RUNS).mkdir(mode=0o700, exist_ok=True)
    for name in manifest.runs.values():
        if not (settings.HOME / name).exists():
            (by / name).rename(settings.HOME / name)


def _put_files(came: Path, aside: Path) -> None:
    place = settings.HOME / came.name
    if place.exists():
        place.rename(aside)
    if came.exists():
        came.rename(place)


@transaction.atomic
def _note(manifest: Manifest) -> int:
    """Let the runs be found where they lie now, nobody be signed in, and the erased be erased."""
    for known, name in manifest.runs.items():
        Adopted.objects.filter(manifest_hash=known).update(folder=str(settings.HOME / name))
    _forget_what_did_not_come()
    Session.objects.all().delete()
    again = erase_again()
    record("office.restore", manifest.made_at, by=None, detail={"erased_again": again})
    return again


def _forget_what_did_not_come() -> None:
    """Runs, exports and uploads whose files are in no backup are as if their time were up."""
    now = timezone.now()
    for model in (Computed, Export, Import):
        for one in model.objects.filter(cleared_at=None):
            if not one.folder.is_dir():
                model.objects.filter(pk=one.pk).update(cleared_at=now)
