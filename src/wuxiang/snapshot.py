"""A snapshot: everyone at one moment, as Parquet, with a manifest, and the identities sealed.

SNAPSHOT/manifest.json            as_of, known_at, county, schema version, sources, hashes
SNAPSHOT/tables/<table>.parquet   every table of the vocabulary, sorted by its key
SNAPSHOT/sealed/<table>.sealed    key columns and identity columns of that table, encrypted
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from wuxiang.engine import DuckEngine, WrongKeyError
from wuxiang.errors import Place, UserError
from wuxiang.folder import hashes_of, whole_folder
from wuxiang.schema import TABLES, VERSION, Table
from wuxiang.sealing import Keys, seal, unseal

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """What a snapshot says of itself."""

    county: str
    as_of: str
    known_at: str
    schema_version: int
    rows: Mapping[str, int]
    sources: Mapping[str, str]
    """SHA-256 of each file that was taken in, by its name."""
    files: Mapping[str, str]
    """SHA-256 of each file of the snapshot but this one."""
    invented: bool = False
    """True when the people in it are invented."""

    @property
    def day(self) -> date:
        """The day whose state the snapshot shows."""
        return date.fromisoformat(self.as_of)


class Draft:
    """A snapshot in the making."""

    def __init__(self, folder: Path, engine: DuckEngine) -> None:
        self.folder = folder
        self.engine = engine
        self._rows: dict[str, int] = {}
        (folder / "tables").mkdir()
        (folder / "sealed").mkdir()

    def add(self, name: str, select: str) -> None:
        """Write `select` (run on `engine`) as table `name`: columns by name, absent ones empty.

        Raises UserError when a value does not fit its column or a key is empty or repeated.
        """
        table = TABLES[name]
        self.engine.define("incoming", select)
        given = self.engine.columns("incoming")
        casts = ", ".join(
            f"CAST({column.name if column.name in given else 'NULL'} AS {column.sql_type}) "
            f"AS {column.name}"
            for column in table.stored
        )
        _refuse_empty_keys(self.engine, table)
        path = self.folder / "tables" / f"{name}.parquet"
        try:
            written = self.engine.write(f"SELECT {casts} FROM incoming", path, order_by=table.key)
        except WrongKeyError as error:
            raise UserError(
                f"table {name} has more than one row for {', '.join(table.key)} = {error.key}",
                remedy="keep one of them; intake reports doubles instead of writing them",
            ) from error
        self._rows[name] = written.rows

    def seal(self, keys: Keys, name: str, identities: pa.Table) -> None:
        """Write the identities of table `name`: its key columns and its sealed columns, as text."""
        buffer = BytesIO()
        pq.write_table(identities, buffer, compression="zstd")
        path = self.folder / "sealed" / f"{name}.sealed"
        path.write_bytes(seal(keys, buffer.getvalue(), label=name))

    def finish(
        self,
        *,
        county: str,
        as_of: date,
        known_at: date,
        sources: Mapping[str, str],
        invented: bool,
    ) -> None:
        """Add the tables that nobody gave, empty, and write the manifest."""
        for name in TABLES.keys() - self._rows.keys():
            self.add(name, f"SELECT * FROM ({empty_select(TABLES[name])})")
        parts = ("tables", "sealed")
        files = {f"{p}/{n}": h for p in parts for n, h in hashes_of(self.folder / p).items()}
        manifest = Manifest(
            county=county,
            as_of=as_of.isoformat(),
            known_at=known_at.isoformat(),
            schema_version=VERSION,
            rows=dict(sorted(self._rows.items())),
            sources=dict(sorted(sources.items())),
            files=files,
            invented=invented,
        )
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        (self.folder / MANIFEST).write_text(text + "\n", "utf-8")


@contextmanager
def new_snapshot(out: Path, *, memory: str | None = None) -> Iterator[Draft]:
    """A draft that becomes the snapshot `out` when the block ends well; call `finish` in it.

    `memory` bounds the engine, as '2GB'.
    """
    with whole_folder(out) as folder, DuckEngine([folder], memory=memory) as engine:
        yield Draft(folder, engine)


def empty_select(table: Table) -> str:
    """A SELECT of no rows with the table's stored columns and types."""
    columns = ", ".join(f"CAST(NULL AS {c.sql_type}) AS {c.name}" for c in table.stored)
    return f"SELECT {columns} WHERE false"


