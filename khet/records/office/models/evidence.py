"""Evidence: what shows that something was done, kept once and used for many."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.office.models.levels import Kept


class Evidence(Kept):
    """A file, a link or a record made here, with the day it is about.

    The day of upload is its version's; the fiscal year follows from ``about_day``. A file's or
    link's content is its newest version; ``record_kind`` and ``record_key`` point at a record.
    """

    class Source(models.TextChoices):
        FILE = "file", "ไฟล์"
        LINK = "link", "ลิงก์"
        RECORD = "record", "เอกสารในระบบ"

    source = models.CharField(max_length=6, choices=Source)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    about_day = models.DateField()
    record_kind = models.CharField(max_length=60, blank=True)
    record_key = models.CharField(max_length=80, blank=True)
    kept_at = models.DateTimeField(auto_now_add=True)
    kept_by = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area", "record_kind", "record_key"],
                condition=~Q(record_kind=""),
                name="record_is_evidence_once",
            ),
            models.CheckConstraint(
                condition=Q(source="record") & ~Q(record_kind="")
                | (~Q(source="record") & Q(record_kind="")),
                name="evidence_of_a_record_names_it",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["area", "-about_day"])]

    def __str__(self) -> str:
        return self.title


class EvidenceVersion(models.Model):
    """A file or link as it was brought; a further one takes its place and this one stays.

    ``sha256`` names the file in the installation's folder; ``text`` is what can be read in it.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255, blank=True)
    type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    link = models.URLField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "number"], name="evidence_version_once"),
        ]


class EvidenceUse(models.Model):
    """Evidence shows something of a record: a duty, an order, later an issue of a standard."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="uses")
    about_kind = models.CharField(max_length=60)
    about_key = models.CharField(max_length=80)
    used_at = models.DateTimeField(auto_now_add=True)
    used_by = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["evidence", "about_kind", "about_key"], name="evidence_used_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["about_kind", "about_key"])]
