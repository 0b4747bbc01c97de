"""Delegation of authority (มอบอำนาจ): who may decide what in another's stead, and until when."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khet.records.office.models.orders import Order
from khet.records.registry.models import Unit, User


class Delegation(models.Model):
    """A power of ``rules.powers`` given to a person from a day to a day, under an order.

    ``giver`` is in whose stead it is used, ``post`` as what. ``under`` names an order that isn't
    kept here. ``ended_on`` is the day on which it was taken back before its time.
    """

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    power = models.CharField(max_length=20)
    giver = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.CharField(max_length=200)
    to = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="+")
    under = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(order__isnull=False) | ~Q(under=""), name="delegation_is_under_an_order"
            ),
            models.CheckConstraint(condition=~Q(to=F("giver")), name="nobody_delegates_to_oneself"),
        ]
        indexes: ClassVar = [models.Index(fields=["to", "power", "until"])]
