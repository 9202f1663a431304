"""How columns, codes and values are said on pages, in the language of whoever reads them."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wuxiang.intake.issues import RULES
from wuxiang.schema import TABLES, Column, Table

MARKS = {True: ("yes", "是"), False: ("no", "否"), None: ("unknown", "不清楚")}
"""The class and the word of each answer."""


UNITS = {"yuan": "元", "month": "月", "day": "天", "person": "人", "mu": "亩"}
UNITS_ENGLISH = {"亩": "mu"}
"""How the vocabulary's units are said in the other language."""


def in_english() -> bool:
    """Whether the page is read in English."""
    return (get_language() or "").startswith("en")


def label(thing: Table | Column) -> str:
    """What a table or column is called, a column with its unit."""
    unit = thing.unit if isinstance(thing, Column) else None
    if in_english():
        return f"{thing.en} ({UNITS_ENGLISH.get(unit, unit)})" if unit else thing.en
    return f"{thing.zh}（{UNITS.get(unit, unit)}）" if unit else thing.zh


def codes_of(column: Column) -> Mapping[str, str]:
    """The values of a code column and how they are said."""
    found = column.codes.codes if column.codes else ()
    return {code.value: code.en if in_english() else code.zh for code in found}


def said(table: str, column: str, value: object) -> str:
    """A code in words; "" when nobody knows."""
    if value is None or value == "":
        return ""
    return codes_of(TABLES[table].column(column)).get(str(value), str(value))


def in_words(column: Column, value: object) -> str:
    """Any value in words; what nobody has told us is not known, never zero and never no."""
    if value is None or value == "":
        return _("不清楚")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    return codes_of(column).get(str(value), str(value))


def complaint(rule: str) -> str:
    """What a rule of intake says of a value, and what to do about it."""
    colon = _("：")
    return f"{_(RULES[rule].zh)}{colon}{_(RULES[rule].remedy)}"
