"""A scalar expression: parsed, and refused unless every part of it is on a short list."""

from collections.abc import Iterator

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError
from sqlglot.tokenizer_core import Token, TokenType

from wuxiang.errors import Place, UserError
from wuxiang.policy.model import Formula, Read
from wuxiang.strict_yaml import Text

MAX_CHARACTERS = 2_000
MAX_DEPTH = 40
MAX_OPENINGS = 200
DIALECT = "duckdb"
ALLOWED = (
    "Use names, numbers, 'text', true, false, DATE '2018-01-01', and or not, = <> < <= > >=,"
    " between, in (…), is null, + - *, case … else … end, least, greatest;"
    " compute anything else in a fact"
)
COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
OPENINGS = (TokenType.L_PAREN, TokenType.CASE, TokenType.NOT, TokenType.DASH)
PARTS: dict[type[exp.Expression], frozenset[str]] = {
    **dict.fromkeys(
        (exp.And, exp.Or, exp.Add, exp.Sub, exp.Mul, exp.Is, *COMPARISONS),
        frozenset(["this", "expression"]),
    ),
    **dict.fromkeys((exp.Not, exp.Neg, exp.Paren, exp.Boolean, exp.Column), frozenset(["this"])),
    exp.Null: frozenset(),
    exp.Identifier: frozenset(["this"]),
    exp.Literal: frozenset(["this", "is_string"]),
    exp.Between: frozenset(["this", "low", "high"]),
    exp.In: frozenset(["this", "expressions"]),
    exp.Least: frozenset(["this", "expressions", "ignore_nulls"]),
    exp.Greatest: frozenset(["this", "expressions", "ignore_nulls"]),
    exp.Case: frozenset(["this", "ifs", "default"]),
    exp.If: frozenset(["this", "true"]),
    exp.Cast: frozenset(["this", "to"]),
    exp.DataType: frozenset(["this", "nested"]),
}


def parse(text: Text) -> Formula:
    """The guarded syntax tree of `text`; a UserError with its place for all that is not allowed."""
    place = text.place
    if len(text) > MAX_CHARACTERS:
        raise refused(
            f"an expression of {len(text)} characters", remedy="Split it into steps", place=place
        )
    _check_tokens(_tokens(text, place), place)
    try:
        trees = sqlglot.parse(text, read=DIALECT)
    except (ParseError, RecursionError) as error:
        details = getattr(error, "errors", None) or [{"description": "nested too deeply"}]
        problem = f"`{text}` cannot be read: {details[0]['description']}"
        raise refused(problem, remedy=ALLOWED, place=place) from None
    if len(trees) != 1 or not isinstance(trees[0], exp.Expression):
        raise refused(f"`{text}` is not one expression", remedy=ALLOWED, place=place)
    _check_tree(trees[0], place)
    return Formula(str(text), place, _reads(trees[0]), trees[0])


def refused(problem: str, *, remedy: str, place: Place) -> UserError:
    """A UserError of these words."""
    return UserError(problem, remedy=remedy, place=place)


def _reads(tree: exp.Expression) -> tuple[Read, ...]:
    words = [column.this for column in tree.find_all(exp.Column)]
    reads = [Read(word.name, word.meta["start"], word.meta["end"] + 1) for word in words]
    return tuple(sorted(reads, key=lambda read: read.start))


def _tokens(text: Text, place: Place) -> list[Token]:
    try:
        return sqlglot.tokenize(text, read=DIALECT)
    except TokenError:
        raise refused(
            f"`{text}` has a quote that never ends", remedy=ALLOWED, place=place
        ) from None


def _check_tokens(found: list[Token], place: Place) -> None:
    if sum(token.token_type in OPENINGS for token in found) > MAX_OPENINGS:
        raise refused("an expression nested too deeply", remedy="Split it into steps", place=place)
    for token in found:
        if token.comments:
            raise refused("a comment in an expression", remedy="Put it under `notes`", place=place)
        if token.text.lower() in ("cast", "try_cast", "::"):
            raise refused(f"`{token.text}` is not allowed", remedy=ALLOWED, place=place)


def _check_tree(tree: exp.Expression, place: Place) -> None:
    for node, depth in _nodes(tree):
        if depth > MAX_DEPTH:
            raise refused(
                f"nested deeper than {MAX_DEPTH} levels", remedy="Split it into steps", place=place
            )
        given = {key for key, value in node.args.items() if value not in (None, False, [])}
        known = PARTS.get(type(node))
        if known is None or not given <= known or not _in_its_place(node):
            raise refused(f"`{node.sql(DIALECT)}` is not allowed", remedy=ALLOWED, place=place)


def _nodes(tree: exp.Expression) -> Iterator[tuple[exp.Expression, int]]:
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in node.iter_expressions()]


def _in_its_place(node: exp.Expression) -> bool:
    """Whether `node` stands where its kind may stand, with what belongs to it."""
    match node:
        case exp.Null():
            return isinstance(node.parent, exp.Is) and node.arg_key == "expression"
        case exp.Is():
            return isinstance(node.expression, exp.Null)
        case exp.If():
            return isinstance(node.parent, exp.Case)
        case exp.DataType():
            return isinstance(node.parent, exp.Cast)
        case exp.Cast():
            return node.this.is_string and node.to.this is exp.DataType.Type.DATE
        case exp.In():
            return bool(node.expressions) and all(map(is_literal, node.expressions))
        case exp.Case():
            simple = node.this is None or all(
                is_literal(branch.this) for branch in node.args["ifs"]
            )
            return simple and node.args.get("default") is not None
        case exp.Least() | exp.Greatest():
            return len(node.expressions) > 0
    return True


def is_literal(node: exp.Expression) -> bool:
    """Whether `node` is a number, text, true, false or day written out."""
    inner = node.this if isinstance(node, exp.Neg) else node
    return isinstance(inner, exp.Literal | exp.Boolean | exp.Cast)
