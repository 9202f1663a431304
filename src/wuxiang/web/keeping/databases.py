"""The database of the office out of its place and back: a copy taken while people work, or put in.

SQLite by its own backup, PostgreSQL by pg_dump and pg_restore.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

from wuxiang.errors import UserError

BUSY_SECONDS = 5
PRIVATE = 0o600
IN_USE = "stop the office first (systemctl stop wuxiang-web wuxiang-worker), then try again"


def engine() -> str:
    """sqlite or postgresql."""
    return connection.vendor


def stands() -> bool:
    """Whether there is a database with something in it."""
    if engine() == "sqlite":
        file = _sqlite_file()
        return file.exists() and file.stat().st_size > 0
    return bool(connection.introspection.table_names())


def dump(into: Path) -> Path:
    """A copy of the database as it is at one moment, in the folder `into`; writers go on."""
    out = into / f"database.{engine()}"
    out.touch(PRIVATE)
    if engine() == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(out)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    else:
        _run(
            "pg_dump",
            "--format=custom",
            "--compress=0",
            "--no-owner",
            "--schema=public",
            f"--file={out}",
        )
    return out


def put(copy: Path, *, aside: Path) -> None:
    """Let `copy` be the office's database; what stood there is kept in the file `aside`.

    UserError when somebody is using it, or the copy is no sound database. Nothing is changed then.
    """
    if engine() == "sqlite":
        _put_sqlite(copy, aside)
    else:
        _put_postgresql(copy, aside)


def _sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _put_sqlite(copy: Path, aside: Path) -> None:
    file = _sqlite_file()
    with closing(sqlite3.connect(copy)) as opened:
        found = opened.execute("PRAGMA quick_check").fetchone()[0]
    if found != "ok":
        raise UserError(f"the database in the backup is not sound: {found}", remedy="take another")
    connection.close()
    if stands():
        with closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as opened:
            try:  # only whoever has it alone may leave the write-ahead log
                opened.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.OperationalError as error:
                raise UserError("the database is in use", remedy=IN_USE) from error
        os.link(file, aside)
    copy.chmod(PRIVATE)
    copy.replace(file)


def _put_postgresql(copy: Path, aside: Path) -> None:
    script = copy.with_suffix(".sql")
    _run("pg_restore", "--no-owner", f"--file={script}", str(copy), anywhere=True)
    if stands():
        aside.touch(PRIVATE)
        _run("pg_dump", "--format=custom", "--no-owner", "--schema=public", f"--file={aside}")
    connection.close()
    before = "SET lock_timeout = '5s'; DROP SCHEMA IF EXISTS public CASCADE"
    options = ("--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    _run("psql", "--no-psqlrc", *options, f"--command={before}", f"--file={script}")


def _run(program: str, *options: str, anywhere: bool = False) -> None:
    """Run a program of PostgreSQL on the office's database; UserError with what it says."""
    if shutil.which(program) is None:
        raise UserError(f"there is no {program}", remedy="apt-get install postgresql-client")
    given = connection.settings_dict
    named = {"host": "HOST", "port": "PORT", "username": "USER", "dbname": "NAME"}
    where = (
        [] if anywhere else [f"--{name}={given[key]}" for name, key in named.items() if given[key]]
    )
    password = {"PGPASSWORD": str(given["PASSWORD"])} if given["PASSWORD"] else {}
    done = subprocess.run(  # noqa: S603
        [program, *where, *options],
        env=os.environ | password, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        remedy = IN_USE if "lock timeout" in done.stderr else "look at what it says, and try again"
        raise UserError(f"{program} failed: {said[0] if said else done.returncode}", remedy=remedy)
