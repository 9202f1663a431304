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

    @property
    def dated(self) -> str:
        """The day of a row: a column of the source, or the day as of which all is asked."""
        dated_by = self.policy.dated_by
        return render.day(self.as_of) if dated_by == AS_OF else render.name(dated_by)

    def sql(self, formula: Formula) -> str:
        """`formula` as SQL over the chain, where each name is a column."""
        return render.expression(formula.tree, Kinds(self.kinds, formula.place))

    def answers(self) -> dict[str, str]:
        """`in_force` and each clause of eligibility, written out over the source's own columns."""
        policy = self.policy
        tests = {one.name: self._written_out(one.test) for one in policy.eligible}
        return {"in_force": in_force(policy, self.dated), **tests}

    def _written_out(self, test: Formula) -> str:
        """Numbers that are compared alone need not be decimals, which none can outgrow."""
        exact = render.reckons(test.tree)
        names = {
            name: _exactly(name, self.source) if exact else render.name(name)
            for name in columns_read(self.policy, self.source)
        }
        for one in self.policy.parameters:
            kind = self.kinds[one.name]
            names[one.name] = render.parameter(one, kind, dated=self.dated, exact=exact)
        return render.expression(test.tree, Kinds(self.kinds, test.place), names=names, exact=exact)

    def carried(self) -> tuple[str, ...]:
        """The columns of the source that the chain carries on, each once."""
        policy = self.policy
        wanted = [*IDENTITY, *columns_read(policy, self.source), policy.paid_to, policy.each]
        wanted += [policy.cap.per] if policy.cap else []
        wanted += [policy.stacking.event] if policy.stacking else []
        return tuple(dict.fromkeys(name for name in wanted if name in self.source.columns))


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
    columns = {name: render.name(name) for name in plan.carried()}
    columns |= {name: _exactly(name, source) for name in columns_read(policy, source)}
    columns |= {"subject": _subject(source), "dated_on": plan.dated}
    columns["in_force"] = in_force(policy, plan.dated)
    for one in policy.parameters:
        columns[one.name] = render.parameter(one, plan.kinds[one.name], dated=plan.dated)
    return Chain(
        (("as_they_stood", f"SELECT\n{listed(columns)}\nFROM {render.name(source.name)}"),)
    )


def in_force(policy: Policy, dated: str) -> str:
    """Whether the policy holds on the day `dated` (SQL)."""
    begun = f"{dated} >= {render.day(policy.in_force.start)}"
    if policy.in_force.to is None:
        return begun
    return f"{begun} AND {dated} < {render.day(policy.in_force.to)}"


def who_is_eligible(chain: Chain, plan: Plan) -> Chain:
    """`chain` and the answer of each clause, and whether all of them say yes on a day in force."""
    tests = {clause.name: plan.sql(clause.test) for clause in plan.policy.eligible}
    every = " AND ".join(["in_force", *(render.name(name) for name in tests)])
    return chain.adding("each_clause", tests).adding("who_is_eligible", {"eligible": every})


def not_refused(policy: Policy) -> str:
    """`eligible IS NOT FALSE`, said clause by clause: a scan then leaves a row at the first no."""
    answers = ["in_force", *(render.name(clause.name) for clause in policy.eligible)]
    return " AND ".join(f"{answer} IS NOT FALSE" for answer in answers)


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
