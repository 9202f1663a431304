"""The office's settings for tests: its folder is thrown away."""

import os
import tempfile

os.environ["WUXIANG_HOME"] = tempfile.mkdtemp(prefix="wuxiang-office-")

from wuxiang.web.settings import *  # noqa: F403
