"""Which list a sheet is: its headings are looked for in the first rows, under any title."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wuxiang.intake.grids import Grid
from wuxiang.intake.layouts import Heading, Layout, plain

ROWS_LOOKED_AT = 15
FEWEST_HEADINGS = 2
OVERVIEW_SHEET = "报告"
"""The first sheet of a report workbook: read by people, never taken in."""
INVENTED = "演示数据"
STATED_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})")
CORRECTION = ("原文件", "原表", "原行", "原行校验")
"""Headings that a report's workbook adds: which row of which file this row corrects."""
REMEDY = "处理意见"


@dataclass(frozen=True)
class Recognised:
    """A sheet whose list is known."""

    layout: Layout
    headings: tuple[str, ...]
    """As written, one per column; two heading rows are joined with `/`."""
    positions: Mapping[int, Heading]
    top_row: int
    """Index (from 0) of the first heading row."""
    first_row: int
    """Index (from 0) of the first row below the headings."""
    stated: date | None
    """The day that the title names."""
    invented: bool

    @property
    def is_correction(self) -> bool:
        """Whether its rows correct rows of other files."""
        return set(CORRECTION) <= set(self.headings)


def recognise(grid: Grid, layouts: Sequence[Layout]) -> Recognised | None:
    """The layout that knows most of the sheet's headings; None when none knows it.

    Where its headings are repeated further down, the first of them count.
    """
    found = list(_finds(grid, layouts))
    return _first_of(found, max(found, key=_fit)) if found else None


def _finds(grid: Grid, layouts: Sequence[Layout]) -> Iterator[Recognised]:
    """Every row, or pair of rows, of the first ones that some layout takes for its headings."""
    top = [grid.row(index) for index in range(min(grid.height, ROWS_LOOKED_AT))]
    known = words_of(tuple(layouts))
    for index, headings, height in _candidates(top):
        if sum(plain(heading) in known for heading in headings) < FEWEST_HEADINGS:
            continue
        for layout in layouts:
            if height > layout.heading_rows or (layout.sheet or "") not in grid.sheet:
                continue
            positions = layout.recognise(headings)
            if positions:
                yield Recognised(
                    layout,
                    tuple(headings),
                    positions,
                    top_row=index,
                    first_row=index + height,
                    stated=stated_day(top[:index]),
                    invented=says_invented(top[:index]),
                )


def _fit(found: Recognised) -> int:
    return len(found.positions)


def _first_of(found: Sequence[Recognised], best: Recognised) -> Recognised:
    """The first headings of the layout of `best`, which `best` only repeats further down."""
    above = [f for f in found if f.layout is best.layout and f.first_row <= best.top_row]
    return _first_of(found, max(above, key=_fit)) if above else best


@lru_cache(maxsize=1)
def words_of(layouts: tuple[Layout, ...]) -> frozenset[str]:
    """Every heading of every layout, plain."""
    headings = [heading for layout in layouts for heading in layout.headings]
    return frozenset(plain(word) for one in headings for word in (one.text, *one.also))


def _candidates(top: Sequence[list[str]]) -> Iterator[tuple[int, list[str], int]]:
    for index, row in enumerate(top):
        yield index, row, 1
        if index + 1 < len(top):
            yield index, joined(row, top[index + 1]), 2


def joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two heading rows as one: 支出 over 农资 is 支出/农资; a merged cell reaches to the right."""
    names = []
    group = ""
    for above, below in zip(upper, lower, strict=True):
        group = plain(above) or group
        if plain(below):
            names.append(f"{group}/{plain(below)}" if group else plain(below))
        else:
            names.append(above.strip())
            group = ""
    return names


def stated_day(rows: Sequence[Sequence[str]]) -> date | None:
    """The latest day that the rows name in full; None when they name none."""
    days = []
    for cell in (cell for row in rows for cell in row):
        for year, month, day in STATED_DAY.findall(cell):
            try:
                days.append(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    return max(days, default=None)


def says_invented(rows: Sequence[Sequence[str]]) -> bool:
    """Whether any cell says that the people are invented."""
    return any(INVENTED in cell for row in rows for cell in row)
