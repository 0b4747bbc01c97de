"""Letters: received, sent, circulars, memoranda and open letters, and each step they took."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from khet.records.office.models.levels import Kept
from khet.records.office.models.numbers import Number
from khet.records.registry.models import Unit, User


class Letter(Kept):
    """A letter in one of the books of an office.

    ``ref`` is its ที่ as written: on a received one by its sender, on ours as its number makes it.
    ``day`` is the day it bears, ``unit`` the group that handles it, ``owner`` who drafted or
    registered it. ``desk`` is who has it before them while it is proposed. ``ref_key`` and
    ``sender_key`` are what tells one received letter from another. A secret one is seen only by
    those concerned and its ``readers``.
    """

    class Book(models.TextChoices):
        RECEIVED = "received", _("หนังสือรับ")
        SENT = "sent", _("หนังสือส่ง")
        CIRCULAR = "circular", _("หนังสือเวียน")
        MEMO = "memo", _("บันทึกข้อความ")
        OPEN = "open", _("จดหมายเปิดผนึก")

    class Urgency(models.TextChoices):
        NORMAL = "", _("ปกติ")
        URGENT = "urgent", _("ด่วน")
        VERY = "very", _("ด่วนมาก")
        MOST = "most", _("ด่วนที่สุด")

    class Secrecy(models.TextChoices):
        NONE = "", _("ไม่ลับ")
        SECRET = "secret", _("ลับ")
        VERY = "very", _("ลับมาก")
        MOST = "most", _("ลับที่สุด")

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        REGISTERED = "registered", "ลงรับแล้ว"
        PROPOSED = "proposed", "เสนอแล้ว"
        ORDERED = "ordered", "สั่งการแล้ว"
        SIGNED = "signed", "ลงนามแล้ว"
        SENT = "sent", "ส่งแล้ว"
        FILED = "filed", "เก็บแล้ว"
        CANCELLED = "cancelled", "ยกเลิก"

    book = models.CharField(max_length=8, choices=Book)
    number = models.OneToOneField(
        Number, models.PROTECT, null=True, blank=True, related_name="letter"
    )
    ref = models.CharField(max_length=100, blank=True)
    ref_key = models.CharField(max_length=100, blank=True, editable=False)
    day = models.DateField(null=True, blank=True)
    sender = models.CharField(max_length=300, blank=True)
    sender_key = models.CharField(max_length=300, blank=True, editable=False)
    to = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=500)
    refers_to = models.CharField(max_length=500, blank=True)
    answers = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    urgency = models.CharField(max_length=6, choices=Urgency, default="", blank=True)
    secrecy = models.CharField(max_length=6, choices=Secrecy, default="", blank=True)
    text = models.TextField(blank=True)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State)
    desk = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signer = models.CharField(max_length=150, blank=True)
    signer_post = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    drafted_at = models.DateTimeField(auto_now_add=True)
    registered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area", "ref_key", "day", "sender_key"],
                condition=Q(book="received") & ~Q(ref_key="") & ~Q(state="cancelled"),
                name="received_letter_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"])
                | Q(book="open")
                | Q(number__isnull=False)
                | (Q(book__in=["sent", "circular"]) & Q(state="proposed")),
                name="letter_past_its_draft_has_number",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(desk=None), name="only_proposed_letter_at_a_desk"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["area", "book", "-registered_at"]),
            models.Index(fields=["area", "ref_key"]),
            models.Index(fields=["desk", "state"]),
        ]

    def __str__(self) -> str:
        return self.subject


class LetterReader(models.Model):
    """A person who may read a secret letter."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="readers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "user"], name="reader_of_a_letter_once"),
        ]


class LetterStep(models.Model):
    """A step that a letter took: who wrote what, when, and to whom it went.

    ``step`` is one of ``rules.letters``. ``post`` is as what the writer did it, ``for_whom`` in
    whose stead a delegate did. ``duty`` is the key of the duty that an order (สั่งการ) opened.
    """

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    for_whom = models.CharField(max_length=200, blank=True)
    to_person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    duty = models.ForeignKey("office.Duty", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
