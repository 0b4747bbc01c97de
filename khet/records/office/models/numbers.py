"""Numbers that cannot repeat: one series a kind and year, without gaps."""

from typing import ClassVar

from django.db import models

from khet.records.registry.models import Unit


class Series(models.Model):
    """The numbers of a kind in a calendar year (BE): ``last`` is the last that was taken."""

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "kind", "year"], name="series_once"),
        ]


class Number(models.Model):
    """A number taken from a series; one reserved or cancelled stays, so there is no gap."""

    class State(models.TextChoices):
        RESERVED = "reserved", "จองไว้"
        USED = "used", "ใช้แล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    series = models.ForeignKey(Series, models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State)
    reason = models.CharField(max_length=300, blank=True)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "number"], name="number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.series.year}"
