"""Pages still to be written."""

from django.http import HttpRequest, HttpResponse


def show_months(request: HttpRequest) -> HttpResponse:
    """To be written."""
    raise NotImplementedError
