"""One row per key out of all lists: the list that is believed most speaks first, cell by cell.

What the others say otherwise goes into the table `finding` (source, row, target, rule), and so do
rows that were refused, doubles, and records without a required value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from wuxiang.engine import DuckEngine, each_abreast
from wuxiang.intake.linking import Listed
from wuxiang.intake.places import IS_VILLAGE, level_of
from wuxiang.intake.records import TOKENS, another_record
from wuxiang.schema import TABLES, Column, Table

NUMBER = "household.national_number"
NO_FINDING = "SELECT 0 AS source, 0 AS row, '' AS target, '' AS rule WHERE false"


def merged(table: Table) -> str:
    """Name of the table of merged rows."""
    return f"merged_{table.name}"


def fed(table: Table, listed: Listed) -> str:
    """Name of the table of a list's rows as rows of `table`, with `_source` and `_row`."""
    return f"fed_{table.name}_{listed.layout.name}"


@dataclass(frozen=True)
class _Feed:
    """One list as it feeds one table."""

    table: Table
    listed: Listed

    @property
    def rows(self) -> str:
        """Table of its rows as rows of the table."""
        return fed(self.table, self.listed)

    @property
    def one(self) -> str:
        """Table of its rows, one per key."""
        return f"one_{self.table.name}_{self.listed.layout.name}"

    @property
    def told(self) -> str:
        """Table of those of `one` that are no other record than a list believed more tells."""
        return f"told_{self.table.name}_{self.listed.layout.name}"

    @property
    def whole(self) -> str:
        """Table of the rows of all lists, one per key, complete or not."""
        return f"whole_{self.table.name}"

    @property
    def is_own(self) -> bool:
        """Whether a row of the list is a record of the table, so that a key comes once."""
        return self.listed.layout.row_is == self.table.name

    @cached_property
    def given(self) -> dict[str, str]:
        """SQL of every column that the list has; the key's always."""
        sources = {c.name: _source_of(self.table, c, self.listed) for c in self.table.columns}
        return {n: sql for n, sql in sources.items() if sql != "NULL" or n in self.table.key}

    @property
    def values(self) -> list[str]:
        """The given columns that are not of the key."""
        return [name for name in self.given if name not in self.table.key]


def merge(engine: DuckEngine, lists: Sequence[Listed]) -> None:
    """Make `merged_<table>` for every table that a list feeds, and the table `finding`."""
    findings = [NO_FINDING]
    for listed in lists:
        findings += _row_findings(listed)
    believed = sorted(lists, key=lambda one: (one.layout.priority, one.layout.name))
    feeds = {
        name: [_Feed(table, one) for one in believed if name in one.layout.tables]
        for name, table in TABLES.items()
    }
    found: dict[str, list[str]] = {name: [] for name in TABLES}

    def merge_one(own: DuckEngine, name: str) -> None:
        found[name] = _merge_table(own, TABLES[name], feeds[name])

    each_abreast(engine, (name for name in TABLES if feeds[name]), merge_one)
    findings += (one for of_table in found.values() for one in of_table)
    engine.keep("finding", " UNION ALL ".join(findings))
    if any("household_status" in listed.layout.tables for listed in lists):
        engine.keep("merged_household_status", SPELLS)


def _finding(source: str, where: str, rule: str, *, target: str = "NULL") -> str:
    return f"SELECT _source, _row, {target}, {rule} FROM {source} WHERE {where}"


