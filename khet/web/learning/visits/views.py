"""Visits to schools: listed, shown, told, answered, closed."""

from django.http import HttpRequest, HttpResponse


def show_visits(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError


def show_visit(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError


def show_findings(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError
