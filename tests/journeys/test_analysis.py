"""What analysts do on the command line: measures of a run and of their own files, targeting."""

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from python_calamine import load_workbook

from wuxiang.cli import main
from wuxiang.engine import DuckEngine
from wuxiang.report import aim_of

CSV = "y,w,at,insured\n100,1,a,true\n110,1,a,false\n150,1,b,\n160,1,,true\n,2,b,false\n"


def wuxiang(*arguments: object) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(main, [str(one) for one in arguments])


def answer(*arguments: object) -> str:
    result = wuxiang(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: object) -> str:
    result = wuxiang(*arguments)
    assert result.exit_code == 2, result.output
    return result.output


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    file = tmp_path / "own.csv"
    file.write_text(CSV, "utf-8")
    return file


def counted(run: Path, sql: str) -> list[tuple[object, ...]]:
    with DuckEngine([run]) as engine:
        for file in [*(run / "facts").glob("*.parquet"), *(run / "decisions").glob("*.parquet")]:
            engine.open_table(file.stem, file)
        return engine.rows(sql)


def test_the_measures_of_a_run_are_those_of_its_households(small_run: Path) -> None:
    found = json.loads(answer("measure", small_run, "--json"))
    ((poor, people, known, missing),) = counted(
        small_run,
        "SELECT sum(CASE WHEN income_per_head < 2995 THEN members END), "
        "sum(CASE WHEN income_per_head IS NOT NULL THEN members END), count(income_per_head), "
        "count(*) - count(income_per_head) FROM measured_household WHERE members IS NOT NULL",
    )
    headcount = found["estimates"][0]
    assert (found["line"], found["line_from"]) == (2995, "exit_lasts.poverty_line")
    assert headcount["measure"] == "fgt0"
    assert headcount["value"] == pytest.approx(int(str(poor)) / int(str(people)))
    assert (headcount["known"], headcount["missing"]) == (known, missing)
    assert headcount["low"] < headcount["value"] < headcount["high"]


def test_the_measures_for_people_by_group(small_run: Path) -> None:
    shown = answer("measure", small_run, "--by", "status")
    for words in ("收入贫困率", "合计", "exited_with_policies", "exit_lasts.poverty_line"):
        assert words in shown


def test_a_higher_line_makes_more_poor(small_run: Path) -> None:
    rates = [
        json.loads(answer("measure", small_run, "--line", line, "--json"))["estimates"][0]["value"]
        for line in (1000, 2995, 9000)
    ]
    assert rates == sorted(rates)
    assert rates[0] < rates[2]


def test_a_file_of_ones_own(own_file: Path, tmp_path: Path) -> None:
    shown = json.loads(answer("measure", own_file, "--column", "y", "--line", 125, "--json"))
    by_name = {one["measure"]: one for one in shown["estimates"]}
    assert by_name["fgt1"]["value"] == pytest.approx(0.08)
    assert by_name["fgt1"]["missing"] == 1
    table = pa.table({"y": [100, 110, 150, 160], "psu": [1, 1, 2, 3], "st": [1, 1, 1, 1]})
    pq.write_table(table, tmp_path / "own.parquet")
    design = ("--cluster", "psu", "--stratum", "st")
    told = answer("measure", tmp_path / "own.parquet", "--column", "y", *design)
    assert "No poverty line is known" in told
    assert "基尼系数" in told
    assert "收入贫困率" not in told


def test_groups_that_nobody_knows_and_measures_without_a_value(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("y,at\n0,a\n5,\n5000,a\n", "utf-8")
    shown = answer("measure", file, "--column", "y", "--line", 3, "--by", "at")
    assert "不清楚" in shown
    assert "有不大于零的收入" in shown


def test_several_dimensions_at_once(own_file: Path, small_run: Path) -> None:
    dimensions = ("--dimension", "y<125@1/2", "--dimension", "insured=no@1/2")
    found = json.loads(answer("measure", own_file, *dimensions, "--k", "1/2", "--json"))
    whole = found[0]
    assert whole["headcount"]["value"] == pytest.approx(2 / 3)
    assert (whole["known"], whole["missing"]) == (3, 2)
    shown = answer(
        "measure", small_run, "--table", "household_condition", "--by", "status",
        "--dimension", "income_per_head<2995", "--dimension", "safe_water=no", "--k", "0.5",
    )  # fmt: skip
    for words in ("M0", "contribution", "safe_water", "registered"):
        assert words in shown


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--line", "125"), "--column"),
        (("--column", "yy"), "Did you mean"),
        (("--column", "at"), "no numbers"),
        (("--column", "y", "--line", "0"), "above zero"),
        (("--column", "y", "--weight", "at"), "no numbers"),
        (("--column", "y", "--by", "nobody"), "no column"),
        (("--dimension", "y"), "no dimension"),
        (("--dimension", "y<125@1/0"), "no number"),
        (("--dimension", "y<125", "--k", "a third"), "no number"),
        (("--dimension", "y=no"), "not yes or no"),
        (("--column", "y", "--table", "t"), "no run"),
    ],
)
def test_what_is_asked_wrongly_is_answered_with_a_remedy(
    own_file: Path, options: tuple[str, ...], words: str
) -> None:
    told = refused("measure", own_file, *options)
    assert words in told
    assert "→" in told


