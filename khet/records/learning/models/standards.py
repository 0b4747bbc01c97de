"""Means by strand, standard and indicator of the curriculum, as summaries of a test tell them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.learning.models.sittings import Sitting
from khet.records.registry.models import Unit


class StandardMean(models.Model):
    """The mean percent of a strand, standard or indicator of a subject, of a school or the area.

    ``code`` is as it was printed (``ท 1.1``, ``ค 1.1 ป.6/1``); ``n`` the pupils, where told.
    """

    class Level(models.TextChoices):
        STRAND = "strand", "สาระ"
        STANDARD = "standard", "มาตรฐาน"
        INDICATOR = "indicator", "ตัวชี้วัด"

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="standard_means")
    school = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=40)
    level = models.CharField(max_length=9, choices=Level)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300, blank=True)
    n = models.PositiveIntegerField(null=True, blank=True)
    mean = models.DecimalField(max_digits=5, decimal_places=2)
    source = models.CharField(max_length=300)
    told_by = models.CharField(max_length=150)
    told_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "subject", "code"],
                condition=Q(school__isnull=True),
                name="standard_mean_once",
            ),
            models.UniqueConstraint(
                fields=["sitting", "subject", "code", "school"],
                condition=Q(school__isnull=False),
                name="standard_mean_once_of_a_school",
            ),
            models.CheckConstraint(
                condition=Q(mean__gte=0, mean__lte=100), name="standard_mean_is_of_a_hundred"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="standard_mean_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting} {self.subject} {self.code}"
