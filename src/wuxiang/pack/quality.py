"""The rules of data quality: one SELECT each of what contradicts itself, or is lacking."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sqlglot import exp

from wuxiang.errors import Place, UserError
from wuxiang.facts import Query, read_query
from wuxiang.facts.columns import column_names
from wuxiang.facts.guard import guarded
from wuxiang.policy.model import Parameter, Words

RULE_KEYS = ("rule", "zh", "en", "severity", "remedy")
MAY_SAY = ("parameters", "source", "notes")
SEVERITIES = ("error", "warning")
PARAMETER = re.compile(r"([a-z][a-z0-9_]*) (\S+)((?: [0-9-]{10} = \S+)+)")
DATED = re.compile(r"([0-9-]{10}) = (\S+)")
NOT_KNOWN = "?"


@dataclass(frozen=True)
class Rule:
    """One rule of data quality: a SELECT of the rows that contradict themselves, or lack something.

    `severity` is error or warning; `remedy` says in Chinese what is to be done; `source` names the
    rule set it comes from; `parameters` are its dated boundaries, named in the SELECT.
    """

    name: str
    title: Words
    severity: str
    remedy: str
    source: str
    notes: str
    parameters: tuple[Parameter, ...]
    query: Query = field(compare=False, repr=False)
    place: Place

    def sql(self, dialect: str, *, day: date) -> str:
        """The SELECT for the engine, each parameter as it stood on `day`; unknown ones are NULL."""
        return self.query.sql(dialect, {one.name: one.on(day) for one in self.parameters})


def read_rule(path: Path) -> Rule:
    """The rule in the file `path`.

    Raises UserError, with file and line, for a header that lacks something or is not understood,
    a name that is not the file's, and SQL outside the allow-list.
    """
    header, sql = read_query(path, frozenset({*RULE_KEYS, *MAY_SAY}))
    place = Place(str(path), line=1)
    for key in RULE_KEYS:
        if not header.get(key):
            raise UserError(
                f"the header says nothing of `{key}`", remedy=f"add `-- {key}: …`", place=place
            )
    if header["rule"] != path.stem:
        raise UserError(
            f"rule `{header['rule']}` lies in a file of another name",
            remedy=f"name the file {header['rule']}.sql",
            place=place,
        )
    if header["severity"] not in SEVERITIES:
        raise UserError(
            f"severity `{header['severity']}` is neither error nor warning",
            remedy="`error` for what cannot be true, `warning` for what may be",
            place=place,
        )
    query = guarded(sql, path)
    return Rule(
        name=header["rule"],
        title=Words(header["zh"], header["en"]),
        severity=header["severity"],
        remedy=header["remedy"],
        source=header.get("source", ""),
        notes=header.get("notes", ""),
        parameters=tuple(_parameters(header.get("parameters", ""), query, place)),
        query=query,
        place=place,
    )


def _parameters(given: str, query: Query, place: Place) -> Iterator[Parameter]:
    """The parameters of a header line `-- parameters: name unit 2014-01-01 = 50; …`."""
    read = {column.name for column in query.tree.find_all(exp.Column) if not column.table}
    for part in filter(None, map(str.strip, given.split(";"))):
        found = PARAMETER.fullmatch(part)
        if found is None or found[1] in column_names():
            raise UserError(
                f"the parameter `{part}` is not understood, or has the name of a column",
                remedy="write `name unit 2014-01-01 = 50`, with ? for what nobody has told us",
                place=place,
            )
        if found[1] not in read:
            raise UserError(
                f"the SELECT does not read the parameter `{found[1]}`",
                remedy="name it in the SELECT, without a table before it",
                place=place,
            )
        values = tuple(sorted(_dated(day, value, place) for day, value in DATED.findall(found[3])))
        yield Parameter(name=found[1], unit=found[2], values=values, place=place)


def _dated(day: str, value: str, place: Place) -> tuple[date, Decimal | None]:
    try:
        return date.fromisoformat(day), None if value == NOT_KNOWN else Decimal(value)
    except (ValueError, InvalidOperation) as error:
        raise UserError(
            f"`{day} = {value}` is not a day and a number",
            remedy="write it as 2014-01-01 = 50",
            place=place,
        ) from error
