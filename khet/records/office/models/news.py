"""News and announcements of an office, from a proposal to the public page."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from khet.records.office.models.files import AttachedFile
from khet.records.registry.models import Unit, User


class News(models.Model):
    """News: proposed by a unit, checked, published for everybody, later archived.

    ``day`` is the day it tells of. ``pinned`` stands first on the front page.
    """

    class Kind(models.TextChoices):
        NEWS = "news", "ข่าว"
        NOTICE = "notice", "ประกาศ"
        PLAN = "plan", "แผน"
        REPORT = "report", "รายงาน"

    class State(models.TextChoices):
        PROPOSED = "proposed", "เสนอข่าว"
        RETURNED = "returned", "ส่งกลับแก้ไข"
        CHECKED = "checked", "ตรวจแล้ว"
        PUBLISHED = "published", "เผยแพร่"
        ARCHIVED = "archived", "เก็บถาวร"

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.NEWS)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    day = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    reason = models.CharField(max_length=300, blank=True)
    pinned = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["published", "archived"], published_at__isnull=False)
                | ~Q(state__in=["published", "archived"]),
                name="published_news_has_its_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["area", "state", "kind", "-day"]),
            models.Index(fields=["unit", "state", "-published_at"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def days_after(self) -> int:
        """How many days its day comes after it was published; fewer than none for a day before."""
        published = timezone.localdate(self.published_at) if self.published_at else self.day
        return (self.day - published).days


class NewsPicture(models.Model):
    """A picture of news. Where it shows ``children``, ``consent`` says who consented and how."""

    news = models.ForeignKey(News, models.CASCADE, related_name="pictures")
    file = models.OneToOneField(AttachedFile, models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200)
    children = models.BooleanField(default=False)
    consent = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(children=False) | ~Q(consent=""), name="picture_of_children_has_consent"
            ),
        ]
