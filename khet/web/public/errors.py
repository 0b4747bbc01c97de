"""What a reader sees when a page can't be shown: what is the matter, and what to do."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import gettext as _

from khet.web.parts.session import keeps_typed, told_beside


class Nearest(NamedTuple):
    """A page that exists, near the one that was asked for."""

    label: str
    url: str


class NotHereError(Http404):
    """What was asked for does not exist; says so, and offers the nearest that do."""

    def __init__(self, message: str, nearest: list[Nearest]) -> None:
        super().__init__(message)
        self.message = message
        self.nearest = nearest


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for 404; an address that ends in a slash too many leads to the one without.

    Its years lead home: in another year it wouldn't be there either.
    """
    plain = request.path.rstrip("/")
    if request.method in ("GET", "HEAD") and plain != request.path and is_valid_path(plain):
        query = request.META["QUERY_STRING"]
        return HttpResponseRedirect(f"{plain}?{query}" if query else plain)
    told = exception if isinstance(exception, NotHereError) else NotHereError("", [])
    context = {"message": told.message, "nearest": told.nearest}
    request.resolver_match = None
    return render(request, "404.html", context, status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for 403."""
    return render(request, "403.html", {"message": str(exception)}, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose token no longer holds; a part that keeps what was typed goes on."""
    if keeps_typed(request):
        title = _("ยังไม่ได้บันทึก สิ่งที่พิมพ์ยังอยู่ในหน้านี้")
        return told_beside(request, title, _("กดบันทึกอีกครั้ง"))
    return render(request, "403_csrf.html", status=403)
