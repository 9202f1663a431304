"""Recompute a run from its inputs; say what in input, policy or output is not as stated."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from wuxiang import __version__
from wuxiang.deciding import Progress
from wuxiang.engine import DuckEngine, Written, content_hash
from wuxiang.errors import UserError
from wuxiang.folder import sha256_of
from wuxiang.record import (
    INPUTS,
    MANIFEST,
    PACK,
    PREVIOUS,
    SNAPSHOT,
    Record,
    input_hashes,
    read_record,
)
from wuxiang.run import run


@dataclass(frozen=True)
class Difference:
    """One thing that is not as the manifest states; `file` is its path in the run folder."""

    file: str
    problem: str


def verify(folder: Path, *, progress: Progress = lambda *_: None) -> list[Difference]:
    """What in the run `folder` is not as its manifest states, or not what recomputing gives.

    An empty list says that all is as stated.

    Inputs and outputs are compared by their bytes; if the inputs are sound, everything is
    computed anew in a temporary folder and compared with the manifest by bytes and by content.
    Raises UserError when another version of the program made the run.
    """
    record = read_record(folder)
    if record.code_version != __version__:
        raise UserError(
            f"version {record.code_version} made this run, this is {__version__}",
            remedy=f"verify it with version {record.code_version}",
        )
    inputs = list(_changed_inputs(folder, record))
    outputs = list(_changed_outputs(folder, record))
    if inputs:
        return inputs + outputs
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".verify-") as temporary:
        anew = Path(temporary) / "run"
        run(
            folder / PACK,
            folder / SNAPSHOT,
            anew,
            as_of=record.day,
            previous=folder / PREVIOUS if (folder / PREVIOUS).exists() else None,
            progress=progress,
        )
        computed = list(_computed_otherwise(record, read_record(anew)))
        if not computed and not _same_bytes(folder / MANIFEST, anew / MANIFEST, record):
            computed.append(Difference(MANIFEST, "is not as recomputing writes it"))
        return outputs + computed


def _changed_inputs(folder: Path, record: Record) -> Iterator[Difference]:
    found = input_hashes(folder)
    policies = {hash_: name for name, hash_ in record.policies.items()}
    for name in sorted(record.inputs.keys() | found.keys()):
        stated = record.inputs.get(name, "")
        problem = _problem(stated, found.get(name))
        if problem:
            policy = f" (policy {policies[stated]})" if stated in policies else ""
            yield Difference(f"{INPUTS}/{name}", problem + policy)


def _changed_outputs(folder: Path, record: Record) -> Iterator[Difference]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.parquet")}
    found = {name: path for name, path in files.items() if not name.startswith(INPUTS)}
    stated = {f"{name}.parquet": output for name, output in record.outputs.items()}
    for name in sorted(stated.keys() | found.keys()):
        problem = _problem(
            stated[name].sha256 if name in stated else "",
            sha256_of(found[name]) if name in found else None,
        )
        if problem:
            same = name in found and name in stated and _says_the_same(found[name], stated[name])
            yield Difference(name, problem + (", though its rows say the same" if same else ""))


def _problem(stated: str, found: str | None) -> str | None:
    if found is None:
        return "is missing"
    if not stated:
        return "was added"
    return None if stated == found else "was changed"


def _says_the_same(file: Path, stated: Written) -> bool:
    try:
        return content_hash(file) == stated.content
    except (OSError, pa.ArrowException):  # no sound Parquet any more
        return False


def _same_bytes(stated: Path, anew: Path, record: Record) -> bool:
    another_engine = record.engine != DuckEngine.version
    return another_engine or stated.read_bytes() == anew.read_bytes()


def _computed_otherwise(stated: Record, anew: Record) -> Iterator[Difference]:
    if stated.pack_hash != anew.pack_hash:
        yield Difference(MANIFEST, "states another hash of the pack than its files have")
    outputs: Mapping[str, Written] = stated.outputs
    for name in sorted(outputs.keys() | anew.outputs.keys()):
        before, after = outputs.get(name), anew.outputs.get(name)
        if before is None or after is None or before.content != after.content:
            yield Difference(f"{name}.parquet", "recomputing gives other rows than stated")
        elif before.rows != after.rows:
            yield Difference(MANIFEST, f"states {before.rows} rows for {name}")
        elif stated.engine == anew.engine and before.sha256 != after.sha256:
            yield Difference(MANIFEST, f"states another hash for {name} than recomputing")
