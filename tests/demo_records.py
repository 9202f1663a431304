"""Questions in SQL to a demo county's own tables, a small one or the whole."""

from collections.abc import Mapping
from functools import cache

import duckdb
import pyarrow as pa

from tests.hequ_county import whole_tables
from wuxiang.demo import generate

SMALL = 0.04
MEMBER = "left_on IS NULL"


@cache
def small() -> Mapping[str, pa.Table]:
    return generate(7, SMALL).tables


@cache
def records(*, whole: bool) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for name, table in (whole_tables() if whole else small()).items():
        connection.register(name, table)
    return connection


def ask(sql: str, *, whole: bool = False) -> list[tuple[object, ...]]:
    """The rows of a query over the tables of the small county, or of the whole one."""
    return records(whole=whole).execute(sql).fetchall()


def number(sql: str, *, whole: bool = False) -> object:
    return ask(sql, whole=whole)[0][0]
