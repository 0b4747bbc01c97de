"""Who came to a meeting: marked row by row on a phone, counted above, as XLSX."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khet.documents.sheets import Sheet
from khet.records.office.actions.attendance import Mark, mark_attendance, mark_rest
from khet.records.office.actions.meetings import MeetingMovedError, MinutesProposedError
from khet.records.office.models import Attendance, Meeting
from khet.records.office.queries.attendance import acting_rows, counts_of, expected_at, networks_of
from khet.records.office.queries.meetings import name_of
from khet.rules.thai import tidy
from khet.web.office.bodies.seat_words import part_name
from khet.web.office.meetings.asked import Held, held_by, meeting_of
from khet.web.office.meetings.facts import around
from khet.web.office.meetings.tabs import PEOPLE
from khet.web.office.meetings.words import attendance_words
from khet.web.parts.private import private, workbook_of
from khet.web.parts.viewer import signed_in

_TAKING = (Meeting.State.CALLED, Meeting.State.HELD)
_LONGEST = 200
_KEEP = "keep"
"""What Enter sends: the note alone, while the state stays."""
_WITH_NOTE = (Attendance.State.ABSENT, Attendance.State.SUBSTITUTE)


@dataclass(frozen=True)
class Row:
    """One who is expected, as what, from which network, and how that one came."""

    expected: Attendance
    part: str
    state: str
    network: str
    acts: bool


def rows_of(meeting: Meeting) -> list[Row]:
    """Everybody expected at a meeting, in the order of the seats; three queries."""
    listed = list(expected_at(meeting))
    networks, acting = networks_of(listed, meeting.begins), acting_rows(listed, meeting.begins)
    words = attendance_words()
    return [
        Row(
            one,
            part_name(one.part),
            words[one.state],
            networks.get(one.unit_id or 0, ""),
            one.pk in acting,
        )
        for one in listed
    ]


@private
@require_safe
def show_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody expected; those of a network or in a state where the address says so."""
    held = meeting_of(request, pk)
    rows, asked = rows_of(held.meeting), request.GET
    network, state = asked.get("network", ""), asked.get("state", "")
    shown = [r for r in rows if network in ("", r.network) and _is_in(r, state)]
    context = {
        **around(held, PEOPLE),
        **_counted(held),
        "rows": shown,
        "of": len(rows),
        "networks": sorted({row.network for row in rows if row.network}),
        "network": network,
        "asked": state,
        "takes": held.holds and held.meeting.state in _TAKING and not held.proposed,
        "proposed": held.proposed,
        "reasons": held.holds or held.desk.viewer.office_sight.office,
        "own": held.desk.viewer.office_sight.user,
    }
    return render(request, "office/meetings/attendance.html", context)


def _is_in(row: Row, state: str) -> bool:
    return state == "" or (row.expected.state or "unsaid") == state


def _counted(held: Held) -> dict[str, Any]:
    """The counts above the rows, each with the word of its state."""
    counts, words = counts_of(held.meeting), attendance_words()
    told = [(key, words[key], counts.by_state.get(key, 0)) for key in words if key]
    return {"counts": counts, "told": [*told, ("unsaid", words[""], counts.unsaid)]}


@private
@require_POST
def mark(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Say how one came; to HTMX the row again with the counts, else the page."""
    held = held_by(request, pk)
    found = get_object_or_404(expected_at(held.meeting), pk=row)
    fault = _marked(request, found)
    if "HX-Request" not in request.headers:
        if fault:
            messages.error(request, fault)
        return redirect(f"{request.path.rsplit('/', 1)[0]}#row-{row}")
    found.refresh_from_db()
    one = next(r for r in rows_of(held.meeting) if r.expected.pk == row)
    context = {
        "meeting": held.meeting,
        "row": one,
        "takes": not held.proposed,
        "fault": fault,
        "typed": request.POST.get("note", "") if fault else "",
        "reasons": True,
    }
    return render(request, "office/meetings/_marked.html", {**context, **_counted(held)})


def _marked(request: HttpRequest, found: Attendance) -> str:
    """Mark a row as the button says; tells what is wrong where it can't be."""
    state, note = request.POST.get("state", ""), tidy(request.POST.get("note", ""))[:_LONGEST]
    if state == _KEEP:
        state = found.state
        if state not in _WITH_NOTE:
            return _("กดมาแทน หรือไม่มา เพื่อบอกว่าข้อความนี้เป็นชื่อผู้มาแทน หรือเหตุที่ไม่มา")
    if state not in Attendance.State.values:
        return _("เลือกจากปุ่มเท่านั้น")
    if state == Attendance.State.SUBSTITUTE and not note:
        return _("พิมพ์ชื่อผู้มาแทนก่อน แล้วกดมาแทน")
    instead = note if state == Attendance.State.SUBSTITUTE else ""
    reason = note if state == Attendance.State.ABSENT else ""
    try:
        mark_attendance(by=signed_in(request), row=found, mark=Mark(state, instead, reason))
    except (MeetingMovedError, MinutesProposedError) as fault:
        return _refused(fault)
    return ""


def _refused(fault: Exception) -> str:
    if isinstance(fault, MinutesProposedError):
        return _("เสนอรายงานการประชุมแล้ว: แก้ผู้มาประชุมได้เมื่อส่งรายงานกลับแก้ไข")
    return _("บันทึกผู้มาประชุมได้เมื่อเชิญแล้ว: กดเชิญที่หน้าข้อมูลก่อน")


@private
@require_POST
def mark_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that all came of whom nothing was said yet."""
    held = held_by(request, pk)
    acting = acting_rows(expected_at(held.meeting), held.meeting.begins)
    try:
        count = mark_rest(by=signed_in(request), meeting=held.meeting, acting=acting)
        messages.success(request, _("บันทึกว่ามาอีก %(n)s คน") % {"n": count})
    except (MeetingMovedError, MinutesProposedError) as fault:
        messages.error(request, _refused(fault))
    return redirect("office:attendance", pk)


@private
@require_safe
def export_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody expected and how they came, as XLSX, for who holds the meeting."""
    held = held_by(request, pk)
    counted = [f"{word} {n}" for _key, word, n in _counted(held)["told"]]
    columns = (_("ลำดับ"), _("ชื่อ"), _("ตำแหน่ง"), _("หน้าที่"), _("หน่วยงาน"), _("เครือข่าย"))
    sheet = Sheet(
        name=_("ผู้เข้าประชุม"),
        heading=(name_of(held.meeting), _("รายชื่อผู้เข้าประชุม"), " · ".join(counted)),
        columns=(*columns, _("การมา"), _("ผู้มาแทน"), _("เหตุผล")),
        rows=[
            (
                *(number, row.expected.name, row.expected.post, row.part),
                *(str(row.expected.unit or ""), row.network, row.state),
                *(row.expected.instead, row.expected.reason),
            )
            for number, row in enumerate(rows_of(held.meeting), 1)
        ],
        frozen=2,
    )
    return workbook_of(sheet, f"attendance-{pk}")
