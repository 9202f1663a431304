"""Start a job, cancel it, and take up those whose worker died."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from wuxiang.web.accounts.models import User
from wuxiang.web.jobs.models import CANCELLED, FAILED, QUEUED, RUNNING, Job
from wuxiang.web.jobs.sayings import kept_text
from wuxiang.web.journal.actions import record

SILENT_SECONDS = 30
"""Without a heartbeat for so long, whoever ran a job is dead."""
MOST_ATTEMPTS = 3
INTERRUPTED = _("后台程序三次中断，没有做完。请系统管理员查看后台程序，再重新开始。")
Doing = Task[[int], None]


def start(task: Doing, *, by: User, page: str = "", **arguments: object) -> Job:
    """Let `task` be done in the background; `arguments` are JSON without personal fields."""
    job = Job.objects.create(task=task.module_path, by=by.username, page=page, arguments=arguments)
    queue(job)
    return job


def queue(job: Job, *, after: datetime | None = None) -> None:
    """Put the job into the queue, to be taken out not before `after`."""
    task: Doing = import_string(job.task)
    ticket = (task.using(run_after=after) if after else task).enqueue(job.pk).id
    Job.objects.filter(pk=job.pk).update(ticket=ticket, queued_at=timezone.now())


@transaction.atomic
def cancel(job: Job, *, by: User) -> bool:
    """Stop a job that is not over; False when it was. One that runs stops at its next step."""
    open_still = Job.objects.filter(pk=job.pk, state__in=(QUEUED, RUNNING))
    stopped = open_still.update(state=CANCELLED, ended_at=timezone.now())
    if stopped:
        record("job.cancel", f"job/{job.pk}", by=by)
    return bool(stopped)


def reap() -> int:
    """Put back the jobs whose worker died, or fail them after MOST_ATTEMPTS; how many there were.

    So, too, those that a worker took out of the queue and never began.
    """
    since = timezone.now() - timedelta(seconds=SILENT_SECONDS)
    silent = list(Job.objects.filter(state=RUNNING, beat_at__lt=since))
    waiting = Job.objects.filter(state=QUEUED, queued_at__lt=since)
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    tickets = {str(one) for one in ready.values_list("pk", flat=True)}
    lost = [job for job in waiting if job.ticket not in tickets]
    return _each(silent, _put_back) + _each(lost, _queue_again)


def _each(jobs: list[Job], act: Callable[[Job], None]) -> int:
    for job in jobs:
        with transaction.atomic():
            act(job)
    return len(jobs)


def _put_back(job: Job) -> None:
    mine = Job.objects.filter(pk=job.pk, state=RUNNING, attempt=job.attempt)
    if job.attempt >= MOST_ATTEMPTS:
        mine.update(state=FAILED, error=kept_text(INTERRUPTED), ended_at=timezone.now())
    elif mine.update(state=QUEUED):
        _queue_again(job)


def _queue_again(job: Job) -> None:
    DBTaskResult.objects.filter(pk=job.ticket).delete()
    queue(job)
