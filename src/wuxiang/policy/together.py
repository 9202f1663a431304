"""Policies that decide on the same source, together: it is read once for all of them.

Few rows of a source matter to any policy. `open_rows` are those that some policy does not refuse;
the decisions of each policy are then sought among them alone (`among`). The funnel counts the
answers to all clauses of all policies over every row, and what is decided over the open rows.
"""

from collections.abc import Sequence

from wuxiang.policy import render
from wuxiang.policy.chain import (
    Plan,
    as_they_stood,
    indented,
    listed,
    not_refused,
    what_is_decided,
    who_is_eligible,
)

Question = tuple[str, str, str, str]
"""What the funnel counts: its name, and in SQL how many say yes, no, not known."""


def open_rows(plans: Sequence[Plan]) -> str:
    """The rows of the source that some of the policies does not refuse; the columns they need."""
    source = plans[0].source
    wanted = [*source.key]
    for plan in plans:
        dated_by = plan.policy.dated_by
        wanted += [*plan.carried(), *([dated_by] if dated_by in source.columns else [])]
    columns = ", ".join(render.name(name) for name in dict.fromkeys(wanted))
    conditions = (
        " AND ".join(f"({answer}) IS NOT FALSE" for answer in plan.answers().values())
        for plan in plans
    )
    anyone = "\n  OR ".join(dict.fromkeys(conditions))
    return f"SELECT {columns}\nFROM {render.name(source.name)}\nWHERE {anyone}"


def among(rows: str, source: str, select: str) -> str:
    """`select`, with the table `rows` in place of the table `source`."""
    return f"WITH {render.name(source)} AS (SELECT * FROM {rows})\nSELECT * FROM (\n{select}\n)"


def funnel(plans: Sequence[Plan], *, rows: str | None = None) -> str:
    """How many rows of their one source answer what to each of the policies, one row a question.

    `rows` is a table of the open rows, if there is one.
    """
    answers = _Answers(plans)
    links = {"answered": answers.answered(), "counted": answers.counted()}
    selects = []
    for number, plan in enumerate(plans):
        decided = _decided(plan)
        links[f"decided_{number}"] = among(rows, plan.source.name, decided) if rows else decided
        selects.append(_one_row_a_question(plan, answers, decided=f"decided_{number}"))
    # A name with a dot is no table's: it hides none that the texts read.
    named = (f'"funnel.{link}" AS (\n{indented(text)}\n)' for link, text in links.items())
    return f"WITH {', '.join(named)}\n" + "\nUNION ALL\n".join(selects)


class _Answers:
    """The answers to every clause of some policies for every row, each different one once."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self._source = plans[0].source.name
        written = (text for plan in plans for text in self._written(plan).values())
        self._number = {text: number for number, text in enumerate(dict.fromkeys(written))}

    def _written(self, plan: Plan) -> dict[str, str]:
        """`in_force`, whether a row counts at all, and each clause: none where not in force."""
        answers = plan.answers()
        scope = f"({answers['in_force']}) IS NOT FALSE"
        clauses = list(answers.items())[1:]
        masked = {name: f"CASE WHEN {scope} THEN {answer} END" for name, answer in clauses}
        return {"in_force": answers["in_force"], "": scope, **masked}

    def answered(self) -> str:
        """One row for each row of the source."""
        columns = {f"answer_{number}": text for text, number in self._number.items()}
        return f"SELECT\n{listed(columns)}\nFROM {render.name(self._source)}"

    def counted(self) -> str:
        """One row: how many rows there are, how many have each answer, how many say yes."""
        counts = {"everyone": "count(*)"}
        for number in self._number.values():
            counts[f"known_{number}"] = f"count(answer_{number})"
            counts[f"yes_{number}"] = _yes(f"answer_{number}")
        return f'SELECT\n{listed(counts)}\nFROM "funnel.answered"'

    def of(self, plan: Plan) -> dict[str, tuple[str, str]]:
        """For each answer of `plan` (`""`: whether a row counts): how many yes, how many known."""
        numbers = {name: self._number[text] for name, text in self._written(plan).items()}
        return {name: (f"yes_{number}", f"known_{number}") for name, number in numbers.items()}


def _decided(plan: Plan) -> str:
    """One row: how many rows that no clause refuses are eligible, and what they are due or lack."""
    asked = who_is_eligible(as_they_stood(plan), plan)
    chain = what_is_decided(asked.where("not_refused", not_refused(plan.policy)), plan)
    counts = {"eligible": _yes("eligible"), "unknown": "count(*) - count(eligible)"}
    for name, answer in _outcomes(plan).items():
        counts[f"{name}.known"] = f"count(CASE WHEN eligible THEN {answer} END)"
        counts[f"{name}.yes"] = _yes(f"eligible AND {answer}")
    return chain.ending(f"SELECT\n{listed(counts)}\nFROM {chain.last}")


def _outcomes(plan: Plan) -> dict[str, str]:
    """What is asked of who is eligible."""
    standards = [
        *(one.name for one in plan.policy.holds),
        *(["holds"] if plan.policy.holds else []),
    ]
    amount = {"amount": "amount <> 0"} if plan.policy.amount else {}
    return {name: render.name(name) for name in standards} | amount


def _questions(plan: Plan, answers: _Answers) -> list[Question]:
    """What the funnel asks of the policy: clauses over all rows, outcomes over who is eligible."""
    counts = answers.of(plan)
    in_scope, _ = counts.pop("")
    asked = []
    for name, (yes, known) in counts.items():
        among_all = "everyone" if name == "in_force" else in_scope
        asked.append((name, yes, f"{known} - {yes}", f"{among_all} - {known}"))
    asked.append(("eligible", "eligible", f"{in_scope} - eligible - unknown", "unknown"))
    for name in _outcomes(plan):
        known, yes = render.name(f"{name}.known"), render.name(f"{name}.yes")
        asked.append((name, yes, f"{known} - {yes}", f"eligible - {known}"))
    return asked


def _one_row_a_question(plan: Plan, answers: _Answers, *, decided: str) -> str:
    asked = _questions(plan, answers)
    steps = ", ".join(f"({at}, {render.literal(step)})" for at, (step, *_) in enumerate(asked))
    columns = {"policy": render.literal(plan.policy.name), "position": "position", "step": "step"}
    for word, answer in (("yes", 1), ("no", 2), ("unknown", 3)):
        whens = " ".join(f"WHEN {at} THEN {one[answer]}" for at, one in enumerate(asked))
        columns[word] = f"CAST(CASE position {whens} END AS BIGINT)"
    return (
        f"SELECT\n{listed(columns)}\nFROM (VALUES {steps}) AS asked(position, step)\n"
        f'CROSS JOIN "funnel.counted" CROSS JOIN "funnel.{decided}"'
    )


def _yes(answer: str) -> str:
    """How many say yes; the engine's own count_if counts none among unknown answers as NULL."""
    return f"coalesce(count_if({answer}), 0)"
