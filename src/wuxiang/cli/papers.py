"""The command about papers: print."""

from pathlib import Path

import click

from wuxiang.ask import find_household
from wuxiang.documents import open_papers, pdf, read_templates
from wuxiang.errors import UserError
from wuxiang.folder import refuse_existing, writable
from wuxiang.pack import read_pack
from wuxiang.record import PACK, read_record
from wuxiang.sealing import load_keys
from wuxiang.strict_yaml import suggestion

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("print")
@click.argument("run_folder", metavar="RUN", type=FOLDER)
@click.argument("households", metavar="HOUSEHOLD...", nargs=-1, required=True)
@click.option("--document", required=True, help="Which paper, as family_card.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The PDF file to write."
)
def print_papers(run_folder: Path, households: tuple[str, ...], document: str, out: Path) -> None:
    """Print a paper of households: family_card 明白卡, handbook 扶贫手册, income_sheet 收入核算表.

    HOUSEHOLD is its key in the run, its 户编号, or the ID number of a member. The paper names
    people: keep it as you keep the register itself.

    \b
    Example:
      wuxiang print demo/run 140930000001 --document family_card --out card.pdf
    """
    refuse_existing(out)
    read_record(run_folder)
    pack = run_folder / PACK
    templates = read_templates(pack, read_pack(pack).facts)
    if document not in templates:
        remedy = suggestion(document, templates) or f"use one of: {', '.join(templates)}"
        raise UserError(f"the pack has no document `{document}`", remedy=remedy)
    keys = load_keys(create=False)
    with open_papers(run_folder, keys) as papers:
        found = [find_household(run_folder, household, keys) for household in households]
        made = pdf(papers.fill(templates[document], found))
    with writable(out):
        out.touch(mode=0o600, exist_ok=False)
        out.write_bytes(made)
    click.echo(f"{out}: {templates[document].title.zh}, {len(found):,} households")
