"""Secrets, the draws that they make, and the checks that come of them; people by their keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _

IN_ORDER, UNREACHED = "in_order", "unreached"
RESULTS = {
    IN_ORDER: _("属实，没有问题"),
    "problem": _("发现问题"),
    UNREACHED: _("没有找到人"),
}


class Secret(models.Model):
    """What one person binds himself to for the draw of a day: `bound` is its hash.

    `told` is "" until the day has come and he tells it.
    """

    day = models.DateField(db_index=True)
    by = models.CharField(max_length=150)
    bound = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    told = models.CharField(max_length=200, default="")

    class Meta:
        ordering = ("day", "by")
        constraints = (models.UniqueConstraint(fields=("day", "by"), name="bound_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.by}"


class Draw(models.Model):
    """The draw of a day: of `keys` helpers or households, as known at `known_at`, so many."""

    day = models.DateField(unique=True)
    base = models.CharField(max_length=20)
    per_cent = models.DecimalField(max_digits=7, decimal_places=4)
    known_at = models.DateTimeField()
    keys = models.IntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-day",)

    def __str__(self) -> str:
        return str(self.day)


class Check(models.Model):
    """A household that chance picked, with whose helper; open until somebody says what he found."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="checks")
    rank = models.IntegerField()
    household_id = models.CharField(max_length=40, db_index=True)
    helper_id = models.CharField(max_length=40, null=True)
    result = models.CharField(
        _("结果"), max_length=12, blank=True, choices=list(RESULTS.items()), db_index=True
    )
    note = models.TextField(_("情况"), blank=True, max_length=2000)
    by = models.CharField(max_length=150, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-draw__day", "rank")
        constraints = (models.UniqueConstraint(fields=("draw", "rank"), name="drawn_once_a_rank"),)

    def __str__(self) -> str:
        return f"{self.draw_id} {self.rank}"
