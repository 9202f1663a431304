"""Ask the adopted run why: the run is held open, for opening it takes a moment."""

from pathlib import Path
from threading import Lock

from wuxiang.ask import OpenRun
from wuxiang.policy.explain import Explanation

_LOCK = Lock()
_OPENED: dict[str, OpenRun] = {}


def explain(folder: str, household: str) -> list[Explanation]:
    """Every policy's answer for the household, by the run in `folder`."""
    with _LOCK:
        if folder not in _OPENED:
            for opened in _OPENED.values():
                opened.__exit__(None, None, None)
            _OPENED.clear()
            _OPENED[folder] = OpenRun(Path(folder))
        return _OPENED[folder].explain(household)
