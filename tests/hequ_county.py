"""A county of a few rows, and what Hequ's facts, policies and indicators say of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlglot import exp

from wuxiang.deciding import what_was_asked
from wuxiang.demo import generate
from wuxiang.engine import DuckEngine, quoted
from wuxiang.entitlement import DUE, ENTITLEMENT, terms_of
from wuxiang.facts import codes_of
from wuxiang.pack import Pack, read_pack
from wuxiang.pack.read import ENTITLEMENT as ENTITLED
from wuxiang.policy import (
    Compiled,
    ExampleResult,
    Policy,
    Source,
    compile_policy,
    run_examples,
)
from wuxiang.schema import TABLES
from wuxiang.snapshot import empty_select

HEQU = Path(__file__).parents[1] / "counties" / "hequ"
POLICIES = {path.stem: path for path in sorted((HEQU / "policies").glob("*/*.yaml"))}
TODAY = date(2019, 4, 30)
Row = dict[str, Any]
Rows = list[Row]


class County:
    """A county of a few rows: tables, facts and policies are there once they are asked for."""

    def __init__(
        self,
        engine: DuckEngine,
        tables: Mapping[str, Rows | pa.Table],
        as_of: date,
        *,
        rules: Pack | None = None,
    ) -> None:
        self._pack = rules or pack()
        self._engine = engine
        self._as_of = as_of
        self._done = {"moment", "funnel"}
        self._compiled: dict[str, Compiled] = {}
        self._tables = tables
        assert tables.keys() <= TABLES.keys()
        engine.keep("moment", f"SELECT DATE '{as_of}' AS as_of")

    def fact(self, name: str) -> Rows:
        """The rows of a fact, by its grain, or decisions by subject; the key must be unique."""
        self._define(name)
        grain = self._pack.facts[name].grain if name in self._pack.facts else ("subject",)
        columns = list(self._engine.columns(name))
        order = ", ".join(grain)
        rows = self._engine.rows(f"SELECT * FROM {name} ORDER BY {order}")
        found = [dict(zip(columns, row, strict=True)) for row in rows]
        keys = [tuple(row[column] for column in grain) for row in found]
        assert len(set(keys)) == len(keys), f"{name} repeats its grain"
        return found

    def one(self, name: str) -> Row:
        """The only row of a fact."""
        [row] = self.fact(name)
        return row

    def answers(self, name: str, policy: Policy | None = None) -> dict[str, Row]:
        """Every row of a policy by subject; `policy` stands in for the one of the pack."""
        self._define(name)
        compiled = self._compiled[name] if policy is None else self._compile(policy)
        rows = self._engine.rows(compiled.every_row)
        found = [dict(zip(compiled.columns, row, strict=True)) for row in rows]
        return {str(row["subject"]): row for row in found}

    def figure(self, name: str, policy: Policy | None = None) -> object:
        """The value of an indicator; `policy` stands in for the one of the pack it counts."""
        indicator = self._pack.indicators[name]
        query = indicator.query
        named = [one.this for one in query.tree.find_all(exp.Literal) if one.this in POLICIES]
        reads = query.reads
        if ENTITLED in reads or ("funnel" in reads and not named):
            named = [
                key
                for key, one in self._pack.policies.items()
                if one.commitment == indicator.commitment
            ]
            self.settle(named)
        for read in (*reads, *named):
            self._define(read)
        if policy is not None and policy.decides == "status":
            self._engine.keep(policy.name, self._compile(policy).decisions)
        compiled = dict(self._compiled)
        if policy is not None:
            compiled[policy.name] = self._compile(policy)
        texts = [f"SELECT * FROM ({compiled[one].funnel})" for one in named]
        self._engine.keep("funnel", " UNION ALL ".join(texts) or "SELECT 0 AS nothing")
        [[value]] = self._engine.rows(query.sql("duckdb"))
        if policy is not None and policy.decides == "status":
            self._engine.keep(policy.name, self._compiled[policy.name].decisions)
        return value

    def settle(self, names: Iterable[str]) -> Rows:
        """The entitlements of these policies, by policy and subject, in the order of their keys."""
        for name in (*TABLES, *names):
            self._define(name)
        texts = [f"SELECT * FROM {name}" for name in names]
        self._engine.keep("decisions", " UNION ALL ".join(texts))
        for name, table in terms_of(self._pack, self._as_of).items():
            self._engine.take(name, table)
        compiled = (self._compiled[name] for name in names)
        self._engine.keep("asked_about", what_was_asked(compiled))
        for name, select in (*DUE, *ENTITLEMENT):
            self._engine.keep(name, select)
        self._done.add(ENTITLED)
        columns = list(self._engine.columns(ENTITLED))
        rows = self._engine.rows(f"SELECT * FROM {ENTITLED} ORDER BY policy, subject")
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def examples(self, name: str) -> list[ExampleResult]:
        """The results of a policy's own examples."""
        policy = self._pack.policies[name]
        return run_examples(self._engine, policy, source=self._source(policy), as_of=self._as_of)

    def _define(self, name: str) -> None:
        if name in self._done:
            return
        self._done.add(name)
        if name in TABLES:
            self._take(name)
        elif name in POLICIES:
            self._compiled[name] = self._compile(self._pack.policies[name])
            self._engine.keep(name, self._compiled[name].decisions)
        else:
            for read in self._pack.facts[name].reads:
                self._define(read)
            self._engine.keep(name, self._pack.facts[name].query.sql("duckdb"))

    def _take(self, name: str) -> None:
        rows = self._tables.get(name, [])
        if isinstance(rows, pa.Table):
            self._engine.take(name, rows.select([one.name for one in TABLES[name].stored]))
        else:
            text = " UNION ALL ".join(map(_select(name), rows)) or empty_select(TABLES[name])
            self._engine.keep(name, text)

    def _compile(self, policy: Policy) -> Compiled:
        return compile_policy(policy, self._source(policy), as_of=self._as_of)

    def _source(self, policy: Policy) -> Source:
        self._define(policy.for_each)
        columns = self._engine.columns(policy.for_each)
        grain = self._pack.facts[policy.for_each].grain
        return Source(policy.for_each, grain, columns, codes_of(columns))