def _row_findings(listed: Listed) -> list[str]:
    """Rows that are refused whole, and names that do not agree."""
    source = listed.linked
    found = [
        _finding(source, "_refused IS NOT NULL", "_refused"),
        _finding(
            source, "_refused IS NULL AND _two_numbers", "'two_numbers'", target=_text(NUMBER)
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
            found.append(_finding(source, differs, "'name_differs'", target=_text(target)))
    if "head.id_number" in listed.targets and "person" not in listed.layout.introduces:
        elsewhere = "_refused IS NULL AND _head_elsewhere"
        head = _text("head.id_number")
        found.append(_finding(source, elsewhere, "'head_elsewhere'", target=head))
    return found + _place_findings(listed)


def _place_findings(listed: Listed) -> list[str]:
    """Villages that no area list has, and names of another village than the code's."""
    found = []
    source, name = listed.linked, _text("place.village")
    if "place.village" in listed.targets:
        unknown = '"place.village" IS NOT NULL AND _village IS NULL'
        found.append(_finding(source, unknown, "'unknown_village'", target=name))
    for code in sorted(one for one in listed.targets if one.endswith(".village_code")):
        now = f'"{code}" IN (SELECT area_code FROM place_now WHERE {IS_VILLAGE})'
        differs = f'_refused IS NULL AND "{code}" <> _named_village AND {now}'
        found.append(_finding(source, differs, "'village_differs'", target=name))
    code = "household.village_code"
    if code in listed.targets:
        villages = f"SELECT area_code FROM place WHERE area_code IS NOT NULL AND {IS_VILLAGE}"
        no_village = f'"{code}" IS NOT NULL AND "{code}" NOT IN ({villages})'
        found.append(_finding(source, no_village, "'unknown_village'", target=_text(code)))
    return found


def _text(value: str) -> str:
    return f"'{value}'"


def _merge_table(engine: DuckEngine, table: Table, feeds: Sequence[_Feed]) -> list[str]:
    """Make the table's merged rows; returns SELECTs of findings."""
    findings = []
    several = len(feeds) > 1
    hold = engine.keep if several else engine.define  # what is read once need not be held
    whole = feeds[0].whole
    for index, feed in enumerate(feeds):
        hold(feed.rows, _rows(feed))
        findings += [
            _finding(
                feed.rows, f"{key} IS NULL", "'required_empty'", target=_text(f"{table.name}.{key}")
            )
            for key in table.key
            if key not in TOKENS
        ]
        findings += _keep_one(engine, feed) + _set_apart(engine, feed, feeds[:index])
    hold(whole, _chain(table, feeds))
    for feed in feeds:
        findings += _differences(engine, feed, feeds) + _incomplete(engine, feed)
    required = [c.name for c in table.columns if c.required and c.name not in table.key]
    complete = " AND ".join(f"{name} IS NOT NULL" for name in required) or "true"
    engine.keep(merged(table), f"SELECT * FROM {whole} WHERE {complete}")
    return findings


def _rows(feed: _Feed) -> str:
    """The rows of one list as rows of the table, with where they stand."""
    table, listed = feed.table, feed.listed
    columns = ", ".join(
        f"CAST({sql} AS {table.column(name).sql_type}) AS {name}"
        for name, sql in feed.given.items()
    )
    own = [
        listed.column(f"{table.name}.{column.name}")
        for column in table.columns
        if f"{table.name}.{column.name}" in listed.targets
    ]
    says_something = " OR ".join(f"{name} IS NOT NULL" for name in own) or "true"
    return (
        f"SELECT {columns}, _source, _row, _as_of, _order_source, _order_row "
        f"FROM {listed.linked} WHERE _refused IS NULL AND ({says_something})"
    )


def _keep_one(engine: DuckEngine, feed: _Feed) -> list[str]:
    """Make `one` of the list's rows per key: the newest list's, then the first in order."""
    table = feed.table
    key = ", ".join(table.key)
    present = " AND ".join(f"{name} IS NOT NULL" for name in table.key)
    twice = engine.rows(
        f"SELECT count(*) - count(DISTINCT ({key})) FROM {feed.rows} WHERE {present}"
    )[0][0]
    if not twice:
        engine.define(feed.one, f"SELECT * FROM {feed.rows} WHERE {present}")
        return []
    order = "_as_of DESC NULLS LAST, _order_source, _order_row"
    number = f"row_number() OVER (PARTITION BY {key} ORDER BY {order}) AS _n"
    ranked = f"ranked_{feed.rows}"
    if not feed.is_own:
        values = "".join(f", arg_min({name}, _n) AS {name}" for name in feed.values)
        inner = f"SELECT *, {number} FROM {feed.rows} WHERE {present}"
        engine.keep(
            feed.one, f"SELECT {key}{values}, max(_as_of) AS _as_of FROM ({inner}) GROUP BY {key}"
        )
        return []
    several = f"several_{feed.rows}"
    engine.keep(
        several,
        f"SELECT {key} FROM {feed.rows} WHERE {present} GROUP BY {key} HAVING count(*) > 1",
    )
    engine.keep(ranked, f"SELECT *, {number} FROM {feed.rows} SEMI JOIN {several} USING ({key})")
    engine.define(
        feed.one,
        f"SELECT * FROM {feed.rows} ANTI JOIN {several} USING ({key}) WHERE {present} "
        f"UNION ALL BY NAME SELECT * EXCLUDE (_n) FROM {ranked} WHERE _n = 1",
    )
    return [_doubles(feed, ranked)]


def _doubles(feed: _Feed, ranked: str) -> str:
    """Later rows of a key in one kind of list: the same again, another of one day, or a record of
    its own, whose number somebody else has too.
    """
    same = " AND ".join(f"d.{name} IS NOT DISTINCT FROM f.{name}" for name in feed.given)
    person = feed.table.name == "person"
    moved = "WHEN d.household_id <> f.household_id THEN 'two_households'" if person else ""
    on = " AND ".join(f"d.{key} = f.{key}" for key in feed.table.key)
    apart = another_record(feed.table, feed.given, one="d", other="f")
    return (
        f"SELECT d._source, d._row, NULL, "
        f"CASE WHEN {same} THEN 'exact_double' {moved} ELSE 'double' END "
        f"FROM {ranked} d JOIN {ranked} f ON {on} AND f._n = 1 "
        f"WHERE d._n > 1 AND ({_of_one_day('d', 'f')} OR {apart})"
    )


def _of_one_day(one: str, other: str) -> str:
    """SQL: whether two rows show the state of one day; a row without a day may be of any."""
    day, other_day = f"{one}._as_of", f"{other}._as_of"
    return f"({day} = {other_day} OR {day} IS NULL OR {other_day} IS NULL)"


def _set_apart(engine: DuckEngine, feed: _Feed, believed: Sequence[_Feed]) -> list[str]:
    """Make `told`: a number of two records is that of the list that is believed more."""
    on = " AND ".join(f"k.{key} = b.{key}" for key in feed.table.key)
    tests = {
        other.told: another_record(feed.table, feed.given.keys() & other.given, one="k", other="b")
        for other in believed
    }
    apart = " OR ".join(
        f"EXISTS (SELECT 1 FROM {told} b WHERE {on} AND ({test}))"
        for told, test in tests.items()
        if test != "false"
    )
    if not apart:
        engine.define(feed.told, f"SELECT * FROM {feed.one}")
        return []
    engine.keep(feed.told, f"SELECT * FROM {feed.one} k WHERE NOT ({apart})")
    rows = feed.one if feed.is_own else feed.rows
    engine.keep(f"apart_{feed.rows}", _finding(f"{rows} k", apart, "'double'"))
    return [f"SELECT * FROM apart_{feed.rows}"]


def _chain(table: Table, feeds: Sequence[_Feed]) -> str:
    """All lists side by side, by key; the one believed most that has a value speaks."""
    columns = []
    for column in table.columns:
        if column.name in table.key:
            columns.append(column.name)
            continue
        givers = [f"f{i}.{column.name}" for i, f in enumerate(feeds) if column.name in f.given]
        value = f"coalesce({', '.join(givers)})" if givers else f"CAST(NULL AS {column.sql_type})"
        columns.append(f"{value} AS {column.name}")
    days = ", ".join(f"f{i}._as_of" for i in range(len(feeds)))
    using = ", ".join(table.key)
    joins = " ".join(
        f"FULL JOIN {feed.told} f{i} USING ({using})" for i, feed in enumerate(feeds[1:], 1)
    )
    return (
        f"SELECT {', '.join(columns)}, coalesce({days}) AS _as_of FROM {feeds[0].told} f0 {joins}"
    )


def _differences(engine: DuckEngine, feed: _Feed, feeds: Sequence[_Feed]) -> list[str]:
    """Cells that say otherwise than the list that is believed, unless they are of another day."""
    earlier = {name for other in feeds[: feeds.index(feed)] for name in other.values}
    shared = [name for name in feed.values if name in earlier or not feed.is_own]
    if not shared:
        return []
    rows = feed.told if feed.is_own else feed.rows
    on = " AND ".join(f"k.{key} = m.{key}" for key in feed.table.key)
    joined = f"FROM {rows} k JOIN {feed.whole} m ON {on} WHERE {_of_one_day('k', 'm')}"
    counts = ", ".join(f"count(*) FILTER (WHERE k.{name} <> m.{name})" for name in shared)
    selects = []
    for name, count in zip(shared, engine.rows(f"SELECT {counts} {joined}")[0], strict=True):
        if count:
            target, rule = f"{feed.table.name}.{name}", "files_differ"
            if target == "person.household_id":
                target, rule = NUMBER, "two_households"
            differing = f"difference_{feed.rows}_{name}"
            engine.keep(
                differing,
                f"SELECT k._source, k._row, {_text(target)}, {_text(rule)} "
                f"{joined} AND k.{name} <> m.{name}",
            )
            selects.append(f"SELECT * FROM {differing}")
    return selects


def _incomplete(engine: DuckEngine, feed: _Feed) -> list[str]:
    """Rows of records that no list completes."""
    table = feed.table
    required = [c.name for c in table.columns if c.required and c.name not in table.key]
    if not required:
        return []
    on = " AND ".join(f"k.{key} = m.{key}" for key in table.key)
    joined = f"FROM {feed.rows} k JOIN {feed.whole} m ON {on}"
    counts = ", ".join(f"count(*) FILTER (WHERE m.{name} IS NULL)" for name in required)
    selects = []
    for name, count in zip(required, engine.rows(f"SELECT {counts} {joined}")[0], strict=True):
        if count:
            found = f"incomplete_{feed.rows}_{name}"
            said = f"{_text(f'{table.name}.{name}')}, 'required_empty'"
            engine.keep(found, f"SELECT k._source, k._row, {said} {joined} WHERE m.{name} IS NULL")
            selects.append(f"SELECT * FROM {found}")
    return selects


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


SPELLS = """
WITH changes AS (
  SELECT *, lag(status) OVER w IS DISTINCT FROM status OR lag(to_date) OVER w <= from_date AS begins
  FROM merged_household_status WINDOW w AS (PARTITION BY household_id ORDER BY from_date)
),
spells AS (
  SELECT *, count(*) FILTER (WHERE begins) OVER w AS spell
  FROM changes WINDOW w AS (PARTITION BY household_id ORDER BY from_date)
),
whole AS (
  SELECT * EXCLUDE (spell) REPLACE (last_value(to_date) OVER w AS to_date)
  FROM spells WINDOW w AS (PARTITION BY household_id, spell ORDER BY from_date
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT * EXCLUDE (begins) REPLACE (least(to_date, lead(from_date) OVER w) AS to_date)
FROM (SELECT * FROM whole WHERE begins)
WINDOW w AS (PARTITION BY household_id ORDER BY from_date)
"""
"""Statuses as spells: a later one ends the one before; the same again before it has ended begins
nothing, but says anew when it ends."""
