"""A run with its names put back, for those who may see them: tables `named_*` beside its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wuxiang.engine import DuckEngine
from wuxiang.entitlement import TASK
from wuxiang.pack.read import MOMENT
from wuxiang.past import as_they_stood
from wuxiang.record import SNAPSHOT, read_record
from wuxiang.sealing import Keys
from wuxiang.snapshot import identities

RUN_TABLES = ("entitlement", "gap", "task", "question", "indicator", "funnel", "flaw")

# Of an ID number the first six and the last four digits are shown.
PERSONS = """
SELECT person_id, name AS person,
  CASE WHEN length(id_number) >= 15
       THEN substring(id_number, 1, 6) || '********' || right(id_number, 4) END AS id_shown
FROM identity_of_person
"""
HEADS = """
SELECT p.household_id, min(i.name) AS head
FROM person AS p JOIN identity_of_person AS i ON i.person_id = p.person_id CROSS JOIN moment
WHERE p.relation = 'head' AND (p.left_on IS NULL OR p.left_on > moment.as_of)
GROUP BY p.household_id
"""
# The name of a place as it stood: the last one of its code.
PLACES = """
SELECT area_code, name AS place FROM area AS a
WHERE valid_from = (SELECT max(valid_from) FROM area AS b WHERE b.area_code = a.area_code)
"""
HELPERS = """
SELECT h.helper_id, i.name AS helper, h.unit AS helper_unit, i.phone AS helper_phone
FROM helper AS h LEFT JOIN identity_of_helper AS i ON i.helper_id = h.helper_id
"""


@contextmanager
def open_named_run(run: Path, keys: Keys) -> Iterator[DuckEngine]:
    """An engine with the run's tables, those of its snapshot as they stood, and names.

    These are `named_person`, `named_head`, `named_place`, `named_helper`; `helper_of` says who
    helps a household.

    Raises UserError when `run` is no run or the keys are not those of its snapshot.
    """
    with DuckEngine([run]) as engine:
        for name in RUN_TABLES:
            engine.open_table(name, run / f"{name}.parquet")
        day = read_record(run).day
        for name, select in as_they_stood(engine, run / SNAPSHOT, day).items():
            engine.define(name, select)
        engine.keep(MOMENT, f"SELECT DATE '{day}' AS as_of")
        for name in ("person", "household", "helper"):
            engine.take(f"identity_of_{name}", identities(run / SNAPSHOT, keys, name))
        engine.define("named_person", PERSONS)
        engine.define("named_head", HEADS)
        engine.define("named_place", PLACES)
        engine.define("named_helper", HELPERS)
        engine.define("helper_of", dict(TASK)["helper_of"])
        yield engine
