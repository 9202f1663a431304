"""A snapshot into the register: only what differs is written, in short steps, visible at once.

Rows are staged – known at no time – and switched on table by table at the end. Killed before that,
nothing has changed; the next load clears what was staged.
"""

import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection, transaction
from django.utils import timezone

from wuxiang.errors import UserError
from wuxiang.schema import TABLES, Table
from wuxiang.sealing import Keys
from wuxiang.snapshot import identities, read_manifest, table_file
from wuxiang.web.accounts.models import User
from wuxiang.web.journal.actions import record
from wuxiang.web.registry import secrecy
from wuxiang.web.registry.models import MODELS, Batch, FieldKey, Found
from wuxiang.web.registry.taking import invented

STAGED = datetime(1970, 1, 1, tzinfo=UTC)
"""The end of a row that is not switched on yet: before any beginning."""
AT_ONCE = 5_000
SAID_DIGITS = 32
OWN = ("recorded_at", "superseded_at", "in_batch", "reason", "said", "sealed")
Progress = Callable[[str, int, int], None]
Values = dict[str, object]


@dataclass(frozen=True)
class Load:
    """One load under way."""

    batch: Batch
    keys: Keys
    at: datetime


def load_snapshot(
    snapshot: Path,
    *,
    keys: Keys,
    by: User | None,
    what: str,
    progress: Progress = lambda *_: None,
) -> Batch:
    """Take all tables of `snapshot` into the register; what it says already is left as it is.

    Rows that the snapshot does not hold stay. Raises UserError when it is no snapshot, the keys are
    not those that sealed it, or it would mix invented people with real ones; the register is then
    as it was.
    """
    manifest = read_manifest(snapshot)
    _refuse_mixing(manifest.invented)
    clear_staged()
    batch = Batch.objects.create(
        what=what, by=by.username if by else "system", as_of=manifest.day,
        invented=manifest.invented,
    )  # fmt: skip
    load = Load(batch, keys, timezone.now())
    counts: dict[str, int] = {}
    for number, name in enumerate(TABLES, start=1):
        progress(name, number, len(TABLES))
        counts[name] = _stage(load, TABLES[name], snapshot)
    _switch(load, counts, by=by)
    return batch


def _refuse_mixing(coming_invented: bool) -> None:
    """Real people never stand beside the demo's, whose sign-ins are known to everybody."""
    if Batch.objects.exists() and coming_invented != invented():
        came, there = ("invented", "real") if coming_invented else ("real", "invented")
        raise UserError(
            f"the snapshot is of {came} people, the register holds {there} ones",
            remedy="give it an office of its own: another WUXIANG_HOME or WUXIANG_DATABASE",
        )


def clear_staged() -> None:
    """Drop what a load that was killed left behind."""
    for model in MODELS.values():
        with transaction.atomic():
            model.objects.filter(superseded_at=STAGED).delete()


