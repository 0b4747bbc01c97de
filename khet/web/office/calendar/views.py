"""Pages still to be written."""

from django.http import HttpRequest, HttpResponse


def show_calendar(request: HttpRequest) -> HttpResponse:
    """To be written."""
    raise NotImplementedError
