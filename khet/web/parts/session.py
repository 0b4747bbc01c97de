"""What a reader's session keeps and shows: ended while a page is open, or out of hand."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

_AT_COUNTER = "at_counter"
_KEEPS = "X-Keeps-Typed"


class SignInAgainMiddleware:
    """A part of a page that would lead to signing in reloads the whole page instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "HX-Request" in request.headers and response.status_code == 302:
            if keeps_typed(request) and not request.user.is_authenticated:
                title = _("หมดเวลาใช้งาน จึงยังไม่ได้บันทึก สิ่งที่พิมพ์ยังอยู่ในหน้านี้")
                told = _("เข้าสู่ระบบแล้วกลับมากดบันทึกอีกครั้ง")
                return told_beside(request, title, told, signs_in=True)
            return HttpResponse(headers={"HX-Refresh": "true"})
        return response


def keeps_typed(request: HttpRequest) -> bool:
    """Whether a part of a page was sent that must not lose what was typed in it."""
    return "HX-Request" in request.headers and _KEEPS in request.headers


def told_beside(
    request: HttpRequest, title: str, told: str, signs_in: bool = False
) -> HttpResponse:
    """Tell why nothing was kept in the page's ``#told``, and leave the rest as it is.

    With it comes a token of the reader's session as it is now, so that sending again works.
    """
    context = {"title": title, "told": told, "signs_in": signs_in}
    response = render(request, "parts/keeps_typed.html", context)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#told", "innerHTML show:top"
    return response


def hold_at_counter(request: HttpRequest) -> None:
    """From now on this browser shows its reader's pages of the counter alone."""
    request.session[_AT_COUNTER] = True


def at_counter(request: HttpRequest) -> bool:
    """Whether the reader gave this browser out of hand, to visitors at the counter."""
    return request.user.is_authenticated and bool(request.session.get(_AT_COUNTER))


def leave_counter(request: HttpRequest) -> None:
    """This browser is its reader's own again."""
    request.session.pop(_AT_COUNTER, None)
