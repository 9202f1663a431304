"""Why one row got its answer: each clause in the words of the law, with the row's values put in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wuxiang.engine import Engine
from wuxiang.errors import UserError
from wuxiang.policy import render
from wuxiang.policy.compile import Compiled
from wuxiang.policy.model import Clause, Formula, Policy, Step
from wuxiang.schema import Language

Answer = bool | None
Value = bool | Decimal | date | str | None
SAID: Mapping[Language, Mapping[Answer, str]] = {
    "zh": {True: "是", False: "否", None: "不清楚"},
    "en": {True: "yes", False: "no", None: "not known"},
}


@dataclass(frozen=True)
class ClauseAnswer:
    """A clause, its test as written and with values, its answer, and which inputs are unknown."""

    name: str
    law: str
    test: str
    with_values: str
    answer: Answer
    missing: tuple[str, ...]


@dataclass(frozen=True)
class StepValue:
    """A step, its formula as written and with values, its value in `unit`, None when unknown."""

    name: str
    law: str
    formula: str
    with_values: str
    value: Decimal | None
    unit: str | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """How one policy answers for one row: `answer` is whether it is eligible.

    `outcome` is the amount in yuan, whether the standard holds, or the status; None when unknown,
    and for a status or a standard also when the row is not eligible.
    """

    policy: Policy
    subject: str
    dated_on: date | None
    in_force: Answer
    answer: Answer
    clauses: tuple[ClauseAnswer, ...]
    steps: tuple[StepValue, ...]
    standards: tuple[ClauseAnswer, ...]
    outcome: Value


def explain_rows(
    engine: Engine, compiled: Compiled, *, column: str = "subject", values: Sequence[str] | None
) -> list[Explanation]:
    """The rows whose `column` is among `values`, by subject; one query, the same SQL as the run.

    With `values` None it is every row of the source.

    `column` is subject, household_id, person_id, village_code or a column that the policy reads;
    a UserError when the source has no such column.
    """
    if column not in compiled.columns:
        remedy = f"Use one of: {', '.join(compiled.columns)}"
        raise UserError(f"{compiled.policy.name} has no column `{column}`", remedy=remedy)
    select = f"SELECT * FROM ({compiled.every_row}) AS every_row"
    if values is not None:
        wanted = ", ".join(render.literal(value) for value in values) or "NULL"
        select += f" WHERE {render.name(column)} IN ({wanted})"
    rows = engine.rows(select)
    named = (dict(zip(compiled.columns, row, strict=True)) for row in rows)
    explained = (explanation(compiled.policy, row) for row in named)
    return sorted(explained, key=lambda one: one.subject)


def explanation(policy: Policy, row: Mapping[str, object]) -> Explanation:
    """The explanation of one `row` of the compiled `every_row` (column → value)."""
    return Explanation(
        policy=policy,
        subject=str(row["subject"]),
        dated_on=_day(row["dated_on"]),
        in_force=_answer(row["in_force"]),
        answer=_answer(row["eligible"]),
        clauses=tuple(_clause(clause, row) for clause in policy.eligible),
        steps=tuple(_step(step, row) for step in policy.amount),
        standards=tuple(_clause(clause, row) for clause in policy.holds),
        outcome=_outcome(policy, row),
    )


def _outcome(policy: Policy, row: Mapping[str, object]) -> Value:
    if policy.amount:
        return _number(row["amount"])
    if not row["eligible"]:
        return None
    return _answer(row["holds"]) if policy.holds else policy.status


def _clause(clause: Clause, row: Mapping[str, object]) -> ClauseAnswer:
    text, filled = clause.test.text, _with_values(clause.test, row)
    answer = _answer(row[clause.name])
    return ClauseAnswer(clause.name, clause.law, text, filled, answer, _missing(clause.test, row))


def _step(step: Step, row: Mapping[str, object]) -> StepValue:
    return StepValue(
        name=step.name,
        law=step.law,
        formula=step.value.text,
        with_values=_with_values(step.value, row),
        value=_number(row[step.name]),
        unit=step.unit,
        missing=_missing(step.value, row),
    )


def _missing(formula: Formula, row: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for name in formula.names if row[name] is None)


def _with_values(formula: Formula, row: Mapping[str, object]) -> str:
    """The text of `formula` with the value of each name in its place."""
    text, done = "", 0
    for read in formula.reads:
        text += formula.text[done : read.start] + written(row[read.name])
        done = read.end
    return text + formula.text[done:]


def written(value: object) -> str:
    """A value as an expression writes it; unknown is `?`."""
    match value:
        case None:
            return "?"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
    return render.literal(str(value))


def plain(value: Decimal) -> str:
    """A number without the zeros that say nothing: 50.00 is 50."""
    whole = format(value, "f")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def _answer(value: object) -> Answer:
    return value if isinstance(value, bool) else None


def _number(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, Decimal | int) else None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def told(explained: Explanation, *, language: Language = "zh") -> str:
    """The explanation as plain text, one line for each clause and step."""
    zh, said = language == "zh", SAID[language]
    title = explained.policy.title.said(language)
    in_force, eligible = ("有效期内", "符合条件") if zh else ("in force", "eligible")
    lines = [f"{title} · {explained.subject}", f"  {in_force}: {said[explained.in_force]}"]
    lines += [_clause_line(clause, language) for clause in explained.clauses]
    lines.append(f"  {eligible}: {said[explained.answer]}")
    lines += [_step_line(step, language) for step in explained.steps]
    lines += [_clause_line(clause, language) for clause in explained.standards]
    return "\n".join([*lines, f"  {_outcome_line(explained, language)}"])


def _clause_line(clause: ClauseAnswer, language: Language) -> str:
    answer = SAID[language][clause.answer]
    return f"  {clause.law}: {clause.test}  →  {clause.with_values}  {answer}"


def _step_line(step: StepValue, language: Language) -> str:
    value = SAID[language][None] if step.value is None else plain(step.value)
    filled = f"{step.formula}  →  {step.with_values}"
    return f"  {step.law}: {step.name} = {filled}  =  {value}"


def _outcome_line(explained: Explanation, language: Language) -> str:
    words = {
        "amount": ("应得", "due"),
        "status": ("认定为", "counts as"),
        "holds": ("已达标", "the standard holds"),
    }[explained.policy.decides]
    word = words[0] if language == "zh" else words[1]
    match explained.outcome:
        case Decimal() as yuan:
            return f"{word}: {yuan:.2f} {'元' if language == 'zh' else 'yuan'}"
        case str() as status:
            return f"{word}: {status}"
        case bool() as holds:
            return f"{word}: {SAID[language][holds]}"
    refused = explained.answer is False
    return f"{word}: {'—' if refused else SAID[language][None]}"
