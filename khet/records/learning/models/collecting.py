"""Results that schools send: a sitting that is collected, and the part of each school."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.learning.models.sittings import ScoreFile, Sitting
from khet.records.registry.models import Unit


class Collection(models.Model):
    """A sitting whose results come from the schools, from its opening until the office closes it.

    ``due`` is the day until which schools send; who is late may still send until it is closed, and
    what comes after that is a correction.
    """

    sitting = models.OneToOneField(Sitting, models.PROTECT, related_name="collection")
    due = models.DateField()
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.CharField(max_length=150)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="collection_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.sitting)


class SchoolPart(models.Model):
    """What one school sent of a collected sitting: an immutable file of its scores.

    A further one takes the place of the one before, which stays. ``source_sha256`` is empty where
    the school typed its results; ``after_closing`` where it came as a correction; ``taken_into``
    is the score file that the office made of it.
    """

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="parts")
    school = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    current = models.BooleanField(default=True)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    pupils = models.PositiveIntegerField()
    source_name = models.CharField(max_length=255, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    report = models.JSONField()
    accepted_warnings = models.TextField(blank=True)
    after_closing = models.BooleanField(default=False)
    taken_into = models.ForeignKey(
        ScoreFile, models.PROTECT, null=True, blank=True, related_name="parts"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["collection", "school", "version"], name="school_part_version_once"
            ),
            models.UniqueConstraint(
                fields=["collection", "school"],
                condition=Q(current=True),
                name="one_current_school_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection} {self.school} #{self.version}"
