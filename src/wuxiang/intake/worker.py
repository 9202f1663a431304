"""The child process that opens spreadsheets: bounded in memory and time, it may die alone.

It reads one JSON line per file on standard input, `{"number": 3, "path": …}`, and answers each with
one line: the sheets that it wrote as Arrow files into its folder, or why the file is refused.
"""

import gc
import json
import resource
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import feather

from wuxiang.errors import UserError
from wuxiang.intake.grids import Grid, read_grids
from wuxiang.intake.layouts import Layout, read_layouts
from wuxiang.intake.recognise import ROWS_LOOKED_AT, recognise, says_invented
from wuxiang.intake.taking import take_sheet

PARTS = ("raw", "clean", "issues")


@dataclass(frozen=True)
class SheetRead:
    """What the worker says of one sheet; its tables lie in `<name>.<part>.arrow`."""

    sheet: str
    layout: str | None
    """None: no layout knows it, or it is hidden, and it was not read."""
    name: str = ""
    headings: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    rows: int = 0
    stated: str | None = None
    invented: bool = False
    hidden: bool = False


def read_file(
    path: Path, number: int, *, layouts: Sequence[Layout], folder: Path
) -> list[SheetRead]:
    """Read one file and write the tables of its sheets into `folder`; UserError if refused."""
    return [
        _read_sheet(grid, layouts, folder / f"{number}-{index}")
        for index, grid in enumerate(read_grids(path))
    ]


def _read_sheet(grid: Grid, layouts: Sequence[Layout], stem: Path) -> SheetRead:
    found = None if grid.hidden else recognise(grid, layouts)
    if found is None:
        top = [grid.row(index) for index in range(min(grid.height, ROWS_LOOKED_AT))]
        rows = sum(1 for row in top if any(row))
        invented = says_invented(top)
        return SheetRead(grid.sheet, None, rows=rows, invented=invented, hidden=grid.hidden)
    taken = take_sheet(grid, found)
    for part in PARTS:
        table: pa.Table = getattr(taken, part)
        feather.write_feather(table, f"{stem}.{part}.arrow", compression="uncompressed")
    return SheetRead(
        sheet=grid.sheet,
        layout=found.layout.name,
        name=stem.name,
        headings=found.headings,
        places=tuple(taken.places.items()),
        rows=taken.clean.num_rows,
        stated=found.stated.isoformat() if found.stated else None,
        invented=found.invented,
    )


def answer(line: str, layouts: Sequence[Layout], folder: Path) -> str:
    """The answer to one line."""
    order = json.loads(line)
    path = Path(order["path"])
    try:
        sheets = read_file(path, order["number"], layouts=layouts, folder=folder)
    except UserError as error:
        return json.dumps({"refused": error.problem, "remedy": error.remedy})
    except MemoryError:
        return json.dumps({"refused": "it needs too much memory", "remedy": "split it"})
    return json.dumps({"sheets": [asdict(sheet) for sheet in sheets]})


def main(pack: str, folder: str, *, most_bytes: int, most_seconds: float) -> None:
    """Answer lines until standard input ends; it dies of a file that takes more processor time."""
    layouts = read_layouts(Path(pack))
    gc.disable()  # millions of cells and no circles: looking for some costs a tenth of the time
    pa.set_cpu_count(1)
    pa.set_memory_pool(pa.system_memory_pool())
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_PROF, most_seconds)
        said = answer(line, layouts, Path(folder))
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(said, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], most_bytes=int(sys.argv[3]), most_seconds=float(sys.argv[4]))