def test_files_that_are_none(tmp_path: Path, small_run: Path) -> None:
    assert "neither a run nor a file" in refused("measure", tmp_path / "nothing")
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"not a table")
    assert "cannot be read" in refused("measure", broken, "--column", "y")
    gbk = tmp_path / "gbk.csv"
    gbk.write_bytes("户,收入\n甲,1\n".encode("gbk"))
    assert "UTF-8" in refused("measure", gbk, "--column", "收入")
    odd = tmp_path / "own.txt"
    odd.write_text(CSV, "utf-8")
    assert "Parquet or CSV" in refused("measure", odd, "--column", "y")
    assert "Did you mean" in refused("measure", small_run, "--table", "household_conditio")


def test_targeting_counts_what_the_policies_decided(small_run: Path) -> None:
    whole = aim_of(small_run).aims[0]
    ((wrongly_in,),) = counted(
        small_run, "SELECT count(*) FROM rightly_registered WHERE eligible AND NOT holds"
    )
    ((exited,),) = counted(
        small_run,
        "SELECT count(*) FROM measured_household AS m WHERE rural AND status IN "
        "('exited', 'exited_with_policies', 'monitored') AND household_id IN (SELECT household_id "
        "FROM household_exit WHERE eligible AND NOT holds UNION SELECT household_id FROM "
        "exit_lasts WHERE eligible AND NOT holds)",
    )
    ((poor, people),) = counted(
        small_run,
        "SELECT sum(CASE WHEN status = 'registered' THEN members ELSE 0 END), sum(members) "
        "FROM measured_household WHERE rural AND status IS NOT NULL",
    )
    assert whole.wrongly_in.wrong == wrongly_in
    assert whole.wrongly_exited.wrong == exited
    assert (whole.incidence.wrong, whole.incidence.judged) == (poor, people)
    assert whole.missed.unknown > whole.missed.judged  # most households were never surveyed


def test_what_targeting_and_the_indicators_say_of_the_register_agrees(small_run: Path) -> None:
    found = aim_of(small_run)
    rows = pq.read_table(small_run / "indicator.parquet").to_pylist()
    figures = {row["indicator"]: row["value"] for row in rows}
    whole = found.aims[0]
    assert whole.incidence.share == pytest.approx(
        float(figures["poverty_incidence"]) / 100, abs=1e-6
    )
    for indicator, rate in (
        ("missed_households", whole.missed),
        ("wrongly_registered", whole.wrongly_in),
        ("doubtful_exits", whole.wrongly_exited),
    ):
        assert rate.wrong == figures[indicator], indicator
    poor = [aim for aim in found.aims if found.poor.get(aim.village)]
    over = [aim.village for aim in poor if found.exit_ready(aim) is False]
    assert 0 < len(over) < len(poor)
    assert len(over) == figures["villages_over_exit_line"]
    unsure = {aim.village for aim in poor if found.exit_ready(aim) is None}
    asked = counted(small_run, "SELECT village_code FROM village_incidence WHERE holds IS NULL")
    assert {str(code) for (code,) in asked} == unsure


def test_targeting_for_people_programs_and_as_a_workbook(small_run: Path, tmp_path: Path) -> None:
    shown = answer("targeting", small_run)
    assert "漏评率 = " in shown
    found = json.loads(answer("targeting", small_run, "--json"))
    assert found["line"] == 0.02
    assert found["villages"][0]["village"] == ""
    out = tmp_path / "targeting.xlsx"
    assert "villages" in answer("targeting", small_run, "--out", out)
    book = load_workbook(str(out))
    rows = book.get_sheet_by_name("漏评错评错退").to_python()
    assert rows[1][0] == "全县"
    assert len(rows) == len(found["villages"]) + 1
    assert "Wilson" in str(book.get_sheet_by_name("口径").to_python()[1][0])
    assert "is there already" in refused("targeting", small_run, "--out", out)


def test_a_pack_that_says_nothing_of_targeting(small_run: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    shutil.copytree(small_run, copy)
    file = copy / "inputs/pack/county.yaml"
    text = file.read_text("utf-8")
    start, end = text.index("targeting:"), text.index("budgets:")
    file.write_text(text[:start] + text[end:], "utf-8")
    for command in ("targeting", "measure"):
        assert "add `targeting`" in refused(command, copy)


@pytest.mark.parametrize(
    ("written", "instead", "words"),
    [
        ("households: measured_household", "households: measured_houshold", "measured_household"),
        ("exit_lasts.poverty_line", "exit_lasts.povertyline", "poverty_line"),
        ("village_incidence.incidence_line", "village_incidenc.incidence_line", "no policy"),
        ("missed: [identifiable_household]", "missed: [exit_lasts]", "does not decide `status`"),
        ("households: measured_household", "households: exit_case", "has no township_code"),
    ],
)
def test_a_pack_that_names_what_is_not_there(
    small_run: Path, tmp_path: Path, written: str, instead: str, words: str
) -> None:
    copy = tmp_path / "run"
    shutil.copytree(small_run, copy)
    file = copy / "inputs/pack/county.yaml"
    file.write_text(file.read_text("utf-8").replace(written, instead), "utf-8")
    assert words in refused("targeting", copy)
