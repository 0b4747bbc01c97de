"""The audit trail."""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """The audit trail: who did what to what. Labels and ids only; rows are only ever added."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=150)
    actor_id = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "key"]),
            models.Index(fields=["actor_id", "at"]),
        ]
