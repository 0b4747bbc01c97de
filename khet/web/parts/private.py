"""Answers for their reader alone: nothing between keeps them, and the browser doesn't either."""

from datetime import date

from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control

from khet.documents.paper import Paper, docx_of, pdf_of
from khet.documents.sheets import Sheet, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PAPERS = {"pdf": (pdf_of, PDF), "docx": (docx_of, DOCX)}
private = cache_control(private=True, no_store=True)
"""A view whose every answer is for its reader alone."""


def file_of(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to take away; ``kind`` is its type of content."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)


def workbook_of(sheet: Sheet, name: str) -> HttpResponse:
    """A sheet as an XLSX file of that name."""
    return file_of(workbook(sheet), XLSX, f"{name}.xlsx")


def paper_of(paper: Paper, form: str, day: date, name: str) -> HttpResponse:
    """A paper made on a day as a file of that name, as ``pdf`` or ``docx``.

    Raises:
        Http404: there is no such form.
    """
    if form not in _PAPERS:
        raise Http404
    make, kind = _PAPERS[form]
    return file_of(make(paper, day), kind, f"{name}.{form}")
