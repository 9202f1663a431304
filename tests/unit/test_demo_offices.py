"""The article's figures of services, governance and accountability come out of the demo's records.

The list of figures is held here; where a threshold decides one, another threshold gives another.
"""

from decimal import Decimal

import pytest

from tests.hequ_county import whole_county, with_parameter

FIGURES: dict[str, int] = {
    "surveyed_villages": 314,
    "surveyed_in_rounds_villages": 314,
    "service_funds": 244_000_000,
    "water_works": 147,
    "water_works_cost": 79_690_000,
    "water_purifiers": 506,
    "purified_villages": 24,
    "roads_improved": 309,
    "bus_modes": 3,
    "spending_policies": 10,
    "relief_covers": 5,
    "water_subsidies": 1_438_000,
    "poor_villages": 160,
    "villages_with_project": 160,
    "whole_village_bonds": 60_960_000,
    "whole_village_integrated": 3_369_000,
    "whole_village_ppp": 300_000_000,
    "joint_leaders_in_post": 2,
    "resettlement_papers": 46,
    "resettlement_reforms": 22,
    "training_works": 5,
    "learning_halls": 154,
    "weak_villages": 54,
    "covert_teams": 13,
    "recheck_teams": 4,
    "phone_callers": 5,
    "villages_visited": 314,
}
"""Indicator → the article's figure."""

MOVED: tuple[tuple[str, str, str, str], ...] = (
    ("surveyed_in_rounds_villages", "village_surveyed_in_rounds", "rounds_least", "3"),
    ("water_subsidised_villages", "water_price_subsidy", "subsidy_rate", "1.2"),
    ("water_subsidised_villages", "water_price_subsidy", "price_most", "2.5"),
    ("improved_villages", "whole_village_improved", "points_gained", "25"),
    ("gifts_waiting", "gift_put_to_use", "use_within", "30"),
    ("learning_halls_idle", "learning_hall_used", "session_within", "60"),
    ("absent_team_members", "team_on_site", "absent_most", "3"),
    ("mobile_members_managed", "mobile_member_in_touch", "contact_within", "60"),
    ("covert_teams", "covert_teams_whole", "covert_size", "4"),
    ("recheck_teams", "recheck_teams_whole", "recheck_size", "3"),
    ("villages_visited", "village_visited_unannounced", "visit_within", "4"),
    ("households_visited_share", "household_visited_unannounced", "visit_within", "90"),
    ("bulletins_missing", "bulletin_issued", "looked_back", "15"),
    ("findings_rechecked_share", "finding_rechecked", "hold_within", "90"),
    ("phone_days_met", "phone_two_percent", "share_least", "3"),
    ("sudden_hardship_households", "sudden_hardship_household", "expense_least", "15000"),
    ("rolling_income_watched", "rolling_income_household", "monitoring_line", "6000"),
    ("warnings_unfollowed", "warning_followed", "expense_least", "8000"),
    ("clues_in_time_share", "clue_decided", "decide_within", "10"),
    ("risk_helped_share", "risk_helped", "help_within", "365"),
    ("risks_removed_soundly_share", "risk_removed_soundly", "monitoring_line", "6000"),
    ("problems_in_time_share", "problem_in_time", "close_within", "5"),
)
"""Indicator, the policy it counts, one of its thresholds, and another value of it."""


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_the_article(name: str) -> None:
    assert whole_county().figure(name) == FIGURES[name]


def test_1160_and_more_members_living_away_are_in_touch() -> None:
    assert int(str(whole_county().figure("mobile_members_managed"))) >= 1_160


def test_the_base_of_the_calls_is_a_parameter() -> None:
    helpers = whole_county().figure("phone_days_met")
    households = with_parameter("phone_two_percent", "base_of", "households")
    assert helpers == 29
    assert whole_county().figure("phone_days_met", households) == 0


@pytest.mark.parametrize(("figure", "policy", "parameter", "value"), MOVED)
def test_another_threshold_gives_another_figure(
    figure: str, policy: str, parameter: str, value: str
) -> None:
    other = with_parameter(policy, parameter, Decimal(value))
    assert whole_county().figure(figure) != whole_county().figure(figure, other)


@pytest.mark.parametrize(
    "name",
    [
        *("defects_open", "defects_overdue", "defects_unchecked", "unanswered_units"),
        *("gifts_waiting", "vacant_team_posts", "absent_team_members", "learning_halls_idle"),
        *("mobile_members_lost", "bulletins_missing", "findings_not_repaired"),
        *("warnings_unfollowed", "sudden_hardship_households", "rolling_income_watched"),
        *("problems_open", "problems_overdue", "problems_escalated", "problem_moves_wrong"),
    ],
)
def test_the_demo_has_gaps_of_each_kind(name: str) -> None:
    assert int(str(whole_county().figure(name))) > 0
