"""What stands around every page of a sitting: its title, its tabs, and the page before any."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khet.records.learning.models import ScoreFile
from khet.records.registry.access import IMPORT_SCORES, SEE_AREA_RESULTS, SEE_UNANNOUNCED
from khet.web.learning.tabs import tabs
from khet.web.learning.words import result_title, unannounced
from khet.web.parts.viewer import viewer_of


def none_yet(request: HttpRequest) -> HttpResponse | None:
    """Instead of the page that opens by default: that the reader's area has no result yet."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    if viewer.score_files or request.GET.get("year") or request.GET.get("test"):
        return None
    context = {
        "office": viewer.scope.may(SEE_UNANNOUNCED),
        "may_import": viewer.scope.may_everywhere(IMPORT_SCORES),
    }
    return render(request, "learning/none_yet.html", context)


def frame(request: HttpRequest, file: ScoreFile, page: str) -> dict[str, Any]:
    """Context of every page of a sitting; ``page`` is the name of its address."""
    viewer = viewer_of(request)
    return {
        "title": result_title(file),
        "unannounced": unannounced(file),
        "tabs": tabs(file, viewer.score_files, page, request.GET, viewer.tables),
    }
