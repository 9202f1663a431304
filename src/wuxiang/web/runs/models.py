"""A run that was asked for in the browser: what it found, and whether it was adopted."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wuxiang.web.jobs.models import Job, job_field, new_place

STATES = {
    "deciding": _("正在认定"),
    "failed": _("没有完成"),
    "decided": _("待采用"),
    "adopting": _("正在采用"),
    "adopted": _("已采用"),
}


class Computed(models.Model):
    """One run; `found` is what its page shows: counts and yuan, no names."""

    by = models.CharField(max_length=150)
    place = models.CharField(max_length=32, default=new_place, unique=True)
    at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateField()
    known_at = models.DateTimeField(null=True)
    found = models.JSONField(default=dict)
    deciding = job_field()
    adopting = job_field()
    adopted_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"run/{self.pk}"

    @property
    def folder(self) -> Path:
        """Where the run, and its changes against the last one, lie."""
        return Path(settings.HOME) / "runs" / self.place

    @property
    def run(self) -> Path:
        """The run's own folder."""
        return self.folder / "run"

    @property
    def changes(self) -> Path:
        """Each entitlement that differs from the last run, as Parquet; absent for the first."""
        return self.folder / "changes.parquet"

    @property
    def state(self) -> str:
        """One of STATES."""
        if self.adopted_at:
            return "adopted"
        if self.adopting and not self.adopting.over:
            return "adopting"
        if self.found:
            return "decided"
        return "deciding" if self.deciding and not self.deciding.over else "failed"

    @property
    def state_said(self) -> object:
        """Its state in words."""
        return STATES[self.state]

    @property
    def job(self) -> Job | None:
        """The last job that was done for it."""
        return self.adopting or self.deciding
