"""The register's tables, made from the vocabulary: wuxiang.schema is the only list of columns.

A row is never overwritten: a correction supersedes it and adds another, so that the state as of any
day can be asked as it was known on any day. Identities of a row are sealed together in `sealed`.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext

from wuxiang.schema import TABLES, Column, Table

LINKS = (
    *("household_id", "person_id", "house_id"),
    *("village_code", "helper_id", "other_household_id"),
)
"""Columns by which rows are found, beside their keys."""
BY_PLACE = ("household", "village_code")
"""Households are listed and counted by place, as far as they are known now."""
KINDS = ("import", "correction", "event", "check")
"""What a batch is: an import, a correction by hand, an event of a household, a random check.

The last says nothing of the household itself, so that no answer about it is older than it.
"""


class Batch(models.Model):
    """One import, correction or event: what came in together and can be undone together.

    From `at` on its rows are known; `rows` counts them by table. `snapshot` is the hash of the
    manifest of the snapshot that was loaded, "" of what was done by hand.
    """

    what = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, default="import")
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateField()
    invented = models.BooleanField(default=False)
    snapshot = models.CharField(max_length=64, default="")
    rows = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, default="")

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="batch_kind_is_known", condition=models.Q(kind__in=KINDS)),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def reason(self) -> str:
        """Why it was done: what somebody wrote, or which import it was."""
        if self.kind != "import":
            return self.what
        number = self.what.removeprefix("import/")
        if number != self.what:
            return gettext("第 %(number)s 次导入") % {"number": number}
        return gettext("用命令录入的名单，截至 %(day)s") % {"day": self.as_of}


class Touched(models.Model):
    """A household that an import, a correction or an event has changed.

    The first import touches none: nothing has looked at a household before.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="touched")
    household_id = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("batch", "household_id"), name="touched_once_by_a_batch"
            ),
        )

    def __str__(self) -> str:
        return self.household_id


class Row(models.Model):
    """What every row of the register has beside its columns.

    It was known from `recorded_at` until `superseded_at` (None: it is known now), when the batch
    `superseded_by` took its place. `said` is a keyed hash of all that the row says.
    """

    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.BigIntegerField(null=True)
    in_batch = models.BigIntegerField()
    said = models.CharField(max_length=32)
    reason = models.CharField(max_length=200, default="")
    sealed = models.BinaryField(null=True)

    class Meta:
        abstract = True


class FieldKey(models.Model):
    """The salt of the key under which a person's, household's or helper's identities are sealed.

    Whoever is erased has this row destroyed: what was sealed under it stays unreadable for good.
    """

    subject = models.CharField(max_length=40, primary_key=True)
    salt = models.BinaryField()

    def __str__(self) -> str:
        return self.subject


class Found(models.Model):
    """One way to find a person: the blind index of his ID number, name, or pinyin initials."""

    kind = models.CharField(max_length=8)
    blind = models.CharField(max_length=32)
    person_id = models.CharField(max_length=40, db_index=True)

    class Meta:
        indexes = (models.Index(fields=("blind", "kind"), name="found_by_blind"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


def _field(column: Column) -> "models.Field[object, object]":
    empty: dict[str, Any] = {"null": True, "blank": True, "verbose_name": column.zh}
    match column.kind:
        case "text":
            return models.TextField(**empty)
        case "code":
            return models.CharField(max_length=40, **empty)
        case "integer":
            return models.IntegerField(**empty)
        case "number":
            return models.DecimalField(max_digits=18, decimal_places=4, **empty)
        case "money":
            return models.DecimalField(max_digits=18, decimal_places=2, **empty)
        case "date":
            return models.DateField(**empty)
    return models.BooleanField(**empty)


def _model(table: Table) -> type[Row]:
    name = "".join(part.capitalize() for part in table.name.split("_"))
    stored = {column.name: _field(column) for column in table.stored}
    known = models.Q(superseded_at__isnull=True)
    indexes = [models.Index(fields=["in_batch"], name=f"{table.name[:20]}_batch")] + [
        models.Index(fields=[link], name=f"{table.name[:20]}_{link[:7]}")
        for link in LINKS
        if link in stored and table.key[0] != link and (table.name, link) != BY_PLACE
    ]
    if table.name == BY_PLACE[0]:
        indexes.append(
            models.Index(fields=[BY_PLACE[1], *table.key], condition=known, name="household_place")
        )
    if table.key[0] in LINKS:  # known rows are found by the constraint below
        indexes.append(
            models.Index(
                fields=[table.key[0]],
                condition=models.Q(superseded_at__isnull=False),
                name=f"{table.name[:20]}_earlier",
            )
        )
    meta = type(
        "Meta",
        (),
        {
            "db_table": f"registry_{table.name}",
            "verbose_name": table.zh,
            "indexes": indexes,
            "constraints": [
                models.UniqueConstraint(
                    fields=table.key, condition=known, name=f"{table.name[:20]}_known_once"
                )
            ],
        },
    )
    words = f"{table.zh}: {table.en}."
    return type(
        name,
        (Row,),
        {"__module__": __name__, "__doc__": words, "Meta": meta, "table": table, **stored},
    )


MODELS: Mapping[str, Any] = {name: _model(table) for name, table in TABLES.items()}
"""The model of each table of the vocabulary, by its name; Any, for their columns are made here."""
