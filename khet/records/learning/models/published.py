"""What others told the office about its sittings."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.learning.models.sittings import Sitting
from khet.records.registry.models import Unit


class _WithSchool(models.Manager["Published"]):
    """Published figures come with the school that they are of."""

    def get_queryset(self) -> models.QuerySet["Published"]:
        return super().get_queryset().select_related("school")


class Published(models.Model):
    """What others told the office about a sitting: a value or a colour, with its source.

    ``school`` only where a percent is of one. Percents, limits and means have a ``value`` of at
    most 2 decimals, the area's colour has the key of a ``colour``; ``subject`` may be ``ALL``.
    """

    class What(models.TextChoices):
        LIMIT = "limit", "ขีดจำกัดล่าง"
        PERCENT = "percent", "ร้อยละไม่ผ่าน"
        COLOUR = "colour", "สีของเขต"
        NATIONAL_MEAN = "national-mean", "ค่าเฉลี่ยระดับประเทศ"
        OBEC_MEAN = "obec-mean", "ค่าเฉลี่ย สพฐ."
        PROVINCE_MEAN = "province-mean", "ค่าเฉลี่ยจังหวัด"

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="published")
    what = models.CharField(max_length=13, choices=What)
    subject = models.CharField(max_length=40)
    school = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    value = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    colour = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=300)
    told_by = models.CharField(max_length=150)
    told_at = models.DateTimeField(auto_now=True)

    objects = _WithSchool()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "what", "subject"],
                condition=Q(school__isnull=True),
                name="published_once",
            ),
            models.UniqueConstraint(
                fields=["sitting", "what", "subject", "school"],
                condition=Q(school__isnull=False),
                name="published_once_of_a_school",
            ),
            models.CheckConstraint(
                condition=Q(what="percent", school__isnull=False)
                | (~Q(what="percent") & Q(school__isnull=True)),
                name="published_percent_is_of_a_school",
            ),
            models.CheckConstraint(
                condition=(Q(what="colour", value__isnull=True) & ~Q(colour=""))
                | (~Q(what="colour") & Q(value__isnull=False, colour="")),
                name="published_is_a_value_or_a_colour",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=100),
                name="published_value_is_of_a_hundred",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="published_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting} {self.what} {self.subject}"
