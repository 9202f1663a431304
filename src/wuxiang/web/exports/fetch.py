"""Exports, each to its maker alone."""

from dataclasses import dataclass

import pyarrow.parquet as pq
from django.core.paginator import Page, Paginator
from django.http import Http404

from wuxiang.web.accounts.models import User
from wuxiang.web.exports.models import Export
from wuxiang.web.registry.secrecy import masked

A_PAGE = 50


@dataclass(frozen=True)
class Cell:
    """A cell that differs, with the number of its person shown in part."""

    position: int
    heading: str
    before: str
    now: str
    name: str
    id_shown: str
    village: str


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


def changes(one: Export, page: int) -> tuple[Page[int], list[Cell]]:
    """What differs, a page of it, in the order of the form; Http404 when nothing was compared."""
    if not one.changes.is_file():
        raise Http404
    found = pq.read_table(one.changes)
    asked = Paginator(range(found.num_rows), A_PAGE).get_page(page)
    some = found.slice(asked.start_index() - 1 if found.num_rows else 0, A_PAGE).to_pylist()
    return asked, [
        Cell(
            position=row["position"],
            heading=row["heading"],
            before=_shown(row["before"]),
            now=_shown(row["now"]),
            name=row["name"],
            id_shown=masked(row["id_number"]),
            village=row["village"],
        )
        for row in some
    ]


def _shown(value: str) -> str:
    """A cell; numbers of people, phones and accounts only in part."""
    return masked(value) if len(value) > len("2018-12-31") and value[:-1].isdigit() else value
