"""Which database the office uses: SQLite in its own folder, or PostgreSQL by address."""

import os
from urllib.parse import unquote, urlsplit

from wuxiang.errors import UserError
from wuxiang.web.home import home

BUSY_SECONDS = 20
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": BUSY_SECONDS,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
"""A deferred transaction that reads and then writes fails at once beside another writer."""


def database() -> dict[str, object]:
    """Django's settings of the database in $WUXIANG_DATABASE, as postgresql://user@host/name.

    Without it: the file office.sqlite3 in the office's folder. UserError for another address.
    """
    address = os.environ.get("WUXIANG_DATABASE", "")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home() / "office.sqlite3"),
            "OPTIONS": dict(SQLITE),
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres"):
        raise UserError(
            f"WUXIANG_DATABASE names a `{parts.scheme}` database",
            remedy="write postgresql://user@host:port/name, or leave it unset for SQLite",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }
