"""The follow-up of earlier meetings: what is still open, and what a meeting says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.minutes_paper import FollowLine
from khet.records.office.actions.instructions import follow_instruction
from khet.records.office.actions.minutes_steps import minutes_title
from khet.records.office.models import Instruction, Level, Meeting
from khet.records.office.queries.instructions import (
    Followed,
    open_before,
)
from khet.records.office.queries.minutes import level_of, meeting_of_key, to_adopt
from khet.records.office.queries.minutes_content import FOLLOW_UP_SECTION, number_of
from khet.records.registry.access import SEE_MEETINGS
from khet.rules.meetings import span_told
from khet.web.office.minutes.asked import Asked, asked_minutes
from khet.web.office.minutes.filling import filled
from khet.web.office.minutes.forms import FollowForm
from khet.web.office.minutes.words import done_of, meeting_name, standing
from khet.web.parts.filling import Page, form_page
from khet.web.parts.private import private
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer, viewer_of

ADOPTION_SECTION = 2
"""The section of an agenda under which minutes are adopted."""


@dataclass(frozen=True)
class Row:
    """An instruction as tables show it."""

    one: Followed
    meeting: str
    standing: str
    done: str

    @property
    def instruction(self) -> Instruction:
        """The instruction itself."""
        return self.one.instruction

    @property
    def due(self) -> date | None:
        """Until when it is to be done by who still owes it, else as it was said."""
        return self.one.due or self.instruction.due

    @property
    def line(self) -> FollowLine:
        """The row on paper."""
        due = be_date(self.due) if self.due else "–"
        text, owners = self.instruction.text, self.one.owners or "–"
        return FollowLine(text, self.meeting, owners, due, self.standing, self.done)


def rows_of(found: Iterable[Followed]) -> list[Row]:
    """Instructions as tables show them."""
    return [
        Row(one, meeting_name(one.instruction.meeting), standing(one), done_of(one))
        for one in found
    ]


def adopts(meeting: Meeting) -> list[tuple[Meeting, str]]:
    """The minutes that the meeting is to adopt, with the numbers of their meetings."""
    return [(one, number_of(one)) for one in to_adopt(meeting)]


@private
@require_safe
def meeting_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of other pages: the instructions still open, or the minutes to adopt."""
    asked = _asked_part(request, pk)
    if request.GET.get("part") == "adopt":
        told = {"adopts": adopts(asked.meeting)}
        return render(request, "office/minutes/_adopts.html", told)
    return render(request, "office/minutes/_follows.html", {"follows": _follows(asked)})


def _follows(asked: Asked) -> list[Row]:
    """What circulated minutes of earlier meetings told somebody to do and isn't settled."""
    return rows_of(open_before(asked.meeting, asked.viewer.today))


def _asked_part(request: HttpRequest, pk: int) -> Asked:
    """The meeting, held or not, whose body's minutes the reader sees once they are circulated."""
    viewer = viewer_of(request)
    viewer.require(SEE_MEETINGS)
    meeting = meeting_of_key(pk)
    if meeting is None or meeting.body.area_id != viewer.area.pk:
        raise Http404
    asked = Asked(viewer, meeting)
    if not _follows_all(asked) and level_of(meeting.body) != Level.AREA:
        raise PermissionDenied
    return asked


def _follows_all(asked: Asked) -> bool:
    """Whether the reader sees what is open of minutes that aren't circulated too."""
    body, reader = asked.meeting.body, asked.reader
    return reader.knows(body) or (not body.closed and (reader.office or asked.writes))


def brought(viewer: Viewer, meeting: Meeting) -> dict[int, list[str]]:
    """What earlier meetings bring under sections of a meeting's agenda, in lines of its paper."""
    asked = Asked(viewer, meeting)
    if not _follows_all(asked):
        return {}
    adopted = [
        f"{minutes_title(one)} วันที่ {span_told(one.begins, one.ends)}" for one in to_adopt(meeting)
    ]
    with translation.override("th"):
        lines = [_told(row.line) for row in _follows(asked)]
    return {ADOPTION_SECTION: adopted, FOLLOW_UP_SECTION: lines}


def _told(line: FollowLine) -> str:
    said = f"{line.text} (จาก{line.meeting} ผู้รับผิดชอบ {line.owners} กำหนด {line.due})"
    return f"{said} ส่งแล้ว {line.done} {line.state}"


@private
@form_page
def follow(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """Note what a meeting said of an earlier instruction, and close or postpone it."""
    asked = asked_minutes(request, pk)
    asked.require_writer()
    open_now = open_before(asked.meeting, asked.viewer.today)
    one = next((one for one in open_now if one.instruction.pk == key), None)
    if one is None:
        raise Http404
    form = FollowForm(request.POST or None, asked.viewer.today)

    def do() -> str:
        told = form.cleaned_data
        follow_instruction(
            by=asked.user,
            meeting=asked.meeting,
            instruction=one.instruction,
            does=told["does"],
            said=told["said"],
            due=told["due"],
            at=timezone.now(),
        )
        return asked.url

    lead = " · ".join((meeting_name(one.instruction.meeting), one.owners, standing(one)))
    page = Page(one.instruction.text, _("บันทึก"), asked.url, lead, thai=True)
    return filled(request, form, page, do)
