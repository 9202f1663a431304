"""Changes by hand: a change supersedes one version of a row and adds another; it can be undone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from wuxiang.schema import Table
from wuxiang.sealing import Keys
from wuxiang.web.accounts.models import User
from wuxiang.web.journal.actions import record
from wuxiang.web.registry import secrecy
from wuxiang.web.registry.loading import said, take_back
from wuxiang.web.registry.models import MODELS, Batch, FieldKey, Found, Touched
from wuxiang.web.registry.taking import invented, known
from wuxiang.web.registry.versions import OF, Owner, versions_of

Values = Mapping[str, object]
Names = Mapping[str, str]
ACTS = {"correction": "household.correct", "event": "event.write"}
"""How the journal calls what a batch of each kind does."""


class ChangedMeanwhileError(Exception):
    """Somebody else changed the row first: nothing is written."""


@dataclass(frozen=True)
class Change:
    """What a row of `table` is to say: all its stored columns, and its identities.

    `was` is the version that it replaces; None when there is no such row yet. Where it `ends`,
    `was` is known no more and nothing takes its place.
    """

    table: Table
    values: Values
    names: Names
    was: Any | None = None
    ends: bool = False


@dataclass(frozen=True)
class Act:
    """What is done: an act's kind and its reason, by whom, and the households that it touches."""

    kind: str
    reason: str
    by: User
    households: Sequence[str]
    event: str = ""
    """What kind of event, if it is one."""


def values_of(table: Table, row: Any) -> dict[str, object]:
    """The stored columns of a row."""
    return {column.name: getattr(row, column.name) for column in table.stored}


def change(act: Act, changes: Sequence[Change], *, columns: Iterable[str]) -> Batch:
    """Write the changes in one transaction, with their entry in the journal; the batch they are.

    The entry names `columns` and no value. ChangedMeanwhileError when one of the versions is not
    the known one any more, or a new row is there already; nothing is written then.
    """
    keys = secrecy.office_keys()
    with transaction.atomic():
        batch = _begin(act)
        for one in changes:
            _end_version(one, batch)
            if not one.ends:
                _add_version(keys, one, batch, reason=act.reason)
        people = {str(one.values["person_id"]) for one in changes if one.table.name == "person"}
        index_again(keys, people)
        written = Counter(one.table.name for one in changes if not one.ends)
        batch.rows = {one.table.name: written[one.table.name] for one in changes}
        batch.save()
        detail = {"batch": batch.pk, "rows": batch.rows, "columns": sorted(columns)}
        if act.event:
            detail["event"] = act.event
        for household in act.households:
            record(ACTS[act.kind], household, by=act.by, detail=detail)
    return batch


def undo_change(batch: Batch, *, by: User) -> None:
    """Take a correction or an event back.

    ChangedMeanwhileError when it was taken back already, or a row of it has been changed since.
    """
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        if batch.undone_at is not None or batch.kind not in ACTS:
            raise ChangedMeanwhileError
        if not _stands(batch) or _leaned_on(batch):
            raise ChangedMeanwhileError
        own = Q(in_batch=batch.pk) | Q(superseded_by=batch.pk)
        rows = MODELS["person"].objects.filter(own)
        people = {str(one) for one in rows.values_list("person_id", flat=True)}
        take_back(batch, by=by)
        index_again(secrecy.office_keys(), people)
        for one in batch.touched.all():
            record("change.undo", one.household_id, by=by, detail={"batch": batch.pk})


def index_again(keys: Keys, people: Iterable[str]) -> None:
    """Let people be found by what is known of them now, and by nothing else."""
    wanted = sorted(people)
    Found.objects.filter(person_id__in=wanted).delete()
    rows = list(known("person").filter(person_id__in=wanted, sealed__isnull=False))
    salts = secrecy.salts_of(str(row.person_id) for row in rows)
    Found.objects.bulk_create(
        Found(kind=kind, blind=secrecy.blind(keys, kind, word), person_id=row.person_id)
        for row in rows
        for kind, word in secrecy.words_of(secrecy.names_of("person", row, salts=salts, keys=keys))
    )


def _begin(act: Act) -> Batch:
    batch = Batch.objects.create(
        what=act.reason, kind=act.kind, by=act.by.username, as_of=timezone.localdate(),
        invented=invented(),
    )  # fmt: skip
    Touched.objects.bulk_create(Touched(batch=batch, household_id=one) for one in act.households)
    return batch


def _stands(batch: Batch) -> bool:
    """Whether all that the batch wrote is known still."""
    return all(
        known(name).filter(in_batch=batch.pk).count() == number
        for name, number in batch.rows.items()
    )


def _leaned_on(batch: Batch) -> bool:
    """Whether others have written of a household or a person that the batch began."""
    owners: tuple[Owner, ...] = ("household", "person")
    for owner in owners:
        column = f"{owner}_id"
        written = MODELS[owner].objects.filter(in_batch=batch.pk).values_list(column, flat=True)
        earlier = MODELS[owner].objects.filter(superseded_by=batch.pk)
        for key in written.exclude(**{f"{column}__in": earlier.values(column)}):
            rows = versions_of(owner, str(key), OF[owner], earlier=False)
            if any(one.in_batch != batch.pk and one.values.get(column) == key for one in rows):
                return True
    return False


def _end_version(one: Change, batch: Batch) -> None:
    rows = known(one.table.name)
    if one.was is None:
        if rows.filter(**{name: one.values[name] for name in one.table.key}).exists():
            raise ChangedMeanwhileError
        return
    ended = rows.filter(pk=one.was.pk).update(superseded_at=batch.at, superseded_by=batch.pk)
    if not ended:
        raise ChangedMeanwhileError


def _add_version(keys: Keys, one: Change, batch: Batch, *, reason: str) -> None:
    row = MODELS[one.table.name](
        **one.values,
        recorded_at=batch.at,
        in_batch=batch.pk,
        reason=reason,
        said=said(keys, {**one.values, **one.names}),
        sealed=_sealed(keys, one),
    )
    try:
        row.save(force_insert=True)
    except IntegrityError as error:  # the row is there already, written in this very moment
        raise ChangedMeanwhileError from error


def _sealed(keys: Keys, one: Change) -> bytes | None:
    if not one.names:
        return None
    subject = secrecy.subject_of(one.table, one.values)
    salted, _ = FieldKey.objects.get_or_create(
        subject=subject, defaults={"salt": secrecy.new_salt()}
    )
    own = secrecy.own_keys(keys, bytes(salted.salt))
    return secrecy.sealed_row(own, one.table, subject, identities=one.names)
