"""Reads many files in two child processes; a file that kills its reader is refused alone."""

import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from wuxiang.intake.worker import SheetRead

PROCESSES = 2
MOST_BYTES = 3 << 30
"""of address space for one reader"""
MOST_SECONDS = 120.0
"""of processor time for one file"""
PATIENCE = 10
"""times as long by the clock, for a machine that is busy with something else"""


@dataclass(frozen=True)
class Limits:
    """What one reader may use: bytes of address space, seconds of processor time per file."""

    most_bytes: int = MOST_BYTES
    most_seconds: float = MOST_SECONDS


DEFAULT = Limits()


@dataclass(frozen=True)
class FileRead:
    """What became of one file: its sheets, or why it is refused."""

    path: Path
    sheets: tuple[SheetRead, ...] = ()
    refused: str | None = None
    remedy: str = ""


def read_files(
    paths: Sequence[Path],
    pack: Path,
    folder: Path,
    *,
    limits: Limits = DEFAULT,
    progress: Callable[[Path], None] = lambda _: None,
) -> list[FileRead]:
    """Read `paths` with the layouts of `pack`; tables are left in `folder`; answers in order.

    The largest files go first, so that the two readers end together.
    """
    numbered = sorted(enumerate(paths), key=lambda pair: -pair[1].stat().st_size)
    queue = deque(numbered)
    answers: dict[int, FileRead] = {}
    lock = threading.Lock()

    def work() -> None:
        with _Reader(pack, folder, limits) as reader:
            while True:
                with lock:
                    if not queue:
                        return
                    number, path = queue.popleft()
                answers[number] = reader.read(number, path)
                progress(path)

    with ThreadPoolExecutor(PROCESSES) as threads:
        for done in [threads.submit(work) for _ in range(min(PROCESSES, len(paths)))]:
            done.result()
    return [answers[number] for number in range(len(paths))]


class _Reader:
    """One child process, started anew after it died."""

    def __init__(self, pack: Path, folder: Path, limits: Limits) -> None:
        self._command = [
            *(sys.executable, "-m", "wuxiang.intake.worker"),
            *(str(pack), str(folder), str(limits.most_bytes), str(limits.most_seconds)),
        ]
        self._seconds = limits.most_seconds * PATIENCE
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> "_Reader":
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            _end(self._child)

    def read(self, number: int, path: Path) -> FileRead:
        if self._child is not None and self._child.poll() is not None:
            _end(self._child)  # it died idle, which is not this file's fault
            self._child = None
        child = self._child = self._child or self._start()
        order = json.dumps({"number": number, "path": str(path.resolve())})
        timer = threading.Timer(self._seconds, child.kill)
        timer.start()
        reply = _ask(child, order)
        timer.cancel()
        if reply is None:
            child.kill()
            _end(child)
            self._child = None
            return FileRead(
                path,
                refused="its reader needed too much memory or time, or broke on it",
                remedy="delete empty rows and columns, save it anew as .xlsx, or split it",
            )
        if "refused" in reply:
            return FileRead(path, refused=reply["refused"], remedy=reply["remedy"])
        return FileRead(path, sheets=tuple(_sheet(sheet) for sheet in reply["sheets"]))

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603 - our own module, no shell
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )


def _ask(child: subprocess.Popen[str], order: str) -> dict[str, Any] | None:
    """The child's answer; None when it died over it."""
    with suppress(BrokenPipeError):
        print(order, file=cast(IO[str], child.stdin), flush=True)
    line = cast(IO[str], child.stdout).readline()
    answer: dict[str, Any] | None = json.loads(line) if line.endswith("\n") else None
    return answer


def _end(child: subprocess.Popen[str]) -> None:
    """Close the child's input, at which it ends, and wait for that."""
    with suppress(BrokenPipeError):
        cast(IO[str], child.stdin).close()
    cast(IO[str], child.stdout).close()
    child.wait()


def _sheet(told: dict[str, Any]) -> SheetRead:
    places = tuple((str(name), int(position)) for name, position in told.pop("places"))
    headings = tuple(map(str, told.pop("headings")))
    return SheetRead(**told, headings=headings, places=places)
