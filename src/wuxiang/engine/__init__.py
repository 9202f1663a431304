"""Set-based computing behind one Protocol: DuckDB on one machine, another engine for a nation."""

from wuxiang.engine.abreast import abreast, each_abreast
from wuxiang.engine.closing import Closing
from wuxiang.engine.duckdb import DuckEngine, Rows, quoted
from wuxiang.engine.parquet import Written, WrongKeyError, content_hash
from wuxiang.engine.protocol import Engine

__all__ = [
    "Closing",
    "DuckEngine",
    "Engine",
    "Rows",
    "Written",
    "WrongKeyError",
    "abreast",
    "content_hash",
    "each_abreast",
    "quoted",
]
