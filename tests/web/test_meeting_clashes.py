"""Meetings at the time of another or of a booking: told, and confirmed before they are kept."""

from datetime import time
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from khet.records.office.models import Body, Booking, Meeting
from tests.web import planned_meetings
from tests.web.booked import book_room, group
from tests.web.doors.meetings import BOARD, CLOSED, HEADS
from tests.web.planned_meetings import LATER, PLAN, SignIn, asked_for, text_of

_today = planned_meetings.on_a_monday


def test_another_meeting_at_that_time_is_warned_about_but_a_closed_one_not_named(
    clerk: Client, sign_in: SignIn
) -> None:
    Meeting.objects.filter(pk__in=[BOARD, CLOSED, HEADS]).update(place="ห้องประชุมพอเพียง")
    told = text_of(clerk.get(f"/office/meetings/{BOARD}"))
    assert "ตรงกับ ประชุมคณะบุคคลทดสอบ ครั้งที่ 1/2557" in told
    assert told.count("ใช้สถานที่เดียวกัน") == 2
    other = text_of(sign_in("planner").get(f"/office/meetings/{BOARD}"))
    assert "คณะบุคคลทดสอบ" not in other
    assert "ตรงกับ การประชุมอื่น" in other


def _ticked(answer: HttpResponse, said: dict[str, Any]) -> dict[str, Any]:
    """What was said, confirmed beside what is told."""
    return {**said, "seen": answer.context["form"]["seen"].value(), "confirm": "on"}


def test_a_clash_is_confirmed_before_a_meeting_is_kept(clerk: Client) -> None:
    Meeting.objects.filter(pk=HEADS).update(begins=LATER, ends=LATER, starts=None, place="ห้องใหญ่")
    count = Meeting.objects.count()
    said = asked_for(place="ห้องใหญ่", starts="9.00", title="หัวเรื่องที่พิมพ์")
    shown = clerk.post(PLAN, said)
    for told in ("ตรงกับ ประชุมผู้บริหารสถานศึกษา", "ถ้าถูกต้องให้เลือกยืนยัน", "หัวเรื่องที่พิมพ์"):
        assert told in text_of(shown)
    assert Meeting.objects.count() == count
    Meeting.objects.filter(pk=HEADS).update(starts=time(10))
    assert clerk.post(PLAN, _ticked(shown, said)).status_code == 200
    Meeting.objects.filter(pk=HEADS).update(starts=None)
    assert clerk.post(PLAN, _ticked(shown, said)).status_code == 302
    made = Meeting.objects.get(begins=LATER, body=BOARD)
    change = f"/office/meetings/{made.pk}/change"
    assert clerk.post(change, {**said, "title": "ใหม่"}).status_code == 302


@pytest.mark.parametrize("state", ["asked", "allowed"])
def test_a_booking_by_others_is_confirmed_and_named(clerk: Client, state: str) -> None:
    book_room(LATER, state=state, title="อบรมสมมติ")
    said = asked_for(place="ห้องประชุมพอเพียง", starts="11.00", finishes="13.00")
    shown = clerk.post(PLAN, said)
    assert "ห้องพอเพียง มีการจอง อบรมสมมติ" in shown.context["form"].errors["confirm"][0]
    assert clerk.post(PLAN, _ticked(shown, said)).status_code == 302
    made = Meeting.objects.get(begins=LATER, body=BOARD)
    assert "ห้องพอเพียง มีการจอง อบรมสมมติ" in text_of(clerk.get(f"/office/meetings/{made.pk}"))
    Booking.objects.update(state="cancelled")
    assert "อบรมสมมติ" not in text_of(clerk.get(f"/office/meetings/{made.pk}"))


def test_a_meeting_is_moved_onto_a_booking_only_once_confirmed(clerk: Client) -> None:
    said = asked_for(place="ห้องประชุมพอเพียง", starts="9.00", finishes="12.00")
    assert clerk.post(PLAN, said).status_code == 302
    made = Meeting.objects.get(begins=LATER, body=BOARD)
    Body.objects.filter(pk=BOARD).update(secretariat=group("a"))
    booked = book_room(LATER, unit=group("b"), hour=13)
    change, moved = f"/office/meetings/{made.pk}/change", {**said, "finishes": "15.00"}
    assert "มีการจอง" in clerk.post(change, moved).context["form"].errors["confirm"][0]
    booked.unit = group("a")
    booked.save()
    assert clerk.post(change, moved).status_code == 302
