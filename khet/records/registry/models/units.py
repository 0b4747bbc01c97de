"""Units of the school system, their codes, and where they stand from a day to a day."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from khet.rules.thai import sort_key


class UnitKind(models.TextChoices):
    NATION = "nation", "ประเทศ"
    AREA = "area", "สำนักงานเขตพื้นที่การศึกษา"
    DISTRICT = "district", "อำเภอ"
    SUBDISTRICT = "subdistrict", "ตำบล"
    NETWORK = "network", "เครือข่ายโรงเรียน"
    GROUP = "group", "กลุ่มงาน"
    SCHOOL = "school", "โรงเรียน"


class Sector(models.TextChoices):
    PUBLIC = "public", "รัฐ (สพฐ.)"
    PRIVATE = "private", "เอกชน (สช.)"
    LOCAL = "local", "ท้องถิ่น (อปท.)"


class Unit(models.Model):
    """Any place or body of the school system; names are not unique, codes are within a kind.

    ``lowest`` and ``highest`` are the levels (``K1`` … ``M6``) that a school teaches, empty where
    not known; ``works`` are the works (งาน) of a group. A unit that was closed or merged has an end
    and stays in the years before it.
    """

    kind = models.CharField(max_length=12, choices=UnitKind)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    works = models.JSONField(default=list, blank=True)
    sector = models.CharField(max_length=8, choices=Sector, default=Sector.PUBLIC)
    lowest = models.CharField(max_length=2, blank=True)
    highest = models.CharField(max_length=2, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.CharField(max_length=500, editable=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "code"], name="unit_code_once_in_kind"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "sort_key"])]

    def __str__(self) -> str:
        return self.short_name or self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    def stands_on(self, day: date) -> bool:
        """Whether the unit is there on that day: begun, as far as known, and not yet ended."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or self.valid_to >= day)


class UnitCode(models.Model):
    """A further code of a unit; upstream lists repeat some, so none is unique here."""

    class Scheme(models.TextChoices):
        MOE10 = "moe10", "รหัสกระทรวง 10 หลัก"
        SMIS8 = "smis8", "รหัส SMIS 8 หลัก"
        OBEC6 = "obec6", "รหัส สพฐ. 6 หลัก"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=8, choices=Scheme)
    code = models.CharField(max_length=20, db_index=True)


class Placement(models.Model):
    """A unit stands under another, in one of two hierarchies, from a day to a day.

    Place: area – district – sub-district – school. Work: area – network – school. A unit is placed
    under every level above it, so one look-up answers for any of them, and a school's area is
    stored rather than derived. One whose beginning isn't known begins with ``EVER``.
    """

    EVER: ClassVar = date(1900, 1, 1)

    class Hierarchy(models.TextChoices):
        PLACE = "place", "พื้นที่"
        WORK = "work", "เครือข่าย"

    child = models.ForeignKey(Unit, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, models.CASCADE, related_name="members")
    hierarchy = models.CharField(max_length=8, choices=Hierarchy)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "parent", "hierarchy", "valid_from"], name="placement_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["parent", "hierarchy"])]
