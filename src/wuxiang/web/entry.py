"""The one door by which the command line enters the office; it sets Django up first."""

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import sleep

import django
from django.core.management import call_command
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuxiang.web.settings")
django.setup()

from wuxiang.errors import UserError  # noqa: E402  (models need Django set up)
from wuxiang.sealing import load_keys  # noqa: E402
from wuxiang.web.accounts.actions import create_user, one_time_password  # noqa: E402
from wuxiang.web.accounts.models import User  # noqa: E402
from wuxiang.web.decisions.adopting import adopt_run  # noqa: E402
from wuxiang.web.demo import SignIn, demo_password, demo_users  # noqa: E402
from wuxiang.web.exports.working import clear_old as clear_exports  # noqa: E402
from wuxiang.web.imports.actions import clear_old as clear_imports  # noqa: E402
from wuxiang.web.jobs.worker import work_on  # noqa: E402
from wuxiang.web.journal.chain import Break, first_break  # noqa: E402
from wuxiang.web.keeping import backup, erasing, restore, rotation  # noqa: E402
from wuxiang.web.keeping.archive import Manifest  # noqa: E402
from wuxiang.web.registry.loading import Progress, load_snapshot  # noqa: E402

WORKERS = min(os.cpu_count() or 1, 4)
"""Processes that answer: Python uses one core in each."""
PATIENCE = 10
"""Seconds that a server which is asked to end gives to the pages under way."""


def migrate() -> None:
    """Bring the database to the form that this release needs."""
    call_command("migrate", verbosity=0, interactive=False)


def serve(host: str, port: int, *, ready: Callable[[], None] = lambda: None) -> None:
    """Serve the office until it is stopped; `ready` is called when it answers.

    A worker that dies is replaced. No connection may be open when the workers fork: each would use
    the same.
    """
    migrate()
    connections.close_all()
    server = Granian(
        "wuxiang.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=4,
        workers_kill_timeout=PATIENCE,
        respawn_failed_workers=True,
        log_level=LogLevels.error,  # it warns of a worker that it took too long though it had ended
        websockets=False,
        log_access=False,
    )
    telling = Thread(target=_when_answered, args=((host, port), ready), daemon=True)
    server.on_startup(telling.start)
    server.serve()


def _when_answered(address: tuple[str, int], then: Callable[[], None]) -> None:
    """Wait until somebody answers at the address; the workers open it only when they are ready."""
    answered = False
    while not answered:
        sleep(0.2)
        with suppress(OSError), socket.create_connection(address):
            answered = True
    then()


def work(*, until_empty: bool) -> None:
    """Do the jobs of the office until the process is asked to end, or nothing is left."""
    migrate()
    work_on(until_empty=until_empty, tidy=_tidy)


def _tidy() -> None:
    """Delete the files whose time is up."""
    clear_exports()
    clear_imports()


def journal_break() -> Break | None:
    """Where the journal does not hold; None when it is whole."""
    return first_break()


def load(snapshot: Path, *, progress: Progress) -> dict[str, int]:
    """Take a snapshot into the register; how many rows of each table were new or changed."""
    migrate()
    keys = load_keys(create=False)
    batch = load_snapshot(
        snapshot, keys=keys, by=None, what=snapshot.resolve().name, progress=progress
    )
    return {str(name): int(rows) for name, rows in batch.rows.items()}


def adopt(run: Path) -> dict[str, int]:
    """Work from a run from now on; how many rows it proposes."""
    migrate()
    return {str(name): int(rows) for name, rows in adopt_run(run, by=None).rows.items()}


def make_administrator(username: str, name: str) -> str:
    """Make an administrator; his one-time password. UserError when there is a user of that name."""
    migrate()
    if User.objects.filter(username=username).exists():
        raise UserError(
            f"there is a user {username} already",
            remedy="take another name, or have his password reset in the browser",
        )
    password = one_time_password()
    create_user(
        User(username=username, name=name, role="administrator"), password=password, by=None
    )
    return password


def make_demo_users() -> tuple[str, list[SignIn]]:
    """Sign-ins of each role for a demo county, and the password of all of them."""
    migrate()
    password = demo_password()
    return password, demo_users(password)


def back_up(out: Path) -> Manifest:
    """Write a backup of the office to a file."""
    migrate()
    return backup.back_up(out, keys=load_keys(create=False))


def check_backup(file: Path) -> Manifest:
    """Say whether a backup is whole."""
    return restore.check(file, keys=load_keys(create=False))


def put_back(file: Path, *, replace: bool) -> tuple[Manifest, int]:
    """Put a backup in place; also how many people were erased again."""
    return restore.restore(file, keys=load_keys(create=False), replace=replace)


def erase(subject: str, *, ground: str, lifted: str) -> int:
    """Destroy the key of somebody's fields; how many rows lost their names."""
    migrate()
    return erasing.erase(subject, ground=ground, lifted=lifted)


def keys_in_use() -> dict[str, int]:
    """How many rows of the register each key has sealed."""
    migrate()
    return rotation.sealed_under()


def rotate_keys(progress: Progress) -> tuple[str, list[str], int]:
    """Seal the register with a new key; its name, those of the old, how many rows it sealed."""
    migrate()
    keys, rows = rotation.rotate(progress)
    return keys.key_id, [name for name, _key in keys.old], rows


def retire_key(key_id: str) -> None:
    """Destroy an old key."""
    migrate()
    rotation.retire(key_id)
