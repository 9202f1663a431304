"""Invented coordinates inside the county's real outline: villages lie around their township."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wuxiang.demo.arrays import Flags, Floats, Ints

TOWNSHIP_SPREAD = 0.045
"""Standard deviation in degrees of a village around its township, about 4 km."""
VILLAGE_SPREAD = 0.006
"""The same of a natural village around its village, about 600 m."""
Drawn = Callable[[Ints], Floats]


@dataclass(frozen=True)
class Outline:
    """A ring of longitudes and latitudes (WGS84, degrees), n × 2."""

    ring: Floats

    def holds(self, points: Floats) -> Flags:
        """Which of `points` (m × 2) lie inside: a ray to the east crosses the ring an odd time."""
        x, y = points[:, :1], points[:, 1:]
        here, there = self.ring, np.roll(self.ring, -1, axis=0)
        spans = (here[:, 1] > y) != (there[:, 1] > y)
        rise = np.where(here[:, 1] == there[:, 1], 1.0, there[:, 1] - here[:, 1])
        crossing = here[:, 0] + (y - here[:, 1]) / rise * (there[:, 0] - here[:, 0])
        inside: Flags = (spans & (x < crossing)).sum(axis=1) % 2 == 1
        return inside

    def anywhere(self, chance: np.random.Generator, rows: int) -> Floats:
        """`rows` points, evenly spread inside."""
        low, high = self.ring.min(axis=0), self.ring.max(axis=0)
        return self._until_inside(lambda n: chance.uniform(low, high, (n.size, 2)), rows)

    def around(self, chance: np.random.Generator, centres: Floats, *, spread: float) -> Floats:
        """A point inside for each of `centres` (m × 2, themselves inside), `spread` degrees off."""
        return self._until_inside(
            lambda n: chance.normal(centres[n], spread, (n.size, 2)), len(centres)
        )

    def _until_inside(self, drawn: Drawn, rows: int) -> Floats:
        points = np.zeros((rows, 2))
        waiting: Ints = np.arange(rows)
        while waiting.size:
            points[waiting] = np.round(drawn(waiting), 4)
            waiting = waiting[~self.holds(points[waiting])]
        return points


def read_outline(pack: Path) -> Outline:
    """The outline in areas/outline.geojson of the pack: its largest ring."""
    stored = json.loads((pack / "areas" / "outline.geojson").read_text("utf-8"))
    rings = [np.array(polygon[0]) for polygon in stored["geometry"]["coordinates"]]
    return Outline(max(rings, key=len))


def laid_out(
    outline: Outline, parents: Sequence[int | None], chance: np.random.Generator
) -> Floats:
    """A point for each area; `parents` are row numbers: none is the county, its towns come next.

    Areas stand after those that they lie in. Returns longitudes and latitudes, rows × 2.
    """
    points = outline.anywhere(chance, len(parents))
    depth = _depths(parents)
    for level, spread in ((2, TOWNSHIP_SPREAD), (3, VILLAGE_SPREAD)):
        rows = np.flatnonzero(depth == level)
        centres = points[[parents[at] or 0 for at in rows.tolist()]]
        points[rows] = outline.around(chance, centres, spread=spread)
    return points


def _depths(parents: Sequence[int | None]) -> Ints:
    depths: list[int] = []
    for parent in parents:
        depths.append(0 if parent is None else depths[parent] + 1)
    return np.array(depths)
