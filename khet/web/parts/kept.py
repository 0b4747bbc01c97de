"""Parts of pages drawn once and kept, and answers that say "unchanged".

A key names everything that is shown: the address, what its reader may see, the state of the
registers and score files, the language and the release. Nothing has to be thrown away by hand.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from django.core.cache import cache as kept
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from khet.web.parts.viewer import viewer_of

T = TypeVar("T")

_PACKAGE = Path(__file__).resolve().parents[2]
_SOURCES = {".py", ".html", ".po", ".css", ".js", ".toml"}
_ASKED = (
    "year",
    "test",
    "grade",
    "round",
    "pupils",
    "subject",
    "school",
    "colour",
    "scheme",
    "group",
    "came",
    "v",
)
_ASKED_OF_LISTS = (
    *("network", "district", "size", "sort", "subdistrict", "sector", "type", "levels"),
    *("programme", "state", "page", "check", "reference", "least"),
)
_ASKED_SEVERAL = ("units", "years", "measures")


@cache
def release() -> str:
    """A key of the program that runs: another one draws anew."""
    told = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in _SOURCES:
            told.update(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}".encode())
    return told.hexdigest()


def drawn(
    request: HttpRequest, template: str, context: Callable[[], dict[str, Any]], *more: object
) -> SafeString:
    """A part of the page as HTML: as it was kept, or drawn now.

    The part may show only what the address, the reader's scope and the records decide: nothing of
    the reader's own name or session, and no parameter of the address but those listed here.
    ``more`` is what it rests on beside score files and registers.
    """
    asked = [request.GET.get(name, "") for name in (*_ASKED, *_ASKED_OF_LISTS)]
    several = [request.GET.getlist(name) for name in _ASKED_SEVERAL]
    key = (template, request.path, asked, several, viewer_of(request).sight, *more)
    return remembered(key, lambda: render_to_string(template, context()))


def remembered(key: tuple[object, ...], make: Callable[[], T]) -> T:
    """What ``make`` comes to: as it was kept, or made now. The key names all that it rests on."""
    kept_key = _key(*key)
    value = kept.get(kept_key)
    if value is None:
        value = make()
        kept.set(kept_key, value)
    return cast(T, value)


def page_key(request: HttpRequest, *more: object) -> str:
    """The key of a whole page: its address, its reader and session, and all that it may show."""
    viewer = viewer_of(request)
    reader = (viewer.user and viewer.user.pk, str(viewer.user), viewer.role_label)
    session = request.META.get("CSRF_COOKIE", "")
    part = request.headers.get("HX-Request", "")
    return _key(request.get_full_path(), part, reader, session, viewer.sight, *more)


def answered(request: HttpRequest, page: Callable[[], HttpResponse], *more: object) -> HttpResponse:
    """The page of a request, or 304 where its reader holds it already.

    ``more`` is what the page rests on beside its address, its reader and all that ``sight`` knows.
    """
    key = page_key(request, *more)
    response = get_conditional_response(request, etag=quote_etag(key)) or page()
    return _with_key(response, key)


def _with_key(response: HttpResponse, key: str) -> HttpResponse:
    """The page, to be kept by its reader only and asked for again each time."""
    response.headers["ETag"] = quote_etag(key)
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response


def _key(*shown: object) -> str:
    told = "\n".join(map(repr, (release(), get_language(), *shown)))
    return hashlib.sha256(told.encode()).hexdigest()[:32]
