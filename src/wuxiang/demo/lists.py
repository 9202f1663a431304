"""A list as an office writes it: the headings of a layout over columns of text.

Headings, wordings and codes stand in the pack's layouts alone; here values are put under them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import Flags
from wuxiang.intake.layouts import Heading, Layout, Target

NUMERIC = frozenset(["money", "number", "integer"])
TITLE = "河曲县{title}（演示数据·人物均为虚构）"
SEPARATOR = "，"
TERM_WORDS = {"autumn": "秋季学期", "spring": "春季学期"}

Values = Mapping[str, pa.Array]
"""Columns by target, as `person.name`, or by heading where several headings share a target."""


@dataclass(frozen=True)
class Listing:
    """One sheet to be written: a title, headings, and a column of text under each."""

    layout: Layout
    title: str
    headings: tuple[Heading, ...]
    columns: tuple[pa.Array, ...]
    safe: Flags
    """Rows that no error may touch: the planted figures rest on them."""

    def __len__(self) -> int:
        return len(self.safe)

    @cached_property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers, so that a workbook stores them as such."""
        return tuple(
            bool(h.targets) and not h.targets[0].words and h.targets[0].column.kind in NUMERIC
            for h in self.headings
        )

    def at(self, target: str) -> int | None:
        """Position of the heading that goes to `target` first; None if it is not there."""
        for position, heading in enumerate(self.headings):
            if any(one.name == target for one in heading.targets):
                return position
        return None

    def rows(self, which: pa.Array, title: str) -> "Listing":
        """The same list with some rows only (positions or mask), under another title."""
        if pa.types.is_boolean(which.type):
            which = pa.array(np.flatnonzero(which.to_numpy(zero_copy_only=False)))
        columns = tuple(column.take(which) for column in self.columns)
        return replace(self, title=title, columns=columns, safe=self.safe[which.to_numpy()])

    def with_column(self, position: int, column: pa.Array) -> "Listing":
        """The same list with one column replaced."""
        columns = list(self.columns)
        columns[position] = column
        return replace(self, columns=tuple(columns))


def listing(
    layout: Layout, values: Values, *, title: str, safe: Flags, every: bool = False
) -> Listing:
    """`values` under the headings of `layout`.

    Headings for which there is no value are left out, unless the list is recognised by them or
    `every` heading is wanted; they are blank then.
    """
    headings, columns = [], []
    blank = pa.nulls(len(safe), pa.string())
    for heading in layout.headings:
        column = _column(heading, values)
        if column is not None or every or heading.text in layout.required:
            headings.append(heading)
            columns.append(blank if column is None else column)
    name = TITLE.format(title=title)
    return Listing(layout, name, tuple(headings), tuple(columns), safe)


def _column(heading: Heading, values: Values) -> pa.Array | None:
    if heading.text in values:
        return _plain(values[heading.text])
    targets = [target for target in heading.targets if target.name in values]
    if not targets:
        return None
    if targets[0].words:
        return _words(targets, values)
    return _written(targets[0], values[targets[0].name])


def _plain(column: pa.Array) -> pa.Array:
    if pa.types.is_decimal(column.type):
        return pc.utf8_rtrim(pc.utf8_rtrim(column.cast(pa.string()), "0"), ".")
    return column.cast(pa.string())


def _written(target: Target, column: pa.Array) -> pa.Array:
    """Values as the office's words: 是 and 否, codes by their wording, plain numbers and dates."""
    if target.format == "term":
        return _worded(column, _term)
    if target.column.kind == "boolean":
        return pc.if_else(column, "是", "否")
    if target.column.kind == "code" or target.codes:
        return _worded(column.cast(pa.string()), target.wording)
    return _plain(column)


def _worded(column: pa.Array, wording: Callable[[str], str]) -> pa.Array:
    encoded = column.dictionary_encode()
    words = [None if word is None else wording(word) for word in encoded.dictionary.to_pylist()]
    return pa.array(words, pa.string()).take(encoded.indices)


def _term(term: str) -> str:
    year, _, season = term.partition("-")
    return f"{year}年{TERM_WORDS[season]}"


def _words(targets: Sequence[Target], values: Values) -> pa.Array:
    """Several yes-or-no columns as one cell that names those that hold."""
    marks = [
        values[target.name].fill_null(False).to_numpy(zero_copy_only=False) for target in targets
    ]
    pattern = sum(mark.astype(np.int64) << bit for bit, mark in enumerate(marks))
    texts = [
        SEPARATOR.join(t.words[0] for bit, t in enumerate(targets) if number >> bit & 1) or None
        for number in range(1 << len(targets))
    ]
    return pa.array(texts, pa.string()).take(pa.array(np.asarray(pattern)))
