"""Books of letters."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khet.web.parts.private import private


@private
@require_safe
def show_book(request: HttpRequest) -> HttpResponse:
    """A book of letters; still to be made."""
    return HttpResponse(status=501)
