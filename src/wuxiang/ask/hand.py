"""A hand of an open run: some of its policies, with plans and a connection of their own."""

from collections.abc import Collection, Mapping

from wuxiang.ask.held import Held, from_text
from wuxiang.engine import Closing, DuckEngine, Rows, dealt
from wuxiang.policy import Compiled, among


class Hand(Closing):
    """Policies over the rows of one household at a time."""

    def __init__(
        self, engine: DuckEngine, compiled: Mapping[str, Compiled], held: Mapping[str, Held]
    ) -> None:
        """For the policies `compiled`; `held` has all rows of their sources, by name."""
        self._engine = engine.beside()
        self._held = held
        self._sources = {name: one.source.name for name, one in compiled.items()}
        self._every_row = {
            name: self._engine.ready(
                among(f"({from_text(one.source)})", one.source.name, one.every_row)
            )
            for name, one in compiled.items()
        }

    def close(self) -> None:
        """Let go of its connection."""
        self._engine.close()

    def answers(self, policies: Collection[str], numbers: Collection[int]) -> dict[str, Rows]:
        """Every row that belongs to one of the numbered, of each of its own among the policies."""
        asked = {name: source for name, source in self._sources.items() if name in policies}
        rows = {source: self._held[source].of(numbers) for source in asked.values()}
        return {
            name: self._every_row[name](own)
            for name, source in asked.items()
            if (own := rows[source]) is not None
        }


def hands(
    engine: DuckEngine, compiled: Mapping[str, Compiled], held: Mapping[str, Held]
) -> list[Hand]:
    """The policies dealt out to as many hands as work side by side; a source is in one hand."""
    by_source: dict[str, list[str]] = {}
    for name, one in compiled.items():
        by_source.setdefault(one.source.name, []).append(name)
    piles = list(by_source.values())
    shares = dealt([len(pile) for pile in piles])
    return [
        Hand(engine, {name: compiled[name] for at in share for name in piles[at]}, held)
        for share in shares
    ]
