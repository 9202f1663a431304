"""An office of its own beside the tests': a folder, and a database of the kind that is tested."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection

ROOT = Path(__file__).parent.parent.parent
WUXIANG = "from wuxiang.cli import main; main()"


class Office:
    """An office in the folder `home`; `database` is its address, "" for SQLite."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home = home
        self.database = database

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `wuxiang` with these words."""
        return self.python("-c", WUXIANG, *words)

    def python(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the office's surroundings."""
        own = {
            "WUXIANG_HOME": str(self.home),
            "WUXIANG_DATABASE": self.database,
            "DJANGO_SETTINGS_MODULE": "wuxiang.web.settings",
        }
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT, env=os.environ | own, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def said(self) -> dict[str, str]:
        """What its database says (tests.web.contents)."""
        done = self.python("-m", "tests.web.contents")
        assert done.returncode == 0, done.stderr
        found: dict[str, str] = json.loads(done.stdout)
        return found


@contextmanager
def office(folder: Path, name: str) -> Iterator[Office]:
    """An empty office; its PostgreSQL database, where that is tested, is dropped at the end."""
    if connection.vendor == "sqlite":
        yield Office(folder / name)
        return
    address = os.environ["WUXIANG_DATABASE"]
    database = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {database}")
        server.execute(f"CREATE DATABASE {database}")
        yield Office(folder / name, urlunsplit(urlsplit(address)._replace(path=f"/{database}")))
        server.execute(f"DROP DATABASE {database} WITH (FORCE)")
