"""What schools answer to their results, and what the office would have them reach."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.learning.models.sittings import ScoreFile, Sitting
from khet.records.registry.models import Unit


class Answer(models.Model):
    """A school's answer for one subject of an announced sitting.

    ``file`` is the announced version that it answers, ``target`` the mean that the school sets
    itself (0–100, at most 2 decimals).
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="answers")
    file = models.ForeignKey(ScoreFile, models.PROTECT, related_name="+")
    school = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=40)
    pupils_causes = models.TextField()
    teachers_causes = models.TextField()
    plan = models.TextField()
    target = models.DecimalField(max_digits=5, decimal_places=2)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "school", "subject"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(target__gte=0, target__lte=100), name="answer_target_is_of_a_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting} {self.school} {self.subject}"


class Target(models.Model):
    """The mean (0–100, at most 2 decimals) that the office would have a school reach next time.

    ``sitting`` is the one whose results the plan starts from; ``subject`` one of its subjects.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="targets")
    school = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=5, decimal_places=2)
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "school", "subject"], name="target_once"),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=100), name="target_is_of_a_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting} {self.school} {self.subject} {self.value}"
