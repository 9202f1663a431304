"""What is done to draws and checks; each in one transaction with its entry in the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wuxiang.oversight import commitment
from wuxiang.schema import TABLES
from wuxiang.web.accounts.models import User
from wuxiang.web.draws.drawing import MADE, draw_from, rule_of
from wuxiang.web.draws.models import IN_ORDER, RESULTS, UNREACHED, Check, Draw, Secret
from wuxiang.web.journal.actions import record
from wuxiang.web.registry.changing import Act, Change, change
from wuxiang.web.registry.taking import day_begins

LEAST_PEOPLE = 2
CALLS = TABLES["phone_check"]
REASON = "随机抽查"


@transaction.atomic
def bind(day: date, secret: str, *, by: User) -> Secret:
    """Bind oneself to a secret for the draw of a day to come; of the secret only its hash is kept.

    ValidationError when the day is not to come, or he is bound already.
    """
    if day <= timezone.localdate():
        raise ValidationError(_("抽查日要在今天以后：口令须提前一天封存。"))
    try:
        with transaction.atomic():
            one = Secret.objects.create(
                day=day, by=by.username, bound=commitment(day, by.username, secret)
            )
    except IntegrityError as error:
        raise ValidationError(_("您已经为这一天封存过口令，不能更换。")) from error
    record("draw.bind", day.isoformat(), by=by, detail={"bound": one.bound})
    return one


@transaction.atomic
def tell(day: date, secret: str, *, by: User) -> Draw | None:
    """Tell one's secret when its day has come; when all have told theirs, the draw is made.

    ValidationError when the day has not come, or it is not the secret that he is bound to.
    UserError when the pack does not say what is drawn.
    """
    if day > timezone.localdate():
        raise ValidationError(_("还没有到抽查日，口令现在不能公开。"))
    bound = list(Secret.objects.select_for_update().filter(day=day))
    own = next((one for one in bound if one.by == by.username), None)
    if own is None or own.told or own.bound != commitment(day, by.username, secret):
        raise ValidationError(_("与封存的口令不符，或已经公开过。"))
    own.told = secret
    own.save()
    record("draw.tell", day.isoformat(), by=by)
    if len(bound) < LEAST_PEOPLE or not all(one.told for one in bound):
        return None
    return _make(day, {one.by: one.told for one in bound}, by=by)


def _make(day: date, secrets: dict[str, str], *, by: User) -> Draw:
    rule, known_at = rule_of(day), day_begins(day)  # what was known then is drawn from
    found = draw_from(rule, day, secrets, known_at=known_at)
    draw = Draw.objects.create(
        day=day, base=rule.base, per_cent=rule.per_cent, known_at=known_at, keys=len(found.keys)
    )
    Check.objects.bulk_create(
        Check(draw=draw, rank=rank, helper_id=helper, household_id=home)
        for rank, (helper, home) in enumerate(found.picked, start=1)
    )
    said = {
        "per_cent": str(rule.per_cent), "base": rule.base, "known_at": known_at.isoformat(),
        "secrets": secrets, **found.digests,
    }  # fmt: skip
    record(MADE, day.isoformat(), by=by, detail=said)
    return draw


@dataclass(frozen=True)
class Outcome:
    """What a check found: one of RESULTS, in words, and what the household said of its helper.

    `answers` are the columns of `phone_check` that were asked; None where nobody knew.
    """

    result: str
    note: str = ""
    answers: Mapping[str, bool | None] = field(default_factory=dict)


@transaction.atomic
def close(check: Check, found: Outcome, *, by: User) -> None:
    """Say what the check found, and keep it in the register as a record of the telephone team.

    ValidationError without words for a problem, where it contradicts itself, or was said before.
    """
    _refuse_odd(found)
    note = found.note.strip()
    written = Check.objects.filter(pk=check.pk, result="").update(
        result=found.result, note=note, by=by.username, done_at=timezone.now()
    )
    if not written:
        raise ValidationError(_("这一户已经有人填过结果。"))
    if check.helper_id:  # a record is about a helper
        _keep_call(check, found, by=by)
    detail = {"draw": check.draw.day.isoformat(), "rank": check.rank, "result": found.result}
    record("check.close", check.household_id, by=by, detail=detail)


def _refuse_odd(found: Outcome) -> None:
    answers = found.answers.values()
    if found.result not in RESULTS:
        raise ValidationError(_("请选择结果。"))
    if found.result != IN_ORDER and not found.note.strip():
        raise ValidationError(_("请写明情况：发现什么问题，或者怎么没有找到人。"))
    if found.result == IN_ORDER and False in answers:
        raise ValidationError(_("有一项答“否”，就不是“没有问题”。"))
    if found.result == UNREACHED and set(answers) - {None}:
        raise ValidationError(_("没有找到人，就没有人回答：三项请留空。"))


def _keep_call(check: Check, found: Outcome, *, by: User) -> None:
    """A row of `phone_check`, which facts and policies read; the next run sees it."""
    row = dict.fromkeys(column.name for column in CALLS.stored) | {
        "call_id": f"draw-{check.draw.day}-{check.rank}",
        "called_on": timezone.localdate(),
        "caller": by.username,
        "helper_id": check.helper_id,
        "household_id": check.household_id,
        "reached": found.result != UNREACHED,
        **found.answers,
    }
    act = Act("check", REASON, by, households=())
    change(act, [Change(CALLS, row, names={})], columns=())
