"""The command about flaws in the data of a run."""

from pathlib import Path

import click

from wuxiang.cli.showing import echo_json, echo_table, progress
from wuxiang.record import read_record
from wuxiang.report import SEVERITIES, FlawCount
from wuxiang.report.flaws import count_flaws, flaws_by_township, write_flaws, write_helper_flaws
from wuxiang.sealing import load_keys

FOLDER = click.Path(file_okay=False, path_type=Path)
HEADINGS = ("规则", "rule", "严重程度", "条数", "户数", "处理意见")


@click.command()
@click.argument("run_folder", metavar="RUN", type=FOLDER)
@click.option("--out", type=click.Path(path_type=Path), help="A workbook: a sheet per township.")
@click.option("--helpers", type=FOLDER, help="A new folder: a workbook for each helper.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def flaws(
    run_folder: Path, out: Path | None, helpers: Path | None, *, quiet: bool, as_json: bool
) -> None:
    """What contradicts itself or is lacking in the data: every rule with its count.

    The workbooks name people and hold each township's or helper's own rows only, with remedies:
    keep them as you keep the register itself.

    \b
    Example:
      wuxiang flaws demo/run --out demo/flaws.xlsx --helpers demo/flaws
    """
    counts = count_flaws(run_folder)
    if as_json:
        echo_json(_as_json(run_folder, counts))
    else:
        _show(counts)
    if out is not None:
        written = write_flaws(run_folder, out, load_keys(create=False))
        click.echo(f"{out}: {written:,} flaws", err=as_json)
    if helpers is not None:
        with progress("flaws", quiet=quiet) as told:
            books = write_helper_flaws(
                run_folder, helpers, keys=load_keys(create=False), progress=told
            )
        click.echo(f"{helpers}: {books:,} workbooks", err=as_json)


def _show(counts: list[FlawCount]) -> None:
    rows = [
        (
            one.rule.title.zh, one.rule.name, SEVERITIES[one.rule.severity], one.rows,
            one.households, one.rule.remedy,
        )
        for one in counts
        if one.rows
    ]  # fmt: skip
    echo_table("数据质量 Data quality", HEADINGS, rows)
    click.echo(f"{len(counts)} rules were applied; {len(counts) - len(rows)} found nothing.")


def _as_json(run: Path, counts: list[FlawCount]) -> dict[str, object]:
    townships = flaws_by_township(run)
    return {
        "as_of": read_record(run).as_of,
        "rules": [
            {
                "rule": one.rule.name, "zh": one.rule.title.zh, "severity": one.rule.severity,
                "rows": one.rows, "households": one.households, "remedy": one.rule.remedy,
                "source": one.rule.source, "townships": townships.get(one.rule.name, {}),
            }
            for one in counts
        ],
    }  # fmt: skip
