"""From numpy to Arrow: columns of the vocabulary's types without a Python loop over rows."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wuxiang.schema import TABLES, Column, Kind

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

ARROW_TYPES: Mapping[Kind, pa.DataType] = {
    "text": pa.string(),
    "code": pa.string(),
    "integer": pa.int32(),
    "number": pa.decimal128(18, 4),
    "money": pa.decimal128(18, 2),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
EPOCH = date(1970, 1, 1)


def day(text: str) -> int:
    """Days since 1970-01-01 of an ISO date."""
    return (date.fromisoformat(text) - EPOCH).days


def coded(words: Sequence[str], index: npt.ArrayLike, *, missing: Flags | None = None) -> pa.Array:
    """`words[index]`, empty where `missing`."""
    positions = pa.array(np.asarray(index, np.int64), mask=missing)
    return pa.array(words, pa.string()).take(positions)


def dates(days: npt.ArrayLike, missing: Flags | None = None) -> pa.Array:
    """Dates from days since 1970-01-01, empty where `missing`."""
    return pa.array(np.asarray(days, np.int32), pa.int32(), mask=missing).cast(pa.date32())


def flags(values: npt.ArrayLike, missing: Flags | None = None) -> pa.Array:
    """Yes and no, empty where `missing`."""
    return pa.array(np.asarray(values, np.bool_), pa.bool_(), mask=missing)


def integers(values: npt.ArrayLike, missing: Flags | None = None) -> pa.Array:
    """Whole numbers, empty where `missing`."""
    return pa.array(np.asarray(values, np.int32), pa.int32(), mask=missing)


def money(fen: npt.ArrayLike, missing: Flags | None = None) -> pa.Array:
    """Amounts in yuan with two places, from 分, empty where `missing`."""
    return _decimals(np.asarray(fen, np.int64), pa.decimal128(18, 2), missing=missing)


def yuan(values: npt.ArrayLike, missing: Flags | None = None) -> pa.Array:
    """Amounts in yuan with two places, from whole yuan, empty where `missing`."""
    return money(np.asarray(values, np.int64) * 100, missing)


def numbers(values: npt.ArrayLike, missing: Flags | None = None) -> pa.Array:
    """Numbers with four places, rounded to two, empty where `missing`."""
    hundredths = np.rint(np.asarray(values, np.float64) * 100).astype(np.int64)
    return _decimals(hundredths * 100, pa.decimal128(18, 4), missing=missing)


def degrees(values: npt.ArrayLike) -> pa.Array:
    """Coordinates with four places, about 10 m."""
    parts = np.rint(np.asarray(values, np.float64) * 10_000).astype(np.int64)
    return _decimals(parts, pa.decimal128(18, 4), missing=None)


def numbered(prefix: str, values: npt.ArrayLike, *, width: int) -> pa.Array:
    """`prefix` followed by each number, padded with zeros to `width` digits."""
    return pa.array([f"{prefix}{value:0{width}d}" for value in np.asarray(values).tolist()])


def filled(text: str, rows: int) -> pa.Array:
    """The same text in every row."""
    return pa.repeat(pa.scalar(text, pa.string()), rows)


def shaped(name: str, columns: Mapping[str, pa.Array]) -> pa.Table:
    """The schema's table `name`, identities included; columns that were not given are empty.

    Without any column it has no rows.
    Raises KeyError when a column is not in the vocabulary.
    """
    table = TABLES[name]
    for column in columns:
        table.column(column)
    rows = max(map(len, columns.values()), default=0)
    arrays = [_column(column, columns, rows=rows) for column in table.columns]
    return pa.table(arrays, names=[column.name for column in table.columns])


def _column(column: Column, columns: Mapping[str, pa.Array], *, rows: int) -> pa.Array:
    wanted = ARROW_TYPES[column.kind]
    if column.name not in columns:
        return pa.nulls(rows, wanted)
    given = columns[column.name]
    return given if given.type == wanted else given.cast(wanted)


def _decimals(scaled: Ints, kind: pa.DataType, *, missing: Flags | None) -> pa.Array:
    words = np.empty((len(scaled), 2), np.int64)
    words[:, 0] = scaled
    words[:, 1] = scaled >> 63  # the sign, as a 128-bit number in two's complement has it
    valid = None
    if missing is not None:
        valid = pa.py_buffer(np.packbits(~missing, bitorder="little").tobytes())
    return pa.Array.from_buffers(kind, len(scaled), [valid, pa.py_buffer(words.tobytes())])
