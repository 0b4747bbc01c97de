"""Looking up circulars that ask for the office's own workbook, and what was answered."""

from django.db.models import Q

from khet.records.office.access import Sight, seen_letters
from khet.records.office.models import AttachedFile, Circular, Evidence, Letter, Receipt
from khet.records.office.queries.circulars import KIND
from khet.records.office.queries.files import attached
from khet.rules.workbook_cells import Value
from khet.rules.workbook_checks import Fault
from khet.rules.workbook_values import of_json

TEMPLATE = "template"
"""Which part of a letter's files the workbook is."""


def circular_seen(sight: Sight, pk: int) -> Circular | None:
    """The circular of that key, where the person may see its letter."""
    letters = Letter.objects.filter(seen_letters(sight)).values("pk")
    found = Circular.objects.filter(letter__in=letters, pk=pk)
    return found.select_related("letter__area", "letter__unit", "template").first()


def answer_file(receipt: Receipt) -> AttachedFile | None:
    """The workbook that was accepted last."""
    found = attached().filter(about_kind=KIND, about_key=str(receipt.pk))
    return found.order_by("-pk").first()


def evidence_of(receipt: Receipt) -> Evidence | None:
    """The evidence that the receiver's workbook is."""
    uses = Q(uses__about_kind=KIND, uses__about_key=str(receipt.pk), withdrawn_at=None)
    return Evidence.objects.filter(uses).order_by("pk").first()


def cells_of(receipt: Receipt) -> dict[str, dict[str, Value]]:
    """What an accepted workbook says, by sheet and cell."""
    return {
        sheet: {cell: of_json(kept) for cell, kept in cells.items()}
        for sheet, cells in receipt.cells.items()
    }


def faults_of(receipt: Receipt) -> list[Fault]:
    """What is odd in an accepted workbook."""
    return [Fault(**kept) for kept in receipt.odd]
