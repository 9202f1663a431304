"""Income held against the lines: each year against its own, and not known is never zero."""

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import HEQU
from wuxiang.errors import UserError
from wuxiang.pack import Pack, read_pack
from wuxiang.report.against_lines import against_lines

TODAY = date(2019, 4, 30)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(HEQU)


def earned(year: int, per_head: str | None, members: int | None = 3) -> dict[str, object]:
    head = None if per_head is None else Decimal(per_head)
    net = None if head is None or members is None else head * members
    return {"year": year, "net_income": net, "members": members, "income_per_head": head}


@pytest.mark.parametrize(
    ("year", "per_head", "answer", "apart"),
    [
        (2018, "2995.01", "above", "0.01"),
        (2018, "2995", "on", "0"),
        (2018, "2000", "below", "995"),
        (2016, "2951.5", "below", "0.5"),
        (2018, "-50", "below", "3045"),
        (2018, "0", "below", "2995"),
    ],
)
def test_the_line_is_that_of_the_years_last_day(
    pack: Pack, year: int, per_head: str, answer: str, apart: str
) -> None:
    poverty = against_lines(pack, earned(year, per_head), TODAY).held[0]
    assert (poverty.answer, poverty.apart) == (answer, Decimal(apart))


def test_last_years_income_is_also_held_against_the_monitoring_line(pack: Pack) -> None:
    _poverty, monitoring = against_lines(pack, earned(2018, "4000"), TODAY).held
    assert (monitoring.law, monitoring.amount, monitoring.by) == (
        "监测范围",
        Decimal(5000),
        Decimal(-1000),
    )
    assert len(against_lines(pack, earned(2017, "4000"), TODAY).held) == 1


def test_not_known_is_no_answer_and_no_zero(pack: Pack) -> None:
    found = against_lines(pack, earned(2018, None), TODAY)
    assert {one.answer for one in found.held} == {"unknown"}
    assert {one.apart for one in found.held} == {None}


def test_a_line_that_nobody_has_told_is_not_known(pack: Pack) -> None:
    held = against_lines(pack, earned(2020, "4000"), date(2021, 4, 30)).held
    assert [(one.amount, one.answer) for one in held] == [(None, "unknown"), (None, "unknown")]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("incomes: household_income", "incomes: household_incomes"),
        ("marginal_household.monitoring_line", "marginal_household.monitored_line"),
    ],
)
def test_a_pack_that_names_what_is_not_there_is_refused(
    tmp_path: Path, said: str, wrong: str
) -> None:
    folder = tmp_path / "hequ"
    shutil.copytree(HEQU, folder)
    county = folder / "county.yaml"
    county.write_text(county.read_text("utf-8").replace(said, wrong), "utf-8")
    with pytest.raises(UserError, match=wrong.rpartition(".")[2].rpartition(" ")[2]):
        read_pack(folder)


def test_a_pack_that_names_no_line_holds_it_against_none(pack: Pack) -> None:
    blind = replace(pack, county=replace(pack.county, targeting=None))
    assert against_lines(blind, earned(2018, "4000"), TODAY).held == ()
