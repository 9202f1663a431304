"""Facts: the joins, sums, ages and durations that policies read, each with a stated grain."""

from wuxiang.facts.columns import Fact, codes_of, labels_of
from wuxiang.facts.guard import Query
from wuxiang.facts.read import read_fact, read_query

__all__ = ["Fact", "Query", "codes_of", "labels_of", "read_fact", "read_query"]
