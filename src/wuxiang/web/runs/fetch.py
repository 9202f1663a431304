"""Runs and their changes; runs.see opens them, and its roles see the whole county."""

from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.core.paginator import Page, Paginator
from django.http import Http404

from wuxiang.record import PACK
from wuxiang.web.decisions.fetch import held_pack
from wuxiang.web.language import told
from wuxiang.web.runs.models import Computed

A_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What is looked for among the changes: a kind of change, a policy; a page."""

    change: str = ""
    policy: str = ""
    page: int = 1


@dataclass(frozen=True)
class Change:
    """One entitlement that differs; yuan, None where nobody can say."""

    title: str
    household_id: str | None
    payee: str | None
    village_code: str | None
    period: str | None
    change: str
    due_before: Decimal | None
    due_after: Decimal | None


def runs(page: int) -> Page[Computed]:
    """All runs that were asked for here, newest first."""
    found = Computed.objects.select_related("deciding", "adopting")
    return Paginator(found, A_PAGE).get_page(page)


def one_run(number: int) -> Computed:
    """One run; Http404 when there is none."""
    found = Computed.objects.select_related("deciding", "adopting").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def changes(one: Computed, asked: Asked) -> tuple[Page[int], list[Change]]:
    """The entitlements that differ from the last run, a page of them, the largest first.

    Http404 when the run had none before it, or was cleared away.
    """
    if not one.changes.is_file():
        raise Http404
    wanted = {"change": asked.change, "policy": asked.policy}
    given = [(name, "=", value) for name, value in wanted.items() if value]
    found = _by_size(pq.read_table(one.changes, filters=given or None))
    page = Paginator(range(found.num_rows), A_PAGE).get_page(asked.page)
    some = found.slice(page.start_index() - 1 if found.num_rows else 0, A_PAGE).to_pylist()
    titles = {name: told(one.title) for name, one in held_pack(one.run / PACK).policies.items()}
    return page, [
        Change(
            title=titles.get(row["policy"], row["policy"]),
            household_id=row["household_id"],
            payee=row["payee"],
            village_code=row["village_code"],
            period=row["period"],
            change=row["change"],
            due_before=row["due_before"],
            due_after=row["due_after"],
        )
        for row in some
    ]


def _by_size(table: pa.Table) -> pa.Table:
    before, after = (
        pc.fill_null(table[name].cast(pa.float64()), 0) for name in ("due_before", "due_after")
    )
    sized = table.append_column("size", pc.abs(pc.subtract(after, before)))
    return sized.sort_by(
        [("size", "descending"), ("policy", "ascending"), ("subject", "ascending")]
    )
