"""What is done to exports; each in one transaction with its entry in the journal."""

import os
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from wuxiang.web.accounts.models import User
from wuxiang.web.exports.models import Export
from wuxiang.web.exports.working import within, write_export
from wuxiang.web.jobs.actions import start
from wuxiang.web.jobs.models import Job
from wuxiang.web.journal.actions import record


@transaction.atomic
def begin(
    kind: str,
    asked: Mapping[str, object],
    *,
    by: User,
    before: UploadedFile[Any] | None = None,
) -> Job:
    """Have a workbook written; `before` is the copy that it is held against.

    Raises UserError when the place that is asked for is not the user's.
    """
    within(by, str(asked.get("place") or asked.get("above") or ""))
    one = Export.objects.create(by=by.username, kind=kind, asked=dict(asked))
    one.folder.mkdir(mode=0o700, parents=True)
    if before is not None:
        descriptor = os.open(one.before, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.writelines(before.chunks())
    one.writing = start(write_export, by=by, page=reverse("exports"))
    one.save()
    record("export.make", str(one), by=by, detail={"kind": kind, "asked": _noted(asked)})
    return one.writing


@transaction.atomic
def note_download(one: Export, *, by: User) -> None:
    """Write down that somebody took the workbook away."""
    record("export.download", str(one), by=by, detail={"kind": one.kind, "rows": one.rows})


def _noted(asked: Mapping[str, object]) -> dict[str, object]:
    """What was asked for, without the keys of single households."""
    among = asked.get("among")
    said = {name: value for name, value in asked.items() if name != "among"}
    return said | ({"households": len(among)} if isinstance(among, list) else {})
