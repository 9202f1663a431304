"""Adopt a run: its dues, tasks and questions become rows that people work on."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow.parquet as pq
from django.db import transaction

from wuxiang.folder import sha256_of
from wuxiang.pack import Pack, read_pack
from wuxiang.record import PACK, read_record
from wuxiang.report import Summary, summarise
from wuxiang.web.accounts.models import User
from wuxiang.web.decisions.models import Adopted, Due, Question, Task
from wuxiang.web.journal.actions import record
from wuxiang.web.registry.loading import insert

Line = Mapping[str, object]
RENAMED: Mapping[type, Mapping[str, str]] = {Due: {"kind": "class", "person_id": "payee"}}
"""Where a model calls a column otherwise than the run."""


@transaction.atomic
def adopt_run(folder: Path, *, by: User | None) -> Adopted:
    """Work from the run in `folder` from now on; what earlier runs proposed is no longer shown.

    Nothing is decided by it: dues and tasks are proposals until a person acts on them.
    Raises UserError when the folder is no run.
    """
    found = read_record(folder)
    pack = read_pack(folder / PACK)
    summary = summarise(folder)
    Adopted.objects.all().delete()
    run = Adopted.objects.create(
        folder=str(folder.resolve()), as_of=found.day, pack_hash=found.pack_hash,
        manifest_hash=sha256_of(folder / "manifest.json"), by=by.username if by else "system",
    )  # fmt: skip
    titles = _titles(pack)
    words = _words(summary)
    run.rows = {
        "entitlement": _take(folder, run, Due, title=titles),
        "task": _take(folder, run, Task, title=titles),
        "question": _take(folder, run, Question, words=words),
    }
    run.save()
    record("run.adopt", run.manifest_hash, by=by, detail=run.rows)
    return run


TABLES = {Due: "entitlement", Task: "task", Question: "question"}


def _take(
    folder: Path, run: Adopted, model: type[Due | Task | Question], **made: Callable[[Line], object]
) -> int:
    """Write a table of the run as rows of `model`; `made` says how its own columns are made."""
    table = pq.read_table(folder / f"{TABLES[model]}.parquet")
    columns = [str(field.column) for field in model._meta.concrete_fields if field.column != "id"]
    lines = [
        tuple(
            run.pk if column == "run_id" else made[column](row) if column in made
            else _plain(row[RENAMED.get(model, {}).get(column, column)])
            for column in columns
        )
        for row in table.to_pylist()
    ]  # fmt: skip
    insert(model._meta.db_table, columns, lines)
    return len(lines)


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _titles(pack: Pack) -> Callable[[Line], object]:
    titles = {name: policy.title.zh for name, policy in pack.policies.items()}
    return lambda row: titles.get(str(row["policy"]), str(row["policy"]))


def _words(summary: Summary) -> Callable[[Line], object]:
    return lambda row: summary.words.get(str(row["missing"]), str(row["missing"]))
