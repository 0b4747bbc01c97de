"""Which sitting and which of its versions an address asks for, and who may."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import latest_of_sittings, versions_of
from khet.records.registry.access import ANNOUNCE_RESULTS, IMPORT_SCORES
from khet.web.learning.asked import asked_file
from khet.web.parts.viewer import Viewer, viewer_of


def may_follow(request: HttpRequest) -> Viewer:
    """Who brings or announces results of the whole area; anybody else is refused."""
    viewer = viewer_of(request)
    may = viewer.scope.may_everywhere
    if not (may(IMPORT_SCORES) or may(ANNOUNCE_RESULTS)):
        raise PermissionDenied
    return viewer


def asked_versions(request: HttpRequest, viewer: Viewer) -> list[ScoreFile]:
    """Every version of the sitting that the address asks for, newest first.

    Raises:
        NotHereError: no such sitting; offers the nearest.
    """
    files = latest_of_sittings(viewer.area)
    return versions_of(asked_file(files, request.GET, "learning:versions").sitting)


def asked_version(versions: list[ScoreFile], asked: str) -> ScoreFile:
    """The version of that number; raises ``Http404`` where there is none."""
    found = next((file for file in versions if str(file.version) == asked), None)
    if found is None:
        raise Http404
    return found
