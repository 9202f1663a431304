"""The whole county through the web: uploaded, read, confirmed and loaded, while others look on.

    python -m benchmarks.web_import --folder DEMO --county PACK [--readers 5] [--think 1]

DEMO is a folder as `make demo SERVE=0` makes it (or `wuxiang demo DEMO/files`): its files are sent
to an empty office of its own, which is served with one worker as in use. The time runs from the
first byte of the upload until the register holds the county. Meanwhile the readers open pages.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from benchmarks.office import TOKEN, WUXIANG, Person, served

AIM = 180.0
"""Seconds: three minutes."""
PASSWORD = "benchmark-of-the-office"  # noqa: S105  (of an office that is thrown away)
STATE = re.compile(r'role="status"><span class="mark( yes| no| unknown)?"')
RESULT = re.compile(r'class="button" href="(/imports/\d+/)"')
ERROR = re.compile(r'role="alert"><p>(.*?)</p>')
PAGES = ("/", "/households/", "/tasks/", "/places/")
LOOK_AGAIN = 0.5
USERS = """
import sys, django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django_otp.plugins.otp_totp.models import TOTPDevice
from wuxiang.sealing import load_keys
from wuxiang.web.accounts.actions import create_user
from wuxiang.web.accounts.demo import SECRET
from wuxiang.web.accounts.models import User
load_keys(create=True)
for at in range(int(sys.argv[2])):
    role, area = ("township", "140930100000") if at else ("county_office", "")
    user = User(username=f"u{at}", name=f"u{at}", role=role, area=area, must_change=False)
    create_user(user, password=sys.argv[1], by=None)
    if not at:
        TOTPDevice.objects.create(user=user, key=SECRET, confirmed=True)
"""
ROWS = """
import django; django.setup()
from wuxiang.web.registry.taking import known
print(known("person").count())
"""


class Importer(Person):
    """Who sends the lists and confirms them."""

    def send(self, folder: Path) -> None:
        """Upload every file below the folder, each in its subfolder, and let them be read."""
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        names = [f"{folder.name}/{path.relative_to(folder).as_posix()}" for path in files]
        _status, page = self._ask("GET", "/imports/")
        edge = uuid4().hex
        fields = {"csrfmiddlewaretoken": _token(page), "paths": json.dumps(names)}
        parts = [_part(edge, f'name="{name}"', value.encode()) for name, value in fields.items()]
        parts += [
            _part(edge, f'name="folder"; filename="{path.name}"', path.read_bytes())
            for path in files
        ]
        body = b"".join([*parts, f"--{edge}--\r\n".encode()])
        self._ask("POST", "/imports/", body, f"multipart/form-data; boundary={edge}")

    def wait(self) -> str:
        """Look at the job until it is over; the address of its result. SystemExit if it failed."""
        job = self.sent_to
        while True:
            status, page = self._ask("GET", job)
            found = STATE.search(page)
            if status != 200 or found is None:
                raise SystemExit(f"{job or 'the upload'}: {status}")
            if found[1] == " no":
                raise SystemExit(f"{job}: {ERROR.findall(page)}")
            if found[1] == " yes":
                result = RESULT.search(page)
                return result[1] if result else ""
            time.sleep(LOOK_AGAIN)

    def confirm(self, address: str) -> None:
        """Have what was read loaded."""
        self._post(f"{address}confirm/", self._ask("GET", address)[1], {})


class Reader(Person):
    """Who looks at pages meanwhile."""

    def read(self, over: threading.Event, think: float) -> None:
        """Open one page after the other until the import is over."""
        while not over.is_set():
            for address in PAGES:
                self._look("page", address)
                time.sleep(think)


def _token(page: str) -> str:
    found = TOKEN.search(page)
    return found[1] if found else ""


def _part(edge: str, named: str, content: bytes) -> bytes:
    head = f"--{edge}\r\nContent-Disposition: form-data; {named}\r\n\r\n"
    return head.encode() + content + b"\r\n"


@contextmanager
def working() -> Iterator[None]:
    """A worker beside the office, until the block ends."""
    worker = subprocess.Popen([*WUXIANG, "worker"])
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def imported(given: argparse.Namespace) -> tuple[dict[str, float], list[Reader]]:
    """The seconds of each part of the import, and the readers after it."""
    importer = Importer(given.port, 0)
    importer.sign_in("u0", PASSWORD)
    readers = [Reader(given.port, seed) for seed in range(1, given.readers + 1)]
    for at, one in enumerate(readers, start=1):
        one.sign_in(f"u{at}", PASSWORD)
        one.took.clear()
    over = threading.Event()
    threads = [threading.Thread(target=one.read, args=(over, given.think)) for one in readers]
    for thread in threads:
        thread.start()
    took, begin = {}, time.perf_counter()
    try:
        importer.send(given.folder / "files")
        took["uploaded"] = time.perf_counter() - begin
        address = importer.wait()
        took["read"] = time.perf_counter() - begin
        importer.confirm(address)
        importer.wait()
        took["loaded"] = time.perf_counter() - begin
    finally:
        over.set()
        for thread in threads:
            thread.join()
    return took, readers


def tell(took: dict[str, float], readers: list[Reader], people: int) -> dict[str, object]:
    """Print what happened when; the result as one object."""
    for name, seconds in took.items():
        print(f"{name:10} after {seconds:6.1f} s")
    times = [one for reader in readers for one in reader.took["page"]]
    failed = [failure for reader in readers for failure in reader.failed]
    p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else None
    print(f"{people:,} people; {len(times)} pages meanwhile, p95 {p95} ms, {len(failed)} errors")
    for failure in failed[:5]:
        print(f"  {failure}")
    return {
        "name": "web_import",
        "value": round(took["loaded"], 1),
        "unit": "seconds from the first byte of the upload until the register holds the county",
        "aim": AIM,
        "holds": took["loaded"] <= AIM and people > 0 and not failed,
        "people": people,
        "page_p95_ms": None if p95 is None else round(p95, 1),
        "pages": len(times),
        "errors": len(failed),
    }


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("demo"))
    parser.add_argument("--county", type=Path, default=Path("counties/hequ"))
    parser.add_argument("--readers", type=int, default=5)
    parser.add_argument("--think", type=float, default=1)
    parser.add_argument("--port", type=int, default=8766)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["WUXIANG_HOME"] = f"{name}/office"
        os.environ["WUXIANG_KEYS"] = f"{name}/keys"
        os.environ["WUXIANG_COUNTY"] = str(given.county.resolve())
        os.environ["DJANGO_SETTINGS_MODULE"] = "wuxiang.web.settings"
        words = (PASSWORD, str(given.readers + 1))
        subprocess.run([sys.executable, "-c", USERS, *words], check=True)
        with served(given.port), working():
            took, readers = imported(given)
        counted = subprocess.run(
            [sys.executable, "-c", ROWS], check=True, capture_output=True, text=True
        )
    print(json.dumps(tell(took, readers, int(counted.stdout))))


if __name__ == "__main__":
    main()
