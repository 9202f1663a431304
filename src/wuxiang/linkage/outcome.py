"""A comparison from lists to findings: who was found, what that means, and what a person must see.

OUT/manifest.json            days, what was compared, hashes of lists, pack, snapshot and outputs
OUT/matches.parquet          rows of the vocabulary's list_match, with `weight`; tokens only
OUT/outcomes.parquet         each row of each list: what became of it
OUT/weights.parquet          each candidate of a row found by the model, what each comparison gave
OUT/sealed/rows.sealed       the lists' rows as written, encrypted
OUT/report/                  workbooks for people (they name people!) and a list for intake
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from shutil import rmtree

import pyarrow as pa
import pyarrow.parquet as pq
import splink

from wuxiang.engine import DuckEngine, quoted
from wuxiang.folder import hashes_of, sha256_of, whole_folder
from wuxiang.linkage.comparison import Comparison, Known, read_comparisons, read_settings
from wuxiang.linkage.deciding import Candidate, Decided, Thresholds, decide
from wuxiang.linkage.lists import Given, Lists, Row, Tell, cells_table, read_lists
from wuxiang.linkage.model import COMPARED, level_names
from wuxiang.linkage.register import Register, open_register
from wuxiang.linkage.reviewing import mark_of_row, read_verdicts, settle
from wuxiang.schema import TABLES
from wuxiang.sealing import Keys, seal, token
from wuxiang.snapshot import MANIFEST, Manifest, read_manifest, table_file

STATUS = """
SELECT household_id, arg_max(status, from_date) FROM household_status
WHERE from_date <= DATE {day} AND (to_date IS NULL OR to_date > DATE {day})
GROUP BY household_id ORDER BY household_id
"""


@dataclass(frozen=True)
class Wanted:
    """What is compared with what, by which pack, and the day of the comparison."""

    lists: Given
    county: Path
    snapshot: Path
    recorded_on: date
    reviewed: Sequence[Path] = ()
    """Queues (待核.xlsx) of this comparison in which people have decided."""


@dataclass(frozen=True)
class LinkSummary:
    """What a comparison found, in numbers."""

    as_of: str
    lists: int
    rows: int
    outcomes: Mapping[str, Mapping[str, int]]
    """By comparison: rows by what became of them."""
    meanings: Mapping[str, Mapping[str, int]]
    """By comparison: matches that are flags, warnings, or known."""
    refused_files: tuple[str, ...]
    unknown_sheets: tuple[str, ...]
    invented: bool


@dataclass(frozen=True)
class Found:
    """One row of a list with what became of it."""

    row: Row
    decided: Decided
    match_id: str
    mark: str
    """The same row of a list has the same in every comparison."""
    home: str | None
    """Household of whoever was found; None while nobody is."""
    meaning: str
    """flag, warning or known."""
    recorded_on: date


@dataclass(frozen=True)
class Compared:
    """A whole comparison, by name: what people's workbooks are made from."""

    found: Sequence[Found]
    lists: Lists
    register: Register
    recorded_on: date


Report = Callable[[Path, Compared], None]
"""Writes what people get into a new folder."""


def link_lists(wanted: Wanted, out: Path, *, keys: Keys, report: Report, tell: Tell) -> LinkSummary:
    """Compare lists with a snapshot's register and write the folder `out` (see above).

    Raises UserError for lists, pack or snapshot that cannot be used, or when `out` is there.
    """
    manifest = read_manifest(wanted.snapshot)
    comparisons, settings = read_comparisons(wanted.county), read_settings(wanted.county)
    thresholds = Thresholds.of(settings, wanted.recorded_on)
    with whole_folder(out) as draft:
        between = draft / "between"
        between.mkdir()
        lists = read_lists(wanted.lists, comparisons, settings, folder=between, tell=tell)
        with DuckEngine([draft, wanted.snapshot]) as engine:
            for name in TABLES:
                engine.open_table(name, table_file(wanted.snapshot, name))
            tell("register", 0, 1)
            register = open_register(engine, wanted.snapshot, keys)
            tell("compare", 0, 1)
            marks = [mark_of_row(keys, row) for row in lists.rows]
            verdicts = read_verdicts(wanted.reviewed, folder=between / "reviewed")
            by_program = decide(lists.rows, register, thresholds)
            decided = settle(by_program, marks=marks, verdicts=verdicts, register=register)
            judge = _Judge(engine, register, wanted, _status(engine, manifest.day))
            ids = _match_ids(lists, decided, keys)
            found = judge.all(lists, decided, list(zip(ids, marks, strict=True)))
        tell("write", 0, 1)
        _write_tables(draft, found, lists)
        _seal_rows(draft / "sealed", lists, keys)
        report(draft / "report", Compared(found, lists, register, wanted.recorded_on))
        rmtree(between)
        summary = _summary(found, lists, manifest)
        _write_manifest(draft, wanted, summary)
    return summary


