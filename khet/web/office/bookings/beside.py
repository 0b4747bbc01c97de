"""Meetings whose place names a room: planned beside its bookings, and told where both meet."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from khet.records.office.models import Booking, Meeting
from khet.records.office.queries.meetings import meetings_at_places, meetings_in, name_of
from khet.records.office.queries.room_use import (
    Pair,
    bookings_against,
    is_for,
    meetings_against,
    meetings_at,
)
from khet.records.registry.access import SEE_MEETINGS
from khet.rules.bookings import Span
from khet.web.office.bookings.asked import Desk
from khet.web.office.bookings.words import resource_name, state_words, when
from khet.web.office.meetings.asked import Desk as MeetingDesk
from khet.web.parts.tags import hours, short_date
from khet.web.parts.viewer import Viewer


def times_of(meeting: Meeting) -> str:
    """From when to when a meeting is on its days, where that is known."""
    return hours(meeting.starts, meeting.finishes)


def meetings_seen(desk: Desk, first: date, last: date) -> list[Meeting]:
    """Meetings of these days that the reader sees and that have a place."""
    if not desk.viewer.scope.may(SEE_MEETINGS):
        return []
    seen = meetings_in(MeetingDesk(desk.viewer).seen("body__"))
    return list(meetings_at_places(seen, first, last))


def own_meetings(desk: Desk, bookings: Sequence[Booking]) -> list[str]:
    """The meetings at bookings that those who book organise themselves."""
    return told_of(desk, [pair for pair in meetings_at(bookings) if is_for(*pair)])


def told_of(desk: Desk, pairs: Iterable[Pair]) -> list[str]:
    """Meetings in rooms that are booked; by name, and by who organises them, for who sees them."""
    there = dict.fromkeys((one.resource, meeting) for one, meeting in pairs)
    if not there:
        return []
    seen = set()
    if desk.viewer.scope.may(SEE_MEETINGS):
        seen = MeetingDesk(desk.viewer).visible([one.body for _room, one in there])
    told = _("%(room)s มีประชุมในเวลานั้น: %(meeting)s %(when)s")
    return [
        told
        % {
            "room": resource_name(room),
            "meeting": _named(one) if one.body_id in seen else _("การประชุมของสำนักงาน"),
            "when": f"{short_date(one.begins)} {times_of(one)}".strip(),
        }
        for room, one in there
    ]


def refused_told(desk: Desk, pairs: Sequence[Pair]) -> str:
    """Why meetings in a room are in the way of bookings, and who can book there."""
    more = _("ห้องที่มีประชุมจองได้เฉพาะหน่วยที่จัดประชุม: ใช้เวลาหรือห้องอื่น หรือให้ผู้จัดประชุมย้ายก่อน")
    return " ".join([*told_of(desk, pairs), more])


def booked_there(viewer: Viewer, meeting: Meeting) -> list[str]:
    """What others booked in the room of a meeting at its time; what for, for who reads that."""
    found, desk = bookings_against(meeting), Desk(viewer)
    return [_booked(one, desk.sees(one)) for one in found]


def _named(meeting: Meeting) -> str:
    organising = meeting.host or meeting.body.secretariat
    return name_of(meeting) + (f" ({organising})" if organising else "")


def _booked(one: Booking, seen: bool) -> str:
    told = _("%(room)s มีการจอง %(what)s %(when)s โดย %(unit)s (%(state)s)")
    said = {"room": resource_name(one.resource), "what": one.title if seen else ""}
    times = when(Span(one.starts, one.ends))
    state = state_words()[Booking.State(one.state)]
    return " ".join((told % {**said, "when": times, "unit": one.unit, "state": state}).split())


def in_the_way(desk: Desk, bookings: Sequence[Booking]) -> dict[int, str]:
    """Of bookings that others' meetings stand in the way of: by key, which those are."""
    found: dict[int, list[Pair]] = {}
    for one, meeting in meetings_against(bookings):
        found.setdefault(one.pk, []).append((one, meeting))
    return {key: " ".join(told_of(desk, pairs)) for key, pairs in found.items()}
