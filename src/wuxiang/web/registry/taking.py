"""The register as a snapshot: everyone as of a day, as it was known at a moment."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.db.models import Q, QuerySet
from django.utils import timezone

from wuxiang.schema import TABLES, Table
from wuxiang.sealing import Keys
from wuxiang.snapshot import Draft, new_snapshot
from wuxiang.web.registry import secrecy
from wuxiang.web.registry.models import MODELS, Batch
from wuxiang.web.registry.versions import OF_HOUSEHOLD, owner_of, versions_of

AT_ONCE = 20_000
ARROW = {
    "text": pa.string(), "code": pa.string(), "integer": pa.int32(), "date": pa.date32(),
    "number": pa.decimal128(18, 4), "money": pa.decimal128(18, 2), "boolean": pa.bool_(),
}  # fmt: skip


def day_begins(day: date) -> datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def known(name: str, *, at: datetime | None = None) -> "QuerySet[Any]":
    """The rows of table `name` as they were known at a moment; by default now."""
    rows: QuerySet[Any] = MODELS[name].objects.all()
    if at is None:
        return rows.filter(superseded_at__isnull=True)
    until = Q(superseded_at__isnull=True) | Q(superseded_at__gt=at)
    return rows.filter(until, recorded_at__lte=at)


def invented() -> bool:
    """Whether the people of the register are invented; they never stand beside real ones."""
    return Batch.objects.filter(invented=True).exists()


def latest_day() -> date | None:
    """The latest day whose state the lists of the register show; None before the first."""
    lists = Batch.objects.filter(kind="import", undone_at__isnull=True)
    newest = lists.order_by("-as_of").first()
    return newest.as_of if newest else None


def take_snapshot(
    out: Path, *, county: str, keys: Keys, as_of: date, known_at: datetime | None = None
) -> None:
    """Write the register to the snapshot folder `out`.

    Raises UserError when there is something at `out` already.
    """
    with new_snapshot(out) as draft:
        for table in TABLES.values():
            _add(draft, table, keys=keys, known_at=known_at)
        draft.finish(
            county=county,
            as_of=as_of,
            known_at=(known_at.date() if known_at else as_of),
            sources={},
            invented=invented(),
        )


def household_rows(key: str) -> dict[str, pa.Table]:
    """What the register says of one household now, by table, as a snapshot would have it."""
    rows = versions_of("household", key, OF_HOUSEHOLD, earlier=False)
    people = {
        one.person_id for one in rows if one.table.name == "person" and one.household_id == key
    }
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in OF_HOUSEHOLD}
    for one in rows:
        owner = owner_of(one.table)
        if owner == "house_id" or one.values[str(owner)] in {key, *people}:
            found[one.table.name].append(dict(one.values))
    return {name: pa.Table.from_pylist(of, _schema(TABLES[name])) for name, of in found.items()}


def _schema(table: Table) -> pa.Schema:
    return pa.schema([(column.name, ARROW[column.kind]) for column in table.stored])


def _add(draft: Draft, table: Table, *, keys: Keys, known_at: datetime | None) -> None:
    columns = [column.name for column in table.stored]
    schema = _schema(table)
    rows = known(table.name, at=known_at).order_by(*table.key)
    taken = pa.Table.from_batches(_batches(rows, columns, schema), schema)
    draft.engine.take("taken_table", taken)
    draft.add(table.name, "SELECT * FROM taken_table")
    if table.sealed:
        draft.seal(keys, table.name, _identities(rows, table, keys))


def _batches(
    rows: "QuerySet[Any]", columns: list[str], schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    lines: list[tuple[object, ...]] = []
    for line in rows.values_list(*columns).iterator(chunk_size=AT_ONCE):
        lines.append(line)
        if len(lines) == AT_ONCE:
            yield _batch(lines, schema)
            lines = []
    yield _batch(lines, schema)


def _batch(lines: list[tuple[object, ...]], schema: pa.Schema) -> pa.RecordBatch:
    columns = list(zip(*lines, strict=True)) if lines else [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _identities(rows: "QuerySet[Any]", table: Table, keys: Keys) -> pa.Table:
    """Key and identity columns, unsealed for the journey into the sealed file beside the tables."""
    names = [*table.key, *(column.name for column in table.sealed)]
    found: dict[str, list[str | None]] = {name: [] for name in names}
    salts = secrecy.every_salt()
    for *key, sealed in rows.filter(sealed__isnull=False).values_list(*table.key, "sealed"):
        subject = str(key[0])
        if subject not in salts:
            continue  # erased
        own = secrecy.own_keys(keys, salts[subject])
        known_names = secrecy.opened_row(own, table, subject, sealed=bytes(sealed))
        for name, value in zip(table.key, key, strict=True):
            found[name].append(str(value))
        for column in table.sealed:
            found[column.name].append(known_names.get(column.name))
    return pa.table({name: pa.array(values, pa.string()) for name, values in found.items()})
