"""What each policy says of a household: a line for each, by answer, and behind it the clauses."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from wuxiang.policy.explain import Answer, ClauseAnswer, Explanation
from wuxiang.policy.model import Policy
from wuxiang.web.desk.words import (
    MARKS,
    TERM,
    code_in_words,
    formula_in_words,
    period_in_words,
)
from wuxiang.web.language import told
from wuxiang.web.registry.fetch import place_names

ANSWERS: Mapping[str, object] = {
    "yes": _l("符合条件"),
    "unknown": _l("不清楚是否符合"),
    "no": _l("不符合条件"),
}
"""The groups of the overview, in this order."""
NOT_IN_FORCE = {False: _l("不在施行期内"), None: _l("不清楚当时是否施行")}
PLACE = re.compile(r"\d{6,15}")
TOKEN = re.compile(r"[a-z][0-9a-f]{20}")
"""A key of ours: somebody's, who is not of this household."""
CODE = re.compile(r"[a-z_]+")
URGENT = ("no", "unknown", "yes")
"""The classes of marks, in the order in which a reader needs them."""
Mark = tuple[str, object]
"""A class of the sheet, and a word."""


@dataclass(frozen=True)
class Line:
    """A clause or a step: the law's words, its answer or value, and the values put in."""

    law: str
    mark: Mark | None
    value: Decimal | None
    filled: str


@dataclass(frozen=True)
class Row:
    """How a policy answers for one thing: the household, a person, an application, its village."""

    about: str
    answer: str
    marks: Sequence[Mark]
    because: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Told:
    """A policy, its answer in one line, and its rows; those that it is due to first."""

    policy: Policy
    title: str
    office: str
    answer: str
    marks: Sequence[Mark]
    because: str
    rows: Sequence[Row]

    @property
    def refused(self) -> bool:
        """Whether `because` is a clause that is not fulfilled."""
        return self.answer == "no" and self.because not in set(map(str, NOT_IN_FORCE.values()))


Groups = list[tuple[str, object, list[Told]]]


def overview(
    explained: Sequence[Explanation], people: Mapping[str, str], offices: Mapping[str, str]
) -> Groups:
    """The policies by answer; `people` are the members of the household by key.

    `offices` says what offices are called, where that is not how the policies name them.
    """
    names = dict(people) | place_names(
        part for one in explained for part in one.subject.split("/") if PLACE.fullmatch(part)
    )
    titles = {one.policy.name: told(one.policy.title) for one in explained}
    of_policy: dict[str, list[Explanation]] = {}
    for one in explained:
        of_policy.setdefault(one.policy.name, []).append(one)
    found = [
        _told(rows, names, titles, office=offices.get(rows[0].policy.responsible.office, ""))
        for rows in of_policy.values()
    ]
    return [
        (answer, label, sorted((one for one in found if one.answer == answer), key=_wanting))
        for answer, label in ANSWERS.items()
    ]


def _wanting(one: Told) -> int:
    """What is lacking stands before what is not known, and both before what is well."""
    return min((URGENT.index(kind) for kind, _word in one.marks), default=len(URGENT))


def _told(
    rows: Sequence[Explanation], names: Mapping[str, str], titles: Mapping[str, str], *, office: str
) -> Told:
    best = sorted(rows, key=lambda one: list(ANSWERS).index(MARKS[one.answer][0]))
    policy, answer = best[0].policy, MARKS[best[0].answer][0]
    deciding = [one for one in best if one.answer is not False] or best[:1]
    return Told(
        policy=policy,
        title=titles[policy.name],
        office=office or policy.responsible.office,
        answer=answer,
        marks=_outcome(deciding),
        because=next(filter(None, map(_because, deciding)), ""),
        rows=[
            Row(
                about=_about(one, names),
                answer=MARKS[one.answer][0],
                marks=[(MARKS[one.answer][0], ANSWERS[MARKS[one.answer][0]]), *_outcome([one])],
                because=_because(one) if one.in_force is not True else "",
                lines=list(_lines(one, titles)),
            )
            for one in best
        ],
    )


def _outcome(rows: Sequence[Explanation]) -> list[Mark]:
    """The amount, or whether the standard holds, of those rows that the policy is for."""
    policy, due = rows[0].policy, [one.outcome for one in rows if one.answer]
    if not due:
        return []
    marks: list[Mark] = []
    if policy.amount:
        amounts = [one for one in due if isinstance(one, Decimal)]
        if amounts:
            marks.append(("yes", _("{yuan} 元").format(yuan=f"{sum(amounts):.2f}")))
        if len(amounts) < len(rows):
            marks.append(("unknown", _("金额不清楚")))
    elif policy.holds:
        if False in due:
            marks.append(("no", _("未达标")))
        if None in due:
            marks.append(("unknown", _("不清楚是否达标")))
        marks = marks or [("yes", _("达标"))]
    return marks


def _because(one: Explanation) -> str:
    """The clause that decides against somebody, or that nobody can answer."""
    if one.in_force is not True:
        return str(NOT_IN_FORCE[one.in_force])
    asked = one.standards if one.answer else one.clauses
    wrong: Answer = False if one.answer is False or one.outcome is False else None
    return next((clause.law for clause in asked if clause.answer is wrong), "")


def _lines(one: Explanation, titles: Mapping[str, str]) -> Iterable[Line]:
    yield from (_clause(clause, titles) for clause in one.clauses)
    for step in one.steps:
        filled = formula_in_words(step.with_values, step.formula, titles)
        yield Line(step.law, MARKS[None] if step.value is None else None, step.value, filled)
    yield from (_clause(clause, titles) for clause in one.standards)


def _clause(clause: ClauseAnswer, titles: Mapping[str, str]) -> Line:
    filled = formula_in_words(clause.with_values, clause.test, titles)
    return Line(clause.law, MARKS[clause.answer], None, filled)


def _about(one: Explanation, names: Mapping[str, str]) -> str:
    """Whom or what a row is about, in words; of people only members of the household are named."""
    return " ".join(filter(None, (_part(part, names) for part in one.subject.split("/"))))


def _part(part: str, names: Mapping[str, str]) -> str:
    if part in names:
        return names[part]
    if TOKEN.fullmatch(part):
        return ""
    if TERM.fullmatch(part):
        return period_in_words(part)
    word = code_in_words(part)
    return "" if CODE.fullmatch(word) else word
