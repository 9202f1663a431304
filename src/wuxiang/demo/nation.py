"""A nation's worth of demo people, written as a snapshot straight out, county after county.

A few counties are drawn; the others repeat them under codes and identifiers of their own, so that
time and memory do not grow with the number of people drawn. County codes begin with 90, which no
province has.
"""

import json
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from math import floor
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wuxiang.demo.county import AS_OF, HEQU, generate
from wuxiang.demo.summary import DemoSummary, Progress
from wuxiang.errors import Place, UserError
from wuxiang.folder import hashes_of, whole_folder
from wuxiang.schema import TABLES, VERSION, Table
from wuxiang.snapshot import MANIFEST, Manifest

WHOLE = 1.0
"""The scale of a whole county; a test draws smaller ones."""
DRAWN = 4
"""How many different counties there are."""
FIRST_CODE = 900_001
MOST_COUNTIES = 9_000
CODE_COLUMNS = frozenset(
    {
        *("area_code", "parent_code", "successor_code"),
        *("village_code", "natural_village_code", "place_code"),
    }
)
COUNTY_DIGITS = 6
BYTES_PER_COUNTY = 4_300_000
"""Rather more than a county takes on the disk; `--scale 30` took 4.05 MB for each."""
ROWS_PER_GROUP = 122_880
WRITERS = 2

Tables = Mapping[str, pa.Table]


def write_parquet(
    folder: Path,
    *,
    seed: int,
    scale: float,
    progress: Progress | None = None,
    pack: Path = HEQU,
) -> DemoSummary:
    """Write `scale` counties as the snapshot `folder`, without names and numbers of people.

    Each table is sorted by its key. Memory stays that of a few counties.
    Raises UserError when `folder` is there already, when the scale is not above 0 and at most
    9,000, or when the disk has no room for it; killed, it leaves nothing in `folder`.
    """
    if not 0 < scale <= MOST_COUNTIES:
        raise UserError(
            f"the scale is to be above 0 and at most {MOST_COUNTIES}, not {scale}",
            remedy="700 is about the nation's registered counties",
        )
    _refuse_without_room(folder, bytes_for(scale))
    with whole_folder(folder) as draft:
        (draft / "tables").mkdir()
        (draft / "sealed").mkdir()
        drawn = _Drawn(seed, pack)
        rows = _write_tables(draft / "tables", drawn, scale=float(scale), progress=progress)
        _write_manifest(draft, rows)
    return DemoSummary(folder, rows)


def bytes_for(scale: float) -> int:
    """About how many bytes `scale` counties take on the disk."""
    return round(scale * BYTES_PER_COUNTY)


def _refuse_without_room(folder: Path, needed: int) -> None:
    there = next(path for path in folder.absolute().parents if path.is_dir())
    free = shutil.disk_usage(there).free
    if needed > free:
        raise UserError(
            f"it takes about {needed / 1e9:.1f} GB, and the disk has {free / 1e9:.1f} GB left",
            remedy="name a folder on a larger disk, or a smaller scale",
            place=Place(str(folder)),
        )


class _Drawn:
    """The few counties that are drawn, and the others made from them."""

    def __init__(self, seed: int, pack: Path) -> None:
        self._seed = seed
        self._pack = pack
        self._whole: dict[int, Tables] = {}

    def county(self, number: int, scale: float) -> Tables:
        """The tables of county `number` (from 0), whole or, at a scale below 1, smaller."""
        kind = number % DRAWN
        if scale < 1:
            return _moved_all(_stored(self._seed + kind, scale * WHOLE, self._pack), number)
        if kind not in self._whole:
            self._whole[kind] = _stored(self._seed + kind, WHOLE, self._pack)
        return _moved_all(self._whole[kind], number)


def _scales(scale: float) -> list[float]:
    """Whole counties, and a smaller one for what is left."""
    rest = scale - floor(scale)
    return [1.0] * floor(scale) + ([rest] if rest > 0 else [])


def _stored(seed: int, scale: float, pack: Path) -> Tables:
    """One county's tables as a snapshot stores them: without identities, sorted by key."""
    found = {}
    for name, table in generate(seed, scale, pack=pack).tables.items():
        schema = TABLES[name]
        open_columns = table.select([column.name for column in schema.stored])
        found[name] = open_columns.sort_by([(key, "ascending") for key in schema.key])
    return found


def _moved_all(tables: Tables, number: int) -> Tables:
    return {name: _moved(TABLES[name], rows, number) for name, rows in tables.items()}


def _moved(table: Table, rows: pa.Table, number: int) -> pa.Table:
    """The same rows in another county: its code in area codes, its mark on identifiers."""
    mark = pa.scalar(f"c{number:04d}-")
    code = pa.scalar(str(FIRST_CODE + number))
    for position, column in enumerate(table.stored):
        if column.name in CODE_COLUMNS:
            tail = pc.utf8_slice_codeunits(rows[column.name], COUNTY_DIGITS)
            moved = pc.binary_join_element_wise(code, tail, "")
        elif column.name.endswith("_id") or (column.name in table.key and column.kind == "text"):
            moved = pc.binary_join_element_wise(mark, rows[column.name], "")
        else:
            continue
        rows = rows.set_column(position, column.name, moved)
    return rows


def _write_tables(
    folder: Path, drawn: _Drawn, *, scale: float, progress: Progress | None
) -> dict[str, int]:
    scales = _scales(scale)
    sinks = [_Sink(table, folder) for table in TABLES.values()]
    with ThreadPoolExecutor(WRITERS) as pool:
        for number, part in enumerate(scales):
            tables = drawn.county(number, part)
            list(pool.map(_Sink.add, sinks, [tables] * len(sinks)))
            if progress is not None:
                progress("counties", number + 1, len(scales))
    for sink in sinks:
        sink.close()
    return {sink.name: sink.rows for sink in sorted(sinks, key=lambda sink: sink.name)}


class _Sink:
    """A table's Parquet file, written in groups of about 120,000 rows."""

    def __init__(self, table: Table, folder: Path) -> None:
        self.name = table.name
        self.rows = 0
        self._path = folder / f"{table.name}.parquet"
        self._waiting: list[pa.Table] = []
        self._writer: pq.ParquetWriter | None = None

    def add(self, tables: Tables) -> None:
        """Take this table's rows of one county."""
        part = tables[self.name]
        self.rows += len(part)
        self._waiting.append(part)
        if sum(map(len, self._waiting)) >= ROWS_PER_GROUP:
            self._flush()

    def close(self) -> None:
        """Write what waits and end the file."""
        self._flush()
        if self._writer is not None:
            self._writer.close()

    def _flush(self) -> None:
        if not self._waiting:
            return
        table = pa.concat_tables(self._waiting)
        self._waiting = []
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table, row_group_size=ROWS_PER_GROUP)


def _write_manifest(folder: Path, rows: Mapping[str, int]) -> None:
    files = {f"tables/{name}": digest for name, digest in hashes_of(folder / "tables").items()}
    manifest = Manifest(
        county="演示",
        as_of=AS_OF.isoformat(),
        known_at=AS_OF.isoformat(),
        schema_version=VERSION,
        rows=rows,
        sources={},
        files=files,
        invented=True,
    )
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")
