"""A circular that was received, on paper."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from khet.documents.receipt_papers import ReceiptTold, receipt_paper
from khet.rules.calendar import thai_date
from khet.web.office.circulars.asked import reading_of
from khet.web.office.circulars.receipt import told_receipt
from khet.web.office.circulars.reminding import told_thai
from khet.web.parts.private import paper_of
from khet.web.parts.tags import hour


@require_safe
def receipt_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The paper of a receipt; digits are Thai unless ``digits=arabic``."""
    reading = reading_of(request, pk)
    receipt, letter, circular = reading.receipt, reading.circular.letter, reading.circular
    context = told_receipt(reading)
    items = [
        (line.item.label or line.item.name, line.answer)
        for _title, lines in context["sections"]
        for line in lines
    ]
    words = [("", receipt.answer)] if receipt.answer else []
    files = [("ไฟล์", file.name) for file in context["answer_files"]]
    acting = " (รักษาการ)" if receipt.acting else ""
    told = ReceiptTold(
        office=str(letter.area.name),
        receiver=str(receipt.unit or receipt.user),
        subject=letter.subject,
        ref=letter.ref,
        day=letter.day,
        sent=_when(receipt.sent_at),
        text=letter.text,
        asked=told_thai(circular.asks),
        due=circular.due,
        read=f"{receipt.read_by}{acting} {_when(receipt.read_at)}" if receipt.read_at else "",
        answered=(
            f"{receipt.answered_by} {_when(receipt.answered_at)}" if receipt.answered_at else ""
        ),
        answer=[*words, *items, *files],
    )
    paper = receipt_paper(told, thai=request.GET.get("digits") != "arabic")
    return paper_of(paper, kind, timezone.localdate(receipt.sent_at), f"circular-{pk}")


def _when(at: datetime) -> str:
    return f"{thai_date(timezone.localdate(at))} {hour(at)}"
