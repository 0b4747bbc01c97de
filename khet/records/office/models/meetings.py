"""Meetings: what is to be spoken of, who came, what was said, what follows."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khet.records.office.models.bodies import Body, Seat
from khet.records.registry.models import Unit, User


class Meeting(models.Model):
    """A meeting of a body, of one day or several.

    ``number`` and ``year`` (BE) follow the body's numbering; ``printed`` is what a paper says where
    it differs. ``sections`` are the headings of the agenda. Groups enter their items until
    ``closes``. ``host`` is the unit whose turn it is.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "กำหนดไว้"
        CALLED = "called", "เชิญแล้ว"
        HELD = "held", "ประชุมแล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    printed = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300, blank=True)
    begins = models.DateField()
    ends = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    finishes = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    host = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    sections = models.JSONField(default=list)
    closes = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "year", "number"],
                condition=~Q(state="cancelled"),
                name="meeting_number_once",
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")), name="meeting_ends_after_it_begins"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["begins"]),
            models.Index(fields=["body", "begins"]),
        ]


class Item(models.Model):
    """An item of a meeting's agenda, in a section (from 1), with what was said and resolved."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    section = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    discussion = models.TextField(blank=True)
    resolution = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["section", "place", "pk"]


class Attendance(models.Model):
    """One who is expected at a meeting, and whether that one came.

    Rows are made of the body's seats when the meeting is called; ``name`` and ``post`` are as they
    were then. ``instead`` is who came in the place of the one expected.
    """

    class State(models.TextChoices):
        EXPECTED = "", "ยังไม่บันทึก"
        PRESENT = "present", "ผู้มาประชุม"
        ABSENT = "absent", "ผู้ไม่มาประชุม"
        SUBSTITUTE = "substitute", "ผู้มาประชุมแทน"
        ACTING = "acting", "ผู้รักษาการ"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=10, choices=Seat.Part, default=Seat.Part.MEMBER)
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.EXPECTED, blank=True)
    instead = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "person", "unit"],
                condition=Q(person__isnull=False),
                name="attends_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False, unit=None),
                name="attends_for_no_unit_once",
            ),
        ]


class Minutes(models.Model):
    """The minutes of a meeting, from draft to adoption.

    ``adopted_in`` is the meeting that adopted them, none where that was done by circulation.
    ``reason`` is why the executives gave them back, until they are proposed again.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        PROPOSED = "proposed", "เสนอผู้บริหารแล้ว"
        CIRCULATED = "circulated", "แจ้งเวียนแล้ว ยังไม่รับรอง"
        ADOPTED = "adopted", "รับรองแล้ว"

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    published = models.BooleanField(default=False)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.CharField(max_length=150, blank=True)
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_by = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    adopted_at = models.DateField(null=True, blank=True)
    adopted_in = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")


class MinutesVersion(models.Model):
    """The minutes as they stood when they were proposed, corrected or adopted; never changed."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "number"], name="minutes_version_once"),
        ]


class Instruction(models.Model):
    """What a meeting told somebody to do, or recommends; its duties say who owes it and how far.

    ``owners`` say whose it is, as words that ``actions.owners`` reads; the duties follow when the
    minutes are circulated. A recommendation is answered by a record of any kind and some words.
    """

    class Kind(models.TextChoices):
        INSTRUCTION = "instruction", "ข้อสั่งการ"
        RECOMMENDATION = "recommendation", "ข้อเสนอแนะ"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="instructions")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.INSTRUCTION)
    text = models.CharField(max_length=500)
    owners = models.JSONField(default=list)
    due = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answer_kind = models.CharField(max_length=60, blank=True)
    answer_key = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text
