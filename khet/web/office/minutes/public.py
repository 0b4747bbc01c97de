"""Minutes that anybody may read: without names, never those of closed bodies."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from khet.documents.minutes_paper import Standing, minutes_paper
from khet.records.office.models import Meeting, Minutes
from khet.records.office.queries.minutes import published_meetings
from khet.records.office.queries.minutes_content import Content, without_names
from khet.records.registry.queries.schools import home_area
from khet.web.office.minutes.views import parts_of, standing_of
from khet.web.office.minutes.words import attendance_words, meeting_name, state_word
from khet.web.parts.private import paper_of

_PER_PAGE = 30


@login_not_required
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """The published minutes of the office, newest first."""
    area = home_area()
    found = published_meetings(area) if area else Meeting.objects.none()
    leaf = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, meeting_name(one), state_word(one.minutes.state)) for one in leaf]
    return render(request, "office/minutes/published.html", {"rows": rows, "leaf": leaf})


@login_not_required
@require_safe
def published_one(request: HttpRequest, pk: int) -> HttpResponse:
    """The published minutes of a meeting."""
    meeting = _published(pk)
    content = _content(meeting)
    came = [
        (word, sum(one["state"] == state for one in content["attendance"]))
        for state, word in attendance_words().items()
    ]
    context = {
        "meeting": meeting,
        "name": meeting_name(meeting),
        "state": state_word(meeting.minutes.state),
        "content": content,
        "parts": parts_of(content),
        "came": [(word, count) for word, count in came if count],
    }
    return render(request, "office/minutes/published_one.html", context)


@login_not_required
@require_safe
def published_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as PDF."""
    meeting = _published(pk)
    paper = minutes_paper(_content(meeting), Standing(standing_of(meeting).mark))
    return paper_of(paper, "pdf", timezone.localdate(), f"minutes-{pk}")


def _published(pk: int) -> Meeting:
    area = home_area()
    found = published_meetings(area).filter(pk=pk).first() if area else None
    if found is None:
        raise Http404
    return found


def _content(meeting: Meeting) -> Content:
    """The newest version, without names."""
    minutes: Minutes = meeting.minutes
    newest = minutes.versions.order_by("-number").first()
    if newest is None:
        raise Http404
    content: Content = newest.content
    return without_names(content)
