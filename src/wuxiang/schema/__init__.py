"""The vocabulary: tables, columns, types, codes, labels; the only list of columns there is."""

from collections.abc import Mapping

from wuxiang.schema.accountability import ACCOUNTABILITY
from wuxiang.schema.benefits import BENEFITS
from wuxiang.schema.followed import FOLLOWED, MADE_BY_INTAKE
from wuxiang.schema.governing import GOVERNING
from wuxiang.schema.households import HOUSEHOLDS
from wuxiang.schema.industry import INDUSTRY
from wuxiang.schema.lists import LISTS
from wuxiang.schema.model import SQL_TYPES, Code, CodeList, Column, Kind, Language, Secrecy, Table
from wuxiang.schema.monitoring import MONITORING
from wuxiang.schema.officials import OFFICIALS
from wuxiang.schema.places import PLACES
from wuxiang.schema.resettlement import RESETTLEMENT
from wuxiang.schema.village_works import VILLAGE_WORKS

VERSION = 1
"""Raised by one with each additive change; a manifest names the version it was written with."""

_PARTS = (
    PLACES,  # where
    HOUSEHOLDS,  # who
    BENEFITS,  # what happens to people, and what they receive
    OFFICIALS,  # who helps and leads
    LISTS,  # what other offices' lists say
    FOLLOWED,  # what is followed over the years
    VILLAGE_WORKS,  # what is done for villages
    GOVERNING,  # who answers, papers, gifts
    ACCOUNTABILITY,  # training, teams, visits, calls, bulletins, the ledger of problems
    MONITORING,  # clues of relapse, months of income
    INDUSTRY,  # what raises income
    RESETTLEMENT,  # who moves, and what is done for them
)
TABLES: Mapping[str, Table] = {table.name: table for part in _PARTS for table in part}

__all__ = ["MADE_BY_INTAKE", "SQL_TYPES", "TABLES", "VERSION", "Code", "CodeList", "Column", "Kind", "Language", "Secrecy", "Table"]
