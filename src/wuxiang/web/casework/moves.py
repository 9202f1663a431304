"""What may become of a task: the whole ledger as one table of moves.

found → assigned → accepted → repaired → closed; back by `return`, up by `escalate`. Who repaired
something never confirms it himself; where the run's own evidence shows the gap gone, and the gap
is in plain data, whoever repaired it may close it.
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
class Standing:
    """How a task stands: its state, who repaired it, and what the last run says of its gap.

    `evidence_suffices`: the gap is in plain data – no money, no works – and a run finds it gone.
    """

    state: State
    repaired_by: str = ""
    evidence_suffices: bool = False


def allowed(standing: Standing, *, username: str, permissions: frozenset[str]) -> list[Move]:
    """The moves that a user of these permissions may make now, in the order of the table."""
    return [
        move
        for move in MOVES.values()
        if standing.state in move.frm
        and _is_permitted(move, standing, permissions)
        and not (move.by_another and _is_his_own(move, standing, username))
    ]


def _is_permitted(move: Move, standing: Standing, permissions: frozenset[str]) -> bool:
    if move.name == "confirm" and standing.evidence_suffices:
        return bool({"tasks.confirm", "tasks.work"} & permissions)
    return move.permission in permissions


def _is_his_own(move: Move, standing: Standing, username: str) -> bool:
    if move.name == "confirm" and standing.evidence_suffices:
        return False
    return standing.repaired_by == username
