"""What can be found by words, of every kind of record."""

from typing import ClassVar

from django.db import models

from khet.records.office.models.levels import Kept


class Findable(Kept):
    """A record as the search knows it; ``text`` is normalised, ``title`` is as it is shown."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=500)
    day = models.DateField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "kind", "key"], name="findable_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["area", "-day", "-id"])]
