"""The ledger of a task: which moves there are, who may make them, and that each is written down."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.web.conftest import somebody
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.casework.actions import Said, comment, move_task
from wuxiang.web.casework.models import Step, Work
from wuxiang.web.casework.moves import MOVES, STATES, Gap, Standing, State, allowed
from wuxiang.web.journal.chain import first_break
from wuxiang.web.journal.models import Entry

TASK = "disability_supplement/p1/2019"
EVERYTHING = frozenset().union(*(role.permissions for role in ROLES.values()))


def test_every_state_can_be_reached_and_left() -> None:
    reached = {"open"}
    while more := {m.to for m in MOVES.values() if set(m.frm) & reached} - reached:
        reached |= more
    assert reached == set(STATES)
    left = set(itertools.chain.from_iterable(move.frm for move in MOVES.values()))
    assert left == set(STATES)


def test_every_move_is_somebodys() -> None:
    assert {move.permission for move in MOVES.values()} <= EVERYTHING


@pytest.mark.parametrize("name", ["confirm", "return"])
def test_nobody_confirms_or_returns_his_own(name: str) -> None:
    standing = Standing("repaired", worked_by="li")
    own = [move.name for move in allowed(standing, username="li", permissions=EVERYTHING)]
    others = [move.name for move in allowed(standing, username="wang", permissions=EVERYTHING)]
    assert name not in own
    assert name in others


def test_a_runs_evidence_suffices_for_plain_data_alone() -> None:
    work_only = frozenset({"tasks.work"})
    shown = Standing("repaired", worked_by="li", gap=Gap(gone=True))
    not_shown = Standing("repaired", worked_by="li")
    assert [m.name for m in allowed(shown, username="li", permissions=work_only)] == ["confirm"]
    assert allowed(not_shown, username="li", permissions=work_only) == []


@pytest.mark.parametrize("state", [state for state in STATES if state != "closed"])
def test_where_the_gap_is_gone_closing_is_proposed_however_far_the_work_has_come(
    state: State,
) -> None:
    confirms, works = frozenset({"tasks.confirm"}), frozenset({"tasks.work"})

    def may_close(permissions: frozenset[str], *, gap: Gap, username: str = "wang") -> bool:
        standing = Standing(state, worked_by="li", gap=gap)
        moves = allowed(standing, username=username, permissions=permissions)
        return "confirm" in [move.name for move in moves]

    plain, money = Gap(gone=True), Gap(gone=True, proof=True)
    assert may_close(works, gap=plain, username="li")
    assert not may_close(works, gap=money)
    assert may_close(confirms, gap=money)
    assert not may_close(confirms | works, gap=money, username="li")
    assert may_close(confirms, gap=Gap(proof=True)) is (state == "repaired")


def test_what_is_closed_is_not_closed_again() -> None:
    closed = Standing("closed", worked_by="li", gap=Gap(gone=True))
    moves = allowed(closed, username="wang", permissions=EVERYTHING)
    assert [move.name for move in moves] == ["reopen"]


def test_who_may_nothing_is_offered_nothing() -> None:
    for state in STATES:
        standing = Standing(state)
        assert allowed(standing, username="li", permissions=frozenset()) == []


@pytest.mark.django_db
def test_a_task_goes_its_way_and_each_step_is_written_down() -> None:
    office, helper = somebody("county_office"), somebody("helper")
    move_task(TASK, "assign", by=office, said=Said(to="helper"))
    move_task(TASK, "accept", by=helper)
    with pytest.raises(ValidationError, match="请写明情况"):
        move_task(TASK, "repair", by=helper, said=Said("  "))
    move_task(TASK, "repair", by=helper, said=Said("已到账"))
    with pytest.raises(PermissionDenied):
        move_task(TASK, "confirm", by=helper)
    move_task(TASK, "return", by=office, said=Said("银行回单不清"))
    move_task(TASK, "repair", by=helper, said=Said("附回单"))
    move_task(TASK, "confirm", by=office)
    work = Work.objects.get()
    assert (work.state, work.assigned_to, work.repaired_by, work.closed_by) == (
        "closed", "helper", "helper", "county_office",
    )  # fmt: skip
    steps = list(Step.objects.values_list("move", flat=True))
    assert steps == ["assign", "accept", "repair", "return", "repair", "confirm"]
    acts = list(Entry.objects.order_by("number").values_list("act", flat=True))
    assert acts == [f"task.{step}" for step in steps]
    assert first_break() is None


@pytest.mark.django_db
def test_somebody_who_was_slower_is_told_so() -> None:
    office = somebody("county_office")
    move_task(TASK, "accept", by=office)
    with pytest.raises(ValidationError, match="刚刚变了"):
        move_task(TASK, "accept", by=office)
    assert Step.objects.count() == 1


@pytest.mark.django_db
def test_a_move_of_another_role_is_denied_and_leaves_nothing() -> None:
    with pytest.raises(PermissionDenied):
        move_task(TASK, "assign", by=somebody("helper"), said=Said(to="helper"))
    assert not Work.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_word_about_a_task() -> None:
    user = somebody("insurer")
    comment(TASK, by=user, said=Said("等县残联的名单"))
    with pytest.raises(ValidationError):
        comment(TASK, by=user, said=Said(" "))
    assert Step.objects.get().note == "等县残联的名单"


@pytest.mark.django_db
def test_money_and_works_are_reported_with_a_photo_and_nothing_else_is() -> None:
    office = somebody("county_office")
    move_task(TASK, "accept", by=office)
    with pytest.raises(ValidationError, match="请附照片"):
        move_task(TASK, "repair", by=office, said=Said("已补发"), gap=Gap(proof=True))
    assert Work.objects.get().state == "accepted"
    move_task(TASK, "repair", by=office, said=Said("已改正"), gap=Gap())
    assert Work.objects.get().state == "repaired"


@pytest.mark.django_db
def test_what_was_reopened_is_nobodys_work_any_more() -> None:
    office, other = somebody("county_office"), somebody("finance")
    for move, by in (("accept", office), ("repair", office), ("confirm", other)):
        move_task(TASK, move, by=by, said=Said("办了"))
    move_task(TASK, "reopen", by=office, said=Said("又发现"))
    work = Work.objects.get()
    assert (work.state, work.accepted_by, work.repaired_by, work.closed_by) == ("open", "", "", "")
