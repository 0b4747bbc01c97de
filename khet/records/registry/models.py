"""Who and where: units of the school system, the people of the office, and the audit trail."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
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


class Unit(models.Model):
    """Any place or body of the school system; names are not unique, codes are within a kind."""

    kind = models.CharField(max_length=12, choices=UnitKind)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    sector = models.CharField(max_length=8, choices=Sector, default=Sector.PUBLIC)
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
    stored rather than derived.
    """

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


class Enrolment(models.Model):
    """Pupils of a school in one grade and academic year (BE); not known is no row, never 0."""

    school = models.ForeignKey(Unit, models.CASCADE, related_name="enrolments")
    academic_year = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=2)
    pupils = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "academic_year", "grade"], name="enrolment_once"
            ),
        ]


class User(AbstractUser):
    """A person who signs in. What the person may do hangs on the roles held."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class RoleHeld(models.Model):
    """A role is held at a unit, so its scope comes from where it is held."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role", "unit", "since"], name="role_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="role_ends_after_it_begins",
            ),
        ]


class Event(models.Model):
    """The audit trail: who did what to what. Labels and ids only; rows are only ever added."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=150)
    actor_id = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "key"])]
