"""The audit trail."""

from typing import Any, ClassVar, Never

from django.db import models


class NotAddedError(Exception):
    """The audit trail is only ever added to."""


class _Trail(models.QuerySet["Event"]):
    """Events are added and read; the database refuses the rest as well."""

    def update(self, **values: Any) -> Never:
        raise NotAddedError("update")

    def delete(self) -> Never:
        raise NotAddedError("delete")


class Event(models.Model):
    """The audit trail: who did what to what. Labels and ids only; rows are only ever added.

    ``of_registers`` marks what changes the registers, or what else pages of results rest on; the
    newest of these is the state of the registers.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=150)
    actor_id = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    of_registers = models.BooleanField(default=False)

    objects = _Trail.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "key"]),
            models.Index(fields=["actor_id", "at"]),
            models.Index(fields=["kind", "at"]),
            models.Index(fields=["action", "at"]),
            models.Index(fields=["of_registers", "id"]),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NotAddedError("update")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise NotAddedError("delete")
