"""The record of a run: its folder, its manifest, and each table with both its hashes.

RUN/manifest.json                 versions, hash of each input, both hashes of each output
RUN/inputs/snapshot/, pack/       what the run was computed from (links where possible)
RUN/facts/<fact>.parquet          decisions/<policy>.parquet
RUN/<table>.parquet               funnel, entitlement, gap, task, question, indicator, flaw …
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

from wuxiang.engine import DuckEngine, Written, WrongKeyError, each_abreast
from wuxiang.errors import Place, UserError
from wuxiang.folder import hashes_of

MANIFEST = "manifest.json"
INPUTS = "inputs"
PACK = "inputs/pack"
SNAPSHOT = "inputs/snapshot"
PREVIOUS = "inputs/previous"


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
    outputs: Mapping[str, Written] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day as of which the run answers."""
        return date.fromisoformat(self.as_of)


class Recorder:
    """Writes the tables of one run and keeps count of their hashes."""

    def __init__(self, folder: Path, engine: DuckEngine, *, few: bool = False) -> None:
        """`few` rows are held by the engine, too: planned once, and read without their files."""
        self.folder = folder
        self.engine = engine
        self.outputs: dict[str, Written] = {}
        self._few = few

    @contextmanager
    def beside(self) -> Iterator[Self]:
        """The same recorder with a connection of its own, for a thread of its own."""
        with self.engine.beside() as engine:
            yield self._on(engine)

    def _on(self, engine: DuckEngine) -> Self:
        second = copy(self)
        second.engine = engine
        return second

    def side_by_side(self, *works: Callable[[Self], None]) -> None:
        """Do all `works`, none of which waits for another, with a recorder each."""

        def do(engine: DuckEngine, number: str) -> None:
            works[int(number)](self._on(engine))

        each_abreast(self.engine, map(str, range(len(works))), do)

    def write(self, name: str, select: str, *, key: Sequence[str], in_order: bool = False) -> None:
        """Write `select` as `name`.parquet, sorted by its unique key; readable as table `name`.

        `name` may hold one /: the table is called by what follows. `in_order`: its rows come in
        that order anyway. Raises UserError when a key comes twice.
        """
        path, table = self.folder / f"{name}.parquet", name.rpartition("/")[2]
        path.parent.mkdir(exist_ok=True)
        if self._few:
            self.engine.keep(table, select if in_order else f"{select} ORDER BY {', '.join(key)}")
            select, in_order = f"SELECT * FROM {table}", True
        try:
            self.outputs[name] = self.engine.write(select, path, order_by=key, in_order=in_order)
        except WrongKeyError as error:
            raise UserError(
                f"output {name} has more than one row for {', '.join(key)} = {error.key}",
                remedy="correct the joins of the fact that it rests on, or state its true grain",
            ) from error
        if not self._few:
            self.engine.open_table(table, path)


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
        outputs = {name: Written(**output) for name, output in stored.pop("outputs").items()}
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
