"""Corrected rows: which row each replaces, and which replace nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from wuxiang.intake.corrections import Correction, find_corrections, mark_of

FIRST = ["甲", "1"]
Origin = tuple[str, str, str, str]
"""File, sheet, row and mark, as a corrected row states them."""
NONE: Origin = ("", "", "", "")


@dataclass(frozen=True)
class Sheet:
    """A sheet in memory: its rows, and what each says that it corrects."""

    number: int
    file: str
    written: Sequence[Sequence[str]]
    origins: Sequence[Origin] = ()

    @property
    def clean(self) -> pa.Table:
        names = ("_origin_file", "_origin_sheet", "_origin_row", "_origin_mark")
        rows = pa.array(range(1, len(self.written) + 1), pa.int32())
        columns = zip(*self.origins, strict=True) if self.origins else [[None] * len(rows)] * 4
        origin = {n: pa.array(c, pa.string()) for n, c in zip(names, columns, strict=True)}
        return pa.table({"_row": rows, **origin})

    def cells(self, rows: Sequence[int]) -> dict[int, list[str]]:
        return {row: list(self.written[row - 1]) for row in rows if 0 < row <= len(self.written)}


def found(*sheets: Sheet) -> tuple[dict[tuple[int, int], Correction], set[tuple[int, int, str]]]:
    """The corrections by source and row, and the problems."""
    corrections, problems = find_corrections({(one.file, "s"): one for one in sheets})
    return {(one.source, one.row): one for one in corrections}, set(problems)


def of(file: str, row: int | str, cells: Sequence[str]) -> Origin:
    return (file, "s", str(row), mark_of(cells))


def test_a_mark_is_of_the_content_and_blank_cells_at_the_end_are_none() -> None:
    assert mark_of(["甲", " 1 ", "", ""]) == mark_of(FIRST)
    assert mark_of(["甲1"]) != mark_of(FIRST) != mark_of(["", *FIRST])


def test_a_correction_of_a_correction_goes_back_to_the_first_row() -> None:
    first = Sheet(0, "a", [FIRST])
    second = Sheet(1, "b", [["甲", "2"]], [of("a", 1, FIRST)])
    third = Sheet(2, "c", [["甲", "3"]], [of("b", 1, ["甲", "2"])])
    corrections, problems = found(first, second, third)
    assert not problems
    assert corrections[2, 1] == Correction(2, 1, 1, 1, 0, 1)
    assert corrections[1, 1] == Correction(1, 1, 0, 1, 0, 1)


def test_rows_added_by_hand_to_a_corrected_workbook_correct_nothing() -> None:
    added = Sheet(1, "b", [["甲", "2"], ["乙", "9"]], [of("a", 1, FIRST), NONE])
    corrections, problems = found(Sheet(0, "a", [FIRST]), added)
    assert (set(corrections), problems) == ({(1, 1)}, set())


def test_of_two_corrections_the_one_that_changes_something_then_the_later_is_taken() -> None:
    first = Sheet(0, "a", [FIRST])
    unchanged = Sheet(1, "b", [FIRST], [of("a", 1, FIRST)])
    changed = Sheet(2, "c", [["甲", "2"]], [of("a", 1, FIRST)])
    again = Sheet(3, "d", [["甲", "3"]], [of("a", 1, FIRST)])
    idle = Sheet(4, "e", [FIRST], [of("a", 1, FIRST)])
    twice = {(1, 1, "correction_twice"), (2, 1, "correction_twice"), (4, 1, "correction_twice")}
    corrections, problems = found(first, unchanged, changed, again, idle)
    assert (set(corrections), problems) == ({(3, 1)}, twice)


def test_what_corrects_a_correction_that_was_passed_over_is_passed_over_too() -> None:
    first = Sheet(0, "a", [FIRST])
    over = Sheet(1, "b", [["甲", "2"]], [of("a", 1, FIRST)])
    taken = Sheet(2, "c", [["甲", "3"]], [of("a", 1, FIRST)])
    late = Sheet(3, "d", [["甲", "4"]], [of("b", 1, ["甲", "2"])])
    later = Sheet(4, "e", [["甲", "5"]], [of("d", 1, ["甲", "4"])])
    corrections, problems = found(first, over, taken, late, later)
    assert set(corrections) == {(2, 1)}
    assert problems == {(number, 1, "correction_twice") for number in (1, 3, 4)}


def test_a_row_that_changed_since_or_is_not_there_is_not_corrected() -> None:
    cases: list[tuple[Origin, str]] = [
        (of("a", 1, ["甲", "0"]), "correction_stale"),
        (of("a", 2, FIRST), "correction_lost"),
        (of("a", "一", FIRST), "correction_lost"),
        (of("a", 10**9, FIRST), "correction_lost"),
        (of("z", 1, FIRST), "correction_lost"),
    ]
    for origin, rule in cases:
        corrections, problems = found(Sheet(0, "a", [FIRST]), Sheet(1, "b", [FIRST], [origin]))
        assert (corrections, problems) == ({}, {(1, 1, rule)})


def test_rows_that_correct_themselves_or_one_another_correct_nothing() -> None:
    itself = Sheet(0, "a", [FIRST], [of("a", 1, FIRST)])
    assert found(itself) == ({}, {(0, 1, "correction_lost")})
    one = Sheet(0, "a", [FIRST], [of("b", 1, ["乙", "2"])])
    other = Sheet(1, "b", [["乙", "2"]], [of("a", 1, FIRST)])
    lost = {(0, 1, "correction_lost"), (1, 1, "correction_lost")}
    assert found(one, other) == ({}, lost)
