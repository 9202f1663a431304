"""Units behind a number: the column's own is taken, another one refuses the number."""

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from wuxiang.intake.cleaning import Cell, Read, reader_of
from wuxiang.intake.grids import read_grids
from wuxiang.intake.issues import RULES
from wuxiang.intake.layouts import KNOWN, Target
from wuxiang.intake.units import WRITTEN
from wuxiang.schema import TABLES


def read(name: str, cell: str) -> Read:
    found = reader_of(Target(name))(cell)
    assert found.rule is None or found.rule in RULES
    return found


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        *[("living.arable", "12 亩", 12), ("living.arable", "500平方米", None)],
        *[("living.arable", "2公顷", None), ("living.housing_area", "80㎡", 80)],
        *[("living.housing_area", "80m²", 80), ("living.housing_area", "80 平米", 80)],
        *[("living.housing_area", "1亩", None), ("living.road_distance", "2KM", 2)],
        *[("living.road_distance", "500米", None), ("living.road_distance", "30分钟", None)],
        *[("person.work_months", "10个月", 10), ("person.work_months", "1年", None)],
        *[("water_price.price_charged", "3元/m³", 3), ("water_price.water_sold", "3m3", 3)],
        *[("hardship.incidence", "12％", 12), ("hardship.incidence", "5‰", None)],
        *[("house_survey.round", "3轮", 3), ("house_survey.round", "3公顷", None)],
        *[("income.wages", "300 元", 300), ("income.wages", "5%", None)],
        *[("income.wages", "12年", None), ("industry_award.quantity", "12亩", 12)],
    ],
)
def test_a_unit_is_the_columns_own_or_the_number_is_refused(
    name: str, cell: str, value: Cell
) -> None:
    assert read(name, cell) == Read(value, None if value else "other_unit")


def test_every_unit_of_the_vocabulary_is_known() -> None:
    columns = [*(c for table in TABLES.values() for c in table.columns), *KNOWN.values()]
    assert {column.unit for column in columns if column.unit} == set(WRITTEN)


@pytest.mark.parametrize("cell", ["12²", "12₂", "1.2万元", "元", "5元5角"])
def test_what_is_no_number_before_its_unit(cell: str) -> None:
    assert read("living.arable", cell) == Read(None, "not_a_number")


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        ("0.4281", Decimal("0.4281"), "small_percent"),
        ("0.42%", Decimal("0.4200"), None),
        ("0", Decimal(0), None),
        ("1", Decimal(1), "small_percent"),
        ("1%", Decimal(1), None),
        ("1.2", Decimal("1.2"), None),
        ("42.81", Decimal("42.8100"), None),
    ],
)
def test_a_share_up_to_one_may_be_a_cell_shown_in_percent(
    cell: str, value: Cell, rule: str | None
) -> None:
    assert read("hardship.incidence", cell) == Read(value, rule)


def test_less_than_one_of_another_unit_is_nothing_strange() -> None:
    assert read("living.arable", "0.5") == Read(Decimal("0.5000"))


def test_a_number_shown_in_percent_is_read_as_shown(tmp_path: Path) -> None:
    """A cell that says 120% holds 1.2, and one that says 60% holds 0.6."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        formats = [book.add_format({"num_format": one}) for one in ("0%", "0.0%", '0"%"', "0.00")]
        for column, (number, shown) in enumerate(zip((0.6, 1.2, 60, 0.6), formats, strict=True)):
            sheet.write_number(0, column, number, shown)
        sheet.write_string(0, 4, "甲", formats[0])
        sheet.write_boolean(0, 5, True, formats[0])
        sheet.write_number(0, 6, 1, formats[1])
    (grid,) = read_grids(path)
    assert grid.row(0) == ["60%", "120%", "60", "0.6", "甲", "1", "100%"]
    assert [read("hardship.incidence", cell).value for cell in grid.row(0)[:4]] == [
        *[Decimal(60), Decimal(120), Decimal(60), Decimal("0.6")],
    ]
    assert read("industry_award.quantity", "300%") == Read(None, "other_unit")
