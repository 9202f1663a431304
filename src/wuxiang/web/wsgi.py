"""The application as the server loads it."""

import os
import signal
from contextlib import suppress

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError

# Ctrl-C reaches every process, and then the server asks its workers to end: of two signals at once
# the kernel may give both to a thread that cannot wake Python's main thread, and nothing would end.
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuxiang.web.settings")
application = get_wsgi_application()

from wuxiang.web.decisions.asking import make_ready  # noqa: E402  (needs Django set up)
from wuxiang.web.decisions.fetch import run_now  # noqa: E402

with suppress(DatabaseError):  # whoever asks is told what is wrong
    if run := run_now():
        make_ready(run.folder)
