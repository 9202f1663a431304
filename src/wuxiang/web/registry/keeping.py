"""What stays as it is known when lists come: columns that they do not have, and corrections."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db.models import Q

from wuxiang.schema import TABLES, Table
from wuxiang.sealing import Keys
from wuxiang.snapshot import table_file
from wuxiang.web.registry import secrecy
from wuxiang.web.registry.models import MODELS
from wuxiang.web.registry.taking import known

AT_ONCE = 5_000
Key = tuple[str, ...]
Values = dict[str, object]
Names = dict[str, str]


def kept_values(table: Table, snapshot: Path) -> dict[Key, Values]:
    """What is known in columns of `table` that are empty in all of `snapshot`, as text, by key."""
    with pq.ParquetFile(table_file(snapshot, table.name)) as file:
        silent = [name for name in _stored(table) if _silent(file, name)]
    if not silent:
        return {}
    says_some = Q()
    for name in silent:
        says_some |= Q(**{f"{name}__isnull": False})
    columns = (*table.key, *silent)
    rows = known(table.name).filter(says_some).values_list(*columns).iterator(chunk_size=AT_ONCE)
    return {
        tuple(map(str, row[: len(table.key)])): {
            name: _text(table, name, value)
            for name, value in zip(silent, row[len(table.key) :], strict=True)
            if value is not None
        }
        for row in rows
    }


def kept_names(table: Table, brought: pa.Table, *, keys: Keys) -> dict[Key, Names]:
    """Known identities in columns that are empty in all of `brought`, by key."""
    silent = [
        column.name
        for column in table.sealed
        if not pc.any(pc.not_equal(brought[column.name], "")).as_py()
    ]
    if not silent:
        return {}
    rows = known(table.name).filter(sealed__isnull=False).values_list(*table.key, "sealed")
    salts = secrecy.every_salt()
    kept: dict[Key, Names] = {}
    for *key, sealed in rows.iterator(chunk_size=AT_ONCE):
        subject = str(key[0])
        if subject not in salts:
            continue  # erased
        own = secrecy.own_keys(keys, salts[subject])
        names = secrecy.opened_row(own, table, subject, sealed=bytes(sealed))
        if some := {name: names[name] for name in silent if name in names}:
            kept[tuple(map(str, key))] = some
    return kept


def said_before_corrections(name: str) -> dict[Key, set[str]]:
    """What earlier versions said of the rows of a table that stand corrected by hand, by key.

    A list that says the same again is answered already.
    """
    table = TABLES[name]
    corrected = known(name).exclude(reason="")
    owners = corrected.values(table.key[0])
    versions = MODELS[name].objects.filter(
        superseded_at__isnull=False, **{f"{table.key[0]}__in": owners}
    )
    keys = {tuple(map(str, key)) for key in corrected.values_list(*table.key)}
    found: dict[Key, set[str]] = {}
    for *key, said in versions.values_list(*table.key, "said"):
        if (one := tuple(map(str, key))) in keys:
            found.setdefault(one, set()).add(str(said))
    return found


def _stored(table: Table) -> Iterable[str]:
    return (column.name for column in table.stored if column.name not in table.key)


def _silent(file: pq.ParquetFile, name: str) -> bool:
    column = file.read([name], use_threads=False)[name]
    return bool(column.null_count == len(column))


def _text(table: Table, name: str, value: object) -> object:
    """Days and decimals as text, as they come out of a snapshot."""
    kind = table.column(name).kind
    return str(value) if kind in ("date", "number", "money") else value
