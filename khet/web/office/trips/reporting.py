"""What a trip brought: written by who owes it, with files, until it is circulated."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khet.records.office.actions.files import take_off
from khet.records.office.actions.trip_reports import NotBackError, Report, report_trip
from khet.records.office.actions.trips import TripMovedError
from khet.records.office.models import Traveller, Trip
from khet.records.office.queries.files import attached
from khet.records.office.queries.trips import KIND, part_of
from khet.rules.trips import REPORT, may_take
from khet.web.office.evidence.asked import sent
from khet.web.office.evidence.receiving import Arrived, arrive
from khet.web.office.trips.asked import TripDesk, office_desk, trip_for
from khet.web.office.trips.step_forms import ReportForm
from khet.web.office.trips.words import fault_told, trip_name, trip_url
from khet.web.parts.filling import form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in


@private
@form_page
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the report that the reader owes, or write it anew."""
    desk = office_desk(request)
    trip, mine = _owed(desk, pk)
    if request.method != "POST" and (told := _why_not(desk, trip)):
        messages.info(request, told)
        return redirect(trip_url(trip))
    initial = {"essence": mine.essence, "put_to_use": mine.put_to_use}
    form = ReportForm(*sent(request), initial)
    context = {"form": form, "trip": trip, "title": trip_name(trip)}
    if request.method == "POST":
        form.is_valid()
        user, files = signed_in(request), form.cleaned_data.get("file", ())
        arrived = arrive(form, files, request.POST.getlist("held"), user)
        if form.is_valid() and _kept(request, desk, trip, mine, form, arrived):
            return redirect(trip_url(trip))
        context["held"] = arrived.held_by(user)
    return render(request, "office/trips/report.html", context)


@private
@require_POST
def file_off(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file off the own report."""
    trip, mine = _owed(office_desk(request), pk)
    if not may_take(REPORT, trip.state):
        messages.info(request, fault_told(TripMovedError(trip.state)))
        return redirect(trip_url(trip))
    own = attached().filter(about_kind=KIND, about_key=str(trip.pk), part=part_of(mine))
    take_off(by=signed_in(request), file=get_object_or_404(own, pk=file), at=timezone.now())
    messages.success(request, _("นำไฟล์ออกแล้ว"))
    return redirect(trip_url(trip))


def _owed(desk: TripDesk, pk: int) -> tuple[Trip, Traveller]:
    trip = trip_for(desk, pk, REPORT)
    mine = desk.writes(trip)
    if mine is None:
        raise PermissionDenied
    return trip, mine


def _why_not(desk: TripDesk, trip: Trip) -> str:
    """Why no report can be written now, in words; empty where one can."""
    fault: Exception | None = None
    if not may_take(REPORT, trip.state):
        fault = TripMovedError(trip.state)
    elif desk.viewer.today < trip.ends:
        fault = NotBackError(trip.ends.isoformat())
    return fault_told(fault) if fault else ""


def _kept(
    request: HttpRequest,
    desk: TripDesk,
    trip: Trip,
    mine: Traveller,
    form: ReportForm,
    arrived: Arrived,
) -> bool:
    """Keep the report; whether that could be done, else the form tells why not."""
    said = form.cleaned_data
    told = Report(said["essence"], said["put_to_use"], timezone.now(), arrived.brought)
    by, today = signed_in(request), desk.viewer.today
    try:
        report_trip(by=by, trip=trip, traveller=mine, report=told, today=today)
    except (NotBackError, TripMovedError) as fault:
        form.add_error(None, fault_told(fault))
        return False
    messages.success(request, _("ส่งรายงานแล้ว"))
    return True
