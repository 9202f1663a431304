"""The command `simulate`: what a change would cost, who gains and loses, what spends a ceiling."""

from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from wuxiang.cli.showing import echo_json, echo_table
from wuxiang.errors import UserError
from wuxiang.report.measures import NAMES
from wuxiang.schema import TABLES
from wuxiang.simulation import (
    Costing,
    Effects,
    Group,
    SimulatedRun,
    Spending,
    as_plain,
    read_change,
    spend,
    write_effects,
)

FILE = click.Path(path_type=Path)
TITLES = {"township": "乡镇 Township", "zone": "地形区 Zone", "household_type": "户类型 Type"}
POVERTY = "贫困与不平等 Income a head, with the change in benefits of that year"
HOUSEHOLDS = ("", "受益户", "受损户", "待核户", "增减(元)")
CODED = {"zone": ("village", "zone"), "household_type": ("household", "household_type")}


@click.command()
@click.argument("run_folder", metavar="RUN", type=click.Path(file_okay=False, path_type=Path))
@click.option("--set", "sets", multiple=True, help="policy.parameter=value, or …=value@2019-01-01.")
@click.option("--policy", "policies", multiple=True, type=FILE, help="A policy file in its stead.")
@click.option("--out", type=FILE, help="Write a folder: simulation.json and altered.parquet.")
@click.option("--spend", "spent", help="policy.parameter: which value spends the ceiling?")
@click.option("--ceiling", help="Yuan that may be spent, with --spend.")
@click.option("--with", "counted", multiple=True, help="Policies that share the ceiling.")
@click.option("--year", type=int, help="Count only what is dated in this year, with --spend.")
@click.option("--scale", type=int, help="Decimals of the value searched (default: as in the pack).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def simulate(
    run_folder: Path,
    sets: tuple[str, ...],
    policies: tuple[Path, ...],
    out: Path | None,
    spent: str | None,
    ceiling: str | None,
    counted: tuple[str, ...],
    year: int | None,
    scale: int | None,
    *,
    as_json: bool,
) -> None:
    """What if parameters or policies were others? The run itself is never touched.

    Prints cost before and after, who gains and loses, by township, zone and household type, and
    poverty beside it. What nobody knows stays apart. With --spend, the value that spends --ceiling.

    \b
    Examples:
      wuxiang simulate demo/run --set hospital_stay_allowance.day_rate=60
      wuxiang simulate demo/run --set exit_lasts.poverty_line=3500@2018-01-01 --json
      wuxiang simulate demo/run --spend disability_supplement.yearly_amount --ceiling 3000000
    """
    changes = [read_change(text) for text in sets]
    if spent is None and not changes and not policies:
        raise UserError("nothing is changed", remedy="add --set, --policy or --spend")
    with SimulatedRun(run_folder) as opened:
        if spent is not None:
            limit = _yuan(ceiling)
            cost = opened.spending(changes, list(policies), named=spent, counted=counted, year=year)
            found = _spending(opened, cost, spent, ceiling=limit, scale=scale)
            _show_spending(found, spent, limit, as_json=as_json)
            return
        effects = opened.effects(changes, list(policies))
        places_named = opened.place_names()
    if out is not None:
        write_effects(effects, out)
    if as_json:
        echo_json(as_plain(effects))
    else:
        _show(effects, places_named)


def _spending(
    opened: SimulatedRun, cost: Costing, named: str, *, ceiling: Decimal, scale: int | None
) -> Spending:
    """The value of the parameter `named`, searched from the last one that the pack gives it."""
    _, parameter = opened.pack.parameter(named)
    numbers = [value for _, value in parameter.values if isinstance(value, Decimal)]
    if not numbers:
        raise UserError(f"`{named}` has no number", remedy="choose one that has")
    places = max(-int(str(value.as_tuple().exponent)) for value in numbers)
    steps = max(0, places) if scale is None else scale
    return spend(cost, ceiling=ceiling, start=numbers[-1], scale=steps)


def _show(effects: Effects, places: dict[str, str]) -> None:
    costs = [
        (c.title.zh, c.before, c.unknown_before, c.after, c.unknown_after, c.after - c.before)
        for c in effects.costs
    ]
    yuan = ("政策", "原应得(元)", "待核", "现应得(元)", "待核", "增减(元)")
    echo_table("费用 Cost before and after", yuan, costs)
    answers = [
        (one.policy, one.step, *(one.before or (None,) * 3), *(one.after or (None,) * 3))
        for one in effects.answers
    ]
    if answers:
        asked = ("policy", "", "原·是", "原·否", "原·不清楚", "现·是", "现·否", "现·不清楚")
        echo_table("判定 Answers before and after", asked, answers)
    whole = [("全县", *_counts(effects.total))]
    echo_table("户 Households that gain, lose, are not known", HOUSEHOLDS, whole)
    for by, groups in effects.groups.items():
        rows = [(_label(by, one, places), *_counts(one)) for one in groups]
        if rows:
            echo_table(TITLES[by], HOUSEHOLDS, rows)
    poverty = [
        (NAMES[p.measure].zh, NAMES[p.measure].en, _number(p.before), _number(p.after), p.known,
         p.missing)
        for p in effects.poverty
    ]  # fmt: skip
    figures = ("指标", "measure", "before", "after", "known", "missing")
    echo_table(POVERTY, figures, poverty)


def _show_spending(found: Spending, named: str, ceiling: Decimal, *, as_json: bool) -> None:
    if as_json:
        echo_json({"parameter": named, "ceiling": ceiling, **vars(found)})
        return
    exactly = "exactly" if not found.remainder else f"but {found.remainder:,.2f} yuan"
    click.echo(f"{named} = {found.value} spends {found.cost:,.2f} yuan: the ceiling {exactly}.")
    click.echo(f"{found.next_value} would cost {found.next_cost:,.2f} yuan, above it.")
    if found.unknown:
        click.echo(f"{found.unknown:,} entitlements are not in it: nobody knows their amount yet.")


def _counts(one: Group) -> tuple[object, ...]:
    return one.gains, one.loses, one.not_known, one.change


def _label(by: str, one: Group, places: dict[str, str]) -> str:
    if one.group is None:
        return "不清楚"
    if by not in CODED:
        return places.get(one.group, one.group)
    table, name = CODED[by]
    column = TABLES[table].column(name)
    labels = {code.value: code.zh for code in column.codes.codes} if column.codes else {}
    return labels.get(one.group, one.group)


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:,.4f}"


def _yuan(text: str | None) -> Decimal:
    try:
        return Decimal(text or "")
    except InvalidOperation as error:
        raise UserError(
            "how much may be spent?", remedy="add --ceiling with yuan, as 45000000"
        ) from error
