"""Writing a visit down on a phone, also without a signal."""

from django.http import HttpRequest, HttpResponse


def record(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError
