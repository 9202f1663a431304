"""Whatever the policy and whatever the rows: the engine answers as the slow interpreter does."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests import reference
from tests.spec.sample import AS_OF, BLANK, CODES, HERE, SOURCE, clauses, define, every_row, steps
from wuxiang.engine import DuckEngine
from wuxiang.errors import UserError
from wuxiang.policy import Policy, compile_policy
from wuxiang.policy.check import kinds
from wuxiang.policy.expression import parse
from wuxiang.policy.model import InForce, Parameter
from wuxiang.strict_yaml import Text

NUMBERS = st.sampled_from(
    ["days", "heads", "income", "rate", "limit_", "0", "1", "2.5", "-3", "100"]
)
DAYS = st.sampled_from(["born_on", "moved_on", "DATE '2018-06-01'", "DATE '2019-01-01'"])
CODED = st.sampled_from(["status", "'registered'", "'exited'"])
ANSWERS = st.sampled_from(["disabled", "married", "true", "false"])
SIGN = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])


def joined(template: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of `template` filled with these parts, in brackets."""
    return st.fixed_dictionaries(parts).map(lambda filled: "(" + template.format(**filled) + ")")


def questions(numbers: st.SearchStrategy[str], depth: int) -> st.SearchStrategy[str]:
    """Yes-or-no expressions, nested `depth` deep."""
    inner = questions(numbers, depth - 1) if depth else ANSWERS
    pairs = {"a": numbers, "b": numbers, "s": SIGN}
    return st.one_of(
        ANSWERS,
        joined("{a} {s} {b}", **pairs),
        joined("{a} {s} {b}", a=DAYS, b=DAYS, s=SIGN),
        joined("{a} {s} {b}", a=CODED, b=CODED, s=st.sampled_from(["=", "<>"])),
        joined("{a} between {b} and {c}", a=numbers, b=numbers, c=numbers),
        joined("{a} not between {b} and {c}", a=DAYS, b=DAYS, c=DAYS),
        joined("status {s} ('registered', 'exited')", s=st.sampled_from(["in", "not in"])),
        joined("days in (1, 2, -3)"),
        joined("{a} is {s}", a=numbers, s=st.sampled_from(["null", "not null"])),
        joined("not {a}", a=inner),
        joined("{a} {s} {b}", a=inner, b=inner, s=st.sampled_from(["and", "or", "="])),
        joined("case when {a} then {b} else {c} end", a=inner, b=inner, c=inner),
    )


def figures(depth: int, base: st.SearchStrategy[str] = NUMBERS) -> st.SearchStrategy[str]:
    """Number expressions, nested `depth` deep."""
    if not depth:
        return base
    inner = figures(depth - 1, base)
    return st.one_of(
        base,
        joined("{a} {s} {b}", a=inner, b=inner, s=st.sampled_from(["+", "-", "*"])),
        joined("- {a}", a=inner),
        joined("least({a}, {b}, {c})", a=inner, b=inner, c=base),
        joined("greatest({a}, {b})", a=inner, b=inner),
        joined("case when {t} then {a} when {u} then {b} else {c} end",
               t=questions(base, 1), u=questions(base, 0), a=inner, b=inner, c=base),
        joined("case status when 'registered' then {a} when 'exited' then {b} else {c} end",
               a=inner, b=base, c=base),
    )  # fmt: skip


NEAR = st.dates(date(2017, 6, 1), date(2020, 6, 1))
MAYBE_NUMBER = st.none() | st.sampled_from([Decimal("0"), Decimal("12.345"), Decimal("-1.5")])
ROW = st.fixed_dictionaries(
    {
        "status": st.none() | st.sampled_from(sorted(CODES)),
        "days": st.none() | st.integers(-5, 40).map(Decimal),
        "heads": st.none() | st.integers(0, 9).map(Decimal),
        "income": st.none() | st.decimals(-99999, 99999, places=2),
        "disabled": st.none() | st.booleans(),
        "married": st.none() | st.booleans(),
        "born_on": st.none() | NEAR,
        "moved_on": st.none() | NEAR,
    }
)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any policy over the sample's columns: an amount, a status or a standard."""
    since = draw(st.lists(NEAR, min_size=1, max_size=3, unique=True).map(sorted))
    limit = Parameter("limit_", "yuan", tuple((day, draw(MAYBE_NUMBER)) for day in since), HERE)
    start = draw(NEAR)
    to = draw(st.none() | st.integers(1, 500).map(lambda days: start + timedelta(days)))
    asked = draw(st.lists(questions(figures(1), 2), min_size=1, max_size=3))
    policy = replace(
        BLANK,
        parameters=(*BLANK.parameters, limit),
        dated_by=draw(st.sampled_from(["as_of", "moved_on"])),
        in_force=InForce(start, to),
        eligible=clauses({f"clause_{i}": text for i, text in enumerate(asked)}),
        at_stake=draw(st.none() | NUMBERS.map(lambda text: parse(Text(text, HERE)))),
    )
    match draw(st.sampled_from(["amount", "status", "holds"])):
        case "amount":
            first, last = draw(figures(2)), draw(figures(1, NUMBERS | st.just("first")))
            return replace(policy, amount=steps({"first": first, "last": last}))
        case "holds":
            held = draw(st.lists(questions(NUMBERS, 1), min_size=1, max_size=2))
            return replace(
                policy, holds=clauses({f"held_{i}": text for i, text in enumerate(held)})
            )
    return replace(policy, status="poor")


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(policy=policies(), rows=st.lists(ROW, min_size=1, max_size=8))
def test_engine_and_interpreter_agree(
    engine: DuckEngine, policy: Policy, rows: list[dict[str, Any]]
) -> None:
    try:
        compiled = compile_policy(policy, SOURCE, as_of=AS_OF)
    except UserError:
        reject()
    numbered = [{"household_id": f"h{i}", "nickname": None, **row} for i, row in enumerate(rows)]
    define(engine, numbered)
    engine.define("answered", compiled.every_row)
    found_kinds = engine.columns("answered")
    for step in policy.amount:
        wanted_kind = kinds(policy, SOURCE)[step.name].sql.replace(" ", "")
        assert found_kinds[step.name] == wanted_kind, step.value.text
    expected = [reference.decided(policy, row, as_of=AS_OF) for row in numbered]
    for found, wanted in zip(every_row(engine, compiled), expected, strict=True):
        assert found == {"subject": wanted["household_id"]} | {
            name: wanted[name] for name in compiled.columns if name != "subject"
        }
    assert decisions(engine, compiled.decisions) == [
        decision(policy, row) for row in expected if reference.kept(policy, row)
    ]
    assert [row[2:] for row in sorted(engine.rows(compiled.funnel))] == reference.funnel(
        policy, expected
    )


def decisions(engine: DuckEngine, select: str) -> list[tuple[object, ...]]:
    """The compiled decisions, by subject, without the columns that only pass through."""
    names = "subject, dated_on, eligible, holds, status, amount, at_stake"
    names += ", failed, unclear, missing"
    return engine.rows(f"SELECT {names} FROM ({select}) ORDER BY subject")


def decision(policy: Policy, row: dict[str, Any]) -> tuple[object, ...]:
    """The decision that the oracle expects of a decided row."""
    unclear, missing = reference.unclear(policy, row), reference.missing(policy, row)
    return (
        *(row["household_id"], row["dated_on"], row["eligible"], row["holds"], policy.status),
        *(row["amount"], reference.at_stake(policy, row)),
        ",".join(reference.failed(policy, row)) or None,
        ",".join(unclear) or None,
        ",".join(missing) or None,
    )
