"""A policy against its source: every name known and meaning one thing, every kind fitting."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sqlglot import exp

from wuxiang.errors import Place
from wuxiang.policy.expression import refused
from wuxiang.policy.kind import BOOLEAN, Kind, Kinds, column_kind, parameter_kind
from wuxiang.policy.model import AS_OF, PERIODS, Formula, Policy, Source
from wuxiang.strict_yaml import suggestion

NUMBER = Kind("number")
MAX_WEIGHT = 20_000
OUTPUTS = frozenset(["subject", "dated_on", "in_force", "eligible", "holds", "amount"])
STAGES = frozenset(
    (
        *("as_they_stood", "each_clause", "who_is_eligible", "not_refused"),
        *("each_standard", "what_holds", "what_is_due", "kept"),
    )
)


def check_policy(policy: Policy, source: Source) -> None:
    """Refuse, with file and line, whatever in `policy` does not fit `source` or itself."""
    if policy.for_each != source.name:
        problem = f"for each `{policy.for_each}`, not `{source.name}`"
        raise refused(
            problem, remedy="Check it against its own source", place=policy.place_of("for_each")
        )
    _check_collisions(policy, source)
    _check_columns(policy, source)
    kinds(policy, source)
    _check_cap(policy)
    _check_examples(policy, source)


def formulas(policy: Policy) -> Iterator[tuple[str, Formula, Kind]]:
    """Every named expression of `policy` in file order, with the kind that it must yield."""
    for clause in policy.eligible:
        yield clause.name, clause.test, BOOLEAN
    for step in policy.amount:
        yield step.name, step.value, NUMBER
    for clause in policy.holds:
        yield clause.name, clause.test, BOOLEAN


def columns_read(policy: Policy, source: Source) -> tuple[str, ...]:
    """The columns that the expressions of `policy` read, each once, in file order."""
    return tuple(name for name in policy.names if name in source.columns)


def _check_collisions(policy: Policy, source: Source) -> None:
    taken = {**dict.fromkeys(STAGES, "a stage of the query"), source.name: "the source itself"}
    taken |= dict.fromkeys(source.columns, "a column")
    taken |= dict.fromkeys(OUTPUTS, "a word with a meaning of its own")
    for name, (what, place) in _own_names(policy):
        if name in taken:
            problem = f"{what} `{name}` is also {taken[name]}"
            raise refused(problem, remedy="Give it another name", place=place)
        taken[name] = what


def _own_names(policy: Policy) -> Iterator[tuple[str, tuple[str, Place]]]:
    for parameter in policy.parameters:
        yield parameter.name, ("a parameter", parameter.place)
    for clause in policy.clauses:
        yield clause.name, ("a clause", clause.place)
    for step in policy.amount:
        yield step.name, ("a step", step.place)


def _check_columns(policy: Policy, source: Source) -> None:
    _check_dated_by(policy, source)
    wanted = [("each", policy.each)] if policy.each not in PERIODS else []
    if "paid_to" in policy.places:
        wanted.append(("paid_to", policy.paid_to))
    if policy.cap is not None:
        wanted.append(("cap", policy.cap.per))
    if policy.stacking is not None:
        wanted.append(("stacking", policy.stacking.event))
    for key, column in wanted:
        _known(column, source.columns, place=policy.place_of(key), what=f"column of {source.name}")
    for column in columns_read(policy, source):
        if column in OUTPUTS and column != policy.dated_by:
            problem = f"column `{column}` bears a word with a meaning of its own"
            raise refused(problem, remedy="Rename it in the fact", place=policy.place)


def _check_dated_by(policy: Policy, source: Source) -> None:
    if policy.dated_by == AS_OF:
        return
    place = policy.place_of("dated_by")
    _known(policy.dated_by, source.columns, place=place, what=f"column of {source.name}")
    if source.columns[policy.dated_by] != "DATE":
        problem = f"`{policy.dated_by}` is {source.columns[policy.dated_by]}, not DATE"
        raise refused(problem, remedy="Date it by a day, or by as_of", place=place)


def _known(name: str, known: Iterable[str], *, place: Place, what: str) -> None:
    if name not in known:
        remedy = suggestion(name, list(known)) or f"Use one of: {', '.join(known)}"
        raise refused(f"`{name}` is no {what}", remedy=remedy, place=place)


def kinds(policy: Policy, source: Source) -> dict[str, Kind]:
    """The kind of every column, parameter and step, after refusing what does not fit."""
    found = _given_kinds(policy, source)
    weights: dict[str, int] = {}
    for name, formula, wanted in formulas(policy):
        kind = _checked(formula, wanted, kinds=found, source=source)
        weight = _weight(formula.tree, weights)
        if weight > MAX_WEIGHT:
            raise refused(
                f"`{name}` repeats too much", remedy="Use fewer steps twice", place=formula.place
            )
        if wanted is NUMBER:
            found[name], weights[name] = kind, weight
    if policy.at_stake is not None:
        _checked(policy.at_stake, NUMBER, kinds=found, source=source)
    last = policy.amount[-1] if policy.amount else None
    if last is not None and last.unit not in (None, "yuan"):
        raise refused(
            f"what is due is in {last.unit}", remedy="End with a step in yuan", place=last.place
        )
    return found


def _given_kinds(policy: Policy, source: Source) -> dict[str, Kind]:
    kinds = {}
    for column, type_text in source.columns.items():
        kind = column_kind(type_text)
        if kind is not None:
            kinds[column] = replace(kind, codes=source.codes.get(column))
    return kinds | {parameter.name: parameter_kind(parameter) for parameter in policy.parameters}


def _checked(formula: Formula, wanted: Kind, *, kinds: dict[str, Kind], source: Source) -> Kind:
    for name in formula.names:
        if name in source.columns and name not in kinds:
            problem = f"column `{name}` is {source.columns[name]}"
            remedy = "Give it in the fact as DECIMAL(18,2), INTEGER, VARCHAR, DATE or BOOLEAN"
            raise refused(problem, remedy=remedy, place=formula.place)
    found = Kinds(kinds, formula.place).of(formula.tree)
    if found.word != wanted.word:
        problem = f"`{formula.text}` is {found}, where {wanted} is wanted"
        raise refused(
            problem, remedy=f"Write an expression that yields {wanted}", place=formula.place
        )
    return found


def _weight(node: exp.Expression, weights: Mapping[str, int]) -> int:
    """How large `node` grows when the engine writes out the steps and repetitions in it."""
    if isinstance(node, exp.Column):
        return weights.get(node.name, 1)
    parts = {id(part): _weight(part, weights) for part in node.iter_expressions()}
    whole = sum(parts.values())
    match node:
        case exp.Least() | exp.Greatest():
            return 2 * whole
        case exp.If():
            return whole + parts[id(node.this)]
        case exp.Case() if node.this is not None:
            return whole + len(node.args["ifs"]) * parts[id(node.this)]
    return whole + 1


def _check_cap(policy: Policy) -> None:
    if policy.cap is None:
        return
    numbers = [parameter.name for parameter in policy.parameters if not parameter.is_code]
    _known(policy.cap.amount, numbers, place=policy.cap.place, what="parameter that is a number")


def _check_examples(policy: Policy, source: Source) -> None:
    answers = [name for name, _, _ in formulas(policy)]
    expected = ["in_force", "eligible", policy.decides, *answers]
    for example in policy.examples:
        for given, known, what in (
            (example.given, source.columns, f"column of {source.name}"),
            (example.expect, expected, "answer of this policy"),
        ):
            for key in given:
                _known(key, known, place=example.places[key], what=what)
