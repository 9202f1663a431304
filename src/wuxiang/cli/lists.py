"""Commands about other offices' lists: hold them against the register (数据比对)."""

from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wuxiang.cli.showing import echo_json, echo_table, progress
from wuxiang.errors import UserError
from wuxiang.sealing import load_keys

if TYPE_CHECKING:
    from wuxiang.linkage import LinkSummary

FOLDER = click.Path(file_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
OUTCOMES = {
    "id_number": "证件相符", "linked": "多项相符", "confirmed": "人工确认", "review": "待核",
    "dismissed": "人工排除", "stranger": "不在册",
    "not_found": "未找到", "nameless": "无姓名证件", "repeated": "重复行",
}  # fmt: skip
MEANINGS = {"flag": "疑点", "warning": "预警", "known": "已掌握"}


def comparing() -> tuple[Any, Any]:
    """Comparison and its report, opened only when needed: their libraries are slow to start."""
    return import_module("wuxiang.linkage"), import_module("wuxiang.report.comparison")


@click.command("compare-lists")
@click.argument(
    "paths", metavar="LIST...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--county", type=FOLDER, required=True, help="The county pack.")
@click.option("--snapshot", type=FOLDER, required=True, help="A snapshot made by `intake`.")
@click.option("--out", type=FOLDER, required=True, help="The folder to write; never overwritten.")
@click.option("--as", "as_comparison", help="The files are lists of this comparison of the pack.")
@click.option("--map", "maps", multiple=True, metavar="列=角色", help="What a heading means.")
@click.option("--on", type=DAY, help="The day of the comparison (default: today).")
@click.option(
    "--reviewed",
    multiple=True,
    type=click.Path(path_type=Path),
    help="待核.xlsx, decided by people.",
)
@click.option("--skip-refused", is_flag=True, help="Go on without the files that cannot be read.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def compare_lists(
    paths: tuple[Path, ...],
    county: Path,
    snapshot: Path,
    out: Path,
    as_comparison: str | None,
    maps: tuple[str, ...],
    on: datetime | None,
    reviewed: tuple[Path, ...],
    *,
    skip_refused: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Hold lists of other offices (or folders of them) against the register: 数据比对.

    Whoever has a sound ID number is found by it, the others by all that is known of them. What is
    doubtful is never decided by the program: it lies in OUT/report/待核.xlsx. Write 是 or 否 there
    and compare the same lists again with --reviewed. Findings by township and office lie beside
    it, and 比对结果名册.csv for the next intake. OUT/report names people.

    \b
    Examples:
      wuxiang compare-lists demo/files/比对名单 --county counties/hequ --snapshot demo/snapshot \\
        --out demo/compared
      wuxiang compare-lists new.xlsx --as vehicles --map 机主=name …
      wuxiang compare-lists demo/files/比对名单 --reviewed 待核.xlsx … --out demo/compared-2
    """
    headings = dict(map(_pair, maps))
    linkage, report = comparing()
    lists = linkage.Given(paths, as_comparison, headings, skip_refused=skip_refused)
    day = on.date() if on else date.today()
    keys = load_keys(create=False)
    with progress("comparing", quiet=quiet) as told:
        wanted = linkage.Wanted(lists, county, snapshot, day, reviewed)
        written = report.write_comparison
        found = linkage.link_lists(wanted, out, keys=keys, report=written, tell=told)
    if as_json:
        echo_json(vars(found))
    else:
        _show(found, out)


def _pair(text: str) -> tuple[str, str]:
    heading, equals, role = text.rpartition("=")
    if not equals or not heading:
        raise UserError(f"`{text}` says nothing", remedy="write --map 列=角色, as 机主=name")
    return heading, role


def _show(found: "LinkSummary", out: Path) -> None:
    click.echo(
        f"{out}: {found.rows:,} rows of {found.lists} lists held against the register of "
        f"{found.as_of}" + (" (invented people)" if found.invented else "")
    )
    rows = [
        [name, *(counts.get(one, 0) for one in OUTCOMES)] for name, counts in found.outcomes.items()
    ]
    echo_table("比对 Who the rows are", ("名单", *OUTCOMES.values()), rows)
    told = [
        [name, *(counts.get(one, 0) for one in MEANINGS)] for name, counts in found.meanings.items()
    ]
    echo_table("结果 What that means", ("名单", *MEANINGS.values()), told)
    for what, several in (("refused", found.refused_files), ("not known", found.unknown_sheets)):
        for one in several:
            click.echo(f"{what}: {one}")
    click.echo(f"What a person has to decide lies in {out / 'report' / '待核.xlsx'}")
