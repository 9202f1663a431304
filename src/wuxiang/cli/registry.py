"""The command that writes lists of the national registry again: export."""

from pathlib import Path

import click

from wuxiang.cli.showing import progress
from wuxiang.report.registry import LISTS, Part, write_list
from wuxiang.sealing import load_keys

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("snapshot", type=FOLDER)
@click.option("--county", type=FOLDER, required=True, help="The pack with its layout.")
@click.option("--list", "name", type=click.Choice(list(LISTS)), required=True, help="Which list.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The workbook to write."
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
def export(snapshot: Path, county: Path, name: str, out: Path, *, quiet: bool) -> None:
    """Write a list of the national registry from a SNAPSHOT, for the county's other checkers.

    person_export has the 47 columns of the registry's person export (2021), roster the 32 of the
    list of people who left poverty (2022), in their order. What nobody knows is an empty cell. The
    file holds names and ID numbers: keep it as you keep the register itself.

    \b
    Example:
      wuxiang export demo/snapshot --county counties/hequ --list roster --out roster.xlsx
    """
    with progress("export", quiet=quiet) as told:
        written = write_list(
            snapshot, county, Part(name), out=out, keys=load_keys(create=False), progress=told
        )
    click.echo(f"{out}: {written:,} people")