def county(as_of: date = TODAY, /, **tables: Rows) -> County:
    """A county of these rows, `table=[row, …]`, as of the day of the demo."""
    return County(_engine(), tables, as_of)


def demo_county(tables: Mapping[str, pa.Table], rules: Pack | None = None) -> County:
    """The demo county's own tables, in an engine of their own, under Hequ's rules or `rules`."""
    return County(DuckEngine(threads=1), tables, TODAY, rules=rules)


@cache
def whole_tables() -> Mapping[str, pa.Table]:
    """The demo county in full size, made once for all modules of the group `county`."""
    return generate(7).tables


@cache
def whole_county() -> County:
    """That county with its facts and policies, computed when a first test asks for them."""
    return demo_county(whole_tables())


def with_parameter(name: str, parameter: str, value: Decimal | str | None) -> Policy:
    """A policy of the pack in which one parameter has this value from its first day on."""
    policy = pack().policies[name]
    assert parameter in {one.name for one in policy.parameters}
    changed = (
        replace(one, values=((one.values[0][0], value),)) if one.name == parameter else one
        for one in policy.parameters
    )
    return replace(policy, parameters=tuple(changed))


def pack_with(*policies: Policy) -> Pack:
    """Hequ's pack with these policies in the place of those of their names."""
    return replace(pack(), policies={**pack().policies, **{one.name: one for one in policies}})


@cache
def pack() -> Pack:
    """The Hequ pack, read once."""
    return read_pack(HEQU)


@cache
def _engine() -> DuckEngine:
    return DuckEngine(threads=1, small=True)


def _select(name: str) -> Callable[[Row], str]:
    table = TABLES[name]

    def select(row: Row) -> str:
        assert row.keys() <= {column.name for column in table.stored}
        cells = (
            f"CAST({_literal(row.get(column.name))} AS {column.sql_type}) AS {column.name}"
            for column in table.stored
        )
        return f"SELECT {', '.join(cells)}"

    return select


def _literal(value: object) -> str:
    return (
        "NULL"
        if value is None
        else quoted(str(value).lower() if value in (True, False) else str(value))
    )


def household(key: str = "h1", **columns: object) -> Row:
    """A household of village v1."""
    return {"household_id": key, "village_code": "v1", "rural": True, **columns}


def standing(status: str | None, key: str = "h1", **columns: object) -> Rows:
    """The household's status since 2014; none at all when it is not known."""
    row = {"household_id": key, "from_date": "2014-01-01", "status": status, **columns}
    return [] if status is None else [row]


def member(key: str = "p1", home: str = "h1", **columns: object) -> Row:
    """A member of the household, aged 49."""
    return {"person_id": key, "household_id": home, "birth_date": "1970-01-01", **columns}


SUB_ITEMS = (
    *("wages", "business", "business_cost", "dividend", "other_property", "family_planning"),
    *("dibao", "wubao", "pension", "ecology", "other_transfer"),
)


def income(year: int = 2018, key: str = "h1", **columns: object) -> Row:
    """An income of which every sub-item is known: 100 net of cost, unless said otherwise."""
    row: Row = {"household_id": key, "year": year, **dict.fromkeys(SUB_ITEMS, 10)}
    return {**row, "wages": 20, **columns}
