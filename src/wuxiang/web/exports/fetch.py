"""Exports, each to its maker alone."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.core.paginator import Page, Paginator
from django.http import Http404

from wuxiang.web.accounts.models import User
from wuxiang.web.exports.models import Export
from wuxiang.web.registry.secrecy import masked

A_PAGE = 50


@dataclass(frozen=True)
class Cell:
    """A cell that differs; position 0: the person stands in one copy only, `heading` says which."""

    position: int
    heading: str
    before: str
    now: str


@dataclass(frozen=True)
class Person:
    """Somebody with his cells that differ, in the order of the form; his number shown in part."""

    name: str
    id_shown: str
    village: str
    cells: list[Cell]


def exports(user: User, page: int) -> Page[Export]:
    """The user's exports, newest first."""
    found = Export.objects.filter(by=user.username).select_related("writing")
    return Paginator(found, A_PAGE).get_page(page)


def export(user: User, number: int) -> Export:
    """One export of the user's that can still be fetched; else Http404."""
    one = Export.objects.filter(by=user.username, pk=number).first()
    if one is None or not one.is_there:
        raise Http404
    return one


def changes(one: Export, page: int) -> tuple[Page[str], list[Person], int]:
    """A page of the people who differ, and how many cells do; Http404 when none were compared."""
    if not one.changes.is_file():
        raise Http404
    found = pq.read_table(one.changes)
    asked = Paginator(found["id_number"].unique().to_pylist(), A_PAGE).get_page(page)
    some = found.filter(pc.is_in(found["id_number"], pa.array(list(asked), pa.string())))
    people = groupby(some.to_pylist(), key=itemgetter("id_number"))
    return asked, [_person(list(rows)) for _number, rows in people], found.num_rows


def _person(rows: list[dict[str, Any]]) -> Person:
    cells = [
        Cell(row["position"], row["heading"], _shown(row["before"]), _shown(row["now"]))
        for row in rows
    ]
    first = rows[0]
    return Person(first["name"], masked(first["id_number"]), first["village"], cells)


def _shown(value: str) -> str:
    """A cell; numbers of people, phones and accounts only in part."""
    return masked(value) if len(value) > len("2018-12-31") and value[:-1].isdigit() else value
