"""Checked expressions and values as SQL text that keeps the third answer: unknown stays NULL."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from sqlglot import exp

from wuxiang.policy.expression import COMPARISONS
from wuxiang.policy.kind import NARROW, Kind, Kinds
from wuxiang.policy.model import Parameter

PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]*")
WORDS_OF_SQL = """
    all analyse analyze and anti any array as asc asof asymmetric at authorization between
    binary both by case cast check collate collation column columns concurrently constraint
    create cross default deferrable desc describe distinct do else end except false fetch for
    foreign freeze from full generated glob group having ilike in initially inner intersect into
    is isnull join lambda lateral leading left like limit map natural not notnull null offset on
    only or order outer overlaps pivot pivot_longer pivot_wider placing positional primary
    qualify references returning right select semi show similar some struct summarize symmetric
    table tablesample then to trailing true try_cast tuple union unique unpack unpivot using
    variadic verbose when where window with
"""
RESERVED = frozenset(WORDS_OF_SQL.split())
SIGNS: dict[type[exp.Expression], str] = dict(
    zip(
        (exp.And, exp.Or, exp.Add, exp.Sub, exp.Mul, *COMPARISONS),
        ("AND", "OR", "+", "-", "*", "=", "<>", "<", "<=", ">", ">="),
        strict=True,
    )
)
CLOSED = (
    exp.Column,
    exp.Literal,
    exp.Boolean,
    exp.Cast,
    exp.Paren,
    exp.Case,
    exp.Least,
    exp.Greatest,
)
INTEGER = 9
"""A whole number of so many digits is an INTEGER of every engine."""
TESTS = (*COMPARISONS, exp.Between, exp.In, exp.Is)


def name(text: str) -> str:
    """`text` as an SQL name, in quotes when it needs them."""
    if PLAIN_NAME.fullmatch(text) and text not in RESERVED:
        return text
    return '"' + text.replace('"', '""') + '"'


def literal(value: str) -> str:
    """`value` as an SQL text."""
    return "'" + value.replace("'", "''") + "'"


def day(value: date) -> str:
    """`value` as an SQL date."""
    return f"DATE '{value.isoformat()}'"


def number(value: Decimal) -> str:
    """`value` as an exact SQL decimal, never as an integer (which overflows) or a float."""
    plain = format(value, "f")
    return plain if "." in plain else f"{plain}."


def compared_number(value: Decimal) -> str:
    """`value` for comparing alone: where it is small and whole an integer, which is faster."""
    plain = format(value, "f")
    return plain if len(plain) <= INTEGER else number(value)


def parameter(given: Parameter, kind: Kind, *, dated: str = "dated_on", exact: bool = True) -> str:
    """The value of `given` as it stood on the day `dated` (SQL); NULL before its first day.

    `exact` is False where it is compared alone: a small whole number is then an integer.
    """
    branches = " ".join(
        f"WHEN {dated} >= {day(since)} THEN {_value(value, exact=exact)}"
        for since, value in reversed(given.values)
    )
    whole = kind.word == "number" and not kind.scale and kind.width <= INTEGER
    return f"CAST(CASE {branches} END AS {'INTEGER' if whole and not exact else kind.sql})"


def _value(value: Decimal | str | None, *, exact: bool) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return literal(value)
    return number(value) if exact else compared_number(value)


def expression(
    node: exp.Expression,
    kinds: Kinds,
    *,
    names: Mapping[str, str] = MappingProxyType({}),
    exact: bool = True,
) -> str:
    """The guarded and checked `node` as SQL; least, greatest and case keep NULL when unknown.

    `names` says what stands for a name: SQL that needs no brackets; by default the name itself.
    `exact` is False where numbers are compared alone (see `reckons`).
    """
    return _Writer(kinds, names, exact=exact).written(node)


def reckons(node: exp.Expression) -> bool:
    """Whether `node` adds or multiplies: only then can a number grow beyond its column's type."""
    return node.find(exp.Add, exp.Sub, exp.Mul, exp.Neg) is not None


