"""Averages and sums of I and R that the article only promises to reach or not to exceed."""

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.hequ_county import demo_county, pack, whole_county, whole_tables

AT_MOST = ("own_contribution_average", "flat_area_per_head", "flat_cost_average")
"""Averages that the article only promises not to exceed."""


@pytest.mark.parametrize("name", AT_MOST)
def test_an_average_stays_below_its_limit(name: str) -> None:
    limit = Decimal(pack().indicators[name].target)
    assert limit * Decimal("0.8") < Decimal(str(whole_county().figure(name))) <= limit


def test_irrigated_land_reaches_about_a_mu_a_head() -> None:
    assert (
        Decimal("0.95") < Decimal(str(whole_county().figure("irrigated_per_head"))) < Decimal("1.1")
    )


def test_the_budget_is_really_used_up_and_some_awards_stay_outside() -> None:
    assert Decimal(str(whole_county().figure("awards_beyond_budget"))) > 0
    assert Decimal(str(whole_county().figure("awards_paid"))) < 45_000_000


def test_flats_finished_later_do_not_count_yet() -> None:
    flats = whole_tables()["flat"]
    late = flats.filter(pc.less(flats["built_on"], pa.scalar(flats["built_on"][0].as_py())))
    assert demo_county({**whole_tables(), "flat": late}).figure("flats_allotted") == len(late)
