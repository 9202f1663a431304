"""A table on disk: the same bytes however its rows come, sorted by a key that comes once."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wuxiang.engine import WrongKeyError, content_hash
from wuxiang.engine.parquet import ROWS_PER_GROUP, write_parquet
from wuxiang.folder import sha256_of

MANY = ROWS_PER_GROUP + 5


def rows(count: int) -> pa.Table:
    """Rows of every kind of column that a run writes, some of them not known."""
    numbers = range(count)
    return pa.table(
        {
            "household_id": pa.array([f"h{number:07}" for number in numbers], pa.string()),
            "policy": pa.array(["allowance"] * count, pa.string()),
            "note": pa.array([None] * count, pa.string()),
            "amount": pa.array(
                [None if n % 7 == 0 else Decimal(n) / 4 for n in numbers], pa.decimal128(18, 2)
            ),
            "eligible": [None if number % 5 == 0 else number % 2 == 0 for number in numbers],
            "members": pa.array(numbers, pa.int32()),
        }
    )


def in_batches(table: pa.Table, size: int) -> pa.RecordBatchReader:
    """The table in batches of `size` rows."""
    return pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=size))


@pytest.mark.parametrize("count", [0, 1, 1000, ROWS_PER_GROUP, MANY])
def test_what_was_written_is_read_back(tmp_path: Path, count: int) -> None:
    file = tmp_path / "table.parquet"
    written = write_parquet(in_batches(rows(count), 2048), file, key=["household_id"])
    assert pq.read_table(file).equals(rows(count))
    assert written.rows == count
    assert written.sha256 == sha256_of(file)
    assert written.content == content_hash(file)


def test_the_bytes_do_not_tell_in_which_batches_the_rows_came(tmp_path: Path) -> None:
    table = rows(MANY)
    written = [
        write_parquet(in_batches(table, size), tmp_path / f"{size}.parquet", key=["household_id"])
        for size in (MANY, 1000, 777)
    ]
    assert len(set(written)) == 1


def test_the_content_does_not_tell_who_wrote_it(tmp_path: Path) -> None:
    table = rows(1000)
    written = write_parquet(in_batches(table, 100), tmp_path / "a.parquet", key=["household_id"])
    pq.write_table(table, tmp_path / "b.parquet", compression="zstd", row_group_size=7)
    assert content_hash(tmp_path / "b.parquet") == written.content
    other = table.set_column(5, "members", pa.array([1] * 1000, pa.int32()))
    pq.write_table(other, tmp_path / "c.parquet")
    assert content_hash(tmp_path / "c.parquet") != written.content


WRONG: dict[str, tuple[list[str | None], list[int]]] = {
    "twice": (["a", "b", "b"], [1, 1, 1]),
    "too late": (["b", "a"], [1, 1]),
    "the second part too late": (["a", "a"], [2, 1]),
    "not known twice": (["a", None, None], [1, 1, 1]),
    "not known, then known": ([None, "a"], [1, 1]),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_key_that_comes_twice_or_too_late_is_refused(tmp_path: Path, wrong: str) -> None:
    names, numbers = WRONG[wrong]
    table = pa.table({"name": pa.array(names, pa.string()), "number": numbers})
    with pytest.raises(WrongKeyError) as caught:
        write_parquet(in_batches(table, 1), tmp_path / "table.parquet", key=["name", "number"])
    assert caught.value.key == (names[-1], numbers[-1])


def test_what_is_not_known_comes_last(tmp_path: Path) -> None:
    table = pa.table({"name": pa.array(["a", "a", "b", None]), "number": [1, None, 1, 1]})
    written = write_parquet(in_batches(table, 2), tmp_path / "t.parquet", key=["name", "number"])
    assert written.rows == len(table)


def test_a_key_that_comes_twice_across_blocks_is_found(tmp_path: Path) -> None:
    numbers = [*range(ROWS_PER_GROUP), ROWS_PER_GROUP - 1]
    with pytest.raises(WrongKeyError):
        write_parquet(
            in_batches(pa.table({"number": numbers}), 4096),
            tmp_path / "table.parquet",
            key=["number"],
        )


def test_an_error_on_the_way_is_told(tmp_path: Path) -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        yield rows(10).to_batches()[0]
        raise pa.ArrowInvalid("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(rows(10).schema, batches())
    with pytest.raises(pa.ArrowInvalid, match="disk is gone"):
        write_parquet(reader, tmp_path / "table.parquet", key=["household_id"])
