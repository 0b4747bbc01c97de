"""Pages still to be written."""

from django.http import HttpRequest, HttpResponse


def show_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """To be written."""
    raise NotImplementedError


def show_instruction(request: HttpRequest, pk: int) -> HttpResponse:
    """To be written."""
    raise NotImplementedError
