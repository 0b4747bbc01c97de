"""Days on which the office is closed, and feeds of what is due."""

from typing import ClassVar

from django.db import models

from khet.records.registry.models import Unit, User


class Holiday(models.Model):
    """A day that an office closes, or opens though it would be closed (``closed`` is false)."""

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    day = models.DateField()
    name = models.CharField(max_length=150)
    closed = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "day"], name="holiday_once"),
        ]


class Feed(models.Model):
    """A person's calendar feed: whoever has the token reads it, until it is revoked."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
