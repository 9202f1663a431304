"""The intake of a county: its spreadsheets become a snapshot, whole or not at all."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from wuxiang.engine import DuckEngine
from wuxiang.errors import Place, UserError
from wuxiang.folder import sha256_of
from wuxiang.intake.corrections import find_corrections
from wuxiang.intake.issues import RULES
from wuxiang.intake.layouts import read_layouts
from wuxiang.intake.linking import Listed, link
from wuxiang.intake.merging import merge, merged
from wuxiang.intake.recognise import INVENTED, OVERVIEW_SHEET
from wuxiang.intake.report import FINDINGS, FileRemark, Remarks, write_report
from wuxiang.intake.sources import Source, files_in, links_in, load_lists, sources_of
from wuxiang.intake.workers import FileRead, Limits, read_files
from wuxiang.schema import TABLES, Table
from wuxiang.sealing import Keys
from wuxiang.snapshot import Draft, new_snapshot

NOTE_BYTES = 4096
OVERVIEW = re.compile(rf"{OVERVIEW_SHEET}( [0-9]+)?")
"""names of the first sheets of a report's workbook"""
Progress = Callable[[str, int, int], None]
"""Told the phase, and how much of it is done out of how much."""


@dataclass(frozen=True)
class Sources:
    """What is taken in: a folder of spreadsheets, by the layouts of a county pack."""

    folder: Path
    pack: Path
    skip_refused: bool = False
    """Go on without the files that cannot be read, instead of taking nothing in."""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Days:
    """The day whose state the snapshot shows, and the day on which that was known.

    Without `as_of` it is the latest day that the files state.
    """

    known_at: date
    as_of: date | None = None


@dataclass(frozen=True)
class IntakeSummary:
    """What an intake did, in numbers."""

    as_of: date
    files: int
    sheets: int
    rows: int
    """Rows read in recognised sheets."""
    refused_files: tuple[str, ...]
    by_rule: Mapping[str, int]
    """Remarks in the report, by rule (see `issues.RULES`)."""
    tables: Mapping[str, int]
    """Rows written, by table."""
    seconds: Mapping[str, float]
    invented: bool

    def count(self, severity: str) -> int:
        """Remarks of one severity: refused, altered or warning."""
        return sum(n for rule, n in self.by_rule.items() if RULES[rule].severity == severity)


class _Clock:
    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        self._progress(name, 0, 1)
        begin = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begin


def quiet(_phase: str, _done: int, _of: int) -> None:
    """No progress shown."""


def take_in(
    sources: Sources, out: Path, *, keys: Keys, days: Days, progress: Progress = quiet
) -> IntakeSummary:
    """Read the folder's spreadsheets into the snapshot `out`, with a report in `out`/report.

    Raises UserError when the folder holds no list, when a file is refused (all such files are
    named; `skip_refused` goes on without them), when no day is known, or when `out` is there.
    """
    clock = _Clock(progress)
    layouts = read_layouts(sources.pack)
    paths, others = files_in(sources.folder)
    _check_names([*paths, *others], sources.folder)
    with new_snapshot(out) as draft:
        tables = draft.folder / "incoming"
        with clock.phase("read"):
            reads = _read(paths, sources, tables=tables, progress=progress)
        named = sources_of(reads, layouts, folder=sources.folder, tables=tables)
        found = _known(named, reads, sources)
        with clock.phase("link"):
            corrections, problems = find_corrections({(s.file, s.sheet.sheet): s for s in found})
            lists = load_lists(draft.engine, found, corrections, problems=problems)
            as_of = days.as_of or _stated_day(draft.engine, lists, found, known_at=days.known_at)
            link(draft.engine, lists, keys=keys, as_of=as_of)
        with clock.phase("merge"):
            merge(draft.engine, lists)
        remarks = Remarks(found, corrections, problems, _file_remarks(reads, others, sources))
        with clock.phase("write"):
            rows, by_rule = _write_both(draft, lists, keys, remarks=remarks, as_of=as_of)
            draft.add("intake_finding", FINDINGS)
        with clock.phase("finish"):
            shutil.rmtree(tables)
            invented = _invented(reads, sources.folder)
            draft.finish(
                county=sources.pack.name,
                as_of=as_of,
                known_at=days.known_at,
                sources=_hashes(paths, sources.folder),
                invented=invented,
            )
    return IntakeSummary(
        as_of=as_of,
        files=len(paths),
        sheets=len(found),
        rows=sum(source.sheet.rows for source in found),
        refused_files=tuple(str(read.path) for read in reads if read.refused),
        by_rule=by_rule,
        tables=rows,
        seconds=clock.seconds,
        invented=invented,
    )


def _hashes(paths: Sequence[Path], folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in paths}


def _check_names(paths: Sequence[Path], folder: Path) -> None:
    """UserError for a file whose name was garbled when an archive was unpacked."""
    for path in paths:
        name = str(path.relative_to(folder))
        if not name.isascii() and name != name.encode("utf-8", "ignore").decode("utf-8"):
            meant = os.fsencode(name).decode("gb18030", "replace")
            raise UserError(
                f"the name of a file is not written in UTF-8 (it may be meant as {meant})",
                remedy="rename it, or unpack its archive anew with: unzip -O GBK FILE",
                place=Place(str(folder)),
            )


