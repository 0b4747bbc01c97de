"""Trips on official business (ไปราชการ): asked for, approved, made, reported, told to others."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khet.records.office.models.asking import AskedFor
from khet.records.office.models.letters import Letter
from khet.records.registry.models import Unit, User


class Trip(AskedFor):
    """A trip of one or several people from a day to a day.

    ``first_ends`` is the last day that was approved first: a trip made longer moves the day of its
    report. With ``joint`` one report is written for all, by who leads; else each writes one.
    ``letter`` is the letter that asked for it.
    """

    class State(models.TextChoices):
        ASKED = "asked", "ขออนุมัติ"
        APPROVED = "approved", "อนุมัติแล้ว"
        REFUSED = "refused", "ไม่อนุมัติ"
        REPORTED = "reported", "รายงานแล้ว"
        CIRCULATED = "circulated", "แจ้งเวียนแล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    costs = models.CharField(max_length=300, blank=True)
    travels_by = models.CharField(max_length=200, blank=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    first_ends = models.DateField()
    joint = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    circulated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="trip_ends_after_it"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["area", "state", "-starts"]),
            models.Index(fields=["area", "-starts"]),
        ]

    def __str__(self) -> str:
        return self.title


class Traveller(models.Model):
    """A person on a trip, and the own report where each writes one; one leads."""

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="travellers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    leads = models.BooleanField(default=False)
    essence = models.TextField(blank=True)
    put_to_use = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-leads", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trip", "user"], name="traveller_once"),
            models.UniqueConstraint(
                fields=["trip"], condition=Q(leads=True), name="one_leader_of_a_trip"
            ),
        ]
