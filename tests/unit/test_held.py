"""Rows of a source held as texts say the same when a statement reads them."""

from datetime import date
from decimal import Decimal

from wuxiang.ask.held import Held, as_texts, from_text
from wuxiang.engine import DuckEngine
from wuxiang.policy import Source

ROWS = [
    (1, "甲'乙", 2**40, Decimal("-0.10"), date(2019, 5, 5), True, 0.1),
    (1, "", -3, Decimal("12345678901234.56"), date(1899, 12, 31), False, 1e300),
    (1, "NULL, [x] ", 0, Decimal("0.00"), date(2019, 1, 1), None, -0.0),
    (2, None, None, None, None, None, None),
    (4, "two\nlines\tand \x1dmarks\x1e of\x1f ours", 1, None, None, None, None),
]
KINDS = ("VARCHAR", "BIGINT", "DECIMAL(18,2)", "DATE", "BOOLEAN", "DOUBLE")
SOURCE = Source("source", ("the name",), dict(zip(("the name", *"abcde"), KINDS, strict=True)))


def read_back(*numbers: int) -> list[tuple[object, ...]]:
    columns = {"number": "BIGINT", **SOURCE.columns}
    with DuckEngine() as engine:
        engine.outline("source", columns)
        connection = engine._connection
        for row in ROWS:
            connection.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        held = Held(engine.arrow(as_texts(SOURCE, "SELECT * FROM source")))
        own = held.of(numbers)
        return [] if own is None else engine.ready(from_text(SOURCE))(own)


def test_every_kind_of_value_comes_back_as_it_was() -> None:
    assert read_back(1) == [row[1:] for row in ROWS[:3]]


def test_what_is_not_known_stays_so() -> None:
    assert read_back(2) == [(None,) * 6]


def test_rows_of_several_come_together_and_of_nobody_none() -> None:
    assert [row[0] for row in read_back(2, 3, 1)] == [None, *(row[1] for row in ROWS[:3])]
    assert read_back(3) == []


def test_a_character_that_parts_cells_is_a_blank() -> None:
    assert read_back(4)[0][0] == "two\nlines\tand  marks  of  ours"
