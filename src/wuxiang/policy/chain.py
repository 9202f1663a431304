"""The chain of named queries that every text of a policy begins with, one idea each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wuxiang.policy import render
from wuxiang.policy.check import columns_read
from wuxiang.policy.kind import Kind, Kinds, column_kind
from wuxiang.policy.model import AS_OF, Formula, Policy, Source

IDENTITY = ("household_id", "person_id", "village_code")


@dataclass(frozen=True)
class Plan:
    """A checked policy over its source, as of one day, with the kind of each name."""

    policy: Policy
    source: Source
    as_of: date
    kinds: Mapping[str, Kind]

    def sql(self, formula: Formula) -> str:
        """`formula` as SQL."""
        return render.expression(formula.tree, Kinds(self.kinds, formula.place))


@dataclass(frozen=True)
class Chain:
    """Named SELECTs, each reading the one before."""

    links: tuple[tuple[str, str], ...]

    @property
    def last(self) -> str:
        """The name of the last SELECT."""
        return render.name(self.links[-1][0])

    def adding(self, link: str, columns: Mapping[str, str]) -> "Chain":
        """This chain and one more: all columns so far and `columns` (name → SQL)."""
        return self.then(link, f"SELECT *,\n{listed(columns)}\nFROM {self.last}")

    def where(self, link: str, condition: str) -> "Chain":
        """This chain and one more: the rows that meet `condition`."""
        return self.then(link, f"SELECT * FROM {self.last} WHERE {condition}")

    def then(self, link: str, select: str) -> "Chain":
        """This chain and one more SELECT."""
        return Chain((*self.links, (link, select)))

    def ending(self, select: str) -> str:
        """The whole text, with `select` at its end."""
        links = (f"{render.name(link)} AS (\n{indented(text)}\n)" for link, text in self.links)
        return f"WITH {', '.join(links)}\n{select}"


def listed(columns: Mapping[str, str]) -> str:
    """A SELECT list, one column a line."""
    return ",\n".join(
        f"  {name}" if name == text else f"  {text} AS {name}"
        for name, text in ((render.name(name), text) for name, text in columns.items())
    )


def indented(text: str) -> str:
    """`text` two spaces further in."""
    return "\n".join(f"  {line}" for line in text.splitlines())


def as_they_stood(plan: Plan) -> Chain:
    """Each row of the source, its day, whether the policy was in force, and the parameters then."""
    policy, source = plan.policy, plan.source
    dated = render.day(plan.as_of) if policy.dated_by == AS_OF else render.name(policy.dated_by)
    columns = {name: render.name(name) for name in _carried(policy, source)}
    columns |= {name: _exactly(name, source) for name in columns_read(policy, source)}
    columns |= {"subject": _subject(source), "dated_on": dated}
    start = f"SELECT\n{listed(columns)}\nFROM {render.name(source.name)}"
    in_force = f"dated_on >= {render.day(policy.in_force.start)}"
    if policy.in_force.to is not None:
        in_force += f" AND dated_on < {render.day(policy.in_force.to)}"
    values = {one.name: render.parameter(one, plan.kinds[one.name]) for one in policy.parameters}
    chain = Chain((("source_rows", start),))
    return chain.adding("as_they_stood", {"in_force": in_force, **values})


def who_is_eligible(chain: Chain, plan: Plan) -> Chain:
    """`chain` and the answer of each clause, and whether all of them say yes on a day in force."""
    tests = {clause.name: plan.sql(clause.test) for clause in plan.policy.eligible}
    every = " AND ".join(["in_force", *(render.name(name) for name in tests)])
    return chain.adding("each_clause", tests).adding("who_is_eligible", {"eligible": every})


def what_is_decided(chain: Chain, plan: Plan) -> Chain:
    """`chain` and the steps with the amount due, or the standards and whether they hold."""
    steps, standards = plan.policy.amount, plan.policy.holds
    for step in steps:
        chain = chain.adding(step.name, {step.name: plan.sql(step.value)})
    if steps:
        due = f"CAST(round({render.name(steps[-1].name)}, 2) AS DECIMAL(18, 2))"
        amount = f"CASE WHEN eligible THEN {due} WHEN NOT eligible THEN 0 END"
        chain = chain.adding("what_is_due", {"amount": amount})
    if standards:
        tests = {clause.name: plan.sql(clause.test) for clause in standards}
        every = " AND ".join(render.name(name) for name in tests)
        chain = chain.adding("each_standard", tests).adding("what_holds", {"holds": every})
    return chain


def _carried(policy: Policy, source: Source) -> tuple[str, ...]:
    """The columns that some text of the policy needs, each once."""
    wanted = [*IDENTITY, *columns_read(policy, source), policy.paid_to, policy.each]
    wanted += [policy.cap.per] if policy.cap else []
    wanted += [policy.stacking.event] if policy.stacking else []
    return tuple(dict.fromkeys(name for name in wanted if name in source.columns))


def _exactly(name: str, source: Source) -> str:
    """A column as an expression takes it: whole numbers as decimals, so that none can overflow."""
    kind = column_kind(source.columns[name])
    given = source.columns[name].replace(" ", "")
    if kind is None or kind.sql.replace(" ", "") == given:
        return render.name(name)
    return f"CAST({render.name(name)} AS {kind.sql})"


def _subject(source: Source) -> str:
    parts = [as_text(name, source) for name in source.key]
    return " || '/' || ".join(parts)


def as_text(name: str, source: Source) -> str:
    """A column as text; NULL when the source has no such column."""
    if name not in source.columns:
        return "CAST(NULL AS VARCHAR)"
    plain = render.name(name)
    return plain if source.columns[name] == "VARCHAR" else f"CAST({plain} AS VARCHAR)"
