"""How a page of the registers is drawn: kept for its readers, and not sent again unchanged."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from khet.web.parts.kept import answered, drawn
from khet.web.registry.units.asked import asked_register


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
        template = "registry/units/page.html"
        return answered(request, lambda: render(request, template, _frame(request, page)))

    return answer


def _frame(request: HttpRequest, page: Page) -> dict[str, Any]:
    template = f"registry/units/{page.template}.html"
    if page.keeps:
        return {"title": page.title, "content": drawn(request, template, page.content)}
    return {"title": page.title, "content": render_to_string(template, page.content())}
