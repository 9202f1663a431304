"""The report of an intake: every cell, row and file that was refused, altered or doubted.

SNAPSHOT/report/report.parquet   one row per remark (COLUMNS), in order of file, sheet and row
SNAPSHOT/report/rows.parquet     the rows remarked upon, as written: source, row, cells
SNAPSHOT/report/lists.json       per source: file, sheet, title of the list, headings

It names people. The folder has mode 0700 and is no part of the snapshot's hashes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wuxiang.engine import DuckEngine
from wuxiang.intake.corrections import Correction
from wuxiang.intake.issues import RULES
from wuxiang.intake.linking import Listed
from wuxiang.intake.merging import fed
from wuxiang.intake.others import hold_others
from wuxiang.intake.sources import Source, issues_of
from wuxiang.intake.taking import ROW
from wuxiang.schema import TABLES

FOLDER = "report"
COLUMNS = (
    *("file", "sheet", "row", "column", "value", "rule", "severity", "remedy"),
    *("township", "village", "helper", "helper_id", "source", "position"),
)
ISSUE = pa.schema(
    [
        ("source", pa.int32()),
        ("row", pa.int32()),
        ("position", pa.int32()),
        ("rule", pa.string()),
        ("value", pa.string()),
    ]
)


@dataclass(frozen=True)
class FileRemark:
    """A remark on a whole file or sheet."""

    file: str
    sheet: str | None
    rule: str
    value: str


@dataclass(frozen=True)
class Remarks:
    """All that an intake has to report, before it is written."""

    sources: Sequence[Source]
    corrections: Sequence[Correction]
    problems: Sequence[tuple[int, int, str]]
    """(source, row, rule) of corrections that could not be placed."""
    files: Sequence[FileRemark]


def write_report(
    engine: DuckEngine,
    lists: Sequence[Listed],
    remarks: Remarks,
    *,
    folder: Path,
    as_of: date,
) -> Mapping[str, int]:
    """Write the report into `folder`/report; returns how many remarks each rule has."""
    target = folder / FOLDER
    target.mkdir(mode=0o700)
    issues = _issues(engine, remarks)
    engine.take("issue", issues)
    _register(engine, remarks)
    engine.keep("located", _located(lists))
    engine.keep("recorded", _recorded(lists, issues, remarks.sources))
    engine.keep("paired", _paired(engine, as_of))
    hold_others(engine, lists, {s.number: s.layout.name for s in remarks.sources})
    engine.keep("named_other", OTHER)
    engine.keep("report", _report())
    table = engine.arrow("SELECT * FROM report ORDER BY file, sheet, row, position, rule, value")
    pq.write_table(table, target / "report.parquet", compression="zstd")
    pq.write_table(_rows(remarks.sources, issues), target / "rows.parquet", compression="zstd")
    lists_text = json.dumps(_lists(remarks.sources), ensure_ascii=False, indent=1)
    (target / "lists.json").write_text(lists_text, "utf-8")
    counts = engine.rows("SELECT rule, count(*) FROM report GROUP BY rule ORDER BY rule")
    return {str(rule): int(str(count)) for rule, count in counts}


def _issues(engine: DuckEngine, remarks: Remarks) -> pa.Table:
    """All remarks on rows and cells, each with the cell as written."""
    names = [(s.number, name, p) for s in remarks.sources for name, p in s.sheet.places]
    engine.take("heading_of", _table(names, ("source", pa.int32()), ("target", pa.string())))
    found = engine.arrow(
        "SELECT CAST(f.source AS INTEGER) AS source, CAST(f.row AS INTEGER) AS row, "
        "CAST(coalesce(h.position, -1) AS INTEGER) AS position, f.rule FROM finding f "
        "LEFT JOIN heading_of h ON h.source = f.source AND h.target = f.target ORDER BY ALL"
    )
    tables = []
    for source in remarks.sources:
        of_links = found.filter(pc.equal(found["source"], source.number)).drop_columns("source")
        own = [(row, -1, rule) for number, row, rule in remarks.problems if number == source.number]
        of_corrections = pa.table(
            [pa.array([o[i] for o in own], t) for i, t in enumerate(of_links.schema.types)],
            names=of_links.column_names,
        )
        of_cells = issues_of(source, remarks.corrections, remarks.problems)
        issues = pa.concat_tables([of_cells, of_links, of_corrections])
        if issues.num_rows:
            tables.append(_with_values(source, issues))
    return pa.concat_tables(tables) if tables else ISSUE.empty_table()


def _table(rows: Sequence[tuple[int, str, int]], *first: tuple[str, pa.DataType]) -> pa.Table:
    schema = pa.schema([*first, ("position", pa.int32())])
    columns = [[row[i] for row in rows] for i in range(3)]
    return pa.table(columns, schema=schema)


def _with_values(source: Source, issues: pa.Table) -> pa.Table:
    """The issues with the cell as written; null for a whole row, the heading for a heading."""
    parts = []
    for position in pc.unique(issues["position"]).to_pylist():
        some = issues.filter(pc.equal(issues["position"], position))
        name = f"c{position}"
        if name in source.raw.column_names:
            at = pc.index_in(some["row"], source.raw[ROW].combine_chunks())
            heading = source.sheet.headings[position]
            values = pc.fill_null(source.raw[name].take(at), heading)
        else:
            values = pa.nulls(some.num_rows, pa.string())
        number = pa.repeat(pa.scalar(source.number, pa.int32()), some.num_rows)
        columns = [number, some["row"], some["position"], some["rule"], values]
        parts.append(pa.table(columns, schema=ISSUE))
    return pa.concat_tables(parts)


def _register(engine: DuckEngine, remarks: Remarks) -> None:
    """Give the engine the names of sources, headings and rules, and the remarks on files."""
    sources = remarks.sources
    engine.take(
        "source_name",
        pa.table(
            {
                "source": pa.array([s.number for s in sources], pa.int32()),
                "file": pa.array([s.file for s in sources], pa.string()),
                "sheet": pa.array([s.sheet.sheet for s in sources], pa.string()),
            }
        ),
    )
    headings = [
        (source.number, heading if heading.strip() else f"第{position + 1}列", position)
        for source in sources
        for position, heading in enumerate(source.sheet.headings)
    ]
    engine.take("heading_name", _table(headings, ("source", pa.int32()), ("name", pa.string())))
    engine.take(
        "rule",
        pa.table(
            {
                "rule": list(RULES),
                "severity": [rule.severity for rule in RULES.values()],
                "remedy": [f"{rule.zh}。{rule.remedy}" for rule in RULES.values()],
            }
        ),
    )
    files = remarks.files
    engine.take(
        "file_remark",
        pa.table(
            {
                "file": pa.array([f.file for f in files], pa.string()),
                "sheet": pa.array([f.sheet for f in files], pa.string()),
                "rule": pa.array([f.rule for f in files], pa.string()),
                "value": pa.array([f.value for f in files], pa.string()),
            }
        ),
    )


def _located(lists: Iterable[Listed]) -> str:
    """Where the rows remarked upon belong: household, place code, and the names as written."""
    parts = [
        (
            "SELECT 0 AS source, 0 AS row, '' AS household, '' AS place, '' AS township, "
            "'' AS village WHERE false"
        )
    ]
    parts += [
        f"SELECT _source, _row, _household, _at, {listed.column('place.township')}, "
        f"{listed.column('place.village')} FROM {listed.linked} "
        f"SEMI JOIN issue ON issue.source = _source AND issue.row = _row"
        for listed in lists
    ]
    return " UNION ALL ".join(parts)


def _recorded(lists: Iterable[Listed], issues: pa.Table, sources: Iterable[Source]) -> str:
    """The records that cells remarked upon belong to, by the table that they go to."""
    parts = ["SELECT 0 AS source, 0 AS row, '' AS \"table\", '' AS record WHERE false"]
    at = set(zip(*(issues[name].to_pylist() for name in ("source", "position")), strict=True))
    wanted = {
        (source.layout.name, target.partition(".")[0])
        for source in sources
        for target, position in source.sheet.places
        if (source.number, position) in at
    }
    for listed in lists:
        for name in listed.layout.tables:
            if (listed.layout.name, name) in wanted:
                key = ", ".join(f"CAST({one} AS VARCHAR)" for one in TABLES[name].key)
                parts.append(
                    f"SELECT _source, _row, '{name}', concat_ws(' ', {key}) "
                    f"FROM {fed(TABLES[name], listed)} "
                    "SEMI JOIN issue ON issue.source = _source AND issue.row = _row"
                )
    return " UNION ALL ".join(parts)


def _paired(engine: DuckEngine, as_of: date) -> str:
    """The helper of each household on the day."""
    kept = {str(row[0]) for row in engine.rows("SHOW TABLES")}
    if not {"merged_pairing", "merged_helper"} <= kept:
        return "SELECT '' AS household, '' AS helper_id, '' AS helper WHERE false"
    return (
        "SELECT p.household_id AS household, min(p.helper_id) AS helper_id, "
        "arg_min(h.name, p.helper_id) AS helper "
        "FROM merged_pairing p JOIN merged_helper h USING (helper_id) "
        f"WHERE p.from_date <= DATE '{as_of}' "
        f"AND coalesce(p.to_date, DATE '9999-12-31') > DATE '{as_of}' GROUP BY ALL"
    )


OTHER = """
SELECT o.source, o.row, o.rule, coalesce(h.position, -1) AS position,
  min('（另一行：' || s.file || CASE WHEN s.sheet = 'csv' THEN '' ELSE ' ' || s.sheet END
    || ' 第' || o.other_row || '行）') AS said
