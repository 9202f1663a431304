"""The tables of a snapshot as they stood on an earlier day.

What happened later is left out, and whoever has moved since – into a household that split off, was
merged or married into – is a member of the household that he came from.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from wuxiang.engine import DuckEngine
from wuxiang.schema import TABLES
from wuxiang.snapshot import read_manifest, table_file

MOVED = """
WITH RECURSIVE moves AS (
  SELECT person_id, household_id, other_household_id, happened_on FROM stored_household_event
  UNION
  SELECT person_id, other_household_id, household_id, happened_on FROM stored_household_event
),
later AS (
  SELECT *, lead(happened_on) OVER (
    PARTITION BY person_id, household_id ORDER BY happened_on, other_household_id) AS next_on
  FROM moves
  WHERE happened_on > DATE '{day}' AND person_id IS NOT NULL
    AND household_id IS NOT NULL AND other_household_id IS NOT NULL
),
home AS (
  SELECT person_id, household_id, CAST(NULL AS DATE) AS before
  FROM stored_person WHERE person_id IN (SELECT person_id FROM later)
  UNION ALL
  SELECT home.person_id, later.other_household_id, later.happened_on
  FROM home JOIN later ON later.person_id = home.person_id
    AND later.household_id = home.household_id
    AND (home.before IS NULL OR later.happened_on < home.before)
    AND (later.next_on IS NULL OR later.next_on >= home.before)
)
SELECT person_id, min_by(household_id, before) AS household_id FROM home
WHERE before IS NOT NULL GROUP BY person_id
"""
"""From the home of today back: the last move of somebody at a home is the one that brought him.

`home.before` is the day by which he was gone from that home again; NULL is today. A move may stand
in the book of either household, or of both.
"""
PEOPLE = """
SELECT {columns} FROM stored_person AS p LEFT JOIN moved ON moved.person_id = p.person_id
"""
OF_WHO_MOVED = {
    "household_id": "coalesce(moved.household_id, p.household_id)",
    "joined_on": "CASE WHEN moved.person_id IS NULL THEN p.joined_on END",
    "relation": "CASE WHEN moved.person_id IS NULL THEN p.relation END",
}
"""When he had come to his earlier home, and what he was there, nobody has written down."""
HOUSEHOLDS = """
SELECT * FROM stored_household WHERE household_id NOT IN (
  SELECT household_id FROM person_then
  GROUP BY household_id HAVING bool_and(coalesce(joined_on > DATE '{day}', false))
) AND household_id NOT IN (
  SELECT p.household_id FROM stored_person AS p JOIN moved ON moved.person_id = p.person_id
  EXCEPT SELECT household_id FROM person_then
)
"""
"""Nobody belonged then to a household that everybody joined later: it was not there yet."""


def as_they_stood(engine: DuckEngine, snapshot: Path, day: date) -> Mapping[str, str]:
    """A SELECT for each table of the snapshot: its rows as they stood on `day`.

    The engine then reads whole tables as stored_<table>. Raises UserError for a snapshot that this
    program cannot read.
    """
    shown = read_manifest(snapshot).day
    for name in TABLES:
        engine.open_table(f"stored_{name}", table_file(snapshot, name))
    selects = {
        name: f"SELECT * FROM stored_{name} WHERE {happened_by(name, day)}" for name in TABLES
    }
    if day < shown:
        selects |= _as_they_lived(engine, day)
    return selects


def _as_they_lived(engine: DuckEngine, day: date) -> Mapping[str, str]:
    """People with the households that they belonged to then, and these households."""
    stored = [column.name for column in TABLES["person"].stored]
    columns = ", ".join(f"{OF_WHO_MOVED.get(one, f'p.{one}')} AS {one}" for one in stored)
    engine.keep("moved", MOVED.format(day=day))
    engine.keep("person_then", PEOPLE.format(columns=columns))
    engine.keep("household_then", HOUSEHOLDS.format(day=day))
    return {"person": "SELECT * FROM person_then", "household": "SELECT * FROM household_then"}


def happened_by(name: str, day: date) -> str:
    """The condition that a row of table `name` had happened by `day`; a row without a day had.

    It looks at the day on which a row came about, or else at the year that it is of, not at what
    was added to the row later: a fact leaves out the steps after its day.
    """
    table = TABLES[name]
    if table.happens is None:
        return f"year <= {day.year}" if "year" in table.key else "true"
    return f"({table.happens} IS NULL OR {table.happens} <= DATE '{day}')"
