"""Steps that a person confirms first: checked, announced, withdrawn, back to an older version."""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from khet.jobs.redraw_charts import redraw_charts
from khet.jobs.sitting_results import results_for
from khet.records.learning.actions import (
    WrongStateError,
    move_results,
    return_to_version,
    withdraw_results,
)
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import ANNOUNCE_RESULTS, IMPORT_SCORES
from khet.rules.colours import Band, five_bands
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import address
from khet.web.learning.imports.asked import asked_version, asked_versions
from khet.web.learning.imports.forms import ReasonForm, WithdrawForm
from khet.web.learning.imports.words import state_words
from khet.web.learning.words import sitting_title
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

_BEFORE = {
    ScoreFile.State.CHECKED: ScoreFile.State.CALCULATED,
    ScoreFile.State.ANNOUNCED: ScoreFile.State.CHECKED,
}


@private
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest) -> HttpResponse:
    """Confirm that results were checked, or announce them; first what schools will see."""
    viewer = viewer_of(request)
    viewer.require_everywhere(ANNOUNCE_RESULTS)
    versions = asked_versions(request, viewer)
    file = asked_version(versions, request.GET.get("version", ""))
    to = _asked_state(request)
    possible = file.current and file.state == _BEFORE[to]
    if request.method == "POST":
        if possible:
            _move(request, file, to)
        return redirect(address("learning:versions", file.sitting))
    context = {
        **_about(file, versions, viewer),
        "to": to,
        "possible": possible,
        "own": to == ScoreFile.State.CHECKED and file.imported_by == str(viewer.user),
    }
    return render(request, "learning/imports/move.html", context)


def _asked_state(request: HttpRequest) -> ScoreFile.State:
    to = request.GET.get("to", "")
    if to not in _BEFORE:
        raise Http404
    return ScoreFile.State(to)


def _move(request: HttpRequest, file: ScoreFile, to: ScoreFile.State) -> None:
    """Take the step; somebody else may have taken it just before."""
    try:
        move_results(by=signed_in(request), file=file, to=to, at=timezone.now())
    except WrongStateError:
        return
    if to == ScoreFile.State.ANNOUNCED:
        redraw_charts.enqueue()


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take back an announcement, with a reason; first what schools will see instead."""
    viewer = viewer_of(request)
    viewer.require_everywhere(ANNOUNCE_RESULTS)
    versions = asked_versions(request, viewer)
    file = asked_version(versions, request.GET.get("version", ""))
    form = WithdrawForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        _withdraw(request, file, form.cleaned_data["reason"])
        return redirect(address("learning:versions", file.sitting))
    others = (other for other in _announced(file, versions) if other != file)
    context = {**_about(file, versions, viewer), "form": form, "then": next(others, None)}
    return render(request, "learning/imports/withdraw.html", context)


def _withdraw(request: HttpRequest, file: ScoreFile, reason: str) -> None:
    """Take the announcement back; somebody else may have done so just before."""
    try:
        withdraw_results(by=signed_in(request), file=file, reason=reason)
    except WrongStateError:
        return
    redraw_charts.enqueue()


@private
@require_http_methods(["GET", "HEAD", "POST"])
def go_back(request: HttpRequest) -> HttpResponse:
    """Make an older version count again, with a reason."""
    viewer = viewer_of(request)
    viewer.require_everywhere(IMPORT_SCORES)
    versions = asked_versions(request, viewer)
    file = asked_version(versions, request.GET.get("version", ""))
    form = ReasonForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return_to_version(by=signed_in(request), file=file, reason=reason)
        redraw_charts.enqueue()
        return redirect(address("learning:versions", file.sitting))
    current = next((f for f in versions if f.current and f.content == file.content), file)
    between = {"before": str(current.version), "after": str(file.version)}
    context = {
        **_about(file, versions, viewer),
        "form": form,
        "current": current,
        "differences": address("learning:differences", file.sitting, **between),
    }
    return render(request, "learning/imports/return.html", context)


def _about(file: ScoreFile, versions: list[ScoreFile], viewer: Viewer) -> dict[str, object]:
    """A version, what it shows, and what schools see now."""
    told = _announced(file, versions)
    return {
        "title": sitting_title(file.sitting),
        "url": address("learning:versions", file.sitting),
        "file": file,
        "state": state_words(file),
        "seen": told[0] if told else None,
        "schools": _schools(file, viewer),
        "colours": _colours(file, viewer),
    }


def _announced(file: ScoreFile, versions: list[ScoreFile]) -> list[ScoreFile]:
    """The announced versions of the same content, newest first: schools see the first."""
    return [
        other
        for other in versions
        if other.content == file.content and other.state == ScoreFile.State.ANNOUNCED
    ]


def _schools(file: ScoreFile, viewer: Viewer) -> int:
    """How many schools have a result in it."""
    if file.content != ScoreFile.Content.PUPILS:
        return 0
    return len({code for code, _ in results_for(file, viewer.tables).schools})


def _colours(file: ScoreFile, viewer: Viewer) -> list[tuple[Band, int]]:
    """How many schools have each colour over all subjects."""
    if file.content != ScoreFile.Content.PUPILS:
        return []
    rows = results_for(file, viewer.tables).schools.items()
    counts = Counter(row.colour for (_, subject), row in rows if subject == ALL_SUBJECTS)
    bands = five_bands(file.sitting.academic_year, viewer.tables)
    return [(band, counts[band.key]) for band in bands]
