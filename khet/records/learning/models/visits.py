"""Visits to schools: planned, recorded, told, answered, followed up; and what was found."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.learning.models.visit_plan import VisitRequest
from khet.records.office.models import Duty, Evidence, Instrument
from khet.records.registry.models import Unit, User


class Visit(models.Model):
    """A visit to a school, from the plan to its end; one that nobody planned is valid too.

    ``month`` is the first day of the month that it is planned for, ``planned_on`` its day where
    that is known, ``day`` the one on which it was made. ``reasons`` is what the plan proposed it
    for. ``revision`` counts how often the record was written: who sends a text that began from an
    earlier one makes a ``VisitConflict``. ``follows`` is the visit that this one follows up.
    """

    class Kind(models.TextChoices):
        PROJECT = "project", "นิเทศตามโครงการในแผนปฏิบัติการ"
        POLICY = "policy", "นิเทศตามนโยบาย"
        ONLINE = "online", "นิเทศ Online"
        REQUEST = "request", "นิเทศตามความต้องการของสถานศึกษา"

    class State(models.TextChoices):
        DRAFT = "draft", "ร่างแผน"
        PLANNED = "planned", "วางแผนแล้ว"
        DONE = "done", "ออกนิเทศแล้ว"
        TOLD = "told", "แจ้งโรงเรียนแล้ว"
        ANSWERED = "answered", "โรงเรียนตอบแล้ว"
        FOLLOWED = "followed", "ติดตามซ้ำแล้ว"
        CLOSED = "closed", "ปิดแล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    school = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.POLICY)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    lead = models.ForeignKey(User, models.PROTECT, related_name="+")
    team = models.ManyToManyField(User, related_name="+", blank=True)
    instruments = models.ManyToManyField(Instrument, related_name="+", blank=True)
    month = models.DateField()
    planned_on = models.DateField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    request = models.ForeignKey(
        VisitRequest, models.PROTECT, null=True, blank=True, related_name="visits"
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers"
    )
    day = models.DateField(null=True, blank=True)
    strengths = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    follow_note = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(max_length=150, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.CharField(max_length=150, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=5),
                name="visit_level_is_of_five",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "planned", "cancelled"])
                | Q(day__isnull=False, recorded_at__isnull=False),
                name="visit_made_has_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["area", "-day", "-id"]),
            models.Index(fields=["area", "state", "month"]),
            models.Index(fields=["school", "-day"]),
            models.Index(fields=["lead", "month"]),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.day or self.month}"


class VisitTopic(models.Model):
    """A topic of a visit; one visit may have several."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="topics")
    name = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "name"], name="topic_of_a_visit_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name


class Finding(models.Model):
    """What a visit found that the school should change, until when.

    ``duty`` is the school's, opened when the school is told; the finding is closed when that is
    accepted or waived, so whether it is open is the duty's to say. ``due`` is the day that the
    visit gave; the one that holds is ``until``.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    topic = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    action = models.CharField(max_length=500)
    due = models.DateField()
    duty = models.OneToOneField(Duty, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.action

    @property
    def until(self) -> date:
        """Until when it is to be mended: the duty's day, which may have been put off."""
        return self.duty.due if self.duty else self.due


class FindingCheck(models.Model):
    """What a later visit saw of a finding: mended or not yet."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="checks")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="checked")
    mended = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["finding", "visit"], name="finding_checked_once"),
        ]


class VisitPhoto(models.Model):
    """A picture of a visit; its number is made on the device, so that twice is once."""

    uuid = models.UUIDField(unique=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="photos")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]


class VisitConflict(models.Model):
    """A record of a visit that began from an earlier text than the one kept; both stay.

    ``content`` is the record as it was sent, ``before`` the one that was kept then.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="conflicts")
    content = models.JSONField()
    before = models.JSONField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=150)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=150, blank=True)
    used = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]


class SupervisionBook(models.Model):
    """What a supervisor says of a month (``2569-11``), beside the month's visits."""

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)
    summary = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "month"], name="book_of_a_month_once"),
        ]
