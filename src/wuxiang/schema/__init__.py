"""The vocabulary: tables, columns, types, codes, labels; the only list of columns there is."""

from collections.abc import Mapping

from wuxiang.schema.benefits import BENEFITS
from wuxiang.schema.followed import FOLLOWED, MADE_BY_INTAKE
from wuxiang.schema.households import HOUSEHOLDS
from wuxiang.schema.lists import LISTS
from wuxiang.schema.model import SQL_TYPES, Code, CodeList, Column, Kind, Secrecy, Table
from wuxiang.schema.officials import OFFICIALS
from wuxiang.schema.places import PLACES

VERSION = 1
"""Raised by one with each additive change; a manifest names the version it was written with."""

TABLES: Mapping[str, Table] = {table.name: table for table in (*PLACES, *HOUSEHOLDS, *BENEFITS, *OFFICIALS, *LISTS, *FOLLOWED)}

__all__ = ["MADE_BY_INTAKE", "SQL_TYPES", "TABLES", "VERSION", "Code", "CodeList", "Column", "Kind", "Secrecy", "Table"]
