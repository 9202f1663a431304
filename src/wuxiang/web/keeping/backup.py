"""A backup of the office: its database, and all beside it that cannot be made again.

That is photos, the run that is worked from, and the lists that were uploaded. What can be made
again is left out: other runs, exports, and what was read of lists that are loaded.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from wuxiang import __version__
from wuxiang.sealing import Keys
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.exports.models import Export
from wuxiang.web.imports.models import Import
from wuxiang.web.journal.actions import record
from wuxiang.web.keeping import databases
from wuxiang.web.keeping.archive import Manifest, add_manifest, files_below, new_archive
from wuxiang.web.runs.models import Computed

FILES = "files"
PHOTOS = "photos"
RUNS = "runs"
IMPORTS = "imports"


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
            parts = [(copy, copy.name), *photos()]
            for known, folder in (before | _adopted()).items():
                name = f"{RUNS}/{known[:16]}"
                if not folder.is_dir():
                    manifest.missing_runs.append(str(folder))
                    continue
                manifest.runs[known] = name
                parts += files_below(folder, name)
            parts += uploads()
            manifest.files = {name: add(path, name) for path, name in parts}
            manifest.holds, manifest.left_out = in_it(manifest), not_in_it()
            said = add_manifest(add, manifest, keys=keys, by=by)
    with transaction.atomic():
        record("office.backup", said, by=None, detail={"files": len(manifest.files)})
    return manifest


def photos() -> Iterator[tuple[Path, str]]:
    """The photos of tasks with their small copies, and whatever else was stored as a file."""
    for name in (PHOTOS, FILES):
        yield from files_below(settings.HOME / name, name)


def uploads() -> Iterator[tuple[Path, str]]:
    """The lists of every import that were not cleared away; with what was read of them, where
    somebody has yet to say whether to load it.
    """
    for one in _imports():
        waits = one.state == "seen"
        folder = one.folder if waits else one.uploaded
        yield from files_below(folder, folder.relative_to(settings.HOME).as_posix())


def in_it(manifest: Manifest) -> dict[str, int]:
    """What a backup holds beside the database, counted."""
    imports, stored = list(_imports()), (f"{PHOTOS}/", f"{FILES}/")
    return {
        "adopted runs": len(manifest.runs),
        "photos and small copies": sum(name.startswith(stored) for name in manifest.files),
        "imports, their lists": len(imports),
        "imports, what was read of them": sum(one.state == "seen" for one in imports),
    }


def not_in_it() -> dict[str, int]:
    """What is left out because it can be made again, counted."""
    return {
        "runs that are not worked from": Computed.objects.filter(cleared_at=None)
        .exclude(pk__in=[one.pk for one in _worked_from()])
        .count(),
        "exports": Export.objects.filter(cleared_at=None).count(),
        "imports, what was read of them": sum(one.state != "seen" for one in _imports()),
    }


def _imports() -> Iterator[Import]:
    rows = Import.objects.filter(cleared_at=None).select_related("batch", "loading", "undoing")
    return (one for one in rows.order_by("pk") if one.uploaded.is_dir())


def _worked_from() -> list[Computed]:
    folders = set(_adopted().values())
    return [one for one in Computed.objects.filter(cleared_at=None) if one.run in folders]


def _adopted() -> dict[str, Path]:
    """The folders of adopted runs, by the hash of the run's manifest."""
    rows = Adopted.objects.values_list("manifest_hash", "folder")
    return {known: Path(folder) for known, folder in rows}


def _applied() -> list[str]:
    """The migrations that the database has, as app.name."""
    return [f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()]
