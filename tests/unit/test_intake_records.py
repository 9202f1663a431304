"""Which tables' numbers may start again."""

import pytest

from wuxiang.intake.records import ABOUT, LASTING, another_record
from wuxiang.schema import TABLES


def test_what_lasts_and_what_records_are_about_stands_in_the_vocabulary() -> None:
    assert set(TABLES) >= LASTING
    assert {column.name for table in TABLES.values() for column in table.columns} >= set(ABOUT)


@pytest.mark.parametrize("name", ["person", "household", "pairing", "flat", "office", "village"])
def test_what_changes_or_is_about_nobody_is_one_record(name: str) -> None:
    table = TABLES[name]
    assert another_record(table, [one.name for one in table.columns], one="a", other="b") == "false"


def test_only_what_both_rows_have_tells_them_apart() -> None:
    paid = TABLES["benefit_paid"]
    assert another_record(paid, ["payment_id", "amount", "state"], one="a", other="b") == "false"
    told = another_record(paid, ["person_id", "amount"], one="a", other="b")
    assert told == "coalesce(a.person_id <> b.person_id, false)"
