"""The page of what all who were asked wrote, and the same as a workbook to take away."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from khet.documents.answer_books.writing import merged_book
from khet.rules.workbook_merging import Merged
from khet.web.office.returned.asked import sending_of
from khet.web.office.returned.merging import Sender, Together, sheet_name, state_told
from khet.web.office.returned.words import value_told
from khet.web.parts.private import XLSX, file_of, private

_ROWS, _COLUMNS, _ODD = 200, 12, 200


@dataclass(frozen=True)
class Part:
    """A sheet as the page shows it: its first columns and rows, and sums where there are some."""

    name: str
    columns: list[str]
    rows: list[tuple[Sender, list[str]]]
    totals: list[str]
    more_columns: int
    more_rows: int


@private
@require_safe
def workbook_merged(request: HttpRequest, pk: int) -> HttpResponse:
    """What was answered, who hasn't, and what is missing or odd."""
    sending = sending_of(request, pk)
    if sending.template is None:
        return redirect("office:workbook-template", pk)
    together = Together(sending, sending.template)
    parts = [_part(together, sheet) for sheet in together.sheets]
    odd = together.odd
    told = {
        "sending": sending,
        "together": together,
        "parts": parts,
        "silent": [(sender, state_told(sender.receipt)) for sender in together.silent],
        "odd": odd[:_ODD],
        "odd_count": len(odd),
    }
    return render(request, "office/returned/merged.html", told)


@private
@require_safe
def workbook_merged_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    sending = sending_of(request, pk)
    if sending.template is None:
        return redirect("office:workbook-template", pk)
    content = merged_book(Together(sending, sending.template).leaves())
    return file_of(content, XLSX, f"khet-{pk}-{_day(sending.desk.viewer.today)}.xlsx")


def _part(together: Together, found: Merged) -> Part:
    asked = found.columns[:_COLUMNS]
    rows = [
        (together.answered[n], [value_told(v, a) for v, a in zip(values, asked, strict=False)])
        for n, values in found.rows[:_ROWS]
    ]
    totals = [value_told(total.sum) if total else "" for total in found.totals[:_COLUMNS]]
    return Part(
        sheet_name(found),
        list(found.names[:_COLUMNS]),
        rows,
        totals if any(totals) else [],
        max(len(found.columns) - _COLUMNS, 0),
        max(len(found.rows) - _ROWS, 0),
    )


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")
