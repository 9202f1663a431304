"""The process that does jobs: it takes up what a dead one left, then does what is queued."""

from collections.abc import Callable
from time import monotonic, sleep

from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from wuxiang.web.jobs.actions import reap

TIDIES_EVERY = 3600
LOOKS_EVERY = 1
"""Seconds between two looks into an empty queue."""


def work_on(*, until_empty: bool, tidy: Callable[[], object]) -> None:
    """Do jobs until somebody asks the process to end (the job under way is finished first).

    `until_empty` ends it when nothing is left to do. `tidy` is called at once, then hourly.
    """
    worker = Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME], excluded_queue_names=[], interval=LOOKS_EVERY,
        batch=True, backend_name=DEFAULT_TASK_BACKEND_ALIAS, startup_delay=False, max_tasks=None,
        worker_id=get_random_string(32),
    )  # fmt: skip
    worker.configure_signals()
    tidied_at = float("-inf")
    while worker.running:
        close_old_connections()
        if monotonic() - tidied_at > TIDIES_EVERY:
            tidy()
            tidied_at = monotonic()
        reap()
        if DBTaskResult.objects.ready().exists():
            worker.run()
        elif until_empty:
            return
        else:
            sleep(LOOKS_EVERY)
