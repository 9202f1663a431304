"""A run: repeated to the byte, recomputed by verify, compared, asked about one household."""

import json
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import HEQU
from wuxiang.ask import OpenRun, find_household
from wuxiang.compare import compare
from wuxiang.engine import DuckEngine
from wuxiang.errors import UserError
from wuxiang.folder import hashes_of, sha256_of
from wuxiang.pack import read_pack
from wuxiang.policy.explain import Explanation
from wuxiang.record import read_record
from wuxiang.report import summarise, write_gaps
from wuxiang.report.gaps import _notes
from wuxiang.run import run
from wuxiang.sealing import Keys, new_keys
from wuxiang.snapshot import identities, table_file
from wuxiang.verify import verify

HOUSEHOLDS_ASKED = 60


def rows(run_folder: Path, sql: str) -> list[tuple[object, ...]]:
    with DuckEngine([run_folder]) as engine:
        for name in ("entitlement", "task", "gap", "question"):
            engine.open_table(name, run_folder / f"{name}.parquet")
        for file in (run_folder / "decisions").glob("*.parquet"):
            engine.open_table(file.stem, file)
        return engine.rows(sql)


def test_a_run_repeats_to_the_byte(small_snapshot: Path, small_run: Path, tmp_path: Path) -> None:
    run(HEQU, small_snapshot, tmp_path / "again")
    assert hashes_of(tmp_path / "again") == hashes_of(small_run)


def test_a_sound_run_is_verified(small_run: Path) -> None:
    assert verify(small_run) == []


@pytest.mark.parametrize(
    "file",
    [
        "inputs/snapshot/tables/person.parquet",
        "inputs/snapshot/sealed/person.sealed",
        "inputs/pack/policies/spending/hospital_stay_allowance.yaml",
        "inputs/pack/facts/household_income.sql",
        "entitlement.parquet",
        "decisions/hospital_stay_allowance.parquet",
        "funnel.parquet",
    ],
)
def test_one_changed_byte_is_found_and_named(lean_run: Path, tmp_path: Path, file: str) -> None:
    copy = tmp_path / "run"
    shutil.copytree(lean_run, copy)
    content = bytearray((copy / file).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / file).write_bytes(content)
    assert [one.file for one in verify(copy)] == [file]


