"""An export: which list was asked for, by whom, and where its workbook lies until it is deleted."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wuxiang.web.jobs.models import job_field, new_place

KINDS = {
    "households": _("农户名单"),
    "tasks": _("任务清单"),
    "places": _("区划和户数"),
    "person_export": _("建档立卡人口信息导出表（47列）"),
    "roster": _("脱贫和监测人口名单（32列）"),
    "person_export_changes": _("与全国系统47列表的差异"),
    "roster_changes": _("与全国系统32列表的差异"),
}
NATIONAL = ("person_export", "roster")


class Export(models.Model):
    """One workbook. `asked` is what was looked for: places, codes, tokens, never a name."""

    by = models.CharField(max_length=150, db_index=True)
    place = models.CharField(max_length=32, default=new_place, unique=True)
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=30, choices=list(KINDS.items()))
    asked = models.JSONField(default=dict)
    rows = models.IntegerField(null=True)
    writing = job_field()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"export/{self.pk}"

    @property
    def folder(self) -> Path:
        """Where its files lie, outside all that is served."""
        return Path(settings.HOME) / "exports" / self.place

    @property
    def file(self) -> Path:
        """The workbook."""
        return self.folder / "list.xlsx"

    @property
    def before(self) -> Path:
        """The copy that it is held against, if any."""
        return self.folder / "before.xlsx"

    @property
    def changes(self) -> Path:
        """What differs, as Parquet, if it was held against another copy."""
        return self.folder / "changes.parquet"

    @property
    def is_there(self) -> bool:
        """Whether the workbook can be fetched."""
        return self.rows is not None and self.cleared_at is None
