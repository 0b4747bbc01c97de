"""Who looks after which network, and what schools ask to be visited for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khet.records.registry.models import Unit, User


class Assignment(models.Model):
    """A person looks after the schools of a network, as supervisor or as deputy director."""

    class Part(models.TextChoices):
        SUPERVISOR = "supervisor", "ศึกษานิเทศก์ผู้รับผิดชอบ"
        DEPUTY = "deputy", "รองผู้อำนวยการผู้กำกับ"

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    network = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part, default=Part.SUPERVISOR)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["network", "person", "part", "since"], name="assigned_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="assignment_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["area", "part"])]

    def __str__(self) -> str:
        return f"{self.network} {self.person}"


class VisitRequest(models.Model):
    """A school asks to be visited for a topic; ``month`` (its first day) is when it wishes that.

    It is planned as soon as a visit answers it; a declined one says why.
    """

    class State(models.TextChoices):
        OPEN = "open", "รอวางแผน"
        PLANNED = "planned", "อยู่ในแผนแล้ว"
        DECLINED = "declined", "ไม่จัดให้"

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    school = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=120)
    wish = models.TextField()
    month = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "state"])]

    def __str__(self) -> str:
        return f"{self.school} {self.topic}"
