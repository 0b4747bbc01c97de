"""People of the office and its schools: accounts, posts, roles held, teams."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from khet.records.registry.models.units import Unit
from khet.rules.names import name_key


class User(AbstractUser):
    """A person who signs in. What the person may do hangs on the roles held.

    User names are lower case. While ``code_until`` is set, the password is a one-time code that
    lets the person choose an own one until then. ``grace_until`` ends the days in which a person
    whose role asks for a second factor may work without one, pupils' names hidden. ``digest`` is
    whether the person wants a letter each morning about the own work.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=150)
    sort_key = models.CharField(max_length=500, editable=False, blank=True)
    position = models.CharField(max_length=100, blank=True)
    academic_rank = models.CharField(max_length=60, blank=True)
    identity_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True, blank=True)
    grace_until = models.DateField(null=True, blank=True)
    digest = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["identity_hash"],
                condition=~Q(identity_hash=""),
                name="one_account_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.username = self.username.strip().lower()
        self.sort_key = name_key(self.name)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Post(models.Model):
    """A post (ตำแหน่ง) at a unit, whoever holds it; its role is what its holder may do."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=150)
    role = models.CharField(max_length=30)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "title"], name="post_once_at_a_unit"),
        ]

    def __str__(self) -> str:
        return self.title


class RoleHeld(models.Model):
    """A role is held at a unit, so its scope comes from where it is held.

    With a post it is held because of the post; ``acting`` is ผู้รักษาการ.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="holders")
    acting = models.BooleanField(default=False)
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


class Team(models.Model):
    """People of an area who work across its groups: flower groups and staff teams."""

    class Kind(models.TextChoices):
        FLOWER = "flower", "กลุ่มดอกไม้"
        STAFF = "staff", "STAFF ทีม"
        OTHER = "other", "ทีมงาน"

    area = models.ForeignKey(Unit, models.CASCADE, related_name="teams")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=150)
    topic = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "kind", "name"], name="team_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="team_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """A person in a team; one leads it and is accountable (นายเอ)."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="teams_joined")
    leads = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "user"], name="team_member_once"),
            models.UniqueConstraint(
                fields=["team"], condition=Q(leads=True), name="one_leader_of_a_team"
            ),
        ]
