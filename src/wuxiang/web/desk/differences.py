"""What a change changes, column by column, in words; hidden identities stay hidden."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from wuxiang.schema import Column, Table
from wuxiang.web.desk.words import in_words, label
from wuxiang.web.registry.fetch import place_names
from wuxiang.web.registry.secrecy import masked

SHOWN_NAMES = frozenset({"name"})
"""Identities that pages show; of the others the middle is hidden."""
PLACES = ("village_code", "natural_village_code")
"""Codes of places, which are called by name."""
Line = tuple[str, str, str]


def places_of(rows: Iterable[Mapping[str, Any] | None]) -> dict[str, str]:
    """The names of all places that stand in the rows, by code; one query."""
    codes = {str(row[name]) for row in rows if row for name in PLACES if row.get(name)}
    return place_names(codes) if codes else {}


def said(column: Column, value: object, places: Mapping[str, str]) -> str:
    """A value in words, or what may be shown of it; `places` as `places_of` gives them."""
    if column.secrecy == "identity" and column.name not in SHOWN_NAMES and value is not None:
        return masked(str(value))
    if column.name in PLACES and value in places:
        return _("{name}（{code}）").format(name=places[str(value)], code=value)
    return in_words(column, value)


def differences(
    table: Table,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    *,
    places: Mapping[str, str],
) -> list[Line]:
    """Each column that changes: what it is called, what it said ("" of a new row) and says."""
    lines = []
    for column in table.columns:
        was, now = (one.get(column.name) if one else None for one in (before, after))
        if was != now and not column.name.endswith("_id"):
            lines.append(
                (
                    label(column),
                    "" if before is None else said(column, was, places),
                    "" if after is None else said(column, now, places),
                )
            )
    return lines


def which(table: Table, values: Mapping[str, Any]) -> str:
    """Which of several rows of a table a row is: a person's name, or its key in words."""
    if values.get("name"):
        return str(values["name"])
    keys = [column for column in table.columns if column.name in table.key]
    shown = [column for column in keys if not column.name.endswith("_id")]
    return " ".join(in_words(column, values.get(column.name)) for column in shown)
