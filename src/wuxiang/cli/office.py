"""Commands of the office: serve, journal."""

from importlib import import_module
from typing import Any

import click

from wuxiang.errors import CheckFailedError


def office() -> Any:
    """The door to the office, opened only by the commands that need it: Django is slow to start."""
    return import_module("wuxiang.web.entry")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=int, default=8000, show_default=True, help="The port to listen on.")
def serve(host: str, port: int) -> None:
    """Serve the office in a browser; the database is brought up to date first.

    Its data lie in $WUXIANG_HOME, or in the database that $WUXIANG_DATABASE names.

    \b
    Example:
      wuxiang serve --port 8000
    """
    office().serve(host, port, ready=lambda: click.echo(f"http://{host}:{port}"))


@click.group()
def journal() -> None:
    """The journal of all acts."""


@journal.command("verify")
def verify_journal() -> None:
    """Prove that no entry was changed, cut or added: exit 1 and the entry, if one was.

    \b
    Example:
      wuxiang journal verify
    """
    found = office().journal_break()
    if found is not None:
        raise CheckFailedError(f"the journal breaks at entry {found.number}: {found.why}")
    click.echo("the journal is whole: every entry is as it was written")
