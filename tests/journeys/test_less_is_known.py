"""Whoever knows less answers less: an empty cell makes an answer unknown, never another answer.

Of the demo county a part of the columns is emptied and everything decided again. What was decided
must then be decided alike, or not be known (the third answer). What an empty cell itself says, by
the notes of its fact, is named in SAID_BY_NOTHING.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from tests.conftest import HEQU
from wuxiang.deciding import decide
from wuxiang.engine import DuckEngine
from wuxiang.pack import check_pack, read_pack
from wuxiang.pack.read import MOMENT
from wuxiang.past import as_they_stood
from wuxiang.policy import Policy
from wuxiang.record import Recorder
from wuxiang.schema import TABLES
from wuxiang.snapshot import read_manifest

PARTS = 4
SAID_BY_NOTHING: Mapping[str, Collection[str]] = {
    # a step whose day is empty in the ledger of those who take it has not been taken
    "bulletin": ["published_on"],
    "chronic_case": ["visited_on", "result", "card_issued_on"],
    "community_place": ["open_since"],
    "donation": ["used_on"],
    "forest_plot": ["planted_on"],
    "fund": ["arrived_on"],
    "industry_award": [
        *("inspected_on", "accepted_quantity", "award_shown_from", "award_shown_to", "objection"),
    ],
    "land_project": ["land_finished_on", "accepted_on"],
    "learning_hall": ["ended_on", "last_session_on"],
    "mobile_member": ["last_contact_on"],
    "monitoring_clue": ["ruled_on"],
    "mover_need": ["met_on"],
    "old_house": ["demolished_on", "reclaimed_on"],
    "service_defect": ["mended_on", "repair_checked_on"],
    "village_document": ["dated_on", "file_number"],
    "village_survey": [
        *("litres_per_day", "quality_passed", "domestic_power", "production_power"),
        *("hardened_road", "broadband"),
    ],
    "weak_village": ["planned_on", "helper_id"],
    # a remark of intake that is about no cell of a record
    "intake_finding": ["field", "record"],
    # nobody's name: the post is vacant, the village visited and no household, no successor
    "covert_visit": ["household_id"],
    "team_post": ["helper_id"],
    "village_merger": ["village_code"],
    # no natural village: the household lives in the administrative village itself
    "household": ["natural_village_code"],
    # no first day: a member since there is a household; no last day: one still, a card without end
    "person": ["joined_on", "left_on"],
    "disability": ["expires_on"],
}
"""Columns whose empty cell says something, by table."""
BOUNDS = ("from_date", "to_date", "valid_to")
"""An empty first day: since ever; an empty last day: until now."""
Answers = dict[str, dict[str, object]]


def emptied(part: int) -> dict[str, list[str]]:
    """The columns of one part, by table."""
    found: dict[str, list[str]] = {}
    for table in TABLES.values():
        free = [
            column.name
            for column in table.stored
            if column.name not in (*table.key, *BOUNDS)
            and not column.required
            and column.name not in SAID_BY_NOTHING.get(table.name, ())
        ]
        found[table.name] = free[part::PARTS]
    return found


def answer(policy: Policy, row: tuple[object, ...] | None) -> object:
    """What a decision says, or None where it is not known; without a row it is a no."""
    if row is None:
        return "no"
    eligible, holds, amount = row
    if policy.amount:
        return amount
    if policy.holds:
        return "breach" if eligible and holds is False else None
    return "yes" if eligible else None


def answers(snapshot: Path, folder: Path, without: Mapping[str, list[str]]) -> Answers:
    """What each policy says of each subject while these columns are empty."""
    folder.mkdir()
    pack, day = read_pack(HEQU), read_manifest(snapshot).day
    compiled = check_pack(pack, day)
    with DuckEngine([folder, snapshot]) as engine:
        for name, select in as_they_stood(engine, snapshot, day).items():
            nothing = ", ".join(f"nullif({one}, {one}) AS {one}" for one in without.get(name, ()))
            engine.define(
                name, f"SELECT *{f' REPLACE ({nothing})' if nothing else ''} FROM ({select})"
            )
        engine.keep(MOMENT, f"SELECT DATE '{day}' AS as_of")
        recorder = Recorder(folder, engine, few=True)
        decide(recorder, pack, lambda: compiled, progress=lambda *_: None)
        found: Answers = {}
        for name, one in compiled.items():
            rows = engine.rows(
                f"SELECT s.subject, d.subject IS NOT NULL, d.eligible, d.holds, d.amount "
                f"FROM ({one.every_row}) AS s LEFT JOIN {name} AS d ON d.subject = s.subject"
            )
            found[name] = {
                str(subject): answer(one.policy, tuple(said) if decided else None)
                for subject, decided, *said in rows
            }
    return found


@pytest.fixture(scope="module")
def known(small_snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return answers(small_snapshot, tmp_path_factory.mktemp("known") / "run", {})


@pytest.mark.parametrize("part", range(PARTS))
def test_an_empty_cell_never_turns_an_answer_into_another(
    part: int, known: Answers, small_snapshot: Path, tmp_path: Path
) -> None:
    wrong = {}
    for policy, said in answers(small_snapshot, tmp_path / "run", emptied(part)).items():
        changed = {
            subject: (known[policy][subject], now)
            for subject, now in said.items()
            if now is not None and subject in known[policy] and now != known[policy][subject]
        }
        if changed:
            wrong[policy] = len(changed), *next(iter(changed.items()))
    assert wrong == {}
