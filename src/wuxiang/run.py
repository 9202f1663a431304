"""The whole story: who is it for, what is due, has it arrived, whose task is the gap."""

from datetime import date
from functools import partial
from pathlib import Path

from wuxiang import __version__
from wuxiang.deciding import Progress, decide
from wuxiang.engine import DuckEngine
from wuxiang.entitlement import (
    DUE,
    ENTITLEMENT,
    GAP,
    QUESTION,
    TASK,
    closed_since,
    due_days,
    terms_of,
)
from wuxiang.errors import UserError
from wuxiang.folder import whole_folder
from wuxiang.pack import Pack, check_pack, read_pack
from wuxiang.pack.read import MOMENT, content_hash_of
from wuxiang.past import as_they_stood
from wuxiang.record import (
    MANIFEST,
    PACK,
    PREVIOUS,
    SNAPSHOT,
    Record,
    Recorder,
    input_hashes,
    read_record,
    take_inputs,
    write_record,
)
from wuxiang.snapshot import read_manifest

FEW = 2_000_000
"""Rows of a snapshot up to which a run holds its tables in memory: those of a large county."""


def run(
    county: Path,
    snapshot: Path,
    out: Path,
    *,
    as_of: date | None = None,
    previous: Path | None = None,
    progress: Progress = lambda *_: None,
) -> Record:
    """Decide everything for everyone on one day; write it all as the run folder `out`.

    `county` is a county pack, `snapshot` a snapshot folder, `as_of` a day not after the
    snapshot's (by default the snapshot's): what happened later is left out. `previous` is the last
    run, whose tasks are followed up.
    Raises UserError for wrong input; `out` is then absent.
    """
    pack = read_pack(county)
    day = _day(snapshot, as_of)
    _refuse_later(previous, day)
    with whole_folder(out) as folder:
        take_inputs(folder, pack=county, snapshot=snapshot, previous=previous)
        if content_hash_of(folder / PACK) != pack.content_hash:
            raise UserError(f"{county} changed while it was read", remedy="run again")
        with DuckEngine([folder]) as engine:
            few = sum(read_manifest(folder / SNAPSHOT).rows.values()) <= FEW
            recorder = Recorder(folder, engine, few=few)
            open_inputs(engine, folder, day)
            decide(recorder, pack, partial(check_pack, pack, day), progress=progress)
            recorder.side_by_side(
                partial(find_flaws, pack=pack, day=day),
                partial(settle, pack=pack, day=day, followed_up=previous is not None),
            )
            count(recorder, pack)
        record = _record(folder, pack, recorder, day=day)
        write_record(folder, record)
    return record


def _day(snapshot: Path, as_of: date | None) -> date:
    known = read_manifest(snapshot).day
    if as_of is not None and as_of > known:
        raise UserError(
            f"the snapshot shows the state of {known}, and nobody knows that of {as_of} yet",
            remedy="name a day not after it, or take in files of that day",
        )
    return as_of or known


def _refuse_later(previous: Path | None, day: date) -> None:
    """UserError if the last run is of a later day; one of which only the tasks are kept is not."""
    if previous is None or not (previous / MANIFEST).exists():
        return
    if (last := read_record(previous).day) > day:
        raise UserError(
            f"the last run {previous} shows the state of {last}, which is after {day}",
            remedy="name the run before this day, or leave out the last run",
        )


def open_inputs(engine: DuckEngine, folder: Path, day: date) -> None:
    """Make the snapshot's tables, as they stood on `day`, and the last run's tasks readable."""
    for name, select in as_they_stood(engine, folder / SNAPSHOT, day).items():
        engine.define(name, select)
    engine.keep(MOMENT, f"SELECT DATE '{day}' AS as_of")
    tasks_before = folder / PREVIOUS / "task.parquet"
    if tasks_before.exists():
        engine.open_table("task_before", tasks_before)


def settle(recorder: Recorder, pack: Pack, day: date, *, followed_up: bool) -> None:
    """Has it arrived, whose task is the gap, and what must be asked."""
    engine = recorder.engine
    for name, table in terms_of(pack, day).items():
        engine.take(name, table)
    found_on = {day}
    if followed_up:
        found_on |= set(engine.arrow("SELECT DISTINCT since FROM task_before")["since"].to_pylist())
    engine.take("due_days", due_days(pack, found_on))
    chain = (*DUE, *ENTITLEMENT, *GAP, *TASK, *closed_since(followed_up), *QUESTION)
    keys = {
        "entitlement": ["policy", "subject"],
        "stray_payment": ["programme"],
        "gap": ["policy", "subject"],
        "task": ["task"],
        "question": ["question"],
    }
    for name, select in chain:
        if name in keys:
            recorder.write(name, select, key=keys[name])
        else:
            engine.keep(name, select)


def find_flaws(recorder: Recorder, pack: Pack, day: date) -> None:
    """What contradicts itself, or is lacking: each row that a rule of data quality finds, once."""
    names = ("rule", "household_id", "person_id", "village_code", "detail")
    found = " UNION ALL ".join(
        f"SELECT DISTINCT '{name}' AS {', '.join(names)} "
        f"FROM ({rule.sql(recorder.engine.dialect, day=day)})"
        for name, rule in pack.rules.items()
    )
    nothing = "SELECT " + ", ".join(f"'' AS {name}" for name in names) + " WHERE false"
    recorder.write("flaw", found or nothing, key=names)


def count(recorder: Recorder, pack: Pack) -> None:
    """The figures: one row an indicator; a SELECT without a row does not know its value."""
    figures = " UNION ALL ".join(
        f"SELECT '{name}' AS indicator, CAST(value AS DECIMAL(18, 4)) AS value "
        f"FROM moment LEFT JOIN ({indicator.query.sql(recorder.engine.dialect)}) ON true"
        for name, indicator in pack.indicators.items()
    )
    nothing = "SELECT '' AS indicator, CAST(NULL AS DECIMAL(18, 4)) AS value WHERE false"
    recorder.write("indicator", figures or nothing, key=["indicator"])


def _record(folder: Path, pack: Pack, recorder: Recorder, *, day: date) -> Record:
    inputs = input_hashes(folder)
    files = {
        name: f"pack/{Path(policy.place.file).relative_to(pack.folder).as_posix()}"
        for name, policy in pack.policies.items()
    }
    return Record(
        as_of=day.isoformat(),
        code_version=__version__,
        pack_hash=pack.content_hash,
        engine=recorder.engine.version,
        policies={name: inputs[file] for name, file in sorted(files.items())},
        inputs=inputs,
        outputs=dict(sorted(recorder.outputs.items())),
    )
