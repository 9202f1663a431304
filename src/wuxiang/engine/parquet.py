"""Tables as Parquet files: written block by block, and hashed as they are written."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wuxiang.folder import sha256_of

ROWS_PER_GROUP = 122_880
COMPRESSION = "lz4"
"""Larger files than with zstd (1.8 times), but keys, which hardly shrink, read twice as fast."""
LOOKED_AT = 1_024
TIMES = 4
"""A text column whose first values come so often each is written as numbers of a dictionary."""
ROWS_AT_ONCE = 16_384


@dataclass(frozen=True)
class Written:
    """One table on disk: rows, SHA-256 of the file, and the hash of what it says."""

    rows: int
    sha256: str
    content: str


class WrongKeyError(Exception):
    """A row does not come after the one before it, by the key that it was to be sorted by."""

    def __init__(self, key: tuple[object, ...]) -> None:
        super().__init__(f"the key {key} is not unique, or out of order")
        self.key = key


class Digest:
    """The hash of what a table says, whatever wrote it: SHA-256 over its values in order.

    Each column goes in apart (which values are known; the length of texts; the known values), so
    that neither row groups nor compression tell. The rows stand in the order of their key.
    """

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._parts = [[hashlib.sha256() for _ in range(3)] for _ in schema]

    def add(self, rows: pa.RecordBatch) -> None:
        """The next rows of the table."""
        for parts, column in zip(self._parts, rows.columns, strict=True):
            for part, content in zip(parts, _as_bytes(column), strict=True):
                part.update(content)

    def hexdigest(self) -> str:
        """The hash of all rows so far, in hex."""
        said = [f"{field.name} {field.type}" for field in self._schema]
        said += [part.hexdigest() for parts in self._parts for part in parts]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()


def content_hash(path: Path) -> str:
    """The hash of what the Parquet file at `path` says (see Digest)."""
    with pq.ParquetFile(path, pre_buffer=False) as file:
        digest = Digest(file.schema_arrow)
        for rows in file.iter_batches(ROWS_AT_ONCE, use_threads=False):
            digest.add(rows)
    return digest.hexdigest()


def write_parquet(rows: pa.RecordBatchReader, path: Path, *, key: Sequence[str]) -> Written:
    """Write `rows`, sorted by their unique `key`, to the Parquet file `path`.

    The same rows give the same bytes, in whatever batches they come. Raises WrongKeyError, and
    leaves half a file, when a row does not come after the one before it.
    """
    digest, count = Digest(rows.schema), 0
    blocks = _blocks(rows)
    first = next(blocks)
    before = first.select(key).slice(0, 0)
    with pq.ParquetWriter(
        path,
        rows.schema,
        compression=COMPRESSION,
        use_dictionary=_of_few_values(first),
        write_statistics=[one.name for one in rows.schema if one.name in key or not _is_text(one)],
        store_decimal_as_integer=True,
    ) as file:
        for block in chain([first], blocks):
            _refuse_wrong_key(before, block, key)
            file.write_batch(block, row_group_size=ROWS_PER_GROUP)
            digest.add(block)
            count += len(block)
            before = block.select(key).take(pa.array(range(len(block))[-1:], pa.int64()))
    return Written(count, sha256_of(path), digest.hexdigest())


def _blocks(rows: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    """The rows anew in batches of ROWS_PER_GROUP, each in one piece; at least one, maybe empty."""
    held: list[pa.RecordBatch] = []
    lacking = ROWS_PER_GROUP
    for batch in rows:
        rest = batch
        while len(rest) >= lacking:
            yield _in_one_piece([*held, rest.slice(0, lacking)])
            held, rest, lacking = [], rest.slice(lacking), ROWS_PER_GROUP
        held.append(rest)
        lacking -= len(rest)
    yield _in_one_piece(held or [pa.RecordBatch.from_pylist([], rows.schema)])


def _in_one_piece(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    """All rows of `batches`, which are copied only where there are several that hold some."""
    filled = [batch for batch in batches if len(batch)]
    return filled[0] if len(filled) == 1 else pa.concat_batches(batches)


def _of_few_values(block: pa.RecordBatch) -> list[str]:
    looked_at = block.slice(0, LOOKED_AT)
    return [
        field.name
        for field in block.schema
        if _is_text(field)
        and pc.count_distinct(looked_at[field.name]).as_py() * TIMES <= len(looked_at)
    ]


def _is_text(field: pa.Field) -> bool:
    return bool(pa.types.is_string(field.type))


def _refuse_wrong_key(before: pa.RecordBatch, block: pa.RecordBatch, key: Sequence[str]) -> None:
    """WrongKeyError for the first row of `block` that does not come after the row before it."""
    later, same = np.False_, np.True_
    columns = [pa.concat_arrays([before[name], block[name]]) for name in key]
    for column in columns:
        one, following = column[:-1], column[1:]
        known, follows = one.is_valid(), following.is_valid()
        unknown_now = pc.and_(known, pc.invert(follows))  # what is not known comes last
        later |= same & (_true(pc.less(one, following)) | _true(unknown_now))
        same &= _true(pc.equal(one, following)) | _true(pc.invert(pc.or_(known, follows)))
    wrong = np.flatnonzero(~later)
    if len(wrong):
        raise WrongKeyError(tuple(column[int(wrong[0]) + 1].as_py() for column in columns))


def _true(answers: pa.BooleanArray) -> np.ndarray:
    """Where the answer is known and true."""
    found: np.ndarray = answers.fill_null(False).to_numpy(zero_copy_only=False)
    return found


def _as_bytes(column: pa.Array) -> Sequence[bytes | pa.Buffer]:
    """Which values are known, a byte each; the lengths of the known texts; the known values."""
    if column.null_count == len(column):
        return bytes(len(column)), b"", b""
    known, values = b"\x01" * len(column), column
    if column.null_count:
        known = column.is_valid().cast(pa.uint8()).to_numpy().tobytes()
        values = column.drop_null()
    if pa.types.is_boolean(values.type):
        values = values.cast(pa.uint8())
    if pa.types.is_string(values.type):
        ends = np.frombuffer(values.buffers()[1], np.int32)[values.offset :][: len(values) + 1]
        return known, np.diff(ends).tobytes(), values.buffers()[2][int(ends[0]) : int(ends[-1])]
    width = values.type.bit_width // 8
    start = values.offset * width
    return known, b"", values.buffers()[1][start : start + len(values) * width]
