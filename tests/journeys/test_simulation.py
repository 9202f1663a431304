"""What if: the same answers as a run of the changed pack, and the run itself untouched."""

import json
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import HEQU
from wuxiang.cli import main
from wuxiang.engine import DuckEngine
from wuxiang.folder import hashes_of
from wuxiang.run import run
from wuxiang.simulation import SimulatedRun, read_change

STAY = "policies/spending/hospital_stay_allowance.yaml"
SUPPLEMENT = "disability_supplement.year_rate"


def wuxiang(*arguments: object) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(main, [str(one) for one in arguments])


def answer(*arguments: object) -> str:
    result = wuxiang(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def due(run_folder: Path) -> list[tuple[object, ...]]:
    """What is due, by policy: yuan known, and households with any; without bare payments."""
    with DuckEngine([run_folder]) as engine:
        engine.open_table("entitlement", run_folder / "entitlement.parquet")
        return engine.rows("SELECT policy, sum(due) FROM entitlement GROUP BY policy ORDER BY 1")


@pytest.fixture(scope="module")
def opened(lean_run: Path) -> Iterator[SimulatedRun]:
    with SimulatedRun(lean_run) as simulated:
        yield simulated


def test_nothing_changed_changes_nothing(opened: SimulatedRun) -> None:
    found = opened.effects([read_change("hospital_stay_allowance.day_rate=50")], [])
    assert found.altered.num_rows == 0
    assert (found.total.gains, found.total.loses, found.total.not_known) == (0, 0, 0)
    assert [one.before for one in found.costs] == [one.after for one in found.costs]
    assert all(one.before == one.after for one in found.answers)
    assert all(one.before == one.after for one in found.poverty)


def test_a_change_gives_what_a_run_of_the_changed_pack_gives(
    opened: SimulatedRun, lean_pack: Path, lean_run: Path, small_snapshot: Path, tmp_path: Path
) -> None:
    """Free days and the yearly rate changed: the stacking of one event moves others too."""
    before = hashes_of(lean_run)
    changes = ["hospital_stay_allowance.free_days=3", f"{SUPPLEMENT}=900@2019-01-01"]
    found = opened.effects([read_change(one) for one in changes], [])
    pack = tmp_path / "pack"
    shutil.copytree(lean_pack, pack)
    for file, written, instead in (
        (STAY, "{2018-01-01: 10}", "{2018-01-01: 3}"),
        ("policies/spending/disability_supplement.yaml", "{2018-01-01: 600}",
         "{2018-01-01: 600, 2019-01-01: 900}"),
    ):  # fmt: skip
        text = (pack / file).read_text("utf-8")
        assert written in text
        (pack / file).write_text(text.replace(written, instead, 1), "utf-8")
    run(pack, small_snapshot, tmp_path / "run")
    truly = {str(policy): amount for policy, amount in due(tmp_path / "run")}
    once = {str(policy): amount for policy, amount in due(lean_run)}
    assert {"hospital_stay_allowance", "disability_supplement"} <= {c.policy for c in found.costs}
    for cost in found.costs:
        assert cost.before == once[cost.policy], cost.policy
        assert cost.after == truly[cost.policy], cost.policy
    untouched = set(once) - {cost.policy for cost in found.costs}
    assert all(once[policy] == truly[policy] for policy in untouched)
    assert found.total.gains > 0
    assert found.total.change == sum(cost.after - cost.before for cost in found.costs)
    for groups in found.groups.values():
        assert sum(one.gains for one in groups) == found.total.gains
        assert sum(one.change for one in groups) == found.total.change
    assert hashes_of(lean_run) == before


def test_what_becomes_unknown_stays_apart(opened: SimulatedRun, tmp_path: Path) -> None:
    file = tmp_path / "hospital_stay_allowance.yaml"
    text = (HEQU / STAY).read_text("utf-8")
    file.write_text(text.replace("{2018-01-01: 50}", "{2018-01-01: null}", 1), "utf-8")
    found = opened.effects([], [file])
    (cost,) = (one for one in found.costs if one.policy == "hospital_stay_allowance")
    assert cost.after == 0
    assert cost.unknown_after > cost.unknown_before
    assert found.total.not_known > 0
    assert (found.total.gains, found.total.loses) == (0, 0)
    assert found.total.change == 0
    assert found.altered["due_after"].null_count == found.altered.num_rows


def test_a_new_policy_is_added(opened: SimulatedRun, tmp_path: Path) -> None:
    file = tmp_path / "stay_gift.yaml"
    text = (HEQU / STAY).read_text("utf-8")
    start = text.index("\nstacking:") if "\nstacking:" in text else len(text)
    end = text.index("\n", start + 1) if start < len(text) else start
    text = (text[:start] + text[end:]).replace(
        "policy: hospital_stay_allowance", "policy: stay_gift"
    )
    file.write_text(text, "utf-8")
    found = opened.effects([], [file])
    (cost,) = (one for one in found.costs if one.policy == "stay_gift")
    assert cost.before == 0
    assert cost.after > 0
    assert {one.before for one in found.answers if one.policy == "stay_gift"} == {None}


def test_a_standard_is_answered_anew(opened: SimulatedRun) -> None:
    found = opened.effects([read_change("exit_lasts.poverty_line=9000@2018-01-01")], [])
    (holds,) = (one for one in found.answers if one.step == "holds")
    assert holds.before is not None
    assert holds.after is not None
    assert holds.after[1] > holds.before[1]
    assert sum(holds.after) == sum(holds.before)
    assert found.altered.num_rows == 0


def test_for_people_programs_and_as_a_folder(lean_run: Path, tmp_path: Path) -> None:
    shown = answer("simulate", lean_run, "--set", f"{SUPPLEMENT}=700", "--out", tmp_path / "out")
    for words in ("残疾人再补助", "受益户", "收入贫困率", "户类型", "全县"):
        assert words in shown
    stored = json.loads((tmp_path / "out/simulation.json").read_text("utf-8"))
    assert (tmp_path / "out/altered.parquet").is_file()
    printed = json.loads(answer("simulate", lean_run, "--set", f"{SUPPLEMENT}=700", "--json"))
    assert stored == printed
    assert Decimal(printed["total"]["change"]) > 0


def test_the_rate_that_spends_a_ceiling(opened: SimulatedRun, lean_run: Path) -> None:
    cost = opened.spending([], [], named=SUPPLEMENT, counted=[], year=None)
    at_600, _ = cost(Decimal(600))
    people = at_600 / 600
    ceiling = people * 750 + 1
    options = ("--spend", SUPPLEMENT, "--ceiling", ceiling)
    found = json.loads(answer("simulate", lean_run, *options, "--json"))
    assert (Decimal(found["value"]), Decimal(found["remainder"])) == (Decimal(750), Decimal(1))
    earlier = opened.spending([], [], named=SUPPLEMENT, counted=[], year=1990)
    assert earlier(Decimal(600)) == (Decimal(0), 0)
    shown = answer("simulate", lean_run, *options, "--scale", "2")
    assert "above it" in shown
    shared = ("--with", "disability_supplement", "--with", "medical_cost_aid")
    result = wuxiang("simulate", lean_run, "--spend", SUPPLEMENT, "--ceiling", "1", *shared)
    assert result.exit_code == 1
    assert "yuan or more" in result.output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "nothing is changed"),
        (("--set", "hospital_stay_allowanc.day_rate=60"), "hospital_stay_allowance"),
        (("--set", "hospital_stay_allowance.dayrate=60"), "day_rate"),
        (("--set", "hospital_stay_allowance.day_rate"), "is no change"),
        (("--set", "hospital_stay_allowance.day_rate=much"), "give a number"),
        (("--set", "hospital_stay_allowance.day_rate=6@2019-13-01"), "is no day"),
        (("--set", "safe_housing.nothing=1"), "no parameter"),
        (("--policy", "nowhere.yaml"), "no file"),
        (("--spend", SUPPLEMENT), "--ceiling"),
        (
            ("--spend", SUPPLEMENT, "--ceiling", "1", "--with", "medical_cost_ai"),
            "medical_cost_aid",
        ),
    ],
)
def test_what_is_asked_wrongly_is_answered_with_a_remedy(
    lean_run: Path, options: tuple[str, ...], words: str
) -> None:
    result = wuxiang("simulate", lean_run, *options)
    assert result.exit_code == 2, result.output
    assert words in result.output
    assert "→" in result.output


def test_a_run_of_a_time_before_some_table_is_refused_with_a_remedy(
    lean_run: Path, tmp_path: Path
) -> None:
    old = shutil.copytree(lean_run, tmp_path / "old")
    (old / "inputs" / "snapshot" / "tables" / "list_match.parquet").unlink()
    manifest = old / "inputs" / "snapshot" / "manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    del told["rows"]["list_match"]
    manifest.write_text(json.dumps(told), "utf-8")
    refused = wuxiang("simulate", old, "--set", f"{SUPPLEMENT}=900")
    assert refused.exit_code == 2, refused.output
    assert "no table list_match" in refused.output
    assert "take the files in again" in refused.output


def test_what_a_fact_reads_moves_whoever_stands_on_it(small_run: Path) -> None:
    """A status policy is read by facts, and they by policies: all of them are computed anew."""
    with SimulatedRun(small_run) as opened:
        found = opened.effects([read_change("award_passed.notice_least=9999")], [])
        chosen = opened.effects([read_change("phone_two_percent.base_of=households")], [])
    assert {one.policy for one in found.costs if one.before != one.after} >= {"award_pigs"}
    assert chosen.altered.num_rows == 0