def read_manifest(snapshot: Path) -> Manifest:
    """The snapshot's manifest.

    Raises UserError if there is none, it cannot be read, another schema version wrote it, or it is
    of a time before some table or column was added.
    """
    file = snapshot / MANIFEST
    place = Place(str(file))
    try:
        text = file.read_text("utf-8")
        manifest = Manifest(**json.loads(text))
    except FileNotFoundError as error:
        raise UserError(
            "this folder is no snapshot",
            remedy="make one with: wuxiang intake FOLDER --county COUNTY --out SNAPSHOT",
            place=place,
        ) from error
    except (ValueError, TypeError) as error:
        raise UserError(
            f"the manifest cannot be read ({error})",
            remedy="take the snapshot from its backup, or take the files in again",
            place=place,
        ) from error
    if manifest.schema_version != VERSION:
        raise UserError(
            f"schema version {manifest.schema_version}, this program reads {VERSION}",
            remedy="use the program version that made it, or take the files in again",
            place=place,
        )
    lacking: Sequence[str] = sorted(TABLES.keys() - manifest.rows.keys())
    what = "table" if lacking else "column"
    if lacking := lacking or _lacking_columns(snapshot, text):
        raise UserError(
            f"it is older than this program and has no {what} {', '.join(lacking)}",
            remedy="take the files in again, and make a run of it anew",
            place=place,
        )
    return manifest


@lru_cache(maxsize=8)
def _lacking_columns(snapshot: Path, manifest: str) -> Sequence[str]:  # noqa: ARG001
    """Stored columns of the vocabulary, as table.column, that the snapshot's files do not have.

    A file that is missing or torn is left to `changed_files`. The files are looked at once for a
    text of the manifest, which holds their hashes.
    """
    lacking: list[str] = []
    for table in TABLES.values():
        try:
            there = pq.read_schema(table_file(snapshot, table.name)).names
        except (OSError, pa.ArrowInvalid):
            continue
        lacking += [f"{table.name}.{one.name}" for one in table.stored if one.name not in there]
    return lacking


def changed_files(snapshot: Path) -> list[str]:
    """Files that are missing, added, or not as the manifest's hashes say; [] when all is well."""
    stated = read_manifest(snapshot).files
    parts = ("tables", "sealed")
    found = {f"{p}/{n}": h for p in parts for n, h in hashes_of(snapshot / p).items()}
    names = sorted(stated.keys() | found.keys())
    return [name for name in names if stated.get(name) != found.get(name)]


def table_file(snapshot: Path, name: str) -> Path:
    """The Parquet file of table `name`."""
    return snapshot / "tables" / f"{name}.parquet"


def identities(snapshot: Path, keys: Keys, name: str) -> pa.Table:
    """Key and identity columns of table `name`, unsealed; no rows if none were sealed.

    Raises UserError when the keys are not those that sealed it, or a byte was changed.
    It is read in this thread alone: one of Arrow's that still holds what Python gave it when Python
    ends aborts the process.
    """
    file = snapshot / "sealed" / f"{name}.sealed"
    if not file.exists():
        columns = [*TABLES[name].key, *(column.name for column in TABLES[name].sealed)]
        return pa.table({column: pa.array([], pa.string()) for column in columns})
    content = unseal(keys, file.read_bytes(), label=name)
    with pq.ParquetFile(pa.BufferReader(content), pre_buffer=False) as table:
        return table.read(use_threads=False)


def _refuse_empty_keys(engine: DuckEngine, table: Table) -> None:
    key = ", ".join(table.key)
    empty = " OR ".join(f"{column} IS NULL" for column in table.key)
    without = engine.rows(f"SELECT count(*) FROM incoming WHERE {empty}")[0][0]
    if without:
        raise UserError(
            f"{without} rows of {table.name} have no {key}",
            remedy="give every row its key; intake reports such rows instead of writing them",
        )