def _read(
    paths: Sequence[Path], sources: Sources, *, tables: Path, progress: Progress
) -> list[FileRead]:
    if not paths:
        raise UserError(
            "no spreadsheet lies in this folder",
            remedy="put the lists (.xlsx .xls .csv) into it",
            place=Place(str(sources.folder)),
        )
    tables.mkdir()
    done: list[Path] = []

    def tell(path: Path) -> None:
        done.append(path)
        progress("read", len(done), len(paths))

    reads = read_files(paths, sources.pack, tables, limits=sources.limits, progress=tell)
    refused = [read for read in reads if read.refused]
    if refused and not sources.skip_refused:
        raise _refused_files(refused, sources.folder)
    return reads


def _refused_files(refused: Sequence[FileRead], folder: Path) -> UserError:
    lines = [
        f"\n  {read.path.relative_to(folder)}: {read.refused} → {read.remedy}" for read in refused
    ]
    return UserError(
        f"{len(refused)} of the files cannot be taken in, so nothing was:{''.join(lines)}",
        remedy="correct or remove them, or go on without them with --skip-refused",
        place=Place(str(folder)),
    )


def _known(found: list[Source], reads: Sequence[FileRead], sources: Sources) -> list[Source]:
    """The lists that were found; UserError without one: a file that is refused says why."""
    for read in reads:
        if not found and read.refused:
            raise UserError(read.refused, remedy=read.remedy, place=Place(str(read.path)))
    if not found:
        raise UserError(
            "no spreadsheet here has the headings of a known list",
            remedy="compare the headings with those in counties/…/layouts, or add a layout",
            place=Place(str(sources.folder)),
        )
    return found


def _stated_day(
    engine: DuckEngine, lists: Sequence[Listed], found: Sequence[Source], *, known_at: date
) -> date:
    """The latest day that the lists state; UserError without one, or when it is yet to come."""
    selects = " UNION ALL ".join(f"SELECT _as_of, _source, _row FROM {one.table}" for one in lists)
    latest = "ORDER BY _as_of DESC NULLS LAST, _source, _row LIMIT 1"
    day, number, row = next(iter(engine.rows(f"SELECT * FROM ({selects}) {latest}")), (None,) * 3)
    if not isinstance(day, date):
        raise UserError(
            "no file states the day whose state it shows",
            remedy="name it with --as-of, as 2018-12-31",
        )
    if day > known_at:
        source = next(one for one in found if one.number == number)
        raise UserError(
            f"it states the day {day}, which is yet to come on {known_at}",
            remedy="correct the day in the file, or name the day with --as-of, as 2018-12-31",
            place=Place(source.file, sheet=source.sheet.sheet, row=int(str(row))),
        )
    return day


def _write_both(
    draft: Draft, lists: Sequence[Listed], keys: Keys, *, remarks: Remarks, as_of: date
) -> tuple[dict[str, int], Mapping[str, int]]:
    """Write the tables and, beside them, the report; rows by table, remarks by rule."""
    with draft.engine.beside() as second, ThreadPoolExecutor(1) as pool:
        told = pool.submit(write_report, second, lists, remarks, folder=draft.folder, as_of=as_of)
        return _write(draft, lists, keys), told.result()


def _write(draft: Draft, lists: Sequence[Listed], keys: Keys) -> dict[str, int]:
    fed = {name for listed in lists for name in listed.layout.tables}
    rows = {}
    for name in TABLES:
        if name not in fed:
            continue
        table = TABLES[name]
        stored = ", ".join(column.name for column in table.stored)
        draft.add(name, f"SELECT {stored} FROM {merged(table)}")
        rows[name] = int(str(draft.engine.rows(f"SELECT count(*) FROM {merged(table)}")[0][0]))
        if table.sealed:
            _seal(draft, table, keys)
    return rows


def _seal(draft: Draft, table: Table, keys: Keys) -> None:
    names = [*table.key, *(column.name for column in table.sealed)]
    columns = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in names)
    order = ", ".join(table.key)
    select = f"SELECT {columns} FROM {merged(table)} ORDER BY {order}"
    draft.seal(keys, table.name, draft.engine.arrow(select))


def _file_remarks(
    reads: Sequence[FileRead], others: Sequence[Path], sources: Sources
) -> list[FileRemark]:
    def name(path: Path) -> str:
        return path.relative_to(sources.folder).as_posix()

    refused = [
        FileRemark(name(r.path), None, "file_refused", f"{r.refused} → {r.remedy}")
        for r in reads
        if r.refused
    ]
    unknown = [
        FileRemark(
            name(read.path),
            sheet.sheet,
            "hidden_sheet" if sheet.hidden else "unknown_sheet",
            sheet.sheet,
        )
        for read in reads
        for sheet in read.sheets
        if sheet.layout is None and sheet.rows and not OVERVIEW.fullmatch(sheet.sheet)
    ]
    beside = {"unread_file": others, "unread_link": links_in(sources.folder)}
    unread = [
        FileRemark(name(path), None, rule, path.name) for rule in beside for path in beside[rule]
    ]
    return refused + unknown + unread


def _invented(reads: Sequence[FileRead], folder: Path) -> bool:
    """Whether a sheet, or a note beside the files, says that the people are invented."""
    if any(sheet.invented for read in reads for sheet in read.sheets):
        return True
    notes = [path for path in folder.rglob("*") if path.suffix.lower() in (".md", ".txt")]
    return any(INVENTED.encode() in _head(note) for note in notes)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(NOTE_BYTES)
