"""Books of supervision: a supervisor's month, a school's own."""

from django.http import HttpRequest, HttpResponse


def show_own_book(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError


def show_school_book(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError
