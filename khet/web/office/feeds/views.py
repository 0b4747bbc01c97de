"""The calendar of a person as a phone reads it: whoever has the link reads it, without a name."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.calendar_file import Happening, calendar_file
from khet.records.office.actions.feeds import feed_hash
from khet.records.office.models import Meeting
from khet.records.office.queries.agenda import feed_of, meetings_in, owed_in, own_meetings
from khet.records.office.queries.bookings import used_between
from khet.records.office.queries.owners import owned
from khet.records.office.queries.visitors import start_of
from khet.records.registry.models import User
from khet.web.office.bookings.words import resource_name, state_of
from khet.web.office.calendar.words import due_title, meeting_title
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer

BACK, AHEAD = timedelta(60), timedelta(366)
_TYPE = "text/calendar; charset=utf-8"


@private
@login_not_required
@require_safe
def read_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What the person owes and which meetings are the own, as the roles are today.

    A token that is unknown or revoked, or of one who holds no role any more, leads nowhere.
    """
    feed = feed_of(feed_hash(token))
    viewer = Viewer(feed.user, timezone.localdate()) if feed else None
    if feed is None or viewer is None or not _holds_role(viewer):
        return _nowhere()
    told = [
        *_duties(request, viewer, feed.user),
        *_meetings(request, viewer),
        *_bookings(request, viewer, feed.user),
    ]
    name = _("ปฏิทินปฏิบัติงาน %(office)s") % {"office": viewer.area}
    return HttpResponse(calendar_file(name, told, timezone.now()), content_type=_TYPE)


def _holds_role(viewer: Viewer) -> bool:
    try:
        return bool(viewer.area)
    except PermissionDenied:
        return False


def _nowhere() -> HttpResponse:
    """Not found; marked as told already, so that Django writes no address with a token to a log."""
    response = HttpResponseNotFound()
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _duties(request: HttpRequest, viewer: Viewer, user: User) -> Iterator[Happening]:
    """What is still owed, by the whole day; with the unit, and with nobody's name."""
    today = viewer.today
    own = owned(viewer.office_sight, viewer.roles)
    for duty in owed_in(own, today - BACK, today + AHEAD):
        title = _("ครบกำหนด: %(what)s") % {"what": due_title(duty.rule, duty.title)}
        url = request.build_absolute_uri(reverse("office:duty", args=[duty.pk]))
        uid = _uid(viewer, "duty", duty.pk)
        yield Happening(uid, title, duty.due, duty.due, url, text=str(duty.unit))


def _meetings(request: HttpRequest, viewer: Viewer) -> Iterator[Happening]:
    own = own_meetings(viewer.office_sight)
    for meeting in meetings_in(own, viewer.today - BACK, viewer.today + AHEAD):
        url = request.build_absolute_uri(reverse("office:meeting", args=[meeting.pk]))
        yield Happening(
            _uid(viewer, "meeting", meeting.pk),
            meeting_title(meeting),
            meeting.begins,
            meeting.ends,
            url,
            meeting.starts,
            meeting.finishes,
            meeting.place,
            cancelled=meeting.state == Meeting.State.CANCELLED,
        )


def _bookings(request: HttpRequest, viewer: Viewer, user: User) -> Iterator[Happening]:
    """Rooms and vehicles that the person booked; of one through nights the whole days."""
    today = viewer.today
    span = start_of(today - BACK), start_of(today + AHEAD)
    for one in used_between(viewer.area, *span).filter(asked_by=user):
        starts, ends = (timezone.localtime(at) for at in (one.starts, one.ends))
        last = (ends - timedelta.resolution).date()
        day = starts.date() == ends.date()
        yield Happening(
            _uid(viewer, "booking", one.pk),
            f"{resource_name(one.resource)} {one.title}",
            starts.date(),
            last,
            request.build_absolute_uri(reverse("office:booking", args=[one.pk])),
            starts.time() if day else None,
            ends.time() if day else None,
            resource_name(one.resource),
            state_of(one),
        )


def _uid(viewer: Viewer, kind: str, key: int) -> str:
    return f"{kind}-{key}@{viewer.area.code}.khet"
