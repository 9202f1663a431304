"""Nine person-level policies with household totals: Wuxiang against OpenFisca-Core, end to end.

    python benchmarks/openfisca.py [--people 1000000] [--seed 2019] [--rounds 3] [--keep FOLDER]

Both read the same Parquet file, in turns, each in a process of its own whose seconds and peak
memory the parent takes from the system. OpenFisca-Core (AGPL) is installed into an environment
that is thrown away, or stays in the folder of --keep with the people and the results.
Then every amount that both know is compared, to the cent.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

import duckdb

from wuxiang.pack import Pack, read_pack

HERE = Path(__file__).resolve().parent
PACK = HERE / "nine_policies"
AIM = 4.0
MEMORY_AIM = 0.25
COMPARED = """
WITH ours AS ({ours}), theirs AS (SELECT {key} AS key, {column} AS amount FROM '{file}'),
both_sides AS (
  SELECT CASE WHEN ours.key IS NULL THEN 0 ELSE ours.amount END AS ours,
    TRY_CAST(round(CAST(theirs.amount AS DOUBLE), 2) AS DECIMAL(18, 2)) AS theirs
  FROM theirs LEFT JOIN ours ON ours.key = theirs.key
)
SELECT count(ours - theirs), count(CASE WHEN ours <> theirs THEN 1 END), max(abs(ours - theirs)),
  count(*) - count(ours)
FROM both_sides
"""


@dataclass(frozen=True)
class Took:
    """What one side took: seconds by the clock and by the processors, MiB at the most."""

    seconds: float
    processor: float
    memory: float


def side(name: str, command: list[str]) -> Took:
    """Run one side in a process of its own, and print what it says of its phases."""
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        said = child.stdout.read() if child.stdout else ""
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begin
    if child.returncode:
        raise SystemExit(f"{name} failed")
    took = Took(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    found = json.loads(said.splitlines()[-1])
    phases, work = found["phases"], found.get("work", {})
    told = ", ".join(f"{phase} {spent:.2f}" for phase, spent in phases.items())
    if work:
        told += " (two at a time: " + ", ".join(f"{w} {s:.2f}" for w, s in work.items()) + ")"
    rest = f"start and end {seconds - sum(phases.values()):.2f}"
    print(f"{name} {seconds:.2f} s ({told}, {rest}), ", end="")
    print(f"{took.processor:.1f} s of processor, {took.memory:,.0f} MiB", flush=True)
    return took


def people_file(folder: Path, people: int, seed: int) -> Path:
    """The people, made by a process of its own if they are not there."""
    file = folder / f"people-{people}-{seed}.parquet"
    if not file.exists():
        count = ["--people", str(people), "--seed", str(seed)]
        subprocess.run([sys.executable, str(HERE / "people.py"), str(file), *count], check=True)
    return file


def environment(folder: Path) -> Path:
    """The Python of an environment that holds OpenFisca-Core and pyarrow."""
    home = folder / "environment"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "OpenFisca-Core", "pyarrow"]
        subprocess.run(command, check=True)
    return python


def parameters_file(folder: Path, pack: Pack) -> Path:
    """The dated parameters of the policy files, as OpenFisca reads them."""
    nodes = {
        name: {
            parameter.name: {
                "values": {day.isoformat(): {"value": float(str(v))} for day, v in parameter.values}
            }
            for parameter in policy.parameters
        }
        for name, policy in pack.policies.items()
    }
    file = folder / "parameters.json"
    file.write_text(json.dumps(nodes), "utf-8")
    return file


def fresh(folder: Path) -> Path:
    """`folder`, there, without the files of an earlier round."""
    folder.mkdir(exist_ok=True)
    for file in folder.rglob("*.parquet"):
        file.unlink()
    return folder


def compare(ours: Path, theirs: Path, policies: list[str]) -> int:
    """Print how far both sides agree, for persons and households; the amounts that differ."""
    differing = 0
    with duckdb.connect() as connection:
        for name in policies:
            select = f"SELECT subject AS key, amount FROM '{ours}/decisions/{name}.parquet'"
            differing += _compared(connection, name, select, theirs / "person.parquet")
        for name in (*policies, "total"):
            known = f"CASE WHEN unknown = 0 THEN coalesce({name}, 0) END"
            table = f"'{ours}/facts/household_total.parquet'"
            select = f"SELECT household_id AS key, {known} AS amount FROM {table}"
            differing += _compared(connection, name, select, theirs / "household.parquet")
    return differing


def _compared(connection: duckdb.DuckDBPyConnection, name: str, ours: str, file: Path) -> int:
    key = f"{file.stem}_id"
    query = COMPARED.format(ours=ours, key=key, column=name, file=file)
    compared, differ, largest, unknown = connection.sql(query).fetchall()[0]
    print(
        f"  {file.stem} {name}: {compared:,} amounts known to both, {differ:,} differ"
        + (f" by at most {largest} yuan" if differ else "")
        + f"; {unknown:,} not known to us"
    )
    return int(differ)


def measure(folder: Path, given: argparse.Namespace) -> dict[str, object]:
    """Measure both sides in turns and compare what they say; the figures."""
    people = people_file(folder, given.people, given.seed)
    pack = read_pack(PACK)
    parameters, python = parameters_file(folder, pack), environment(folder)
    ours, theirs = folder / "ours", folder / "theirs"
    wuxiang = [sys.executable, str(HERE / "openfisca_ours.py"), str(people), str(ours)]
    script = str(HERE / "openfisca_side.py")
    openfisca = [str(python), script, str(people), str(parameters), str(theirs)]
    rounds = []
    for _ in range(given.rounds):
        fresh(ours), fresh(theirs)
        rounds.append((side("wuxiang  ", wuxiang), side("openfisca", openfisca)))
    differing = compare(ours, theirs, sorted(pack.policies))
    best = [min(took.seconds for took in one) for one in zip(*rounds, strict=True)]
    most = [max(took.memory for took in one) for one in zip(*rounds, strict=True)]
    spent = [min(took.processor for took in one) for one in zip(*rounds, strict=True)]
    return {
        "people": given.people,
        "seconds": [round(one, 2) for one in best],
        "processor_seconds": [round(one, 1) for one in spent],
        "memory_mib": [round(one) for one in most],
        "memory_ratio": round(most[0] / most[1], 3),
        "value": round(best[1] / best[0], 2),
        "amounts_that_differ": differing,
    }


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=2019)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = given.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        found = measure(folder, given)
    holds = found["value"] >= AIM and found["memory_ratio"] <= MEMORY_AIM  # type: ignore[operator]
    head = {"name": "openfisca", "unit": "times as fast as OpenFisca-Core", "aim": AIM}
    print(json.dumps({**head, "memory_aim": MEMORY_AIM, **found, "holds": holds}))


if __name__ == "__main__":
    main()
