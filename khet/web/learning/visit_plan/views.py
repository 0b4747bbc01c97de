"""The plan of visits: proposed, edited, agreed; who looks after which network."""

from django.http import HttpRequest, HttpResponse


def show_plan(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError


def propose(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError


def show_requests(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError


def show_assignments(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError


def show_coverage(request: HttpRequest, **of: object) -> HttpResponse:
    """To be built."""
    raise NotImplementedError