def test_a_policy_that_was_changed_is_named(lean_run: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    shutil.copytree(lean_run, copy)
    file = copy / "inputs/pack/policies/spending/hospital_stay_allowance.yaml"
    file.write_text(file.read_text("utf-8") + "# one word\n", "utf-8")
    assert "policy hospital_stay_allowance" in verify(copy)[0].problem


def test_a_forged_manifest_is_found_by_recomputing(lean_run: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    shutil.copytree(lean_run, copy)
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["outputs"]["gap"]["content"] = manifest["outputs"]["task"]["content"]
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert [one.file for one in verify(copy)] == ["gap.parquet"]


def test_an_added_and_a_missing_file_are_found(lean_run: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    shutil.copytree(lean_run, copy)
    shutil.copyfile(copy / "gap.parquet", copy / "facts" / "invented.parquet")
    (copy / "gap.parquet").unlink()
    (copy / "inputs/pack/facts/added.sql").write_text("select 1", "utf-8")
    problems = {one.file: one.problem for one in verify(copy)}
    assert problems["facts/invented.parquet"] == "was added"
    assert problems["gap.parquet"] == "is missing"
    assert problems["inputs/pack/facts/added.sql"] == "was added"


def test_an_existing_run_is_never_overwritten(
    lean_pack: Path, small_snapshot: Path, lean_run: Path
) -> None:
    before = hashes_of(lean_run)
    with pytest.raises(UserError, match="never overwritten"):
        run(lean_pack, small_snapshot, lean_run)
    assert hashes_of(lean_run) == before


def test_a_run_that_fails_leaves_nothing(
    lean_pack: Path, small_snapshot: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "pack"
    shutil.copytree(lean_pack, broken)
    (broken / "facts" / "twice.sql").write_text(
        "-- fact: twice\n-- grain: household_id\n-- scope: household\n-- zh: 重\n-- en: twice\n"
        "select household_id from person",
        "utf-8",
    )
    with pytest.raises(UserError, match="more than one row"):
        run(broken, small_snapshot, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pack"]


def test_a_moved_threshold_moves_the_figure(
    lean_pack: Path, lean_run: Path, small_snapshot: Path, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(lean_pack, pack)
    file = pack / "policies/spending/hospital_stay_allowance.yaml"
    text = file.read_text("utf-8")
    assert "{2018-01-01: 50}" in text
    file.write_text(text.replace("{2018-01-01: 50}", "{2018-01-01: 49}"), "utf-8")
    run(pack, small_snapshot, tmp_path / "after")
    before, after = (summarise(one).figures for one in (lean_run, tmp_path / "after"))
    moved = {name for name in before if before[name] != after[name]}
    assert "stay_allowance_due" in moved
    assert "boarding_fees" not in moved
    found = compare(lean_run, tmp_path / "after")
    changes = found.changes.to_pylist()
    assert not found.same_pack
    assert {change["policy"] for change in changes} == {"hospital_stay_allowance"}
    assert {change["change"] for change in changes} == {"less"}


def test_a_run_as_of_an_earlier_day_knows_nothing_later(
    small_snapshot: Path, tmp_path: Path, keys: Keys
) -> None:
    day = date(2018, 6, 30)
    run(HEQU, small_snapshot, tmp_path / "then", as_of=day)
    later = f"SELECT count(*) FROM entitlement WHERE dated_on > DATE '{day}'"
    assert rows(tmp_path / "then", later) == [(0,)]
    assert rows(tmp_path / "then", "SELECT count(*) > 0 FROM entitlement") == [(True,)]
    household = str(rows(tmp_path / "then", "SELECT min(household_id) FROM entitlement")[0][0])
    with OpenRun(tmp_path / "then") as opened:
        dated = [one.dated_on for one in opened.explain(household) if one.policy.amount]
    assert all(one is None or one <= day for one in dated)
    with DuckEngine([small_snapshot]) as engine:
        for name in ("household_event", "person"):
            engine.open_table(name, small_snapshot / "tables" / f"{name}.parquet")
        moved = engine.rows(
            "SELECT min(p.person_id), min_by(e.other_household_id, p.person_id) "
            "FROM household_event AS e JOIN person AS p "
            "ON p.person_id = e.person_id AND p.household_id = e.household_id "
            f"WHERE e.happened_on > DATE '{day}' AND e.other_household_id IS NOT NULL "
            "AND p.person_id IN (SELECT person_id FROM household_event GROUP BY 1 "
            "HAVING count(*) <= 2)"
        )[0]
    people = identities(small_snapshot, keys, "person").to_pylist()
    number = next(row["id_number"] for row in people if row["person_id"] == moved[0])
    assert find_household(tmp_path / "then", number, keys) == moved[1]


def test_a_pack_that_links_elsewhere_is_not_copied(
    lean_pack: Path, small_snapshot: Path, tmp_path: Path
) -> None:
    shutil.copytree(lean_pack, tmp_path / "pack")
    (tmp_path / "pack" / "areas" / "note.txt").symlink_to("/etc/hostname")
    with pytest.raises(UserError, match="links"):
        run(tmp_path / "pack", small_snapshot, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pack"]


def test_nothing_changes_between_a_run_and_itself(lean_run: Path) -> None:
    found = compare(lean_run, lean_run)
    assert found.same_pack
    assert found.changes.num_rows == 0
    assert {row["change"] for row in found.summary.to_pylist()} == {"same"}


def test_the_next_run_follows_up_the_tasks(
    lean_pack: Path, small_snapshot: Path, lean_run: Path, keys: Keys, tmp_path: Path
) -> None:
    """Those of a policy that the pack no longer has are proposed for closure, by its name."""
    before, following = tmp_path / "before", tmp_path / "next"
    before.mkdir()
    tasks = pq.read_table(lean_run / "task.parquet")
    other = {"policy": "gone", "task": "gone/x", "failed": "hardened"}
    gone = pa.Table.from_pylist([tasks.to_pylist()[0] | other], tasks.schema)
    pq.write_table(pa.concat_tables([tasks, gone]), before / "task.parquet")
    run(lean_pack, small_snapshot, following, as_of=date(2019, 4, 30), previous=before)
    states = rows(following, "SELECT DISTINCT state, policy = 'gone' FROM task ORDER BY state")
    assert states == [("closure_proposed", True), ("open", False)]
    assert verify(following) == []
    write_gaps(following, tmp_path / "gaps.xlsx", keys)
    assert notes_of(tmp_path / "gaps.xlsx")["gone"] == {"政策包里已没有这项政策"}


def test_a_last_run_of_a_later_day_is_refused(
    lean_pack: Path, small_snapshot: Path, lean_run: Path, tmp_path: Path
) -> None:
    day = read_record(lean_run).day - timedelta(days=1)
    with pytest.raises(UserError, match=f"shows the state of .*, which is after {day}"):
        run(lean_pack, small_snapshot, tmp_path / "out", as_of=day, previous=lean_run)
    assert not (tmp_path / "out").exists()


def test_an_explanation_says_what_the_run_decided(small_run: Path) -> None:
    """For random households every due, unknown or breached row of the run, and no other."""
    decided: dict[str, dict[tuple[str, str], tuple[object, ...]]] = {}
    with OpenRun(small_run) as opened:
        personal = [n for n in opened.compiled if not opened.pack.looks_at_areas(n)]
        union = " UNION ALL ".join(
            f"SELECT household_id, policy, subject, eligible, holds, amount FROM {name}"
            for name in personal
        )
        for household, policy, subject, *answer in rows(small_run, union):
            decided.setdefault(str(household), {})[str(policy), str(subject)] = tuple(answer)
        chosen = random.Random(3).sample(sorted(decided), HOUSEHOLDS_ASKED)
        for household in chosen:
            explained = {
                (one.policy.name, one.subject): one
                for one in opened.explain(household)
                if one.policy.name in personal
            }
            said = {
                key: one
                for key, one in explained.items()
                if one.in_force is not False and _is_decision(one)
            }
            assert said.keys() == decided[household].keys()
            for key, (eligible, holds, amount) in decided[household].items():
                one = said[key]
                assert one.answer == eligible
                if one.policy.amount:
                    assert one.outcome == amount
                if one.policy.holds and eligible:
                    assert one.outcome == holds


def _is_decision(one: Explanation) -> bool:
    if one.answer is None:
        return True
    if not one.answer:
        return False
    if one.policy.amount:
        return one.outcome is None or one.outcome != Decimal(0)
    return bool(one.policy.status) or one.outcome is not True


def test_an_explanation_tells_nothing_of_the_neighbours(small_run: Path) -> None:
    """A policy that looks across households, asked for one of them, answers for this one."""
    visited = pq.read_table(small_run / "facts/household_visited.parquet").to_pydict()
    of_village = zip(visited["village_code"], visited["household_id"], strict=True)
    neighbours = [key for village, key in of_village if village == visited["village_code"][0]][:3]
    with OpenRun(small_run, policy="household_visited_unannounced") as opened:
        assert opened.pack.looks_at_areas("household_visited_unannounced")
        for one in neighbours:
            assert {said.subject for said in opened.explain(one)} == {one}


def test_a_policy_on_rows_of_people_is_explained_for_their_household(
    lean_pack: Path, small_snapshot: Path, tmp_path: Path
) -> None:
    """Insurance is told of people: whose household it is, the register of people says."""
    pack = tmp_path / "pack"
    shutil.copytree(lean_pack, pack)
    (pack / "policies/governance/insured.yaml").write_text(INSURED, "utf-8")
    run(pack, small_snapshot, tmp_path / "run")
    with OpenRun(tmp_path / "run", policy="insured") as opened, DuckEngine([tmp_path]) as engine:
        for table in ("person", "insurance"):
            engine.open_table(table, table_file(tmp_path / "run/inputs/snapshot", table))
        of_each = engine.rows(
            "SELECT p.household_id, list(person_id || '/' || year ORDER BY 1) FROM insurance "
            "JOIN person AS p USING (person_id) GROUP BY ALL ORDER BY 1 LIMIT 5"
        )
        for household, subjects in of_each:
            assert len(opened.explain(str(household))) == len(subjects)  # type: ignore[arg-type]


def test_a_pack_that_changes_while_it_is_read_is_refused(
    lean_pack: Path, small_snapshot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wuxiang.run.content_hash_of", lambda _: "another")
    with pytest.raises(UserError, match="changed while it was read"):
        run(lean_pack, small_snapshot, tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_one_policy_can_be_asked_alone(small_run: Path) -> None:
    household = str(rows(small_run, "SELECT min(household_id) FROM entitlement")[0][0])
    with OpenRun(small_run, policy="fixed_income") as opened:
        alone = opened.explain(household)
    with pytest.raises(UserError, match="no policy `fixed_incme`"):
        OpenRun(small_run, policy="fixed_incme")
    with OpenRun(small_run) as opened:
        every = [one for one in opened.explain(household) if one.policy.name == "fixed_income"]
        assert alone == every
        with pytest.raises(UserError, match="no household"):
            opened.explain("nobody")


def test_a_household_is_found_by_any_of_its_names(small_run: Path, keys: Keys) -> None:
    snapshot = small_run / "inputs" / "snapshot"
    person = identities(snapshot, keys, "person").to_pylist()
    known = next(row for row in person if row["id_number"])
    household = find_household(small_run, known["id_number"], keys)
    numbers = identities(snapshot, keys, "household").to_pylist()
    assert household in {row["household_id"] for row in numbers}
    numbered = next(row for row in numbers if row["national_number"])
    assert find_household(small_run, numbered["national_number"], keys) == numbered["household_id"]
    with pytest.raises(UserError, match="sealed with key"):
        find_household(small_run, known["id_number"], new_keys())


def test_no_name_and_no_number_lies_open_in_a_run(small_run: Path, keys: Keys) -> None:
    known = identities(small_run / "inputs" / "snapshot", keys, "person").to_pylist()
    numbers = [row["id_number"].encode() for row in known[::50] if row["id_number"]]
    assert numbers
    for file in small_run.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not [number for number in numbers if number in content], file


def test_folders_are_for_their_owner_alone(small_run: Path, small_snapshot: Path) -> None:
    assert small_run.stat().st_mode & 0o777 == 0o700
    assert small_snapshot.stat().st_mode & 0o777 == 0o700


def test_the_gap_list_is_a_workbook(lean_run: Path, keys: Keys, tmp_path: Path) -> None:
    written = write_gaps(lean_run, tmp_path / "gaps.xlsx", keys)
    assert written == rows(lean_run, "SELECT count(*) FROM task")[0][0]
    with pytest.raises(UserError, match="never overwritten"):
        write_gaps(lean_run, tmp_path / "gaps.xlsx", keys)


def test_the_gap_list_says_what_else_must_be_known_of_a_task(
    lean_pack: Path, small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    """A term of 2,100 working days ends in a year whose holidays nobody has published."""
    pack = tmp_path / "pack"
    shutil.copytree(lean_pack, pack)
    file = pack / "policies/spending/hospital_stay_allowance.yaml"
    text = file.read_text("utf-8").replace("confirmed_by: null", "confirmed_by: 县扶贫办")
    assert "due_within: 20\n" in text
    file.write_text(text.replace("due_within: 20\n", "due_within: 2100\n"), "utf-8")
    run(pack, small_snapshot, tmp_path / "run")
    write_gaps(tmp_path / "run", tmp_path / "gaps.xlsx", keys)
    notes = notes_of(tmp_path / "gaps.xlsx")
    assert {"期限按未公布的节假日暂计"} == notes["住院津贴"]
    assert all("政策待确认，不得据此付款" in note for note in notes["寄宿生住宿费全免"])


def notes_of(workbook: Path) -> dict[str, set[str]]:
    """What the sheets of tasks say under 说明, by policy."""
    found: dict[str, set[str]] = {}
    with CalamineWorkbook.from_path(str(workbook)) as book:
        for name in book.sheet_names:
            table = book.get_sheet_by_name(name).to_python()
            heads = [at for at, row in enumerate(table) if "说明" in row and "任务编号" in row]
            for row in table[heads[0] + 1 :] if heads else []:
                policy, note = (str(row[table[heads[0]].index(key)]) for key in ("政策", "说明"))
                found.setdefault(policy, set()).add(note)
    return found


def forge(copy: Path, change: Callable[[dict[str, Any]], object]) -> list[tuple[str, str]]:
    """What verify says of a run whose manifest was changed by hand."""
    file = copy / "manifest.json"
    manifest = json.loads(file.read_text("utf-8"))
    change(manifest)
    file.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [(one.file, one.problem) for one in verify(copy)]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda m: m.update(pack_hash="0" * 64), "another hash of the pack"),
        (lambda m: m["outputs"]["gap"].update(rows=10**6), "states 1000000 rows for gap"),
        (lambda m: m["policies"].pop("boarding_fee"), "not as recomputing writes it"),
    ],
)
def test_whatever_is_forged_in_the_manifest_is_found(
    lean_run: Path, tmp_path: Path, change: Callable[[dict[str, Any]], object], problem: str
) -> None:
    copy = tmp_path / "run"
    shutil.copytree(lean_run, copy)
    (only,) = forge(copy, change)
    assert only[0] == "manifest.json"
    assert problem in only[1]


def test_a_file_rewritten_with_the_same_rows_is_told_from_one_with_others(
    lean_run: Path, tmp_path: Path
) -> None:
    """Even when its hash is forged too."""
    copy = tmp_path / "run"
    shutil.copytree(lean_run, copy)
    pq.write_table(pq.read_table(copy / "gap.parquet"), copy / "gap.parquet")
    digest = sha256_of(copy / "gap.parquet")
    found = [(one.file, one.problem) for one in verify(copy)]
    assert found == [("gap.parquet", "was changed, though its rows say the same")]
    (problem,) = forge(copy, lambda m: m["outputs"]["gap"].update(sha256=digest))
    assert problem == ("manifest.json", "states another hash for gap than recomputing")


def test_a_run_of_another_version_is_left_to_that_version(lean_run: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    shutil.copytree(lean_run, copy)
    with pytest.raises(UserError, match=r"version 0\.0\.1 made this run"):
        forge(copy, lambda m: m.update(code_version="0.0.1"))


def test_where_files_cannot_be_linked_they_are_copied(
    lean_pack: Path,
    small_snapshot: Path,
    lean_run: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("os.link", refused)
    run(lean_pack, small_snapshot, tmp_path / "run")
    assert hashes_of(tmp_path / "run") == hashes_of(lean_run)
    person = "inputs/snapshot/tables/person.parquet"
    assert (tmp_path / "run" / person).stat().st_nlink == 1


def test_an_open_run_answers_the_same_when_it_is_asked_again(
    lean_pack: Path, small_snapshot: Path, tmp_path: Path
) -> None:
    """A policy about papers is about nobody's household, so no explanation has it."""
    pack = tmp_path / "pack"
    shutil.copytree(lean_pack, pack)
    (pack / "policies/governance/dated_paper.yaml").write_text(PAPERS, "utf-8")
    run(pack, small_snapshot, tmp_path / "run")
    (household,) = rows(tmp_path / "run", "SELECT min(household_id) FROM task")[0]
    with OpenRun(tmp_path / "run") as opened:
        first, again = (opened.explain(str(household)) for _ in range(2))
    assert first == again
    assert first
    assert "dated_paper" not in {one.policy.name for one in first}


INSURED = """
policy: insured
commitment: S2
title: {zh: 已参保, en: Insured}
source: {document: 试, confirmed_by: null}
responsible: {lead: 县扶贫办, office: 县扶贫办}
for_each: insurance
dated_by: as_of
in_force: {from: 2014-01-01}
eligible:
  somebody: {law: 有人, test: person_id is not null}
status: insured
"""

PAPERS = """
policy: dated_paper
commitment: A4
title: {zh: 文件有日期, en: A paper has a day}
source: {document: 试, confirmed_by: null}
responsible: {lead: 县扶贫办, office: 县政府办公室}
for_each: policy_paper
dated_by: as_of
in_force: {from: 2014-01-01}
eligible:
  paper: {law: 文件, test: title is not null}
holds:
  dated: {law: 有日期, test: issued_on is not null}
"""


@pytest.mark.parametrize("spoil", [lambda f: f.unlink(), lambda f: f.write_text("{", "utf-8")])
def test_what_is_no_run_is_said_so(
    lean_run: Path, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    shutil.copytree(lean_run, tmp_path / "run")
    spoil(tmp_path / "run" / "manifest.json")
    with pytest.raises(UserError) as refused:
        read_record(tmp_path / "run")
    assert refused.value.remedy


def test_a_task_says_why_its_amount_is_as_it_is(lean_pack: Path) -> None:
    policy = read_pack(lean_pack).policies["boarding_fee"]
    task = {"failed": None, "reason": "capped", "due_on_provisional": False}
    assert list(_notes(policy, task)) == ["已按上限计算", "政策待确认，不得据此付款"]
