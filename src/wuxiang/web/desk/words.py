"""How columns, codes and values are said on pages, in the language of whoever reads them."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from wuxiang.intake.issues import RULES
from wuxiang.schema import TABLES, Column, Table
from wuxiang.web.language import called, in_english

MARKS = {
    True: ("yes", _l("是")),
    False: ("no", _l("否")),
    None: ("unknown", _l("不清楚")),
}
"""The class and the word of each answer."""


TERMS = {"autumn": _l("秋季学期"), "spring": _l("春季学期")}
TERM = re.compile(r"(\d{4})-(autumn|spring)")
YEAR = re.compile(r"\d{4}")
ONCE = "once"
"""The period of what is paid once."""
UNITS = {"yuan": "元", "month": "月", "day": "天", "person": "人", "mu": "亩"}
UNITS_ENGLISH = {"亩": "mu"}
"""How the vocabulary's units are said in the other language."""


def label(thing: Table | Column) -> str:
    """What a table or column is called, a column with its unit."""
    unit = thing.unit if isinstance(thing, Column) else None
    if in_english():
        return f"{called(thing)} ({UNITS_ENGLISH.get(unit, unit)})" if unit else called(thing)
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
    if isinstance(value, Decimal) and column.kind == "number":
        return plain_number(value)
    return codes_of(column).get(str(value), str(value))


def period_in_words(period: str | None) -> str:
    """For which time something is due; of an event the number that lists give it."""
    if period is None or period == ONCE:
        return ""
    if term := TERM.fullmatch(period):
        return f"{term[1]} {TERMS[term[2]]}"
    return _("{year} 年").format(year=period) if YEAR.fullmatch(period) else period


def plain_number(value: Decimal) -> str:
    """A measured number without the zeros that nobody measured: 50.93 for 50.9300."""
    return f"{value.normalize():f}"


def complaint(rule: str) -> str:
    """What a rule of intake says of a value, and what to do about it."""
    colon = _("：")
    return f"{_(RULES[rule].zh)}{colon}{_(RULES[rule].remedy)}"


SIGNS = {
    "is not null": _l("有登记"), "is null": _l("没有登记"), "not in": _l("不属于"),
    "in": _l("属于"), "and": _l("且"), "or": _l("或"), "not": _l("不是"),
    "true": _l("是"), "false": _l("否"), "null": _l("不清楚"),
    "case": "", "when": _l("若"), "then": _l("则"), "else": _l("否则"), "end": "",
    "least": _l("取小者"), "greatest": _l("取大者"),
    "<=": "≤", ">=": "≥", "!=": "≠", "<>": "≠", "*": "×", "?": _l("不清楚"),
}  # fmt: skip
"""The signs of the rule language and how they are said; the longer first."""
OF_PARAMETERS: Mapping[str, object] = {
    "yes": _l("是"), "no": _l("否"), "helpers": _l("帮扶责任人"), "households": _l("户"),
}  # fmt: skip
"""Codes that parameters of a pack have, and no column."""
NO_TITLES: Mapping[str, str] = {}
SAYS_NOTHING = ("true", "false", "?")
"""What adds nothing to the answer that stands beside it."""
READS = re.compile(
    r"'([^']*)'|"
    + "|".join(rf"\b{sign}\b" if sign[0].isalpha() else re.escape(sign) for sign in SIGNS)
)
NAMES = re.compile(r"[a-z_]\w*")


def formula_in_words(filled: str, test: str = "", titles: Mapping[str, str] = NO_TITLES) -> str:
    """A formula with its values, its codes and signs said in words; `test` says what it reads.

    A policy is called by its title. A code that several columns say otherwise is left as it
    stands, unless `test` reads only one.
    """
    if filled in SAYS_NOTHING:
        return ""
    read = frozenset(NAMES.findall(test))

    def word(found: re.Match[str]) -> str:
        code = found[1]
        if code is None:
            return str(SIGNS[found[0]])
        return titles.get(code) or code_in_words(code, read)

    return " ".join(READS.sub(word, filled).split())


def code_in_words(code: str, read: frozenset[str] = frozenset()) -> str:
    """A code as the columns `read` call it, else as all do; where they differ, the code itself."""
    if code in OF_PARAMETERS:
        return str(OF_PARAMETERS[code])
    labels = _labels(in_english()).get(code, ())
    near = {label for column, label in labels if column in read}
    near = near or {label for _column, label in labels}
    return near.pop() if len(near) == 1 else code


@cache
def _labels(english: bool) -> Mapping[str, set[tuple[str, str]]]:
    """What each column that has a code calls it, by code."""
    found: dict[str, set[tuple[str, str]]] = {}
    for column in (column for table in TABLES.values() for column in table.columns):
        for code in column.codes.codes if column.codes else ():
            found.setdefault(code.value, set()).add((column.name, code.en if english else code.zh))
    return found
