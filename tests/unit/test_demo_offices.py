"""The article's figures of services, governance and accountability come out of the demo's records.

The list of figures is held here; where a threshold decides one, another threshold gives another.
"""

from decimal import Decimal
from functools import cache

import pytest

from tests.hequ_county import County, demo_county, with_parameter
from wuxiang.demo import generate

FIGURES: dict[str, int] = {
    "surveyed_villages": 314,
    "surveyed_in_rounds_villages": 314,
    "service_funds": 244_000_000,
    "water_subsidies": 1_438_000,
    "poor_villages": 160,
    "villages_with_project": 160,
    "whole_village_bonds": 60_960_000,
    "whole_village_integrated": 3_369_000,
    "whole_village_ppp": 300_000_000,
    "joint_leaders_in_post": 2,
    "resettlement_papers": 46,
    "resettlement_reforms": 22,
}
"""Indicator → the article's figure."""

MOVED: tuple[tuple[str, str, str, str], ...] = (
    ("surveyed_in_rounds_villages", "village_surveyed_in_rounds", "rounds_least", "3"),
    ("water_subsidised_villages", "water_price_subsidy", "subsidy_rate", "1.2"),
    ("water_subsidised_villages", "water_price_subsidy", "price_most", "2.5"),
    ("improved_villages", "whole_village_improved", "points_gained", "25"),
    ("gifts_waiting", "gift_put_to_use", "use_within", "30"),
)
"""Indicator, the policy it counts, one of its thresholds, and another value of it."""


@cache
def whole() -> County:
    return demo_county(generate(7).tables)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_the_article(name: str) -> None:
    assert whole().figure(name) == FIGURES[name]


@pytest.mark.parametrize(("figure", "policy", "parameter", "value"), MOVED)
def test_another_threshold_gives_another_figure(
    figure: str, policy: str, parameter: str, value: str
) -> None:
    other = with_parameter(policy, parameter, Decimal(value))
    assert whole().figure(figure) != whole().figure(figure, other)


@pytest.mark.parametrize(
    "name",
    [
        *("defects_open", "defects_overdue", "defects_unchecked", "unanswered_units"),
        *("gifts_waiting",),
    ],
)
def test_the_demo_has_gaps_of_each_kind(name: str) -> None:
    assert int(str(whole().figure(name))) > 0