FROM other o JOIN source_name s ON s.source = o.other_source
LEFT JOIN heading_of h ON h.source = o.source AND h.target = o.target
GROUP BY ALL
"""
FINDINGS = """
SELECT file, sheet, row, heading, rule, min(household) AS household_id,
  substr(min(place), 1, 12) AS village_code,
  min(field) FILTER (WHERE record IS NOT NULL) AS field,
  arg_min(record, field) AS record
FROM (
  SELECT s.file, s.sheet, i.row, coalesce(n.name, '') AS heading, i.rule, l.household, l.place,
    h.target AS field, o.record
  FROM issue i JOIN source_name s USING (source)
  LEFT JOIN heading_name n ON n.source = i.source AND n.position = i.position
  LEFT JOIN located l ON l.source = i.source AND l.row = i.row
  LEFT JOIN heading_of h ON h.source = i.source AND h.position = i.position
  LEFT JOIN recorded o ON o.source = i.source AND o.row = i.row
    AND o."table" = split_part(h.target, '.', 1)
  UNION ALL SELECT file, coalesce(sheet, ''), 0, '', rule, NULL, NULL, NULL, NULL FROM file_remark
) JOIN rule r USING (rule)
WHERE r.severity <> 'altered' OR rule = 'id_15'
GROUP BY file, sheet, row, heading, rule
"""
"""The report as the table intake_finding: what is refused or doubted, and numbers to upgrade."""


def _report() -> str:
    return (
        'SELECT s.file, s.sheet, i.row, n.name AS "column", i.value, i.rule, r.severity, '
        "r.remedy || coalesce(e.said, '') AS remedy, coalesce(t.name, l.township) AS township, "
        "coalesce(v.name, l.village) AS village, p.helper, p.helper_id, i.source, i.position "
        "FROM issue i JOIN source_name s USING (source) JOIN rule r USING (rule) "
        "LEFT JOIN heading_name n ON n.source = i.source AND n.position = i.position "
        "LEFT JOIN located l ON l.source = i.source AND l.row = i.row "
        "LEFT JOIN place_now v ON v.area_code = l.place "
        "LEFT JOIN place_now t ON t.area_code = v.parent_code "
        "LEFT JOIN paired p ON p.household = l.household "
        "LEFT JOIN named_other e ON (e.source, e.row, e.rule) = (i.source, i.row, i.rule) "
        "AND e.position = i.position "
        "UNION ALL SELECT f.file, f.sheet, NULL, NULL, f.value, f.rule, r.severity, r.remedy, "
        "NULL, NULL, NULL, NULL, NULL, NULL FROM file_remark f JOIN rule r USING (rule)"
    )


def _rows(sources: Sequence[Source], issues: pa.Table) -> pa.Table:
    """The rows that need somebody's hand, as written."""
    by_hand = [name for name, rule in RULES.items() if rule.severity != "altered"]
    some = issues.filter(pc.is_in(issues["rule"], pa.array(by_hand)))
    numbers: list[int] = []
    rows: list[int] = []
    cells: list[list[str]] = []
    for source in sources:
        own = some.filter(pc.equal(some["source"], source.number))["row"]
        for row, written in sorted(source.cells(pc.unique(own).to_pylist()).items()):
            numbers.append(source.number)
            rows.append(row)
            cells.append(written)
    return pa.table(
        {
            "source": pa.array(numbers, pa.int32()),
            "row": pa.array(rows, pa.int32()),
            "cells": pa.array(cells, pa.list_(pa.string())),
        }
    )


def _lists(sources: Sequence[Source]) -> list[dict[str, object]]:
    return [
        {
            "source": source.number,
            "file": source.file,
            "sheet": source.sheet.sheet,
            "layout": source.layout.name,
            "title": source.layout.zh,
            "headings": [source.sheet.headings[position] for position in source.positions],
        }
        for source in sources
    ]
