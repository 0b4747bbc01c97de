"""Planning meetings: one, or many by the rhythm; changing what was planned."""

from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.actions.meetings import (
    MeetingEntry,
    MeetingMovedError,
    MinutesProposedError,
    NumberTakenError,
    change_meeting,
    plan_meeting,
    plan_meetings,
)
from khet.records.office.actions.minutes_items import correct_meeting
from khet.records.office.models import Body, Meeting
from khet.records.office.queries.meetings import hosting_units, name_of, numbers_of, places_used
from khet.records.office.queries.planned import Proposal, next_proposal, proposals
from khet.records.registry.models import User
from khet.rules.calendar import fiscal_year_end
from khet.rules.meetings import meeting_of, next_number
from khet.web.office.meetings.asked import Desk, Held, body_of, held_by
from khet.web.office.meetings.facts import clashing
from khet.web.office.meetings.forms import ChangeForm, Clashing, ManyForm, MeetingForm
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in

_WHEN = ("begins", "ends", "starts", "finishes", "place")
_SAME = (*_WHEN, "number", "year", "printed", "title")


@private
@form_page
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan one meeting of a body."""
    desk, body = body_of(request, pk, hold=True)
    initial = _proposed(body, next_proposal(body, desk.viewer.today))
    found = _to_confirm(desk, body)
    form = MeetingForm(request.POST or None, body, hosting_units(body), initial, found)

    def do() -> str:
        try:
            meeting = plan_meeting(by=signed_in(request), body=body, entry=form.entry)
        except NumberTakenError:
            raise _taken(body, form.entry) from None
        return reverse("office:meeting", args=[meeting.pk])

    page = Page(
        _("กำหนดการ%(meeting)s") % {"meeting": meeting_of(body.name)},
        _("กำหนดการประชุม"),
        reverse("office:body", args=[body.pk]),
        lists={"places": places_used(body.area)},
        done=_("กำหนดการประชุมแล้ว ยังไม่เชิญ"),
    )
    return filled(request, form, page, do)


@private
@form_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the day, place or number of a meeting."""
    held = held_by(request, pk)
    meeting, body = held.meeting, held.meeting.body
    if meeting.state == Meeting.State.CANCELLED:
        raise PermissionDenied
    units, found = hosting_units(body), _to_confirm(held.desk, body, meeting)
    form = ChangeForm(request.POST or None, body, units, _as_it_is(meeting), found)
    back = reverse("office:meeting", args=[pk])

    def do() -> str:
        try:
            _changed(signed_in(request), held, form)
        except NumberTakenError:
            raise _taken(body, form.entry, pk) from None
        except MeetingMovedError:
            raise ValidationError(_("มีผู้ยกเลิกการประชุมนี้ไปก่อน: กลับไปดูหน้าการประชุม")) from None
        return back

    page = Page(
        _("แก้กำหนดการ %(meeting)s") % {"meeting": name_of(meeting)},
        _("บันทึก"),
        back,
        warning=_told_before(held),
        lists={"places": places_used(body.area)},
        done=_("บันทึกแล้ว"),
    )
    return filled(request, form, page, do)


def _changed(by: User, held: Held, form: ChangeForm) -> None:
    """Change the meeting; what circulated minutes print of it becomes a version of theirs.

    Raises:
        ValidationError: the minutes print it and can't be corrected now, or without a reason.
    """
    told = {"by": by, "entry": form.entry, "reason": form.cleaned_data["reason"]}
    try:
        change_meeting(meeting=held.meeting, **told)
    except MinutesProposedError:
        if not (held.circulated and told["reason"]):
            field = "reason" if held.circulated else NON_FIELD_ERRORS
            raise ValidationError({field: _told_before(held)}) from None
        correct_meeting(meeting=held.meeting, at=timezone.now(), **told)


def _told_before(held: Held) -> str:
    """How far the minutes are, and what that means for changing what they print."""
    if held.circulated:
        return _("รายงานแจ้งเวียนแล้ว: แก้ครั้งที่ วัน เวลา เรื่อง หรือสถานที่ ต้องเขียนเหตุผล รายงานจะเป็นฉบับใหม่")
    if held.adopted:
        return _("รายงานรับรองแล้ว: แก้ครั้งที่ วัน เวลา เรื่อง หรือสถานที่ไม่ได้อีก")
    if held.proposed:
        return _("รายงานเสนอผู้บริหารแล้ว: ให้ผู้บริหารส่งกลับก่อน จึงแก้ครั้งที่ วัน เวลา เรื่อง หรือสถานที่ได้")
    return ""


@private
@form_page
def plan_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan all meetings of a body's rhythm until a day: first shown, then done."""
    desk, body = body_of(request, pk, hold=True)
    today = desk.viewer.today
    asked = request.POST or (request.GET if "until" in request.GET else None)
    form = ManyForm(asked, today, {"until": fiscal_year_end(today)})
    found = proposals(body, form.cleaned_data["until"], today) if form.is_valid() else []
    planned = [one for one in found if one.day is not None]
    if request.method == "POST" and planned and _all_planned(request, body, form, planned):
        return redirect("office:body", body.pk)
    context = {"body": body, "form": form, "found": found, "planned": len(planned)}
    return render(request, "office/meetings/many.html", context)


def _all_planned(request: HttpRequest, body: Body, form: ManyForm, planned: list[Proposal]) -> bool:
    entries = [_entry(body, one, one.day) for one in planned if one.day is not None]
    try:
        plan_meetings(by=signed_in(request), body=body, entries=entries)
    except NumberTakenError:
        form.add_error("until", _("มีผู้กำหนดการประชุมของคณะนี้ไปก่อน: ดูรายการใหม่แล้วกดอีกครั้ง"))
        return False
    return True


def _entry(body: Body, one: Proposal, day: date) -> MeetingEntry:
    return MeetingEntry(
        number=one.number,
        year=one.year,
        begins=day,
        ends=day,
        starts=body.starts,
        finishes=body.ends,
        place=body.place,
        host=one.host,
    )


def _to_confirm(desk: Desk, body: Body, known: Meeting | None = None) -> Clashing:
    """What a meeting to come clashes with; nothing where it stays when and where it is known."""

    def found(entry: MeetingEntry) -> list[str]:
        same = known is not None and all(vars(entry)[n] == getattr(known, n) for n in _WHEN)
        if same or entry.begins < desk.viewer.today:
            return []
        own = None if known is None else known.pk
        return clashing(Held(desk, Meeting(pk=own, body=body, **vars(entry))))

    return found


def _taken(body: Body, entry: MeetingEntry, own: int | None = None) -> ValidationError:
    free = next_number(numbers_of(body, entry.year, own), entry.begins)
    told = _("มีการประชุมครั้งที่นี้ในปีเดียวกันแล้ว: เลขถัดไปคือ %(free)s หรือแก้ครั้งเดิมก่อน")
    return ValidationError({"number": told % {"free": free}})


def _proposed(body: Body, one: Proposal) -> dict[str, Any]:
    """What the form begins with: the rhythm's day, number, host, usual time and place."""
    return {
        "begins": one.day,
        "starts": body.starts,
        "finishes": body.ends,
        "number": one.number,
        "year": one.year,
        "place": body.place,
        "host": str(one.host.pk) if one.host else "",
    }


def _as_it_is(meeting: Meeting) -> dict[str, Any]:
    closes = timezone.localtime(meeting.closes) if meeting.closes else None
    return {
        **{name: getattr(meeting, name) for name in _SAME},
        "host": str(meeting.host_id or ""),
        "closes": closes.date() if closes else None,
        "closes_at": closes.time() if closes else None,
    }
