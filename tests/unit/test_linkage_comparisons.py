"""The comparisons of the pack: read, refused with their line, and turned into layouts of intake."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from wuxiang.errors import UserError
from wuxiang.intake.layouts import read_layout
from wuxiang.linkage import read_comparisons, read_settings
from wuxiang.linkage.comparison import Known, as_layout, mapped, read_comparison
from wuxiang.linkage.lists import Given, read_lists

PACK = Path(__file__).parents[2] / "counties" / "hequ"
GOOD = """comparison: cars
title: {zh: 车辆, en: Cars}
office: 公安局
edition: "2019"
kind: vehicle
meaning: flag
severity: middle
concerns: [registered]
unless: {table: assets, column: car, is: "true"}
at_least: {unit: yuan, values: {2018-01-01: 100, 2019-01-01: 200}}
required: [车牌]
columns:
  车主: {role: name, also: [所有人]}
  车牌: text
"""


def written(folder: Path, old: str = "", new: str = "") -> Path:
    path = folder / "cars.yaml"
    path.write_text(GOOD.replace(old, new) if old else GOOD, "utf-8")
    return path


def test_a_comparison(tmp_path: Path) -> None:
    found = read_comparison(written(tmp_path))
    assert (found.kind, found.meaning, found.concerns) == ("vehicle", "flag", ("registered",))
    assert found.unless == Known("assets", "car", "true")
    assert found.amount_from(date(2017, 12, 31)) is None
    assert found.amount_from(date(2018, 12, 31)) == Decimal(100)
    assert found.amount_from(date(2019, 1, 1)) == Decimal(200)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("comparison: cars", "comparison: bikes", "another name"),
        ("kind: vehicle", "kind: vehicles", "there is no `vehicles`"),
        ("meaning: flag", "meaning: known", "there is no `known`"),
        ("severity: middle", "severity: huge", "there is no `huge`"),
        ("[registered]", "[poor]", "there is no `poor`"),
        ("table: assets", "table: asset", "there is no `asset`"),
        ("table: assets", "table: area", "about nobody"),
        ("column: car", "column: boat", "there is no `boat`"),
        ('column: car, is: "true"', "column: car, day: surveyed_on", "neither a column nor a day"),
        ('column: car, is: "true"', "day: car, within: 3", "no date"),
        ('column: car, is: "true"', "within: 3", "neither a column nor a day"),
        ("2018-01-01: 100", "2018-13-01: 100", "no day"),
        ("[车牌]", "[号牌]", "by its own headings"),
        ("[车牌]", "[]", "by its own headings"),
        ("role: name", "role: owner", "there is no `owner`"),
        ("edition:", "version:", "unknown key"),
    ],
)
def test_a_wrong_comparison_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    with pytest.raises(UserError, match=problem) as refused:
        read_comparison(written(tmp_path, old, new))
    assert refused.value.place is not None
    assert refused.value.place.line is not None


def test_a_pack_without_comparisons_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no comparisons"):
        read_comparisons(tmp_path)


@pytest.mark.parametrize("name", sorted(read_comparisons(PACK)))
@pytest.mark.parametrize("given", [False, True])
def test_every_comparison_of_the_pack_is_a_layout(tmp_path: Path, name: str, given: bool) -> None:
    comparison, settings = read_comparisons(PACK)[name], read_settings(PACK)
    wanted = {name: comparison}
    (tmp_path / "list.csv").write_text("姓名,身份证号码\n张三,\n", "utf-8")
    if given:
        lists = read_lists(
            Given([tmp_path], as_comparison=name), wanted, settings, folder=_new(tmp_path), tell=_no
        )
        assert [row.name for row in lists.rows] == ["张三"]
        return
    with pytest.raises(UserError, match="no sheet has the headings"):
        read_lists(Given([tmp_path]), wanted, settings, folder=_new(tmp_path), tell=_no)
    layout = read_layout(tmp_path / "between" / "pack" / "layouts" / f"{name}.yaml")
    assert layout.heading("person.name") is not None


def _new(folder: Path) -> Path:
    (folder / "between").mkdir()
    return folder / "between"


def _no(_what: str, _done: int, _of: int) -> None:
    """Tell nobody."""


def test_a_given_heading_wins_over_the_pack(tmp_path: Path) -> None:
    cars = mapped(read_comparison(written(tmp_path)), {"车牌": "name", "车 主": "head_name"})
    layout = as_layout(cars, read_settings(PACK), given=True)
    columns = layout["columns"]
    assert isinstance(columns, dict)
    assert columns["车牌"]["to"] == "person.name"
    assert columns["车 主"]["to"] == "head.name"
    assert "车主" not in columns


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("roles: {owner: [x]}\nparameters: {}\n", "unknown key `owner`"),
        ("roles: {sex: [性别]}\nparameters: {lead: {values: {2018-01-01: 1}}}\n", "means a name"),
        ("roles: {name: [姓名]}\nparameters: {most: {}}\n", "unknown key `most`"),
    ],
)
def test_wrong_settings_are_refused(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "linkage.yaml").write_text(text, "utf-8")
    with pytest.raises(UserError, match=problem):
        read_settings(tmp_path)


def test_a_threshold_that_nobody_had_set_by_then_is_refused() -> None:
    with pytest.raises(UserError, match="has no value on 2017-12-31"):
        read_settings(PACK).threshold("lead", date(2017, 12, 31))
