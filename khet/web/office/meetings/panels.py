"""Panels of meetings that a home shows by their address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

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
    """The next meetings of the bodies in which the reader sits, or whose secretariat he is."""
    desk = desk_of(request)
    found = coming_of(desk.viewer.office_sight.bodies, desk.viewer.today)[:_SHOWN]
    context = {"rows": [row_of(meeting) for meeting in found]}
    return render(request, "office/meetings/_panel_coming.html", context)
