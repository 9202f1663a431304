"""All versions of all rows of one household, or of one person, in one query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from django.db import connection

from wuxiang.schema import MADE_BY_INTAKE, TABLES, Column, Table

Owner = Literal["household", "person", "other household"]
OWNERS = ("household_id", "person_id", "house_id")
"""By which column a row belongs to a household; the first that a table has counts."""
PEOPLE = (
    "SELECT person_id FROM registry_person WHERE household_id = %s UNION "
    "SELECT person_id FROM registry_household_event WHERE household_id = %s"
)
"""Whoever was a member at any time: a row of a person knows only his last household."""
MINE: Mapping[Owner, Mapping[str, str]] = {
    "household": {
        "household_id": "household_id = %s",
        "person_id": f"person_id IN ({PEOPLE})",
        "house_id": "house_id IN (SELECT house_id FROM registry_house WHERE household_id = %s)",
    },
    "person": {"person_id": "person_id = %s"},
    "other household": {
        "household_id": "other_household_id = %s",
        "person_id": "person_id IN ("
        "SELECT person_id FROM registry_household_event WHERE other_household_id = %s)",
    },
}
OWN = ("id", "in_batch", "recorded_at", "superseded_at", "superseded_by", "reason")
CENT = {"money": Decimal("0.01"), "number": Decimal("0.0001")}


def owner_of(table: Table) -> str | None:
    """The column by which a row of the table belongs to a household; None where none does."""
    names = {column.name for column in table.columns}
    return next((name for name in OWNERS if name in names), None)


OF_HOUSEHOLD = tuple(
    name for name, table in TABLES.items() if owner_of(table) and name not in MADE_BY_INTAKE
)
"""The tables whose rows belong to households."""
OF: Mapping[Owner, tuple[str, ...]] = {
    "household": OF_HOUSEHOLD,
    "person": tuple(
        name for name in OF_HOUSEHOLD if "person_id" in {c.name for c in TABLES[name].columns}
    ),
    "other household": ("person", "household_event"),
}
"""The tables whose rows belong to each kind of owner."""


@dataclass(frozen=True)
class Version:
    """One version of a row: what it said, known from when to when, by which batch, and why."""

    table: Table
    values: Mapping[str, Any]
    sealed: bytes | None
    pk: int
    in_batch: int
    recorded_at: datetime
    superseded_at: datetime | None
    superseded_by: int | None
    reason: str

    def __getattr__(self, column: str) -> Any:
        try:
            return self.values[column]
        except KeyError:
            raise AttributeError(column) from None

    @property
    def key(self) -> tuple[object, ...]:
        """The key of the row."""
        return tuple(self.values[name] for name in self.table.key)

    def known_at(self, moment: datetime) -> bool:
        """Whether it was the known version at a moment."""
        return self.recorded_at <= moment and (
            self.superseded_at is None or self.superseded_at > moment
        )


def versions_of(
    owner: Owner, key: str, tables: Iterable[str], *, earlier: bool = True
) -> list[Version]:
    """The versions of the rows of a household (or a person) of this key in `tables`, oldest first.

    Without `earlier`, those known now. What belongs to former members is among them.
    """
    select, gaps = _select(owner, tuple(tables), earlier=earlier)
    with connection.cursor() as cursor:
        cursor.execute(select, [key] * gaps)
        found = [_version(line) for line in cursor.fetchall()]
    found = [
        one for one in found if one.superseded_at is None or one.superseded_at > one.recorded_at
    ]
    return sorted(found, key=lambda one: (one.recorded_at, one.pk))


def versions_with_moves(household: str, tables: Iterable[str]) -> list[Version]:
    """The same of a household, and its moves that stand in the other's book, with who moved."""
    told = (
        *versions_of("household", household, tables),
        *versions_of("other household", household, OF["other household"]),
    )
    return list({(one.table.name, one.pk): one for one in told}.values())


@lru_cache(maxsize=32)
def _select(owner: Owner, tables: tuple[str, ...], *, earlier: bool) -> tuple[str, int]:
    """One SELECT over all tables, values as text, as wide as the widest; and its gaps."""
    mine = MINE[owner]
    wanted = [TABLES[name] for name in tables]
    width = max(len(table.stored) for table in wanted)
    parts = []
    for table in wanted:
        column = _found_by(table, owner)
        listed = [f"CAST({connection.ops.quote_name(c.name)} AS TEXT)" for c in table.stored]
        own = [f"CAST({name} AS TEXT)" for name in OWN]
        filled = [*own, *listed, *["NULL"] * (width - len(listed))]
        select = f"SELECT '{table.name}', sealed, {', '.join(filled)} FROM registry_{table.name}"
        states = ("NULL", "NOT NULL") if earlier else ("NULL",)  # an index serves each of them
        parts += [f"{select} WHERE {mine[column]} AND superseded_at IS {one}" for one in states]
    select = " UNION ALL ".join(parts)
    return select, select.count("%s")


def _found_by(table: Table, owner: Owner) -> str:
    """The column by which the table's rows are found."""
    if owner == "person" or table.name == "person":
        return "person_id"
    return str(owner_of(table))


def _version(line: Sequence[Any]) -> Version:
    name, sealed, pk, batch, recorded, superseded, by, reason, *texts = line
    table = TABLES[name]
    return Version(
        table=table,
        values={c.name: value_of(c, text) for c, text in zip(table.stored, texts, strict=False)},
        sealed=None if sealed is None else bytes(sealed),
        pk=int(pk),
        in_batch=int(batch),
        recorded_at=_moment(recorded),
        superseded_at=None if superseded is None else _moment(superseded),
        superseded_by=None if by is None else int(by),
        reason=reason,
    )


def value_of(column: Column, text: str | None) -> object:
    """A value from the text that a database makes of it."""
    if text is None:
        return None
    match column.kind:
        case "integer":
            return int(text)
        case "money" | "number":
            return Decimal(text).quantize(CENT[column.kind])
        case "date":
            return date.fromisoformat(text)
        case "boolean":
            return text in ("1", "true")
    return text


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
