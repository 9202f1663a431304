"""Adopted runs, and what the last of them proposes for each household."""

from django.db import models

from wuxiang.web.language import InBoth, Titled


class Adopted(models.Model):
    """A run that the office works from; the folder itself stays where it is, unchanged.

    What it knows of the register is as of `known_at`, or of the snapshot whose manifest has the
    hash `snapshot`; a household that was changed later is to be rechecked.
    """

    folder = models.CharField(max_length=500)
    as_of = models.DateField()
    known_at = models.DateTimeField()
    snapshot = models.CharField(max_length=64, default="")
    pack_hash = models.CharField(max_length=64)
    manifest_hash = models.CharField(max_length=64)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    rows = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.as_of} {self.folder}"


class Due(Titled):
    """What somebody is due by one policy, and what of it arrived; yuan."""

    run = models.ForeignKey(Adopted, on_delete=models.CASCADE)
    policy = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)
    household_id = models.CharField(max_length=40, null=True, db_index=True)
    person_id = models.CharField(max_length=40, null=True)
    period = models.CharField(max_length=200, null=True)
    due = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    delivered = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    kind = models.CharField(max_length=10)
    reason = models.CharField(max_length=20, null=True)
    payable = models.BooleanField(null=True)

    def __str__(self) -> str:
        return f"{self.policy} {self.subject}"


class Task(Titled):
    """One gap, as the run found it: what is lacking, whose task it is, and by when."""

    run = models.ForeignKey(Adopted, on_delete=models.CASCADE)
    task = models.CharField(max_length=300, db_index=True)
    policy = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    household_id = models.CharField(max_length=40, null=True, db_index=True)
    person_id = models.CharField(max_length=40, null=True)
    village_code = models.CharField(max_length=12, null=True, db_index=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    reason = models.CharField(max_length=20, null=True)
    failed = models.TextField(null=True)
    """The standards that do not hold, in the words of the law, which is Chinese."""
    lead = models.CharField(max_length=60)
    lead_en = models.TextField()
    lead_called = InBoth("lead", "lead_en")
    office = models.CharField(max_length=60, db_index=True)
    office_en = models.TextField()
    office_called = InBoth("office", "office_en")
    helper_id = models.CharField(max_length=40, null=True, db_index=True)
    due_on = models.DateField(db_index=True)
    due_on_provisional = models.BooleanField(default=False)
    since = models.DateField()
    state = models.CharField(max_length=20)
    confirmed = models.BooleanField(default=False)
    proof = models.BooleanField(default=False)
    """Money or works: who reports it done shows a photo, and somebody else confirms."""

    class Meta:
        ordering = ("due_on", "-amount", "task")

    def __str__(self) -> str:
        return self.task


class Question(Titled):
    """One thing that nobody has told us, and the money that hangs on it."""

    run = models.ForeignKey(Adopted, on_delete=models.CASCADE)
    question = models.CharField(max_length=300)
    missing = models.CharField(max_length=64)
    words_zh = models.TextField()
    words_en = models.TextField()
    words = InBoth("words_zh", "words_en")
    kind = models.CharField(max_length=10)
    choices = models.JSONField(default=list)
    """The codes that may be answered, each with its label in both languages."""
    subject = models.CharField(max_length=200, null=True)
    household_id = models.CharField(max_length=40, null=True, db_index=True)
    person_id = models.CharField(max_length=40, null=True)
    village_code = models.CharField(max_length=12, null=True)
    at_stake = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    office = models.CharField(max_length=60)
    helper_id = models.CharField(max_length=40, null=True)

    class Meta:
        ordering = (models.F("at_stake").desc(nulls_last=True), "question")

    def __str__(self) -> str:
        return self.question


class Posted(models.Model):
    """A notice as it was printed for a village: which days it says that it hangs, and how long.

    `last_day` is None where the pack does not say for how many days; `rows` counts the households.
    """

    village_code = models.CharField(max_length=12, db_index=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    rows = models.IntegerField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.village_code} {self.first_day}"