def said(keys: Keys, values: Mapping[str, object]) -> str:
    """A keyed hash of all that a row says, its identities included; equal rows have equal ones."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.digest(keys.token, text.encode(), "sm3").hex()[:SAID_DIGITS]


def _stage(load: Load, table: Table, snapshot: Path) -> int:
    """Write the rows of one table that differ from what is known, staged; how many there are."""
    known = _known(table)
    named = _named(load.keys, table, snapshot)
    fresh: list[tuple[Values, dict[str, str]]] = []
    written = 0
    for row in _rows(table, snapshot):
        key = tuple(str(row[name]) for name in table.key)
        names = named.get(key, {})
        row["said"] = said(load.keys, row | names)
        if known.get(key) != row["said"]:
            fresh.append((row, names))
        if len(fresh) == AT_ONCE:
            written += _write(load, table, fresh)
            fresh = []
    return written + _write(load, table, fresh)


def _known(table: Table) -> dict[tuple[str, ...], str]:
    """What the known rows of the table say, by key."""
    rows = MODELS[table.name].objects.filter(superseded_at__isnull=True)
    listed = rows.values_list(*table.key, "said").iterator(chunk_size=AT_ONCE)
    return {tuple(str(part) for part in row[:-1]): row[-1] for row in listed}


def _rows(table: Table, snapshot: Path) -> Iterator[Values]:
    with pq.ParquetFile(table_file(snapshot, table.name)) as file:
        for batch in file.iter_batches(AT_ONCE, use_threads=False):
            yield from batch.to_pylist()


def _named(keys: Keys, table: Table, snapshot: Path) -> dict[tuple[str, ...], dict[str, str]]:
    """The identities of each row that has some, by key."""
    if not table.sealed:
        return {}
    found: pa.Table = identities(snapshot, keys, table.name)
    columns = [column.name for column in table.sealed]
    return {
        tuple(str(row[name]) for name in table.key): {
            name: row[name] for name in columns if row[name]
        }
        for row in found.to_pylist()
    }


def _write(load: Load, table: Table, fresh: Sequence[tuple[Values, dict[str, str]]]) -> int:
    """Write some rows with their sealed identities and their blind indexes, in one transaction."""
    if not fresh:
        return 0
    columns = [column.name for column in table.stored]
    with transaction.atomic():
        salts = _salts(table, fresh)
        lines = []
        for row, names in fresh:
            sealed = _sealed(load, table, (row, names), salts=salts)
            own = (load.at, STAGED, load.batch.pk, "", row["said"], sealed)
            lines.append((*(_plain(row.get(name)) for name in columns), *own))
        insert(f"registry_{table.name}", (*columns, *OWN), lines)
        if table.name == "person":
            _index(load.keys, fresh)
    return len(fresh)


def insert(table: str, columns: Iterable[str], lines: Sequence[Sequence[Any]]) -> None:
    """Insert many rows at once; bulk_create would make an object of each."""
    names = [connection.ops.quote_name(column) for column in columns]
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", lines)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _salts(table: Table, fresh: Iterable[tuple[Values, dict[str, str]]]) -> dict[str, bytes]:
    """The salt of each subject with identities; new ones are kept."""
    subjects = {secrecy.subject_of(table, row) for row, names in fresh if names}
    if not subjects:
        return {}
    salts = secrecy.salts_of(subjects)
    new = {subject: secrecy.new_salt() for subject in sorted(subjects - salts.keys())}
    FieldKey.objects.bulk_create(FieldKey(subject=name, salt=salt) for name, salt in new.items())
    return salts | new


def _sealed(
    load: Load, table: Table, line: tuple[Values, dict[str, str]], *, salts: Mapping[str, bytes]
) -> bytes | None:
    row, names = line
    if not names:
        return None
    subject = secrecy.subject_of(table, row)
    own = secrecy.own_keys(load.keys, salts[subject])
    return secrecy.sealed_row(own, table, subject, identities=names)


def _index(keys: Keys, fresh: Iterable[tuple[Values, dict[str, str]]]) -> None:
    lines = [
        (kind, secrecy.blind(keys, kind, word), str(row["person_id"]))
        for row, names in fresh
        for kind, word in secrecy.words_of(names)
    ]
    insert(Found._meta.db_table, ("kind", "blind", "person_id"), lines)


def _switch(load: Load, counts: Mapping[str, int], *, by: User | None) -> None:
    """Let the staged rows be known from now on, in place of those of the same keys."""
    with transaction.atomic():
        now = timezone.now()
        for name, count in counts.items():
            if count:
                _supersede(TABLES[name], load.batch.pk, now)
        load.batch.at = now
        load.batch.rows = {name: count for name, count in counts.items() if count}
        load.batch.save()
        record("import.take", f"batch/{load.batch.pk}", by=by, detail=load.batch.rows)


def _supersede(table: Table, batch: int, now: datetime) -> None:
    name = f"registry_{table.name}"
    same = " AND ".join(f"fresh.{key} = {name}.{key}" for key in table.key)
    ended = (
        f"UPDATE {name} SET superseded_at = %s, superseded_by = %s WHERE superseded_at IS NULL "
        f"AND EXISTS (SELECT 1 FROM {name} AS fresh WHERE fresh.in_batch = %s AND {same})"
    )
    begun = f"UPDATE {name} SET superseded_at = NULL, recorded_at = %s WHERE in_batch = %s"
    with connection.cursor() as cursor:
        cursor.execute(ended, [now, batch, batch])
        cursor.execute(begun, [now, batch])


@transaction.atomic
def undo(batch: Batch, *, by: User) -> None:
    """Take a whole import back: what it wrote is no longer known, what it replaced is again.

    Rows of it that somebody has corrected since are left as corrected.
    """
    take_back(batch, by=by)
    record("import.undo", f"batch/{batch.pk}", by=by)


def take_back(batch: Batch, *, by: User) -> None:
    """Let what a batch wrote be known no more, and again what it replaced."""
    now = timezone.now()
    for name in batch.rows:
        rows = MODELS[name].objects
        rows.filter(in_batch=batch.pk, superseded_at__isnull=True).update(
            superseded_at=now, superseded_by=-batch.pk
        )
        _revive(TABLES[name], batch.pk, now)
    batch.undone_at, batch.undone_by = now, by.username
    batch.save()


def _revive(table: Table, batch: int, now: datetime) -> None:
    """Write again, as known from now on, the rows that the batch had superseded."""
    name = f"registry_{table.name}"
    columns = [
        *(connection.ops.quote_name(c.name) for c in table.stored),
        "reason",
        "said",
        "sealed",
    ]
    same = " AND ".join(f"other.{key} = {name}.{key}" for key in table.key)
    listed = ", ".join(columns)
    again = (
        f"INSERT INTO {name} ({listed}, recorded_at, in_batch) "
        f"SELECT {listed}, %s, in_batch FROM {name} WHERE superseded_by = %s "
        f"AND NOT EXISTS (SELECT 1 FROM {name} AS other "
        f"WHERE other.superseded_at IS NULL AND {same})"
    )
    with connection.cursor() as cursor:
        cursor.execute(again, [now, batch])
