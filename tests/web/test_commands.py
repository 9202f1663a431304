"""The office's commands."""

import socket
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import transaction

from tests.web.offices import office
from wuxiang.cli import main
from wuxiang.web.accounts.models import User
from wuxiang.web.journal.actions import record
from wuxiang.web.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_the_journal_is_verified_from_the_command_line() -> None:
    with transaction.atomic():
        record("household.look", "h1", by=None)
        record("household.look", "h2", by=None)
    whole = CliRunner().invoke(main, ["journal", "verify"])
    assert (whole.exit_code, "is whole" in whole.output) == (0, True)
    Entry.objects.filter(number=2).update(subject="h3")
    broken = CliRunner().invoke(main, ["journal", "verify"])
    assert (broken.exit_code, "entry 2" in broken.output) == (1, True)


def test_a_port_that_is_taken_is_said_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = CliRunner().invoke(main, ["serve", "--port", port])
    assert told.exit_code == 2
    assert f"PORT={int(port) + 1}" in told.output
    assert CliRunner().invoke(main, ["serve", "--port", port, "--check"]).exit_code == 0


SERVED = """
from wuxiang.web import entry

class Server:
    def __init__(self, *_, **__): pass
    def on_startup(self, _): pass
    def serve(self): print([one.connection for one in entry.connections.all()])

entry.Granian = Server
entry.serve("127.0.0.1", 0)
"""


def test_no_connection_is_open_when_the_server_forks_its_workers(tmp_path: Path) -> None:
    with office(tmp_path, "served") as served:
        done = served.python("-c", SERVED)
    assert (done.stdout, done.returncode) == ("[None]\n", 0), done.stderr


SERVING = """
import os, signal, socket, sys, time
from multiprocessing import active_children
from types import SimpleNamespace
from django.core.handlers.wsgi import WSGIHandler
from wuxiang.web import entry
from wuxiang.web.decisions import asking, fetch

def end_under_way():
    socket.create_connection(address).send(b"GET / HTTP/1.0\\r\\n\\r\\n")
    time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)

def lose_a_worker():
    lost = active_children()[0]
    lost.kill()
    lost.join()
    while len(active_children()) < entry.WORKERS:
        time.sleep(0.1)
    time.sleep(5)  # one that is ended while it starts counts as another that died
    os.kill(os.getpid(), signal.SIGTERM)

address = ("127.0.0.1", int(sys.argv[2]))
fetch.run_now = lambda: SimpleNamespace(folder="")
asking._make_ready = WSGIHandler.__call__ = lambda *_: time.sleep(600)
entry.PATIENCE = 1
entry.serve(*address, ready=globals()[sys.argv[1]])
"""


def served(folder: Path, what: str) -> tuple[int, str]:
    """Serve until `what` ends it; the exit code, and the errors that were told."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with office(folder, what) as serving:
        done = serving.python("-c", SERVING, what, port)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


def test_a_server_ends_at_once_though_it_opens_a_run_and_a_page_takes_long(tmp_path: Path) -> None:
    begin = time.monotonic()
    assert served(tmp_path, "end_under_way")[0] == 0
    assert time.monotonic() - begin < 300


def test_a_worker_that_dies_is_replaced_and_the_office_goes_on(tmp_path: Path) -> None:
    code, told = served(tmp_path, "lose_a_worker")
    assert (code, "Unexpected exit" in told) == (0, True), told


ASKED_TWICE = """
import signal
from wuxiang.web import wsgi
print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))
"""


def test_a_worker_is_asked_to_end_by_the_server_alone(tmp_path: Path) -> None:
    with office(tmp_path, "asked") as asked:
        assert asked.python("-c", ASKED_TWICE).stdout == "True\n"


def test_the_first_administrator_is_made_once_and_takes_a_password_of_his_own() -> None:
    told = CliRunner().invoke(main, ["office", "administrator", "wang", "--name", "王某"])
    assert told.exit_code == 0
    user = User.objects.get()
    assert (user.role, user.name, user.must_change) == ("administrator", "王某", True)
    assert user.check_password(told.output.split(" with ")[1].split()[0])
    again = CliRunner().invoke(main, ["office", "administrator", "wang", "--name", "王某"])
    assert (again.exit_code, "already" in again.output) == (2, True)
    assert Entry.objects.count() == 1
