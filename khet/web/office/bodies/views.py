"""The bodies of the office, and the page of one: members, rhythm, meetings."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Body, Meeting
from khet.records.office.queries.bodies import bodies_in, bodies_in_area, seated
from khet.records.office.queries.meetings import coming_of, hosts_of, meetings_in, name_of
from khet.records.office.queries.planned import next_proposal
from khet.web.office.bodies.members import ending_soon, members_of
from khet.web.office.bodies.seats import may_compose
from khet.web.office.meetings.asked import body_of, desk_of
from khet.web.office.meetings.listing import row_of
from khet.web.office.meetings.words import (
    kind_words,
    numbering_words,
    quorum_words,
    rhythm_words,
    weekday_words,
)
from khet.web.parts.private import private
from khet.web.parts.tags import hours

_SHOWN, _MANY = 5, 20


@private
@require_safe
def show_bodies(request: HttpRequest) -> HttpResponse:
    """The bodies that stand, with how many sit in each and when each meets next."""
    desk = desk_of(request)
    today = desk.viewer.today
    bodies = list(bodies_in(desk.viewer.area, today).filter(desk.seen()))
    sitting = seated(bodies, today)
    ahead: dict[int, Meeting] = {}
    for meeting in coming_of(Q(body__in=bodies), today):
        ahead.setdefault(meeting.body_id, meeting)
    words = kind_words()
    rows = [
        {
            "body": body,
            "kind": words[body.kind],
            "count": len(sitting[body.pk]),
            "ending": ending_soon(sitting[body.pk], today),
            "rhythm": rhythm_told(body),
            "next": ahead.get(body.pk),
            "next_name": name_of(ahead[body.pk]) if body.pk in ahead else "",
        }
        for body in bodies
    ]
    ended = bodies_in_area(desk.viewer.area).filter(desk.seen(), until__lt=today)
    context = {"rows": rows, "ended": ended, "holds": desk.holds_any}
    return render(request, "office/bodies/list.html", context)


@private
@require_safe
def show_body(request: HttpRequest, pk: int) -> HttpResponse:
    """One body."""
    desk, body = body_of(request, pk)
    today = desk.viewer.today
    members = members_of(body, today)
    past = meetings_in(Q(body=body, begins__lt=today))[:_SHOWN]
    context = {
        "body": body,
        "kind": kind_words()[body.kind],
        "numbering": numbering_words()[body.numbering],
        "quorum": quorum_words()[body.quorum],
        "rhythm": rhythm_told(body),
        "members": members,
        "many": len(members) > _MANY,
        "hosts": hosts_of(body),
        "proposal": next_proposal(body, today) if body.every != Body.Every.NONE else None,
        "coming": [row_of(meeting) for meeting in coming_of(Q(body=body), today)[:_SHOWN]],
        "past": [row_of(meeting) for meeting in past],
        "holds": desk.holds(body),
        "composes": may_compose(desk.viewer, body),
        "ended": body.until is not None and body.until < today,
    }
    return render(request, "office/bodies/body.html", context)


def rhythm_told(body: Body) -> str:
    """How often, on which weekday, when and where a body usually meets."""
    every = rhythm_words()[body.every]
    weekday = "" if body.weekday is None else weekday_words()[body.weekday]
    if weekday and body.every != Body.Every.WEEK:
        weekday = _("%(weekday)sแรกของเดือน") % {"weekday": weekday}
    return " ".join(filter(None, [every, weekday, hours(body.starts, body.ends)]))
