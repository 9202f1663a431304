"""Who may take a task: whom somebody may hand it to, and who sees it himself.

It is `tasks_of` read from the other end: there the tasks of a user, here the users of tasks.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from wuxiang.web.accounts.models import TOWNSHIP_DIGITS, User
from wuxiang.web.accounts.roles import ROLES, Reach
from wuxiang.web.decisions.fetch import OF_OFFICE, tasks_of
from wuxiang.web.decisions.models import Task
from wuxiang.web.language import noted
from wuxiang.web.registry.taking import known

MOST_LISTED = 50
"""So many are listed, or one more; where there are more they are looked for."""
AREA_DIGITS = (6, TOWNSHIP_DIGITS, 12)
"""How long the code of an area may be: a county's, a township's, a village's."""
Choices = list[tuple[str, list[tuple[str, str]]]]


def workers(user: User, tasks: "QuerySet[Task]") -> "QuerySet[User]":
    """Whom `user` may hand one or more of `tasks`: who works, is within his reach, and sees one.

    By role and name.
    """
    roles = [name for name, role in ROLES.items() if "tasks.work" in role.permissions]
    found = User.objects.filter(is_active=True, role__in=roles).exclude(pk=user.pk)
    found = found.annotate(begins=Substr("area", 1, TOWNSHIP_DIGITS))
    if user.scope.nobody:
        return found.none()
    if user.scope.prefix:
        helpers = tasks_of(user).order_by().values("helper_id")
        own = Q(role__in=_reaching("own"), helper_id__in=helpers)
        found = found.filter(Q(area__startswith=user.scope.prefix) | own)
    return found.filter(_see(tasks.order_by())).order_by("role", "name", "username")


def worker(user: User, tasks: "QuerySet[Task]", username: str) -> User:
    """The worker of this name of sign-in among them; ValidationError if he is none."""
    found = workers(user, tasks).filter(username=username).first()
    if found is None:
        raise ValidationError(
            _("不能交办给他：他看不到选中的任务，或不在您能交办的人里。请从列表里选。")
        )
    return found


@dataclass(frozen=True)
class Listed:
    """People to choose from, by role; `many` where not all are listed, and so are looked for."""

    people: Choices
    words: str
    many: bool


NOBODY = Listed([], "", many=False)


def listed(user: User, tasks: "QuerySet[Task]", *, words: str = "", chosen: str = "") -> Listed:
    """The workers among whom `user` chooses: those with these words, and him who was chosen."""
    found = workers(user, tasks)
    wanted = _looked_for(found, words) | found.filter(username=chosen)
    people = _choices(wanted[: MOST_LISTED + 1])
    number = sum(len(of_role) for _role, of_role in people)
    return Listed(people, words, many=bool(words) or number > MOST_LISTED)


def _looked_for(found: "QuerySet[User]", words: str) -> "QuerySet[User]":
    """Those whose name, office, place or unit has these words; everybody where there are none."""
    if not words:
        return found
    places = known("area").filter(name__contains=words).values("area_code")
    helpers = known("helper").filter(unit__contains=words).values("helper_id")
    called = Q(name__contains=words) | Q(office__contains=words) | Q(username__contains=words)
    return found.filter(
        called | Q(area__in=places) | Q(role__in=_reaching("own"), helper_id__in=helpers)
    )


def _choices(found: "QuerySet[User]") -> Choices:
    """People to choose from, by role: each with his office, place or unit beside the name."""
    places = known("area").filter(area_code=OuterRef("area")).order_by("-valid_from")
    helpers = known("helper").filter(helper_id=OuterRef("helper_id"))
    rows = found.annotate(
        place=Subquery(places.values("name")[:1]), unit=Subquery(helpers.values("unit")[:1])
    )
    by_role: dict[str, list[tuple[str, str]]] = {name: [] for name in ROLES}
    for role, username, name, *where in rows.values_list(
        "role", "username", "name", "office", "place", "unit"
    ):
        told = next(filter(None, where), "")
        by_role[role].append((username, noted(name, told)))
    return [(str(ROLES[role].label), people) for role, people in by_role.items() if people]


def _see(tasks: "QuerySet[Task]") -> Q:
    """Users who see one or more of the tasks, role by role as in `tasks_of`."""
    offices = Q(office__in=tasks.values("office")) | Q(office__in=tasks.values("lead"))
    everywhere = [name for name in _reaching("county") if name not in OF_OFFICE]
    township = _beginnings(tasks, TOWNSHIP_DIGITS)
    of_village = Q()
    for digits in AREA_DIGITS:
        of_village |= Q(area__in=_beginnings(tasks, digits))
    return (
        Q(role__in=everywhere)
        | Q(role__in=OF_OFFICE) & offices
        | Q(role="finance") & Exists(tasks.exclude(kind="breach"))
        | Q(role__in=_reaching("township")) & Q(begins__in=township)
        | Q(role__in=_reaching("village")) & of_village
        | Q(role__in=_reaching("own"), helper_id__in=tasks.values("helper_id"))
    )


def _beginnings(tasks: "QuerySet[Task]", digits: int) -> "QuerySet[Task, Any]":
    """What the codes of the tasks' villages begin with."""
    begun = tasks.annotate(begins=Substr("village_code", 1, digits))
    return begun.values("begins").distinct()


def _reaching(reach: Reach) -> list[str]:
    return [name for name, role in ROLES.items() if role.reach == reach]