def _status(engine: DuckEngine, day: date) -> dict[str, str]:
    """What each household counts as on a day."""
    rows = engine.rows(STATUS.format(day=quoted(day.isoformat())))
    return {str(household): str(word) for household, word in rows}


@dataclass(frozen=True)
class _Judge:
    """Says what a match means."""

    engine: DuckEngine
    register: Register
    wanted: Wanted
    status: Mapping[str, str]

    def all(
        self, lists: Lists, decided: Sequence[Decided], ids: Sequence[tuple[str, str]]
    ) -> list[Found]:
        """Every row (`ids`: its match and its mark) with what became of it and what it means."""
        found = [
            self._one(
                lists.comparisons[row.comparison],
                Found(row, one, *numbers, None, "known", self.wanted.recorded_on),
            )
            for row, one, numbers in zip(lists.rows, decided, ids, strict=True)
        ]
        known = _known_already(self.engine, found, lists.comparisons)
        return [replace(one, meaning="known") if one.match_id in known else one for one in found]

    def _one(self, comparison: Comparison, one: Found) -> Found:
        if one.decided.person is None:
            return one
        home = self.register.people[one.decided.person].household
        if comparison.concerns and self.status.get(home) not in comparison.concerns:
            return replace(one, home=home)
        return _measured(
            replace(one, home=home, meaning=comparison.meaning), comparison, self.wanted
        )


def _match_ids(lists: Lists, decided: Sequence[Decided], keys: Keys) -> list[str]:
    """The same row of a list has the same number in every comparison."""
    return [
        token(keys, "match", "\0".join((row.comparison, one.person or "", *row.cells)))
        for row, one in zip(lists.rows, decided, strict=True)
    ]


def _measured(one: Found, comparison: Comparison, wanted: Wanted) -> Found:
    """Known when the amount is too small to matter; for a person when there is none, unless one
    has confirmed it."""
    least = comparison.amount_from(wanted.recorded_on)
    amount = one.row.values["amount"]
    if least is None or (isinstance(amount, Decimal) and amount >= least):
        return one
    if amount is None and one.decided.outcome == "confirmed":
        return one
    if amount is None:
        candidates = one.decided.candidates or (Candidate(str(one.decided.person)),)
        doubt = Decided("review", reason="amount_missing", candidates=candidates)
        return replace(one, decided=doubt, home=None)
    return replace(one, meaning="known")


def _known_already(
    engine: DuckEngine, found: Sequence[Found], comparisons: Mapping[str, Comparison]
) -> set[str]:
    """Numbers of the matches that the register knows already."""
    known: set[str] = set()
    for comparison in comparisons.values():
        those = [f for f in found if f.home and f.row.comparison == comparison.name]
        if comparison.unless is None or not those:
            continue
        engine.take("candidate", _candidates(those))
        rows = engine.rows(_knows(comparison.unless))
        known |= {str(row[0]) for row in rows}
    return known


def _candidates(those: Sequence[Found]) -> pa.Table:
    return pa.table(
        {
            "match_id": [f.match_id for f in those],
            "person_id": [f.decided.person for f in those],
            "household_id": [f.home for f in those],
            "event_on": pa.array([f.row.values["event_on"] for f in those], pa.date32()),
        }
    )


def _knows(rule: Known) -> str:
    """A SELECT of the candidates for whom the register has a row that makes them known."""
    whose = {column.name for column in TABLES[rule.table].columns}
    key = "person_id" if "person_id" in whose else "household_id"
    test = f"t.{rule.column} IS NOT NULL"
    if rule.value is not None:
        test = f"CAST(t.{rule.column} AS VARCHAR) = {quoted(rule.value)}"
    if rule.day is not None:
        test = f"abs(date_diff('day', t.{rule.day}, c.event_on)) <= {rule.within}"
    return (
        f"SELECT DISTINCT c.match_id FROM candidate c JOIN {rule.table} t "
        f"ON t.{key} = c.{key} WHERE {test}"
    )


def _write_tables(draft: Path, found: Sequence[Found], lists: Lists) -> None:
    table = TABLES["list_match"]
    with DuckEngine([draft]) as engine:
        engine.take("found_match", _matches(found, lists))
        columns = ", ".join(f"CAST({c.name} AS {c.sql_type}) AS {c.name}" for c in table.columns)
        engine.write(
            f"SELECT {columns}, CAST(weight AS DECIMAL(9,3)) AS weight FROM found_match",
            draft / "matches.parquet",
            order_by=table.key,
        )
        engine.take("outcome", _outcomes(found))
        engine.write(
            "SELECT * FROM outcome", draft / "outcomes.parquet", order_by=("source", "row")
        )
        engine.take("weight", _weights(found))
        engine.write(
            "SELECT * FROM weight",
            draft / "weights.parquet",
            order_by=("source", "row", "person_id", "compared"),
        )


