"""Reading minutes: the page, its versions, its papers, and the list of all."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.minutes_paper import Standing, follow_told, minutes_paper
from khet.records.office.models import Duty, Meeting, Minutes, MinutesVersion
from khet.records.office.queries.duties import late
from khet.records.office.queries.instructions import followed, instructions_of
from khet.records.office.queries.minutes import (
    minutes_duties,
    minutes_meetings,
)
from khet.records.office.queries.minutes_content import (
    FOLLOW_UP_SECTION,
    Content,
    Spoken,
    changed_items,
    content_of,
)
from khet.records.registry.access import SEE_MEETINGS
from khet.rules.deadlines import BODY_REPORT
from khet.rules.deadlines import MINUTES as WRITING
from khet.rules.minutes import ADOPT, CIRCULATE, CORRECT, PROPOSE, PUBLISH, RETURN, WRITE
from khet.web.office.meetings.tabs import MINUTES, meeting_tabs
from khet.web.office.minutes.asked import Asked, asked_minutes, reader_of
from khet.web.office.minutes.filters import MinutesFilters
from khet.web.office.minutes.follow_up import rows_of
from khet.web.office.minutes.words import attendance_words, meeting_name, state_word
from khet.web.office.minutes.writing import WritingPage
from khet.web.parts.private import paper_of, private
from khet.web.parts.viewer import viewer_of

PER_PAGE = 50


@private
@require_safe
def show_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of a meeting: a draft to be written by who may, else to be read."""
    asked = asked_minutes(request, pk)
    common = {"tabs": meeting_tabs(asked.meeting, MINUTES), **_steps(asked)}
    if asked.writes and asked.allows(WRITE):
        context = {**WritingPage(asked).context(), **common}
        return render(request, "office/minutes/write.html", context)
    return render(request, "office/minutes/read.html", {**_reading(asked), **common})


def _steps(asked: Asked) -> dict[str, Any]:
    """What can be done next, and what is owed."""
    heads = asked.reader.heads
    report = asked.duty(BODY_REPORT.code)
    return {
        "state": state_word(asked.state),
        "duty": _owed(asked),
        "report": report,
        "may": {
            "propose": asked.writes and asked.allows(PROPOSE),
            "give_back": heads and asked.allows(RETURN),
            "circulate": heads and asked.allows(CIRCULATE),
            "adopt": heads and asked.allows(ADOPT),
            "publish": heads and asked.allows(PUBLISH) and not asked.meeting.body.closed,
            "correct": asked.writes and asked.allows(CORRECT),
            "report": report is not None
            and asked.writes
            and asked.state != Minutes.State.DRAFT
            and report.state in (Duty.State.OPEN, Duty.State.RETURNED),
        },
    }


def _owed(asked: Asked) -> dict[str, Any] | None:
    """The duty to write the minutes, with how late it is."""
    duty = asked.duty(WRITING.code)
    return {"duty": duty, "late": late(duty, asked.viewer.today)} if duty else None


def _reading(asked: Asked) -> dict[str, Any]:
    versions = list(asked.minutes.versions.all()) if asked.minutes else []
    frozen = versions and asked.state != Minutes.State.DRAFT
    content: Content = versions[-1].content if frozen else content_of(asked.meeting)
    came = [(word, _of_state(content, state)) for state, word in attendance_words().items()]
    return {
        "asked": asked,
        "meeting": asked.meeting,
        "parts": parts_of(content),
        "came": [(word, people) for word, people in came if people],
        "versions": _told_versions(versions),
        "told": rows_of(followed(instructions_of(asked.meeting), asked.viewer.today)),
    }


def parts_of(content: Content) -> list[tuple[int, str, list[Spoken], list[str]]]:
    """The sections of minutes: number, heading, items, what is open of earlier meetings."""
    follows = {FOLLOW_UP_SECTION: [follow_told(one) for one in content.get("follows", ())]}
    return [
        (n, one["heading"], one["items"], follows.get(n, []))
        for n, one in enumerate(content["parts"], 1)
    ]


def _of_state(content: Content, state: str) -> list[Any]:
    return [one for one in content["attendance"] if one["state"] == state]


def _told_versions(versions: list[MinutesVersion]) -> list[dict[str, Any]]:
    """The versions, newest first, with the items that each says otherwise than the one before."""
    pairs = zip([None, *versions], versions, strict=False)
    told = [
        {"version": one, "changed": changed_items(old.content, one.content) if old else []}
        for old, one in pairs
    ]
    return told[::-1]


@private
@require_safe
def minutes_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The minutes as PDF or DOCX; of a version where the address names one."""
    asked = asked_minutes(request, pk)
    content = _content(asked, request.GET.get("version", ""))
    paper = minutes_paper(content, standing_of(asked.meeting))
    return paper_of(paper, ending, asked.viewer.today, f"minutes-{pk}")


def _content(asked: Asked, version: str) -> Content:
    known = asked.minutes.versions.all() if asked.minutes else MinutesVersion.objects.none()
    if not version:
        newest = known.last() if asked.state != Minutes.State.DRAFT else None
        return newest.content if newest else content_of(asked.meeting)
    found = known.filter(number=int(version[:4])).first() if version.isdecimal() else None
    if found is None:
        raise Http404
    content: Content = found.content
    return content


def standing_of(meeting: Meeting) -> Standing:
    """How minutes stand, as their paper says it in Thai."""
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    if minutes is None or minutes.state == Minutes.State.DRAFT:
        return Standing("ร่าง")
    marks = {
        Minutes.State.PROPOSED: "ร่าง เสนอผู้บริหารแล้ว",
        Minutes.State.CIRCULATED: "ยังไม่รับรอง",
    }
    mark = marks.get(Minutes.State(minutes.state), "")
    return Standing(mark, minutes.proposed_by, minutes.circulated_by)


@private
@require_safe
def minutes_list(request: HttpRequest) -> HttpResponse:
    """The minutes that the reader sees: to write, to circulate, to adopt, adopted."""
    viewer = viewer_of(request)
    viewer.require(SEE_MEETINGS)
    seen = minutes_meetings(reader_of(viewer))
    form = MinutesFilters(request.GET, seen)
    leaf = Paginator(form.choose(seen), PER_PAGE).get_page(request.GET.get("page"))
    duties = minutes_duties(leaf)
    rows = [_row(one, duties.get(one.pk), viewer.today) for one in leaf]
    context = {"form": form, "leaf": leaf, "rows": rows, "states": form.counts(seen)}
    return render(request, "office/minutes/list.html", context)


def _row(meeting: Meeting, duty: Duty | None, today: date) -> dict[str, Any]:
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    state = minutes.state if minutes else Minutes.State.DRAFT
    owed = duty if duty and state == Minutes.State.DRAFT else None
    return {
        "meeting": meeting,
        "name": meeting_name(meeting),
        "state": state_word(state) if minutes else _("ยังไม่เขียน"),
        "minutes": minutes,
        "due": owed.due if owed else None,
        "late": late(owed, today) if owed else 0,
    }
