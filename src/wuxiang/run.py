"""The whole story: who is it for, what is due, has it arrived, whose task is the gap."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from wuxiang import __version__
from wuxiang.engine import DuckEngine, abreast
from wuxiang.entitlement import DUE, ENTITLEMENT, GAP, QUESTION, TASK, closed_since, terms_of
from wuxiang.errors import UserError
from wuxiang.facts import Fact
from wuxiang.folder import whole_folder
from wuxiang.pack import Pack, check_pack, read_pack
from wuxiang.pack.read import FUNNEL, MOMENT, OPEN_ROWS, content_hash_of
from wuxiang.past import as_they_stood
from wuxiang.policy import Compiled, among, funnel, open_rows
from wuxiang.record import (
    PACK,
    PREVIOUS,
    SNAPSHOT,
    Record,
    Recorder,
    input_hashes,
    take_inputs,
    write_record,
)
from wuxiang.snapshot import read_manifest

COMPILING = "the policies"
Progress = Callable[[str, int, int], None]
"""Told of each step: what is being done, its number, and how many there are."""


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
    with whole_folder(out) as folder:
        take_inputs(folder, pack=county, snapshot=snapshot, previous=previous)
        if content_hash_of(folder / PACK) != pack.content_hash:
            raise UserError(f"{county} changed while it was read", remedy="run again")
        with DuckEngine([folder]) as engine:
            recorder = Recorder(folder, engine)
            open_inputs(engine, folder, day)
            decide(recorder, pack, partial(check_pack, pack, day), progress=progress)
            find_flaws(recorder, pack, day)
            settle(recorder, pack, day, followed_up=previous is not None)
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


def open_inputs(engine: DuckEngine, folder: Path, day: date) -> None:
    """Make the snapshot's tables, as they stood on `day`, and the last run's tasks readable."""
    for name, select in as_they_stood(engine, folder / SNAPSHOT, day).items():
        engine.define(name, select)
    engine.keep(MOMENT, f"SELECT DATE '{day}' AS as_of")
    tasks_before = folder / PREVIOUS / "task.parquet"
    if tasks_before.exists():
        engine.open_table("task_before", tasks_before)


def decide(
    recorder: Recorder,
    pack: Pack,
    compiling: Callable[[], Mapping[str, Compiled]],
    *,
    progress: Progress,
) -> None:
    """Who is it for, and what is due: each fact and each policy, after all that it reads.

    What does not wait for one another is done side by side, and so is compiling, which the first
    facts need not wait for.
    """
    step = {name: name for name in pack.facts} | {
        name: f"{FUNNEL}.{policy.for_each}" for name, policy in pack.policies.items()
    }  # a name with a dot is no fact's
    needs: dict[str, set[str]] = {COMPILING: set()}
    for name in pack.order:
        before = needs.setdefault(step[name], set())
        before.update(step[read] for read in pack.reads(name) if read in pack.order)
        if name in pack.policies:
            before.add(COMPILING)
    compiled: dict[str, Compiled] = {}

    def do(what: str) -> None:
        with recorder.beside() as own:
            if what == COMPILING:
                compiled.update(compiling())
            elif what in pack.facts:
                _find_out(own, pack, pack.facts[what])
            else:
                together = [one for name, one in compiled.items() if step[name] == what]
                _decide_together(own, pack, together)

    for number, name in enumerate(abreast(needs, do), start=1):
        progress(name, number, len(needs))
    engine = recorder.engine
    counted = dict.fromkeys(step[name] for name in pack.order if name in pack.policies)
    funnels = [f'SELECT * FROM "{name}"' for name in counted]
    path = recorder.write(FUNNEL, " UNION ALL ".join(funnels), key=["policy", "position"])
    engine.open_table(FUNNEL, path)
    engine.define("decisions", " UNION ALL ".join(f"SELECT * FROM {name}" for name in compiled))


def _find_out(recorder: Recorder, pack: Pack, fact: Fact) -> None:
    select = fact.query.sql(recorder.engine.dialect)
    path = recorder.write(pack.output_of(fact.name), select, key=fact.grain)
    recorder.engine.open_table(fact.name, path)
    _refuse_wrong_grain(recorder.engine, fact.name, fact.grain)


def _decide_together(recorder: Recorder, pack: Pack, together: list[Compiled]) -> None:
    """All policies of one source: it is read once, and each decides on what is open; the funnel."""
    engine, source = recorder.engine, together[0].source.name
    plans = [one.plan for one in together]
    rows = f'"{OPEN_ROWS}.{source}"'
    engine.keep(rows, open_rows(plans))
    for one in together:
        select = among(rows, source, one.decisions)
        path = recorder.write(pack.output_of(one.policy.name), select, key=["subject"])
        engine.open_table(one.policy.name, path)
    engine.keep(f'"{FUNNEL}.{source}"', funnel(plans, rows=rows))
    engine.forget(rows)


def settle(recorder: Recorder, pack: Pack, day: date, *, followed_up: bool) -> None:
    """Has it arrived, whose task is the gap, and what must be asked."""
    engine = recorder.engine
    for name, table in terms_of(pack, day).items():
        engine.take(name, table)
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
            engine.open_table(name, recorder.write(name, select, key=keys[name]))
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
    """The figures: one row an indicator."""
    figures = " UNION ALL ".join(
        f"SELECT '{name}' AS indicator, CAST(value AS DECIMAL(18, 4)) AS value "
        f"FROM ({indicator.query.sql(recorder.engine.dialect)})"
        for name, indicator in pack.indicators.items()
    )
    nothing = "SELECT '' AS indicator, CAST(NULL AS DECIMAL(18, 4)) AS value WHERE false"
    recorder.write("indicator", figures or nothing, key=["indicator"])


def _refuse_wrong_grain(engine: DuckEngine, name: str, grain: Iterable[str]) -> None:
    key = ", ".join(grain)
    twice = engine.rows(f"SELECT {key} FROM {name} GROUP BY {key} HAVING count(*) > 1 LIMIT 1")
    if twice:
        raise UserError(
            f"fact `{name}` has more than one row for {key} = {twice[0]}",
            remedy="correct the fact's joins, or state its true grain",
        )


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
