"""Orders (คำสั่ง) of an office."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from khet.records.office.models.numbers import Number
from khet.records.registry.models import Unit, User


class Order(models.Model):
    """An order from draft to end. It is in force while circulated, from ``starts`` to ``ends``.

    ``day`` is the day on which it was given (สั่ง ณ วันที่), ``ground`` the law or policy it rests on,
    ``pattern`` the earlier order that it was copied from.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        PROPOSED = "proposed", "เสนอลงนาม"
        SIGNED = "signed", "ลงนามแล้ว"
        CIRCULATED = "circulated", "แจ้งเวียนแล้ว"
        ENDED = "ended", "สิ้นสุด"
        CANCELLED = "cancelled", "ยกเลิก"

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    ground = models.TextField(blank=True)
    text = models.TextField(blank=True)
    number = models.OneToOneField(
        Number, models.PROTECT, null=True, blank=True, related_name="order"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    day = models.DateField(null=True, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    signer = models.CharField(max_length=150, blank=True)
    signer_post = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    circulated_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    pattern = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="order_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "proposed", "cancelled"])
                | Q(number__isnull=False, day__isnull=False, signed_at__isnull=False),
                name="signed_order_has_number",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["area", "state", "-day"])]

    def __str__(self) -> str:
        return self.title
