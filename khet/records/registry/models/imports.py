"""Files that people bring, from the moment they are dropped until they are kept or thrown away."""

import uuid
from typing import ClassVar

from django.db import models

from khet.records.registry.models.people import User
from khet.records.registry.models.units import Unit


class Import(models.Model):
    """A file brought to be checked and taken in.

    ``what`` is ``scores``, the key of a register, or ``part:`` with the key of a collection and the
    code of the school that sends it; ``choices`` what the person said of the file (sitting,
    columns, day of effect, reasons), ``report`` what was found. ``done`` of ``total`` is the
    progress of the work that runs now.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "รอตรวจ"
        CHECKING = "checking", "กำลังตรวจ"
        CHECKED = "checked", "ตรวจแล้ว รอยืนยัน"
        KEEPING = "keeping", "กำลังบันทึก"
        KEPT = "kept", "บันทึกแล้ว"
        DISCARDED = "discarded", "ยกเลิก"
        FAILED = "failed", "ขัดข้อง"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    what = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    choices = models.JSONField(default=dict)
    report = models.JSONField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    brought_at = models.DateTimeField(auto_now_add=True)
    brought_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "what", "-brought_at"])]

    def __str__(self) -> str:
        return self.name
