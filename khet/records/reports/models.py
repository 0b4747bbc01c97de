"""Reports that were checked: their versions, what was found in each, and what is said of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.office.models import AttachedFile
from khet.records.registry.models import Unit, User


class CheckedReport(models.Model):
    """A report that somebody brought for a unit to be checked; a further file is a version of it.

    Several files that were checked against each other are a report without a file. ``year`` (BE) is
    the year that it is about, of the kind that ``year_kind`` names; empty where not said.
    """

    class YearKind(models.TextChoices):
        FISCAL = "fiscal", "ปีงบประมาณ"
        ACADEMIC = "academic", "ปีการศึกษา"

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=600)
    year_kind = models.CharField(max_length=8, choices=YearKind, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    brought_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "brought_by", "name"], name="checked_report_once"
            ),
            models.CheckConstraint(
                condition=Q(year_kind="", year=None) | (~Q(year_kind="") & Q(year__isnull=False)),
                name="report_year_has_its_kind",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["area", "unit"])]

    def __str__(self) -> str:
        return self.name


class ReportVersion(models.Model):
    """A report as it was brought and checked; the newest is ``current``, the others stay.

    ``lines`` is its text as ``rules.checking.packed`` keeps it, ``length`` how many lines it has.
    ``checked`` counts what was compared, ``engine`` names the checks that did it. Without a
    ``file`` it is what the versions that it ``compares`` say differently.
    """

    report = models.ForeignKey(CheckedReport, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    current = models.BooleanField(default=True)
    file = models.ForeignKey(AttachedFile, models.PROTECT, null=True, related_name="+")
    compares = models.ManyToManyField("self", symmetrical=False, related_name="compared_in")
    lines = models.BinaryField()
    length = models.PositiveIntegerField()
    checked = models.PositiveIntegerField()
    engine = models.CharField(max_length=16)
    brought_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="report_version_once"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(current=True), name="report_version_current_once"
            ),
        ]


class ReportFinding(models.Model):
    """What doesn't add up in a version, in the order of importance, and what a person says of it.

    ``kind`` and ``sure`` are those of ``rules.checking.finding``. ``mark`` is empty while nobody
    said anything; ``reason`` is why it is accepted. ``figure`` is the address of
    the figure of the records that says otherwise, where one does.
    """

    class Mark(models.TextChoices):
        RIGHT = "right", "จะแก้"
        WRONG = "wrong", "ไม่ใช่ข้อผิด"
        ACCEPTED = "accepted", "ยอมรับ"

    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="findings")
    rank = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True)
    text = models.TextField()
    kind = models.CharField(max_length=12)
    printed = models.TextField()
    expected = models.TextField()
    sure = models.CharField(max_length=8)
    message = models.TextField()
    others = models.JSONField(default=list)
    figure = models.CharField(max_length=300, blank=True)
    mark = models.CharField(max_length=8, choices=Mark, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    marked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "rank"], name="report_finding_rank_once"),
            models.CheckConstraint(
                condition=Q(mark="", marked_by=None) | (~Q(mark="") & Q(marked_at__isnull=False)),
                name="report_mark_has_its_time",
            ),
        ]
