"""Any name works, also one that SQL keeps for itself; the same word in two roles does not."""

from dataclasses import replace

from tests.spec.sample import AS_OF, BLANK, SOURCE, clauses, define, every_row, steps
from wuxiang.engine import DuckEngine
from wuxiang.policy import compile_policy, render


def test_words_of_sql_as_names(engine: DuckEngine) -> None:
    policy = replace(
        BLANK, eligible=clauses({"check": "days > 1"}), amount=steps({"order": "days"})
    )
    define(engine, [{"household_id": "h1", "days": 2}])
    compiled = compile_policy(policy, SOURCE, as_of=AS_OF)
    [row] = every_row(engine, compiled)
    assert (row["check"], row["order"]) == (True, 2)
    assert len(engine.rows(compiled.decisions)) == 1
    assert len(engine.rows(compiled.funnel)) == 4


def test_the_engine_keeps_no_other_word(engine: DuckEngine) -> None:
    kept = "keyword_category IN ('reserved', 'type_function')"
    words = engine.rows(f"SELECT keyword_name FROM duckdb_keywords() WHERE {kept}")
    assert {str(word) for (word,) in words} <= render.RESERVED


def test_a_chinese_column(engine: DuckEngine) -> None:
    source = replace(SOURCE, columns={"household_id": "VARCHAR", "天数": "INTEGER"})
    policy = replace(BLANK, eligible=clauses({"long_stay": "天数 > 10"}), status="long")
    define(engine, [{"household_id": "h1", "天数": 11}], source=source)
    [row] = every_row(engine, compile_policy(policy, source, as_of=AS_OF))
    assert row["long_stay"] is True
