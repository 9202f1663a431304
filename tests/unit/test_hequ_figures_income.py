"""The figures of I and R come out of the demo county's own records, and move with them."""

from collections.abc import Mapping
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.hequ_county import demo_county, pack, whole_county, whole_tables

FIGURES: Mapping[str, object] = {
    "award_policies": 20,
    "awards_due": 45_000_000,
    "irrigation_invested": 510_000_000,
    "land_developed": Decimal("8677.35"),
    "land_high_standard": Decimal("8202.9"),
    "land_basic": 1680,
    "land_consolidated": Decimal("357.72"),
    "land_reclaimed": 1100,
    "resettlement_state_fund": 108_000_000,
    "resettlement_integrated_fund": 80_000_000,
    "flats_new": 744,
    "flats_integrated": 740,
    "flats_allotted": 1484,
    "merged_villages": 26,
    "forest_organisations": 12,
    "job_classes": 2,
    "job_kinds": 11,
    "industry_parks": 2,
    "mover_organisations": 24,
    "menus_without_labour": 2,
    "community_facilities": 8,
    "community_services": 5,
}
"""Figures that the records reach exactly."""
AT_MOST = ("own_contribution_average", "flat_area_per_head", "flat_cost_average")
"""Averages that the article only promises not to exceed."""


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_reached(name: str) -> None:
    assert whole_county().figure(name) == FIGURES[name] == Decimal(pack().indicators[name].target)


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


@pytest.mark.parametrize(
    ("table", "column", "name"),
    [
        ("industry_award", "application_id", "awards_due"),
        ("fund", "fund_id", "irrigation_invested"),
        ("land_project", "project_id", "land_developed"),
        ("flat", "flat_id", "flats_new"),
        ("village_merger", "old_code", "merged_villages"),
        ("organisation", "organisation_id", "forest_organisations"),
        ("job_kind", "job_kind", "job_kinds"),
        ("community_place", "place_id", "community_facilities"),
    ],
)
def test_without_the_first_half_of_the_records_a_figure_falls(
    table: str, column: str, name: str
) -> None:
    rows = whole_tables()[table].sort_by(column)
    fewer = {**whole_tables(), table: rows.slice(len(rows) // 2)}
    figure = Decimal(str(demo_county(fewer).figure(name)))
    assert figure < Decimal(str(FIGURES[name]))


def test_flats_finished_later_do_not_count_yet() -> None:
    flats = whole_tables()["flat"]
    late = flats.filter(pc.less(flats["built_on"], pa.scalar(flats["built_on"][0].as_py())))
    assert demo_county({**whole_tables(), "flat": late}).figure("flats_allotted") == len(late)
