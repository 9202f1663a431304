"""The office under load: 50 people looking things up, each thinking for a second between pages.

    python benchmarks/office.py --folder DEMO [--home HOME] [--users 50] [--seconds 60] [--think 1]

DEMO is a folder as `make demo SERVE=0` makes it: its snapshot is loaded and its run adopted in an
office of its own (or in HOME, where one that was filled before is taken as it is), which is served
as in use. Everybody signs in through the pages, as a demo sign-in of some role, and then opens
lists, searches, and households with their history, until the time is over.
"""

import argparse
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

AIM = 200.0
HOST = "127.0.0.1"
WUXIANG = [sys.executable, "-c", "from wuxiang.cli import main; main()"]
ONCE = ("county_office", "county_leader", "industry_office", "auditor", "inspector")
"""Roles with a second factor: a code holds once, so each of them signs in once."""
OFTEN = ("township", "village_committee", "helper", "information_clerk", "work_team")
HOUSEHOLD = re.compile(r'href="/households/(\w+)/">([^<]+)</a>')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
CODE = re.compile(r"<strong>(\d{6})</strong>")
FORM = "application/x-www-form-urlencoded"
TIMEOUT = 30


class Person:
    """Somebody at a browser: a connection that is kept, cookies, and what he has seen so far."""

    def __init__(self, port: int, seed: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
        self._cookies: dict[str, str] = {}
        self._random = random.Random(seed)  # noqa: S311
        self.households: list[tuple[str, str]] = []
        self.took: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []
        self.sent_to = ""

    def sign_in(self, name: str, password: str) -> None:
        """Sign in with password and, where it is asked for, the code that the page tells."""
        given = {"username": name, "password": password}
        self._post("/sign-in/", self._ask("GET", "/sign-in/")[1], given)
        status, page = self._ask("GET", "/second-factor/")
        if found := CODE.search(page):
            self._post("/second-factor/", page, {"code": found[1]})
        status, page = self._ask("GET", "/")
        if status != 200:
            raise SystemExit(f"{name} could not sign in: {status}")
        self._look("list", "/households/")

    def work(self, until: float, think: float) -> None:
        """Open pages until the time is over, the first after a moment: not all come at once."""
        time.sleep(self._random.random() * think)
        while time.monotonic() < until:
            kind, address = self._next()
            self._look(kind, address)
            if kind == "household":  # what its page fetches by itself, and what is opened next
                for part in ("income", "notices", "history"):
                    self._look(part, f"{address}{part}/")
            time.sleep(think)
        self._connection.close()

    def _next(self) -> tuple[str, str]:
        """A list, a search or a household, each as often as the others."""
        key, head = self._random.choice(self.households)
        match self._random.randrange(3):
            case 0:
                place = self._random.choice(("/households/", "/tasks/", "/places/"))
                return "list", f"{place}?page={self._random.randint(1, 9)}"
            case 1:
                return "search", f"/households/?words={quote(head)}"
        return "household", f"/households/{key}/"

    def _look(self, kind: str, address: str) -> None:
        begin = time.perf_counter()
        try:
            status, page = self._ask("GET", address)
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            self.failed.append(f"{kind} {error!r}")
            return
        self.took[kind].append((time.perf_counter() - begin) * 1000)
        if status != 200:
            self.failed.append(f"{address} {status}")
        self.households += HOUSEHOLD.findall(page)

    def _post(self, address: str, page: str, given: dict[str, str]) -> None:
        found = TOKEN.search(page)
        token = found[1] if found else ""
        self._ask("POST", address, urlencode(given | {"csrfmiddlewaretoken": token}))

    def _ask(
        self, method: str, address: str, body: str | bytes | None = None, kind: str = FORM
    ) -> tuple[int, str]:
        """The status and the text of a page; where it sends us is kept in `sent_to`."""
        head = {"Cookie": "; ".join(f"{name}={one}" for name, one in self._cookies.items())}
        head |= {"Content-Type": kind} if body else {}
        self._connection.request(method, address, body, head)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        self.sent_to = answer.headers.get("Location", "")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return answer.status, page


def filled(demo: Path, home: Path) -> str:
    """An office in `home` that holds the demo county; the password of its sign-ins."""
    if not (home / "office.sqlite3").exists() and not os.environ.get("WUXIANG_DATABASE"):
        for words in (["load", str(demo / "snapshot"), "--quiet"], ["adopt", str(demo / "run")]):
            subprocess.run([*WUXIANG, "office", *words], check=True)
    made = subprocess.run(
        [*WUXIANG, "office", "demo-users"], check=True, capture_output=True, text=True
    )
    found = re.search(r"password of all of them: (\S+)", made.stdout)
    assert found, made.stdout
    return found[1]


@contextmanager
def served(port: int) -> Iterator[None]:
    """The office, served as it is in use, until the block ends."""
    server = subprocess.Popen([*WUXIANG, "serve", "--port", str(port)])
    try:
        for _ in range(300):
            try:
                with http_connection(port):
                    break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def http_connection(port: int) -> Iterator[http.client.HTTPConnection]:
    """A connection that is open."""
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
    connection.connect()
    yield connection
    connection.close()


def loaded(given: argparse.Namespace, password: str) -> list[Person]:
    """All people, after they have worked."""
    people = [Person(given.port, seed) for seed in range(given.users)]
    for at, one in enumerate(people):
        role = ONCE[at] if at < len(ONCE) else OFTEN[at % len(OFTEN)]
        one.sign_in(f"demo-{role}", password)
        one.took.clear()
    until = time.monotonic() + given.seconds
    threads = [threading.Thread(target=one.work, args=(until, given.think)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return people


def tell(people: list[Person], given: argparse.Namespace) -> dict[str, object]:
    """Print a line for each kind of page; the result as one object."""
    took: dict[str, list[float]] = defaultdict(list)
    for one in people:
        for kind, times in one.took.items():
            took[kind] += times
    failed = [failure for one in people for failure in one.failed]
    number = sum(map(len, took.values()))
    worst = 0.0
    for kind, times in sorted(took.items()):
        median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        worst = max(worst, p95)
        print(f"{kind:10} {len(times):6} pages   median {median:6.0f} ms   p95 {p95:6.0f} ms")
    share = len(failed) / max(number, 1)
    print(f"{number / given.seconds:.1f} pages a second, {len(failed)} errors ({share:.2%})")
    for failure in failed[:5]:
        print(f"  {failure}")
    return {
        "name": "office",
        "value": round(worst, 1),
        "unit": f"milliseconds at the 95th percentile, slowest kind of page, {given.users} users",
        "aim": AIM,
        "errors": round(share, 4),
        "pages_a_second": round(number / given.seconds, 1),
        "holds": worst <= AIM and not failed,
    }


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("demo"))
    parser.add_argument("--home", type=Path)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=1)
    parser.add_argument("--port", type=int, default=8765)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = given.home or Path(name)
        os.environ["WUXIANG_HOME"] = str(home)
        os.environ.setdefault("WUXIANG_KEYS", str(given.folder / "keys"))
        password = filled(given.folder, home)
        with served(given.port):
            people = loaded(given, password)
    print(json.dumps(tell(people, given)))


if __name__ == "__main__":
    main()
