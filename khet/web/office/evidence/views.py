"""Pages still to be written."""

from django.http import HttpRequest, HttpResponse


def show_list(request: HttpRequest) -> HttpResponse:
    """To be written."""
    raise NotImplementedError


def show_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """To be written."""
    raise NotImplementedError
