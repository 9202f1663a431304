"""The allow-list of queries: one SELECT over named tables, whose answer repeats to the byte.

Refused are files, other statements, window functions, LIMIT, floats, the clock, chance, `/`, `avg`
and whatever else is not named here (decisions: pack safety; traps 1, 2).
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from wuxiang.errors import Place, UserError
from wuxiang.facts.macros import MACROS, expanded
from wuxiang.schema import TABLES

MAX_DEPTH = 60
PLAIN = re.compile(r"[a-z][a-z0-9_]*")
SHAPES = (
    exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.With, exp.CTE,
    exp.TableAlias, exp.Table, exp.Column, exp.Identifier, exp.Alias, exp.Star, exp.Subquery,
    exp.Union, exp.Except, exp.Intersect, exp.Distinct, exp.And, exp.Or, exp.Not, exp.Paren,
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between, exp.In, exp.Is, exp.Null,
    exp.Boolean, exp.Literal, exp.Add, exp.Sub, exp.Mul, exp.Neg, exp.Case, exp.If, exp.Coalesce,
    exp.Least, exp.Greatest, exp.Count, exp.Sum, exp.Min, exp.Max, exp.LogicalAnd, exp.LogicalOr,
    exp.Filter, exp.Cast, exp.DataType, exp.DataTypeParam, exp.DPipe, exp.Year, exp.Exists,
    exp.Values, exp.Tuple,
)  # fmt: skip
EXACT_TYPES = frozenset(
    {"DATE", "VARCHAR", "TEXT", "INT", "INTEGER", "BIGINT", "BOOLEAN", "DECIMAL"}
)
ALLOWED = (
    "a fact is one SELECT over tables, facts and status policies with joins, where, group by, "
    "case, coalesce, least, greatest, count, sum, min, max, bool_and, bool_or, year, cast to an "
    f"exact type, and {', '.join(sorted(MACROS))}"
)


NOTHING: Mapping[str, Decimal | str | None] = {}


class Query:
    """A guarded SELECT; its text for an engine is written once."""

    def __init__(self, tree: exp.Select | exp.Union) -> None:
        self.tree = tree
        self._texts: dict[tuple[object, ...], str] = {}

    def sql(self, dialect: str, values: Mapping[str, Decimal | str | None] = NOTHING) -> str:
        """The text for the engine, with the exact functions written out.

        `values` stand in for what the SELECT names without a table; None is not known.
        """
        key = (dialect, *values.items())
        if key not in self._texts:
            tree = expanded(_with(values, self.tree) if values else self.tree)
            self._texts[key] = tree.sql(dialect, pretty=True, copy=tree is self.tree)
        return self._texts[key]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that it selects, in order."""
        return tuple(self.tree.named_selects)

    @property
    def reads(self) -> tuple[str, ...]:
        """The tables, facts and policies that it reads, in order of name."""
        own = {cte.alias for cte in self.tree.find_all(exp.CTE)}
        return tuple(sorted({table.name for table in self.tree.find_all(exp.Table)} - own))


def guarded(sql: str, path: Path) -> Query:
    """The query `sql`; UserError for anything outside the allow-list."""
    place = Place(str(path))
    try:
        trees = sqlglot.parse(sql, read="duckdb")
    except (SqlglotError, RecursionError) as error:
        unread = f"the SELECT cannot be read: {str(error).splitlines()[0]}"
        raise UserError(unread, remedy="correct the SQL", place=place) from error
    tree = trees[0] if len(trees) == 1 else None
    if not isinstance(tree, exp.Select | exp.Union):
        raise UserError("not one SELECT", remedy=ALLOWED, place=place)
    for node in tree.walk():
        problem = _problem(node)
        if problem is not None:
            raise UserError(problem, remedy=ALLOWED, place=place)
    return Query(tree)


def _with(values: Mapping[str, Decimal | str | None], tree: exp.Expression) -> exp.Expression:
    def put_in(node: exp.Expression) -> exp.Expression:
        if not isinstance(node, exp.Column) or node.table or node.name not in values:
            return node
        value = values[node.name]
        return exp.null() if value is None else exp.Literal.number(str(value))

    return tree.transform(put_in)


def _problem(node: exp.Expr) -> str | None:
    """Why `node` may not stand in a fact; None when it may."""
    if node.depth > MAX_DEPTH:
        return f"nested deeper than {MAX_DEPTH} levels"
    match node:
        case exp.Anonymous():
            return None if _is_macro(node) else f"`{_text(node)}` is not a function for facts"
        case _ if not isinstance(node, SHAPES):
            return f"`{_text(node)}` is not for facts"
        case exp.Table() if node.db or not PLAIN.fullmatch(node.name):
            return f"`{_text(node)}` is not a table of the snapshot, a fact or a policy"
        case exp.With() if node.args.get("recursive"):
            return f"`{_text(node)}` is recursive"
        case exp.CTE() if node.alias in TABLES:
            return f"`with {node.alias}` takes the name of a table"
        case exp.Column() if node.args.get("db"):
            return f"`{_text(node)}` is not a column"
        case exp.Cast() if node.to.this.value not in EXACT_TYPES:
            return f"`{_text(node)}` casts to a type that is not exact"
        case exp.Star() if not isinstance(node.parent, exp.Count):
            return "`*` names no columns"
        case exp.Select() | exp.Union():
            return _select_problem(node)
    return None


def _text(node: exp.Expr) -> str:
    return node.sql("duckdb")


def _is_macro(node: exp.Anonymous) -> bool:
    macro = MACROS.get(node.name.lower())
    return macro is not None and macro.arguments == len(node.expressions)


def _select_problem(node: exp.Expr) -> str | None:
    for part in ("limit", "offset", "order", "windows", "qualify", "sample", "into", "pivots"):
        if node.args.get(part):
            return f"`{part}` in a SELECT: its answer may not repeat, or reaches outside"
    return None
