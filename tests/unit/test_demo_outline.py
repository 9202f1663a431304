"""Invented coordinates lie inside the county's real outline."""

import numpy as np
import pytest

from tests.conftest import HEQU
from wuxiang.demo import generate
from wuxiang.demo.outline import Outline, read_outline

SQUARE = Outline(np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [2.0, 1.0], [0.0, 4.0]]))


@pytest.mark.parametrize(
    ("point", "inside"),
    [((1.0, 0.5), True), ((2.0, 3.0), False), ((0.5, 2.9), True), ((5.0, 1.0), False)],
)
def test_a_point_is_inside_or_not(point: tuple[float, float], inside: bool) -> None:
    assert SQUARE.holds(np.array([point])).tolist() == [inside]


def test_every_village_lies_in_the_county_and_near_its_township() -> None:
    area = generate(5, 0.05).tables["area"].to_pylist()
    standing = [row for row in area if row["successor_code"] is None]
    points = {
        row["area_code"]: (float(row["longitude"]), float(row["latitude"])) for row in standing
    }
    assert read_outline(HEQU).holds(np.array(list(points.values()))).all()
    for row in standing:
        if row["level"] == "natural_village":
            near, far = points[row["parent_code"]], points[row["area_code"]]
            assert max(abs(near[0] - far[0]), abs(near[1] - far[1])) < 0.05
