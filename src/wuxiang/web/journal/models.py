"""Entries of the journal, and the end of their chain."""

from django.db import models


class Entry(models.Model):
    """One act, as it was written down; it refers to nothing by foreign key and is never changed."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150, db_index=True)
    role = models.CharField(max_length=40)
    act = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=200, db_index=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number} {self.act} {self.subject}"


class End(models.Model):
    """The one row that says where the chain ends; whoever holds it writes the next entry."""

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
