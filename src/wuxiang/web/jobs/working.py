"""Do a job: one at a time in the whole office, with a heartbeat, to an end that is written down."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from threading import Event, Thread, get_ident
from time import monotonic

from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from wuxiang.errors import UserError
from wuxiang.web.jobs.actions import Doing, queue
from wuxiang.web.jobs.models import DONE, FAILED, QUEUED, RUNNING, Job
from wuxiang.web.jobs.sayings import kept, kept_text, untranslated

BEAT_SECONDS = 2
TOLD_EVERY = 0.5
"""Seconds between two notes of progress: each is a write."""
BUSY = timedelta(seconds=2)
BROKEN = _("程序出错，没有做完。请把后台任务的编号告诉系统管理员。")
Result = Mapping[str, object]
TITLES: dict[str, object] = {}
"""What each task is called, by its path."""


class TakenAwayError(Exception):
    """The job was cancelled, or somebody else does it now: stop, and write nothing more."""


class Work:
    """A job in the hands of whoever does it, in the thread that begins it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.told: dict[str, object] = {}
        self._written: dict[str, object] = {}
        self._written_at = 0.0
        self._thread = get_ident()

    @property
    def mine(self) -> "QuerySet[Job]":
        """The job's row as long as it is in these hands."""
        return Job.objects.filter(pk=self.job.pk, state=RUNNING, attempt=self.job.attempt)

    def tell(self, doing: object, done: int = 0, of: int = 0) -> None:
        """Say what is being done, a text of the catalogue, and how much of it is done.

        Raises TakenAwayError. Not in a transaction: it is to be seen at once. From another thread
        it is written with the next beat.
        """
        self.told = {"doing": untranslated(doing), "done": done, "of": of}
        if get_ident() != self._thread or self._is_soon(done < of):
            return
        self._written, self._written_at = self.told, monotonic()
        if not self.mine.update(beat_at=timezone.now(), **self.told):
            raise TakenAwayError

    def _is_soon(self, more_follows: bool) -> bool:
        """Whether it goes without saying, for the last word on the same is fresh."""
        same = self._written.get("doing") == self.told["doing"]
        return same and more_follows and monotonic() - self._written_at < TOLD_EVERY


def job(title: object) -> Callable[[Callable[[Work], Result]], Doing]:
    """Make a function of a module a task that `start` takes; what it returns is kept as JSON."""

    def made(function: Callable[[Work], Result]) -> Doing:
        @wraps(function)
        def done(number: int) -> None:
            do(number, function)

        TITLES[f"{function.__module__}.{function.__qualname__}"] = title
        return task(done)

    return made


def do(number: int, function: Callable[[Work], Result]) -> None:
    """Do the job of this number, unless it is over, or in other hands.

    While another job runs it goes back into the queue. A UserError is kept for the user to read;
    of anything else he learns that it is our fault, and the worker's log has it.
    """
    taken = _begin(number)
    if taken is None:
        return
    work = Work(taken)
    outcome: dict[str, object] = {"state": FAILED, "error": kept_text(BROKEN)}
    try:
        with _beating(work):
            outcome = {"state": DONE, "result": dict(function(work))}
    except UserError as error:
        outcome = {"state": FAILED, "error": kept(error)}
    except TakenAwayError:
        outcome = {}
    finally:
        if outcome:
            work.mine.update(ended_at=timezone.now(), **outcome)


def _begin(number: int) -> Job | None:
    now = timezone.now()
    queued = Job.objects.filter(pk=number, state=QUEUED)
    try:
        with transaction.atomic():
            begun = queued.update(
                state=RUNNING, attempt=F("attempt") + 1, started_at=now, beat_at=now, error={}
            )
    except IntegrityError:  # another one runs
        queue(queued.get(), after=now + BUSY)
        return None
    return Job.objects.get(pk=number) if begun else None


@contextmanager
def _beating(work: Work) -> Iterator[None]:
    """Beat while the block runs, from a thread with a connection of its own."""
    ended = Event()
    beat = Thread(target=_beat, args=(work, ended), daemon=True)
    beat.start()
    try:
        yield
    finally:
        ended.set()
        beat.join()


def _beat(work: Work, ended: Event) -> None:
    while not ended.wait(BEAT_SECONDS):
        work.mine.update(beat_at=timezone.now(), **work.told)
    connection.close()
