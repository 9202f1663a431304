"""Seeded chance: one independent stream for each subject, so that a new one disturbs no other."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wuxiang.demo.arrays import Flags, Ints


def stream(seed: int, subject: str) -> np.random.Generator:
    """A generator (PCG64) for one subject of one seed."""
    return np.random.default_rng([seed, *subject.encode()])


def scaled(count: int, scale: float, *, least: int = 1) -> int:
    """`count` in a county of `scale`, at least `least`."""
    return max(least, round(count * scale))


def split(total: int, weights: npt.ArrayLike, *, least: int) -> Ints:
    """Whole numbers that add up to `total`, in proportion to `weights`, each at least `least`."""
    share = np.asarray(weights, np.float64)
    free = total - least * len(share)
    exact = free * share / share.sum()
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: free - int(whole.sum())]] += 1
    return np.asarray(whole + least, np.int64)


def pick(chance: np.random.Generator, weights: Sequence[float], *, rows: int) -> Ints:
    """`rows` positions in `weights`, drawn in proportion."""
    edges = np.cumsum(np.asarray(weights, np.float64))
    found = np.searchsorted(edges, chance.random(rows) * edges[-1], side="right")
    return np.asarray(found, np.int64)


def some(chance: np.random.Generator, rows: int, *, share: float) -> Flags:
    """True with probability `share`, row by row."""
    return chance.random(rows) < share


def sample(chance: np.random.Generator, among: Ints, *, count: int) -> Ints:
    """`count` different members of `among` (all, if there are fewer), sorted."""
    if count >= len(among):
        return np.sort(among)
    return np.sort(chance.choice(among, count, replace=False))
