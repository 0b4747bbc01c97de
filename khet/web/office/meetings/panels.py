"""Panels of meetings that a home shows by their address."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.office.models import Meeting
from khet.records.office.queries.calendar import closed_days
from khet.records.office.queries.meetings import coming_of
from khet.records.office.queries.planned import turns_to_host
from khet.records.registry.models import UnitKind
from khet.web.office.meetings.asked import desk_of
from khet.web.office.meetings.listing import row_of
from khet.web.parts.private import private

_SHOWN = 5


@private
@require_safe
def hosting(request: HttpRequest) -> HttpResponse:
    """Whose turn it is next to host each body's meetings; the reader's own units are marked."""
    desk = desk_of(request)
    own = {role.unit_id for role in desk.viewer.roles if role.unit.kind == UnitKind.GROUP}
    turns = turns_to_host(desk.seen(), desk.viewer.today)
    rows = [(turn, turn.host.pk in own) for turn in turns]
    return render(request, "office/meetings/_panel_hosting.html", {"rows": rows})


@private
@require_safe
def coming(request: HttpRequest) -> HttpResponse:
    """The next meetings of the reader's bodies; all that the reader may hold, where that is so.

    Those on a day off are marked.
    """
    desk = desk_of(request)
    today, sight = desk.viewer.today, desk.viewer.office_sight
    own = Q(body__in=sight.bodies)
    if desk.holds_any:
        own |= Q(body__area=desk.viewer.area, body__closed=False)
    found = list(coming_of(own, today)[:_SHOWN])
    last = max((meeting.ends for meeting in found), default=today)
    off = closed_days(desk.viewer.area, today, last, desk.viewer.tables)
    rows = [(row_of(one), any(one.begins <= day <= one.ends for day in off)) for one in found]
    context = {"rows": rows, "planned": Meeting.State.PLANNED}
    return render(request, "office/meetings/_panel_coming.html", context)
