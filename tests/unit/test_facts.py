"""Facts: what a query may say, the exact functions, and what the header must tell."""

from decimal import Decimal
from pathlib import Path

import pytest

from wuxiang.engine import DuckEngine
from wuxiang.errors import UserError
from wuxiang.facts import read_fact
from wuxiang.facts.columns import codes_of, labels_of
from wuxiang.facts.guard import guarded

HERE = Path("fact.sql")

REFUSED = [
    "select * from person",
    "select avg(days) from hospital_stay",
    "select days / 2 from hospital_stay",
    "select a from read_csv('secret')",
    "select a from 'secret.parquet'",
    "select current_date",
    "select random()",
    "select getenv('HOME')",
    "select days from hospital_stay limit 1",
    "select days from hospital_stay order by days",
    "select row_number() over (order by days) from hospital_stay",
    "select first(days) from hospital_stay",
    "select string_agg(hospital) from hospital_stay",
    "select cast(days as double) from hospital_stay",
    "select sum(days)::float from hospital_stay",
    "select days from main.hospital_stay",
    "select days from hospital_stay using sample 10%",
    "select days from hospital_stay, lateral (select 1)",
    "select list_transform([1], x -> x)",
    "select columns('a') from hospital_stay",
    "select divide(1) from hospital_stay",
    "select hospital_stay.days.more from a.hospital_stay",
    "select h.s.days from hospital_stay",
    "select " + " + ".join(["1"] * 80),
    "with recursive r as (select 1 as a union all select a from r) select a from r",
    "with person as (select days from hospital_stay) select days from person",
    "copy hospital_stay to 'x'",
    "drop table person",
    "attach 'x'",
    "select 1; select 2",
    "select " + "(" * 80 + "1" + ")" * 80,
]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_could_reach_outside_or_not_repeat_is_refused(sql: str) -> None:
    with pytest.raises(UserError) as refused:
        guarded(sql, HERE)
    assert refused.value.remedy


@pytest.mark.parametrize(
    "sql", ["select days from (person", "select 'days from person", "select " + "(" * 5000 + "1"]
)
def test_what_cannot_be_read_is_refused_with_its_file(sql: str) -> None:
    with pytest.raises(UserError, match=r"fact\.sql: the SELECT cannot be read"):
        guarded(sql, HERE)


def test_what_a_query_reads_is_known() -> None:
    query = guarded(
        "with grown as (select person_id from person) "
        "select g.person_id from grown as g join hospital_stay as s on s.person_id = g.person_id "
        "where exists (select 1 from moment where as_of > s.discharged_on)",
        HERE,
    )
    assert query.reads == ("hospital_stay", "moment", "person")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("divide(1, 3)", Decimal("0.3333")),
        ("divide(2, 3)", Decimal("0.6667")),
        ("divide(-2, 3)", Decimal("-0.6667")),
        ("divide(0.00005, 1)", Decimal("0.0001")),
        ("divide(10.00, 4)", Decimal("2.5000")),
        ("divide(1, 0)", None),
        ("divide(null, 2)", None),
        ("divide(1, null)", None),
        ("divide(cast(99999999999.99 as decimal(18, 2)), 7)", Decimal("14285714285.7129")),
        ("age_on(date '2000-02-29', date '2018-02-28')", 17),
        ("age_on(date '2000-02-29', date '2018-03-01')", 18),
        ("age_on(cast(null as date), date '2018-03-01')", None),
        ("days_between(date '2018-01-01', date '2018-03-01')", 59),
        ("starts(9, '140930100200')", "140930100"),
        ("divide(divide(1, 2), divide(1, 4))", Decimal("2.0000")),
    ],
)
def test_the_exact_functions(expression: str, value: object) -> None:
    with DuckEngine() as engine:
        sql = guarded(f"select {expression} as answer", HERE).sql(engine.dialect)
        assert engine.rows(sql) == [(value,)]


GOOD = "-- fact: stays\n-- grain: stay_id\n-- scope: household\n-- zh: 住院\n-- en: stays\n"


def written(folder: Path, text: str, name: str = "stays.sql") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_fact_is_read_with_its_header(tmp_path: Path) -> None:
    text = GOOD + "-- notes: one line\n-- and another\nselect stay_id from hospital_stay;\n"
    fact = read_fact(written(tmp_path, text))
    assert (fact.name, fact.grain, fact.scope) == ("stays", ("stay_id",), "household")
    assert fact.notes == "one line and another"
    assert fact.reads == ("hospital_stay",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (GOOD.replace("-- grain: stay_id\n", "") + "select 1 as a", "grain"),
        (GOOD.replace("household", "town") + "select 1 as a", "scope"),
        (GOOD.replace("fact: stays", "fact: other") + "select 1 as a", "other"),
        (GOOD + "-- colour: red\nselect 1 as a", "colour"),
        ("-- stays\nselect 1 as a", "not understood"),
        (GOOD, "not one SELECT"),
    ],
)
def test_a_header_that_lacks_something_is_refused(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(UserError, match=named) as refused:
        read_fact(written(tmp_path, text))
    assert refused.value.place is not None
    assert "stays.sql" in refused.value.place.file


def test_a_file_that_is_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="larger"):
        read_fact(written(tmp_path, GOOD + "--" + "x" * 70_000))
    path = tmp_path / "stays.sql"
    path.write_bytes(b"-- fact: \xff\xfe")
    with pytest.raises(UserError, match="UTF-8"):
        read_fact(path)


def test_codes_and_labels_follow_the_vocabulary_by_name() -> None:
    columns = {"status": "VARCHAR", "kind": "VARCHAR", "days": "INTEGER", "unheard_of": "DATE"}
    assert "exited_with_policies" in codes_of(columns)["status"]
    assert "kind" not in codes_of(columns)  # several lists have a column of this name
    assert "days" not in codes_of(columns)
    assert labels_of(columns)["days"] == "住院天数"
    assert "unheard_of" not in labels_of(columns)
