"""The summary of a run: 应享 已享 未享 重享 不应享 by policy, largest gaps, questions, figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from wuxiang.engine import DuckEngine
from wuxiang.pack import Pack, Rule, read_pack, words_of
from wuxiang.policy import Policy
from wuxiang.record import PACK, Record, read_record

TABLES = ("entitlement", "stray_payment", "funnel", "question", "task", "indicator", "gap", "flaw")
FIVE = """
SELECT policy,
  count(*) FILTER (WHERE due > 0) AS due, sum(due) AS due_yuan,
  count(*) FILTER (WHERE class = 'received') AS received,
  sum(CASE WHEN delivered IS NOT NULL THEN least(delivered, due) END) AS received_yuan,
  count(*) FILTER (WHERE class = 'missing') AS missing, sum(lacking) AS missing_yuan,
  count(*) FILTER (WHERE class = 'double') AS double,
  sum(CASE WHEN class = 'double' THEN excess END) AS double_yuan,
  count(*) FILTER (WHERE class = 'undue') AS undue,
  sum(CASE WHEN class = 'undue' THEN excess END) AS undue_yuan,
  count(*) FILTER (WHERE class = 'unknown') AS unknown
FROM entitlement
GROUP BY policy
ORDER BY policy
"""
STANDARDS = """
SELECT policy, yes, no, unknown FROM funnel WHERE step = 'holds' ORDER BY no DESC, policy
"""
QUESTIONS = """
SELECT missing, count(*) AS questions, sum(decisions) AS decisions, sum(at_stake) AS at_stake
FROM question
GROUP BY missing
ORDER BY at_stake DESC NULLS LAST, questions DESC, missing
"""
STRAYS = "SELECT programme, payments, amount FROM stray_payment ORDER BY amount DESC, programme"
SEVERITIES: Mapping[str, str] = {"error": "错误", "warning": "提示"}
FLAWS = """
SELECT rule, count(*) AS rows, count(DISTINCT household_id) AS households FROM flaw GROUP BY rule
"""
EXAMPLE = """
SELECT household_id FROM gap
WHERE kind = 'missing' AND household_id IS NOT NULL
ORDER BY amount DESC, household_id
LIMIT 1
"""


@dataclass(frozen=True)
class FiveColumns:
    """One policy that pays: entitlements and yuan, 应享 已享 未享 重享 不应享, and 待核."""

    policy: Policy
    due: int
    due_yuan: Decimal
    received: int
    received_yuan: Decimal
    missing: int
    missing_yuan: Decimal
    double: int
    double_yuan: Decimal
    undue: int
    undue_yuan: Decimal
    unknown: int


@dataclass(frozen=True)
class Standard:
    """One standard: for how many eligible rows it holds, does not, or nobody can say."""

    policy: Policy
    holds: int
    breached: int
    unknown: int


@dataclass(frozen=True)
class Question:
    """One kind of missing answer; `at_stake` in yuan, None where nobody can say."""

    missing: str
    words: str
    questions: int
    decisions: int
    at_stake: Decimal | None


@dataclass(frozen=True)
class Stray:
    """Payments, in yuan, for a programme that no policy of the pack names."""

    programme: str
    payments: int
    amount: Decimal


@dataclass(frozen=True)
class FlawCount:
    """One rule of data quality: how many rows it finds, in how many households."""

    rule: Rule
    rows: int
    households: int


@dataclass(frozen=True)
class Summary:
    """What a run says at a glance; it holds no names."""

    record: Record
    pack: Pack
    payments: tuple[FiveColumns, ...]
    standards: tuple[Standard, ...]
    questions: tuple[Question, ...]
    strays: tuple[Stray, ...]
    flaws: tuple[FlawCount, ...]
    """Of the rules that find anything: errors first, then by rows."""
    figures: Mapping[str, Decimal | None]
    tasks: Mapping[str, int]
    """Tasks by state."""
    words: Mapping[str, str]
    """Chinese words for what may be missing, by its name."""
    example: str | None
    """A household to ask about: the one that lacks most."""


def summarise(run: Path) -> Summary:
    """The summary of the run folder `run`; UserError if it is none."""
    record = read_record(run)
    pack = read_pack(run / PACK)
    words = words_of(pack)
    with DuckEngine([run]) as engine:
        for name in TABLES:
            engine.open_table(name, run / f"{name}.parquet")
        five = [_five(pack, *row) for row in engine.rows(FIVE)]
        standards = [
            Standard(pack.policies[str(row[0])], _whole(row[1]), _whole(row[2]), _whole(row[3]))
            for row in engine.rows(STANDARDS)
        ]
        questions = [
            Question(
                missing=str(row[0]),
                words=words.get(str(row[0]), str(row[0])),
                questions=_whole(row[1]),
                decisions=_whole(row[2]),
                at_stake=None if row[3] is None else _yuan(row[3]),
            )
            for row in engine.rows(QUESTIONS)
        ]
        figures = {
            str(name): value if isinstance(value, Decimal) else None
            for name, value in engine.rows("SELECT indicator, value FROM indicator ORDER BY 1")
        }
        strays = [Stray(str(row[0]), _whole(row[1]), _yuan(row[2])) for row in engine.rows(STRAYS)]
        flaws = [
            FlawCount(pack.rules[str(rule)], _whole(number), _whole(households))
            for rule, number, households in engine.rows(FLAWS)
        ]
        lacking = engine.rows(EXAMPLE)
        states = engine.rows("SELECT state, count(*) FROM task GROUP BY state ORDER BY state")
        tasks = {str(state): _whole(number) for state, number in states}
    return Summary(
        record=record,
        pack=pack,
        payments=tuple(five),
        standards=tuple(standards),
        questions=tuple(questions),
        strays=tuple(strays),
        flaws=tuple(sorted(flaws, key=_weight)),
        figures=figures,
        tasks=tasks,
        words=words,
        example=str(lacking[0][0]) if lacking else None,
    )


def _weight(flaw: FlawCount) -> tuple[str, int, str]:
    return flaw.rule.severity, -flaw.rows, flaw.rule.name


def _five(pack: Pack, policy: object, *counts: object) -> FiveColumns:
    due, due_yuan, received, received_yuan, missing, missing_yuan = counts[:6]
    double, double_yuan, undue, undue_yuan, unknown = counts[6:]
    return FiveColumns(
        policy=pack.policies[str(policy)],
        due=_whole(due),
        due_yuan=_yuan(due_yuan),
        received=_whole(received),
        received_yuan=_yuan(received_yuan),
        missing=_whole(missing),
        missing_yuan=_yuan(missing_yuan),
        double=_whole(double),
        double_yuan=_yuan(double_yuan),
        undue=_whole(undue),
        undue_yuan=_yuan(undue_yuan),
        unknown=_whole(unknown),
    )


def _whole(value: object) -> int:
    return int(str(value or 0))


def _yuan(value: object) -> Decimal:
    return Decimal(str(value or 0))
