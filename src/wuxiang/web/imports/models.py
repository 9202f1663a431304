"""An import: what was uploaded, what intake made of it, and what became of it."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from wuxiang.web.jobs.models import Job, job_field, new_place
from wuxiang.web.registry.models import Batch

STATES = {
    "reading": _("正在读取"),
    "unread": _("读取没有完成"),
    "seen": _("待确认"),
    "loading": _("正在录入"),
    "loaded": _("已录入"),
    "undoing": _("正在撤销"),
    "undone": _("已撤销"),
    "cancelled": _("已放弃"),
}


class Import(models.Model):
    """One upload.

    `follows` is the import whose files it takes along, to complete or correct them. `seen` is what
    the preview shows: counts, no names. `batch` is what it became in the register.
    """

    by = models.CharField(max_length=150)
    place = models.CharField(max_length=32, default=new_place, unique=True)
    at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateField(null=True)
    files = models.JSONField(default=list)
    follows = models.ForeignKey("self", models.SET_NULL, null=True)
    seen = models.JSONField(default=dict)
    reading = job_field()
    loading = job_field()
    undoing = job_field()
    batch = models.OneToOneField(Batch, models.SET_NULL, null=True)
    cancelled_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{localtime(self.at):%Y-%m-%d %H:%M} · {self.pk}"

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"import/{self.pk}"

    @property
    def folder(self) -> Path:
        """Where its files and its snapshot lie, outside all that is served."""
        return Path(settings.HOME) / "imports" / self.place

    @property
    def uploaded(self) -> Path:
        """The folder of its files."""
        return self.folder / "files"

    @property
    def snapshot(self) -> Path:
        """What intake made of them."""
        return self.folder / "snapshot"

    @property
    def state(self) -> str:
        """One of STATES."""
        if self.cancelled_at:
            return "cancelled"
        if self.batch is not None:
            if self.batch.undone_at:
                return "undone"
            return "undoing" if self.undoing and not self.undoing.over else "loaded"
        if self.loading and not self.loading.over:
            return "loading"
        if self.seen:
            return "seen"
        return "reading" if self.reading and not self.reading.over else "unread"

    @property
    def state_said(self) -> object:
        """Its state in words."""
        return STATES[self.state]

    @property
    def job(self) -> Job | None:
        """The last job that was done for it."""
        return self.undoing or self.loading or self.reading
