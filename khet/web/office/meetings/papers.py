"""The paper set of a meeting, made with one press."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khet.documents.meeting_papers import Expected, MeetingPapers, Spoken, meeting_paper
from khet.records.office.models import Seat
from khet.records.office.queries.attendance import expected_at
from khet.records.office.queries.meetings import agenda_of, name_of
from khet.rules.clock import clock_span
from khet.rules.meetings import span_told
from khet.web.office.meetings.asked import Held, meeting_of
from khet.web.office.minutes.follow_up import brought
from khet.web.parts.private import paper_of, private


@private
@require_safe
def make_papers(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Invitation, agenda and list of those expected, in Thai digits unless asked otherwise."""
    held = meeting_of(request, pk)
    said = _said(held, request.GET.get("digits") != "arabic")
    return paper_of(meeting_paper(said), form, said.day, f"meeting-{pk}")


def _said(held: Held, thai: bool) -> MeetingPapers:
    meeting = held.meeting
    return MeetingPapers(
        office=held.desk.viewer.area.name,
        name=name_of(meeting),
        title=meeting.title,
        days=span_told(meeting.begins, meeting.ends),
        times=clock_span(meeting.starts, meeting.finishes),
        place=meeting.place,
        sections=[
            (head, [Spoken(i.title, i.text, i.unit.name if i.unit else "") for i in items])
            for _number, head, items in agenda_of(meeting)
        ],
        expected=[
            Expected(one.name, one.post, str(Seat.Part(one.part).label))
            for one in expected_at(meeting)
        ],
        day=held.desk.viewer.today,
        thai=thai,
        brought=brought(held.desk.viewer, meeting),
    )
