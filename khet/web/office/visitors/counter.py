"""The tablet that visitors hold: nothing but the page of the counter, until its keeper is back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from khet.web.account.own import is_own
from khet.web.office.visitors.asked import counter_of
from khet.web.office.visitors.forms import LeaveForm
from khet.web.parts.filling import form_page
from khet.web.parts.private import private
from khet.web.parts.session import at_counter, hold_at_counter, leave_counter

_SIGN = "office:visitor-sign"
_OPEN = {_SIGN, "office:visitor-leave"}


class CounterMiddleware:
    """Leads every other address of a browser that is held at the counter back to its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if at_counter(request) and _page(request) not in _OPEN:
            return redirect(_SIGN)
        return self.get_response(request)


@private
@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Hold this browser at the counter; pages that it kept go, so that none comes back."""
    counter_of(request, keep=True)
    hold_at_counter(request)
    response = redirect(_SIGN)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@private
@sensitive_post_parameters()
@form_page
def leave(request: HttpRequest) -> HttpResponse:
    """Have the browser back, with the own password of who gave it out of hand."""
    if not at_counter(request):
        return redirect("office:visitors")
    form = LeaveForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid() and is_own(request, form):
        leave_counter(request)
        return redirect("office:visitors")
    context = {"form": form, "title": _("ออกจากหน้าลงชื่อ")}
    return render(request, "office/visitors/leave.html", context)


def _page(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
