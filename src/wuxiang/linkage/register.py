"""The register's side: every person of a snapshot as a row that a list's can be held against."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from wuxiang.engine import DuckEngine
from wuxiang.linkage.lists import Row
from wuxiang.linkage.model import COLUMNS
from wuxiang.linkage.names import spell
from wuxiang.sealing import Keys
from wuxiang.snapshot import identities

PEOPLE = """
SELECT p.person_id AS person, p.household_id AS household, i.name, i.id_number,
  strftime(p.birth_date, '%Y%m%d') AS birth, p.sex, h.village_code AS village,
  substr(h.village_code, 1, 9) AS township, n.national_number AS home, k.name AS head
FROM person p JOIN household h USING (household_id)
LEFT JOIN identity_of_person i USING (person_id)
LEFT JOIN identity_of_household n USING (household_id)
LEFT JOIN (SELECT household_id, min(person_id) AS person_id FROM person
  WHERE relation = 'head' GROUP BY household_id) m USING (household_id)
LEFT JOIN identity_of_person k ON k.person_id = m.person_id
ORDER BY p.person_id
"""
PLACES = "SELECT area_code, parent_code, level, name FROM area WHERE valid_to IS NULL ORDER BY ALL"
COMMITTEE = re.compile("(村民委员会|村委会|居民委员会|居委会|行政村)$")
SCHEMA = pa.schema([(name, pa.int32() if name == "unread" else pa.string()) for name in COLUMNS])


@dataclass(frozen=True)
class Person:
    """Somebody on the register, by name: never written into an open table."""

    person: str
    household: str
    name: str | None
    id_number: str | None
    birth: str | None
    sex: str | None
    village: str | None
    township: str | None
    home: str | None
    head: str | None


@dataclass(frozen=True)
class Register:
    """Everybody on the register, and the names of places."""

    people: Mapping[str, Person]
    """By token."""
    villages: Mapping[tuple[str, str], str]
    """Township and village (plain name) → code; township '' where the village's name is unique."""
    townships: Mapping[str, str]
    names: Mapping[str, str]
    """Code → name."""

    @cached_property
    def by_number(self) -> Mapping[str, str]:
        """ID number → token."""
        return {p.id_number: p.person for p in self.people.values() if p.id_number}

    @cached_property
    def table(self) -> pa.Table:
        """The people as rows of the model."""
        return rows_of(
            (p.person, p.name, (p.birth, p.sex, p.village, p.township, p.home, p.head, p.id_number))
            for p in self.people.values()
        )

    def code_of(self, township: object, village: object) -> str | None:
        """A village's code by its name; None when there is none or more than one such."""
        if village is None:
            return None
        return self.villages.get((str(township or ""), plain_village(str(village))))

    def township_of(self, township: object, village: str | None) -> str | None:
        """A township's code (9 digits)."""
        return village[:9] if village else self.townships.get(str(township))


def plain_village(name: str) -> str:
    """A village's name without its committee, and without 村 behind two characters or more."""
    bare = COMMITTEE.sub("", name.strip())
    return bare.removesuffix("村") if len(bare) > 2 else bare


def open_register(engine: DuckEngine, snapshot: Path, keys: Keys) -> Register:
    """The register of a snapshot; `engine` holds its tables.

    Raises UserError when the keys are not the snapshot's.
    """
    for name in ("person", "household"):
        engine.take(f"identity_of_{name}", identities(snapshot, keys, name))
    found = [Person(*map(_text, row)) for row in engine.rows(PEOPLE)]  # type: ignore[arg-type]
    places = [tuple(map(str, row)) for row in engine.rows(PLACES)]
    townships = {name: code[:9] for code, _, level, name in places if level == "township"}
    return Register(
        people={p.person: p for p in found},
        villages=_villages(places),
        townships=townships,
        names={code: name for code, _, _, name in places},
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _villages(places: list[tuple[str, ...]]) -> dict[tuple[str, str], str]:
    township = {code: name for code, _, level, name in places if level == "township"}
    found: dict[tuple[str, str], set[str]] = {}
    for code, parent, level, name in places:
        if level in ("village", "community"):
            bare = plain_village(name)
            for above in ("", township.get(parent, "")):
                found.setdefault((above, bare), set()).add(code)
    return {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1}


def rows_of(
    given: Iterable[tuple[str, str | None, tuple[str | None, ...]]],
) -> pa.Table:
    """Rows of the model (COLUMNS): a key, a name, and birth, sex, village, township, home, head
    (its name) and number, each empty where not known; birth is written 20180131."""
    columns: list[list[object]] = [[] for _ in COLUMNS]
    for key, name, rest in given:
        spelt = spell(name or "")
        birth, sex, village, township, home, head, number = rest
        marks = spelt if spelt.chars else (None,) * 5 + (0,)
        said = spell(head).sound if head else None
        row = (key, *marks, birth, sex, village, township, home, said or None, number)
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    return pa.table(columns, schema=SCHEMA)


def listed_rows(rows: Iterable[tuple[int, Row]], register: Register) -> pa.Table:
    """Rows of lists, each with its number, as rows of the model."""
    return rows_of((str(number), row.name, _said(row, register)) for number, row in rows)


def _said(row: Row, register: Register) -> tuple[str | None, ...]:
    value = row.values
    village = register.code_of(value["township"], value["village"])
    born = value["birth_date"]
    return (
        f"{born:%Y%m%d}" if isinstance(born, date) else None,
        _text(value["sex"]),
        village,
        register.township_of(value["township"], village),
        _text(value["household_number"]),
        _text(value["head_name"]),
        row.id_text,
    )
