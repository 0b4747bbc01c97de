"""Work that comes again, and mail on its way out: both survive a stop of the site."""

from typing import ClassVar

from django.db import models

from khet.records.registry.models.people import User


class Periodic(models.Model):
    """Work that comes again by its name; whoever moves ``next_run`` on does it.

    ``fault`` is why the last run failed, or that it hasn't ended.
    """

    name = models.CharField(max_length=60, unique=True)
    next_run = models.DateTimeField()
    last_run = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)


class Worker(models.Model):
    """A process that works behind the pages, and when it last gave a sign of life."""

    name = models.CharField(max_length=60, unique=True)
    seen_at = models.DateTimeField()


class Letter(models.Model):
    """An e-mail to a person, sent once: ``about`` names what it tells, as ``digest 2026-11-29``.

    Whoever sends it makes it ``sending`` before; one that stays so is not sent again by itself,
    since nobody knows whether it left. ``try_after`` is when it may be tried, or, while it is being
    sent, when it should long have been.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "รอส่ง"
        SENDING = "sending", "กำลังส่ง"
        SENT = "sent", "ส่งแล้ว"
        FAILED = "failed", "ส่งไม่สำเร็จ"

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    about = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField()
    fault = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "about"], name="letter_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "try_after"])]
