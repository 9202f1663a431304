"""The days of draws, as they are shown."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Q

from wuxiang.web.accounts.models import User
from wuxiang.web.draws.actions import LEAST_PEOPLE
from wuxiang.web.draws.models import Draw, Secret

MOST_SECRETS = 120


@dataclass(frozen=True)
class Day:
    """A day of a draw: who is bound and whether he has told, what was drawn and checked.

    Who is bound is told by his name of sign-in.
    `alone` is whether only one person is bound; `mine` whether the user owes his secret now.
    """

    day: date
    bound: list[tuple[str, bool]]
    alone: bool
    mine: bool
    draw: Draw | None
    drawn: int = 0
    done: int = 0


def days(user: User, *, today: date) -> list[Day]:
    """The days that somebody is bound for, the last first."""
    secrets = list(Secret.objects.order_by("-day", "by")[:MOST_SECRETS])
    draws = Draw.objects.filter(day__in={one.day for one in secrets}).annotate(
        drawn=Count("checks"), done=Count("checks", filter=~Q(checks__result=""))
    )
    made = {draw.day: draw for draw in draws}
    found = []
    for day, some in groupby(secrets, key=lambda one: one.day):
        own, draw = list(some), made.get(day)
        found.append(
            Day(
                day=day,
                bound=[(one.by, bool(one.told)) for one in own],
                alone=len(own) < LEAST_PEOPLE,
                mine=day <= today and any(_owes(one, user) for one in own),
                draw=draw,
                drawn=draw.drawn if draw else 0,
                done=draw.done if draw else 0,
            )
        )
    return found


def _owes(one: Secret, user: User) -> bool:
    return one.by == user.username and not one.told
