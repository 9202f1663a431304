"""A policy's own examples, run through the same SQL as the county's rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from wuxiang.engine import Engine
from wuxiang.policy import render
from wuxiang.policy.compile import compile_policy
from wuxiang.policy.explain import plain
from wuxiang.policy.expression import refused
from wuxiang.policy.kind import Kind, column_kind
from wuxiang.policy.model import Example, Policy, Source
from wuxiang.strict_yaml import NUMBER, Text, as_day, suggestion

TABLE = "rows_of_the_examples"
NUMBERED = "number_of_the_example"
THREE = {True: "yes", False: "no", None: "not known"}


@dataclass(frozen=True)
class ExampleResult:
    """An example with all that the policy answers; each failure says expected and got."""

    example: Example
    answers: Mapping[str, object]
    failures: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether the policy says all that the example expects."""
        return not self.failures


def run_examples(
    engine: Engine, policy: Policy, *, source: Source, as_of: date
) -> list[ExampleResult]:
    """Each example of `policy` with its answers; a UserError for a value that cannot be.

    A column that an example does not give is unknown. The engine's own tables stay as they are.
    """
    if not policy.examples:
        compile_policy(policy, source, as_of=as_of)
        return []
    columns = {NUMBERED: "INTEGER", **source.columns}
    apart = replace(source, name=TABLE, key=(NUMBERED,), columns=columns)
    compiled = compile_policy(replace(policy, for_each=TABLE), apart, as_of=as_of)
    rows = [_row(number, one, source=source) for number, one in enumerate(policy.examples)]
    engine.define(TABLE, "\nUNION ALL ".join(rows))
    found = {
        str(row[0]): dict(zip(compiled.columns, row, strict=True))
        for row in engine.rows(compiled.every_row)
    }
    return [
        _result(policy, example, row=found[str(number)])
        for number, example in enumerate(policy.examples)
    ]


def uncovered(policy: Policy, results: Iterable[ExampleResult]) -> dict[str, tuple[str, ...]]:
    """For each clause, which of yes, no and not known no example shows; {} when all are shown."""
    answers = [result.answers for result in results]
    lacking = {}
    for clause in policy.clauses:
        shown = {given[clause.name] for given in answers}
        lacking[clause.name] = tuple(word for answer, word in THREE.items() if answer not in shown)
    return {name: words for name, words in lacking.items() if words}


def _row(number: int, example: Example, *, source: Source) -> str:
    columns = {NUMBERED: str(number)}
    for column, type_text in source.columns.items():
        columns[column] = f"CAST({_given(example, column, source=source)} AS {type_text})"
    listed = ", ".join(f"{text} AS {render.name(name)}" for name, text in columns.items())
    return f"SELECT {listed}"


def _given(example: Example, column: str, *, source: Source) -> str:
    value = example.given.get(column)
    if value is None:
        return "NULL"
    kind = column_kind(source.columns[column])
    text = Text(value, example.places[column])
    if kind is None or not _fits(text, kind):
        problem = f"`{value}` is no {source.columns[column]} for `{column}`"
        raise refused(problem, remedy="Give a value of the column's type", place=text.place)
    codes = source.codes.get(column)
    if codes and value not in codes:
        remedy = suggestion(value, codes) or f"Use one of {', '.join(sorted(codes))}"
        raise refused(f"'{value}' is no {column}", remedy=remedy, place=text.place)
    return render.literal(value)


def _fits(text: Text, kind: Kind) -> bool:
    match kind.word:
        case "text":
            return True
        case "boolean":
            return text in ("true", "false")
        case "date":
            return bool(as_day(text))
    whole, _, fraction = text.lstrip("-").partition(".")
    return (
        bool(NUMBER.fullmatch(text)) and len(whole) <= kind.digits and len(fraction) <= kind.scale
    )


def _result(policy: Policy, example: Example, *, row: Mapping[str, object]) -> ExampleResult:
    answers = dict(row)
    if policy.status is not None:
        answers["status"] = policy.status if row["eligible"] else None
    failures = [
        f"{example.places[key]}: {policy.name}, {example.name}: "
        f"{key} expected {_said(wanted)}, got {_said(answers[key])}"
        for key, wanted in ((key, _expected(text)) for key, text in example.expect.items())
        if answers[key] != wanted
    ]
    return ExampleResult(example, answers, tuple(failures))


def _expected(text: str | None) -> bool | Decimal | str | None:
    if text in ("true", "false"):
        return text == "true"
    return Decimal(text) if text is not None and NUMBER.fullmatch(text) else text


def _said(value: object) -> str:
    match value:
        case None:
            return "not known"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
    return str(value)
