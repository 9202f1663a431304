"""All rows of a source, each as one text: those of one household are a value that a plan takes.

DuckDB plans a statement anew each time when it reads a table, which costs more than running it over
ten rows; one that reads its rows out of a text is planned once.
"""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from wuxiang.policy import Source, render

CELL, ROW, NOTHING = "\x1f", "\x1e", "\x1d"
"""Between cells, between rows, and for NULL. No table holds them: intake reads them as blanks."""


class Held:
    """Rows as texts, by the number of the household, or village, that they belong to."""

    def __init__(self, rows: pa.Table) -> None:
        """`rows` has the columns `number`, by which it is sorted, and `cells` (see `as_texts`)."""
        self._numbers = rows["number"].to_numpy()
        self._cells = rows["cells"].combine_chunks()

    def of(self, numbers: Iterable[int]) -> str | None:
        """Those rows that belong to one of the numbered, as `from_text` reads them."""
        bounds = (np.searchsorted(self._numbers, [number, number + 1]) for number in numbers)
        rows = [row for begin, end in bounds for row in self._cells[begin:end].to_pylist()]
        return ROW.join(rows) if rows else None


def as_texts(source: Source, rows: str) -> str:
    """SQL of `number` and `cells`, in order of `number`, of each row of the SELECT `rows`."""
    marks = render.literal(CELL + ROW + NOTHING)
    cells = (
        f"coalesce(translate(CAST({render.name(column)} AS VARCHAR), {marks}, '   '), "
        f"{render.literal(NOTHING)})"
        for column in source.columns
    )
    joined = f"concat_ws({render.literal(CELL)}, {', '.join(cells)})"
    return f"SELECT number, {joined} AS cells FROM ({rows}) ORDER BY number"


def from_text(source: Source) -> str:
    """SQL of the rows of the source that stand in the text $1."""
    columns = ", ".join(
        f"CAST(nullif(cells[{at}], {render.literal(NOTHING)}) AS {kind}) AS {render.name(column)}"
        for at, (column, kind) in enumerate(source.columns.items(), start=1)
    )
    rows = f"unnest(string_split($1, {render.literal(ROW)}))"
    return f"SELECT {columns} FROM (SELECT string_split({rows}, {render.literal(CELL)}) AS cells)"
