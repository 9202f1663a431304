"""Jobs, each to whoever asked for it and to those who start runs."""

from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from wuxiang.web.accounts.models import User
from wuxiang.web.jobs.models import QUEUED, RUNNING, Job

A_PAGE = 30
LONG_SECONDS = 30


def jobs_of(user: User) -> "QuerySet[Job]":
    """His own jobs; all of them if he starts runs."""
    found = Job.objects.all()
    return found if user.may("runs.start") else found.filter(by=user.username)


def jobs(user: User, page: int) -> Page[Job]:
    """The jobs that the user may see, newest first."""
    return Paginator(jobs_of(user), A_PAGE).get_page(page)


def job(user: User, number: int) -> Job:
    """One job; Http404 when there is none, or none that the user may see."""
    found = jobs_of(user).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def nobody_works() -> bool:
    """Whether a job waits for long and none runs: the worker is not there."""
    since = timezone.now() - timedelta(seconds=LONG_SECONDS)
    waits = Job.objects.filter(state=QUEUED, queued_at__lt=since).exists()
    return waits and not Job.objects.filter(state=RUNNING).exists()
