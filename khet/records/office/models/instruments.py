"""Instruments: forms that are filled in about a record, in versions; and what was answered."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from khet.records.registry.models import Unit
from khet.rules.thai import sort_key


class Instrument(models.Model):
    """A form that an office fills in or has filled in; what it asks is in its versions.

    ``ready`` is the code of the one that comes with Khet which it was taken from. A ``closed``
    one is offered no more; what was answered stays.
    """

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    sort_key = models.CharField(max_length=600, editable=False)
    ready = models.CharField(max_length=40, blank=True)
    closed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "title"], name="instrument_title_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.title)
        super().save(*args, **kwargs)


class InstrumentVersion(models.Model):
    """What an instrument asks, as ``rules.instruments.content_of`` writes it.

    The newest without ``released_at`` is the draft and may be changed; a released one never is.
    """

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=150)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instrument", "number"], name="instrument_version_once"
            ),
            models.UniqueConstraint(
                fields=["instrument"], condition=Q(released_at=None), name="one_draft_of_a_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.number}"


class AnswerSheet(models.Model):
    """What was answered to an instrument about a record and a unit, on a day.

    It keeps the version that it was filled in with. ``values`` are by item, ``skipped`` the items
    that don't apply; ``rules.instruments`` reads both. ``got`` of ``possible`` is the score, both
    none where an item that counts has no answer, or none counts.
    """

    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    about_kind = models.CharField(max_length=60)
    about_key = models.CharField(max_length=80)
    day = models.DateField()
    values = models.JSONField(default=dict)
    skipped = models.JSONField(default=list)
    got = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    possible = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    filled_at = models.DateTimeField()
    filled_by = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "about_kind", "about_key"], name="answered_once"
            ),
            models.CheckConstraint(
                condition=Q(got=None, possible=None)
                | Q(got__gte=0, possible__gt=0, got__lte=F("possible")),
                name="score_is_of_what_is_possible",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["about_kind", "about_key"]),
            models.Index(fields=["unit", "day"]),
        ]
