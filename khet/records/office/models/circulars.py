"""What goes to many: whom a letter was sent to, who has read it, and what each answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.office.models.files import AttachedFile
from khet.records.office.models.instruments import InstrumentVersion
from khet.records.office.models.letters import Letter
from khet.records.registry.models import Unit, User


class Circular(models.Model):
    """The sending of a letter to many, and what is asked of each.

    ``audience`` is whom it was written to, as ``rules.circulars`` reads it. An answer is a
    ``text``, a ``form`` (``instrument``), a ``file``, or the office's own ``workbook``
    (``template``); ``due`` is the day for it. Sent once; ``closed_at`` takes no more answers.
    """

    class Asks(models.TextChoices):
        READ = "read", "รับทราบ"
        TEXT = "text", "ตอบข้อความ"
        FILE = "file", "ส่งไฟล์"
        FORM = "form", "ตอบแบบสอบถาม"
        WORKBOOK = "workbook", "กรอกไฟล์ Excel ของสำนักงาน"

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="circular")
    audience = models.JSONField(default=list)
    asks = models.CharField(max_length=8, choices=Asks, default=Asks.READ)
    ask_note = models.CharField(max_length=500, blank=True)
    due = models.DateField(null=True, blank=True)
    instrument = models.ForeignKey(
        InstrumentVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    template = models.ForeignKey(
        AttachedFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)


class Receipt(models.Model):
    """A circular as one receiver has it: a school or group, or a person.

    ``sent_at`` is the circular's, so that an inbox is read in its order from here alone. ``acting``
    tells that an acting head received it. ``cells`` are what a workbook that was sent in says, by
    sheet and cell, ``odd`` what is missing or odd in it. A ``returned`` answer is to be sent again.
    """

    class State(models.TextChoices):
        UNREAD = "unread", "ยังไม่รับทราบ"
        READ = "read", "รับทราบแล้ว"
        ANSWERED = "answered", "ตอบแล้ว"
        RETURNED = "returned", "ส่งกลับแก้ไข"

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="receipts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.UNREAD)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.CharField(max_length=150, blank=True)
    acting = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    cells = models.JSONField(default=dict, blank=True)
    odd = models.JSONField(default=list, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["circular", "unit"], condition=Q(unit__isnull=False), name="unit_gets_once"
            ),
            models.UniqueConstraint(
                fields=["circular", "user"],
                condition=Q(user__isnull=False),
                name="person_gets_once",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, user=None) | Q(unit=None, user__isnull=False),
                name="receipt_is_of_one",
            ),
            models.CheckConstraint(
                condition=Q(state="unread", read_at=None)
                | (~Q(state="unread") & Q(read_at__isnull=False)),
                name="receipt_is_read_at_a_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-sent_at"]),
            models.Index(fields=["user", "-sent_at"]),
            models.Index(fields=["unit", "state", "-sent_at"]),
            models.Index(fields=["user", "state", "-sent_at"]),
            models.Index(fields=["circular", "state"]),
        ]
