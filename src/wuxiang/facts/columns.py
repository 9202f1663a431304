"""What a fact is, and what is known of a column by its name alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from wuxiang.errors import Place
from wuxiang.facts.guard import Query
from wuxiang.schema import TABLES, Column, Language

PLACED_BY: Mapping[Language, Mapping[str, str]] = {
    "zh": {"village_code": "行政村", "household_id": "户", "person_id": "人"},
    "en": {"village_code": "Village", "household_id": "Household", "person_id": "Person"},
}


@dataclass(frozen=True)
class Fact:
    """One SELECT over tables, other facts and status policies, with one row per `grain`.

    Scope `household`: the rows of one household alone give that household's rows of the fact.
    Scope `area`: more is looked at, so it is computed for everyone and kept in the run.
    """

    name: str
    grain: tuple[str, ...]
    scope: Literal["household", "area"]
    zh: str
    en: str
    notes: str
    query: Query = field(compare=False, repr=False)
    reads: tuple[str, ...]
    place: Place
    labels: Mapping[str, str] = field(default_factory=dict)
    """Chinese words for columns that the vocabulary does not have."""
    known_from: Mapping[str, str] = field(default_factory=dict)
    """Of a column that another name hides: the table whose list tells it."""


def codes_of(columns: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The code values of each column whose name has one code list in the whole vocabulary."""
    return {name: codes for name in columns if (codes := _codes().get(name))}


def labels_of(columns: Iterable[str], language: Language = "zh") -> dict[str, str]:
    """The label, Chinese unless said, of each column that is called the same in all tables.

    The columns by which tasks find their place have the same label everywhere.
    """
    known = {**_labels(language), **PLACED_BY[language]}
    return {name: label for name in columns if (label := known.get(name))}


def column_names() -> frozenset[str]:
    """The names of all columns of the vocabulary."""
    return frozenset(column.name for column in _all_columns())


def _all_columns() -> list[Column]:
    return [column for table in TABLES.values() for column in table.columns]


@cache
def _codes() -> dict[str, frozenset[str]]:
    lists: dict[str, set[frozenset[str]]] = {}
    for column in _all_columns():
        lists.setdefault(column.name, set()).add(
            column.codes.values if column.codes else frozenset()
        )
    return {name: next(iter(found)) for name, found in lists.items() if len(found) == 1}


@cache
def _labels(language: Language) -> dict[str, str]:
    labels: dict[str, set[str]] = {}
    for column in _all_columns():
        labels.setdefault(column.name, set()).add(column.zh if language == "zh" else column.en)
    return {name: next(iter(found)) for name, found in labels.items() if len(found) == 1}
