"""The office's settings for tests: a folder for each process, gone when the process ends."""

import atexit
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

PREFIX = "wuxiang-office-"


def _remove_left_over() -> None:
    """The folders of processes that were killed, and so could not remove theirs."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*-*"):
        process = folder.name.removeprefix(PREFIX).partition("-")[0]
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (PermissionError, ValueError):
            continue  # somebody else's, or none of ours


_remove_left_over()
_folder = TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-")
os.environ["WUXIANG_HOME"] = _folder.name

from wuxiang.web.settings import *  # noqa: E402, F403

atexit.register(_folder.cleanup)
