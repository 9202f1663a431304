"""How commands show things: progress on work over a second, tables, JSON."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

Told = Callable[[str, int, int], None]


@contextmanager
def progress(title: str, *, quiet: bool) -> Iterator[Told]:
    """A bar on the error stream, gone when done; nothing when `quiet` or nobody looks on."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    shown = Progress(
        *columns,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    )
    with shown:
        bar = shown.add_task(title, total=None)

        def told(what: str, done: int, of: int) -> None:
            shown.update(bar, description=f"{title}: {what}", completed=done, total=of or None)

        yield told


def echo_json(value: object) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def echo_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table on standard output, numbers to the right; its title may be wider than it is."""
    table = Table(pad_edge=False)
    for at, heading in enumerate(headings):
        numbers = bool(rows) and isinstance(rows[0][at], int | Decimal)
        table.add_column(heading, justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(said(cell) for cell in row))
    Console().print(Text(title, style="bold"), table, sep="\n")


def said(value: object) -> str:
    """A cell for people: thousands apart, nothing for nothing."""
    match value:
        case None:
            return "—"
        case Decimal() if value == value.to_integral_value():
            return f"{value:,.0f}"
        case Decimal():
            return f"{value:,.2f}"
        case int():
            return f"{value:,}"
    return str(value)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value)} cannot be written as JSON")
