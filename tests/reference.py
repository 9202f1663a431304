"""The oracle of the tests: a slow, obvious interpreter of policies, one row at a time."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlglot import exp

from wuxiang.policy import Policy

Row = Mapping[str, Any]
FEN = Decimal("0.01")
COMPARE: Mapping[type[object], Callable[[Any, Any], Any]] = {
    exp.EQ: lambda a, b: a == b,
    exp.NEQ: lambda a, b: a != b,
    exp.LT: lambda a, b: a < b,
    exp.LTE: lambda a, b: a <= b,
    exp.GT: lambda a, b: a > b,
    exp.GTE: lambda a, b: a >= b,
    exp.Add: lambda a, b: a + b,
    exp.Sub: lambda a, b: a - b,
    exp.Mul: lambda a, b: a * b,
}


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Kleene's and: one no decides; otherwise one unknown leaves it open."""
    known = list(answers)
    return False if False in known else None if None in known else True


def not_(answer: bool | None) -> bool | None:
    """Kleene's not."""
    return None if answer is None else not answer


def value(node: Any, row: Row) -> Any:
    """What `node` yields for `row`; None is not known."""
    match node:
        case exp.Paren():
            return value(node.this, row)
        case exp.Column():
            return row[node.name]
        case exp.Boolean():
            return node.this
        case exp.Literal():
            return node.this if node.is_string else Decimal(node.this)
        case exp.Cast():
            return date.fromisoformat(node.this.this)
        case exp.Least() | exp.Greatest():
            parts = [value(part, row) for part in [node.this, *node.expressions]]
            chosen = min if isinstance(node, exp.Least) else max
            return None if None in parts else chosen(parts)
        case exp.Case():
            return case(node, row)
        case exp.And() | exp.Or() | exp.Not() | exp.Is() | exp.In() | exp.Between():
            return answer(node, row)
        case exp.Neg():
            inner = value(node.this, row)
            return None if inner is None else -inner
    left, right = value(node.left, row), value(node.right, row)
    return None if left is None or right is None else COMPARE[type(node)](left, right)


def answer(node: Any, row: Row) -> bool | None:
    """What a connective or test answers."""
    tested = value(node.this, row)
    match node:
        case exp.Not():
            return not_(tested)
        case exp.And():
            return all_of([tested, value(node.right, row)])
        case exp.Or():
            return not_(all_of([not_(tested), not_(value(node.right, row))]))
        case exp.Is():
            return tested is None
        case exp.In():
            return None if tested is None else tested in [value(n, row) for n in node.expressions]
    low, high = value(node.args["low"], row), value(node.args["high"], row)
    above = None if tested is None or low is None else tested >= low
    below = None if tested is None or high is None else tested <= high
    return all_of([above, below])


def case(node: Any, row: Row) -> Any:
    """The first branch that is met; None as soon as a condition before it is unknown."""
    for branch in node.args["ifs"]:
        met = value(branch.this, row)
        if node.this is not None:
            tested = value(node.this, row)
            met = None if tested is None else tested == met
        if met is None:
            return None
        if met:
            return value(branch.args["true"], row)
    return value(node.args["default"], row)


def decided(policy: Policy, row: Row, *, as_of: date) -> dict[str, Any]:
    """All that `policy` answers for one row: as the compiled `every_row`."""
    day = as_of if policy.dated_by == "as_of" else row[policy.dated_by]
    known: dict[str, Any] = {**row, "dated_on": day, "in_force": None}
    if day is not None:
        start, to = policy.in_force.start, policy.in_force.to
        known["in_force"] = start <= day and (to is None or day < to)
    for one in policy.parameters:
        past = [v for since, v in one.values if day is not None and since <= day]
        known[one.name] = past[-1] if past else None
    for clause in policy.eligible:
        known[clause.name] = value(clause.test.tree, known)
    known["eligible"] = all_of(
        [known["in_force"], *(known[clause.name] for clause in policy.eligible)]
    )
    for step in policy.amount:
        known[step.name] = value(step.value.tree, known)
    for clause in policy.holds:
        known[clause.name] = value(clause.test.tree, known)
    known["holds"] = all_of(known[clause.name] for clause in policy.holds) if policy.holds else None
    known["amount"] = due(policy, known)
    return known


