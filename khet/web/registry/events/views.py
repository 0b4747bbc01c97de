"""Pages of the audit trail: who did what to what and when, and who looked at which child."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.registry.access import SEE_EVENTS
from khet.records.registry.actions.audit import record_event, record_pupils_seen
from khet.records.registry.models import Pupil
from khet.records.registry.queries.events import events, same_child, views_of_pupil
from khet.records.registry.queries.schools import ever_in
from khet.rules.thai import arabic_digits
from khet.web.parts.private import private, workbook_of
from khet.web.parts.viewer import Viewer, signed_in, viewer_of
from khet.web.registry.events.forms import EventForm, PupilForm
from khet.web.registry.events.sheet import events_sheet
from khet.web.registry.events.words import lines

PAGE = 50
MOST = 20_000


@private
@require_safe
def show_events(request: HttpRequest) -> HttpResponse:
    """The newest events of the filters, and the way to older ones."""
    viewer = _reader(request)
    form = EventForm(request.GET)
    context: dict[str, Any] = {"form": form, "first": "before" not in request.GET}
    if form.is_valid():
        found = list(events(form.chosen, _before(request))[: PAGE + 1])
        context["lines"] = lines(viewer, found[:PAGE])
        asked = request.GET.copy()
        asked.pop("before", None)
        context["query"] = asked.urlencode()
        if len(found) > PAGE:
            asked["before"] = str(found[PAGE - 1].pk)
            context["older"] = asked.urlencode()
    return render(request, "registry/events/events.html", context)


@private
@require_safe
def export_events(request: HttpRequest) -> HttpResponse:
    """The events of the filters as XLSX; that they were taken is an event, too."""
    viewer = _reader(request)
    form = EventForm(request.GET)
    if not form.is_valid():
        return show_events(request)
    found = list(events(form.chosen)[:MOST])
    sheet = events_sheet(form.told, lines(viewer, found), whole=len(found) < MOST)
    response = workbook_of(sheet, "events")
    after = {"filters": form.told, "events": len(found)}
    record_event(
        by=signed_in(request), action="export-events", kind="registry.event", key="*", after=after
    )
    return response


@private
@require_safe
def show_pupil_views(request: HttpRequest) -> HttpResponse:
    """Who looked at one child, found by school and pupil number."""
    viewer = _reader(request)
    form = PupilForm(request.GET or None, ever_in(viewer.area))
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        rows = same_child(form.cleaned_data["school"].code, form.cleaned_data["number"])
        context |= {"rows": rows, "lines": lines(viewer, views_of_pupil(rows)), "asked": True}
        context["name"] = rows[0].name if rows and _may_name(viewer, rows) else ""
    response = render(request, "registry/events/pupil.html", context)
    if context.get("name"):
        _leave_event(request, context["rows"][0])
    return response


def _reader(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    viewer.require_everywhere(SEE_EVENTS)
    return viewer


def _may_name(viewer: Viewer, rows: list[Pupil]) -> bool:
    return all(viewer.sees_names_of(row.school.code) for row in rows)


def _leave_event(request: HttpRequest, row: Pupil) -> None:
    record_pupils_seen(
        by=signed_in(request),
        school=row.school.code,
        year=row.academic_year,
        grade=row.grade,
        pupils=[row.pk],
    )


def _before(request: HttpRequest) -> int | None:
    asked = arabic_digits(request.GET.get("before", ""))
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
