"""Small policies and rows for the specification, and one question to ask of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from tests import reference
from wuxiang.engine import DuckEngine
from wuxiang.errors import Place
from wuxiang.policy import Compiled, Policy, Source, compile_policy
from wuxiang.policy.expression import parse
from wuxiang.policy.model import Clause, Document, InForce, Parameter, Responsible, Step, Words
from wuxiang.strict_yaml import Text

HERE = Place("sample.yaml", line=1)
AS_OF = date(2019, 12, 31)
CODES = frozenset(["registered", "exited", "not_registered"])
SOURCE = Source(
    name="household_fact",
    key=("household_id",),
    columns={
        "household_id": "VARCHAR",
        "status": "VARCHAR",
        "nickname": "VARCHAR",
        "days": "INTEGER",
        "heads": "BIGINT",
        "income": "DECIMAL(10,2)",
        "disabled": "BOOLEAN",
        "married": "BOOLEAN",
        "born_on": "DATE",
        "moved_on": "DATE",
    },
    codes={"status": CODES},
)
RATE = Parameter(
    "rate",
    "yuan",
    ((date(2018, 1, 1), Decimal("50")), (date(2019, 1, 1), Decimal("62.5"))),
    HERE,
)
UNTOLD = Parameter("untold", "yuan", ((date(2018, 1, 1), None),), HERE)
WORD = Parameter("word", "code", ((date(2018, 1, 1), "registered"),), HERE)
BLANK = Policy(
    name="sample",
    commitment="S1",
    title=Words("样例", "Sample"),
    source=Document("—"),
    responsible=Responsible("县扶贫办", "乡镇"),
    for_each=SOURCE.name,
    dated_by="as_of",
    in_force=InForce(date(2018, 1, 1)),
    parameters=(RATE, UNTOLD, WORD),
    eligible=(Clause("everyone", "所有人", parse(Text("true", HERE)), HERE),),
    place=HERE,
    paid_to="household_id",
)


def clauses(tests: Mapping[str, str]) -> tuple[Clause, ...]:
    """Clauses of these names and tests."""
    return tuple(Clause(name, name, parse(Text(test, HERE)), HERE) for name, test in tests.items())


def steps(values: Mapping[str, str]) -> tuple[Step, ...]:
    """Steps of these names and values."""
    return tuple(
        Step(name, name, parse(Text(value, HERE)), None, HERE) for name, value in values.items()
    )


def define(engine: DuckEngine, rows: list[dict[str, Any]], *, source: Source = SOURCE) -> None:
    """Make `rows` the engine's table of the source; a column that a row leaves out is NULL."""
    selects = [
        "SELECT " + ", ".join(_cell(row.get(name), name, kind) for name, kind in columns)
        for columns in [source.columns.items()]
        for row in rows
    ]
    engine.define(source.name, " UNION ALL ".join(selects))


def _cell(value: object, name: str, kind: str) -> str:
    written = "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"
    return f"CAST({written} AS {kind}) AS {name}"


def every_row(engine: DuckEngine, compiled: Compiled) -> list[dict[str, Any]]:
    """The compiled `every_row` as dictionaries, by subject."""
    rows = engine.rows(compiled.every_row)
    named = [dict(zip(compiled.columns, row, strict=True)) for row in rows]
    return sorted(named, key=lambda row: row["subject"])


def asked(engine: DuckEngine, test: str, **row: object) -> object:
    """What the yes-or-no expression `test` answers for a row; the oracle must agree."""
    policy = replace(BLANK, eligible=clauses({"asked": test}), status="poor")
    return _agreed(engine, policy, row)["asked"]


def computed(engine: DuckEngine, value: str, **row: object) -> object:
    """What the number expression `value` yields for a row; the oracle must agree."""
    policy = replace(BLANK, amount=steps({"asked": value}))
    return _agreed(engine, policy, row)["asked"]


def _agreed(engine: DuckEngine, policy: Policy, row: Mapping[str, object]) -> dict[str, Any]:
    define(engine, [{"household_id": "h1", **row}])
    [found] = every_row(engine, compile_policy(policy, SOURCE, as_of=AS_OF))
    exact = {key: Decimal(v) if type(v) is int else v for key, v in row.items()}
    whole = {name: exact.get(name) for name in SOURCE.columns}
    assert found["asked"] == reference.decided(policy, whole, as_of=AS_OF)["asked"]
    return found
