"""Work on tasks, and visits; a task and a household are named by their keys alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wuxiang.web.casework.moves import STATES


class Work(models.Model):
    """How far the work on one task has come; a task that nobody touched has none."""

    task = models.CharField(max_length=300, unique=True)
    state = models.CharField(
        max_length=12, choices=list(STATES.items()), default="open", db_index=True
    )
    assigned_to = models.CharField(max_length=150, blank=True, db_index=True)
    accepted_by = models.CharField(max_length=150, blank=True)
    repaired_by = models.CharField(max_length=150, blank=True)
    closed_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="work_state_is_known", condition=models.Q(state__in=list(STATES))
            ),
        )

    def __str__(self) -> str:
        return f"{self.task} {self.state}"


class Step(models.Model):
    """One move of a task, or a word about it; never changed."""

    task = models.CharField(max_length=300, db_index=True)
    move = models.CharField(max_length=12)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.task} {self.move}"


class Visit(models.Model):
    """One visit to a household; `draft` is made on the phone, so that sent twice is kept once."""

    draft = models.UUIDField(unique=True)
    household_id = models.CharField(max_length=40, db_index=True)
    visited_on = models.DateField(_("走访日期"))
    seen = models.BooleanField(_("见到本人或家属"), default=True)
    note = models.TextField(_("走访情况"), blank=True, max_length=4000)
    written_by = models.CharField(max_length=150, db_index=True)
    visited_by = models.CharField(_("替谁填写"), max_length=150, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-visited_on", "-id")

    def __str__(self) -> str:
        return f"{self.household_id} {self.visited_on}"


class Answer(models.Model):
    """What was answered at the door to one question of a run."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=300, db_index=True)
    said = models.CharField(max_length=500)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("visit", "question"), name="answered_once_a_visit"),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.said}"
