"""A demo county in one call: its files, or for more than a county a snapshot."""

from pathlib import Path

from wuxiang.demo.county import HEQU, generate
from wuxiang.demo.files import write_files
from wuxiang.demo.nation import write_parquet
from wuxiang.demo.summary import DemoSummary, Progress
from wuxiang.errors import UserError
from wuxiang.folder import whole_folder


def make_demo(
    folder: Path,
    *,
    seed: int,
    scale: float = 1,
    progress: Progress | None = None,
    pack: Path = HEQU,
) -> DemoSummary:
    """Write the files of a county of `scale` (1: about 140,000 residents) into the new `folder`.

    Above 1 the folder is a snapshot in Parquet. The same seed and scale write the same bytes.
    Raises UserError when `folder` is there already, when the scale is not above 0, or when the
    pack has no areas or layouts.
    """
    if seed < 0:
        raise UserError(f"there is no seed {seed}", remedy="write a whole number from 0 on")
    if scale <= 0:
        raise UserError(f"there is no county of scale {scale}", remedy="write a scale above 0")
    if scale > 1:
        return write_parquet(folder, seed=seed, scale=scale, progress=progress, pack=pack)
    county = generate(seed, float(scale), pack=pack)
    with whole_folder(folder) as draft:
        files = write_files(county, draft, pack=pack, progress=progress)
    return DemoSummary(folder, county.rows, files)
