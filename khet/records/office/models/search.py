"""What can be found by words, of every kind of record."""

from typing import ClassVar

from django.db import models

from khet.records.office.models.levels import Kept


class Findable(Kept):
    """A record as the search knows it; ``title`` is as it is shown.

    ``heading`` is the title and ``text`` all that is searched, the title first, in the form that
    ``search_text`` gives. Migration 0005 keeps an index of every three letters of both; on SQLite
    triggers do, which an alteration of the table must make anew.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=500)
    day = models.DateField()
    heading = models.TextField(default="")
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "kind", "key"], name="findable_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["area", "-day", "-id"]),
            models.Index(fields=["area", "heading"]),
        ]
