"""Minutes that wait for the executives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.office.models import Minutes
from khet.records.office.queries.minutes import minutes_meetings
from khet.records.registry.access import SEE_MEETINGS
from khet.web.office.minutes.asked import reader_of
from khet.web.office.minutes.words import meeting_name
from khet.web.parts.private import private
from khet.web.parts.viewer import viewer_of

_MOST = 5


@private
@require_safe
def waiting_minutes(request: HttpRequest) -> HttpResponse:
    """The minutes that the reader sees and the executives have not yet had circulated."""
    viewer = viewer_of(request)
    viewer.require(SEE_MEETINGS)
    waiting = minutes_meetings(reader_of(viewer)).filter(minutes__state=Minutes.State.PROPOSED)
    found = list(waiting[: _MOST + 1])
    rows = [(one, meeting_name(one)) for one in found[:_MOST]]
    context = {"rows": rows, "more": len(found) > _MOST}
    return render(request, "office/minutes/_panel.html", context)
