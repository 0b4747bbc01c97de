"""What was promised, by whom and until when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.office.models.bodies import Body
from khet.records.registry.models import Team, Unit, User

_ABOUT = ["rule", "about_kind", "about_key"]


class Duty(models.Model):
    """Something promised: a ``rule`` opened it, about one record, for one owner.

    The owner is whoever holds ``role`` at ``unit``, or a person, a team or a body; ``unit`` is
    where it counts. The owner may have ``passed`` it to somebody and stays accountable. Days are of
    the office's calendar; late is never stored, it follows from ``due`` and the day on which
    somebody asks. ``first_due`` is the day before it was ever postponed. ``reason`` is why it was
    last returned, postponed or waived.
    """

    class State(models.TextChoices):
        OPEN = "open", "งานที่ต้องทำ"
        DONE = "done", "ส่งแล้ว"
        ACCEPTED = "accepted", "ตรวจแล้ว"
        RETURNED = "returned", "ส่งกลับแก้ไข"
        WAIVED = "waived", "ยกเว้น"

    class Progress(models.TextChoices):
        ASSIGNED = "", "มอบหมาย"
        WORKING = "working", "กำลังทำ"
        TROUBLE = "trouble", "มีปัญหา"

    rule = models.CharField(max_length=40)
    title = models.CharField(max_length=500, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, blank=True)
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    passed = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    about_kind = models.CharField(max_length=60)
    about_key = models.CharField(max_length=80)
    opened = models.DateField()
    due = models.DateField()
    first_due = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    progress = models.CharField(max_length=7, choices=Progress, default="", blank=True)
    note = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=150, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[*_ABOUT, "unit", "role"], condition=~Q(role=""), name="duty_once"
            ),
            models.UniqueConstraint(
                fields=[*_ABOUT, "person"],
                condition=Q(person__isnull=False),
                name="duty_of_a_person_once",
            ),
            models.UniqueConstraint(
                fields=[*_ABOUT, "team"],
                condition=Q(team__isnull=False),
                name="duty_of_a_team_once",
            ),
            models.UniqueConstraint(
                fields=[*_ABOUT, "body"],
                condition=Q(body__isnull=False),
                name="duty_of_a_body_once",
            ),
            models.CheckConstraint(
                condition=(~Q(role="") & Q(person=None, team=None, body=None))
                | Q(role="", person__isnull=False, team=None, body=None)
                | Q(role="", person=None, team__isnull=False, body=None)
                | Q(role="", person=None, team=None, body__isnull=False),
                name="duty_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "accepted"], done_at__isnull=False)
                | (~Q(state__in=["done", "accepted"]) & Q(done_at__isnull=True, done_by="")),
                name="duty_is_done_on_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "due"]),
            models.Index(fields=["state", "due"]),
            models.Index(fields=["rule", "about_key"]),
            models.Index(fields=["about_kind", "about_key"]),
            models.Index(fields=["unit", "done_at", "due"]),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.unit} {self.due}"
