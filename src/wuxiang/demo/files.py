"""The demo county's folder: every list an office has, written on two cores."""

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from wuxiang.demo.catalogue import CsvFile, Workbook, files_of
from wuxiang.demo.county import HEQU, County
from wuxiang.demo.foreign_lists import write_foreign_lists
from wuxiang.demo.office import Office
from wuxiang.demo.sheets import write_file
from wuxiang.demo.summary import Progress
from wuxiang.intake.layouts import read_layouts

WORKERS = 2
SMALL = 0.25
"""Below this scale one process is faster than two."""
README = """\
演示数据·人物均为虚构
Demo data: every person, household, account and telephone in these files is invented.

The villages and townships are real (National Bureau of Statistics list of 2018); natural villages
are invented and marked （演示）. ID numbers have sequence numbers from 900 to 999, telephone
numbers begin with 100 and bank accounts with 0000, so none of them is anybody's.
Some cells are wrong on purpose, as such files are. Seed {seed}, scale {scale}.
"""


def write_files(
    county: County, folder: Path, *, pack: Path = HEQU, progress: Progress | None = None
) -> dict[str, int]:
    """Write the county's lists below `folder`; rows of each file that intake takes in, by path."""
    office = Office(county, {layout.name: layout for layout in read_layouts(pack)})
    text = README.format(seed=county.seed, scale=county.scale)
    (folder / "README.txt").write_text(text, "utf-8")
    write_foreign_lists(office, folder)
    rows: dict[str, int] = {}
    total = 0
    for path, count, planned in _written(county, office, folder):
        rows[path] = count
        total = max(total, planned)
        if progress is not None:
            progress(path, len(rows), total)
    return dict(sorted(rows.items()))


def _written(county: County, office: Office, folder: Path) -> Iterator[tuple[str, int, int]]:
    """Path, rows and number of files planned so far, for each file as it is done."""
    if county.scale < SMALL:
        files = list(files_of(office))
        for file in files:
            yield file.path, write_file(file, folder, seed=county.seed), len(files)
        return
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        waiting: dict[Future[int], CsvFile | Workbook] = {}
        for file in files_of(office):
            waiting[pool.submit(write_file, file, folder, seed=county.seed)] = file
        for done in as_completed(waiting):
            yield waiting[done].path, done.result(), len(waiting)
