"""Commands of the office: serve, worker, load, adopt, administrator, demo-users, journal."""

import socket
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from wuxiang.cli.showing import echo_table, progress
from wuxiang.errors import CheckFailedError, UserError

FOLDER = click.Path(file_okay=False, path_type=Path)


def office() -> Any:
    """The door to the office, opened only by the commands that need it: Django is slow to start."""
    return import_module("wuxiang.web.entry")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=int, default=8000, show_default=True, help="The port to listen on.")
@click.option("--check", is_flag=True, help="Only say whether the port is free.")
def serve(host: str, port: int, *, check: bool) -> None:
    """Serve the office in a browser; the database is brought up to date first.

    Its data lie in $WUXIANG_HOME, or in the database that $WUXIANG_DATABASE names.

    \b
    Example:
      wuxiang serve --port 8000
    """
    refuse_taken(host, port)
    if not check:
        office().serve(host, port, ready=lambda: click.echo(f"http://{host}:{port}"))


def refuse_taken(host: str, port: int) -> None:
    """UserError when nothing can listen there, as when another program does."""
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise UserError(
            f"nothing can be served at {host}:{port}: {error.strerror}",
            remedy=f"take another port: --port {port + 1}, or with make PORT={port + 1}",
        ) from error


@click.command()
@click.option("--until-empty", is_flag=True, help="End when nothing is left to do.")
def worker(*, until_empty: bool) -> None:
    """Do the office's long work: imports, runs, exports. Runs beside `serve`.

    Killed at any moment, the next worker takes up what this one left. Asked to end, it finishes
    the job under way.

    \b
    Example:
      wuxiang worker --until-empty
    """
    office().work(until_empty=until_empty)


@click.group("office")
def office_group() -> None:
    """Fill the office's database."""


@office_group.command()
@click.argument("snapshot", type=FOLDER)
@click.option("--quiet", is_flag=True, help="Show no progress.")
def load(snapshot: Path, *, quiet: bool) -> None:
    """Take a SNAPSHOT into the register; what it holds already is left as it is.

    \b
    Example:
      wuxiang office load demo/snapshot
    """
    with progress("loading", quiet=quiet) as told:
        rows = office().load(snapshot, progress=told)
    click.echo(f"{sum(rows.values()):,} rows new or changed, in {len(rows)} tables")


@office_group.command()
@click.argument("run_folder", metavar="RUN", type=FOLDER)
def adopt(run_folder: Path) -> None:
    """Work from a RUN from now on: its dues, tasks and questions are shown to those concerned.

    \b
    Example:
      wuxiang office adopt demo/run
    """
    rows = office().adopt(run_folder)
    click.echo(", ".join(f"{name} {number:,}" for name, number in rows.items()))


@office_group.command()
@click.argument("username")
@click.option("--name", required=True, help="Who it is: shown on every page.")
def administrator(username: str, name: str) -> None:
    """Make the first administrator USERNAME, who then makes all other sign-ins in the browser.

    \b
    Example:
      wuxiang office administrator wang --name 王某
    """
    password = office().make_administrator(username, name)
    click.echo(f"{username} signs in with {password} once, and then takes a password of his own")


@office_group.command("demo-users")
def demo_users() -> None:
    """Make a sign-in of each role, for a register of invented people alone; printed once.

    \b
    Example:
      wuxiang office demo-users
    """
    password, made = office().make_demo_users()
    rows = [(one.role, one.username, "yes" if one.secret else "") for one in made]
    echo_table("Sign-ins of the demo", ("role", "name", "second factor"), rows)
    click.echo(f"The password of all of them: {password}")
    secret = next(one.secret for one in made if one.secret)
    click.echo("Where a second factor is asked for, the page says a demo sign-in its code.")
    click.echo(f"To use an authenticator instead, give it the secret {secret}")


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
