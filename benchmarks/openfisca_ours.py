"""Wuxiang's side of openfisca.py, in a process of its own: the nine policies over one Parquet file.

    python benchmarks/openfisca_ours.py PEOPLE.parquet OUT

What `wuxiang run` does with facts and policies, by the same functions, with the fact `people`
taken as given: nine decision tables in order of person with both hashes, the funnel by clause,
and the totals by household. The last line is one JSON object: phases in seconds, the work in
them, peak memory.
"""

import argparse
import json
import resource
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from wuxiang.deciding import decide
from wuxiang.engine import DuckEngine, Written
from wuxiang.pack import compile_pack, read_pack
from wuxiang.record import Recorder

PACK = Path(__file__).resolve().parent / "nine_policies"
AS_OF = date(2019, 5, 5)
GIVEN = "people"


class TimedEngine(DuckEngine):
    """The engine, with the seconds that it spends on each kind of work, two of them at a time."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(folders)
        self.spent: list[tuple[str, float]] = []

    def write(
        self, select: str, path: Path, *, order_by: Sequence[str], in_order: bool = False
    ) -> Written:
        """See Engine.write."""
        begin = time.perf_counter()
        written = super().write(select, path, order_by=order_by, in_order=in_order)
        self._spent("decisions, totals and their hashes", begin)
        return written

    def keep(self, name: str, select: str) -> None:
        """See Engine.keep."""
        begin = time.perf_counter()
        super().keep(name, select)
        self._spent("open rows and funnel", begin)

    def _spent(self, phase: str, begin: float) -> None:
        self.spent.append((phase, time.perf_counter() - begin))


def measured(people: Path, out: Path) -> dict[str, object]:
    """Decide for everyone in `people`, into the folder `out`; what it took."""
    begin = time.perf_counter()
    whole = read_pack(PACK)
    compiled = compile_pack(whole, AS_OF)
    pack = replace(whole, order=tuple(name for name in whole.order if name != GIVEN))
    built = time.perf_counter()
    with TimedEngine([out, people.parent]) as engine:
        engine.open_table(GIVEN, people)
        recorder = Recorder(out, engine)
        decide(recorder, pack, lambda: compiled, progress=lambda *_: None)
    seconds = time.perf_counter() - begin
    phases = {"build": built - begin, "read, calculate, write": begin + seconds - built}
    work: dict[str, float] = defaultdict(float)
    for kind, spent in engine.spent:
        work[kind] += spent
    rows = sum(one.rows for name, one in recorder.outputs.items() if name.startswith("decisions"))
    return {"seconds": seconds, "phases": phases, "work": work, "rows": rows}


def main() -> None:
    """Decide, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    took = measured(given.people, given.out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps(took | {"peak_kib": peak}))


if __name__ == "__main__":
    main()
