"""A snapshot into the register: only what differs is written, in short steps, visible at once.

Rows are staged – known at no time – and switched on table by table at the end. Killed before that,
nothing has changed; the next load clears what was staged.
"""

import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection, transaction
from django.utils import timezone

from wuxiang.errors import UserError
from wuxiang.folder import sha256_of
from wuxiang.schema import TABLES, Table
from wuxiang.sealing import Keys
from wuxiang.snapshot import MANIFEST, identities, read_manifest, table_file
from wuxiang.web.accounts.models import User
from wuxiang.web.journal.actions import record
from wuxiang.web.registry import secrecy
from wuxiang.web.registry.findings import FINDING, outdated
from wuxiang.web.registry.keeping import (
    Key,
    Names,
    Values,
    kept_names,
    kept_values,
    said_before_corrections,
)
from wuxiang.web.registry.models import MODELS, Batch, FieldKey, Found
from wuxiang.web.registry.taking import invented
from wuxiang.web.registry.touching import touch

STAGED = datetime(1970, 1, 1, tzinfo=UTC)
"""The end of a row that is not switched on yet: before any beginning."""
AT_ONCE = 5_000
SAID_DIGITS = 32
OWN = ("recorded_at", "superseded_at", "in_batch", "reason", "said", "sealed")
Progress = Callable[[str, int, int], None]
Line = tuple[Values, Names]
"""A row of a snapshot, and its identities."""


@dataclass(frozen=True)
class Difference:
    """How many rows of a table are new, changed or the same; `absent` are known and not brought."""

    fresh: int
    changed: int
    same: int
    absent: int


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
    settled: Callable[[Batch], None] = lambda _: None,
) -> Batch:
    """Take all tables of `snapshot` into the register; what it says already is left as it is.

    `settled` is called in the transaction that lets the new rows be known, all of them at once.

    Rows that the snapshot does not hold stay, and so do values in columns that are empty in all of
    it: a list that has no such column takes nothing away. A row that was corrected by hand stays so
    until a list says something else than it said before. Raises UserError when it is no snapshot,
    the keys are not those that sealed it, or it would mix invented people with real ones; the
    register is then as it was.
    """
    manifest = read_manifest(snapshot)
    _refuse_mixing(manifest.invented)
    clear_staged()
    batch = Batch.objects.create(
        what=what, by=by.username if by else "system", as_of=manifest.day,
        invented=manifest.invented, snapshot=sha256_of(snapshot / MANIFEST),
    )  # fmt: skip
    load = Load(batch, keys, timezone.now())
    counts: dict[str, int] = {}
    passed, of = 0, sum(manifest.rows.values())
    for name, table in TABLES.items():
        progress(name, passed, of)
        counts[name] = 0
        for written in _stage(load, table, snapshot):
            counts[name] += written
            progress(name, passed + counts[name], of)
        passed += manifest.rows.get(name, 0)
    with transaction.atomic():
        _switch(load, counts, outdated=outdated(snapshot), by=by)
        settled(batch)
    return batch


def compare(
    snapshot: Path, *, keys: Keys, progress: Progress = lambda *_: None
) -> dict[str, Difference]:
    """What loading `snapshot` would change, by table; tables without rows in it are left out.

    Raises UserError as `load_snapshot` does.
    """
    manifest = read_manifest(snapshot)
    _refuse_mixing(manifest.invented)
    brought = {name: rows for name, rows in manifest.rows.items() if rows}
    found = {}
    for number, name in enumerate(TABLES, start=1):
        progress(name, number, len(TABLES))
        if name in brought:
            found[name] = _difference(keys, TABLES[name], snapshot, rows=brought[name])
    return found


def _difference(keys: Keys, table: Table, snapshot: Path, *, rows: int) -> Difference:
    known = _known(table)
    if not known:
        return Difference(fresh=rows, changed=0, same=0, absent=0)
    differing = [key in known for key, _ in _differing(keys, table, snapshot, known=known)]
    changed = sum(differing)
    fresh = len(differing) - changed
    return Difference(fresh, changed, rows - len(differing), len(known) - (rows - fresh))


def _refuse_mixing(coming_invented: bool) -> None:
    """Real people never stand beside the demo's, whose sign-ins are known to everybody."""
    if Batch.objects.exists() and coming_invented != invented():
        raise UserError(
            "the snapshot is of invented people, the register holds real ones"
            if coming_invented
            else "the snapshot is of real people, the register holds invented ones",
            remedy="give it an office of its own: another WUXIANG_HOME or WUXIANG_DATABASE",
        )


def clear_staged() -> None:
    """Drop what a load that was killed left behind, its batch included."""
    dead: set[int] = set()
    for model in MODELS.values():
        staged = model.objects.filter(superseded_at=STAGED)
        with transaction.atomic():
            dead.update(staged.values_list("in_batch", flat=True).distinct())
            staged._raw_delete(staged.db)
    Batch.objects.filter(pk__in=dead).delete()