def _seal_rows(folder: Path, lists: Lists, keys: Keys) -> None:
    folder.mkdir()
    buffer = BytesIO()
    pq.write_table(cells_table(lists), buffer, compression="zstd")
    (folder / "rows.sealed").write_bytes(seal(keys, buffer.getvalue(), label="rows"))


def _matches(found: Sequence[Found], lists: Lists) -> pa.Table:
    rows = [match_of(one, lists.comparisons[one.row.comparison]) for one in found if one.home]
    schema = pa.schema(
        [
            *((c.name, pa.string()) for c in TABLES["list_match"].columns),
            ("weight", pa.float64()),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def match_of(one: Found, comparison: Comparison) -> dict[str, object]:
    """A match as a row of list_match, all of it text, and its weight."""
    event, amount = one.row.values["event_on"], one.row.values["amount"]
    best = one.decided.candidates[0].weight if one.decided.candidates else None
    return {
        "match_id": one.match_id,
        "comparison": comparison.name,
        "kind": comparison.kind,
        "match_meaning": one.meaning,
        "match_severity": comparison.severity,
        "household_id": one.home,
        "person_id": one.decided.person,
        "event_on": None if event is None else str(event),
        "list_amount": None if amount is None else str(amount),
        "certainty": one.decided.outcome,
        "recorded_on": str(one.recorded_on),
        "weight": best,
    }


def _outcomes(found: Sequence[Found]) -> pa.Table:
    return pa.table(
        {
            "source": pa.array([f.row.source for f in found], pa.int32()),
            "row": pa.array([f.row.row for f in found], pa.int32()),
            "comparison": pa.array([f.row.comparison for f in found], pa.string()),
            "outcome": pa.array([f.decided.outcome for f in found], pa.string()),
            "reason": pa.array([f.decided.reason for f in found], pa.string()),
            "match_id": pa.array([f.match_id if f.home else None for f in found], pa.string()),
        }
    )


def _weights(found: Sequence[Found]) -> pa.Table:
    lines = [
        {
            "source": f.row.source,
            "row": f.row.row,
            "person_id": one.person,
            "compared": name,
            "level": "not known" if level < 0 else level_names(name)[level],
            "weight": Decimal(str(weight)),
            "total": Decimal(str(one.weight)),
        }
        for f in found
        for one in f.decided.candidates
        for name, (weight, level) in one.parts.items()
    ]
    bits = pa.decimal128(9, 3)
    schema = pa.schema(
        [
            *(("source", pa.int32()), ("row", pa.int32()), ("person_id", pa.string())),
            *(("compared", pa.string()), ("level", pa.string())),
            *(("weight", bits), ("total", bits)),
        ]
    )
    return pa.Table.from_pylist(lines, schema=schema)


def _summary(found: Sequence[Found], lists: Lists, manifest: Manifest) -> LinkSummary:
    outcomes: dict[str, Counter[str]] = {s.layout.name: Counter() for s in lists.sources}
    meanings: dict[str, Counter[str]] = {name: Counter() for name in outcomes}
    for one in found:
        outcomes[one.row.comparison][one.decided.outcome] += 1
        if one.home:
            meanings[one.row.comparison][one.meaning] += 1
    return LinkSummary(
        as_of=manifest.as_of,
        lists=len(lists.sources),
        rows=len(lists.rows),
        outcomes={name: dict(sorted(counts.items())) for name, counts in sorted(outcomes.items())},
        meanings={name: dict(sorted(counts.items())) for name, counts in sorted(meanings.items())},
        refused_files=tuple(file for file, _ in lists.refused),
        unknown_sheets=tuple(lists.unknown),
        invented=manifest.invented or lists.invented,
    )


def _write_manifest(draft: Path, wanted: Wanted, summary: LinkSummary) -> None:
    pack = wanted.county
    told = {
        **asdict(summary),
        "recorded_on": wanted.recorded_on.isoformat(),
        "splink": splink.__version__,
        "snapshot": sha256_of(wanted.snapshot / MANIFEST),
        "pack": {
            path.relative_to(pack).as_posix(): sha256_of(path)
            for path in (*sorted((pack / "comparisons").glob("*.yaml")), pack / "linkage.yaml")
        },
        "columns": list(COMPARED),
        "reviewed": [sha256_of(path) for path in wanted.reviewed],
        "files": {
            name: value for name, value in hashes_of(draft).items() if name.endswith(".parquet")
        },
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (draft / "manifest.json").write_text(text + "\n", "utf-8")
