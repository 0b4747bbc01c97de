"""What all pages for everybody have in common: no sign-in, the office, how long they are kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from khet.web.parts.viewer import viewer_of

_SECONDS = 60
Shows = Callable[..., HttpResponseBase]


def public_page(view: Shows) -> Shows:
    """A view that anyone may open, given the office after the request.

    A bare installation leads to its set-up. A browser keeps a page for a minute; what is between
    doesn't, as a page's form for the language belongs to its reader.
    """

    @login_not_required
    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, *given: Any, **more: Any) -> HttpResponseBase:
        viewer = viewer_of(request)
        if viewer.office is None:
            return redirect("start")
        response = view(request, viewer.office, *given, **more)
        if viewer.user is None and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = f"private, max-age={_SECONDS}"
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    return shown
