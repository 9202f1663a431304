"""The one door by which the command line enters the office; it sets Django up first."""

import os
from collections.abc import Callable

import django
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuxiang.web.settings")
django.setup()

from wuxiang.web.journal.chain import Break, first_break  # noqa: E402  (models need Django set up)


def migrate() -> None:
    """Bring the database to the form that this release needs."""
    call_command("migrate", verbosity=0, interactive=False)


def serve(host: str, port: int, *, ready: Callable[[], None] = lambda: None) -> None:
    """Serve the office until it is stopped."""
    migrate()
    server = Granian(
        "wuxiang.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=8,
        websockets=False,
        log_access=False,
    )
    server.on_startup(ready)
    server.serve()


def journal_break() -> Break | None:
    """Where the journal does not hold; None when it is whole."""
    return first_break()
