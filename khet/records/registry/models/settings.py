"""What an office decided otherwise than the tables that come with the rules."""

from typing import ClassVar

from django.db import models

from khet.records.registry.models.units import Unit


class Setting(models.Model):
    """An office's own edition of a dated table, in force from a Buddhist year on.

    The newest row of a table and year counts; ``content`` is the whole table, or nothing where the
    office went back to the table that comes with the rules. Rows are only ever added.
    """

    area = models.ForeignKey(Unit, models.CASCADE, related_name="settings")
    table = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    content = models.JSONField(null=True)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=150)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "table", "year"])]
