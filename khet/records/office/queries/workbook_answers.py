"""Looking up circulars that ask for the office's own workbook, and what was answered."""

from django.db.models import Q, QuerySet

from khet.records.office.access import Sight, seen_letters
from khet.records.office.models import AttachedFile, Circular, Duty, Evidence, Letter, Receipt
from khet.records.office.queries.files import attached
from khet.rules.deadlines import ANSWER_CIRCULAR

RECEIPT = "office.receipt"
TEMPLATE, ANSWER = "template", "answer"
"""Which part of a letter's files the workbook is, and which of a receipt's the filled-in one."""


def circular_seen(sight: Sight, pk: int) -> Circular | None:
    """The circular of that key, where the person may see its letter."""
    letters = Letter.objects.filter(seen_letters(sight)).values("pk")
    found = Circular.objects.filter(letter__in=letters, pk=pk)
    return found.select_related("letter__area", "letter__unit", "template").first()


def receipt_of_key(pk: int) -> Receipt | None:
    """The receipt of that key, with its letter and the template."""
    found = Receipt.objects.filter(pk=pk)
    return found.select_related("circular__letter__area", "circular__template", "unit").first()


def receipts_of(circular: Circular) -> QuerySet[Receipt]:
    """The receipts of a circular, in Thai order of the units, then of the people."""
    found = Receipt.objects.filter(circular=circular).select_related("unit", "user")
    return found.order_by("unit__sort_key", "user__sort_key", "pk")


def answer_file(receipt: Receipt) -> AttachedFile | None:
    """The workbook that was accepted last."""
    found = attached().filter(about_kind=RECEIPT, about_key=str(receipt.pk), part=ANSWER)
    return found.order_by("-pk").first()


def duty_of(receipt: Receipt) -> Duty | None:
    """The duty of a receiver to answer, whether it is about the receipt or about the letter."""
    owner = Q(unit=receipt.unit_id) & ~Q(role="") if receipt.unit_id else Q(person=receipt.user_id)
    letter = Q(about_kind="office.letter", about_key=str(receipt.circular.letter_id))
    about = Q(about_kind=RECEIPT, about_key=str(receipt.pk)) | (letter & owner)
    found = Duty.objects.filter(about, rule=ANSWER_CIRCULAR.code)
    return found.select_related("passed").order_by("pk").first()


def evidence_of(receipt: Receipt) -> Evidence | None:
    """The evidence that the receiver's workbook is."""
    uses = Q(uses__about_kind=RECEIPT, uses__about_key=str(receipt.pk), withdrawn_at=None)
    return Evidence.objects.filter(uses).order_by("pk").first()
