"""The rows of other offices' lists: read as intake reads, in whatever columns they come.

Files are opened in intake's bounded child processes, and cells cleaned by its readers; the
comparisons of the pack are handed to them as layouts. What no role needs is kept as written.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from wuxiang.errors import Place, UserError
from wuxiang.intake.certificates import birth_date, is_male, read_certificate
from wuxiang.intake.cleaning import tidy
from wuxiang.intake.layouts import read_layouts
from wuxiang.intake.sources import Source, files_in, sources_of
from wuxiang.intake.taking import ROW
from wuxiang.intake.workers import FileRead, read_files
from wuxiang.linkage.comparison import ROLES, Comparison, Settings, as_layout, mapped

Tell = Callable[[str, int, int], None]
IDS = ("person.id_number",)


@dataclass(frozen=True)
class Row:
    """One row of a list: its place, what it says, and all its cells as written."""

    comparison: str
    source: int
    row: int
    name: str | None
    id_number: str | None
    """A sound number of 18 digits."""
    id_text: str | None
    """What stands there instead, when it is not sound."""
    values: Mapping[str, object]
    """By role, those of name and number left out; None where nothing can be read."""
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Lists:
    """All lists that were given."""

    comparisons: Mapping[str, Comparison]
    sources: Sequence[Source]
    rows: Sequence[Row]
    refused: Sequence[tuple[str, str]]
    """File and why it could not be read."""
    unknown: Sequence[str]
    """Sheets that no comparison knows, as `file, sheet`."""
    invented: bool


@dataclass(frozen=True)
class Given:
    """What is compared: files or folders, and how somebody says that they are to be read."""

    paths: Sequence[Path]
    as_comparison: str | None = None
    """All files are lists of this comparison, whatever their headings."""
    headings: Mapping[str, str] | None = None
    """Heading → role, beside those that the pack knows."""
    skip_refused: bool = False


def read_lists(
    given: Given,
    comparisons: Mapping[str, Comparison],
    settings: Settings,
    *,
    folder: Path,
    tell: Tell,
) -> Lists:
    """The rows of all lists; `folder` is for files in between.

    Raises UserError for files that cannot be read (unless they may be skipped), a comparison or
    role that is not known, and when no sheet is a list that a comparison knows.
    """
    wanted = _wanted(given, comparisons)
    pack, tables = folder / "pack", folder / "tables"
    _write_layouts(wanted, settings, pack, given=given.as_comparison is not None)
    tables.mkdir()
    paths = _files(given.paths)
    done: list[Path] = []

    def count(path: Path) -> None:
        done.append(path)
        tell("read", len(done), len(paths))

    root = _root(paths)
    reads = read_files(paths, pack, tables, progress=count)
    refused = [(_shown(r.path, root), f"{r.refused} → {r.remedy}") for r in reads if r.refused]
    if refused and not given.skip_refused:
        _refuse(refused)
    sources = sources_of(reads, read_layouts(pack), folder=root, tables=tables)
    unknown = _unknown(reads, root)
    if not sources:
        raise UserError(
            "no sheet has the headings of a comparison" + "".join(f"\n  {u}" for u in unknown),
            remedy="say what it is with --as NAME, and what a heading means with --map 列=角色",
            place=Place(str(paths[0])),
        )
    rows = [row for source in sources for row in _rows(source)]
    invented = any(sheet.invented for read in reads for sheet in read.sheets)
    return Lists(wanted, sources, rows, refused, unknown, invented)


def _wanted(given: Given, comparisons: Mapping[str, Comparison]) -> dict[str, Comparison]:
    extra = dict(given.headings or {})
    for heading, role in extra.items():
        if role not in ROLES:
            raise UserError(
                f"`{heading}` cannot be a `{role}`", remedy=f"use one of: {', '.join(ROLES)}"
            )
    name = given.as_comparison
    if name is not None and name not in comparisons:
        raise UserError(
            f"the pack has no comparison `{name}`", remedy=f"use one of: {', '.join(comparisons)}"
        )
    chosen = comparisons if name is None else {name: comparisons[name]}
    return {one.name: mapped(one, extra) for one in chosen.values()}


def _write_layouts(
    wanted: Mapping[str, Comparison], settings: Settings, pack: Path, *, given: bool
) -> None:
    (pack / "layouts").mkdir(parents=True)
    for one in wanted.values():
        text = json.dumps(as_layout(one, settings, given=given), ensure_ascii=False, indent=1)
        (pack / "layouts" / f"{one.name}.yaml").write_text(text, "utf-8")


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UserError(f"there is no {path}", remedy="name a spreadsheet, or a folder of some")
        found += files_in(path)[0] if path.is_dir() else [path]
    if not found:
        raise UserError(
            f"no spreadsheet lies in {paths[0]}", remedy="name a folder with .xlsx, .xls or .csv"
        )
    return sorted({path.resolve() for path in found})


def _root(paths: Sequence[Path]) -> Path:
    parents = [set(path.parents) for path in paths]
    return max(set.intersection(*parents), key=lambda one: len(one.parts))


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _refuse(refused: Sequence[tuple[str, str]]) -> None:
    lines = "".join(f"\n  {file}: {why}" for file, why in refused)
    raise UserError(
        f"{len(refused)} of the files cannot be read, so nothing was compared:{lines}",
        remedy="correct or remove them, or go on without them with --skip-refused",
    )


def _unknown(reads: Sequence[FileRead], root: Path) -> list[str]:
    return [
        f"{_shown(read.path, root)}, {sheet.sheet}"
        for read in reads
        for sheet in read.sheets
        if sheet.layout is None and sheet.rows
    ]


def _rows(source: Source) -> list[Row]:
    clean, raw = source.clean, source.raw
    columns = {
        role: clean[target].to_pylist() if target in clean.column_names else [None] * len(clean)
        for role, target in ROLES.items()
    }
    places = dict(source.sheet.places)
    at = places.get(ROLES["id_number"])
    written = raw[f"c{at}"].to_pylist() if at is not None else [""] * len(raw)
    cells = list(zip(*(raw[f"c{p}"].to_pylist() for p in source.positions), strict=True))
    return [
        _row(
            source,
            {role: column[i] for role, column in columns.items()},
            number=number,
            written=(written[i], cells[i]),
        )
        for i, number in enumerate(clean[ROW].to_pylist())
    ]


def _row(
    source: Source, values: dict[str, object], *, number: int, written: tuple[str, tuple[str, ...]]
) -> Row:
    name, sound = values.pop("name"), values.pop("id_number")
    broken = None if sound else _digits(written[0])
    _complete(values, str(sound) if sound else broken)
    return Row(
        comparison=source.layout.name,
        source=source.number,
        row=number,
        name=str(name) if name else None,
        id_number=str(sound) if sound else None,
        id_text=broken,
        values=values,
        cells=written[1],
    )


def _digits(written: str) -> str | None:
    """What can be used of a number that is not sound; None when it has lost its digits."""
    text = tidy(written)[0].replace(" ", "").upper()
    return text if len(text) >= 14 and text[:14].isdecimal() and "." not in text else None


def _complete(values: dict[str, object], number: str | None) -> None:
    """Day of birth and sex from the number, where the list does not say them."""
    if number is None or len(number) < 14:
        return
    if values["birth_date"] is None and number[:14].isdecimal():
        values["birth_date"] = birth_date(number)
    if values["sex"] is None and not isinstance(read_certificate(number), str):
        values["sex"] = "male" if is_male(number) else "female"


def cells_table(lists: Lists) -> pa.Table:
    """All rows as written: source, row, cells."""
    return pa.table(
        {
            "source": pa.array([row.source for row in lists.rows], pa.int32()),
            "row": pa.array([row.row for row in lists.rows], pa.int32()),
            "cells": pa.array([list(row.cells) for row in lists.rows], pa.list_(pa.string())),
        }
    )
