"""Answers for their reader alone: nothing between keeps them, and the browser doesn't either."""

from django.http import HttpResponse
from django.views.decorators.cache import cache_control

from khet.documents.sheets import Sheet, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
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
