"""Who was asked: survey weights, strata and clusters, and the standard errors that follow.

Every measure of this package hands over its estimate and its influence: by how much the estimate
moves when a row's weight does. The standard error of any of them is then that of a total.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from wuxiang.errors import UserError
from wuxiang.strict_yaml import suggestion

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Survey:
    """The weight of each row and the cluster it was drawn in; rows stand as in the data.

    `weights` (n,) are how many each row stands for, NaN where nobody knows; `cluster` (n,) numbers
    the cluster of each row; `stratum_of` (clusters,) is the stratum of each cluster and
    `clusters_in` (strata,) how many clusters were drawn in each. A part of the rows
    (`take`) keeps the whole design, as domain estimation asks for.
    """

    weights: Floats
    cluster: Ints
    stratum_of: Ints
    clusters_in: Ints

    @classmethod
    def of(
        cls,
        table: pa.Table,
        *,
        weight: str | None = None,
        cluster: str | None = None,
        stratum: str | None = None,
    ) -> Self:
        """The survey in the named columns of `table`; without them, each row is drawn by itself.

        Raises UserError for a column that is absent, a weight below zero, or a row whose cluster
        or stratum nobody knows.
        """
        rows = table.num_rows
        weights = np.ones(rows) if weight is None else numbers(table, weight)
        if (weights < 0).any():
            raise UserError(
                f"`{weight}` holds weights below zero",
                remedy="a weight is how many a row stands for",
            )
        strata = np.zeros(rows, np.int64) if stratum is None else _numbered(table, stratum)
        units = np.arange(rows) if cluster is None else _numbered(table, cluster)
        _, first, inverse = np.unique(
            strata * (rows + 1) + units, return_index=True, return_inverse=True
        )
        stratum_of = strata[first]
        return cls(weights, inverse, stratum_of, np.bincount(stratum_of))

    def take(self, rows: Ints | Flags) -> Self:
        """These rows of the survey, the whole design kept: a domain."""
        kept = type(self)
        return kept(self.weights[rows], self.cluster[rows], self.stratum_of, self.clusters_in)

    def standard_error(self, influence: Floats) -> float | None:
        """The standard error of an estimate with this influence (n,) of each row.

        Taylor linearisation with the ultimate clusters taken as drawn with replacement: Woodruff
        (1971), Journal of the American Statistical Association 66: 411-414; Deville (1999), Survey
        Methodology 25: 193-203. None where a stratum has one cluster only, or an influence is NaN.
        """
        if np.isnan(influence).any():
            return None
        hit, inverse = np.unique(self.cluster, return_inverse=True)
        totals = np.bincount(inverse, self.weights * influence, minlength=len(hit))
        stratum = self.stratum_of[hit]
        size = len(self.clusters_in)
        sums = np.bincount(stratum, totals, minlength=size)
        squares = np.bincount(stratum, totals**2, minlength=size)
        drawn = self.clusters_in
        if (drawn[stratum] < 2).any():
            return None
        spread = np.maximum(squares - sums**2 / drawn, 0)
        return float(np.sqrt((spread * drawn / np.maximum(drawn - 1, 1)).sum()))


def column(table: pa.Table, name: str) -> pa.ChunkedArray:
    """The column `name` of `table`; UserError, with the nearest name, if there is none."""
    if name not in table.column_names:
        raise UserError(
            f"there is no column `{name}`",
            remedy=suggestion(name, table.column_names)
            or f"one of: {', '.join(table.column_names)}",
        )
    return table[name]


def numbers(table: pa.Table, name: str) -> Floats:
    """The column `name` as floats, NaN for what is not known; UserError if it holds no numbers."""
    found = column(table, name)
    kind = found.type
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
        raise UserError(f"`{name}` holds no numbers but {kind}", remedy="name a column of numbers")
    values: Floats = found.cast(pa.float64()).to_numpy().astype(np.float64)
    if np.isinf(values).any():
        raise UserError(
            f"`{name}` holds an infinite number", remedy="correct it, or leave it empty"
        )
    return values


def groups(table: pa.Table, name: str) -> Iterator[tuple[object, Ints]]:
    """Each value of the column `name`, in order, with the numbers of its rows; None comes last."""
    found = column(table, name).combine_chunks()
    codes = pc.dictionary_encode(found)
    words = codes.dictionary.to_pylist()
    numbered = pc.fill_null(codes.indices, len(words)).to_numpy(zero_copy_only=False)
    order = np.argsort(numbered, kind="stable")
    starts = np.searchsorted(numbered[order], np.arange(len(words) + 2))
    ranked: Sequence[int] = sorted(range(len(words)), key=lambda at: words[at])
    for at in ranked:
        yield words[at], order[starts[at] : starts[at + 1]]
    unknown = order[starts[len(words)] :]
    if len(unknown):
        yield None, unknown


def weighted_mean(values: Floats, weights: Floats) -> tuple[float, Floats]:
    """The mean and the influence of each row on it."""
    total = weights.sum()
    mean = float(weights @ values / total)
    return mean, (values - mean) / total


def weighted_ratio(above: Floats, below: Floats, weights: Floats) -> tuple[float, Floats]:
    """Sum of `above` to sum of `below`, and the influence of each row on it."""
    total = weights @ below
    ratio = float(weights @ above / total)
    return ratio, (above - ratio * below) / total


def _numbered(table: pa.Table, name: str) -> Ints:
    found = column(table, name)
    if found.null_count:
        raise UserError(
            f"nobody knows `{name}` of {found.null_count} rows",
            remedy="fill it in, or leave those rows out before",
        )
    codes: Ints = pc.dictionary_encode(found.combine_chunks()).indices.to_numpy().astype(np.int64)
    return codes
