"""Meetings whose place names a room: planned beside its bookings, and told where both meet."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.models import Meeting, Resource
from khet.records.office.queries.meetings import meetings_at_places, meetings_in, span_of
from khet.records.registry.access import SEE_MEETINGS
from khet.rules.bookings import Span
from khet.rules.meetings import Span as MeetingSpan
from khet.web.office.bookings.asked import Desk
from khet.web.office.bookings.words import resource_name
from khet.web.office.meetings.asked import Desk as MeetingDesk
from khet.web.office.meetings.words import name_of
from khet.web.parts.tags import hours, short_date


def is_in(meeting: Meeting, resource: Resource) -> bool:
    """Whether the place of a meeting names a room."""
    return resource.kind != Resource.Kind.VEHICLE and resource.name in meeting.place


def times_of(meeting: Meeting) -> str:
    """From when to when a meeting is on its days, where that is known."""
    return hours(meeting.starts, meeting.finishes)


def meetings_seen(desk: Desk, first: date, last: date) -> list[Meeting]:
    """Meetings of these days that the reader sees and that have a place."""
    if not desk.viewer.scope.may(SEE_MEETINGS):
        return []
    seen = meetings_in(MeetingDesk(desk.viewer).seen("body__"))
    return list(meetings_at_places(seen, first, last))


def in_the_way(desk: Desk, rooms: Sequence[Resource], spans: Iterable[Span]) -> Iterable[str]:
    """The meetings in the rooms at these times; by name for who sees them."""
    wanted = [_span(span) for span in spans]
    first, last = wanted[0].begins, wanted[-1].ends
    every = Meeting.objects.filter(body__area=desk.viewer.area).select_related("body")
    there = [
        (room, one)
        for one in meetings_at_places(every, first, last)
        for room in rooms
        if is_in(one, room) and any(span_of(one).meets(span) for span in wanted)
    ]
    seen = {one.pk for one in meetings_seen(desk, first, last)} if there else set()
    told = _("%(room)s มีประชุมในเวลานั้น: %(meeting)s %(when)s")
    for room, one in there:
        name = name_of(one) if one.pk in seen else _("การประชุมของสำนักงาน")
        when = f"{short_date(one.begins)} {times_of(one)}".strip()
        yield told % {"room": resource_name(room), "meeting": name, "when": when}


def _span(span: Span) -> MeetingSpan:
    starts, ends = (timezone.localtime(at) for at in span)
    return MeetingSpan(starts.date(), ends.date(), starts.time(), ends.time())
