"""What may become of a task: the whole ledger as one table of moves.

found → assigned → accepted → repaired → closed; back by `return`, up by `escalate`. Where a run
finds the gap gone, closing is proposed, however far the work has come. Who repaired something
never confirms it himself; only where the gap is in plain data is the run's evidence enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

State = Literal["open", "assigned", "accepted", "repaired", "closed", "escalated"]
STATES: Mapping[State, object] = {
    "open": _("待交办"),
    "assigned": _("已交办"),
    "accepted": _("已认领"),
    "repaired": _("已整改，待复核"),
    "closed": _("已销号"),
    "escalated": _("已上报"),
}


@dataclass(frozen=True)
class Move:
    """One step: from which states to which, with what permission, and what it must be told."""

    name: str
    label: object
    frm: tuple[State, ...]
    to: State
    permission: str
    needs_note: bool = False
    by_another: bool = False


MOVES: Mapping[str, Move] = {
    move.name: move
    for move in (
        Move("assign", _("交办"), ("open", "assigned", "escalated"), "assigned", "tasks.assign"),
        Move("unassign", _("撤回交办"), ("assigned",), "open", "tasks.assign"),
        Move("accept", _("认领"), ("open", "assigned"), "accepted", "tasks.work"),
        Move("repair", _("整改完成"), ("accepted",), "repaired", "tasks.work", needs_note=True),
        Move(
            "confirm", _("复核销号"), ("repaired",), "closed", "tasks.confirm", by_another=True
        ),
        Move(
            "return", _("退回重办"), ("repaired",), "accepted", "tasks.confirm",
            needs_note=True, by_another=True,
        ),
        Move(
            "escalate", _("上报"), ("open", "assigned", "accepted"), "escalated", "tasks.work",
            needs_note=True,
        ),
        Move(
            "reopen", _("重新打开"), ("closed",), "open", "tasks.confirm", needs_note=True
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """What is known of the gap behind a task.

    `gone`: the last run no longer finds it. `proof`: it is about money or works; who reports it
    repaired shows a photo, and another confirms.
    """

    gone: bool = False
    proof: bool = False

    @property
    def evidence_suffices(self) -> bool:
        """Whether the run's word is enough to close the task."""
        return self.gone and not self.proof


NOTHING_KNOWN = Gap()


@dataclass(frozen=True)
class Standing:
    """How a task stands: its state, whose work it was, and its gap."""

    state: State
    worked_by: str = ""
    gap: Gap = NOTHING_KNOWN

    def begins(self, move: Move) -> bool:
        """Whether the move starts from here."""
        if move.name == "confirm" and self.gap.gone:
            return self.state != "closed"
        return self.state in move.frm


def allowed(standing: Standing, *, username: str, permissions: frozenset[str]) -> list[Move]:
    """The moves that a user of these permissions may make now, in the order of the table."""
    return [
        move
        for move in MOVES.values()
        if standing.begins(move)
        and _is_permitted(move, standing, permissions)
        and not (move.by_another and _is_his_own(move, standing, username))
    ]


def _is_permitted(move: Move, standing: Standing, permissions: frozenset[str]) -> bool:
    if move.name == "confirm" and standing.gap.evidence_suffices:
        return bool({"tasks.confirm", "tasks.work"} & permissions)
    return move.permission in permissions


def _is_his_own(move: Move, standing: Standing, username: str) -> bool:
    if move.name == "confirm" and standing.gap.evidence_suffices:
        return False
    return standing.worked_by == username
