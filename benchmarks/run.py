"""`wuxiang run` on the demo county, in a process of its own: seconds by the clock and peak memory.

    python benchmarks/run.py [--folder SNAPSHOT] [--rounds 3] [--keep FOLDER]

Without a snapshot the demo county is written and taken in first, which is not measured. The run
includes all that the command does: interpreter, record with its hashes, summary. With --keep the
folder then holds files, snapshot, keys and run.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PACK = Path(__file__).resolve().parent.parent / "counties" / "hequ"
WUXIANG = Path(sys.executable).parent / "wuxiang"
SECONDS_AIM = 10.0
MEMORY_AIM = 1024.0


def wuxiang(keys: Path, *words: str | Path) -> list[float]:
    """Run the command: seconds by the clock, seconds of processor, MiB at the most."""
    environment = {**os.environ, "WUXIANG_KEYS": str(keys)}
    begin = time.perf_counter()
    command = [str(WUXIANG), *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begin
    if child.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return [seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]


def demo_snapshot(folder: Path) -> Path:
    """The snapshot of the demo county, made below `folder` if it is not there."""
    snapshot = folder / "snapshot"
    if not snapshot.exists():
        files, keys = folder / "files", folder / "keys"
        wuxiang(keys, "demo", files, "--quiet")
        wuxiang(keys, "intake", files, "--county", PACK, "--out", snapshot, "--quiet")
    return snapshot


def measure(snapshot: Path, folder: Path, rounds: int) -> list[list[float]]:
    """What each round took."""
    took = []
    for _ in range(rounds):
        out = folder / "run"
        shutil.rmtree(out, ignore_errors=True)
        words = ("run", "--county", PACK, "--snapshot", snapshot, "--out", out, "--quiet")
        took.append(wuxiang(folder / "keys", *words))
        seconds, processor, memory = took[-1]
        print(f"run {seconds:.2f} s, {processor:.1f} s of processor, {memory:,.0f} MiB", flush=True)
    return took


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = (given.keep or Path(name)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        took = measure(given.folder or demo_snapshot(folder), folder, given.rounds)
    seconds, memory = min(one[0] for one in took), max(one[2] for one in took)
    result = {
        "name": "run",
        "value": round(seconds, 2),
        "unit": "seconds",
        "aim": SECONDS_AIM,
        "memory_mib": round(memory),
        "memory_aim": MEMORY_AIM,
        "holds": seconds <= SECONDS_AIM and memory <= MEMORY_AIM,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
