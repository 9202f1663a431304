"""Which households were changed, and when: what looked at them before is older than their data."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet

from wuxiang.schema import TABLES
from wuxiang.web.registry.models import Batch, Touched
from wuxiang.web.registry.versions import OF_HOUSEHOLD, owner_of

HOMES = {
    "household_id": "SELECT household_id FROM {table} WHERE in_batch = %s",
    "person_id": "SELECT household_id FROM registry_person WHERE superseded_at IS NULL "
    "AND person_id IN (SELECT person_id FROM {table} WHERE in_batch = %s)",
    "house_id": "SELECT household_id FROM registry_house WHERE superseded_at IS NULL "
    "AND house_id IN (SELECT house_id FROM {table} WHERE in_batch = %s)",
}
"""The households of the rows of a batch, by the column by which a row belongs to one."""


def touch(batch: Batch) -> None:
    """Note which households the rows of the batch belong to, unless it is the first."""
    if not Batch.objects.exclude(pk=batch.pk).exists():
        return
    selects = [
        HOMES[str(owner_of(TABLES[name]))].format(table=f"registry_{name}")
        for name in batch.rows
        if name in OF_HOUSEHOLD
    ]
    if not selects:
        return
    insert = (
        f"INSERT INTO {Touched._meta.db_table} (batch_id, household_id) "
        f"SELECT DISTINCT %s, household_id FROM ({' UNION '.join(selects)}) AS touched "
        "WHERE household_id IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(insert, [batch.pk] * (1 + len(selects)))


def changed_since(
    since: datetime, keys: Iterable[str], *, snapshot: str = ""
) -> dict[str, datetime]:
    """Those of the households that were changed after `since`, and when last; see touched_since."""
    rows = touched_since(since, snapshot).filter(household_id__in=set(keys))
    found: dict[str, datetime] = {}
    for key, at, undone in rows.values_list("household_id", "batch__at", "batch__undone_at"):
        found[key] = max(found.get(key, at), undone or at)
    return found


def touched_since(since: "datetime | OuterRef", snapshot: "str | OuterRef") -> "QuerySet[Touched]":
    """Which household was touched after `since` by an import, a correction or an event.

    Or by taking one back. Loading the very `snapshot` of this hash, at which somebody looked as of
    `since`, has changed nothing that he did not see.
    """
    loaded = Q(batch__at__gt=since) & ~Q(batch__snapshot=snapshot)
    return Touched.objects.filter(loaded | Q(batch__undone_at__gt=since))


def how_many_touched(since: datetime, snapshot: str) -> int:
    """How many households that are."""
    return touched_since(since, snapshot).values("household_id").distinct().count()
