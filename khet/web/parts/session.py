"""What happens when a reader's session ends while a page is open."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SignInAgainMiddleware:
    """A part of a page that would lead to signing in reloads the whole page instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "HX-Request" in request.headers and response.status_code == 302:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return response