def due(policy: Policy, known: Row) -> Decimal | None:
    """The amount of a decided row in yuan and fen."""
    if not policy.amount or known["eligible"] is None:
        return None
    if not known["eligible"]:
        return Decimal(0)
    return rounded(known[policy.amount[-1].name])


def rounded(yuan: Decimal | None) -> Decimal | None:
    """To the fen, half away from zero."""
    return None if yuan is None else yuan.quantize(FEN, ROUND_HALF_UP)


def kept(policy: Policy, known: Row) -> bool:
    """Whether the decided row is due, not known, or in breach of a standard."""
    if known["eligible"] is False:
        return False
    if policy.amount:
        return bool(known["amount"] != 0)
    return not policy.holds or known["eligible"] is None or known["holds"] is not True


def at_stake(policy: Policy, known: Row) -> Decimal | None:
    """The most that hangs on an unknown row."""
    answer = known["amount" if policy.amount else "eligible"]
    if not (answer is None or (policy.holds and known["holds"] is None)):
        return None
    last = known[policy.amount[-1].name] if policy.amount else None
    if last is None and policy.at_stake is not None:
        last = value(policy.at_stake.tree, known)
    return rounded(last)


def failed(policy: Policy, known: Row) -> list[str]:
    """The standards that are known not to hold for a row that is eligible."""
    if known["eligible"] is not True:
        return []
    return [clause.name for clause in policy.holds if known[clause.name] is False]


def unclear(policy: Policy, known: Row) -> list[str]:
    """The clauses and steps that are unknown where their whole is unknown too."""
    last = policy.amount[-1].name if policy.amount else "holds"
    asked = ["in_force", *(clause.name for clause in policy.eligible)]
    later = [*(step.name for step in policy.amount), *(clause.name for clause in policy.holds)]
    considered = [*asked, *(later if known[last] is None else [])]
    return [name for name in considered if known[name] is None]


def missing(policy: Policy, known: Row) -> list[str]:
    """The unknown columns and parameters that the unclear clauses and steps read."""
    open_ = unclear(policy, known)
    steps = [step.name for step in policy.amount]
    formulas = [(part.name, part.test) for part in policy.eligible]
    formulas += [(step.name, step.value) for step in policy.amount]
    formulas += [(part.name, part.test) for part in policy.holds]
    read = dict.fromkeys(name for _, formula in formulas for name in formula.names)
    dated = [policy.dated_by] if known["dated_on"] is None else []
    blamed = {name for part, formula in formulas if part in open_ for name in formula.names}
    not_asked = {*steps, *(parameter.name for parameter in policy.parameters if dated)}
    later = [name for name in read if name in blamed and name not in not_asked]
    return dated + [name for name in later if known[name] is None and name not in dated]


def counted(answers: Iterable[bool | None]) -> tuple[int, int, int]:
    """How many yes, no and unknown."""
    known = list(answers)
    return known.count(True), known.count(False), known.count(None)


def funnel(policy: Policy, rows: list[dict[str, Any]]) -> list[tuple[str, int, int, int]]:
    """The counts of every question over decided `rows`: as the compiled `funnel`."""
    scope = [row for row in rows if row["in_force"] is not False]
    eligible = [row for row in scope if row["eligible"]]
    asked = [("in_force", rows), *((clause.name, scope) for clause in policy.eligible)]
    asked.append(("eligible", scope))
    if policy.holds:
        asked += [(name, eligible) for name in [*(c.name for c in policy.holds), "holds"]]
    found = [(name, *counted(row[name] for row in among)) for name, among in asked]
    if policy.amount:
        due_ = [None if row["amount"] is None else row["amount"] != 0 for row in eligible]
        found.append(("amount", *counted(due_)))
    return found


def within_budget(
    claims: Iterable[tuple[str, str, str, Decimal | None]], amount: Decimal | None, edge: str | None
) -> dict[str, Decimal | None]:
    """What is left of each (day, policy, subject, claim) of one year under a budget."""
    found: dict[str, Decimal | None] = {}
    spent = Decimal(0)
    for _, _, subject, claim in sorted(claims, key=lambda one: (one[3] is None, *one[:3])):
        if claim == 0 or claim is None or amount is None:
            found[subject] = claim if claim == 0 else None
        elif claim <= amount - spent:
            found[subject] = claim
        elif spent >= amount or edge == "waits":
            found[subject] = Decimal(0)
        else:
            found[subject] = amount - spent if edge == "in_part" else None
        spent += claim or 0
    return found
