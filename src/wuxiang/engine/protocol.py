"""The few things that the population packages ask of an engine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from wuxiang.engine.parquet import Written


class Engine(Protocol):
    """Runs one SELECT at a time over named tables; `dialect` is sqlglot's name for its SQL."""

    dialect: str
    version: str

    def open_table(self, name: str, path: Path) -> None:
        """Make the Parquet file at `path` readable as table `name`."""

    def define(self, name: str, select: str) -> None:
        """Make `select` readable as table `name`; it is computed anew at each reading."""

    def keep(self, name: str, select: str) -> None:
        """Compute `select` now and hold its rows as table `name`."""

    def forget(self, name: str) -> None:
        """Let go of the rows that `keep` holds as table `name`."""

    def columns(self, name: str) -> dict[str, str]:
        """Column names of table `name`, in order, each with the engine's type name."""

    def rows(self, select: str) -> list[tuple[object, ...]]:
        """All rows of `select` as Python values."""

    def arrow(self, select: str) -> pa.Table:
        """All rows of `select` as an Arrow table."""

    def write(
        self, select: str, path: Path, *, order_by: Sequence[str], in_order: bool = False
    ) -> Written:
        """Write `select` to the Parquet file `path`, sorted by the unique key `order_by`.

        `in_order` says that its rows come so without being sorted. Raises WrongKeyError when a row
        does not come after the one before it.
        """
