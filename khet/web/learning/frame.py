"""What stands around every page of a sitting: its title, its tabs, and the page before any."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khet.records.registry.access import IMPORT_SCORES, SEE_AREA_RESULTS, SEE_UNANNOUNCED
from khet.web.learning.asked import address, asked_file
from khet.web.learning.study import Study
from khet.web.learning.tabs import tabs
from khet.web.learning.words import result_title, unannounced
from khet.web.parts.viewer import viewer_of


def opens_by_default(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that a menu leads to: it says so where the reader's area has no result yet."""

    @wraps(page)
    def answer(request: HttpRequest) -> HttpResponse:
        viewer = viewer_of(request)
        viewer.require(SEE_AREA_RESULTS)
        if viewer.score_files or request.GET.get("year") or request.GET.get("test"):
            return page(request)
        context = {
            "office": viewer.scope.may(SEE_UNANNOUNCED),
            "may_import": viewer.scope.may_everywhere(IMPORT_SCORES),
        }
        return render(request, "learning/none_yet.html", context)

    return answer


def study_of(request: HttpRequest, permission: str, page: str) -> Study:
    """The sitting that an address asks for, by default the year's main test.

    Raises:
        PermissionDenied: the reader hasn't the permission.
        NotHereError: no such sitting; offers the nearest on ``page``.
    """
    viewer = viewer_of(request)
    viewer.require(permission)
    return Study(viewer, asked_file(viewer.score_files, request.GET, page))


def frame(
    request: HttpRequest, study: Study, page: str, *about: str, **more: str
) -> dict[str, Any]:
    """Context of every page of a sitting.

    ``page`` is the name of the address that its tabs lead to, ``about`` are its parts, ``more``
    what they ask beside what is asked now.
    """
    files, file, asked = study.viewer.score_files, study.file, request.GET.copy()
    asked.update(more)
    return {
        "title": result_title(file),
        "unannounced": unannounced(file),
        "tabs": tabs(file, files, page, asked, study.tables, *about),
        "overview_url": address("learning:overview", study.sitting),
    }
