"""How a page of the registers is drawn: kept for its readers, and not sent again unchanged."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from khet.web.parts.kept import drawn, page_key, unchanged, with_key
from khet.web.registry.units.asked import asked_register

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


@dataclass(frozen=True)
class Page:
    """A page: its title, the template of its content, and what makes the content.

    ``keeps`` is whether the content may be kept drawn: what a search finds is not.
    """

    title: str
    template: str
    content: Callable[[], dict[str, Any]]
    keeps: bool = True


def register_page(make: Callable[..., Page]) -> Callable[..., HttpResponse]:
    """A view of the page that ``make`` says of a register and the parts of the address."""

    @require_safe
    @wraps(make)
    def answer(request: HttpRequest, **about: str) -> HttpResponse:
        register = asked_register(request)
        page = make(request, register, **about)
        key = page_key(request)
        if (same := unchanged(request, key)) is not None:
            return same
        return with_key(render(request, "registry/units/page.html", _frame(request, page)), key)

    return answer


def _frame(request: HttpRequest, page: Page) -> dict[str, Any]:
    template = f"registry/units/{page.template}.html"
    if page.keeps:
        return {"title": page.title, "content": drawn(request, template, page.content)}
    return {"title": page.title, "content": render_to_string(template, page.content())}


def file_of(content: bytes, name: str, kind: str = XLSX) -> HttpResponse:
    """A file to be kept by its reader only, a workbook unless another kind is said."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