class _Writer:
    def __init__(self, kinds: Kinds, names: Mapping[str, str], *, exact: bool) -> None:
        self._kinds = kinds
        self._names = names
        self._exact = exact

    def written(self, node: exp.Expression) -> str:
        """`node` as SQL."""
        match node:
            case exp.Column():
                return self._names.get(node.name, name(node.name))
            case exp.Literal() | exp.Boolean() | exp.Cast():
                return self._literal(node)
            case exp.Paren():
                return f"({self.written(node.this)})"
            case exp.Not() | exp.Neg():
                return f"{'NOT ' if isinstance(node, exp.Not) else '-'}{self._operand(node.this)}"
            case exp.Mul():
                return self._product(node)
            case exp.Case():
                return self._case(node)
            case exp.Least() | exp.Greatest():
                return self._extreme(node)
            case exp.Is() | exp.Between() | exp.In():
                return self._test(node)
        parts = [self._operand(part, node) for part in node.iter_expressions()]
        return f" {SIGNS[type(node)]} ".join(parts)

    def _operand(self, node: exp.Expression, around: exp.Expression | None = None) -> str:
        """`node` in brackets unless it stands safely without: the engines differ in precedence."""
        connects = isinstance(around, exp.And | exp.Or)
        safe = isinstance(node, CLOSED) or (connects and isinstance(node, (*TESTS, type(around))))
        return self.written(node) if safe else f"({self.written(node)})"

    def _product(self, node: exp.Mul) -> str:
        """A wide product of narrow factors overflows in the engine unless one is widened.

        It is then cast to its own width: an engine drops digits after the point above 38 in all.
        """
        factors = list(node.iter_expressions())
        left, right = (self._operand(factor) for factor in factors)
        first, second, whole = (self._kinds.of(part) for part in (*factors, node))
        if max(first.width, second.width) > NARROW or whole.width <= NARROW:
            return f"{left} * {right}"
        widened = f"CAST({left} AS DECIMAL({NARROW + 1}, {first.scale}))"
        return f"CAST({widened} * {right} AS {whole.sql})"

    def _test(self, node: exp.Expression) -> str:
        tested = self._operand(node.this)
        if isinstance(node, exp.Is):
            return f"{tested} IS NULL"
        if isinstance(node, exp.In):
            return f"{tested} IN ({', '.join(self.written(item) for item in node.expressions)})"
        low, high = self._operand(node.args["low"]), self._operand(node.args["high"])
        return f"{tested} BETWEEN {low} AND {high}"

    def _extreme(self, node: exp.Expression) -> str:
        word = "least" if isinstance(node, exp.Least) else "greatest"
        parts = [node.this, *node.expressions]
        unknown = " OR ".join(f"{self._operand(part)} IS NULL" for part in parts)
        values = ", ".join(self.written(part) for part in parts)
        return f"CASE WHEN {unknown} THEN NULL ELSE {word}({values}) END"

    def _case(self, node: exp.Case) -> str:
        branches = [(branch.this, branch.args["true"]) for branch in node.args["ifs"]]
        otherwise = f"ELSE {self.written(node.args['default'])} END"
        if node.this is not None:
            tested = self._operand(node.this)
            whens = " ".join(
                f"WHEN {tested} = {self.written(key)} THEN {self.written(value)}"
                for key, value in branches
            )
            return f"CASE WHEN {tested} IS NULL THEN NULL {whens} {otherwise}"
        whens = " ".join(
            f"WHEN {self._operand(test)} IS NULL THEN NULL "
            f"WHEN {self.written(test)} THEN {self.written(value)}"
            for test, value in branches
        )
        return f"CASE {whens} {otherwise}"

    def _literal(self, node: exp.Expression) -> str:
        if isinstance(node, exp.Boolean):
            return "TRUE" if node.this else "FALSE"
        if isinstance(node, exp.Cast):
            return f"DATE '{node.this.this}'"
        return _value(node.this if node.is_string else Decimal(node.this), exact=self._exact)
