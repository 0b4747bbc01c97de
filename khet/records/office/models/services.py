"""Services of an office: rooms and vehicles booked, requests, visitors at the counter."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from khet.records.office.models.asking import AskedFor
from khet.records.registry.models import Unit, User
from khet.rules.thai import sort_key


class Resource(models.Model):
    """A meeting room, a vehicle or a guest room; one that is ``closed`` is booked no more."""

    class Kind(models.TextChoices):
        ROOM = "room", "ห้องประชุม"
        VEHICLE = "vehicle", "รถราชการ"
        GUEST = "guest", "ห้องรับรอง"

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    name = models.CharField(max_length=150)
    sort_key = models.CharField(max_length=450, editable=False)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    closed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "kind", "name"], name="resource_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class Booking(AskedFor):
    """A room or vehicle for a time. While it stands it holds the quarters of an hour of that time.

    ``starts`` and ``ends`` lie on quarters of an hour; ``ends`` isn't part of it.
    """

    class State(models.TextChoices):
        ASKED = "asked", "รออนุญาต"
        ALLOWED = "allowed", "อนุญาตแล้ว"
        REFUSED = "refused", "ไม่อนุญาต"
        CLOSED = "closed", "ใช้แล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="bookings")
    title = models.CharField(max_length=300)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    people = models.PositiveSmallIntegerField(null=True, blank=True)
    going_to = models.CharField(max_length=200, blank=True)
    driver = models.CharField(max_length=150, blank=True)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="booking_ends_after_it"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["resource", "starts"]),
            models.Index(fields=["asked_by", "-starts"]),
        ]

    def __str__(self) -> str:
        return self.title


class BookedQuarter(models.Model):
    """A quarter of an hour that a booking holds: no two can hold the same one of a resource."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="quarters")
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="+")
    begins = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["resource", "begins"], name="no_double_booking"),
        ]


class ServiceRequest(AskedFor):
    """A request of a person: an ID card, welfare, an official car.

    ``service`` is one of ``rules.services``, ``details`` what its form asks. Seen only by who asks,
    who checks and who decides.
    """

    class State(models.TextChoices):
        ASKED = "asked", "ขอ"
        CHECKED = "checked", "ตรวจแล้ว"
        ALLOWED = "allowed", "อนุญาตแล้ว"
        REFUSED = "refused", "ไม่อนุญาต"
        RETURNED = "returned", "ส่งกลับแก้ไข"
        CLOSED = "closed", "รับแล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    service = models.CharField(max_length=20)
    details = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["area", "state", "-asked_at"]),
            models.Index(fields=["asked_by", "-asked_at"]),
        ]


class Visitor(models.Model):
    """Somebody who came to the counter: when, from where, what for, whom they met, and until when.

    ``signature`` is what was drawn on the tablet, as strokes of whole points.
    """

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    from_where = models.CharField(max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    purpose = models.CharField(max_length=300)
    to_meet = models.CharField(max_length=200, blank=True)
    came_at = models.DateTimeField()
    served_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    signature = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    taken_by = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("came_at")),
                name="visitor_leaves_after_coming",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["area", "-came_at"])]
