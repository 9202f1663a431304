"""Rows of a source held as texts say the same when a statement reads them."""

from datetime import date
from decimal import Decimal

import pyarrow as pa

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
TYPES = (
    *(pa.int64(), pa.string(), pa.int64(), pa.decimal128(18, 2)),
    *(pa.date32(), pa.bool_(), pa.float64()),
)
SOURCE = Source("source", ("the name",), dict(zip(("the name", *"abcde"), KINDS, strict=True)))


def read_back(*numbers: int) -> list[tuple[object, ...]]:
    columns = zip(("number", *SOURCE.columns), TYPES, zip(*ROWS, strict=True), strict=True)
    with DuckEngine() as engine:
        engine.take("source", pa.table({name: pa.array(of, kind) for name, kind, of in columns}))
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
