"""The demo county's folder: every list an office has, written on two cores."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from wuxiang.demo.catalogue import CsvFile, Workbook, files_of
from wuxiang.demo.county import HEQU, County, generate
from wuxiang.demo.office import Office
from wuxiang.demo.sheets import write_file
from wuxiang.errors import UserError
from wuxiang.folder import whole_folder
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

Progress = Callable[[str, int, int], None]
"""Called with what was done, how many of it, and how many there are."""


@dataclass(frozen=True)
class DemoSummary:
    """What `make_demo` wrote: rows of the truth by table, and rows of the files by path."""

    folder: Path
    tables: Mapping[str, int]
    files: Mapping[str, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Number of invented people, those who left included."""
        return self.tables["person"]

    @property
    def households(self) -> int:
        """Number of invented households."""
        return self.tables["household"]


def make_demo(
    folder: Path,
    *,
    seed: int,
    scale: float = 1,
    progress: Progress | None = None,
    pack: Path = HEQU,
) -> DemoSummary:
    """Write the files of a county of `scale` (1: about 140,000 residents) into the new `folder`.

    The same seed and scale write the same bytes. Raises UserError when `folder` is there already,
    when the scale is not above 0 and at most 1, or when the pack has no areas or layouts.
    """
    if not 0 < scale <= 1:
        raise UserError(
            f"spreadsheets are written for a scale above 0 and up to 1, not {scale}",
            remedy="for more than a county write Parquet instead",
        )
    county = generate(seed, float(scale), pack=pack)
    with whole_folder(folder) as draft:
        files = write_files(county, draft, pack=pack, progress=progress)
    return DemoSummary(folder, county.rows, files)


def write_files(
    county: County, folder: Path, *, pack: Path = HEQU, progress: Progress | None = None
) -> dict[str, int]:
    """Write the county's lists below `folder`; number of rows of each file by its path."""
    office = Office(county, {layout.name: layout for layout in read_layouts(pack)})
    text = README.format(seed=county.seed, scale=county.scale)
    (folder / "README.txt").write_text(text, "utf-8")
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
