"""A slate: tables that hold what belongs to one household at a time, and are wiped for the next."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from wuxiang.engine import DuckEngine, Rows

QUESTIONS_PER_OPENING = 2_000
"""After so many its tables should be made anew: rows that were there leave traces in them."""


class Slate:
    """Empty tables of an engine, in which the rows of one household are written through `pen`."""

    def __init__(self, pen: DuckEngine, tables: Iterable[str]) -> None:
        """All tables of `pen` must be made: one that is made later undoes what is planned here."""
        self._pen = pen
        self._wipe = {name: pen.ready(f"TRUNCATE {name}") for name in tables}
        self._times = 0
        self.rows = dict.fromkeys(self._wipe, 0)
        """How many rows each of the tables holds."""

    @property
    def is_worn(self) -> bool:
        """Whether its tables should be made anew."""
        return self._times >= QUESTIONS_PER_OPENING

    @contextmanager
    def wiped(self) -> Iterator[None]:
        """Wipe all tables; what the block then writes is seen by others when it ends."""
        self._times += 1
        with self._pen.at_once():
            for name, wipe in self._wipe.items():
                if self.rows[name]:
                    wipe()
                    self.rows[name] = 0
            yield


def written(answer: Rows) -> int:
    """How many rows a statement says that it has written."""
    return int(str(answer[0][0]))
