"""What is done to draws and checks; each in one transaction with its entry in the journal."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wuxiang.oversight import commitment
from wuxiang.web.accounts.models import User
from wuxiang.web.draws.drawing import MADE, draw_from, rule_of
from wuxiang.web.draws.models import RESULTS, Check, Draw, Secret
from wuxiang.web.journal.actions import record
from wuxiang.web.registry.taking import day_begins

LEAST_PEOPLE = 2


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


@transaction.atomic
def close(check: Check, result: str, note: str, *, by: User) -> None:
    """Say what the check found; ValidationError without words for a problem, or said before."""
    if result not in RESULTS:
        raise ValidationError(_("请选择结果。"))
    if result != "in_order" and not note.strip():
        raise ValidationError(_("请写明情况：发现什么问题，或者怎么没有找到人。"))
    written = Check.objects.filter(pk=check.pk, result="").update(
        result=result, note=note.strip(), by=by.username, done_at=timezone.now()
    )
    if not written:
        raise ValidationError(_("这一户已经有人填过结果。"))
    detail = {"draw": check.draw.day.isoformat(), "rank": check.rank, "result": result}
    record("check.close", check.household_id, by=by, detail=detail)
