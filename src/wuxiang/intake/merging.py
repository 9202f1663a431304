"""One row per key out of all lists: the list that is believed most speaks first, cell by cell.

What the others say otherwise goes into the table `finding` (source, row, target, rule), and so do
rows that were refused, doubles, and records without a required value.
"""

from collections.abc import Sequence

from wuxiang.engine import DuckEngine
from wuxiang.intake.linking import RANK_ORDER, Listed, level_of
from wuxiang.schema import TABLES, Column, Table

TOKENS = {
    "person_id": "_person",
    "household_id": "_household",
    "helper_id": "_helper",
    "other_household_id": "_other_household",
}
DERIVED_KEYS = (*TOKENS, "village_code")
NO_FINDING = "SELECT 0 AS source, 0 AS row, '' AS target, '' AS rule, '' AS category WHERE false"


def merged(table: Table) -> str:
    """Name of the table of merged rows."""
    return f"merged_{table.name}"


def merge(engine: DuckEngine, lists: Sequence[Listed]) -> None:
    """Make `merged_<table>` for every table that a list feeds, and the table `finding`."""
    engine.keep("finding", NO_FINDING)
    findings = [NO_FINDING]
    for listed in lists:
        findings += _row_findings(listed)
    for table in TABLES.values():
        feeders = [listed for listed in lists if table.name in listed.layout.tables]
        if feeders:
            findings += _merge_table(engine, table, feeders)
    engine.keep("finding", " UNION ALL ".join(findings))
    if any("household_status" in listed.layout.tables for listed in lists):
        engine.keep("merged_household_status", SPELLS)


def _finding(source: str, where: str, rule: str, target: str = "NULL") -> str:
    return f"SELECT _source, _row, {target}, {rule}, 'row' FROM {source} WHERE {where}"


def _row_findings(listed: Listed) -> list[str]:
    """Rows that are refused whole, and names that do not agree."""
    source = listed.linked
    found = [
        _finding(source, "_refused IS NOT NULL", "_refused"),
        _finding(
            source, "_refused IS NULL AND _two_numbers", "'two_numbers'", _text(TWO_NUMBERS_IN)
        ),
    ]
    for target, known in (
        ("person.name", "_name_known"),
        ("head.name", "_head_known"),
        ("helper.name", "_helper_known"),
    ):
        introduced = target.partition(".")[0] in listed.layout.introduces
        if target in listed.targets and not introduced:
            differs = f'_refused IS NULL AND "{target}" <> {known}'
            found.append(_finding(source, differs, "'name_differs'", _text(target)))
    if "place.village" in listed.targets:
        unknown = '"place.village" IS NOT NULL AND _village IS NULL'
        found.append(_finding(source, unknown, "'unknown_village'", _text("place.village")))
    if "household.village_code" in listed.targets:
        no_area = (
            '"household.village_code" IS NOT NULL AND "household.village_code" NOT IN '
            "(SELECT area_code FROM place WHERE area_code IS NOT NULL)"
        )
        found.append(
            _finding(source, no_area, "'unknown_village'", _text("household.village_code"))
        )
    return found


TWO_NUMBERS_IN = "household.national_number"


def _text(value: str) -> str:
    return f"'{value}'"


def _merge_table(engine: DuckEngine, table: Table, feeders: Sequence[Listed]) -> list[str]:
    """Make the table's merged rows; returns SELECTs of findings."""
    raw, kept = f"raw_{table.name}", f"kept_{table.name}"
    union = " UNION ALL ".join(_feed(table, listed) for listed in feeders)
    engine.keep(raw, f"SELECT *, row_number() OVER (ORDER BY {RANK_ORDER}) AS _n FROM ({union})")
    findings = _refuse_incomplete(table, raw)
    complete = " AND ".join(f"{c.name} IS NOT NULL" for c in table.columns if c.required)
    own = [_text(f.layout.name) for f in feeders if f.layout.row_is == table.name]
    key = ", ".join(table.key)
    engine.keep(
        f"ranked_{table.name}",
        f"SELECT *, first_value(_n) OVER w AS _first, first_value(_as_of) OVER w AS _first_as_of "
        f"FROM {raw} WHERE {complete} "
        f"WINDOW w AS (PARTITION BY {key}, _layout ORDER BY _n)",
    )
    is_double = f"_layout IN ({', '.join(own)}) AND _n <> _first" if own else "false"
    engine.keep(kept, f"SELECT * FROM ranked_{table.name} WHERE NOT ({is_double})")
    if own:
        engine.keep(f"double_{table.name}", _doubles(table, is_double))
        findings.append(f"SELECT _source, _row, NULL, rule, 'row' FROM double_{table.name}")
    columns = [column for column in table.columns if column.name not in table.key]
    engine.keep(merged(table), _merged(table, columns, kept))
    return findings + _differences(engine, table, columns)


