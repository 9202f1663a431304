"""A backup of the office: its database, its files, the runs that it works from; never its keys."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from wuxiang import __version__
from wuxiang.sealing import Keys
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.journal.actions import record
from wuxiang.web.keeping import databases
from wuxiang.web.keeping.archive import Manifest, add_manifest, files_below, new_archive

FILES = "files"
RUNS = "runs"


def back_up(out: Path, *, keys: Keys) -> Manifest:
    """Write a backup to the file `out` while people work, and note it in the journal.

    The database is that of one moment; files and runs never change, and are taken after it.
    UserError if `out` is there already.
    """
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".backup-") as drafts:
        by = Path(drafts)
        with new_archive(out) as add:
            before = _adopted()
            copy = databases.dump(by)
            manifest = Manifest(
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                release=__version__,
                engine=databases.engine(),
                migrations=sorted(_applied()),
            )
            parts = [(copy, copy.name), *files_below(settings.HOME / FILES, FILES)]
            for known, folder in (before | _adopted()).items():
                name = f"{RUNS}/{known[:16]}"
                if not folder.is_dir():
                    manifest.missing_runs.append(str(folder))
                    continue
                manifest.runs[known] = name
                parts += files_below(folder, name)
            manifest.files = {name: add(path, name) for path, name in parts}
            said = add_manifest(add, manifest, keys=keys, by=by)
    with transaction.atomic():
        record("office.backup", said, by=None, detail={"files": len(manifest.files)})
    return manifest


def _adopted() -> dict[str, Path]:
    """The folders of adopted runs, by the hash of the run's manifest."""
    rows = Adopted.objects.values_list("manifest_hash", "folder")
    return {known: Path(folder) for known, folder in rows}


def _applied() -> list[str]:
    """The migrations that the database has, as app.name."""
    return [f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()]
