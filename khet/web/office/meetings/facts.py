"""The page of one meeting: when and where, what it clashes with, what is to be done next."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Body, Duty, Meeting
from khet.records.office.queries.attendance import counts_of
from khet.records.office.queries.duties import ListedDuty, listed
from khet.records.office.queries.meetings import (
    Clash,
    clashes,
    days_of,
    holiday_on,
    meeting_duties,
    name_of,
    numbers_of,
    span_of,
)
from khet.rules.meetings import (
    CALENDAR,
    FISCAL,
    differs,
    in_year,
    jumped_from,
    place_in_year,
)
from khet.web.office.bookings.beside import booked_there
from khet.web.office.meetings.asked import OPEN, Held, meeting_of
from khet.web.office.meetings.tabs import FACTS, meeting_tabs
from khet.web.office.meetings.words import quorum_words, state_words, weekday_words, year_word
from khet.web.parts.private import private
from khet.web.parts.tags import be_date, days_told, hours

_SATURDAY = 5
_NAMED = 5


@private
@require_safe
def show_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting."""
    held = meeting_of(request, pk)
    return render(request, "office/meetings/meeting.html", context_of(held))


def context_of(held: Held) -> dict[str, Any]:
    """Context of the page."""
    meeting, today = held.meeting, held.desk.viewer.today
    to_come = meeting.state in OPEN
    return {
        **around(held, FACTS),
        "to_come": to_come,
        "proposed": held.proposed,
        "may_hold": to_come and meeting.begins <= today,
        "counts": counts_of(meeting),
        "quorum": quorum_words()[Body.Quorum(meeting.body.quorum)],
        "warnings": [*_own_faults(meeting), *(clashing(held) if to_come else ())],
        "duties": [] if to_come else _duties(meeting, today),
        "closed": held.closed,
    }


def around(held: Held, tab: str) -> dict[str, Any]:
    """What stands above every page of a meeting."""
    meeting = held.meeting
    return {
        "meeting": meeting,
        "body": meeting.body,
        "name": name_of(meeting),
        "days": days_told(meeting.begins, meeting.ends),
        "times": hours(meeting.starts, meeting.finishes),
        "state": state_words()[Meeting.State(meeting.state)],
        "tabs": meeting_tabs(meeting, tab),
        "holds": held.holds,
    }


def _duties(meeting: Meeting, today: date) -> list[tuple[ListedDuty, bool]]:
    """What is owed since the meeting was held, with whether it still is."""
    owed = (Duty.State.OPEN, Duty.State.RETURNED)
    return [(row, row.duty.state in owed) for row in listed(meeting_duties(meeting), today)]


def _own_faults(meeting: Meeting) -> list[str]:
    """What is odd about the meeting's own number and day."""
    body, found = meeting.body, []
    if differs(meeting.printed, meeting.number, meeting.year):
        days = days_of(body)
        told = _(
            "เอกสารพิมพ์ว่า %(printed)s แต่นับตามปีงบประมาณเป็นครั้งที่ %(fiscal)s ตามปี พ.ศ. ครั้งที่ %(calendar)s"
        )
        count = {by: place_in_year(by, days, meeting.begins) for by in (FISCAL, CALENDAR)}
        said = {"printed": meeting.printed, "fiscal": count[FISCAL], "calendar": count[CALENDAR]}
        found.append(told % said)
    if not in_year(body.numbering, meeting.year, meeting.begins):
        told = _("วันประชุมไม่อยู่ใน%(kind)s %(year)s: ตรวจวันที่หรือเลขครั้งที่")
        found.append(told % {"kind": year_word(body.numbering), "year": meeting.year})
    others = numbers_of(body, meeting.year, meeting.pk)
    if last := jumped_from(others, meeting.begins, meeting.number):
        told = _("เลขครั้งที่ข้ามจาก %(last)s เป็น %(number)s: ตรวจเลขครั้งที่")
        found.append(told % {"last": last, "number": meeting.number})
    return found


def clashing(held: Held) -> list[str]:
    """What a meeting to come clashes with: days off, other meetings, bookings of its room."""
    meeting, today = held.meeting, held.desk.viewer.today
    found = [] if (note := closed_note(meeting)) is None else [note]
    others = clashes(meeting.body, span_of(meeting), meeting.place, today, meeting.pk)
    seen = held.desk.visible([clash.meeting.body for clash in others])
    found += [_clash_told(clash, clash.meeting.body_id in seen) for clash in others]
    return [*found, *booked_there(held.desk.viewer, meeting)]


def closed_note(meeting: Meeting) -> str | None:
    """That the meeting is on a day on which the office is closed."""
    holiday = holiday_on(meeting.body.area, meeting.begins, meeting.ends)
    if holiday is not None:
        told = _("%(day)s เป็นวันหยุด: %(name)s")
        return told % {"day": be_date(holiday.day), "name": holiday.name}
    weekday = meeting.begins.weekday()
    if weekday >= _SATURDAY and weekday != meeting.body.weekday:
        return _("วันประชุมเป็น%(day)s") % {"day": weekday_words()[weekday]}
    return None


def _clash_told(clash: Clash, seen: bool) -> str:
    """One other meeting at that time, and what both want."""
    other = clash.meeting
    name = name_of(other) if seen else _("การประชุมอื่น")
    when = hours(other.starts, other.finishes)
    parts = [
        _("ตรงกับ %(name)s %(day)s")
        % {"name": name, "day": f"{be_date(other.begins)} {when}".strip()}
    ]
    if clash.same_place:
        parts.append(_("ใช้สถานที่เดียวกัน %(place)s") % {"place": other.place})
    if clash.people and seen:
        names = ", ".join(clash.people[:_NAMED])
        more = len(clash.people) - _NAMED
        told = _("ผู้ที่อยู่ทั้งสองคณะ %(n)s คน: %(names)s")
        parts.append(told % {"n": len(clash.people), "names": names + (" …" if more > 0 else "")})
    return " · ".join(parts)
