"""What a run keeps: what is due, in breach or not known; and the funnel counts everybody."""

from dataclasses import replace
from decimal import Decimal

from tests.spec.sample import AS_OF, BLANK, HERE, SOURCE, clauses, define, steps
from wuxiang.engine import DuckEngine
from wuxiang.policy import Policy, compile_policy
from wuxiang.policy.expression import parse
from wuxiang.policy.model import Cap, Parameter, Stacking
from wuxiang.strict_yaml import Text

ROWS = [
    {"household_id": "h1", "disabled": True, "days": 3, "nickname": "e1"},
    {"household_id": "h2", "disabled": True, "days": 0},
    {"household_id": "h3", "disabled": False},
    {"household_id": "h4", "days": 2},
    {"household_id": "h5", "disabled": True},
]
ASKED = replace(BLANK, eligible=clauses({"disabled_one": "disabled"}))
AMOUNT = replace(ASKED, amount=steps({"paid": "days * 0.335"}))
UNIFORM = (
    *("policy", "subject", "household_id", "person_id", "village_code", "payee", "event"),
    *("cap_key", "cap_amount", "dated_on", "period", "eligible", "holds", "status", "amount"),
    *("at_stake", "failed", "unclear", "missing"),
)


def kept(engine: DuckEngine, policy: Policy, columns: str) -> list[tuple[object, ...]]:
    define(engine, ROWS)
    compiled = compile_policy(policy, SOURCE, as_of=AS_OF)
    return engine.rows(f"SELECT {columns} FROM ({compiled.decisions}) ORDER BY subject")


def funnel(engine: DuckEngine, policy: Policy) -> list[tuple[object, ...]]:
    define(engine, ROWS)
    compiled = compile_policy(policy, SOURCE, as_of=AS_OF)
    return [row[2:] for row in sorted(engine.rows(compiled.funnel))]


def test_every_policy_has_the_same_columns(engine: DuckEngine) -> None:
    define(engine, ROWS)
    for policy in (
        AMOUNT,
        replace(ASKED, status="poor"),
        replace(ASKED, holds=clauses({"a": "true"})),
    ):
        compiled = compile_policy(policy, SOURCE, as_of=AS_OF)
        engine.define("decided", compiled.decisions)
        kinds = engine.columns("decided")
        assert tuple(kinds) == UNIFORM
        assert {kinds[name] for name in ("cap_amount", "amount", "at_stake")} == {"DECIMAL(18,2)"}
        assert {kinds[name] for name in ("eligible", "holds")} == {"BOOLEAN"}
        assert kinds["dated_on"] == "DATE"


def test_an_amount_keeps_what_is_due_and_what_is_not_known(engine: DuckEngine) -> None:
    found = kept(engine, AMOUNT, "subject, eligible, amount, at_stake, unclear, missing")
    assert found == [
        ("h1", True, Decimal("1.01"), None, None, None),  # 1.005 rounds away from zero
        ("h4", None, None, Decimal("0.67"), "disabled_one", "disabled"),
        ("h5", True, None, None, "paid", "days"),
    ]
    assert funnel(engine, AMOUNT) == [
        ("in_force", 5, 0, 0),
        ("disabled_one", 3, 1, 1),
        ("eligible", 3, 1, 1),
        ("amount", 1, 1, 1),
    ]


def test_rounding_happens_once_at_the_end(engine: DuckEngine) -> None:
    policy = replace(ASKED, amount=steps({"third": "days * 0.333", "paid": "third * 3"}))
    assert kept(engine, policy, "subject, amount")[0] == ("h1", Decimal("3.00"))
    back = replace(ASKED, amount=steps({"owed": "days * -0.335"}))
    assert kept(engine, back, "subject, amount")[0] == ("h1", Decimal("-1.01"))


def test_at_stake_says_what_hangs_on_an_unknown_row(engine: DuckEngine) -> None:
    policy = replace(AMOUNT, at_stake=parse(Text("rate * 2", HERE)))
    assert kept(engine, policy, "subject, at_stake") == [
        *(("h1", None), ("h4", Decimal("0.67")), ("h5", Decimal("125.00")))
    ]


def test_what_is_at_stake_keeps_its_fen_beside_a_wide_step(engine: DuckEngine) -> None:
    wide = replace(ASKED, amount=steps({"paid": "days * heads * days"}))
    policy = replace(wide, at_stake=parse(Text("rate * 0.001", HERE)))
    assert kept(engine, policy, "subject, at_stake")[-1] == ("h5", Decimal("0.06"))


def test_a_status_keeps_all_who_have_it_or_may_have_it(engine: DuckEngine) -> None:
    policy = replace(ASKED, status="poor")
    assert kept(engine, policy, "subject, eligible, status, amount") == [
        ("h1", True, "poor", None),
        ("h2", True, "poor", None),
        ("h4", None, "poor", None),
        ("h5", True, "poor", None),
    ]
    assert [row[0] for row in funnel(engine, policy)] == ["in_force", "disabled_one", "eligible"]


def test_a_standard_keeps_breaches_and_questions(engine: DuckEngine) -> None:
    policy = replace(ASKED, holds=clauses({"enough": "days > 1", "named": "nickname = 'e1'"}))
    assert kept(engine, policy, "subject, eligible, holds, failed, unclear, missing") == [
        ("h2", True, False, "enough", None, None),
        ("h4", None, None, None, "disabled_one,named", "disabled,nickname"),
        ("h5", True, None, None, "enough,named", "days,nickname"),
    ]
    assert funnel(engine, policy)[3:] == [
        *(("enough", 1, 1, 1), ("named", 1, 0, 2), ("holds", 1, 1, 1))
    ]


def test_periods_caps_and_events(engine: DuckEngine) -> None:
    most = Parameter("most", "yuan", ((AS_OF, Decimal("1000")),), HERE)
    policy = replace(
        AMOUNT,
        parameters=(most,),
        cap=Cap("household_id", "year", "most", "每户每年1000元", HERE),
        stacking=Stacking("medical", "nickname", HERE),
    )
    columns = "payee, event, cap_key, cap_amount, period"
    for each, period in [
        *(("event", "h1"), ("once", "once"), ("year", "2019"), ("month", "2019-12")),
        *(("nickname", "e1"), ("days", "3")),
    ]:
        found = kept(engine, replace(policy, each=each), columns)
        assert found[0] == ("h1", "e1", "h1", Decimal("1000.00"), period)


def test_a_key_of_several_columns(engine: DuckEngine) -> None:
    source = replace(SOURCE, key=("household_id", "heads"))
    define(engine, [{"household_id": "h1", "heads": 7, "disabled": True, "days": 1}])
    compiled = compile_policy(AMOUNT, source, as_of=AS_OF)
    assert engine.rows(f"SELECT subject FROM ({compiled.decisions})") == [("h1/7",)]


def test_the_same_text_for_another_engine() -> None:
    spark = compile_policy(AMOUNT, SOURCE, as_of=AS_OF, dialect="spark")
    assert "who_is_eligible" in spark.decisions
    assert "CAST(days AS DECIMAL(10, 0))" in spark.every_row
    assert "STRING" in spark.decisions
