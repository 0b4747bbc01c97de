"""Instruments: listed, made, filled in."""

from django.http import HttpRequest, HttpResponse


def show_instruments(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError


def show_instrument(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError
