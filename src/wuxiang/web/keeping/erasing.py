"""Whoever is to be forgotten: the key of his fields is destroyed, the amounts and acts remain.

Who was erased is kept beside the keys, so that no backup brings him back.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Count, Max, Min, Q

from wuxiang.errors import UserError
from wuxiang.schema import TABLES
from wuxiang.sealing import key_file
from wuxiang.web.decisions.models import Task
from wuxiang.web.journal.actions import record
from wuxiang.web.registry.models import MODELS, FieldKey, Found
from wuxiang.web.registry.taking import known


@dataclass(frozen=True)
class Hold:
    """A reason for which somebody's identity must be kept for now, and who says when it ends.

    `kind` is its word in the journal.
    """

    kind: str
    what: str
    ends: str

    def __str__(self) -> str:
        return f"{self.what}: {self.ends}"


def holds_on(subject: str) -> list[Hold]:
    """What speaks against erasing a person, household or helper today."""
    own = Q(person_id=subject) | Q(household_id=subject)
    held = []
    paid = (
        known("benefit_paid")
        .filter(own)
        .aggregate(n=Count("id"), a=Min("paid_on"), z=Max("paid_on"))
    )
    if paid["n"]:
        what = f"{paid['n']} payments from {paid['a']} to {paid['z']} (会计档案)"
        ends = "the finance office says when their term of keeping has ended"
        held.append(Hold("payments", what, ends))
    if Task.objects.filter(own).exists():
        held.append(Hold("tasks", "tasks of the adopted run (任务)", "they are closed first"))
    if known("person").filter(own, left_on__isnull=True).exists():
        held.append(
            Hold("registered", "on the register today (在册)", "the register says who left or died")
        )
    if known("pairing").filter(helper_id=subject, to_date__isnull=True).exists():
        held.append(
            Hold("helping", "a helper of households today (在帮)", "the pairings are ended first")
        )
    return held


@transaction.atomic
def erase(subject: str, *, ground: str, lifted: str = "") -> int:
    """Destroy the key of somebody's fields and what finds him; how many rows lost their names.

    `ground` says who decided it and why. UserError when nobody of that key is known, or when
    something holds him and `lifted` does not say who confirmed that it no longer does.
    """
    key = FieldKey.objects.filter(subject=subject).first()
    if key is None:
        raise UserError(
            f"nobody with identities is known as {subject}",
            remedy="take the key of the person, household or helper from the address of his page",
        )
    held = holds_on(subject)
    if held and not lifted.strip():
        listed = "; ".join(map(str, held))
        raise UserError(
            f"{subject} is held by law or by open work: {listed}",
            remedy='say who confirmed that it has ended: --hold-lifted "office, paper, day"',
        )
    _remember(subject)
    rows = _destroy(subject)
    detail = {"ground": ground, "hold_lifted": lifted, "held": [one.kind for one in held]}
    record("person.erase", subject, by=None, detail=detail | {"rows": rows})
    return rows


def erase_again() -> int:
    """After a restore: erase those who were erased since the backup was made; how many they are."""
    file = _list()
    subjects = file.read_text("utf-8").split()[::2] if file.exists() else []
    there = FieldKey.objects.filter(subject__in=subjects).values_list("subject", flat=True)
    found = list(there)
    for subject in found:
        _destroy(subject)
    return len(found)


def _destroy(subject: str) -> int:
    """Without his salt, what was sealed for him stays in its rows and can be opened by nobody."""
    FieldKey.objects.filter(subject=subject).delete()
    Found.objects.filter(person_id=subject).delete()
    return sum(
        MODELS[name].objects.filter(**{table.key[0]: subject}, sealed__isnull=False).count()
        for name, table in TABLES.items()
        if table.sealed
    )


def _remember(subject: str) -> None:
    """Write him down beside the keys before anything is destroyed."""
    line = f"{subject} {datetime.now(UTC):%Y-%m-%d}\n"
    descriptor = os.open(_list(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _list() -> Path:
    return key_file().with_name("erased")
