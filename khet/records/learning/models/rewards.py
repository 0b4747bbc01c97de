"""What schools are given for their colours."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from khet.records.registry.models import Unit


class Reward(models.Model):
    """A school proposed for a reward of an academic year, and how far that is.

    ``reward`` is the key of one in the office's table of rewards; ``reason`` tells the colours that
    it was proposed for, with the versions of the results they come from, and so stays as it was.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "เสนอ"
        AGREED = "agreed", "เห็นชอบ"
        GIVEN = "given", "ให้แล้ว"

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    academic_year = models.PositiveSmallIntegerField()
    school = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reward = models.CharField(max_length=40)
    reason = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.CharField(max_length=150)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_note = models.CharField(max_length=300, blank=True)
    given_on = models.DateField(null=True, blank=True)
    given_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area", "academic_year", "school", "reward"], name="reward_once"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", agreed_on__isnull=True, given_on__isnull=True)
                | Q(state="agreed", agreed_on__isnull=False, given_on__isnull=True)
                | Q(state="given", agreed_on__isnull=False, given_on__isnull=False),
                name="reward_days_follow_its_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.academic_year} {self.school} {self.reward}"
