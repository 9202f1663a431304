"""Set-based computing behind one Protocol: DuckDB on one machine, another engine for a nation."""

from wuxiang.engine.abreast import WORKERS, abreast, dealt, each_abreast
from wuxiang.engine.closing import Closing
from wuxiang.engine.duckdb import DuckEngine, Rows, quoted
from wuxiang.engine.parquet import Written, WrongKeyError, content_hash
from wuxiang.engine.protocol import Engine

__all__ = [
    "WORKERS",
    "Closing",
    "DuckEngine",
    "Engine",
    "Rows",
    "Written",
    "WrongKeyError",
    "abreast",
    "content_hash",
    "dealt",
    "each_abreast",
    "quoted",
]
