"""Parts of pages drawn once and kept, and answers that say "unchanged".

A key names everything that a part shows: results, scope, language, filters and the release.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.core.cache import cache as kept
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from khet.web.parts.viewer import viewer_of

_PACKAGE = Path(__file__).resolve().parents[2]


@cache
def release() -> str:
    """A key of the program that runs: another one draws anew."""
    told = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in {".py", ".html", ".po", ".css", ".js", ".toml"}:
            told.update(f"{path}{path.stat().st_mtime_ns}{path.stat().st_size}".encode())
    return told.hexdigest()


def key_of(*shown: object) -> str:
    """One key of all that is shown, in the language of the page and of this release."""
    told = "\n".join(map(repr, (release(), get_language(), *shown)))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def drawn(key: str, template: str, context: Callable[[], dict[str, Any]]) -> SafeString:
    """A part's HTML: kept under the key, or drawn now."""
    html = kept.get(key)
    if html is None:
        html = render_to_string(template, context())
        kept.set(key, str(html))
    return mark_safe(html)  # noqa: S308


def page_key(request: HttpRequest, *shown: object) -> str:
    """The key of a whole page: of its content, its address, its reader and the reader's session."""
    viewer = viewer_of(request)
    reader = (viewer.user and viewer.user.pk, viewer.role_label, str(viewer.user))
    years = [file.sha256 for file in viewer.score_files]
    secret = request.META.get("CSRF_COOKIE", "")
    part = request.headers.get("HX-Request", "")
    return key_of(request.get_full_path(), part, reader, years, secret, viewer.today, *shown)


def unchanged(request: HttpRequest, key: str) -> HttpResponse | None:
    """The answer 304 where the reader holds the page of that key already."""
    response = get_conditional_response(request, etag=quote_etag(key))
    return None if response is None else _private(response, key)


def with_key(response: HttpResponse, key: str) -> HttpResponse:
    """The page, to be kept by its reader only and asked for again each time."""
    return _private(response, key)


def _private(response: HttpResponse, key: str) -> HttpResponse:
    response.headers["ETag"] = quote_etag(key)
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response
