"""Jobs: done one at a time, told of while they run, taken up when their worker was killed."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.web import slow_jobs
from tests.web.conftest import SignedIn, enter, somebody
from wuxiang.web.jobs import actions
from wuxiang.web.jobs.models import Job
from wuxiang.web.jobs.working import TakenAwayError, Work, do
from wuxiang.web.journal.models import Entry

MOST_SECONDS = 60
WORKER = "from wuxiang.cli import main; main()"


def work_off() -> None:
    """Do all that is queued, as a worker does."""
    for ticket in DBTaskResult.objects.ready():
        ticket.task.call(*ticket.args_kwargs["args"])


@pytest.mark.django_db
def test_a_job_is_done_and_says_what_came_of_it(tmp_path: Path) -> None:
    job = actions.start(slow_jobs.count_slowly, by=somebody("finance"), file=str(tmp_path / "f"))
    work_off()
    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.of) == ("done", {"counted": 3}, 3, 3)
    work_off()
    assert Job.objects.get().attempt == 1


@pytest.mark.django_db
def test_what_is_wrong_is_said_in_words_and_what_breaks_is_our_fault() -> None:
    user = somebody("finance")
    wrong = actions.start(slow_jobs.is_wrong, by=user)
    work_off()
    wrong.refresh_from_db()
    assert (wrong.state, "take that one" in wrong.error_said) == ("failed", True)
    broken = actions.start(slow_jobs.breaks, by=user)
    with pytest.raises(ZeroDivisionError):
        do(broken.pk, slow_jobs.breaks.func.__wrapped__)  # type: ignore[attr-defined]
    broken.refresh_from_db()
    assert (broken.state, "程序出错" in broken.error_said) == ("failed", True)


@pytest.mark.django_db
def test_two_jobs_never_run_at_once(tmp_path: Path) -> None:
    user = somebody("finance")
    first, second = (
        actions.start(slow_jobs.count_slowly, by=user, file=str(tmp_path / name)) for name in "ab"
    )
    Job.objects.filter(pk=first.pk).update(state="running", beat_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=second.pk).update(state="running")
    before = str(Job.objects.get(pk=second.pk).ticket)
    do(second.pk, slow_jobs.count_slowly.func.__wrapped__)  # type: ignore[attr-defined]
    second.refresh_from_db()
    assert (second.state, second.attempt, second.ticket != before) == ("queued", 0, True)
    assert not (tmp_path / "b").exists()


@pytest.mark.django_db
def test_a_job_that_was_cancelled_stops_at_its_next_step() -> None:
    user = somebody("county_office")
    job = actions.start(slow_jobs.count_slowly, by=user, file="")
    Job.objects.update(state="running", attempt=1)
    work = Work(Job.objects.get())
    work.tell("一", 1, 2)
    other = Thread(target=work.tell, args=("旁边的线程", 2, 2))  # waits for the next beat
    other.start()
    other.join()
    assert Job.objects.get().doing == "一"
    assert work.told["doing"] == "旁边的线程"
    assert actions.cancel(job, by=user)
    with pytest.raises(TakenAwayError):
        work.tell("二", 2, 2)
    assert not actions.cancel(job, by=user)
    assert Entry.objects.filter(act="job.cancel", subject=f"job/{job.pk}").count() == 1


@pytest.mark.django_db
def test_a_silent_job_is_put_back_and_given_up_in_the_end(tmp_path: Path) -> None:
    job = actions.start(slow_jobs.count_slowly, by=somebody("finance"), file=str(tmp_path / "f"))
    long_ago = timezone.now() - timedelta(seconds=actions.SILENT_SECONDS + 1)
    Job.objects.update(state="running", attempt=1, beat_at=timezone.now())
    assert actions.reap() == 0
    before = Work(Job.objects.get())
    Job.objects.update(beat_at=long_ago)
    assert actions.reap() == 1
    assert DBTaskResult.objects.ready().count() == 1
    with pytest.raises(TakenAwayError):
        before.tell("还在做", 1, 2)
    Job.objects.update(state="running", attempt=actions.MOST_ATTEMPTS, beat_at=long_ago)
    actions.reap()
    job.refresh_from_db()
    assert (job.state, "三次中断" in job.error_said) == ("failed", True)


@pytest.mark.django_db
def test_a_job_that_a_worker_took_out_and_never_began_is_queued_again() -> None:
    actions.start(slow_jobs.count_slowly, by=somebody("finance"), file="")
    DBTaskResult.objects.update(status="RUNNING")
    assert actions.reap() == 0
    Job.objects.update(queued_at=timezone.now() - timedelta(seconds=actions.SILENT_SECONDS + 1))
    assert actions.reap() == 1
    assert DBTaskResult.objects.ready().count() == 1
    assert actions.reap() == 0


@pytest.mark.django_db
def test_each_sees_his_own_jobs_and_the_county_office_all(signed_in: SignedIn) -> None:
    owner = somebody("finance")
    job = actions.start(slow_jobs.count_slowly, by=owner, file="")
    address = reverse("job", kwargs={"number": job.pk})
    page = enter(owner).get(address).content.decode()
    assert "排队中" in page
    assert "慢慢数" in page
    assert 'hx-trigger="every 2s"' in page
    assert '<meta http-equiv="refresh"' in page
    assert signed_in("county_office").get(address).status_code == 200
    stranger = signed_in("township")
    assert stranger.get(address).status_code == 404
    assert stranger.post(reverse("cancel-job", kwargs={"number": job.pk})).status_code == 404
    assert "慢慢数" not in stranger.get(reverse("jobs")).content.decode()
    Job.objects.update(queued_at=timezone.now() - timedelta(minutes=5))
    assert "wuxiang worker" in enter(owner).get(address).content.decode()
    enter(owner).post(reverse("cancel-job", kwargs={"number": job.pk}))
    assert "已取消" in enter(owner).get(address).content.decode()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    """An office of its own, with its database in a file, for real workers beside one another."""
    home = tmp_path / "office"
    command(home, WORKER, "worker", "--until-empty").communicate(timeout=MOST_SECONDS)
    yield home
    with closing(sqlite3.connect(home / "office.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def command(home: Path, code: str, *arguments: str) -> "subprocess.Popen[str]":
    """Python code in an office, as a process of its own."""
    surroundings = {**os.environ, "WUXIANG_HOME": str(home)}
    surroundings.pop("WUXIANG_DATABASE", None)
    surroundings["DJANGO_SETTINGS_MODULE"] = "wuxiang.web.settings"
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=surroundings, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


START = """
import sys
from wuxiang.web import entry
from tests.web import slow_jobs
from wuxiang.web.accounts.models import User
from wuxiang.web.jobs import actions
user = User.objects.create(username="finance", name="甲某", role="finance")
actions.start(slow_jobs.count_slowly, by=user, file=sys.argv[1], wait=True)
"""


def asked(home: Path, question: str) -> list[object]:
    """One row of the office's database."""
    with closing(sqlite3.connect(home / "office.sqlite3", timeout=20)) as database:
        return list(database.execute(question).fetchone())


def test_a_worker_killed_in_the_middle_is_followed_by_one_that_goes_on(
    office: Path, tmp_path: Path
) -> None:
    file = tmp_path / "counted"
    _, said = command(office, START, str(file)).communicate(timeout=MOST_SECONDS)
    first = command(office, WORKER, "worker")
    until = monotonic() + MOST_SECONDS
    while not (file.exists() and file.read_text()) and monotonic() < until:
        sleep(0.05)
    assert file.read_text() == "1", said
    beats = "SELECT beat_at > started_at FROM jobs_job"
    while asked(office, beats) != [1] and monotonic() < until:
        sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=MOST_SECONDS)
    assert asked(office, "SELECT state, attempt FROM jobs_job") == ["running", 1]
    with closing(sqlite3.connect(office / "office.sqlite3", timeout=20)) as database:
        database.execute("UPDATE jobs_job SET beat_at = '2019-01-01 00:00:00'")
        database.commit()
    _, said = command(office, WORKER, "worker", "--until-empty").communicate(timeout=MOST_SECONDS)
    ended = asked(office, "SELECT state, attempt, done, of FROM jobs_job")
    assert ended == ["done", 2, 3, 3], said
    assert file.read_text().split() == ["1", "2", "3"]
