"""What was tested, and which immutable score files hold the results."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.registry.models import Unit


class Sitting(models.Model):
    """One test of one grade in one area, academic year and round.

    The round is kept as given: empty and ``1`` are two sittings. Sittings that were looked up
    ``together`` share what is looked up for all of them at once.
    """

    together: object = None

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    academic_year = models.PositiveSmallIntegerField()
    test = models.CharField(max_length=20)
    round = models.CharField(max_length=1, blank=True)
    grade = models.CharField(max_length=2)

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


class ScoreFile(models.Model):
    """One accepted import: an immutable file of scores, its source and its report.

    A correction is a further file of the same sitting; the older one stays, no longer current.
    Schools see the newest announced one.
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


class _WithSchool(models.Manager["Published"]):
    """Published figures come with the school that they are of."""

    def get_queryset(self) -> models.QuerySet["Published"]:
        return super().get_queryset().select_related("school")


class Published(models.Model):
    """What others told the office about a sitting: a value or a colour, with its source.

    ``school`` only where a percent is of one. Percents, limits and means have a ``value`` of at
    most 2 decimals, the area's colour has the key of a ``colour``; ``subject`` may be ``ALL``.
    """

    class What(models.TextChoices):
        LIMIT = "limit", "ขีดจำกัดล่าง"
        PERCENT = "percent", "ร้อยละไม่ผ่าน"
        COLOUR = "colour", "สีของเขต"
        NATIONAL_MEAN = "national-mean", "ค่าเฉลี่ยระดับประเทศ"
        OBEC_MEAN = "obec-mean", "ค่าเฉลี่ย สพฐ."

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="published")
    what = models.CharField(max_length=13, choices=What)
    subject = models.CharField(max_length=40)
    school = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    value = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    colour = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=300)
    told_by = models.CharField(max_length=150)
    told_at = models.DateTimeField(auto_now=True)

    objects = _WithSchool()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "what", "subject"],
                condition=Q(school__isnull=True),
                name="published_once",
            ),
            models.UniqueConstraint(
                fields=["sitting", "what", "subject", "school"],
                condition=Q(school__isnull=False),
                name="published_once_of_a_school",
            ),
            models.CheckConstraint(
                condition=Q(what="percent", school__isnull=False)
                | (~Q(what="percent") & Q(school__isnull=True)),
                name="published_percent_is_of_a_school",
            ),
            models.CheckConstraint(
                condition=(Q(what="colour", value__isnull=True) & ~Q(colour=""))
                | (~Q(what="colour") & Q(value__isnull=False, colour="")),
                name="published_is_a_value_or_a_colour",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=100),
                name="published_value_is_of_a_hundred",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="published_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting} {self.what} {self.subject}"
