"""The office's settings for tests: a folder for each process, gone when the process ends."""

import atexit
import os
from tempfile import TemporaryDirectory

os.environ["WUXIANG_HOME"] = (_folder := TemporaryDirectory(prefix="wuxiang-office-")).name

from wuxiang.web.settings import *  # noqa: F403

atexit.register(_folder.cleanup)
