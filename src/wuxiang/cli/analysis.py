"""Commands for analysts: measure, targeting."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

import click

from wuxiang.cli.showing import echo_json, echo_table
from wuxiang.errors import UserError
from wuxiang.report import (
    MEANING,
    AimOfRun,
    Measurable,
    aim_of,
    measurable,
    measure_words,
    per_cent,
    usual_measures,
    write_aim,
)
from wuxiang.targeting import (
    Counting,
    Dimension,
    Estimate,
    Figure,
    Rate,
    Survey,
    alkire_foster,
    measured,
)

FILE = click.Path(path_type=Path)
DIMENSION = re.compile(
    r"(?P<column>[^<=@]+)(<(?P<cutoff>-?[\d.]+)|=(?P<answer>yes|no))(@(?P<weight>[\d./]+))?"
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")


@click.command()
@click.argument("source", type=FILE)
@click.option("--table", help="Of a run: the fact to measure, instead of its households.")
@click.option("--column", help="The column of incomes a head (of a run: income_per_head).")
@click.option("--weight", help="How many each row stands for (of a run: members).")
@click.option("--line", type=float, help="The poverty line (of a run: that of its pack).")
@click.option(
    "--share", type=float, default=0.6, show_default=True, help="Relative line: of the median."
)
@click.option("--by", help="Also for each group of this column, as township_code, zone, status.")
@click.option("--cluster", help="The column of the clusters drawn, for standard errors.")
@click.option("--stratum", help="The column of the strata they were drawn in.")
@click.option(
    "--dimension",
    "dimensions",
    multiple=True,
    help="Alkire-Foster: what deprives, as `safely_housed=no` or `income_per_head<2995@1/2`.",
)
@click.option("--k", default="1/3", show_default=True, help="Share of the weights that makes poor.")
@json_option
def measure(
    source: Path,
    table: str | None,
    column: str | None,
    weight: str | None,
    line: float | None,
    share: float,
    by: str | None,
    cluster: str | None,
    stratum: str | None,
    dimensions: tuple[str, ...],
    k: str,
    *,
    as_json: bool,
) -> None:
    """Poverty and inequality in a run, or in a Parquet or CSV file of your own.

    What nobody knows is left out, counted, and bounded where it can be; it never counts as zero.

    \b
    Examples:
      wuxiang measure demo/run --by township_code
      wuxiang measure survey.csv --column income --weight w --line 2995 --cluster village
      wuxiang measure demo/run --table household_condition --k 1/2 \\
        --dimension 'income_per_head<2995' --dimension safely_housed=no
    """
    found = measurable(source, table=table)
    survey = Survey.of(found.table, weight=weight or found.weight, cluster=cluster, stratum=stratum)
    if dimensions:
        read = [_dimension(one) for one in dimensions]
        counted = alkire_foster(found.table, read, cutoff=_fraction(k), survey=survey, by=by)
        _show_counted(counted, as_json=as_json)
        return
    income = column or found.income
    if income is None:
        raise UserError(
            "which column holds the incomes?",
            remedy=f"add --column; there are: {', '.join(found.table.column_names)}",
        )
    known_line = line if line is not None or found.line is None else float(found.line)
    estimates = measured(
        found.table, income, usual_measures(known_line, share), survey=survey, by=by
    )
    _show_measured(estimates, found, line=known_line, as_json=as_json)


@click.command()
@click.argument("run_folder", metavar="RUN", type=click.Path(file_okay=False, path_type=Path))
@click.option("--out", type=FILE, help="Write the workbook: a row a village.")
@json_option
def targeting(run_folder: Path, out: Path | None, *, as_json: bool) -> None:
    """漏评 错评 错退 by village, with intervals, and who is under the line of exit.

    \b
    Example:
      wuxiang targeting demo/run --out demo/targeting.xlsx
    """
    found = aim_of(run_folder)
    if out is not None:
        written = write_aim(found, out)
        click.echo(f"{out}: {written:,} villages", err=as_json)
    if as_json:
        echo_json(_aim_json(found))
    elif out is None:
        _show_aim(found)


def _show_measured(
    estimates: Sequence[tuple[object, Estimate]],
    found: Measurable,
    *,
    line: float | None,
    as_json: bool,
) -> None:
    if as_json:
        rows = [{"group": group, **asdict(one)} for group, one in estimates]
        echo_json({"line": line, "line_from": found.line_from, "estimates": rows})
        return
    if line is None:
        click.echo("No poverty line is known: give one with --line to measure poverty.")
    headings = ("组别", "指标", "measure", "value", "s.e.", "known", "missing", "bounds", "")
    rows_shown = [(_group(group), *_estimate(one)) for group, one in estimates]
    at = (
        ""
        if line is None
        else f" (line {line:g}{' ' + found.line_from if found.line_from else ''})"
    )
    echo_table(f"贫困与不平等 Poverty and inequality{at}", headings, rows_shown)


def _estimate(one: Estimate) -> tuple[object, ...]:
    title, why_not = measure_words(one)
    bounds = "" if one.low is None or not one.missing else f"{one.low:.4f}–{one.high:.4f}"
    return (
        title.zh, title.en, _number(one.value), _number(one.standard_error),
        one.known, one.missing + one.unweighted, bounds, why_not,
    )  # fmt: skip


def _show_counted(counted: Sequence[tuple[object, Counting]], *, as_json: bool) -> None:
    if as_json:
        echo_json([{"group": group, **asdict(one)} for group, one in counted])
        return
    headings = ("组别", "figure", "dimension", "value", "s.e.", "known", "missing", "bounds")
    rows: list[tuple[object, ...]] = []
    for group, one in counted:
        known = (one.known, one.missing + one.unweighted)
        for name, figure, bounds in (
            ("H", one.headcount, one.headcount_bounds),
            ("A", one.intensity, None),
            ("M0", one.adjusted, one.adjusted_bounds),
        ):
            between = f"{bounds[0]:.4f}–{bounds[1]:.4f}" if bounds and one.missing else ""
            rows.append((_group(group), name, "", *_figure(figure), *known, between))
        for part in ("uncensored", "censored", "contribution"):
            for dimension, figure in getattr(one, part).items():
                rows.append((_group(group), part, dimension, *_figure(figure), *known, ""))
    echo_table("多维贫困 Multidimensional poverty (Alkire-Foster)", headings, rows)


def _show_aim(found: AimOfRun) -> None:
    headings = ("", "行政村", "漏评", "错评", "错退", "贫困发生率%", "达退出线")
    rows = [
        (
            found.places.get(aim.village[:9] + "000", "") if aim.village else "全县",
            found.places.get(aim.village, aim.village),
            *(_rate(one) for one in (aim.missed, aim.wrongly_in, aim.wrongly_exited)),
            per_cent(aim.incidence.share),
            {True: "达到", False: "未达到", None: "不清楚"}[found.exit_ready(aim)],
        )
        for aim in found.aims
    ]
    echo_table("精准度 How well the register is aimed: wrong / judged = %, [95 %], ? unknown",
               headings, rows)  # fmt: skip
    click.echo(MEANING)


def _aim_json(found: AimOfRun) -> dict[str, object]:
    rows = [
        {
            **asdict(aim),
            "place": found.places.get(aim.village),
            "exit_ready": found.exit_ready(aim),
            "poor_village": found.poor.get(aim.village),
        }
        for aim in found.aims
    ]
    line = None if found.line is None else float(found.line)
    return {"as_of": found.record.as_of, "line": line, "meaning": MEANING, "villages": rows}


def _rate(one: Rate) -> str:
    unknown = f" ?{one.unknown:,}" if one.unknown else ""
    if one.share is None:
        return f"—{unknown}"
    between = f"[{per_cent(one.low)}, {per_cent(one.high)}]"
    return f"{one.wrong:,}/{one.judged:,} = {per_cent(one.share)} {between}{unknown}"


def _dimension(text: str) -> Dimension:
    match = DIMENSION.fullmatch(text)
    if match is None:
        raise UserError(
            f"`{text}` is no dimension",
            remedy="write column<cutoff, column=yes or column=no; a weight after @, as @1/6",
        )
    weight = _fraction(match["weight"] or "1")
    if match["cutoff"] is not None:
        return Dimension(match["column"], float(match["cutoff"]), weight)
    return Dimension(match["column"], None, weight, deprived_if=match["answer"] == "yes")


def _fraction(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise UserError(f"`{text}` is no number", remedy="write it as 1/3 or 0.25") from error


def _figure(figure: Figure) -> tuple[str, str]:
    return _number(figure.value), _number(figure.standard_error)


def _number(value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:,.2f}" if abs(value) >= 100 else f"{value:.4f}"


def _group(group: object) -> str:
    return "合计" if group == "" else "不清楚" if group is None else str(group)
