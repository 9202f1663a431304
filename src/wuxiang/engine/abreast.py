"""Side by side what does not wait for one another: two cores then have two things to do."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter

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


def each_abreast(names: Iterable[str], do: Callable[[str], None]) -> None:
    """`do` each name, in threads; none of them waits for another."""
    for _ in abreast(dict.fromkeys(names, ()), do):
        pass
