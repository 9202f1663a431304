"""Side by side what does not wait for one another: two cores then have two things to do."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter

from wuxiang.engine.duckdb import DuckEngine

WORKERS = 2


def abreast(needs: Mapping[str, Collection[str]], do: Callable[[str], None]) -> Iterator[str]:
    """`do` each name after all that it needs, in threads; the names as they are done.

    What a `do` raises is raised here, once those that are being done have ended; no other begins.
    """
    order = TopologicalSorter(needs)
    order.prepare()
    doing: dict[Future[None], str] = {}
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            while order.is_active():
                doing |= {pool.submit(do, name): name for name in order.get_ready()}
                ended, _ = wait(doing, return_when=FIRST_COMPLETED)
                for future in ended:
                    name = doing.pop(future)
                    future.result()
                    order.done(name)
                    yield name
        finally:
            pool.shutdown(cancel_futures=True)


def each_abreast(
    engine: DuckEngine, names: Iterable[str], do: Callable[[DuckEngine, str], None]
) -> None:
    """`do` each name, in threads with a connection each; none of them waits for another."""

    def beside(name: str) -> None:
        with engine.beside() as own:
            do(own, name)

    for _ in abreast(dict.fromkeys(names, ()), beside):
        pass


def dealt(sizes: Sequence[int], hands: int = WORKERS) -> list[list[int]]:
    """Which of the works of these sizes each of so many hands does, so that they end together.

    The largest first, each to whoever has the least to do (Graham 1969).
    """
    shares: list[list[int]] = [[] for _ in range(hands)]
    loads = [0] * hands
    for at in sorted(range(len(sizes)), key=lambda one: -sizes[one]):
        least = loads.index(min(loads))
        shares[least].append(at)
        loads[least] += sizes[at]
    return shares
