"""The static kind of an expression: a number with its width, a text, a day or a yes or no."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from sqlglot import exp

from wuxiang.errors import Place, UserError
from wuxiang.policy.expression import refused
from wuxiang.policy.model import Parameter
from wuxiang.strict_yaml import suggestion

MAX_WIDTH = 38
MAX_SCALE = 12
NARROW = 18
PLAIN_NUMBER = re.compile(r"([0-9]+)\.?([0-9]*)")
DECIMAL = re.compile(r"DECIMAL\((\d+), ?(\d+)\)")
WHOLE = {
    **dict.fromkeys(("TINYINT", "UTINYINT"), 3),
    **dict.fromkeys(("SMALLINT", "USMALLINT"), 5),
    **dict.fromkeys(("INTEGER", "UINTEGER"), 10),
    **dict.fromkeys(("BIGINT", "UBIGINT", "HUGEINT"), NARROW),
}
SPOKEN = {"number": "a number", "text": "a text", "date": "a day", "boolean": "a yes or no"}


@dataclass(frozen=True)
class Kind:
    """What an expression yields; a number has `digits` before and `scale` after the point."""

    word: Literal["number", "text", "date", "boolean"]
    digits: int = 0
    scale: int = 0
    codes: frozenset[str] | None = None

    @property
    def width(self) -> int:
        """All digits of a number, before and after the point."""
        return self.digits + self.scale

    @property
    def sql(self) -> str:
        """The engine's type that holds it exactly."""
        if self.word == "number":
            return f"DECIMAL({self.width}, {self.scale})"
        return {"text": "VARCHAR", "date": "DATE", "boolean": "BOOLEAN"}[self.word]

    def __str__(self) -> str:
        return SPOKEN[self.word]


TEXT, DATE, BOOLEAN = Kind("text"), Kind("date"), Kind("boolean")


def column_kind(type_text: str) -> Kind | None:
    """The kind of a column of this engine type; None for a float, a list and other strangers.

    A column wider than 18 digits is read as 18 digits; a value beyond them stops the run.
    """
    plain = {"VARCHAR": TEXT, "DATE": DATE, "BOOLEAN": BOOLEAN}
    if type_text in plain:
        return plain[type_text]
    if type_text in WHOLE:
        return Kind("number", digits=WHOLE[type_text])
    exact = DECIMAL.fullmatch(type_text)
    if exact is None or int(exact[2]) > MAX_SCALE:
        return None
    width, scale = min(int(exact[1]), NARROW), int(exact[2])
    return Kind("number", digits=width - scale, scale=scale)


def parameter_kind(parameter: Parameter) -> Kind:
    """The kind that holds all values of `parameter`; of nothing but null, an amount of money."""
    if parameter.is_code:
        return TEXT
    known = [value for _, value in parameter.values if isinstance(value, Decimal)]
    kinds = [_number(str(abs(value))) for value in known] or [Kind("number", 16, 2)]
    return Kind("number", max(one.digits for one in kinds), max(one.scale for one in kinds))


def _number(plain: str) -> Kind:
    found = PLAIN_NUMBER.fullmatch(plain)
    if found is None:
        return Kind("number", MAX_WIDTH + 1)
    return Kind("number", len(found[1].lstrip("0")) or 1, len(found[2]))


