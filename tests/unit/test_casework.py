"""What a county settles about visits and works: dated, whole, and refused where it is odd."""

from datetime import date
from pathlib import Path

import pytest

from wuxiang.errors import UserError
from wuxiang.pack.casework import Casework, Season, read_casework
from wuxiang.strict_yaml import loads

HEQU = Path(__file__).parent.parent.parent / "counties" / "hequ"


def settled(text: str) -> Casework:
    return read_casework(loads(text, file="county.yaml"))


@pytest.mark.parametrize(
    ("first", "last", "day", "holds"),
    [
        ((10, 1), (12, 31), date(2019, 9, 30), False),
        ((10, 1), (12, 31), date(2019, 10, 1), True),
        ((10, 1), (12, 31), date(2019, 12, 31), True),
        ((10, 1), (12, 31), date(2020, 1, 1), False),
        ((12, 1), (1, 31), date(2019, 12, 1), True),
        ((12, 1), (1, 31), date(2020, 1, 31), True),
        ((12, 1), (1, 31), date(2020, 2, 1), False),
        ((2, 29), (2, 29), date(2020, 2, 29), True),
    ],
)
def test_a_season_holds_its_first_and_last_day(
    first: tuple[int, int], last: tuple[int, int], day: date, holds: bool
) -> None:
    assert Season(first, last).holds(day) is holds


def test_what_is_settled_holds_from_its_day_on() -> None:
    found = settled(
        "questions_a_visit: {2018-01-01: 8, 2019-01-01: 5, 2020-01-01: }\n"
        "collection: {2019-01-01: 10-01..12-31}\n"
    )
    days = [date(2017, 12, 31), date(2018, 12, 31), date(2019, 1, 1), date(2020, 1, 1)]
    assert [found.most_questions(day) for day in days] == [None, 8, 5, None]
    assert [found.season(day) for day in days[1:3]] == [None, Season((10, 1), (12, 31))]


def test_a_county_that_settles_nothing_caps_nothing() -> None:
    assert read_casework(None) == Casework()
    assert Casework().most_questions(date(2019, 1, 1)) is None
    assert Casework().season(date(2019, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("questions_a_visit: {2018-01-01: 0}\n", "0 questions a visit"),
        ("questions_a_visit: {2018-01-01: 2.5}\n", "not a whole number"),
        ("questions_a_visit: {soon: 2}\n", "`soon` is not a date"),
        ("collection: {2018-01-01: autumn}\n", "`autumn` is no season"),
        ("collection: {2018-01-01: 13-01..12-31}\n", "no season"),
        ("collection: {2018-01-01: 10-01..11-30..12-31}\n", "no season"),
        ("works: safe_housing\n", "list of texts"),
        ("visits: 3\n", "visits"),
    ],
)
def test_what_is_odd_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as refused:
        settled(text)
    assert "county.yaml" in str(refused.value)
