"""A job: what is to be done, by whom, how far it is, and how it ended."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from wuxiang.web.jobs.sayings import said

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
STATES = [
    (QUEUED, _("排队中")),
    (RUNNING, _("进行中")),
    (DONE, _("已完成")),
    (FAILED, _("没有完成")),
    (CANCELLED, _("已取消")),
]


class Job(models.Model):
    """One piece of long work.

    `task` is the path of what does it, `arguments` what it is told, `page` the address that shows
    what it is for. Whoever runs it holds `attempt`: a later attempt takes the job away from him.
    `doing` is a text of the catalogue, `error` what `sayings` keeps for the user.
    """

    task = models.CharField(max_length=200)
    by = models.CharField(max_length=150, db_index=True)
    arguments = models.JSONField(default=dict)
    page = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=10, choices=STATES, default=QUEUED)
    attempt = models.IntegerField(default=0)
    doing = models.CharField(max_length=200, default="")
    done = models.IntegerField(default=0)
    of = models.IntegerField(default=0)
    error = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    ticket = models.CharField(max_length=36, default="")
    asked_at = models.DateTimeField(auto_now_add=True)
    queued_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("state",),
                condition=models.Q(state=RUNNING),
                name="job_runs_alone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"

    @property
    def error_said(self) -> str:
        """What went wrong, in the language of whoever reads it; "" when nothing did."""
        return said(self.error)

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (DONE, FAILED, CANCELLED)


def job_field() -> "models.OneToOneField[Job | None, Job | None]":
    """Of what a job was started for: that job; None before it, and when it was deleted."""
    return models.OneToOneField(Job, models.SET_NULL, null=True, related_name="+")


def new_place() -> str:
    """A name for a folder that nobody has used, nor will after a backup was put back."""
    return uuid4().hex
