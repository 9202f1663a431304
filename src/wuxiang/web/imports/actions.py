"""What is done to an import; each in one transaction with its entry in the journal."""

import shutil
from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wuxiang.web.accounts.models import User
from wuxiang.web.imports.models import Import
from wuxiang.web.imports.receiving import Came, keep_files, link_files
from wuxiang.web.imports.working import load_import, read_import, undo_import
from wuxiang.web.jobs.actions import Doing, start
from wuxiang.web.jobs.models import Job
from wuxiang.web.journal.actions import record

KEPT = timedelta(days=90)
"""for which uploaded files stay, to be completed or corrected"""


@transaction.atomic
def receive(
    given: Iterable[Came],
    *,
    by: User,
    as_of: date | None,
    follows: Import | None,
) -> Import:
    """Keep the uploaded files, and those of the import that they complete, and have them read.

    Raises UserError when no file came.
    """
    one = Import.objects.create(by=by.username, as_of=as_of, follows=follows)
    one.uploaded.mkdir(mode=0o700, parents=True)
    try:
        one.files = keep_files(given, one.uploaded)
        if follows is not None:
            link_files(follows.uploaded, one.uploaded)
    except BaseException:
        shutil.rmtree(one.folder, ignore_errors=True)
        raise
    one.reading = _start(read_import, one, by=by)
    one.save()
    record("import.upload", one.subject, by=by, detail={"files": len(one.files)})
    return one


@transaction.atomic
def confirm(one: Import, *, by: User) -> Job:
    """Take into the register what the preview shows. ValidationError when it is not there now."""
    one = Import.objects.select_for_update().get(pk=one.pk)
    if one.state != "seen":
        raise ValidationError(_("这次导入的状态刚刚变了，请看现在的状态。"))
    one.loading = _start(load_import, one, by=by)
    one.save()
    record("import.confirm", one.subject, by=by)
    return one.loading


@transaction.atomic
def give_up(one: Import, *, by: User) -> None:
    """Forget an import that was not loaded, its files too: nothing has happened."""
    one = Import.objects.select_for_update().get(pk=one.pk)
    if one.state not in ("seen", "unread"):
        raise ValidationError(_("这次导入的状态刚刚变了，请看现在的状态。"))
    one.cancelled_at = one.cleared_at = timezone.now()
    one.save()
    record("import.cancel", one.subject, by=by)
    transaction.on_commit(lambda: shutil.rmtree(one.folder, ignore_errors=True))


def clear_old() -> int:
    """Delete the files of imports whose time is up; how many. Those not loaded are given up."""
    old = Import.objects.filter(cleared_at__isnull=True, at__lt=timezone.now() - KEPT)
    for one in old:
        shutil.rmtree(one.folder, ignore_errors=True)
    old.filter(batch__isnull=True).update(cancelled_at=timezone.now())
    return old.update(cleared_at=timezone.now())


@transaction.atomic
def take_back(one: Import, *, by: User) -> Job:
    """Undo a loaded import, if none was loaded after it; ValidationError otherwise."""
    one = Import.objects.select_for_update().get(pk=one.pk)
    if one.state != "loaded":
        raise ValidationError(_("这次导入的状态刚刚变了，请看现在的状态。"))
    later = Import.objects.filter(batch__gt=one.batch, batch__undone_at__isnull=True)
    if later.exists():
        raise ValidationError(_("这次导入之后还录入过别的名单：请先撤销后一次。"))
    one.undoing = _start(undo_import, one, by=by)
    one.save()
    record("import.take_back", one.subject, by=by)
    return one.undoing


def _start(task: Doing, one: Import, *, by: User) -> Job:
    return start(task, by=by, page=reverse("import", kwargs={"number": one.pk}))
