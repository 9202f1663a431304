"""The whole database of the tests kept in files, and brought back from them faster than loaded."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction


def keep(folder: Path) -> None:
    """Write all that the database holds into files of the new `folder`."""
    folder.mkdir()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "database")) as target:
            connection.connection.backup(target)
        return
    with connection.connection.cursor() as cursor:
        for table in _tables():
            with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as rows:
                (folder / table).write_bytes(b"".join(map(bytes, rows)))


def bring_back(folder: Path) -> None:
    """Fill the database with what was kept, in place of all that it holds."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "database")) as source:
            source.backup(connection.connection)
        return
    tables = _tables()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(connection.ops.quote_name(one) for one in tables)}")
        for table in tables:
            with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as rows:
                rows.write((folder / table).read_bytes())
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def _tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True)
