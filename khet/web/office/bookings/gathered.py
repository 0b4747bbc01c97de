"""What bookings give to others: the folder, the calendar, the home panel."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from khet.records.office.actions.bookings import (
    BookingMovedError,
    Decision,
    MeetingThereError,
    decide_booking,
)
from khet.records.office.models import Booking
from khet.records.office.queries.bookings import used_between
from khet.records.office.queries.requests import requests_seen, to_check
from khet.records.office.queries.room_use import with_meets
from khet.records.office.queries.visitors import start_of
from khet.rules.bookings import Span
from khet.rules.powers import ROOMS, VEHICLES
from khet.web.office.bookings.asked import Desk, keeper_of
from khet.web.office.bookings.asking import moved_told
from khet.web.office.bookings.beside import in_the_way, refused_told
from khet.web.office.bookings.week import lines_on
from khet.web.office.bookings.words import booking_name, resource_name, times_on
from khet.web.office.requests.asked import RequestDesk
from khet.web.parts.agenda import MINE, OFFICE, Happening
from khet.web.parts.folder import RefusedError, Source, Waiting
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer

CODE = "bookings"


def waiting_bookings(viewer: Viewer) -> list[Waiting]:
    """The bookings that wait for the viewer to be allowed."""
    desk = Desk(viewer)
    found = list(with_meets(desk.waiting)) if desk.decided else []
    meetings = in_the_way(desk, [one for one in found if getattr(one, "meets", True)])
    act = _("อนุญาต")
    return [
        Waiting(
            key=str(one.pk),
            title=f"{booking_name(one)} {one.title}",
            url=reverse("office:booking", args=[one.pk]),
            about=f"{one.unit} · {one.asked_by}",
            since=one.asked_at,
            act="" if one.pk in meetings else act,
            mark=_("ชนกับการประชุม") if one.pk in meetings else "",
            summary=" · ".join(
                filter(None, (meetings.get(one.pk), one.title, one.going_to, one.note))
            ),
        )
        for one in found
    ]


def allow_several(viewer: Viewer, keys: Sequence[str], _said: str) -> None:
    """Allow several at once.

    Raises:
        RefusedError: one doesn't wait for the viewer any more; says which.
    """
    desk = Desk(viewer)
    here = {str(one.pk): one for one in desk.waiting}
    for key in keys:
        writer = desk.decides_on(here[key]) if key in here else None
        if writer is None:
            raise RefusedError(moved_told())
        decision = Decision(True, timezone.now(), for_whom=writer.for_whom)
        try:
            decide_booking(by=desk.user, booking=here[key], decision=decision)
        except BookingMovedError:
            raise RefusedError(f"{booking_name(here[key])}: {moved_told()}") from None
        except MeetingThereError as fault:
            told = refused_told(desk, fault.pairs)
            raise RefusedError(f"{booking_name(here[key])}: {told}") from None


BOOKINGS_SOURCE = Source(
    CODE, gettext_noop("ห้องและรถ"), waiting_bookings, allow_several, (ROOMS, VEHICLES)
)


def happenings(viewer: Viewer, whose: str, first: date, last: date) -> Iterable[Happening]:
    """Bookings of the days: the viewer's own, those of the own units, or the office's."""
    sight = viewer.office_sight
    found = used_between(viewer.area, start_of(first), start_of(last + timedelta(1)))
    if whose == MINE:
        found = found.filter(asked_by=sight.user)
    elif whose != OFFICE or not sight.office:
        found = found.filter(unit__in=sight.units)
    for one in found:
        yield from _days(one, first, last)


def _days(one: Booking, first: date, last: date) -> Iterable[Happening]:
    """A booking on each of the days on which it holds something."""
    begins, ends = (timezone.localdate(at) for at in (one.starts, one.ends))
    day, url = max(begins, first), reverse("office:booking", args=[one.pk])
    while day <= min(ends, last) and one.ends > start_of(day):
        moments = start_of(day), start_of(day + timedelta(1))
        times = times_on(Span(one.starts, one.ends), *moments)
        label = f"{resource_name(one.resource)} {one.title}"
        yield Happening(day, f"{_('จอง')} {times}", label, url, one.state == Booking.State.CLOSED)
        day += timedelta(1)


@private
@require_safe
def panel(request: HttpRequest) -> HttpResponse:
    """What is in use today, for who keeps services, and what waits: bookings and requests."""
    desk = keeper_of(request)
    today, area = desk.viewer.today, desk.viewer.area
    found = used_between(area, start_of(today), start_of(today + timedelta(1)))
    rows = [(line, resource_name(line.booking.resource)) for line in lines_on(desk, found, today)]
    waiting = desk.waiting.count()
    requests = RequestDesk(desk.viewer, desk.user).records
    checking = requests_seen(requests).filter(to_check(requests)).count()
    context = {"rows": rows, "waiting": waiting, "checking": checking}
    return render(request, "office/bookings/_panel.html", context)
