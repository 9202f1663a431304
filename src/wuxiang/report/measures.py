"""Measures of a run or of one's own file: the table, the line, and what each figure is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from wuxiang.errors import Place, UserError
from wuxiang.pack import Pack, Targeting, read_pack
from wuxiang.policy.model import Words
from wuxiang.record import MANIFEST, PACK, read_record
from wuxiang.strict_yaml import suggestion
from wuxiang.targeting import (
    Estimate,
    Measure,
    atkinson,
    fgt,
    gini,
    quintile_ratio,
    relative_headcount,
    relative_line,
    sen,
    theil_l,
    theil_t,
    watts,
)

INCOME = "income_per_head"
PEOPLE = "members"
COLUMNS = (
    *("household_id", "village_code", "township_code", "zone", "household_type", "rural", "status"),
    *(PEOPLE, "income_year_begin", "income_year_end", INCOME),
)
"""What the fact must have that county.yaml names as its table of households."""
NAMES: Mapping[str, Words] = {
    "fgt0": Words("收入贫困率", "headcount"),
    "fgt1": Words("贫困深度", "poverty gap"),
    "fgt2": Words("贫困强度", "severity"),
    "watts": Words("瓦茨指数", "Watts index"),
    "sen": Words("森指数", "Sen index"),
    "gini": Words("基尼系数", "Gini coefficient"),
    "theil_t": Words("泰尔指数", "Theil T"),
    "theil_l": Words("泰尔指数L", "Theil L"),
    "atkinson_0.5": Words("阿特金森指数0.5", "Atkinson 0.5"),
    "atkinson_1": Words("阿特金森指数1", "Atkinson 1"),
    "quintile_ratio": Words("五等分倍率", "quintile share ratio"),
    "relative_line": Words("相对贫困线", "relative line"),
    "relative_headcount": Words("相对贫困发生率", "below the relative line"),
}
WHY_NOT: Mapping[str, str] = {
    "no_rows": "没有已知的收入",
    "zero_or_less": "有不大于零的收入，此指标无定义",
    "below_zero": "有负收入，此指标无定义",
    "nothing_to_share": "没有收入可分",
    "poorest_have_nothing": "最低五分之一没有收入",
}


@dataclass(frozen=True)
class Measurable:
    """A table to measure: its usual income and weight, and the poverty line if it has one.

    `line` is in yuan a head and year; `line_from` says whose it is, for people to read.
    """

    table: pa.Table
    income: str | None = None
    weight: str | None = None
    line: Decimal | None = None
    line_from: str = ""


def usual_measures(line: float | None, share: float) -> list[Measure]:
    """The measures that are shown unless others are asked for; poverty needs a line."""
    poverty = (
        [] if line is None else [fgt(line), fgt(line, 1), fgt(line, 2), watts(line), sen(line)]
    )
    relative = [relative_line(share), relative_headcount(share)]
    unequal = [gini(), theil_t(), theil_l(), atkinson(0.5), atkinson(1), quintile_ratio()]
    return [*poverty, *unequal, *relative]


def measurable(source: Path, *, table: str | None = None) -> Measurable:
    """What can be measured in `source`: a run, or a Parquet or CSV file (UTF-8, with headings).

    Of a run, it is its households with last year's income, or the fact `table`. Raises UserError
    for what is none of these.
    """
    if not (source / MANIFEST).is_file():
        if table is not None:
            raise UserError(f"{source} is no run", remedy="leave --table out for a file")
        return Measurable(_file(source))
    read_record(source)
    pack = read_pack(source / PACK)
    if table is not None:
        return Measurable(_fact(source, pack, table))
    households = household_table(source, pack)
    line = poverty_line(pack, households)
    return Measurable(households, INCOME, PEOPLE, line, targeting_of(pack).poverty_line)


def targeting_of(pack: Pack) -> Targeting:
    """What county.yaml says of targeting; UserError if it says nothing."""
    if pack.county.targeting is None:
        raise UserError(
            "county.yaml does not say which households and lines count",
            remedy="add `targeting`, as in counties/hequ/county.yaml",
            place=Place(str(pack.folder / "county.yaml")),
        )
    return pack.county.targeting


def household_table(run: Path, pack: Pack) -> pa.Table:
    """The run's households as county.yaml names them: a row each, with `COLUMNS`."""
    name = targeting_of(pack).households
    found = _fact(run, pack, name)
    lacking = [column for column in COLUMNS if column not in found.column_names]
    if lacking:
        raise UserError(
            f"fact `{name}` has no {', '.join(lacking)}",
            remedy="select them, as counties/hequ/facts/measured_household.sql does",
            place=pack.facts[name].place,
        )
    return found.select(COLUMNS)


def poverty_line(pack: Pack, households: pa.Table) -> Decimal | None:
    """The pack's line for the income's year; None where nobody has told it yet."""
    _, parameter = pack.parameter(targeting_of(pack).poverty_line)
    ends: Sequence[date] = households["income_year_end"].unique().drop_null().to_pylist()
    line = parameter.on(max(ends)) if ends else None
    return line if isinstance(line, Decimal) else None


def _fact(run: Path, pack: Pack, name: str) -> pa.Table:
    if name not in pack.facts:
        raise UserError(
            f"the run has no fact `{name}`",
            remedy=suggestion(name, list(pack.facts)) or "see docs/reference/facts.md",
        )
    return pq.read_table(run / "facts" / f"{name}.parquet")


def _file(source: Path) -> pa.Table:
    place = Place(str(source))
    if not source.is_file():
        raise UserError(
            "neither a run nor a file", remedy="name a run, or a .parquet or .csv file", place=place
        )
    try:
        if source.suffix.lower() == ".parquet":
            return pq.read_table(source)
        if source.suffix.lower() == ".csv":
            options = pa_csv.ConvertOptions(strings_can_be_null=True)
            found = pa_csv.read_csv(source, convert_options=options)
            return found.rename_columns(found.column_names)  # headings that are no UTF-8 end here
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        raise UserError(
            f"the file cannot be read ({str(error).splitlines()[0]})",
            remedy="save it as Parquet, or as CSV in UTF-8 with one row of headings",
            place=place,
        ) from error
    raise UserError("not a Parquet or CSV file", remedy="save it as one of the two", place=place)


def measure_words(one: Estimate) -> tuple[Words, str]:
    """What the measure is called, and in Chinese why it has no value (empty if it has one)."""
    return NAMES[one.measure], WHY_NOT[one.why_not] if one.why_not else ""
