"""The few exact functions that facts have beside plain SQL, written out for every engine alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp


@dataclass(frozen=True)
class Macro:
    """A function of facts: how many arguments it takes, and its text with a, b in their place."""

    arguments: int
    text: str


MACROS: Mapping[str, Macro] = {
    # a / b to four decimals, half away from zero; NULL when a or b is, or when b is 0 (trap 2)
    "divide": Macro(
        2,
        "CAST(CASE WHEN b = 0 THEN NULL"
        " WHEN (a < 0) = (b < 0) THEN {quotient} ELSE -{quotient} END AS DECIMAL(18, 4))",
    ),
    # whole days from a to b
    "days_between": Macro(2, "CAST(b AS DATE) - CAST(a AS DATE)"),
    # full years of age that somebody born on a has on the day b
    "age_on": Macro(
        2,
        "YEAR(b) - YEAR(a) - CASE WHEN MONTH(b) * 100 + DAY(b) < MONTH(a) * 100 + DAY(a)"
        " THEN 1 ELSE 0 END",
    ),
    # the first a characters of text b: the township of a village code is starts(9, village_code)
    "starts": Macro(2, "SUBSTRING(b, 1, a)"),
}
QUOTIENT = (
    "CAST((20000 * CAST(ABS(CAST(a AS DECIMAL(28, 4))) * 10000 AS HUGEINT)"
    " + CAST(ABS(CAST(b AS DECIMAL(28, 4))) * 10000 AS HUGEINT))"
    " // (2 * CAST(ABS(CAST(b AS DECIMAL(28, 4))) * 10000 AS HUGEINT)) AS DECIMAL(18, 0))"
    " * CAST(0.0001 AS DECIMAL(5, 4))"
)


def expanded(tree: exp.Expression) -> exp.Expression:
    """`tree` with every macro written out: a copy, unless it has none."""
    return tree.transform(_written_out) if tree.find(exp.Anonymous) else tree


@cache
def _template(name: str) -> exp.Expr:
    text = MACROS[name].text.replace("{quotient}", QUOTIENT)
    return sqlglot.parse_one(text, read="duckdb")


def _written_out(node: exp.Expression) -> exp.Expression:
    if not isinstance(node, exp.Anonymous):
        return node
    given = dict(zip("ab", node.expressions, strict=False))
    written = _template(node.name.lower()).transform(
        lambda part: exp.paren(expanded(given[part.name])) if isinstance(part, exp.Column) else part
    )
    return exp.paren(written, copy=False)
