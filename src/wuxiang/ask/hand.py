"""A hand of an open run: some of its policies, with tables, plans and a connection of their own."""

from collections.abc import Collection, Mapping

from wuxiang.ask.slate import Slate, written
from wuxiang.engine import Closing, DuckEngine, Rows, dealt
from wuxiang.policy import Compiled, Source

HELD = "held_"
"""Prefix of the tables that hold all rows of a source, beside those of the one asked about."""
FILL = 2
"""What writing the rows of one source costs, in policies."""


class Hand(Closing):
    """Policies over the rows of one household at a time; no two hands share a source."""

    def __init__(
        self,
        engine: DuckEngine,
        compiled: Mapping[str, Compiled],
        owners: Mapping[str, Collection[str]],
    ) -> None:
        """For the policies `compiled`; `owners` has the numbers to which rows of a source belong.

        All tables must be made: one that is made later undoes what is planned here.
        """
        self._engine = engine.alike()
        self._pen = engine.beside()
        sources = {one.source.name: one.source for one in compiled.values()}
        self._sources = {name: one.source.name for name, one in compiled.items()}
        self._owners = {name: frozenset(owners[name]) for name in sources}
        self._slate = Slate(self._pen, sources)
        self._fill = {name: self._pen.ready(_one_of(source)) for name, source in sources.items()}
        self._every_row = {
            name: self._engine.ready(one.every_row) for name, one in compiled.items()
        }

    @property
    def is_worn(self) -> bool:
        """Whether its tables should be made anew."""
        return self._slate.is_worn

    def close(self) -> None:
        """Let go of its connections."""
        self._pen.close()
        self._engine.close()

    def answers(self, policies: Collection[str], numbers: Collection[str]) -> dict[str, Rows]:
        """Every row that belongs to one of the numbered, of each of its own among the policies."""
        asked = [name for name in self._sources if name in policies]
        rows = self._slate.rows
        with self._slate.wiped():
            for source in dict.fromkeys(self._sources[name] for name in asked):
                for number in self._owners[source].intersection(numbers):
                    rows[source] += written(self._fill[source](number))
        return {name: self._every_row[name]() for name in asked if rows[self._sources[name]]}


def hands(
    engine: DuckEngine, compiled: Mapping[str, Compiled], owners: Mapping[str, Collection[str]]
) -> list[Hand]:
    """The policies dealt out by their sources, to as many hands as work side by side."""
    by_source: dict[str, dict[str, Compiled]] = {}
    for name, one in compiled.items():
        by_source.setdefault(one.source.name, {})[name] = one
    piles = list(by_source.values())
    shares = dealt([FILL + len(pile) for pile in piles])
    return [
        Hand(engine, {name: one for at in share for name, one in piles[at].items()}, owners)
        for share in shares
    ]


def _one_of(source: Source) -> str:
    """Those rows of the source that belong to the one with the number $1, written into it."""
    columns = ", ".join(f'"{column}"' for column in source.columns)
    return (
        f"INSERT INTO {source.name} ({columns}) "
        f"SELECT {columns} FROM {HELD}{source.name} WHERE number = CAST($1 AS BIGINT)"
    )
