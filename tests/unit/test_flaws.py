"""The flaws of a run as counts and as workbooks: each township and helper has its own rows only."""

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from wuxiang.cli import main
from wuxiang.engine import DuckEngine
from wuxiang.errors import UserError
from wuxiang.pack import read_pack
from wuxiang.record import PACK
from wuxiang.report.flaws import (
    OVERVIEW,
    count_flaws,
    flaws_by_township,
    write_flaws,
    write_helper_flaws,
)
from wuxiang.sealing import Keys, new_keys


def flaw_rows(run: Path, what: str = "count(*)") -> int:
    with DuckEngine([run]) as engine:
        engine.open_table("flaw", run / "flaw.parquet")
        return int(str(engine.rows(f"SELECT {what} FROM flaw")[0][0]))


def test_every_rule_is_counted_those_that_found_nothing_as_well(small_run: Path) -> None:
    counts = count_flaws(small_run)
    assert {one.rule.name for one in counts} == read_pack(small_run / PACK).rules.keys()
    assert sum(one.rows for one in counts) == flaw_rows(small_run) > 0
    assert any(one.rows == 0 for one in counts)
    assert [one.rule.severity for one in counts] == sorted(one.rule.severity for one in counts)


def test_what_intake_found_stands_in_the_same_list(small_run: Path) -> None:
    found = {one.rule.name: one.rows for one in count_flaws(small_run)}
    assert found["id_check"] > 0
    assert found["id_upgrade"] > 0


def test_townships_add_up_to_the_county(small_run: Path) -> None:
    by_township = flaws_by_township(small_run)
    for one in count_flaws(small_run):
        assert sum(by_township.get(one.rule.name, {}).values()) == one.rows


def test_the_workbook_has_an_overview_and_a_sheet_for_each_township(
    small_run: Path, keys: Keys, tmp_path: Path
) -> None:
    out = tmp_path / "flaws.xlsx"
    assert write_flaws(small_run, out, keys) == flaw_rows(small_run)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    book = CalamineWorkbook.from_path(str(out))
    overview = book.get_sheet_by_name("总览").to_python()
    assert overview[0] == list(OVERVIEW)
    assert len(overview) == 1 + len(read_pack(small_run / PACK).rules)
    townships = {name for found in flaws_by_township(small_run).values() for name in found}
    assert set(book.sheet_names) == {"总览"} | {f"数据质量·{name}" for name in townships}
    rows = [book.get_sheet_by_name(name).to_python()[1:] for name in book.sheet_names[1:]]
    assert sum(map(len, rows)) == flaw_rows(small_run)
    with pytest.raises(UserError, match="already"):
        write_flaws(small_run, out, keys)


def test_a_helper_gets_the_flaws_of_his_own_households_only(
    small_run: Path, keys: Keys, tmp_path: Path
) -> None:
    out = tmp_path / "helpers"
    told: list[int] = []
    books = write_helper_flaws(
        small_run, out, keys=keys, progress=lambda _what, done, _of: told.append(done)
    )
    files = sorted(out.glob("*.xlsx"))
    assert len(files) == books == told[-1] > 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    for file in files:
        rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()[1:]
        assert {str(row[-1]) for row in rows} == {file.stem.rsplit("-", 1)[0]}


def test_other_keys_open_nothing_and_leave_nothing(small_run: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="key"):
        write_helper_flaws(small_run, tmp_path / "helpers", keys=new_keys())
    assert list(tmp_path.iterdir()) == []


def test_the_command_prints_counts_for_people_and_for_programs(small_run: Path) -> None:
    shown = CliRunner().invoke(main, ["flaws", str(small_run)])
    assert shown.exit_code == 0
    assert "rules were applied" in shown.output
    told = CliRunner().invoke(main, ["flaws", str(small_run), "--json"])
    stated = json.loads(told.stdout)
    assert {one["rule"] for one in stated["rules"]} == read_pack(small_run / PACK).rules.keys()
    assert sum(one["rows"] for one in stated["rules"]) == flaw_rows(small_run)
