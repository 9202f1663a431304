"""漏评, 错评, 错退 by village: what is counted, over what, and what stays unknown."""

from fractions import Fraction

import pytest

from wuxiang.targeting import Checked, aims

TWO_PER_CENT = Fraction(2, 100)


def test_each_rate_is_over_its_own_side_and_the_unknown_stay_apart() -> None:
    households = [
        Checked("v1", "outside", True, 3),
        *[Checked("v1", "outside", False, 4)] * 3,
        *[Checked("v1", "outside", None, 4)] * 5,
        Checked("v1", "inside", True, 2),
        Checked("v1", "inside", False, 2),
        Checked("v2", "exited", True, 5),
        Checked("v2", "exited", None, 5),
    ]
    everywhere, first, second = aims(households)
    assert [one.village for one in (everywhere, first, second)] == ["", "v1", "v2"]
    missed = first.missed
    assert (missed.wrong, missed.judged, missed.unknown, missed.share) == (1, 4, 5, 0.25)
    assert missed.low == pytest.approx(0.0456, abs=1e-4)
    assert missed.high == pytest.approx(0.6994, abs=1e-4)
    assert first.wrongly_in.share == 0.5
    assert first.wrongly_exited.share is None
    assert first.wrongly_exited.low is None
    assert (second.wrongly_exited.share, second.wrongly_exited.unknown) == (1, 1)
    assert everywhere.missed == first.missed


def test_the_incidence_counts_people_against_the_line() -> None:
    poor = Checked("v", "inside", False, 2)
    (_, just) = aims([poor, Checked("v", "outside", False, 98)])
    assert just.incidence.share == 0.02
    assert just.beyond(TWO_PER_CENT) is True
    assert just.beyond(Fraction(3, 100)) is False
    (_, under) = aims([poor, Checked("v", "exited", False, 99)])
    assert under.beyond(TWO_PER_CENT) is False


@pytest.mark.parametrize(
    ("poor", "unsure", "beyond"),
    [(1, 1, False), (2, 1, None), (3, 1, True), (0, 2, False), (0, 3, None), (0, None, None)],
)
def test_an_unknown_household_matters_where_it_may_decide(
    poor: int, unsure: int | None, beyond: bool | None
) -> None:
    """100 people are known; of the unsure household nobody knows the status, or the people."""
    known = [Checked("v", "inside", False, poor), Checked("v", "outside", False, 100 - poor)]
    (_, village) = aims([*known, Checked("v", None, None, unsure)])
    assert (village.incidence.unknown, village.incidence.judged) == (1, 100)
    assert village.beyond(TWO_PER_CENT) is beyond


def test_a_household_of_unknown_people_leaves_it_open() -> None:
    (_, village) = aims([Checked("v", "outside", False, None), Checked("v", "outside", False, 98)])
    assert (village.incidence.unknown, village.unsure_people) == (1, None)
    assert village.beyond(TWO_PER_CENT) is None


def test_nobody_lives_there() -> None:
    (_, village) = aims([Checked("v", "outside", False, 0)])
    assert village.beyond(TWO_PER_CENT) is None
    assert aims([]) == []
