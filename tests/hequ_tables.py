"""Cut spending and fixed income of the Hequ pack, over tables of a few rows."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wuxiang.engine import DuckEngine
from wuxiang.facts import engine_sql
from wuxiang.pack import Pack, compile_pack, read_pack
from wuxiang.policy import Compiled
from wuxiang.schema import TABLES, Table
from wuxiang.snapshot import empty_select

AS_OF = date(2019, 4, 30)
VILLAGE = "140930100201"
POOR = "registered"
POLICIES = (
    *("boarding_fee", "education_aid", "chronic_visit", "medical_insurance"),
    *("hospital_stay_allowance", "stay_and_accident_insurance", "medical_cost_aid"),
    *("relief_insurance", "relief_claim_decision", "relief_claim", "disability_supplement"),
    *("accident_relief", "fixed_income"),
)
Row = dict[str, Any]
Rows = list[Row]


@cache
def pack() -> Pack:
    """The Hequ pack, read once."""
    return read_pack(Path(__file__).parents[1] / "counties" / "hequ")


@cache
def compiled(as_of: date = AS_OF) -> dict[str, Compiled]:
    """Its policies as SQL."""
    return compile_pack(pack(), as_of)


def family(status: str | None = POOR, **person: object) -> dict[str, Rows]:
    """Household h1 in a village, its status since 2014 (None: no entry), and its member p1."""
    entry = {"household_id": "h1", "from_date": "2014-01-01", "status": status}
    return {
        "household": [{"household_id": "h1", "village_code": VILLAGE}],
        "household_status": [entry] if status else [],
        "person": [{"person_id": "p1", "household_id": "h1", **person}],
    }


def one(name: str, /, **tables: Rows) -> Row:
    """The only row of a fact or policy."""
    [row] = rows_of(name, **tables)
    return row


def rows_of(name: str, /, **tables: Rows) -> Rows:
    """The rows of a fact, or the decisions of a policy, over these tables, by their key."""
    return rows_on(AS_OF, name, **tables)


def rows_on(day: date, name: str, /, **tables: Rows) -> Rows:
    """The same on another day; a fact's grain must be unique."""
    with DuckEngine(threads=1) as engine:
        define(engine, [name], tables, as_of=day)
        columns = list(engine.columns(name))
        found = [dict(zip(columns, row, strict=True)) for row in engine.rows(f"FROM {name}")]
    grain = pack().facts[name].grain if name in pack().facts else ("subject",)
    keys = [tuple(str(row[column]) for column in grain) for row in found]
    assert len(set(keys)) == len(keys), f"{name} has two rows for one {grain}"
    return sorted(found, key=lambda row: tuple(str(row[column]) for column in grain))


def define(
    engine: DuckEngine, names: Iterable[str], tables: dict[str, Rows], *, as_of: date = AS_OF
) -> None:
    """Make the tables, and the facts and policies `names` with all that they read."""
    needed, waiting = set(names), list(names)
    while waiting:
        read = set(pack().reads(waiting.pop())) - needed
        needed |= read
        waiting += read
    for table in TABLES.values():
        engine.keep(table.name, _select(table, tables.get(table.name, [])))
    engine.keep("moment", f"SELECT DATE '{as_of}' AS as_of")
    for name in (name for name in pack().order if name in needed):
        if name in pack().facts:
            engine.keep(name, engine_sql(pack().facts[name].tree, engine.dialect))
        else:
            engine.keep(name, compiled(as_of)[name].decisions)


def figures(*names: str, **tables: Rows) -> list[object]:
    """The values of these indicators over these tables."""
    with DuckEngine(threads=1) as engine:
        define(engine, POLICIES, tables)
        funnels = (f"SELECT * FROM ({compiled()[name].funnel})" for name in POLICIES)
        engine.keep("funnel", " UNION ALL ".join(funnels))
        trees = (pack().indicators[name].tree for name in names)
        return [engine.rows(engine_sql(tree, engine.dialect))[0][0] for tree in trees]


def _select(table: Table, rows: Rows) -> str:
    assert all(row.keys() <= {column.name for column in table.stored} for row in rows)
    texts = ("SELECT " + ", ".join(_cells(table, row)) for row in rows)
    return " UNION ALL ".join(texts) or empty_select(table)


def _cells(table: Table, row: Row) -> Iterable[str]:
    for column in table.stored:
        value = row.get(column.name)
        written = "NULL" if value is None else f"'{value}'"
        yield f"CAST({written} AS {column.sql_type}) AS {column.name}"


# Rows, each usual but for the values given


def pupil(**values: object) -> Row:
    """A term of p1, boarding in a junior high school of the county, but for `values`."""
    usual: Row = {"person_id": "p1", "term": "2018-autumn", "school_year": "2018-2019"}
    usual |= {"starts_on": "2018-09-01", "stage": "junior", "county_school": True}
    return {**usual, "boards": True, "boarding_fee": "700", **values}


def stay(**values: object) -> Rows:
    """A stay of p1 of 16 days in a grade-2A hospital, but for `values`."""
    usual = {"stay_id": "s1", "person_id": "p1", "discharged_on": "2018-06-01"}
    return [{**usual, "days": 16, "hospital_grade": "2A", **values}]


def accident(**values: object) -> Rows:
    """An accident of p1 that throws him back, with a loss of 60,000 of which 20,000 came back."""
    usual = {"accident_id": "a1", "person_id": "p1", "occurred_on": "2018-07-01"}
    usual |= {"loss": "60000", "compensated": "20000", "causes_relapse": "true"}
    return [{**usual, **values}]


def card(certified_on: str, expires_on: str | None) -> Row:
    """A disability card of p1."""
    return {"person_id": "p1", "certified_on": certified_on, "expires_on": expires_on}


def source(measure: str = "finance", **values: object) -> Row:
    """A source of household h1 that runs to the day of the run, but for `values`."""
    usual: Row = {
        "source_id": measure,
        "household_id": "h1",
        "measure": measure,
        "in_arrears": False,
    }
    usual |= {"from_date": "2018-01-01", "to_date": AS_OF, "yearly_return": "3000"}
    return {**usual, **values}