def said(keys: Keys, values: Mapping[str, object]) -> str:
    """A keyed hash of all that a row says, its identities included; equal rows have equal ones."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.digest(keys.token, text.encode(), "sm3").hex()[:SAID_DIGITS]


def _stage(load: Load, table: Table, snapshot: Path) -> Iterator[int]:
    """Write the rows of a table that differ from what is known, staged; how many, step by step."""
    fresh: list[Line] = []
    for _, line in _differing(load.keys, table, snapshot, known=_known(table)):
        fresh.append(line)
        if len(fresh) == AT_ONCE:
            yield _write(load, table, fresh)
            fresh = []
    yield _write(load, table, fresh)


def _differing(
    keys: Keys, table: Table, snapshot: Path, *, known: Mapping[Key, str]
) -> Iterator[tuple[Key, Line]]:
    """The rows of the snapshot that are not known as they stand, by key."""
    brought = identities(snapshot, keys, table.name) if table.sealed else None
    named = _named(table, brought)
    values, unsaid = _kept(keys, table, snapshot, brought=brought) if known else ({}, {})
    answered = said_before_corrections(table.name) if known else {}
    for row in _rows(table, snapshot):
        key = tuple(str(row[name]) for name in table.key)
        row.update(values.get(key, {}))
        names = unsaid.get(key, {}) | named.get(key, {})
        row["said"] = said(keys, row | names)
        if row["said"] not in (known.get(key), *answered.get(key, ())):
            yield key, (row, names)


def _known(table: Table) -> dict[Key, str]:
    """What the known rows of the table say, by key."""
    rows = MODELS[table.name].objects.filter(superseded_at__isnull=True)
    listed = rows.values_list(*table.key, "said").iterator(chunk_size=AT_ONCE)
    return {tuple(str(part) for part in row[:-1]): row[-1] for row in listed}


def _rows(table: Table, snapshot: Path) -> Iterator[Values]:
    """The rows of a table; days and decimals as text, which the database and the hash take."""
    with pq.ParquetFile(table_file(snapshot, table.name)) as file:
        fields = [
            pa.field(one.name, pa.string())
            if pa.types.is_date(one.type) or pa.types.is_decimal(one.type)
            else one
            for one in file.schema_arrow
        ]
        for batch in file.iter_batches(AT_ONCE, use_threads=False):
            yield from batch.cast(pa.schema(fields)).to_pylist()


def _kept(
    keys: Keys, table: Table, snapshot: Path, *, brought: pa.Table | None
) -> tuple[dict[Key, Values], dict[Key, Names]]:
    """What stays in the columns and identities of which the snapshot says nothing at all."""
    names = {} if brought is None else kept_names(table, brought, keys=keys)
    return kept_values(table, snapshot), names


def _named(table: Table, brought: pa.Table | None) -> dict[Key, Names]:
    """The identities of each row that has some, by key."""
    if brought is None:
        return {}
    columns = [column.name for column in table.sealed]
    return {
        tuple(str(row[name]) for name in table.key): {
            name: row[name] for name in columns if row[name]
        }
        for row in brought.to_pylist()
    }


def _write(load: Load, table: Table, fresh: Sequence[Line]) -> int:
    """Write some rows with their sealed identities and their blind indexes, in one transaction."""
    if not fresh:
        return 0
    columns = [column.name for column in table.stored]
    values = itemgetter(*columns)
    with transaction.atomic():
        salts = _salts(table, fresh)
        lines = []
        for row, names in fresh:
            sealed = _sealed(load, table, (row, names), salts=salts)
            own = (load.at, STAGED, load.batch.pk, "", row["said"], sealed)
            lines.append((*values(row), *own))
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


def _salts(table: Table, fresh: Iterable[Line]) -> dict[str, bytes]:
    """The salt of each subject with identities; new ones are kept."""
    subjects = {secrecy.subject_of(table, row) for row, names in fresh if names}
    if not subjects:
        return {}
    salts = secrecy.salts_of(subjects)
    new = {subject: secrecy.new_salt() for subject in sorted(subjects - salts.keys())}
    FieldKey.objects.bulk_create(FieldKey(subject=name, salt=salt) for name, salt in new.items())
    return salts | new


def _sealed(load: Load, table: Table, line: Line, *, salts: Mapping[str, bytes]) -> bytes | None:
    row, names = line
    if not names:
        return None
    subject = secrecy.subject_of(table, row)
    own = secrecy.own_keys(load.keys, salts[subject])
    return secrecy.sealed_row(own, table, subject, identities=names)


def _index(keys: Keys, fresh: Iterable[Line]) -> None:
    lines = [
        (kind, secrecy.blind(keys, kind, word), str(row["person_id"]))
        for row, names in fresh
        for kind, word in secrecy.words_of(names)
    ]
    insert(Found._meta.db_table, ("kind", "blind", "person_id"), lines)


def _switch(
    load: Load, counts: Mapping[str, int], *, outdated: Sequence[int], by: User | None
) -> None:
    """Let the staged rows be known from now on, in place of those of the same keys.

    `outdated` findings are known no more.
    """
    with transaction.atomic():
        now = timezone.now()
        MODELS[FINDING].objects.filter(pk__in=outdated).update(
            superseded_at=now, superseded_by=load.batch.pk
        )
        for name, count in counts.items():
            if count:
                _supersede(TABLES[name], load.batch.pk, now)
        load.batch.at = now
        touched = {FINDING} if outdated else set()
        load.batch.rows = {
            name: count for name, count in counts.items() if count or name in touched
        }
        load.batch.save()
        touch(load.batch)
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
