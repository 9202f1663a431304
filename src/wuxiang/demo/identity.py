"""Invented identities: numbers with valid check digits that cannot be a real person's.

ID numbers: the county's code (142232 for some born before 2000), a coherent birth date and a
sequence number from 900 to 989, the demo's band; the check digit is GB 11643's.
Telephone numbers begin with 100 (no range of mobile numbers does), accounts with 0000.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wuxiang.demo.arrays import Flags, Ints, numbered
from wuxiang.demo.chance import some

PREFIX = "140930"
OLD_PREFIX = "142232"
OLD_UNTIL = np.datetime64("2000-01-01")
BAND = 900
PER_SEX = 45
WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
CHECKS = np.frombuffer(b"10X98765432", np.uint8)

Days = npt.NDArray[np.int64]


def id_numbers(chance: np.random.Generator, births: Days, *, male: Flags) -> pa.Array:
    """One 18-digit ID number for each birth (days since 1970) and sex; no two are equal.

    Raises ValueError when more than 45 people share county code, birth date and sex.
    """
    born = births.astype("datetime64[D]")
    old = (born < OLD_UNTIL) & some(chance, len(births), share=0.72)
    rank = _rank_within(births * 4 + male * 2 + old)
    if len(rank) and rank.max() >= PER_SEX:
        raise ValueError("too many people born on one day for the demo's sequence numbers")
    digits = np.empty((len(births), 18), np.uint8)
    digits[:, :6] = np.where(old[:, None], _digits(OLD_PREFIX), _digits(PREFIX))
    digits[:, 6:14] = _number_digits(_as_yyyymmdd(born), 8)
    digits[:, 14:17] = _number_digits(BAND + 2 * rank + male, 3)
    check = CHECKS[(digits[:, :17] @ WEIGHTS) % 11]
    text = digits + ord("0")
    text[:, 17] = check
    return _as_text(text)


def phones(chance: np.random.Generator, rows: int) -> pa.Array:
    """Telephone numbers of 11 digits that begin with 100."""
    return numbered("100", chance.integers(0, 10**8, rows), width=8)


def accounts(chance: np.random.Generator, rows: int) -> pa.Array:
    """Bank accounts of 19 digits that begin with 0000."""
    return numbered("0000", chance.integers(0, 10**15, rows), width=15)


def _rank_within(group: Ints) -> Ints:
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    starts = np.r_[True, ordered[1:] != ordered[:-1]] if len(group) else np.zeros(0, np.bool_)
    first = np.maximum.accumulate(np.where(starts, np.arange(len(group)), 0))
    rank = np.empty(len(group), np.int64)
    rank[order] = np.arange(len(group)) - first
    return rank


def _as_yyyymmdd(born: npt.NDArray[np.datetime64]) -> Ints:
    month = born.astype("datetime64[M]")
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    month_of_year = month.astype(np.int64) % 12 + 1
    day_of_month = (born - month).astype(np.int64) + 1
    return np.asarray(year * 10_000 + month_of_year * 100 + day_of_month, np.int64)


def _digits(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8) - ord("0")


def _number_digits(values: Ints, width: int) -> npt.NDArray[np.uint8]:
    powers = 10 ** np.arange(width - 1, -1, -1)
    return (values[:, None] // powers % 10).astype(np.uint8)


def _as_text(rows: npt.NDArray[np.uint8]) -> pa.Array:
    offsets = np.arange(0, rows.size + 1, rows.shape[1], dtype=np.int32)
    buffers = [None, pa.py_buffer(offsets.tobytes()), pa.py_buffer(rows.tobytes())]
    return pa.Array.from_buffers(pa.string(), len(rows), buffers)
