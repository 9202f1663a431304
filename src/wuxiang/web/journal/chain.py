"""What an entry's hash covers, and whether a journal is whole."""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

from wuxiang.sealing import sm3
from wuxiang.web.journal.models import End, Entry

START = "0" * 64
"""What stands before the first entry."""
AT_ONCE = 2_000


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold: the entry's number, and why."""

    number: int
    why: str


def hash_of(entry: Entry) -> str:
    """SM3 (GB/T 32905-2016), in hex, over all that the entry says and the hash before it."""
    said = [
        entry.number, entry.at.astimezone(UTC).isoformat(), entry.by, entry.role, entry.act,
        entry.subject, entry.detail, entry.previous,
    ]  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sm3(text.encode())


def first_break() -> Break | None:
    """Where the journal was changed, cut or added to; None when it is whole.

    Every entry is read, in order. The end of the chain is held against the row that states it.
    """
    number, previous = 0, START
    for entry in _in_order():
        number += 1
        if entry.number != number:
            return Break(number, "it is missing")
        if entry.previous != previous:
            return Break(number, "it does not follow the entry before it")
        if not hmac.compare_digest(entry.hash, hash_of(entry)):
            return Break(number, "it is not as it was written")
        previous = entry.hash
    end = End.objects.first()
    stated = (end.number, end.hash) if end else (0, START)
    if stated != (number, previous):
        return Break(stated[0], "the chain does not end where it says that it ends")
    return None


def _in_order() -> Iterable[Entry]:
    return Entry.objects.order_by("number").iterator(chunk_size=AT_ONCE)
