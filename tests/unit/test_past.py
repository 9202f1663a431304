"""The tables as they stood on an earlier day: who had moved since lives where he came from."""

from datetime import date
from pathlib import Path

import pytest

from wuxiang.engine import DuckEngine
from wuxiang.past import as_they_stood
from wuxiang.snapshot import new_snapshot

AS_OF = date(2019, 5, 5)
HOUSEHOLDS = "'parents', 'young', 'inlaws', 'empty'"
PEOPLE = (  # the child married into another family, came back, and split off
    ("father", "parents", None, "head"),
    ("child", "young", date(2019, 3, 1), "head"),
    ("wife", "young", date(2019, 3, 1), "spouse"),
    ("baby", "young", date(2019, 4, 1), "child"),
    ("uncle", "inlaws", date(2018, 2, 1), "head"),
)
EVENTS = (
    ("e1", "marriage", date(2018, 6, 1), "inlaws", "parents", "child"),
    ("e2", "marriage", date(2018, 6, 1), "parents", "inlaws", "child"),
    ("e3", "move", date(2018, 9, 1), "parents", "inlaws", "child"),
    ("e4", "move", date(2018, 9, 1), "inlaws", "parents", "child"),
    ("e5", "split", date(2019, 3, 1), "young", "parents", "child"),
    ("e6", "split", date(2019, 3, 1), "parents", "young", "child"),
    ("e7", "split", date(2019, 3, 1), "young", "inlaws", "wife"),
    ("e8", "split", date(2019, 3, 1), "inlaws", "young", "wife"),
    ("e9", "birth", date(2019, 4, 1), "young", None, "baby"),
    ("e10", "move", date(2018, 2, 1), "inlaws", None, "uncle"),
)


def literal(value: object) -> str:
    if value is None:
        return "NULL"
    return f"DATE '{value}'" if isinstance(value, date) else f"'{value}'"


def select(columns: str, rows: tuple[tuple[object, ...], ...]) -> str:
    values = ", ".join(f"({', '.join(map(literal, row))})" for row in rows)
    return f"SELECT * FROM (VALUES {values}) AS given({columns})"


BOOKS: dict[str, tuple[str, ...]] = {
    "both books": (),
    "where they came": ("e2", "e4", "e6", "e8"),
    "where they left": ("e1", "e3", "e5", "e7"),
}
"""Which events are left out, so that each move stands in one book alone."""


@pytest.fixture(scope="module", params=list(BOOKS.values()), ids=list(BOOKS))
def snapshot(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    out = tmp_path_factory.mktemp("past") / "snapshot"
    with new_snapshot(out) as new:
        new.add("household", f"SELECT unnest([{HOUSEHOLDS}]) AS household_id")
        new.add("person", select("person_id, household_id, joined_on, relation", PEOPLE))
        events = tuple(one for one in EVENTS if one[0] not in request.param)
        columns = "event_id, kind, happened_on, household_id, other_household_id, person_id"
        new.add("household_event", select(columns, events))
        new.add("income", "SELECT 'parents' AS household_id, unnest([2017, 2018, 2019]) AS year")
        new.finish(county="hequ", as_of=AS_OF, known_at=AS_OF, sources={}, invented=True)
    return out


def stood(snapshot: Path, day: date) -> tuple[dict[str, set[str]], set[str]]:
    """Who belonged to which household, and which there were; by the tables as they stood."""
    with DuckEngine([snapshot]) as engine:
        for name, as_it_stood in as_they_stood(engine, snapshot, day).items():
            engine.define(name, as_it_stood)
        members = engine.rows(
            "SELECT household_id, person_id FROM person "
            f"WHERE joined_on IS NULL OR joined_on <= DATE '{day}'"
        )
        homes: dict[str, set[str]] = {}
        for household, person in members:
            homes.setdefault(str(household), set()).add(str(person))
        return homes, {str(row[0]) for row in engine.rows("SELECT household_id FROM household")}


@pytest.mark.parametrize(
    ("day", "homes"),
    [
        (AS_OF, {"parents": {"father"}, "young": {"child", "wife", "baby"}, "inlaws": {"uncle"}}),
        (
            date(2019, 3, 1),
            {"parents": {"father"}, "young": {"child", "wife"}, "inlaws": {"uncle"}},
        ),
        (date(2019, 2, 28), {"parents": {"father", "child"}, "inlaws": {"uncle", "wife"}}),
        (date(2018, 9, 1), {"parents": {"father", "child"}, "inlaws": {"uncle", "wife"}}),
        (date(2018, 8, 31), {"parents": {"father"}, "inlaws": {"uncle", "wife", "child"}}),
        (date(2018, 6, 1), {"parents": {"father"}, "inlaws": {"uncle", "wife", "child"}}),
        (date(2018, 5, 31), {"parents": {"father", "child"}, "inlaws": {"uncle", "wife"}}),
        (date(2018, 1, 1), {"parents": {"father", "child"}, "inlaws": {"wife"}}),
    ],
)
def test_who_moved_since_belongs_where_he_came_from(
    snapshot: Path, day: date, homes: dict[str, set[str]]
) -> None:
    members, _ = stood(snapshot, day)
    assert members == homes


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (AS_OF, {"parents", "young", "inlaws", "empty"}),
        (date(2019, 3, 1), {"parents", "young", "inlaws", "empty"}),
        (date(2019, 2, 28), {"parents", "inlaws", "empty"}),
    ],
)
def test_a_household_that_everybody_joined_later_was_not_there(
    snapshot: Path, day: date, there: set[str]
) -> None:
    """One in which nobody was ever listed stays: nothing says that it was not there."""
    assert stood(snapshot, day)[1] == there


def test_of_a_later_year_nothing_is_known(snapshot: Path) -> None:
    with DuckEngine([snapshot]) as engine:
        engine.define("income", as_they_stood(engine, snapshot, date(2018, 12, 31))["income"])
        assert engine.rows("SELECT year FROM income ORDER BY year") == [(2017,), (2018,)]


def test_what_he_was_at_his_earlier_home_is_not_known(snapshot: Path) -> None:
    with DuckEngine([snapshot]) as engine:
        person = as_they_stood(engine, snapshot, date(2019, 2, 28))["person"]
        found = engine.rows(f"SELECT relation, joined_on FROM ({person}) WHERE person_id = 'child'")
    assert found == [(None, None)]
