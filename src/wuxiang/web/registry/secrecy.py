"""Identities in the database: sealed per person, found by blind indexes, read only on purpose."""

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin

from wuxiang.schema import TABLES, Table
from wuxiang.sealing import Keys, key_file, load_keys, seal, unseal
from wuxiang.web.registry.models import FieldKey

SALT_BYTES = 16
SEAL_BYTES = 16
BLIND_DIGITS = 32


def office_keys() -> Keys:
    """The office's keys, which lie outside database and backups; read anew when they change."""
    file = key_file()
    return _keys_in(file, file.stat().st_mtime_ns if file.exists() else 0)


@lru_cache(maxsize=1)
def _keys_in(file: Path, changed: int) -> Keys:  # noqa: ARG001  (they tell one content from another)
    return load_keys(create=True)


def new_salt() -> bytes:
    """A fresh salt for somebody's key."""
    return secrets.token_bytes(SALT_BYTES)


def own_keys(keys: Keys, salt: bytes) -> Keys:
    """The keys of one subject: HMAC-SM3 of his salt under the office's keys for sealing."""

    def own(key: bytes) -> bytes:
        return hmac.digest(key, salt, "sm3")[:SEAL_BYTES]

    old = tuple((name, own(key)) for name, key in keys.old)
    return Keys(keys.key_id, seal=own(keys.seal), token=keys.token, old=old)


def subject_of(table: Table, row: Mapping[str, object]) -> str:
    """Whose identities a row of `table` holds: the first part of its key."""
    return str(row[table.key[0]])


def sealed_row(keys: Keys, table: Table, subject: str, *, identities: Mapping[str, str]) -> bytes:
    """The identities of one row, sealed together; `keys` are the subject's own."""
    known = {name: value for name, value in identities.items() if value}
    content = json.dumps(known, ensure_ascii=False).encode()
    return seal(keys, content, label=f"{table.name}/{subject}")


def opened_row(keys: Keys, table: Table, subject: str, *, sealed: bytes) -> dict[str, str]:
    """What `sealed_row` was given."""
    content = unseal(keys, sealed, label=f"{table.name}/{subject}")
    return {str(name): str(value) for name, value in json.loads(content).items()}


def names_of(name: str, row: Any, *, salts: Mapping[str, bytes], keys: Keys) -> dict[str, str]:
    """The identities sealed in a row of table `name`; none when its subject was erased."""
    table = TABLES[name]
    subject = str(getattr(row, table.key[0]))
    if not row.sealed or subject not in salts:
        return {}
    return opened_row(own_keys(keys, salts[subject]), table, subject, sealed=bytes(row.sealed))


def salts_of(subjects: Iterable[str]) -> dict[str, bytes]:
    """The salts of those subjects who have not been erased."""
    rows = FieldKey.objects.filter(subject__in=list(subjects)).values_list("subject", "salt")
    return {subject: bytes(salt) for subject, salt in rows}


def every_salt() -> dict[str, bytes]:
    """The salts of everybody who has not been erased."""
    rows = FieldKey.objects.values_list("subject", "salt")
    return {subject: bytes(salt) for subject, salt in rows.iterator(chunk_size=20_000)}


def blind(keys: Keys, kind: str, word: str) -> str:
    """The blind index of `word`: HMAC-SM3 under the token key; says nothing without it."""
    digest = hmac.digest(keys.token, f"{kind}\0{word}".encode(), "sm3")
    return digest.hex()[:BLIND_DIGITS]


@lru_cache(maxsize=100_000)
def initials(name: str) -> str:
    """The pinyin initials of a name, as 张建国 → zjg."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).lower()


def words_of(identities: Mapping[str, str]) -> list[tuple[str, str]]:
    """By which words somebody is found: his ID number, his name, its initials."""
    found = []
    if identities.get("id_number"):
        found.append(("id", identities["id_number"].upper()))
    if name := identities.get("name"):
        found.append(("name", name))
        if short := initials(name):
            found.append(("pinyin", short))
    return found


def masked(value: str) -> str:
    """A number with its middle hidden: 140930********1234."""
    ends = (6, 4) if len(value) >= 15 else (3, 2)
    if len(value) <= sum(ends):
        return "*" * len(value)
    return value[: ends[0]] + "*" * (len(value) - sum(ends)) + value[-ends[1] :]
