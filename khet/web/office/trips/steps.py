"""The steps of a trip: approved or refused, circulated, made longer or shorter, cancelled."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.actions.trip_reports import circulate_trip
from khet.records.office.actions.trips import (
    Decision,
    approve_trip,
    cancel_trip,
    move_trip_end,
    refuse_trip,
)
from khet.records.office.models import Trip
from khet.records.office.queries.calendar import due_of
from khet.rules.deadlines import TRIP_REPORT
from khet.rules.trips import APPROVE, CIRCULATE, MOVE_END, may_take
from khet.web.office.trips.asked import STEPS, TripDesk, office_desk, trip_of
from khet.web.office.trips.changing import filled, meeting_for
from khet.web.office.trips.step_forms import EndForm, NoteForm, ReasonForm
from khet.web.office.trips.words import step_words, trip_name, trip_url
from khet.web.parts.filling import Page, form_page
from khet.web.parts.private import private
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import signed_in


@private
@form_page
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step with a trip; one that can't be taken any more leads back to it."""
    if step not in STEPS:
        raise Http404
    desk = office_desk(request)
    trip = trip_of(desk, pk)
    why_not = desk.why_not(step, trip)
    if not desk.may(step, trip) and not (why_not and desk.lapsed and request.method == "POST"):
        raise PermissionDenied(why_not)
    if request.method != "POST" and not may_take(step, trip.state):
        messages.info(request, _("ทำรายการนี้ไปแล้ว หรือทำไม่ได้แล้ว"))
        return redirect(trip_url(trip))
    told = step_words(step)
    form = _form(request, trip, step)

    def do() -> str:
        if why_not:
            raise ValidationError(why_not)
        _take(request, desk, trip, step, form.cleaned_data)
        return trip_url(trip)

    warning = _warning(desk, trip, step) or told.warning
    title = f"{told.button}: {trip_name(trip)}"
    page = Page(title, told.button, trip_url(trip), _lead(trip, step), warning, told.done)
    return filled(request, form, page, do)


def decide_together(desk: TripDesk, trip: Trip, step: str, reason: str) -> None:
    """Approve or refuse a trip as who decides today.

    Raises:
        PermissionDenied: the reader doesn't decide on it.
    """
    by, deciding = desk.viewer.user, desk.decides_on(trip)
    if by is None or deciding is None:
        raise PermissionDenied
    decision = Decision(timezone.now(), reason, deciding.for_whom)
    if step == APPROVE:
        approve_trip(by=by, trip=trip, decision=decision, today=desk.viewer.today)
    else:
        refuse_trip(by=by, trip=trip, decision=decision)


def _form(request: HttpRequest, trip: Trip, step: str) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    if step == MOVE_END:
        return EndForm(data, trip.starts, trip.ends)
    kinds = {APPROVE: NoteForm, CIRCULATE: forms.Form}
    return kinds.get(step, ReasonForm)(data, label_suffix="")


def _take(
    request: HttpRequest, desk: TripDesk, trip: Trip, step: str, said: dict[str, Any]
) -> None:
    by, today, reason = signed_in(request), desk.viewer.today, str(said.get("reason", ""))
    match step:
        case "circulate":
            circulate_trip(by=by, trip=trip, at=timezone.now())
        case "move-end":
            ends = said["ends"]
            if told := _others(desk, trip, ends):
                messages.warning(request, told)
            move_trip_end(by=by, trip=trip, ends=ends, reason=reason, today=today)
        case "cancel":
            cancel_trip(by=by, trip=trip, reason=reason)
        case _:
            decide_together(desk, trip, step, reason)


def _others(desk: TripDesk, trip: Trip, ends: Any) -> str:
    """Who of the travellers is on another trip until that day, in words."""
    people = [one.user for one in trip.travellers.all()]
    return meeting_for(desk, trip)(people, trip.starts, ends)


def _lead(trip: Trip, step: str) -> str:
    if step != APPROVE:
        return step_words(step).lead
    due = be_date(due_of(trip.area, TRIP_REPORT, trip.ends))
    return _("เมื่ออนุมัติแล้ว ผู้เดินทางต้องรายงานภายใน %(day)s") % {"day": due}


def _warning(desk: TripDesk, trip: Trip, step: str) -> str:
    """Before an approval: who is elsewhere on the days."""
    return _others(desk, trip, trip.ends) if step == APPROVE else ""
