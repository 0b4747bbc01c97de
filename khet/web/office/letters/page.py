"""The page of one letter."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khet.web.parts.private import private


@private
@require_safe
def show_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter; still to be made."""
    return HttpResponse(status=501)
