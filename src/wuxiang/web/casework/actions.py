"""What is done on cases; each in one transaction with its entry in the journal."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from wuxiang.web.accounts.models import User
from wuxiang.web.casework import photos
from wuxiang.web.casework.models import Answer, Handout, Photo, Step, Visit, Work
from wuxiang.web.casework.moves import MOVES, NOTHING_KNOWN, Gap, Standing, allowed
from wuxiang.web.journal.actions import record

COMMENT = "comment"
BY_COLUMN = {"accept": "accepted_by", "repair": "repaired_by", "confirm": "closed_by"}
ASSIGN = MOVES["assign"]
AT_ONCE = 500


@dataclass(frozen=True)
class Said:
    """What is said with a move: words, whom it is assigned to, pictures (`photos.cleaned`)."""

    note: str = ""
    to: str = ""
    pictures: Sequence[Image.Image] = ()


NOTHING = Said()


@transaction.atomic
def move_task(
    task: str, move: str, *, by: User, said: Said = NOTHING, gap: Gap = NOTHING_KNOWN
) -> Work:
    """Make the move of the table for `task`, as it stands now.

    PermissionDenied when `by` may not make it (his own repair is not his to confirm);
    ValidationError when words or a photo are lacking, or somebody was faster.
    """
    made = MOVES[move]
    work, _new = Work.objects.select_for_update().get_or_create(task=task)
    standing = standing_of(work, gap)
    if not standing.begins(made):
        raise ValidationError(_("这项任务的状态刚刚变了，请刷新后再看。"))
    if made not in allowed(standing, username=by.username, permissions=by.duty.permissions):
        raise PermissionDenied
    if made.needs_note and not said.note.strip():
        raise ValidationError(_("请写明情况：做了什么，或者为什么。"))
    if move == "repair" and gap.proof and not said.pictures and not has_photo(task):
        raise ValidationError(_("涉及资金或工程，请附照片（如银行回单、完工现场）。"))
    work.state = made.to
    if move in ("assign", "unassign"):
        work.assigned_to = said.to
    if move in BY_COLUMN:
        setattr(work, BY_COLUMN[move], by.username)
    if move == "reopen":
        work.accepted_by = work.repaired_by = work.closed_by = ""
    work.save()
    Step.objects.create(task=task, move=move, by=by.username, note=said.note.strip())
    _keep_photos(task, said, by)
    detail = {"from": standing.state, "to": made.to, "assigned_to": said.to}
    record(f"task.{move}", task, by=by, detail=detail)
    return work


def standing_of(work: Work, gap: Gap) -> Standing:
    """How the task of `work` stands: whose work it was is who repaired it, else who accepted it."""
    return Standing(work.state, work.repaired_by or work.accepted_by, gap)  # type: ignore[arg-type]


def has_photo(task: str) -> bool:
    """Whether a photo lies on the task."""
    return Photo.objects.filter(task=task).exists()


@transaction.atomic
def hand_out(tasks: Iterable[str], *, to: str, by: User, note: str = "") -> tuple[Handout, int]:
    """Assign many tasks in one act; the handout, and how many it took.

    Those that stand where they cannot be assigned (accepted, repaired, closed) are left alone.
    PermissionDenied when `by` may not assign; ValidationError when none is left.
    """
    if not by.may(ASSIGN.permission):
        raise PermissionDenied
    keys = list(dict.fromkeys(tasks))
    standing = {
        work.task: work
        for at in range(0, len(keys), AT_ONCE)
        for work in Work.objects.select_for_update().filter(task__in=keys[at : at + AT_ONCE])
    }
    works = [standing.get(key) or Work(task=key) for key in keys]
    works = [work for work in works if work.state in ASSIGN.frm]
    if not works:
        raise ValidationError(_("选中的任务都已有人认领或办结，没有可交办的。"))
    handout = Handout.objects.create(to=to, by=by.username, note=note.strip())
    steps = [
        Step(
            task=work.task, move="assign", by=by.username, note=note.strip(), handout=handout,
            state_before=work.state, with_before=work.assigned_to,
        )
        for work in works
    ]  # fmt: skip
    _stand(works, {work.task: (ASSIGN.to, to) for work in works})
    Step.objects.bulk_create(steps, batch_size=AT_ONCE)
    record("tasks.hand_out", str(handout.pk), by=by, detail=_told(works, to))
    return handout, len(works)


@transaction.atomic
def take_back(handout: Handout, *, by: User) -> int:
    """Let the tasks of a handout stand as before; how many. Those that moved on since stay.

    PermissionDenied when it is another's; ValidationError when it was taken back already.
    """
    if handout.by != by.username or not by.may(ASSIGN.permission):
        raise PermissionDenied
    taken = Handout.objects.filter(pk=handout.pk, undone_at=None).update(undone_at=timezone.now())
    if not taken:
        raise ValidationError(_("这一批已经撤回过了。"))
    before = {step.task: (step.state_before, step.with_before) for step in handout.steps.all()}
    still = Work.objects.select_for_update().filter(state=ASSIGN.to, assigned_to=handout.to)
    later = Step.objects.filter(task__in=handout.steps.values("task"), handout_id__gt=handout.pk)
    moved = set(later.values_list("task", flat=True))
    works = [
        work
        for work in still.filter(task__in=handout.steps.values("task"))
        if work.task not in moved
    ]
    _stand(works, before)
    steps = [Step(task=work.task, move="unassign", by=by.username) for work in works]
    Step.objects.bulk_create(steps, batch_size=AT_ONCE)
    record("tasks.take_back", str(handout.pk), by=by, detail=_told(works, handout.to))
    return len(works)


def _stand(works: Iterable[Work], standing: dict[str, tuple[str, str]]) -> None:
    """Let each work stand as told: its state, and whom it is assigned to."""
    now = timezone.now()
    for work in works:
        work.state, work.assigned_to = standing[work.task]
        work.changed_at = now
    old = [work for work in works if work.pk]
    Work.objects.bulk_update(old, ["state", "assigned_to", "changed_at"], batch_size=AT_ONCE)
    Work.objects.bulk_create([work for work in works if not work.pk], batch_size=AT_ONCE)


def _told(works: Iterable[Work], to: str) -> dict[str, object]:
    """Of many tasks the journal holds their number and a hash over their keys."""
    keys = sorted(work.task for work in works)
    digest = hashlib.sha256("\n".join(keys).encode()).hexdigest()
    return {"tasks": len(keys), "assigned_to": to, "sha256": digest}


@transaction.atomic
def comment(task: str, *, by: User, said: Said) -> Step:
    """Say a word about a task."""
    if not said.note.strip():
        raise ValidationError(_("请先写下要说的话。"))
    step = Step.objects.create(task=task, move=COMMENT, by=by.username, note=said.note.strip())
    _keep_photos(task, said, by)
    record("task.comment", task, by=by)
    return step


def _keep_photos(task: str, said: Said, by: User) -> None:
    """Keep what was shown; files last, so that an act that fails leaves none behind."""
    for picture in said.pictures:
        photo = Photo(task=task, by=by.username, width=picture.width, height=picture.height)
        photo.digest = photos.keep(picture, photo.name)
        photo.save()
        detail = {"photo": photo.name.hex, "sha256": photo.digest}
        record("task.photo", task, by=by, detail=detail)


@transaction.atomic
def write_visit(visit: Visit, *, answers: Iterable[Answer], by: User) -> Visit:
    """Keep a visit or a call with its answers, once: a draft kept already is given back as it is.

    PermissionDenied when the draft is another's.
    """
    kept = Visit.objects.filter(draft=visit.draft).first()
    if kept is not None:
        if (kept.written_by, kept.household_id) != (by.username, visit.household_id):
            raise PermissionDenied
        return kept
    visit.written_by = by.username
    visit.save()
    told = list(answers)
    for answer in told:
        answer.visit = visit
    Answer.objects.bulk_create(told)
    detail = {"draft": str(visit.draft), "answers": len(told), "for": visit.visited_by}
    act = "call.write" if visit.by_telephone else "visit.write"
    record(act, visit.household_id, by=by, detail=detail)
    return visit
