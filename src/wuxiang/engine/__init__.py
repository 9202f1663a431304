"""Set-based computing behind one Protocol: DuckDB on one machine, another engine for a nation."""

from wuxiang.engine.duckdb import DuckEngine, quoted
from wuxiang.engine.protocol import Engine

__all__ = ["DuckEngine", "Engine", "quoted"]
