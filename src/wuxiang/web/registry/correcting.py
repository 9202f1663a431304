"""Corrections: a row is put right, with a reason; what it said before stays known."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from wuxiang.schema import TABLES, Table
from wuxiang.web.accounts.models import User
from wuxiang.web.registry import fetch
from wuxiang.web.registry.changing import Act, Change, change, values_of
from wuxiang.web.registry.models import MODELS, Batch
from wuxiang.web.registry.taking import known
from wuxiang.web.registry.versions import OWNERS

FIELDS = "households.correct"
STANDING = "standing.correct"
OPEN: Mapping[str, str] = {
    "household": FIELDS,
    "person": FIELDS,
    "household_status": STANDING,
    "income": FIELDS,
    "living": FIELDS,
    "assets": FIELDS,
    "house": FIELDS,
    "house_survey": FIELDS,
    "income_source": FIELDS,
    "procedure": STANDING,
    "residence": STANDING,
    "risk": STANDING,
    "risk_measure": FIELDS,
}
"""Tables that are corrected by hand, each with the permission for it.

Others are put right where they come from: an office's list, a bank's answer, an event.
"""
BEGIN_BY_EVENT = frozenset({"household", "person"})
LINKS = frozenset({*OWNERS, "other_household_id"})
MADE_KEYS = frozenset({"house_id", "source_id"})
"""Keys of our own making."""


@dataclass(frozen=True)
class Opened:
    """A row that is to be corrected, of the household `household`; `row` is None for a new one."""

    household: str
    table: Table
    row: Any | None
    names: Mapping[str, str]

    @property
    def columns(self) -> list[Any]:
        """The columns that may be corrected: of a row that is there, none of its key."""
        fixed = LINKS | MADE_KEYS
        if self.row is not None:
            fixed |= set(self.table.key)
        return [column for column in self.table.columns if column.name not in fixed]


def open_row(user: User, household: str, *, table: str, version: int) -> Opened:
    """The row `version` of a table of a household that the user may see; 0 is a new row.

    The version may be one that was superseded. Http404 when there is none such.
    """
    fetch.only_seen(user, household)
    if table not in OPEN:
        raise Http404
    if version == 0:
        if not may_be_added(TABLES[table]):
            raise Http404
        return Opened(household, TABLES[table], None, {})
    row = MODELS[table].objects.filter(pk=version).first()
    if row is None or _household_of(row) != household:
        raise Http404
    return Opened(household, TABLES[table], row, fetch.opened({table: [row]})[table][0].names)


def may_be_added(table: Table) -> bool:
    """Whether a row of the table can be added to a household; people and households are not."""
    names = {column.name for column in table.columns}
    return table.name not in BEGIN_BY_EVENT and "household_id" in names


def needed_to_undo(batch: Batch) -> frozenset[str]:
    """The permissions that taking back a correction, or an event, needs."""
    if batch.kind == "correction":
        return frozenset(OPEN[name] for name in batch.rows)
    return frozenset({"events.write"})


def known_version(opened: Opened) -> Any | None:
    """The version of the row that is known now; None when the row was taken back."""
    key = {name: getattr(opened.row, name) for name in opened.table.key}
    return known(opened.table.name).filter(**key).first()


def was_erased(opened: Opened) -> bool:
    """Whether the person behind the row was erased: nothing is written of him any more."""
    return opened.row is not None and opened.row.sealed is not None and not opened.names


def correct(
    opened: Opened, given: Mapping[str, object], names: Mapping[str, str], *, reason: str, by: User
) -> Batch:
    """Let the row say what is `given` for its columns, and `names` for its identities.

    ChangedMeanwhileError when `opened` is not the known version of its row any more.
    """
    table = opened.table
    before = values_of(table, opened.row) if opened.row is not None else _new(opened)
    values = before | dict(given)
    names = {name: value for name, value in names.items() if value}
    sealed = {column.name for column in table.sealed}
    columns = [name for name in values if opened.row is None or values[name] != before[name]]
    columns += [name for name in sealed if names.get(name) != opened.names.get(name)]
    act = Act("correction", reason, by, [opened.household])
    return change(act, [Change(table, values, names, opened.row)], columns=columns)


def _new(opened: Opened) -> dict[str, object]:
    values: dict[str, object] = {column.name: None for column in opened.table.stored}
    made = {name: new_key(name) for name in opened.table.key if name in MADE_KEYS}
    return values | made | {"household_id": opened.household}


def new_key(kind: str) -> str:
    """A key for something that no list has named: its first letter, and 80 random bits."""
    return kind[0] + secrets.token_hex(10)


def _household_of(row: Any) -> str | None:
    if hasattr(row, "household_id"):
        return str(row.household_id)
    return (
        known("house").filter(house_id=row.house_id).values_list("household_id", flat=True).first()
    )