def _feed(table: Table, listed: Listed) -> str:
    """The rows of one list as rows of `table`, keys and all, with where they stand."""
    columns = ", ".join(
        f"CAST({_source_of(table, column, listed)} AS {column.sql_type}) AS {column.name}"
        for column in table.columns
    )
    own = [
        listed.column(f"{table.name}.{column.name}")
        for column in table.columns
        if f"{table.name}.{column.name}" in listed.targets
    ]
    says_something = " OR ".join(f"{name} IS NOT NULL" for name in own) or "true"
    return (
        f"SELECT {columns}, _source, _row, {listed.layout.priority} AS _priority, _as_of, "
        f"_order_source, _order_row, {_text(listed.layout.name)} AS _layout "
        f"FROM {listed.linked} WHERE _refused IS NULL AND ({says_something})"
    )


def _source_of(table: Table, column: Column, listed: Listed) -> str:
    """SQL of the value that a list gives for a column."""
    name = f"{table.name}.{column.name}"
    given = listed.column(name)
    if column.name in TOKENS:
        return TOKENS[column.name]
    if name == "household.village_code":
        return "_village"
    if name == "household.natural_village_code":
        return "_natural_village"
    if column.name == "village_code" and "place_code" in table.key:
        return f"coalesce({given}, substr({listed.column(f'{table.name}.place_code')}, 1, 12))"
    if name == "area.level":
        return f"coalesce({given}, {level_of(listed.column('area.area_code'))})"
    citizen = listed.column("person.id_number")
    if name == "person.birth_date":
        return f"coalesce({given}, CAST(strptime(substr({citizen}, 7, 8), '%Y%m%d') AS DATE))"
    if name == "person.sex":
        odd = f"CAST(substr({citizen}, 17, 1) AS INTEGER) % 2 = 1"
        return f"coalesce({given}, CASE WHEN {odd} THEN 'male' ELSE 'female' END)"
    return given


def _refuse_incomplete(table: Table, raw: str) -> list[str]:
    return [
        _finding(
            raw,
            f"{column.name} IS NULL",
            "'required_empty'",
            _text(f"{table.name}.{column.name}"),
        )
        for column in table.columns
        if column.required and column.name not in TOKENS
    ]


def _doubles(table: Table, is_double: str) -> str:
    """Later rows of a key in the same kind of list: the same again, another, or an older list."""
    same = " AND ".join(
        f"d.{column.name} IS NOT DISTINCT FROM f.{column.name}" for column in table.columns
    )
    moved = (
        "WHEN d.household_id <> f.household_id THEN 'two_households'"
        if table.name == "person"
        else ""
    )
    return (
        f"SELECT d._source, d._row, CASE WHEN {same} THEN 'exact_double' {moved} "
        f"ELSE 'double' END AS rule "
        f"FROM (SELECT * FROM ranked_{table.name} WHERE {is_double}) d "
        f"JOIN ranked_{table.name} f ON f._n = d._first "
        f"WHERE d._as_of IS NOT DISTINCT FROM d._first_as_of"
    )


def _merged(table: Table, columns: Sequence[Column], kept: str) -> str:
    values = "".join(
        f", arg_min({c.name}, _n) AS {c.name}, "
        f"coalesce(min({c.name}) <> max({c.name}), false) AS _differs_{c.name}"
        for c in columns
    )
    key = ", ".join(table.key)
    return f"SELECT {key}{values}, min(_n) AS _n FROM {kept} GROUP BY {key}"


def _differences(engine: DuckEngine, table: Table, columns: Sequence[Column]) -> list[str]:
    """Cells that say otherwise than the list that is believed, unless they are of another day."""
    counts = ", ".join(f"count(*) FILTER (WHERE _differs_{c.name})" for c in columns)
    if not columns:
        return []
    found = engine.rows(f"SELECT {counts} FROM {merged(table)}")[0]
    on = " AND ".join(f"m.{key} = k.{key}" for key in table.key)
    selects = []
    for column, count in zip(columns, found, strict=True):
        if not count:
            continue
        two = table.name == "person" and column.name == "household_id"
        rule = "two_households" if two else "files_differ"
        target = f"{table.name}.{column.name}"
        selects.append(
            f"SELECT k._source, k._row, {_text(target)}, '{rule}', 'cell' "
            f"FROM kept_{table.name} k JOIN {merged(table)} m ON {on} "
            f"JOIN kept_{table.name} b ON b._n = m._n "
            f"WHERE m._differs_{column.name} AND k.{column.name} <> m.{column.name} "
            f"AND (k._as_of = b._as_of OR k._as_of IS NULL OR b._as_of IS NULL)"
        )
    return selects


SPELLS = """
WITH changes AS (
  SELECT *, lag(status) OVER w AS before, lag(to_date) OVER w AS ended
  FROM merged_household_status WINDOW w AS (PARTITION BY household_id ORDER BY from_date)
)
SELECT * REPLACE (least(to_date, lead(from_date) OVER w) AS to_date) EXCLUDE (before, ended)
FROM (
  SELECT * FROM changes
  WHERE before IS DISTINCT FROM status OR ended <= from_date
) WINDOW w AS (PARTITION BY household_id ORDER BY from_date)
"""
"""Statuses as spells: a later one ends the one before; the same again begins nothing."""
