"""A value that is typed in is read by intake's own readers, and refused by intake's own rules."""

from datetime import date
from typing import cast

from wuxiang.intake.certificates import birth_date, is_male
from wuxiang.intake.cleaning import Cell, Read, reader_of
from wuxiang.intake.issues import RULES
from wuxiang.intake.layouts import Target
from wuxiang.schema import Column, Table

FORMATS = {"village_code": "area_code", "natural_village_code": "area_code", "term": "term"}
"""Columns that lists write in a spelling of their own."""
SEXES = {True: "male", False: "female"}


def read_cell(table: Table, column: Column, raw: str) -> Read:
    """What `raw` says in the column; a refused one has a rule that says why, and no value."""
    target = Target(f"{table.name}.{column.name}", FORMATS.get(column.name))
    return reader_of(target)(raw)


def refuses(rule: str | None) -> bool:
    """Whether a rule of intake bars the value."""
    return rule is not None and RULES[rule].severity == "refused"


def doubts(values: dict[str, Cell], id_number: str) -> list[str]:
    """Rules of intake by which a person's birth or sex is not what his ID number says."""
    if not id_number:
        return []
    born = cast(date | None, values.get("birth_date"))
    sex = values.get("sex")
    found = []
    if born is not None and born != birth_date(id_number):
        found.append("birth_differs")
    if sex is not None and sex != SEXES[is_male(id_number)]:
        found.append("sex_differs")
    return found
