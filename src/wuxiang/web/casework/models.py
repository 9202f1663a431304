"""Work on tasks, and visits; a task and a household are named by their keys alone."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from wuxiang.web.casework.moves import STATES
from wuxiang.web.language import InBoth


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


class Handout(models.Model):
    """Many tasks given to somebody in one act, which can be taken back as one."""

    to = models.CharField(max_length=150)
    by = models.CharField(max_length=150, db_index=True)
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True, max_length=2000)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.pk} {self.to}"


class Step(models.Model):
    """One move of a task, or a word about it; never changed.

    Of a handout it also keeps how the task stood before, so that it can be taken back.
    """

    task = models.CharField(max_length=300, db_index=True)
    move = models.CharField(max_length=12)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    handout = models.ForeignKey(Handout, on_delete=models.PROTECT, null=True, related_name="steps")
    state_before = models.CharField(max_length=12, blank=True)
    with_before = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.task} {self.move}"


class Photo(models.Model):
    """A photo on a task: `name` is its file in the office's folder, and says nothing."""

    name = models.UUIDField(unique=True, default=uuid4)
    task = models.CharField(max_length=300, db_index=True)
    width = models.IntegerField()
    height = models.IntegerField()
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.name)


class Visit(models.Model):
    """One visit or call; `draft` is made on the phone, so that sent twice is kept once.

    `visited_by` is whoever was there, when another than `written_by` typed it: a helper's key or a
    name of sign-in.
    """

    draft = models.UUIDField(unique=True)
    household_id = models.CharField(max_length=40, db_index=True)
    by_telephone = models.BooleanField(default=False)
    visited_on = models.DateField(_("走访日期"))
    seen = models.BooleanField(_("见到本人或家属"), default=True)
    note = models.TextField(_("走访情况"), blank=True, max_length=4000)
    written_by = models.CharField(max_length=150, db_index=True)
    visited_by = models.CharField(_("谁去走访的"), max_length=150, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-visited_on", "-id")

    def __str__(self) -> str:
        return f"{self.household_id} {self.visited_on}"


class Answer(models.Model):
    """What was answered to one question: `said` as the schema writes it, "" for not known.

    `question` is its key in the run, or that of a question that the pack asks of everyone.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=300, db_index=True)
    words_zh = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    words = InBoth("words_zh", "words_en")
    kind = models.CharField(max_length=10, default="text")
    said = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("visit", "question"), name="answered_once_a_visit"),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.said}"
