"""Asking for a trip, and asking otherwise while it isn't decided."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.actions.trips import TripEntry, ask_trip, change_trip
from khet.records.office.models import Letter, Trip
from khet.records.office.queries.letters import letters_seen
from khet.records.office.queries.trips import meeting_trips, staff_of
from khet.records.registry.models import User
from khet.rules.trips import CHANGE, may_take
from khet.web.office.trips.asked import TripDesk, office_desk, trip_for
from khet.web.office.trips.forms import LETTERS, TripForm
from khet.web.office.trips.words import FAULTS, fault_told, meeting_told, trip_url
from khet.web.parts import filling
from khet.web.parts.filling import Page, form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in

filled = partial(filling.filled, faults=FAULTS, told=fault_told)
_MOST_LETTERS = 200
_TEMPLATE = "office/trips/ask.html"


@private
@form_page
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a trip."""
    desk, by = office_desk(request), signed_in(request)
    initial = {"leader": by.username, "travellers": [by.username]}
    form = _form(request, desk, None, None, initial)

    def do() -> str:
        today, entry = desk.viewer.today, TripEntry(**form.entry)
        now = timezone.now()
        return trip_url(ask_trip(by=by, area=desk.viewer.area, entry=entry, at=now, today=today))

    lead = _("ผู้อำนวยการหรือผู้ได้รับมอบอำนาจจะเห็นคำขอในแฟ้มเสนอ")
    page = _page(desk, _("ขออนุมัติไปราชการ"), reverse("office:trips"), lead)
    return filled(request, form, page, do)


@private
@form_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask otherwise for a trip that isn't decided."""
    desk = office_desk(request)
    trip = trip_for(desk, pk, CHANGE)
    if request.method != "POST" and not may_take(CHANGE, trip.state):
        messages.info(request, _("ตัดสินแล้ว จึงแก้คำขอไม่ได้"))
        return redirect(trip_url(trip))
    letter = desk.letter(trip)
    form = _form(request, desk, trip, letter, _initial(trip, letter))

    def do() -> str:
        today, entry = desk.viewer.today, TripEntry(**form.entry)
        return trip_url(change_trip(by=signed_in(request), trip=trip, entry=entry, today=today))

    return filled(request, form, _page(desk, _("แก้คำขอไปราชการ"), trip_url(trip)), do)


def meeting_for(desk: TripDesk, trip: Trip | None) -> Callable[[Iterable[User], date, date], str]:
    """What tells who of some people is on another trip on one of the days."""

    def told(people: Iterable[User], starts: date, ends: date) -> str:
        return meeting_told(meeting_trips(desk.viewer.area, people, starts, ends, trip))

    return told


def _page(desk: TripDesk, title: str, back: str, lead: str = "") -> Page:
    done = _("ส่งคำขอแล้ว รออนุมัติ")
    lists = {LETTERS: list(_letters(desk))}
    return Page(title, _("ส่งคำขอ"), back, lead, done=done, lists=lists, template=_TEMPLATE)


def _form(
    request: HttpRequest, desk: TripDesk, trip: Trip | None, letter: Letter | None, initial: Any
) -> TripForm:
    staff = staff_of(desk.viewer.area, desk.viewer.today)
    data = request.POST if request.method == "POST" else None
    letters = _letters(desk)
    if letter is not None:
        letters = {_called(letter): letter, **letters}
    return TripForm(data, staff, letters, desk.viewer.today, meeting_for(desk, trip), initial)


def _letters(desk: TripDesk) -> dict[str, Letter]:
    """The newest received letters that the reader sees, by what the list calls them."""
    found = letters_seen(desk.viewer.office_sight).filter(book=Letter.Book.RECEIVED, secrecy="")
    return {_called(letter): letter for letter in found[:_MOST_LETTERS]}


def _called(letter: Letter) -> str:
    return " ".join(filter(None, [letter.ref, letter.subject, letter.sender]))


def _initial(trip: Trip, letter: Letter | None) -> dict[str, Any]:
    names = ("title", "place", "starts", "ends", "purpose", "travels_by", "costs")
    people = list(trip.travellers.all())
    return {
        **{name: getattr(trip, name) for name in names},
        "leader": next((one.user.username for one in people if one.leads), ""),
        "travellers": [one.user.username for one in people],
        "joint": "one" if trip.joint else "each",
        "letter": _called(letter) if letter else "",
    }
