"""The record of a run: its folder, its manifest, and each table with both its hashes.

RUN/manifest.json                 versions, hash of each input, both hashes of each output
RUN/inputs/snapshot/, pack/       what the run was computed from (links where possible)
RUN/facts/<fact>.parquet          decisions/<policy>.parquet
RUN/<table>.parquet               funnel, entitlement, gap, task, question, indicator
"""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from wuxiang.engine import DuckEngine
from wuxiang.errors import Place, UserError
from wuxiang.folder import hashes_of, sha256_of

MANIFEST = "manifest.json"
INPUTS = "inputs"
PACK = "inputs/pack"
SNAPSHOT = "inputs/snapshot"
PREVIOUS = "inputs/previous"
MASK_64 = "18446744073709551615"


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

    def write(self, name: str, select: str, *, key: Sequence[str]) -> Path:
        """Write `select` as `name`.parquet (`name` may hold one /), sorted by its unique key."""
        path = self.folder / f"{name}.parquet"
        path.parent.mkdir(exist_ok=True)
        rows = self.engine.write(select, path, order_by=key)
        self.outputs[name] = Output(rows, sha256_of(path), content_hash(self.engine, path))
        return path


def content_hash(engine: DuckEngine, path: Path) -> str:
    """A hash of the rows of a Parquet file, whatever wrote it: the sum of the MD5 of each row.

    Rows are unique by their key, so the sum does not depend on their order, and no two cancel.
    """
    engine.open_table("hashed", path)
    columns = engine.columns("hashed")
    values = ", ".join(f"coalesce(CAST({name} AS VARCHAR), chr(0))" for name in columns)
    text = f"concat_ws(chr(31), {values})"
    names = "|".join(f"{name} {kind}" for name, kind in columns.items())
    found = engine.rows(
        f"SELECT md5('{names}'), count(*), sum(md5_number_lower({text})::HUGEINT), "
        f"sum(md5_number_upper({text})::HUGEINT) FROM hashed"
    )
    return ":".join(str(part or 0) for part in found[0])


def take_inputs(folder: Path, *, pack: Path, snapshot: Path, previous: Path | None) -> None:
    """Put the pack and the snapshot (and the last run's tasks) below the run's inputs/.

    Files of a snapshot never change, so they are linked where the file system allows it.
    """
    shutil.copytree(pack, folder / PACK)
    for part in ("manifest.json", "tables", "sealed"):
        source = snapshot / part
        files = [source] if source.is_file() else sorted(source.glob("*"))
        for file in files:
            target = folder / SNAPSHOT / file.relative_to(snapshot)
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(file, target)
    if previous is not None:
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
