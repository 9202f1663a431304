"""What is done to runs; each in one transaction with its entry in the journal."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wuxiang.web.accounts.models import User
from wuxiang.web.jobs.actions import Doing, start
from wuxiang.web.jobs.models import Job
from wuxiang.web.journal.actions import record
from wuxiang.web.runs.models import Computed
from wuxiang.web.runs.working import adopt, decide


@transaction.atomic
def begin(*, as_of: date, by: User) -> Job:
    """Decide everything anew from the register, as of a day; ValidationError while one does."""
    newest = Computed.objects.select_related("deciding", "adopting").first()
    if newest is not None and newest.state in ("deciding", "adopting"):
        raise ValidationError(_("已有一次认定正在进行，请等它结束。"))
    one = Computed.objects.create(by=by.username, as_of=as_of)
    one.deciding = _start(decide, one, by=by)
    one.save()
    record("run.start", str(one), by=by, detail={"as_of": as_of.isoformat()})
    return one.deciding


@transaction.atomic
def choose(one: Computed, *, by: User) -> Job:
    """Work from this run from now on; ValidationError when it is not there to be adopted."""
    one = Computed.objects.select_for_update().get(pk=one.pk)
    if one.state != "decided" or one.cleared_at:
        raise ValidationError(_("这次认定的状态刚刚变了，请看现在的状态。"))
    one.adopting = _start(adopt, one, by=by)
    one.save()
    record("run.choose", str(one), by=by)
    return one.adopting


def _start(task: Doing, one: Computed, *, by: User) -> Job:
    return start(task, by=by, page=reverse("run", kwargs={"number": one.pk}))
