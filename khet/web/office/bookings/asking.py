"""Booking rooms and vehicles, several at once; and another time for what was booked."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.actions.bookings import (
    BookingMovedError,
    MeetingThereError,
    TakenError,
    ask_bookings,
    move_booking,
)
from khet.records.office.models import Booking, Resource
from khet.records.office.queries.bookings import STANDING, busy
from khet.rules.bookings import Span, gaps, nearest, next_quarter, overlap, room_hours
from khet.rules.calendar import calendar_year
from khet.web.office.bookings.asked import Desk, booking_of, day_asked, desk_of
from khet.web.office.bookings.beside import refused_told
from khet.web.office.bookings.forms import BookingForm, MoveForm
from khet.web.office.bookings.words import booking_name, resource_name, when
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private

_TOLD = 5
Wanted = Sequence[tuple[Resource, Span]]


@private
@form_page
def ask(request: HttpRequest) -> HttpResponse:
    """Book rooms and vehicles, all that is asked for or nothing."""
    desk = desk_of(request)
    now = timezone.now()
    first = max(day_asked(request, desk.viewer.today), desk.viewer.today)
    chosen = {"first": first, "resources": request.GET.getlist("resource")}
    form = BookingForm(request.POST or None, desk, now, chosen)

    def do() -> str:
        made = ask_bookings(by=desk.user, unit=desk.unit, entries=form.entries, at=now)
        if len(made) == 1:
            return reverse("office:booking", args=[made[0].pk])
        return reverse("office:bookings-own")

    def told(fault: Exception) -> dict[str, str]:
        if isinstance(fault, MeetingThereError):
            return {"resources": refused_told(desk, fault.pairs)}
        wanted = [(one.resource, one.span) for one in form.entries]
        return {"resources": _taken(desk, fault, wanted)}

    lead = _("เลือกหลายห้องและหลายวันพร้อมกันได้: จองได้ทั้งหมด หรือไม่จองเลย")
    done = _("จองแล้ว รออนุญาต")
    page = Page(_("จองห้องและรถ"), _("ส่งคำขอ"), reverse("office:bookings"), lead, done=done)
    return filled(request, form, page, do, (TakenError, MeetingThereError), told)


@private
@form_page
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time for a booking; where that isn't free, it keeps the time that it had."""
    desk, booking = booking_of(request, pk)
    if not desk.looks_after(booking):
        raise PermissionDenied
    if request.method != "POST" and booking.state not in STANDING:
        return leads_back(request, booking)
    now, here = timezone.now(), reverse("office:booking", args=[pk])
    form = MoveForm(request.POST or None, desk, now, booking)

    def do() -> str:
        move_booking(by=desk.user, booking=booking, span=form.spans[0], at=now)
        return here

    def told(fault: Exception) -> dict[str, str]:
        if isinstance(fault, TakenError):
            return {"starts": _taken(desk, fault, [(booking.resource, form.spans[0])])}
        if isinstance(fault, MeetingThereError):
            return {"starts": refused_told(desk, fault.pairs)}
        return {"first": moved_told()}

    title = _("เปลี่ยนเวลา: %(booking)s") % {"booking": booking_name(booking)}
    lead = _("เวลาใหม่ต้องขออนุญาตอีกครั้ง ถ้าเวลาใหม่ไม่ว่าง เวลาเดิมยังอยู่")
    page = Page(title, _("เปลี่ยนเวลา"), here, lead, done=_("เปลี่ยนเวลาแล้ว รออนุญาต"))
    faults = (TakenError, MeetingThereError, BookingMovedError)
    return filled(request, form, page, do, faults, told)


def leads_back(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Back to a booking with which a step can't be taken any more, and say so."""
    messages.info(request, moved_told())
    return redirect("office:booking", booking.pk)


def moved_told() -> str:
    """That somebody did something else with the booking meanwhile."""
    return _("สถานะของการจองเปลี่ยนไปแล้ว จึงทำรายการนี้ไม่ได้: กลับไปดูหน้าการจอง")


def _taken(desk: Desk, fault: Exception, wanted: Wanted) -> str:
    """Which bookings are in the way, and what is free instead."""
    others = fault.bookings if isinstance(fault, TakenError) else ()
    told = [_in_the_way(one) for one in others[:_TOLD]]
    if others[_TOLD:]:
        told.append(_("และอีก %(n)s รายการ") % {"n": len(others) - _TOLD})
    told += _instead(desk, others, wanted)
    return " ".join(told) or _("มีผู้อื่นจองเวลานี้แล้วคืนเมื่อครู่: ส่งอีกครั้ง")


def _in_the_way(one: Booking) -> str:
    told = _("%(room)s ถูกจองแล้ว %(when)s โดย %(unit)s")
    span = Span(one.starts, one.ends)
    return told % {"room": resource_name(one.resource), "when": when(span), "unit": one.unit}


def _instead(desk: Desk, others: Sequence[Booking], wanted: Wanted) -> Iterable[str]:
    """The nearest free times of the first that is taken, and what else is free at every time."""
    clashing = (pair for pair in wanted if any(map(_clash(*pair), others)))
    pair = next(clashing, None)
    if pair is None:
        return
    resource, span = pair
    day = _office_day(desk, timezone.localtime(span.starts).date())
    whole = Span(*(pick(at for _, both in wanted for at in both) for pick in (min, max)))
    whole = Span(min(whole.starts, day.starts), max(whole.ends, day.ends))
    alike = [one for one in desk.resources if one.kind == resource.kind]
    held = busy([*alike, resource], whole)
    times = nearest(span, gaps(_from_now(day), held.get(resource.pk, ())))
    if times:
        free = ", ".join(when(one) for one in times)
        yield _("เวลาว่างที่ใกล้ที่สุด: %(times)s") % {"times": free}
    spans, asked = {one for _, one in wanted}, {one.pk for one, _ in wanted}
    empty = [one for one in alike if one.pk not in asked and _is_free(held.get(one.pk, ()), spans)]
    if empty:
        yield _("ที่ว่างในเวลานั้น: %(rooms)s") % {"rooms": ", ".join(map(resource_name, empty))}


def _clash(resource: Resource, span: Span) -> Callable[[Booking], bool]:
    def held_by(one: Booking) -> bool:
        return one.resource_id == resource.pk and overlap(Span(one.starts, one.ends), span)

    return held_by


def _is_free(held: Iterable[Span], wanted: Iterable[Span]) -> bool:
    return not any(overlap(one, span) for one in held for span in wanted)


def _office_day(desk: Desk, day: date) -> Span:
    """The hours of a day in which rooms are usually in use."""
    usual = room_hours(desk.viewer.tables, calendar_year(day).be)
    return Span(*(_at(day, clock) for clock in usual))


def _from_now(day: Span) -> Span:
    """What of a day isn't over; the quarters that began are."""
    soon = next_quarter(timezone.localtime())
    return Span(min(max(day.starts, soon), day.ends), day.ends)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
