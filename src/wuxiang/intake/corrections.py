"""Corrected rows that come back: each takes the place of the row that it corrects.

A report's workbook states for every row its file, sheet, row and a mark of its content. The mark
tells whether that row is still the one that was reported on.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import pyarrow as pa

MARK_DIGITS = 12
Problem = tuple[int, int, str]
"""Source, row and rule."""
TWICE = "correction_twice"


class Written(Protocol):
    """A sheet that was read: what corrections need of it."""

    @property
    def number(self) -> int:
        """Its number."""

    @property
    def file(self) -> str:
        """Its file."""

    @property
    def clean(self) -> pa.Table:
        """Its rows as read, with the columns of ORIGIN."""

    def cells(self, rows: Sequence[int]) -> dict[int, list[str]]:
        """Cells of some rows, as written."""


@dataclass(frozen=True)
class Correction:
    """Row `row` of source `source` replaces row `first_row` of source `first_source`."""

    source: int
    row: int
    first_source: int
    first_row: int
    root_source: int
    root_row: int
    """The row that began a chain of corrections."""


@dataclass(frozen=True)
class Said:
    """A correction as its row states it."""

    source: int
    row: int
    file: str
    sheet: str
    first_row: int
    mark: str


def mark_of(cells: Sequence[str]) -> str:
    """A mark that changes when a row's content does; trailing blank cells do not count."""
    text = "\x1f".join(cell.strip() for cell in cells).rstrip("\x1f")
    return hashlib.sha256(text.encode()).hexdigest()[:MARK_DIGITS]


def find_corrections(
    sources: Mapping[tuple[str, str], Written],
) -> tuple[list[Correction], list[Problem]]:
    """The corrections among all sources (by file and sheet), and what is to be reported.

    Of two corrections of one row the one that changes something is taken, then the later file's;
    the other, and what corrects it, is no row at all (see `passed_over`). Rows that correct one
    another in a circle, or themselves, correct nothing.
    """
    problems: list[Problem] = []
    found: dict[tuple[int, int], tuple[bool, Correction]] = {}
    for said, first, own in _stated(sources, problems):
        changed = mark_of(own) != said.mark
        correction = Correction(said.source, said.row, first, said.first_row, first, said.first_row)
        before = found.get((first, said.first_row))
        if before is not None:
            loser = correction if before[0] and not changed else before[1]
            problems.append((loser.source, loser.row, TWICE))
            if loser is correction:
                continue
        found[(first, said.first_row)] = (changed, correction)
    rooted, circling = _with_roots([correction for _, correction in found.values()])
    passed = set(passed_over(problems))
    taken = []
    for one in rooted:
        if (one.root_source, one.root_row) in passed:
            problems.append((one.source, one.row, TWICE))
        else:
            taken.append(one)
    return taken, problems + [(one.source, one.row, "correction_lost") for one in circling]


def passed_over(problems: Iterable[Problem]) -> list[tuple[int, int]]:
    """Source and row of corrections that another one of the same row was taken instead of."""
    return [(source, row) for source, row, rule in problems if rule == TWICE]


def _stated(
    sources: Mapping[tuple[str, str], Written], problems: list[Problem]
) -> Iterable[tuple[Said, int, list[str]]]:
    """What each corrected row states, the source that it corrects, and its own cells."""
    for source in sources.values():
        by_first: dict[tuple[str, str], list[Said]] = {}
        for said in _said(source):
            by_first.setdefault((said.file, said.sheet), []).append(said)
        for name, several in by_first.items():
            first = sources.get(name)
            now = first.cells([said.first_row for said in several]) if first else {}
            own = source.cells([said.row for said in several])
            for said in several:
                cells = now.get(said.first_row)
                if first is None or cells is None:
                    problems.append((said.source, said.row, "correction_lost"))
                elif mark_of(cells) != said.mark:
                    problems.append((said.source, said.row, "correction_stale"))
                else:
                    yield said, first.number, own[said.row]


def _said(source: Written) -> Iterable[Said]:
    files = source.clean["_origin_file"]
    if files.null_count == len(files):
        return
    names = ("_row", "_origin_file", "_origin_sheet", "_origin_row", "_origin_mark")
    columns = [source.clean[name].to_pylist() for name in names]
    for row, file, sheet, first_row, mark in zip(*columns, strict=True):
        if file:
            number = int(first_row) if first_row.isdecimal() and len(first_row) < 8 else 0
            yield Said(source.number, row, file, sheet, number, mark)


def _with_roots(
    corrections: Sequence[Correction],
) -> tuple[list[Correction], list[Correction]]:
    """The corrections with the row that each goes back to; then those that go back to none."""
    first = {(c.source, c.row): (c.first_source, c.first_row) for c in corrections}
    rooted, circling = [], []
    for correction in corrections:
        root = (correction.source, correction.row)
        passed: set[tuple[int, int]] = set()
        while root in first and root not in passed:
            passed.add(root)
            root = first[root]
        if root in passed:
            circling.append(correction)
        else:
            rooted.append(replace(correction, root_source=root[0], root_row=root[1]))
    return rooted, circling
