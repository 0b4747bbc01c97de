"""Pages still to be written."""

from django.http import HttpRequest, HttpResponse


def show_orders(request: HttpRequest) -> HttpResponse:
    """To be written."""
    raise NotImplementedError


def show_order(request: HttpRequest, pk: int) -> HttpResponse:
    """To be written."""
    raise NotImplementedError
