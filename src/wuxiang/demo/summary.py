"""What making a demo county tells: its progress and, at the end, how much was written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Progress = Callable[[str, int, int], None]
"""Told what was done, how much of it is done, and out of how much."""


@dataclass(frozen=True)
class DemoSummary:
    """What was written: rows of the truth by table, and rows of the files by path."""

    folder: Path
    tables: Mapping[str, int]
    files: Mapping[str, int] = field(default_factory=dict)
    """Empty when a snapshot was written instead of files."""

    @property
    def people(self) -> int:
        """Number of invented people, those who left included."""
        return self.tables["person"]

    @property
    def households(self) -> int:
        """Number of invented households."""
        return self.tables["household"]
