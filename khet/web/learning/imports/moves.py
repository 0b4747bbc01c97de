"""Steps that a person confirms first: checked, announced, withdrawn, back to an older version."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from khet.jobs.announcing import announce, subjects_asked, withdraw_announcement
from khet.jobs.redraw_charts import redraw_charts
from khet.records.learning.actions import (
    WrongStateError,
    move_results,
    recalculate,
    return_to_version,
)
from khet.records.learning.models import ScoreFile
from khet.records.office.queries.calendar import due_of
from khet.records.registry.access import ANNOUNCE_RESULTS, IMPORT_SCORES
from khet.rules.deadlines import ANSWER_RESULTS
from khet.web.learning.asked import address
from khet.web.learning.imports.announced import Made
from khet.web.learning.imports.asked import asked_version, asked_versions
from khet.web.learning.imports.forms import (
    AnnounceForm,
    ReasonForm,
    RecalculateForm,
    WithdrawForm,
)
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
    viewer, versions, file = _asked(request, ANNOUNCE_RESULTS)
    to = _asked_state(request)
    possible = file.current and file.state == _BEFORE[to]
    asked = subjects_asked(file) if possible and to == ScoreFile.State.ANNOUNCED else {}
    by = due_of(viewer.area, ANSWER_RESULTS, viewer.today) if asked else None
    form = AnnounceForm(request.POST or None, viewer.today, by) if by else None
    if request.method == "POST" and (form is None or form.is_valid()):
        if possible:
            _move(request, file, to, form.cleaned_data["due"] if form else None)
        return redirect(address("learning:versions", file.sitting))
    context = {
        **_about(file, versions, viewer),
        "to": to,
        "possible": possible,
        "own": to == ScoreFile.State.CHECKED and file.imported_by == str(viewer.user),
        "form": form,
        "asked": len(asked),
    }
    return render(request, "learning/imports/move.html", context)


def _asked(request: HttpRequest, permission: str) -> tuple[Viewer, list[ScoreFile], ScoreFile]:
    """Who asks, all versions of the sitting, and the one that the step is about."""
    viewer = viewer_of(request)
    viewer.require_everywhere(permission)
    versions = asked_versions(request, viewer)
    return viewer, versions, asked_version(versions, request.GET.get("version", ""))


def _asked_state(request: HttpRequest) -> ScoreFile.State:
    to = request.GET.get("to", "")
    if to not in _BEFORE:
        raise Http404
    return ScoreFile.State(to)


def _move(request: HttpRequest, file: ScoreFile, to: ScoreFile.State, due: date | None) -> None:
    """Take the step; somebody else may have taken it just before."""
    by, at = signed_in(request), timezone.now()
    try:
        if to == ScoreFile.State.ANNOUNCED:
            announce(by=by, file=file, at=at, due=due)
            redraw_charts.enqueue()
        else:
            move_results(by=by, file=file, to=to, at=at)
    except WrongStateError:
        return


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take back an announcement, with a reason; first what schools will see instead."""
    viewer, versions, file = _asked(request, ANNOUNCE_RESULTS)
    form = WithdrawForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        _withdraw(request, file, versions, form.cleaned_data["reason"])
        return redirect(address("learning:versions", file.sitting))
    others = (other for other in _announced(file, versions) if other != file)
    context = {**_about(file, versions, viewer), "form": form, "then": next(others, None)}
    return render(request, "learning/imports/withdraw.html", context)


def _withdraw(
    request: HttpRequest, file: ScoreFile, versions: list[ScoreFile], reason: str
) -> None:
    """Take the announcement back; somebody else may have done so just before."""
    by, at = signed_in(request), timezone.now()
    try:
        withdraw_announcement(by=by, file=file, versions=versions, reason=reason, at=at)
    except WrongStateError:
        return
    redraw_charts.enqueue()


@private
@require_http_methods(["GET", "HEAD", "POST"])
def go_back(request: HttpRequest) -> HttpResponse:
    """Make an older version count again, with a reason."""
    viewer, versions, file = _asked(request, IMPORT_SCORES)
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


@private
@require_http_methods(["GET", "HEAD", "POST"])
def calculate_again(request: HttpRequest) -> HttpResponse:
    """Calculate an announced version anew, as a version of its own, with a reason."""
    viewer, versions, file = _asked(request, ANNOUNCE_RESULTS)
    form = RecalculateForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        _recalculate(request, file, form.cleaned_data["reason"])
        return redirect(address("learning:versions", file.sitting))
    context = {
        **_about(file, versions, viewer),
        "form": form,
        "possible": file.current and file.state == ScoreFile.State.ANNOUNCED,
    }
    return render(request, "learning/imports/recalculate.html", context)


def _recalculate(request: HttpRequest, file: ScoreFile, reason: str) -> None:
    """Make the new version; somebody else may have done so just before."""
    try:
        recalculate(by=signed_in(request), file=file, reason=reason)
    except WrongStateError:
        return
    redraw_charts.enqueue()


def _about(file: ScoreFile, versions: list[ScoreFile], viewer: Viewer) -> dict[str, object]:
    """A version, what it shows, and what schools see now."""
    told, made = _announced(file, versions), Made(file, viewer.tables)
    return {
        "title": sitting_title(file.sitting),
        "url": address("learning:versions", file.sitting),
        "file": file,
        "state": state_words(file),
        "seen": told[0] if told else None,
        "made": made,
        "schools": made.schools if made.of_pupils else 0,
        "colours": made.colours if made.of_pupils else [],
    }


def _announced(file: ScoreFile, versions: list[ScoreFile]) -> list[ScoreFile]:
    """The announced versions of the same content, newest first: schools see the first."""
    return [
        other
        for other in versions
        if other.content == file.content and other.state == ScoreFile.State.ANNOUNCED
    ]
