"""What may go wrong through no fault of the program, told in words its reader can act on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where in somebody's file a problem lies; whatever is not known stays None."""

    file: str
    line: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.sheet is not None:
            parts.append(f"sheet {self.sheet}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        return ", ".join(parts)


class UserError(Exception):
    """Wrong input: shown without a traceback, with its place and what to do about it."""

    def __init__(self, problem: str, *, remedy: str, place: Place | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.place = place

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.problem}\n  → {self.remedy}"


class CheckFailedError(Exception):
    """A check that was asked for has an answer, and the answer is no (exit code 1)."""
