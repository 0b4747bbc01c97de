"""What was tested, and which immutable score files hold the results."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.registry.models import Unit
from khet.rules.statuses import ALL


class Sitting(models.Model):
    """One test of one grade in one area, academic year and round.

    The round is kept as given: empty and ``1`` are two sittings. Sittings that were looked up
    ``together`` share what is looked up for all of them at once. Once its answers are closed, no
    school answers its results any more.

    ``pupils`` is never kept: it is whose scores the reader asks for while a page is made.
    """

    together: object = None
    pupils: str = ALL

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    academic_year = models.PositiveSmallIntegerField()
    test = models.CharField(max_length=20)
    round = models.CharField(max_length=1, blank=True)
    grade = models.CharField(max_length=2)
    answers_closed_at = models.DateTimeField(null=True, blank=True)
    answers_closed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area", "academic_year", "test", "round", "grade"], name="sitting_once"
            ),
            models.CheckConstraint(
                condition=Q(academic_year__gte=2500, academic_year__lte=2600),
                name="sitting_year_is_buddhist",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.test} {self.grade} {self.academic_year} {self.round}".strip()

    def is_like(self, other: "Sitting") -> bool:
        """Whether it is the same test, grade and round, of any year, and of the same pupils."""
        mine, theirs = ((one.test, one.grade, one.round, one.pupils) for one in (self, other))
        return mine == theirs


class ScoreFile(models.Model):
    """One accepted import: an immutable file of scores, its source and its report.

    A correction is a further file of the same sitting; the older one stays, no longer current.
    Schools see the newest announced one. ``parameters`` are those that its results were announced
    by, ``None`` before; ``answers_due`` is the day until which schools answer it.
    """

    class State(models.TextChoices):
        CALCULATED = "calculated", "คำนวณแล้ว"
        CHECKED = "checked", "ตรวจแล้ว"
        ANNOUNCED = "announced", "ประกาศแล้ว"

    class Content(models.TextChoices):
        PUPILS = "pupils", "คะแนนรายคน"
        SCHOOLS = "schools", "ค่าเฉลี่ยรายโรงเรียน"

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="files")
    content = models.CharField(max_length=8, choices=Content)
    sha256 = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField()
    current = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State, default=State.CALCULATED)
    checked_by = models.CharField(max_length=150, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    announced_by = models.CharField(max_length=150, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    parameters = models.JSONField(null=True, blank=True)
    answers_due = models.DateField(null=True, blank=True)
    rows = models.PositiveIntegerField()
    source_name = models.CharField(max_length=255)
    source_sha256 = models.CharField(max_length=64)
    report = models.JSONField()
    accepted_warnings = models.TextField(blank=True)
    imported_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "version"], name="score_file_version_once"),
            models.UniqueConstraint(
                fields=["sitting", "content"],
                condition=Q(current=True),
                name="one_current_score_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting} #{self.version}"
