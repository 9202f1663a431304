"""What is done on cases; each in one transaction with its entry in the journal."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wuxiang.web.accounts.models import User
from wuxiang.web.casework.models import Answer, Step, Visit, Work
from wuxiang.web.casework.moves import MOVES, Standing, State, allowed
from wuxiang.web.journal.actions import record

COMMENT = "comment"
BY_COLUMN = {"accept": "accepted_by", "repair": "repaired_by", "confirm": "closed_by"}


@transaction.atomic
def move_task(
    task: str, move: str, *, by: User, note: str = "", to: str = "", evidence_suffices: bool = False
) -> Work:
    """Make the move of the table for `task`, as it stands now; `to` is whom it is assigned to.

    PermissionDenied when `by` may not make it (his own repair is not his to confirm);
    ValidationError when it must be told why and is not, or somebody was faster.
    """
    made = MOVES[move]
    work, _new = Work.objects.select_for_update().get_or_create(task=task)
    state: State = work.state  # type: ignore[assignment]
    if state not in made.frm:
        raise ValidationError(_("这项任务的状态刚刚变了，请刷新后再看。"))
    standing = Standing(state, work.repaired_by, evidence_suffices)
    if made not in allowed(standing, username=by.username, permissions=by.duty.permissions):
        raise PermissionDenied
    if made.needs_note and not note.strip():
        raise ValidationError(_("请写明情况：做了什么，或者为什么。"))
    work.state = made.to
    if move == "assign":
        work.assigned_to = to
    if move in BY_COLUMN:
        setattr(work, BY_COLUMN[move], by.username)
    work.save()
    Step.objects.create(task=task, move=move, by=by.username, note=note.strip())
    record(f"task.{move}", task, by=by, detail={"from": state, "to": made.to, "assigned_to": to})
    return work


@transaction.atomic
def comment(task: str, *, by: User, note: str) -> Step:
    """Say a word about a task."""
    if not note.strip():
        raise ValidationError(_("请先写下要说的话。"))
    step = Step.objects.create(task=task, move=COMMENT, by=by.username, note=note.strip())
    record("task.comment", task, by=by)
    return step


@transaction.atomic
def write_visit(visit: Visit, *, answers: Mapping[str, str], by: User) -> Visit:
    """Keep a visit, once: a draft that was kept already is given back as it is.

    PermissionDenied when the draft is another's.
    """
    kept = Visit.objects.filter(draft=visit.draft).first()
    if kept is not None:
        if (kept.written_by, kept.household_id) != (by.username, visit.household_id):
            raise PermissionDenied
        return kept
    visit.written_by = by.username
    visit.save()
    Answer.objects.bulk_create(
        Answer(visit=visit, question=question, said=said)
        for question, said in answers.items()
        if said
    )
    detail = {"draft": str(visit.draft), "answers": len(answers), "for": visit.visited_by}
    record("visit.write", visit.household_id, by=by, detail=detail)
    return visit
