"""What intake takes from a sheet in the memory, by the layouts of Hequ."""

from collections.abc import Sequence

from tests.intake_files import PACK
from wuxiang.intake.grids import Merge, grid_of
from wuxiang.intake.layouts import read_layouts
from wuxiang.intake.recognise import recognise
from wuxiang.intake.taking import Taken, take_sheet

LAYOUTS = read_layouts(PACK)


def take(*rows: Sequence[object], sheet: str = "s", merges: tuple[Merge, ...] = ()) -> Taken:
    """What these rows of a sheet say."""
    grid = grid_of(sheet, rows, merges)
    found = recognise(grid, LAYOUTS)
    assert found is not None
    return take_sheet(grid, found)


def issues(taken: Taken) -> list[tuple[int, int, str]]:
    """Row, position and rule of every remark, in order."""
    columns = [taken.issues[name].to_pylist() for name in ("row", "position", "rule")]
    return sorted(zip(*columns, strict=True))
