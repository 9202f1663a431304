"""The demo county has something to do of each kind: gaps, delays, doubts."""

import pytest

from tests.hequ_county import whole_county


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
