"""A new key for the names: whatever an old one sealed is sealed anew, step by step, and counted."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from wuxiang.errors import UserError
from wuxiang.schema import TABLES, Table
from wuxiang.sealing import (
    KEY_ID_BYTES,
    MAGIC,
    Keys,
    key_id_of,
    load_keys,
    renamed,
    retire_key,
    rotate_keys,
)
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.journal.actions import record
from wuxiang.web.registry import secrecy

AT_ONCE = 1_000
KEY_ID = f"substr(sealed, {len(MAGIC) + 1}, {KEY_ID_BYTES})"
Progress = Callable[[str, int, int], None]


def sealed_under() -> dict[str, int]:
    """How many rows of the register each key has sealed, by the key's name."""
    counted: Counter[str] = Counter()
    with connection.cursor() as cursor:
        for name in _sealing():
            cursor.execute(
                f"SELECT {KEY_ID}, count(*) FROM registry_{name} "
                "WHERE sealed IS NOT NULL GROUP BY 1"
            )
            for key_id, number in cursor.fetchall():
                counted[bytes(key_id).decode("ascii", "replace")] += number
    return dict(counted)


def rotate(progress: Progress = lambda *_: None) -> tuple[Keys, int]:
    """Seal the register with a new key: the keys now, and how many rows were sealed anew.

    A rotation that was cut short is finished first: no other key is made until it is.
    """
    keys = load_keys(create=False)
    under_old = set(sealed_under()) & {name for name, _key in keys.old}
    if not under_old:
        keys = rotate_keys()
        _note("keys.rotate", keys.key_id, {"old": [name for name, _key in keys.old]})
    tables = _sealing()
    anew = 0
    for number, (name, table) in enumerate(tables.items(), start=1):
        progress(name, number, len(tables))
        anew += sum(_reseal(table, rows, keys) for rows in _older(table, keys))
    _note("keys.resealed", keys.key_id, {"rows": anew})
    return keys, anew


def retire(key_id: str) -> None:
    """Destroy an old key; UserError while the register or an adopted run still needs it."""
    if number := sealed_under().get(key_id, 0):
        raise UserError(
            f"{number} rows of the register are sealed with {key_id}",
            remedy="let wuxiang keys rotate finish first",
        )
    for folder in Adopted.objects.values_list("folder", flat=True):
        for file in Path(folder).glob("inputs/snapshot/sealed/*.sealed"):
            if _key_of(file) == key_id:
                raise UserError(
                    f"the run in {folder} has names sealed with {key_id}",
                    remedy="take a new snapshot, run, and adopt that run first",
                )
    retire_key(key_id)
    _note("keys.retire", key_id, {})


def _sealing() -> Mapping[str, Table]:
    return {name: table for name, table in TABLES.items() if table.sealed}


def _older(table: Table, keys: Keys) -> Iterator[list[Any]]:
    """The rows that other keys have sealed, some at a time: id, subject, sealed."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, {table.key[0]}, sealed FROM registry_{table.name} "
                f"WHERE sealed IS NOT NULL AND {KEY_ID} <> %s AND id > %s "
                f"ORDER BY id LIMIT {AT_ONCE}",
                [keys.key_id.encode(), last],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield rows


def _reseal(table: Table, rows: list[Any], keys: Keys) -> int:
    """Seal some rows anew in one transaction; one that somebody changed meanwhile is left to him.

    What was sealed for somebody who is erased can be opened by nobody: it takes the name of the new
    key, so that the old one can be retired, and stays as it is.
    """
    salts = secrecy.salts_of({str(subject) for _id, subject, _sealed in rows})
    lines = []
    for number, subject, sealed in rows:
        if subject not in salts:
            lines.append((renamed(bytes(sealed), keys), number, bytes(sealed)))
            continue
        own = secrecy.own_keys(keys, salts[subject])
        names = secrecy.opened_row(own, table, subject, sealed=bytes(sealed))
        fresh = secrecy.sealed_row(own, table, subject, identities=names)
        lines.append((fresh, number, bytes(sealed)))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE registry_{table.name} SET sealed = %s WHERE id = %s AND sealed = %s", lines
        )
    return len(lines)


def _key_of(file: Path) -> str:
    with file.open("rb") as opened:
        return key_id_of(opened.read(len(MAGIC) + KEY_ID_BYTES))


@transaction.atomic
def _note(act: str, key_id: str, detail: Mapping[str, object]) -> None:
    record(act, key_id, by=None, detail=detail)
