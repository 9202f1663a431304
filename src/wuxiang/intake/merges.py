"""Merged cells: what stands in the first of them is said of every row that they cover."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.intake.grids import Merge
from wuxiang.intake.layouts import Heading
from wuxiang.intake.recognise import Recognised


@dataclass(frozen=True)
class Body:
    """The rows below the headings, with what merged cells say of each; masks by position."""

    columns: list[pa.Array]
    filled: dict[int, pa.Array]
    """Which cells took the value of the first that they are merged with."""
    shared: dict[int, pa.Array]
    """Which cells have an amount in common: how much of it belongs to each row nobody knows."""

    def of_records(self, records: pa.Array) -> "Body":
        """The same of the rows that count."""
        return Body(
            [column.filter(records) for column in self.columns],
            {position: cells.filter(records) for position, cells in self.filled.items()},
            {position: cells.filter(records) for position, cells in self.shared.items()},
        )


def body_of(
    columns: Sequence[pa.Array],
    merges: Sequence[Merge],
    *,
    found: Recognised,
    records: pa.Array,
) -> Body:
    """The rows below the headings that were `found`; `records` says which of them count.

    A merge that begins above them belongs to the headings.
    """
    by_column: dict[int, list[Merge]] = {}
    for column, *rows in merges:
        first, last = (row - found.first_row for row in rows)
        if column in found.positions and 0 <= first < len(records):
            by_column.setdefault(column, []).append(Merge(column, first, last))
    counted = records.to_pylist() if by_column else []
    body = Body(list(columns), filled={}, shared={})
    for position, own in by_column.items():
        cells = columns[position]
        if _is_amount(found.positions[position], found.layout.row_is):
            body.shared[position] = _shared(cells, own, counted)
            continue
        above = cells.take(_first_cells(own, len(cells)))
        body.filled[position] = pc.and_(pc.equal(cells, ""), pc.not_equal(above, ""))
        body.columns[position] = pc.if_else(body.filled[position], above, cells)
    return body


def _is_amount(heading: Heading, record: str) -> bool:
    """Whether it goes to an amount of the row's own record; one of a household may be repeated."""
    return any(
        target.table == record
        and (target.column.kind in ("money", "number") or target.column.unit is not None)
        for target in heading.targets
    )


def _first_cells(merges: Iterable[Merge], height: int) -> pa.Array:
    """For each row, the row whose cell speaks for it."""
    firsts = list(range(height))
    for merge in merges:
        last = min(merge.last + 1, height)
        firsts[merge.first : last] = [merge.first] * (last - merge.first)
    return pa.array(firsts, pa.int32())


def _shared(column: pa.Array, merges: Iterable[Merge], rows: Sequence[bool]) -> pa.Array:
    """The cells of merges that hold something and cover more than one row that counts."""
    cells = [False] * len(rows)
    for merge in merges:
        covered = rows[merge.first : merge.last + 1]
        if sum(covered) > 1 and column[merge.first].as_py():
            cells[merge.first : merge.first + len(covered)] = covered
    return pa.array(cells, pa.bool_())
