"""Pages about the versions of a sitting: the list, one sitting's versions, their differences."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.jobs.sitting_results import source_path
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import latest_of_sittings
from khet.records.registry.access import ANNOUNCE_RESULTS, IMPORT_SCORES
from khet.records.registry.actions.audit import record_event, record_pupils_seen
from khet.web.learning.asked import address
from khet.web.learning.imports.announced import Made
from khet.web.learning.imports.asked import asked_version, asked_versions, may_follow
from khet.web.learning.imports.changes import Changes
from khet.web.learning.imports.words import content_name, state_words
from khet.web.learning.words import sitting_title
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

_A_PAGE = 40


@private
@require_safe
def show_sittings(request: HttpRequest) -> HttpResponse:
    """Every sitting of the area with the state of its newest version."""
    viewer = may_follow(request)
    pages = Paginator(latest_of_sittings(viewer.area), _A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    rows = [
        (file, sitting_title(file.sitting), content_name(file), state_words(file), _url(file))
        for file in shown
    ]
    context = {"shown": shown, "rows": rows, "may_import": _may_import(viewer)}
    return render(request, "learning/imports/sittings.html", context)


@private
@require_safe
def show_versions(request: HttpRequest) -> HttpResponse:
    """Every version of one sitting, and what can be done with it."""
    viewer = may_follow(request)
    versions = asked_versions(request, viewer)
    context = {
        "title": sitting_title(versions[0].sitting),
        "rows": [_row(file, versions) for file in versions],
        "newest": [_newest(file, versions, viewer) for file in versions if file.current],
        "may_import": _may_import(viewer),
        "may_announce": viewer.scope.may_everywhere(ANNOUNCE_RESULTS),
        "overview": address("learning:overview", versions[0].sitting),
        "answers": address("learning:answers", versions[0].sitting),
        "colours": address("learning:colours", versions[0].sitting),
    }
    return render(request, "learning/imports/versions.html", context)


def _url(file: ScoreFile) -> str:
    return address("learning:versions", file.sitting)


def _may_import(viewer: Viewer) -> bool:
    return viewer.scope.may_everywhere(IMPORT_SCORES)


def _row(file: ScoreFile, versions: list[ScoreFile]) -> dict[str, object]:
    """A version's row; ``differences`` is the address of what it changed."""
    older = (f for f in versions if f.content == file.content and f.version < file.version)
    before = next(older, None)
    between = {"before": str(before.version), "after": str(file.version)} if before else {}
    number = {"version": str(file.version)}
    return {
        "file": file,
        "content": content_name(file),
        "state": state_words(file),
        "differences": address("learning:differences", file.sitting, **between) if before else "",
        "source": address("learning:source", file.sitting, **number),
        "back": address("learning:return", file.sitting, **number),
        "withdraw": address("learning:withdraw", file.sitting, **number)
        if file.state == ScoreFile.State.ANNOUNCED
        else "",
    }


def _newest(file: ScoreFile, versions: list[ScoreFile], viewer: Viewer) -> dict[str, object]:
    """The current version: its next step, and which version schools see meanwhile."""
    told = [
        other
        for other in versions
        if other.content == file.content and other.state == ScoreFile.State.ANNOUNCED
    ]
    steps = {ScoreFile.State.CALCULATED: "checked", ScoreFile.State.CHECKED: "announced"}
    to = steps.get(ScoreFile.State(file.state))
    return {
        "file": file,
        "content": content_name(file),
        "state": state_words(file),
        "seen": told[0] if told else None,
        "seen_made": Made(told[0], viewer.tables) if told and told[0].pk != file.pk else None,
        "to": to,
        "made": Made(file, viewer.tables),
        "again": address("learning:recalculate", file.sitting, version=str(file.version))
        if file.state == ScoreFile.State.ANNOUNCED and viewer.scope.may_everywhere(ANNOUNCE_RESULTS)
        else "",
        "move": address("learning:move", file.sitting, version=str(file.version), to=to)
        if to and viewer.scope.may_everywhere(ANNOUNCE_RESULTS)
        else "",
    }


@private
@require_safe
def show_differences(request: HttpRequest) -> HttpResponse:
    """What changed from one version to another; of one school, pupil by pupil for who may."""
    viewer = may_follow(request)
    versions = asked_versions(request, viewer)
    before = asked_version(versions, request.GET.get("before", ""))
    after = asked_version(versions, request.GET.get("after", ""))
    if before.content != after.content:
        raise Http404
    changes = Changes(viewer, before, after, request.GET.get("school", ""))
    response = render(request, "learning/imports/differences.html", changes.context())
    if changes.pupils_shown:
        record_pupils_seen(
            by=signed_in(request),
            school=changes.school,
            year=after.sitting.academic_year,
            grade=after.sitting.grade,
            pupils=changes.pupils_shown,
        )
    return response


@private
@require_safe
def download_source(request: HttpRequest) -> FileResponse:
    """The file that a version was taken from, as it was brought; it may name pupils."""
    viewer = viewer_of(request)
    viewer.require_everywhere(IMPORT_SCORES)
    if not viewer.second_factor:
        raise PermissionDenied(viewer.names_hidden_reason)
    file = asked_version(asked_versions(request, viewer), request.GET.get("version", ""))
    path = source_path(file)
    if not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=file.source_name)
    record_event(
        by=signed_in(request),
        action="download-source",
        kind="learning.score-file",
        key=str(file.pk),
        after={"version": file.version, "sha256": file.source_sha256},
    )
    return response
