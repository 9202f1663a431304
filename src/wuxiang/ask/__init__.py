"""Questions about one household to a finished run: why it gets what it gets, and what if now."""

from wuxiang.ask.open_run import Delivered, OpenRun, find_household

__all__ = ["Delivered", "OpenRun", "find_household"]
