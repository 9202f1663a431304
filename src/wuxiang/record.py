"""The record of a run: its folder, its manifest, and each table with both its hashes.

RUN/manifest.json                 versions, hash of each input, both hashes of each output
RUN/inputs/snapshot/, pack/       what the run was computed from (links where possible)
RUN/facts/<fact>.parquet          decisions/<policy>.parquet
RUN/<table>.parquet               funnel, entitlement, gap, task, question, indicator, flaw …
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wuxiang.engine import DuckEngine
from wuxiang.errors import Place, UserError
from wuxiang.folder import hashes_of, sha256_of

MANIFEST = "manifest.json"
INPUTS = "inputs"
PACK = "inputs/pack"
SNAPSHOT = "inputs/snapshot"
PREVIOUS = "inputs/previous"
ROWS_AT_ONCE = 16_384


@dataclass(frozen=True)
class Output:
    """One table of the run: rows, SHA-256 of the file, and the hash of what it says."""

    rows: int
    sha256: str
    content: str


@dataclass(frozen=True)
class Record:
    """What a run says of itself; nothing in it depends on when or where it was computed."""

    as_of: str
    code_version: str
    pack_hash: str
    engine: str
    policies: Mapping[str, str]
    """SHA-256 of each policy file, by the policy's name."""
    inputs: Mapping[str, str]
    """SHA-256 of each file below inputs/."""
    outputs: Mapping[str, Output] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day as of which the run answers."""
        return date.fromisoformat(self.as_of)


class Recorder:
    """Writes the tables of one run and keeps count of their hashes."""

    def __init__(self, folder: Path, engine: DuckEngine) -> None:
        self.folder = folder
        self.engine = engine
        self.outputs: dict[str, Output] = {}

    @contextmanager
    def beside(self) -> Iterator[Self]:
        """The same recorder with a connection of its own, for a thread of its own."""
        second = copy(self)
        second.engine = self.engine.beside()
        with second.engine:
            yield second

    def write(self, name: str, select: str, *, key: Sequence[str]) -> Path:
        """Write `select` as `name`.parquet (`name` may hold one /), sorted by its unique key."""
        path = self.folder / f"{name}.parquet"
        path.parent.mkdir(exist_ok=True)
        rows = self.engine.write(select, path, order_by=key)
        self.outputs[name] = Output(rows, sha256_of(path), content_hash(path))
        return path


def content_hash(path: Path) -> str:
    """A hash of what a Parquet file says, whatever wrote it: SHA-256 over its values in order.

    Each column goes in apart (which values are known; the length of texts; the known values), so
    that neither row groups nor compression tell. The rows stand in the order of their key.
    """
    with pq.ParquetFile(path, pre_buffer=False) as file:
        fields = list(file.schema_arrow)
        digests = [[hashlib.sha256() for _ in range(3)] for _ in fields]
        for batch in file.iter_batches(ROWS_AT_ONCE, use_threads=False):
            for digest, column in zip(digests, batch.columns, strict=True):
                for part, content in zip(digest, _as_bytes(column), strict=True):
                    part.update(content)
    said = [f"{field.name} {field.type}" for field in fields]
    said += [part.hexdigest() for digest in digests for part in digest]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _as_bytes(column: pa.Array) -> Sequence[bytes | pa.Buffer]:
    """Which values are known, a byte each; the lengths of the known texts; the known values."""
    if column.null_count == len(column):
        return bytes(len(column)), b"", b""
    known, values = b"\x01" * len(column), column
    if column.null_count:
        known = column.is_valid().cast(pa.uint8()).to_numpy().tobytes()
        values = column.drop_null()
    if pa.types.is_boolean(values.type):
        values = values.cast(pa.uint8())
    if pa.types.is_string(values.type):
        ends = np.frombuffer(values.buffers()[1], np.int32)[values.offset :][: len(values) + 1]
        return known, np.diff(ends).tobytes(), values.buffers()[2][int(ends[0]) : int(ends[-1])]
    width = values.type.bit_width // 8
    start = values.offset * width
    return known, b"", values.buffers()[1][start : start + len(values) * width]


def take_inputs(folder: Path, *, pack: Path, snapshot: Path, previous: Path | None) -> None:
    """Put the pack and the snapshot (and the last run's tasks) below the run's inputs/.

    Files of a snapshot never change, so they are linked where the file system allows it.
    """
    shutil.copytree(pack, folder / PACK, symlinks=True)
    for part in ("manifest.json", "tables", "sealed"):
        source = snapshot / part
        files = [source] if source.is_file() else sorted(source.glob("*"))
        for file in files:
            target = folder / SNAPSHOT / file.relative_to(snapshot)
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(file, target)
    if previous is not None:
        if not (previous / "task.parquet").is_file():
            remedy = "name the folder of the last run"
            raise UserError(f"{previous} is no run: it has no tasks", remedy=remedy)
        (folder / PREVIOUS).mkdir()
        _link(previous / "task.parquet", folder / PREVIOUS / "task.parquet")


def _link(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:  # another file system
        shutil.copyfile(file, target)


def write_record(folder: Path, record: Record) -> None:
    """Write the manifest of the run in `folder`."""
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")


def read_record(run: Path) -> Record:
    """The manifest of `run`; UserError if it is no run or its manifest cannot be read."""
    file = run / MANIFEST
    place = Place(str(file))
    try:
        stored = json.loads(file.read_text("utf-8"))
        outputs = {name: Output(**output) for name, output in stored.pop("outputs").items()}
        return Record(**stored, outputs=outputs)
    except FileNotFoundError as error:
        raise UserError(
            "this folder is no run",
            remedy="make one with: wuxiang run --county COUNTY --snapshot SNAPSHOT --out RUN",
            place=place,
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserError(
            f"the manifest cannot be read ({error})",
            remedy="take the run from its backup, or run again",
            place=place,
        ) from error


def input_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each file below inputs/, by its path from there."""
    return hashes_of(folder / INPUTS)
