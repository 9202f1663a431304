"""Commands about a county's files: intake, and a demo county to try everything on."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import click

from wuxiang.cli.showing import echo_json, echo_table, progress
from wuxiang.demo import bytes_for, make_demo
from wuxiang.intake.take_in import Days, IntakeSummary, Sources, take_in
from wuxiang.intake.workbooks import write_report_workbooks
from wuxiang.sealing import load_keys

FOLDER = click.Path(file_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--county", type=FOLDER, required=True, help="The county pack.")
@click.option("--out", type=FOLDER, required=True, help="The snapshot to write; never overwritten.")
@click.option(
    "--as-of", type=DAY, help="Show the state of this day (default: the latest in the files)."
)
@click.option("--skip-refused", is_flag=True, help="Go on without the files that cannot be read.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def intake(
    folder: Path,
    county: Path,
    out: Path,
    as_of: datetime | None,
    *,
    skip_refused: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Take in a FOLDER of spreadsheets (.xlsx .xls .csv): a checked snapshot and a report.

    Nothing is guessed: every cell that was refused or altered is in OUT/report, with its file,
    sheet, row, the reason and the remedy, in a workbook for the county and one per township and
    helper. A corrected workbook is put into FOLDER and taken in with the rest.

    \b
    Example:
      wuxiang intake demo/files --county counties/hequ --out demo/snapshot
    """
    sources = Sources(folder, county, skip_refused=skip_refused)
    days = Days(known_at=date.today(), as_of=as_of.date() if as_of else None)
    with progress("intake", quiet=quiet) as told:
        taken = take_in(sources, out, keys=load_keys(create=True), days=days, progress=told)
        books = write_report_workbooks(out)
    if as_json:
        echo_json(vars(taken))
    else:
        _show(taken, out, len(books))


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--seed", type=int, default=2019, show_default=True)
@click.option(
    "--scale",
    type=Decimal,
    default=Decimal(1),
    show_default=True,
    help="1 is a county of 140,000 people, as spreadsheets; above 1 a snapshot in Parquet.",
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def demo(folder: Path, seed: int, scale: Decimal, *, quiet: bool, as_json: bool) -> None:
    """Write a demo county's spreadsheets into FOLDER: invented people in the real villages.

    Above scale 1 it says first how much room it takes. Killed, it leaves no half-made FOLDER.

    \b
    Examples:
      wuxiang demo demo/files
      wuxiang demo nation --scale 700
    """
    if scale > 1 and not quiet:
        size = bytes_for(float(scale)) / 1e9
        click.echo(f"{scale:,} counties take about {size:,.2f} GB in {folder}", err=True)
    with progress("demo", quiet=quiet) as told:
        made = make_demo(folder, seed=seed, scale=float(scale), progress=told)
    if as_json:
        echo_json(vars(made))
        return
    what = f"{len(made.files)} files" if made.files else "a snapshot in Parquet"
    click.echo(
        f"{folder}: {what} of {made.people:,} invented people in {made.households:,} households"
    )


def _show(taken: IntakeSummary, out: Path, books: int) -> None:
    click.echo(
        f"{out}: {taken.rows:,} rows of {taken.sheets} lists in {taken.files} files, "
        f"as of {taken.as_of}" + (" (invented people)" if taken.invented else "")
    )
    for file in taken.refused_files:
        click.echo(f"refused: {file}")
    found = sorted(taken.by_rule.items(), key=lambda one: -one[1])
    if found:
        echo_table("对账 What intake says of the files", ("rule", "cells or rows"), found)
        click.echo(
            f"{books} report workbooks lie in {out / 'report'}; correct them and take them in again"
        )
