"""One booking, what becomes of it, and the lists of bookings."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khet.records.office.actions.bookings import (
    BookingMovedError,
    Decision,
    MeetingThereError,
    NotBegunError,
    cancel_booking,
    close_booking,
    decide_booking,
)
from khet.records.office.models import Booking
from khet.records.office.queries.bookings import STANDING, own_bookings
from khet.rules.bookings import Span
from khet.web.office.bookings.asked import Desk, booking_of, desk_of
from khet.web.office.bookings.asking import leads_back, moved_told
from khet.web.office.bookings.beside import in_the_way, refused_told
from khet.web.office.bookings.short_forms import ReasonForm
from khet.web.office.bookings.words import booking_name, resource_name, state_of, when
from khet.web.office.delegations.deciding import Deciding, own_told
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private

PER_PAGE = 50


@private
@require_safe
def show_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """A booking, and what the reader can do with it."""
    desk, booking = booking_of(request, pk)
    standing = [booking] if booking.state in STANDING and booking.ends > timezone.now() else []
    meeting = in_the_way(desk, standing).get(booking.pk, "")
    context = {
        "meeting": meeting,
        "booking": booking,
        "name": resource_name(booking.resource),
        "when": when(Span(booking.starts, booking.ends)),
        "state": state_of(booking),
        "allows": desk.allows(booking) and not meeting,
        "refuses": desk.refuses(booking),
        "barred": own_told() if desk.bars(booking) else "",
        "gives_back": desk.gives_back(booking),
        "closes": desk.closes(booking) and booking.starts < timezone.now(),
    }
    return render(request, "office/bookings/booking.html", context)


@private
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What the reader booked, the newest first."""
    desk = desk_of(request)
    title = _("การจองของฉัน")
    return _list(request, desk, own_bookings(desk.viewer.area, desk.user), title)


@private
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What waits for the reader to be allowed."""
    desk = desk_of(request)
    if not desk.decided:
        raise PermissionDenied
    return _list(request, desk, desk.waiting, _("รออนุญาตใช้ห้องและรถ"), waiting=True)


def _list(
    request: HttpRequest, desk: Desk, found: QuerySet[Booking], title: str, waiting: bool = False
) -> HttpResponse:
    leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            one,
            resource_name(one.resource),
            when(Span(one.starts, one.ends)),
            state_of(one),
        )
        for one in leaf
    ]
    context = {"title": title, "leaf": leaf, "rows": rows, "waiting": waiting, "desk": desk}
    return render(request, "office/bookings/list.html", context)


@private
@require_POST
def allow(request: HttpRequest, pk: int) -> HttpResponse:
    """Allow a booking."""
    desk, booking = booking_of(request, pk)
    writer = _deciding(desk, booking)
    decision = Decision(True, timezone.now(), for_whom=writer.for_whom)
    try:
        if booking.ends <= decision.at:
            raise BookingMovedError
        decide_booking(by=desk.user, booking=booking, decision=decision)
        messages.success(request, _("อนุญาตแล้ว: %(booking)s") % {"booking": booking_name(booking)})
    except BookingMovedError:
        messages.error(request, moved_told())
    except MeetingThereError as fault:
        messages.error(request, refused_told(desk, fault.pairs))
    return redirect("office:booking", pk)


@private
@form_page
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse a booking, with a reason; its time is free again."""
    desk, booking = booking_of(request, pk)
    writer = _deciding(desk, booking)
    title = _("ไม่อนุญาต: %(booking)s") % {"booking": booking_name(booking)}

    def act(reason: str) -> None:
        decision = Decision(False, timezone.now(), reason, writer.for_whom)
        decide_booking(by=desk.user, booking=booking, decision=decision)

    return _with_reason(request, booking, title, _("ไม่อนุญาต"), act)


@private
@form_page
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a booking back, with a reason; its time is free again."""
    desk, booking = booking_of(request, pk)
    if not desk.looks_after(booking):
        raise PermissionDenied
    title = _("ยกเลิกการจอง: %(booking)s") % {"booking": booking_name(booking)}

    def act(reason: str) -> None:
        cancel_booking(by=desk.user, booking=booking, reason=reason)

    return _with_reason(request, booking, title, _("ยกเลิกการจอง"), act)


@private
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that it was used; what is left of its time is free again."""
    desk, booking = booking_of(request, pk)
    if not desk.looks_after(booking):
        raise PermissionDenied
    try:
        close_booking(by=desk.user, booking=booking, at=timezone.now())
        messages.success(request, _("บันทึกว่าใช้เสร็จแล้ว"))
    except BookingMovedError:
        messages.error(request, moved_told())
    except NotBegunError:
        messages.error(request, _("ยังไม่ถึงเวลาที่จอง: ถ้าไม่ใช้แล้วให้ยกเลิกการจอง"))
    return redirect("office:booking", pk)


def _deciding(desk: Desk, booking: Booking) -> Deciding:
    writer = desk.decides_on(booking)
    if writer is None:
        raise PermissionDenied(own_told() if desk.bars(booking) else "")
    return writer


def _with_reason(
    request: HttpRequest, booking: Booking, title: str, button: str, act: Callable[[str], None]
) -> HttpResponse:
    if request.method != "POST" and booking.state not in STANDING:
        return leads_back(request, booking)
    form = ReasonForm(request.POST or None, label_suffix="")
    here = reverse("office:booking", args=[booking.pk])
    lead = _("เวลาที่จองไว้ว่างให้ผู้อื่นทันที เหตุผลเก็บไว้กับการจอง")

    def do() -> str:
        act(form.cleaned_data["reason"])
        return here

    def told(_fault: Exception) -> str:
        return moved_told()

    page = Page(title, button, here, lead, done=_("บันทึกแล้ว"))
    return filled(request, form, page, do, (BookingMovedError,), told)
