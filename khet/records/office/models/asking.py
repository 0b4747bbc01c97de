"""What somebody asks for at an office, and what was decided on it."""

from django.db import models

from khet.records.registry.models import Unit, User


class AskedFor(models.Model):
    """What somebody of a unit asks for. ``decided_for`` is in whose stead a delegate decided."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_for = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
