"""A policy as SQL: every row with its answers, the rows that need a decision, and the funnel."""

from dataclasses import dataclass
from datetime import date

import sqlglot

from wuxiang.policy import render
from wuxiang.policy.chain import (
    IDENTITY,
    Chain,
    Plan,
    as_text,
    as_they_stood,
    listed,
    not_refused,
    what_is_decided,
    who_is_eligible,
)
from wuxiang.policy.check import check_policy, columns_read, formulas, kinds
from wuxiang.policy.expression import DIALECT
from wuxiang.policy.model import Policy, Source
from wuxiang.policy.together import funnel

NO_MONEY = "CAST(NULL AS DECIMAL(18, 2))"
KEEP = {"amount": "amount IS NULL OR amount <> 0", "holds": "eligible IS NULL OR holds IS NOT TRUE"}
UNKNOWN = {
    "amount": "amount IS NULL",
    "holds": "eligible IS NULL OR holds IS NULL",
    "status": "eligible IS NULL",
}

DECISION = tuple(
    f"policy subject {' '.join(IDENTITY)} payee event cap_key cap_amount dated_on period eligible "
    "holds status amount at_stake failed unclear missing".split()
)
"""The columns of every table of decisions, in order."""


@dataclass(frozen=True)
class Compiled:
    """The SQL texts of a policy over its source, as of one day.

    `every_row`: one row per row of the source, with `columns`: subject, the columns read, dated_on,
    in_force, each parameter, clause, eligible, each step or standard, amount (yuan) or holds.
    `decisions`: the rows due, not known or in breach, in columns alike for all policies.
    """

    plan: Plan
    columns: tuple[str, ...]
    every_row: str
    decisions: str
    dialect: str

    @property
    def funnel(self) -> str:
        """SQL of one row a question: policy, position, step, how many say yes, no, unknown."""
        return _said_in(self.dialect, funnel([self.plan]))

    @property
    def asked(self) -> str:
        """SQL of what a payment can be for: policy, match, payee, household_id, in_force.

        Those are the events (and whose they are) or periods that the policy was asked about, and
        whether on a day when it was in force.
        """
        policy, by_event = render.literal(self.policy.name), self.policy.matches.by == "event"
        match = "subject" if by_event else _period(self.policy, self.source)
        payee, home = (
            as_text(name if by_event else "", self.source)
            for name in (self.policy.paid_to, "household_id")
        )
        chain = as_they_stood(self.plan)
        asked = (
            f"SELECT {policy} AS policy, {match} AS match, {payee} AS payee, "
            f"{home} AS household_id, bool_or(in_force) AS in_force"
        )
        return _said_in(self.dialect, chain.ending(f"{asked} FROM {chain.last} GROUP BY ALL"))

    @property
    def policy(self) -> Policy:
        """The policy."""
        return self.plan.policy

    @property
    def source(self) -> Source:
        """What it decides on."""
        return self.plan.source


def compile_policy(
    policy: Policy, source: Source, *, as_of: date, dialect: str = DIALECT
) -> Compiled:
    """The SQL of `policy`, checked against `source`; a UserError when it does not fit."""
    check_policy(policy, source)
    plan = Plan(policy, source, as_of, kinds(policy, source))
    asked = who_is_eligible(as_they_stood(plan), plan)
    columns = _columns(policy, source)
    every_row = f"SELECT {', '.join(render.name(column) for column in columns)}"
    full = what_is_decided(asked, plan)
    return Compiled(
        plan,
        columns,
        every_row=_said_in(dialect, full.ending(f"{every_row}\nFROM {full.last}")),
        decisions=_said_in(dialect, _decisions(asked, plan)),
        dialect=dialect,
    )


def _said_in(dialect: str, text: str) -> str:
    if dialect == DIALECT:
        return text
    return sqlglot.transpile(text, read=DIALECT, write=dialect, pretty=True)[0]


def _columns(policy: Policy, source: Source) -> tuple[str, ...]:
    identity = [name for name in IDENTITY if name in source.columns]
    return tuple(
        dict.fromkeys(
            ["subject", *identity, *columns_read(policy, source), "dated_on", "in_force"]
            + [parameter.name for parameter in policy.parameters]
            + [clause.name for clause in policy.eligible]
            + ["eligible", *_decided(policy), *([] if policy.status else [policy.decides])]
        )
    )


def _decided(policy: Policy) -> list[str]:
    return [*(step.name for step in policy.amount), *(clause.name for clause in policy.holds)]


