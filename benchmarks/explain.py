"""`explain` from an opened run: milliseconds for each of 200 households, all policies of the pack.

    python benchmarks/explain.py [--run RUN] [--households 200] [--seed 2019]

Without a run the demo county is made and run first. Opening is timed apart. Every answer is then
held against the decision tables of the run: an explanation that differs is an error.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq

from wuxiang.ask import OpenRun
from wuxiang.policy import Explanation
from wuxiang.record import SNAPSHOT
from wuxiang.snapshot import table_file

AIM = 50.0
RUN = Path(__file__).resolve().parent / "run.py"
Decided = dict[tuple[str, str], tuple[bool | None, bool | None, Decimal | None]]


def demo_run(folder: Path) -> Path:
    """A run of the demo county below `folder`."""
    command = [sys.executable, str(RUN), "--keep", str(folder), "--rounds", "1"]
    subprocess.run(command, check=True)
    return folder / "run"


def some_households(run: Path, count: int, seed: int) -> list[str]:
    """Keys of `count` households drawn from the run's snapshot."""
    table = pq.read_table(table_file(run / SNAPSHOT, "household"), columns=["household_id"])
    return random.Random(seed).sample(table["household_id"].to_pylist(), count)  # noqa: S311


def decided(run: Path) -> Decided:
    """What the run decided: eligible, holds, amount, by policy and subject."""
    columns = ["policy", "subject", "eligible", "holds", "amount"]
    found: Decided = {}
    for file in sorted((run / "decisions").glob("*.parquet")):
        rows = pq.read_table(file, columns=columns).to_pydict()
        keys = zip(rows["policy"], rows["subject"], strict=True)
        answers = zip(rows["eligible"], rows["holds"], rows["amount"], strict=True)
        found.update(zip(keys, answers, strict=True))
    return found


def differs(one: Explanation, run: Decided) -> bool:
    """Whether the run decided otherwise; it keeps no row where nothing is due or unknown."""
    name, decides = one.policy.name, one.policy.decides
    row = run.get((name, one.subject))
    if row is None:
        settled = {"amount": one.outcome == 0, "holds": one.outcome is True, "status": False}
        return one.answer is not False and not (one.answer is True and settled[decides])
    eligible, holds, amount = row
    outcome = {"amount": amount, "holds": holds if eligible else None, "status": one.outcome}
    return one.answer is not eligible or one.outcome != outcome[decides]


def measure(run: Path, given: argparse.Namespace) -> list[float]:
    """Milliseconds for each household; SystemExit when an answer is not what the run decided."""
    households = some_households(run, given.households, given.seed)
    known = decided(run)
    begin = time.perf_counter()
    with OpenRun(run) as opened:
        print(f"opened in {time.perf_counter() - begin:.2f} s")
        took, answers = [], 0
        for household in households:
            begin = time.perf_counter()
            explained = opened.explain(household)
            took.append((time.perf_counter() - begin) * 1000)
            answers += len(explained)
            wrong = [one for one in explained if differs(one, known)]
            if wrong:
                raise SystemExit(f"{household}: {wrong[0].policy.name} is explained otherwise")
    print(f"{len(took)} households, {answers:,} answers, each as the run decided")
    return took


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path)
    parser.add_argument("--households", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2019)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        took = measure(given.run or demo_run(Path(name)), given)
    median, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    print(f"median {median:.1f} ms, p95 {p95:.1f} ms, max {max(took):.1f} ms")
    result = {
        "name": "explain",
        "value": round(p95, 1),
        "unit": "milliseconds at the 95th percentile, all policies",
        "aim": AIM,
        "median": round(median, 1),
        "max": round(max(took), 1),
        "holds": p95 <= AIM,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
