"""What visits say together, by network, size and topic."""

from django.http import HttpRequest, HttpResponse


def show_summary(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError
