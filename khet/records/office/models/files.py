"""Files that belong to one record of the office: a letter's, an answer's, a picture of news."""

from typing import ClassVar

from django.db import models


class AttachedFile(models.Model):
    """A file of a record: whoever sees the record sees it.

    ``about_kind`` and ``about_key`` name the record, ``part`` what the file is of it where the
    record has several kinds of files. ``sha256`` names it in the installation's folder; ``text`` is
    what can be read in it. One taken off stays until the record goes.
    """

    about_kind = models.CharField(max_length=60)
    about_key = models.CharField(max_length=80)
    part = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    text = models.TextField(blank=True)
    attached_at = models.DateTimeField()
    attached_by = models.CharField(max_length=150)
    taken_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["about_kind", "about_key"])]

    def __str__(self) -> str:
        return self.name
