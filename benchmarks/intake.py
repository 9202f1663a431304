"""Intake of a county's spreadsheets against python-calamine reading the same cells, and no more.

    python benchmarks/intake.py [--scale 1] [--folder FOLDER] [--rounds 3]

The cells that travel as CSV are put into .xlsx for calamine, because that is what the aim says.
Both are measured in turns; the best of each counts, so that a busy machine hurts both alike.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import xlsxwriter

from wuxiang.intake.grids import csv_rows
from wuxiang.intake.take_in import Days, IntakeSummary, Sources, take_in
from wuxiang.sealing import new_keys

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "counties" / "hequ"
AIM = 2.0
MAKE_COUNTY = """
import sys
from pathlib import Path
from wuxiang.demo import make_demo
if __name__ == "__main__":
    make_demo(Path(sys.argv[1]), seed=1, scale=float(sys.argv[2]))
"""
CALAMINE = """
import sys, time
from python_calamine import CalamineWorkbook
begin, cells = time.perf_counter(), 0
for path in sys.argv[1:]:
    with CalamineWorkbook.from_path(path) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python()
            cells += len(rows) * len(rows[0]) if rows else 0
print(time.perf_counter() - begin, cells)
"""


def as_workbooks(folder: Path, target: Path) -> list[Path]:
    """All files of `folder` as .xlsx: those that are, and copies in `target` of those in CSV."""
    made: list[Path] = []
    for path in sorted(folder.rglob("*.csv")):
        copy = target / f"{len(made)}.xlsx"
        with xlsxwriter.Workbook(str(copy), {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for r, row in enumerate(csv_rows(path)):
                for c, cell in enumerate(row):
                    if cell:
                        sheet.write_string(r, c, cell)
        made.append(copy)
    return [*sorted(folder.rglob("*.xlsx")), *made]


def calamine_seconds(paths: list[Path]) -> tuple[float, int]:
    """Seconds that calamine alone takes for all sheets, in its own process, and their cells."""
    command = [sys.executable, "-c", CALAMINE, *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, cells = done.stdout.split()
    return float(seconds), int(cells)


def intake_seconds(folder: Path, work: Path) -> tuple[float, IntakeSummary]:
    """Seconds of a whole intake, report included, and what it did."""
    out = work / "snapshot"
    begin = time.perf_counter()
    sources = Sources(folder, PACK)
    summary = take_in(sources, out, keys=new_keys(), days=Days(known_at=date(2019, 5, 5)))
    seconds = time.perf_counter() - begin
    shutil.rmtree(out)
    return seconds, summary


def county(work: Path, scale: float) -> Path:
    """The demo county's files at `scale`, written by a process of their own."""
    folder = work / "county"
    script = work / "make_county.py"
    script.write_text(MAKE_COUNTY, "utf-8")
    subprocess.run([sys.executable, str(script), str(folder), str(scale)], check=True)
    return folder


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = given.folder or county(work, given.scale)
        paths = as_workbooks(folder, work)
        alone, whole = [], []
        for _ in range(given.rounds):
            seconds, cells = calamine_seconds(paths)
            alone.append(seconds)
            taken, summary = intake_seconds(folder, work)
            whole.append(taken)
            phases = ", ".join(f"{phase} {s:.2f}" for phase, s in summary.seconds.items())
            print(f"calamine {seconds:.2f} s for {cells:,} cells; intake {taken:.2f} s ({phases})")
    ratio = min(whole) / min(alone)
    print(f"rows {summary.rows:,}, files {summary.files}, best against best: {ratio:.2f} times")
    value = round(ratio, 2)
    result = {"name": "intake", "value": value, "unit": "times calamine", "aim": AIM}
    print(json.dumps(result | {"holds": value <= AIM}))


if __name__ == "__main__":
    main()
