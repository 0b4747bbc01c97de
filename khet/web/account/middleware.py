"""Where a signed-in person is led before anything else: an own password, a second factor."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from khet.records.registry.access import asks_second_factor
from khet.records.registry.actions.sign_in import begin_grace
from khet.records.registry.models import User
from khet.records.registry.queries.sign_in import second_factors
from khet.rules.sign_in import GRACE
from khet.web.account.entering import keep_awake
from khet.web.parts.session import at_counter
from khet.web.parts.viewer import viewer_of

_OWN, _FACTOR = "own-password", "second-factor"
_ALWAYS = {"sign-in", "sign-out", "language", "icon"}
_SETTING_UP = {_FACTOR, "second-factor-app", "second-factor-card", "account", _OWN}


class LeadingMiddleware:
    """Lets nothing else through until what must come first is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The way to what must come first, or on to the page that was asked for.

        A browser that visitors hold at the counter is led nowhere: it is asked for later.
        """
        page = request.resolver_match.view_name if request.resolver_match else ""
        if page in _ALWAYS or not request.user.is_authenticated:
            return None
        keep_awake(request)
        if at_counter(request):
            return None
        if request.user.code_until is not None:
            return None if page == _OWN else redirect(_OWN)
        return _second_factor_first(request, request.user, page)


def _second_factor_first(request: HttpRequest, user: User, page: str) -> HttpResponse | None:
    """The way to a second factor where a role asks for one and the days of grace are over.

    A session that is older than the person's second factor ends.
    """
    viewer = viewer_of(request)
    if viewer.second_factor or not asks_second_factor(viewer.roles):
        return None
    if second_factors(user):
        logout(request)
        return redirect("sign-in")
    if user.grace_until is None:
        begin_grace(by=user, until=viewer.today + GRACE)
    over = user.grace_until is not None and viewer.today > user.grace_until
    return redirect(_FACTOR) if over and page not in _SETTING_UP else None
