"""Write an entry, in the transaction of the act that it tells of."""

from collections.abc import Mapping
from typing import Protocol

from django.db import connection, transaction
from django.utils import timezone

from wuxiang.web.journal.chain import START, hash_of
from wuxiang.web.journal.models import End, Entry

SYSTEM = "system"
THE_END = 1


class Actor(Protocol):
    """Whoever acts: his name of sign-in and his role."""

    username: str
    role: str


def record(
    act: str,
    subject: str = "",
    *,
    by: Actor | None,
    detail: Mapping[str, object] | None = None,
) -> Entry:
    """Write down that `by` (None: the system) did `act` to `subject`, a key and never a name.

    Call it last in the transaction of the act: it holds the end of the chain until that ends.
    `detail` is JSON without personal fields. RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an entry is written in the transaction of its act")
    with transaction.atomic():
        end, _ = End.objects.select_for_update().get_or_create(
            id=THE_END, defaults={"number": 0, "hash": START}
        )
        entry = Entry(
            number=end.number + 1,
            at=timezone.now(),
            by=by.username if by else SYSTEM,
            role=by.role if by else SYSTEM,
            act=act,
            subject=subject,
            detail=dict(detail or {}),
            previous=end.hash,
        )
        entry.hash = hash_of(entry)
        entry.save(force_insert=True)
        end.number, end.hash = entry.number, entry.hash
        end.save()
    return entry
