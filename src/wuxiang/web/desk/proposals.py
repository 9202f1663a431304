"""What was answered at a door or on the telephone, proposed as a correction of the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wuxiang.schema import TABLES
from wuxiang.web.accounts.models import User
from wuxiang.web.casework.models import Answer
from wuxiang.web.registry.correcting import OPEN
from wuxiang.web.registry.taking import known

SAID = {"true": "是", "false": "否"}
"""How an answer is written into a form of the register."""


@dataclass(frozen=True)
class Proposal:
    """A row of the register that says nothing where an answer says something."""

    table: str
    version: int
    column: str
    said: str


def proposals(user: User, household: str, answers: Iterable[Answer]) -> dict[int, Proposal]:
    """By answer, the one row that it completes; nothing is written until a person corrects it.

    Of a household that the user may see. Left out is what is known by now, what more than one
    row, or none, could mean, and what he may not correct.
    """
    told = {answer.pk: answer for answer in answers if answer.said}
    tables = [name for name, permission in OPEN.items() if user.may(permission)]
    wanted = {_column(answer) for answer in told.values()}
    rows = {name: _rows(name, household) for name in tables if wanted & _columns(name)}
    found = {pk: _meant(answer, rows) for pk, answer in told.items()}
    return {pk: one for pk, one in found.items() if one is not None}


def _meant(answer: Answer, rows: Mapping[str, list[Any]]) -> Proposal | None:
    """The row whose key stands in the question, else the only one that lacks the column."""
    column = _column(answer)
    lacking = [
        (name, row)
        for name, found in rows.items()
        if column in _columns(name)
        for row in found
        if getattr(row, column) is None
    ]
    named = [one for one in lacking if _is_named(*one, answer.question)]
    fitting = named or lacking
    if len(fitting) != 1:
        return None
    name, row = fitting[0]
    return Proposal(name, int(row.pk), column, SAID.get(answer.said, answer.said))


def _is_named(name: str, row: Any, question: str) -> bool:
    parts = question.split("/")
    return all(str(getattr(row, key)) in parts for key in TABLES[name].key)


def _rows(name: str, household: str) -> list[Any]:
    return list(known(name).filter(household_id=household))


def _columns(name: str) -> frozenset[str]:
    """The open columns of a table whose rows are a household's; none of another table."""
    names = frozenset(column.name for column in TABLES[name].stored)
    return names - {*TABLES[name].key} if "household_id" in names else frozenset()


def _column(answer: Answer) -> str:
    return answer.question.rpartition("/")[2]
