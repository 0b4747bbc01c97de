"""What a school is in a year: pupils by grade, programmes, and the pupils by name."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from khet.records.registry.models.units import Unit
from khet.rules.names import name_key
from khet.rules.thai import sort_key


class Enrolment(models.Model):
    """Pupils of a school in one grade and academic year (BE); not known is no row, never 0."""

    school = models.ForeignKey(Unit, models.CASCADE, related_name="enrolments")
    academic_year = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=2)
    pupils = models.PositiveIntegerField()
    boys = models.PositiveIntegerField(null=True, blank=True)
    girls = models.PositiveIntegerField(null=True, blank=True)
    rooms = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "academic_year", "grade"], name="enrolment_once"
            ),
        ]


class Programme(models.Model):
    """A programme that schools of an area take part in, e.g. ``โรงเรียนสุจริต``."""

    area = models.ForeignKey(Unit, models.CASCADE, related_name="programmes")
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=500, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "name"], name="programme_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class ProgrammeSchool(models.Model):
    """A school takes part in a programme, in a cohort (รุ่น), from one academic year (BE) on.

    ``until_year`` is the last year of it, none while it goes on.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="schools")
    school = models.ForeignKey(Unit, models.CASCADE, related_name="programmes_joined")
    cohort = models.CharField(max_length=40, blank=True)
    part = models.CharField(max_length=40, blank=True)
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "school", "from_year"], name="programme_school_once"
            ),
            models.CheckConstraint(
                condition=Q(until_year__isnull=True) | Q(until_year__gte=F("from_year")),
                name="programme_ends_after_it_begins",
            ),
        ]


class Pupil(models.Model):
    """A pupil of a school in an academic year (BE), by the school's own pupil number.

    ``key`` is the keyed hash under which the scores of the warehouse know the same pupil. The
    national id is there only encrypted, beside a keyed hash to find it by; both may be empty.
    """

    class Sex(models.TextChoices):
        MALE = "m", "ชาย"
        FEMALE = "f", "หญิง"

    school = models.ForeignKey(Unit, models.PROTECT, related_name="pupils")
    academic_year = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=2)
    room = models.CharField(max_length=10, blank=True)
    number = models.CharField(max_length=30)
    key = models.CharField(max_length=32, db_index=True)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=500, editable=False)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    identity = models.TextField(blank=True, editable=False)
    identity_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "academic_year", "number"], name="pupil_number_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "academic_year", "grade", "sort_key"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = name_key(self.name)
        super().save(*args, **kwargs)
