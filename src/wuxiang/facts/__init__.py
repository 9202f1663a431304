"""Facts: the joins, sums, ages and durations that policies read, each with a stated grain."""

from wuxiang.facts.columns import Fact, codes_of, labels_of
from wuxiang.facts.guard import engine_sql, tables_read
from wuxiang.facts.read import read_fact, read_query

__all__ = ["Fact", "codes_of", "engine_sql", "labels_of", "read_fact", "read_query", "tables_read"]
