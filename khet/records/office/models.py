"""What was promised, by whom and until when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.registry.models import Unit


class Duty(models.Model):
    """Something promised: a ``rule`` opened it for a post at a unit, about one record.

    The owner is whoever holds ``role`` at ``unit``. Days are of the office's calendar; late is
    never stored, it follows from ``due`` and the day on which somebody asks.
    """

    class State(models.TextChoices):
        OPEN = "open", "งานที่ต้องทำ"
        DONE = "done", "ส่งแล้ว"
        WAIVED = "waived", "ยกเว้น"

    rule = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    about_kind = models.CharField(max_length=60)
    about_key = models.CharField(max_length=80)
    opened = models.DateField()
    due = models.DateField()
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule", "unit", "about_kind", "about_key"], name="duty_once"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | (~Q(state="done") & Q(done_at__isnull=True, done_by="")),
                name="duty_is_done_on_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "due"]),
            models.Index(fields=["about_kind", "about_key"]),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.unit} {self.due}"