def _decisions(asked: Chain, plan: Plan) -> str:
    policy, source = plan.policy, plan.source
    chain = what_is_decided(asked.where("not_refused", not_refused(policy)), plan)
    if policy.decides in KEEP:
        chain = chain.where("kept", KEEP[policy.decides])
    columns = {
        "policy": render.literal(policy.name),
        "subject": "subject",
        **{name: as_text(name, source) for name in IDENTITY},
        "payee": as_text(policy.paid_to if policy.amount else "", source),
        "event": as_text(policy.stacking.event if policy.stacking else "", source),
        "cap_key": as_text(policy.cap.per if policy.cap else "", source),
        "cap_amount": _money(render.name(policy.cap.amount)) if policy.cap else NO_MONEY,
        "dated_on": "dated_on",
        "period": _period(policy, source),
        "eligible": "eligible",
        "holds": "holds" if policy.holds else "CAST(NULL AS BOOLEAN)",
        "status": render.literal(policy.status) if policy.status else "CAST(NULL AS VARCHAR)",
        "amount": "amount" if policy.amount else NO_MONEY,
        "at_stake": _at_stake(plan),
        "failed": _joined(_failed(policy)),
        "unclear": _where_unknown(_joined(_unclear(policy)), policy),
        "missing": _where_unknown(_joined(_missing(policy, source)), policy),
    }
    return chain.ending(f"SELECT\n{listed(columns)}\nFROM {chain.last}")


def _period(policy: Policy, source: Source) -> str:
    match policy.each:
        case "year":
            return "substr(CAST(dated_on AS VARCHAR), 1, 4)"
        case "month":
            return "substr(CAST(dated_on AS VARCHAR), 1, 7)"
        case "once":
            return "'once'"
        case "event":
            return "subject"
    return as_text(policy.each, source)


def _at_stake(plan: Plan) -> str:
    policy = plan.policy
    known = [_money(render.name(policy.amount[-1].name))] if policy.amount else []
    if policy.at_stake is not None:
        known.append(_money(plan.sql(policy.at_stake)))
    if not known:
        return NO_MONEY
    stake = known[0] if len(known) == 1 else f"coalesce({', '.join(known)})"
    return _where_unknown(stake, policy)


def _where_unknown(value: str, policy: Policy) -> str:
    """`value` where the decision is not known, else NULL."""
    return f"CASE WHEN {UNKNOWN[policy.decides]} THEN {value} END"


def _money(value: str) -> str:
    return f"CAST(round({value}, 2) AS DECIMAL(18, 2))"


def _failed(policy: Policy) -> dict[str, str]:
    """Each standard with the condition on which it is known not to hold for who is eligible."""
    return {one.name: f"eligible AND NOT {render.name(one.name)}" for one in policy.holds}


def _unclear(policy: Policy) -> dict[str, str]:
    """Each clause and step with the condition on which it is unknown and matters.

    It stands over rows that no clause refused: there an unknown clause always matters.
    """
    last = render.name(policy.amount[-1].name) if policy.amount else "holds"
    unclear = {"in_force": "in_force IS NULL"}
    for clause in policy.eligible:
        unclear[clause.name] = f"{render.name(clause.name)} IS NULL"
    for name in _decided(policy):
        own = render.name(name)
        unclear[name] = f"{last} IS NULL" + (f" AND {own} IS NULL" if own != last else "")
    return unclear


def _missing(policy: Policy, source: Source) -> dict[str, str]:
    """Each column and parameter with the condition on which it leaves something unclear.

    Where the day is unknown it is the day that is missing, not the parameters of that day.
    """
    unclear = _unclear(policy)
    readers: dict[str, list[str]] = {}
    for name, formula, _ in formulas(policy):
        for read in formula.names:
            readers.setdefault(read, []).append(f"({unclear[name]})")
    empty = {name: f"{render.name(name)} IS NULL" for name in source.columns}
    for parameter in policy.parameters:
        empty[parameter.name] = f"dated_on IS NOT NULL AND {render.name(parameter.name)} IS NULL"
    missing = {
        name: f"{empty[name]} AND ({' OR '.join(conditions)})"
        for name, conditions in readers.items()
        if name in empty
    }
    dated = {policy.dated_by: "dated_on IS NULL"} if policy.dated_by in source.columns else {}
    return dated | missing | dated


def _joined(conditions: dict[str, str]) -> str:
    """The names whose condition is met, with commas between; NULL when there is none."""
    if not conditions:
        return "CAST(NULL AS VARCHAR)"
    words = (
        f"CASE WHEN {condition} THEN {render.literal(name)} END"
        for name, condition in conditions.items()
    )
    return f"nullif(concat_ws(',', {', '.join(words)}), '')"