class Kinds:
    """Finds the kind of an expression over `names`; what does not fit is a UserError at `place`."""

    def __init__(self, names: Mapping[str, Kind], place: Place) -> None:
        self._names = names
        self._place = place

    def of(self, node: exp.Expression) -> Kind:
        """The kind of `node`, all of whose parts fit together."""
        match node:
            case exp.Paren():
                return self.of(node.this)
            case exp.Column():
                return self._named(node.name)
            case exp.Literal() | exp.Boolean() | exp.Cast():
                return self._literal(node)
            case exp.And() | exp.Or() | exp.Not():
                return self._connected(node)
            case exp.Neg() | exp.Add() | exp.Sub() | exp.Mul():
                return self._computed(node)
            case exp.Case():
                return self._case(node)
            case exp.Least() | exp.Greatest():
                return self._ordered([node.this, *node.expressions], node)
        return self._compared(node)

    def _named(self, name: str) -> Kind:
        if name not in self._names:
            known = ", ".join(sorted(self._names))
            remedy = suggestion(name, self._names) or f"Known here: {known}"
            raise self._refused(f"unknown name `{name}`", remedy)
        return self._names[name]

    def _literal(self, node: exp.Expression) -> Kind:
        if isinstance(node, exp.Boolean):
            return BOOLEAN
        if isinstance(node, exp.Cast):
            return self._day(node.this.this)
        if node.is_string:
            return TEXT
        return self._bounded(_number(node.this), node)

    def _day(self, written: str) -> Kind:
        try:
            date.fromisoformat(written)
        except ValueError:
            raise self._refused(f"`{written}` is no day", "Write DATE '2018-01-31'") from None
        return DATE

    def _connected(self, node: exp.Expression) -> Kind:
        for part in node.iter_expressions():
            self._wanted(part, BOOLEAN)
        return BOOLEAN

    def _computed(self, node: exp.Expression) -> Kind:
        parts = [self._wanted(part, Kind("number")) for part in node.iter_expressions()]
        digits, scale = max(part.digits for part in parts), max(part.scale for part in parts)
        match node:
            case exp.Mul():
                digits, scale = sum(p.digits for p in parts), sum(p.scale for p in parts)
            case exp.Add() | exp.Sub():
                digits += 1
        return self._bounded(Kind("number", digits, scale), node)

    def _compared(self, node: exp.Expression) -> Kind:
        match node:
            case exp.Is():
                self.of(node.this)
            case exp.Between():
                self._ordered([node.this, node.args["low"], node.args["high"]], node)
            case exp.In():
                self._joined([node.this, *node.expressions], node)
            case exp.EQ() | exp.NEQ():
                self._joined([node.this, node.expression], node)
            case _:
                self._ordered([node.this, node.expression], node)
        return BOOLEAN

    def _case(self, node: exp.Case) -> Kind:
        branches = node.args["ifs"]
        conditions = [branch.this for branch in branches]
        if node.this is None:
            for condition in conditions:
                self._wanted(condition, BOOLEAN)
        else:
            self._joined([node.this, *conditions], node)
        values = [branch.args["true"] for branch in branches]
        return self._joined([*values, node.args["default"]], node)

    def _ordered(self, nodes: list[exp.Expression], whole: exp.Expression) -> Kind:
        kind = self._joined(nodes, whole)
        if kind.word not in ("number", "date"):
            problem = f"`{_said(whole)}` asks which {kind} comes first"
            raise self._refused(problem, "Order numbers and days only; compare others with = or in")
        return kind

    def _joined(self, nodes: list[exp.Expression], whole: exp.Expression) -> Kind:
        """The one kind that holds all `nodes`."""
        kinds = [self.of(node) for node in nodes]
        for node, kind in zip(nodes, kinds, strict=True):
            if kind.word != kinds[0].word:
                problem = f"`{_said(nodes[0])}` is {kinds[0]} and `{_said(node)}` is {kind}"
                raise self._refused(problem, "Set only things of one kind beside each other")
        self._check_codes(nodes, kinds)
        digits, scale = max(kind.digits for kind in kinds), max(kind.scale for kind in kinds)
        return self._bounded(replace(kinds[0], digits=digits, scale=scale, codes=None), whole)

    def _check_codes(self, nodes: Iterable[exp.Expression], kinds: Iterable[Kind]) -> None:
        pairs = list(zip(nodes, kinds, strict=True))
        for coded, codes in [(node, kind.codes) for node, kind in pairs if kind.codes]:
            for written in [node.unnest().this for node, _ in pairs if node.unnest().is_string]:
                if written not in codes:
                    remedy = suggestion(written, codes) or f"Use one of {', '.join(sorted(codes))}"
                    raise self._refused(f"'{written}' is no {_said(coded)}", remedy)

    def _wanted(self, node: exp.Expression, wanted: Kind) -> Kind:
        found = self.of(node)
        if found.word != wanted.word:
            problem = f"`{_said(node)}` is {found}, where {wanted} is wanted"
            raise self._refused(problem, f"Write an expression that yields {wanted}")
        return found

    def _bounded(self, kind: Kind, node: exp.Expression) -> Kind:
        if kind.scale > MAX_SCALE:
            problem = f"`{_said(node)}` has {kind.scale} digits after the point"
            raise self._refused(problem, f"Keep to {MAX_SCALE}: multiply fewer or shorter numbers")
        if kind.width > MAX_WIDTH:
            problem = f"`{_said(node)}` may be {kind.width} digits long"
            raise self._refused(problem, f"Keep to {MAX_WIDTH}: take narrower columns in the fact")
        return kind

    def _refused(self, problem: str, remedy: str) -> UserError:
        return refused(problem, remedy=remedy, place=self._place)


def _said(node: exp.Expression) -> str:
    return node.sql("duckdb")
