"""What a county office does on the command line, from a demo county to a verified run."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import HEQU
from wuxiang.cli import main
from wuxiang.engine import DuckEngine

PACK = str(HEQU)


def wuxiang(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def said(*arguments: object) -> str:
    result = wuxiang(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def someone(run: Path) -> str:
    with DuckEngine([run]) as engine:
        engine.open_table("gap", run / "gap.parquet")
        rows = engine.rows("SELECT max(household_id) FROM gap WHERE kind = 'missing'")
    return str(rows[0][0])


def test_from_nothing_to_a_gap_list(lean_pack: Path, tmp_path: Path) -> None:
    files, snapshot, run = tmp_path / "files", tmp_path / "snapshot", tmp_path / "run"
    assert "invented people" in said("demo", files, "--scale", "0.02", "--seed", "11", "--quiet")
    taken = json.loads(
        said("intake", files, "--county", PACK, "--out", snapshot, "--json", "--quiet")
    )
    assert taken["tables"]["person"] > 1_000
    assert taken["invented"]
    out = said("run", "--county", lean_pack, "--snapshot", snapshot, "--out", run, "--quiet")
    assert "应享" in out
    assert "待确认" in out
    figures = json.loads(said("summary", run, "--json"))["figures"]
    assert figures["mover_needs_met_share"] is None  # it counts a policy that this pack has not
    assert "tasks" in said("gaps", run, "--out", tmp_path / "gaps.xlsx")
    assert "entitlements" in said("entitlements", run, "--out", tmp_path / "entitlements.xlsx")
    assert "recomputing agrees" in said("verify", run, "--quiet")


def test_the_summary_for_people_and_for_programs(small_run: Path) -> None:
    assert "残疾人再补助" in said("summary", small_run)
    figures = json.loads(said("summary", small_run, "--json"))
    assert figures["payments"]
    assert figures["figures"]["boarding_fees"]
    assert all(not one["confirmed"] for one in figures["payments"])


def test_why_for_one_household(small_run: Path) -> None:
    household = someone(small_run)
    whole = said("explain", small_run, household)
    assert "应得" in whole
    assert "未享" in whole
    none = said("explain", small_run, household, "--policy", "bulletin_issued")
    assert none.startswith("bulletin_issued has nothing to decide for this household")
    one = said("explain", small_run, household, "--policy", "fixed_income", "--language", "en")
    assert "yes" in one or "no" in one
    answers = json.loads(said("explain", small_run, household, "--json"))["answers"]
    assert {"policy", "clauses", "outcome"} <= answers[0].keys()


def test_why_names_money_that_came_though_nothing_was_due(small_run: Path) -> None:
    with DuckEngine([small_run]) as engine:
        engine.open_table("e", small_run / "entitlement.parquet")
        (household, policy), *_ = engine.rows(
            "SELECT household_id, policy FROM e WHERE subject LIKE 'payment/%' AND class = 'undue' "
            "AND household_id IS NOT NULL ORDER BY 1, 2"
        )
    assert "不应享" in said("explain", small_run, household, "--policy", policy)
    found = json.loads(said("explain", small_run, household, "--policy", policy, "--json"))
    assert [one["kind"] for one in found["entitlements"]] == ["undue"]


def test_two_runs_compared(small_run: Path) -> None:
    assert "不变" in said("compare", small_run, small_run)
    assert json.loads(said("compare", small_run, small_run, "--json"))["same_pack"]


def test_a_changed_run_fails_with_exit_code_1(lean_run: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    shutil.copytree(lean_run, copy)
    (copy / "funnel.parquet").write_bytes(b"not a table")
    failed = wuxiang("verify", copy, "--quiet")
    assert failed.exit_code == 1
    assert "funnel.parquet was changed" in failed.output
    listed = wuxiang("verify", copy, "--quiet", "--json")
    assert listed.exit_code == 1
    assert '"funnel.parquet"' in listed.output


def test_policies_are_checked_tested_and_shown() -> None:
    assert "sound" in said("policy", "check", PACK)
    assert "examples hold" in said("policy", "test", PACK)
    one = HEQU / "policies/spending/hospital_stay_allowance.yaml"
    assert "WITH" in said("policy", "sql", one)
    assert "住院从第11天起" in said("policy", "show", one)
    assert json.loads(said("policy", "test", one, "--json"))["failed"] == []


def test_a_wrong_example_fails_with_exit_code_1(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(HEQU, pack)
    file = pack / "policies/spending/hospital_stay_allowance.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("2018-01-01: 50}", "2018-01-01: 51}"), "utf-8")
    failed = wuxiang("policy", "test", file)
    assert failed.exit_code == 1
    assert "hospital_stay_allowance.yaml" in failed.output


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["run", "--county", PACK, "--snapshot", "nowhere", "--out", "out"], "no snapshot"),
        (["run", "--county", "nowhere", "--snapshot", "nowhere", "--out", "out"], "nowhere"),
        (["explain", "nowhere", "somebody"], "nowhere"),
        (["summary", "nowhere"], "no run"),
        (["verify", "nowhere"], "no run"),
        (["intake", "nowhere", "--county", PACK, "--out", "out"], "nowhere"),
        (["policy", "check", str(Path(__file__))], "no county pack"),
        (["demo", "out", "--scale", "-1"], "scale"),
        (["demo", "out", "--seed", "-1"], "seed"),
        (["policy", "check", "."], "no county pack"),
        *(
            (["policy", command, f"{PACK}/facts/mover_household.sql"], "no policy")
            for command in ("check", "test", "sql", "show")
        ),
    ],
)
def test_wrong_input_is_told_with_its_remedy(
    arguments: list[str], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = wuxiang(*arguments)
    assert result.exit_code == 2
    assert named in result.output
    assert "→" in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_a_later_day_than_the_snapshot_is_refused(small_snapshot: Path, tmp_path: Path) -> None:
    arguments = ["run", "--county", PACK, "--snapshot", small_snapshot, "--out", tmp_path / "run"]
    refused = wuxiang(*arguments, "--as-of", "2030-01-01")
    assert refused.exit_code == 2
    assert "2019-04-30" in refused.output


def test_a_last_run_that_is_none_and_a_missing_folder_are_refused(
    small_snapshot: Path, small_run: Path, tmp_path: Path
) -> None:
    arguments = ["run", "--county", PACK, "--snapshot", small_snapshot, "--out", tmp_path / "run"]
    assert wuxiang(*arguments, "--previous", tmp_path).exit_code == 2
    assert wuxiang("gaps", small_run, "--out", tmp_path / "no" / "gaps.xlsx").exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        "demo",
        "intake",
        "run",
        "summary",
        "explain",
        "gaps",
        "entitlements",
        "compare",
        "verify",
        "policy",
    ],
)
def test_each_command_has_help_with_an_example(command: str) -> None:
    assert f"wuxiang {command}" in said(command, "--help").split("Example", maxsplit=1)[1]


def test_the_installed_command_starts() -> None:
    command = Path(sys.executable).with_name("wuxiang")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("wuxiang, version")
