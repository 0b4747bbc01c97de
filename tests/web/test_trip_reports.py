"""Reports of trips: when they are due, by whom, for all or each; ends that are moved."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.utils import timezone

from khet.records.office.actions.duties import waive_duty
from khet.records.office.actions.trip_reports import Report, report_trip
from khet.records.office.actions.trips import TripMovedError, cancel_trip, move_trip_end
from khet.records.office.models import Holiday, Trip
from khet.records.office.queries.trips import writers
from khet.records.registry.models import Event
from khet.rules.calendar import thai_date
from khet.web.parts.kinds import kinds
from tests.web.asked_trips import (
    FRIDAY,
    HERE,
    NOW,
    SignIn,
    approved_trip,
    asked_trip,
    duties_of,
    page_of,
)
from tests.web.kept_books import the_area, user_named


def _report(trip: Trip, name: str, today: date) -> Trip:
    mine = trip.travellers.get(user__username=name)
    told = Report("สาระของ" + name, "นำไปใช้", NOW)
    return report_trip(by=user_named(name), trip=trip, traveller=mine, report=told, today=today)


@pytest.mark.parametrize(
    ("ends", "off", "due"),
    [
        (date(2014, 8, 20), [], date(2014, 8, 25)),
        (date(2014, 8, 22), [], date(2014, 8, 25)),
        (date(2014, 8, 22), [date(2014, 8, 25)], date(2014, 8, 26)),
        (date(2014, 8, 18), [], date(2014, 8, 21)),
    ],
)
def test_the_report_is_due_by_the_calendar(
    area: None, ends: date, off: list[date], due: date
) -> None:
    for day in off:
        Holiday.objects.create(area=the_area(), day=day, name="วันหยุดตัวอย่าง", closed=True)
    trip = approved_trip("planner", starts=date(2014, 8, 18), ends=ends)
    (duty,) = duties_of(trip)
    assert (duty.opened, duty.due) == (ends, due)


def test_a_trip_made_longer_or_shorter_moves_what_is_owed(area: None) -> None:
    trip = approved_trip("planner", starts=date(2014, 8, 18), ends=date(2014, 8, 18))
    planner, told = user_named("planner"), {"reason": "งานไม่เสร็จ", "today": FRIDAY}
    moved = move_trip_end(by=planner, trip=trip, ends=date(2014, 8, 22), **told)
    assert [one.due for one in duties_of(trip)] == [date(2014, 8, 25)]
    assert (moved.first_ends, moved.ends) == (date(2014, 8, 18), date(2014, 8, 22))
    move_trip_end(by=planner, trip=trip, ends=date(2014, 8, 19), **told)
    assert [one.due for one in duties_of(trip)] == [date(2014, 8, 22)]
    cancel_trip(by=planner, trip=trip, reason="ผู้จัดงดประชุม")
    assert [one.state for one in duties_of(trip)] == ["waived"]
    with pytest.raises(TripMovedError):
        move_trip_end(by=planner, trip=trip, ends=FRIDAY, **told)


def test_why_the_end_was_moved_stands_beside_the_days(sign_in: SignIn) -> None:
    today, planner = timezone.localdate(), sign_in("planner")
    trip = asked_trip("planner", starts=today, ends=today)
    sign_in("director").post(f"{HERE}/{trip.pk}/step/approve", {"reason": "ประหยัดงบ"})
    ends = thai_date(today + timedelta(1))
    planner.post(f"{HERE}/{trip.pk}/step/move-end", {"reason": "งานไม่เสร็จ", "ends": ends})
    shown = page_of(planner, f"/{trip.pk}")
    assert '>ข้อสั่งการ: <span lang="th">ประหยัดงบ</span>' in shown
    assert f'เดิมถึง {thai_date(today)} · <span lang="th">งานไม่เสร็จ</span>' in shown
    event = Event.objects.get(kind="office.trip", key=str(trip.pk), action="move-trip-end")
    told = kinds()["office.trip"].differences
    assert told is not None
    rows = told(event.key, event.before, event.after)
    assert ("เหตุผลที่เปลี่ยนวันกลับ", "", "งานไม่เสร็จ") in rows
    sign_in("director").post(f"{HERE}/{trip.pk}/step/cancel", {"reason": "ผู้จัดงด"})
    assert '>ยกเลิก: <span lang="th">ผู้จัดงด</span>' in page_of(planner, f"/{trip.pk}")


def test_who_goes_moves_the_end_until_it_is_over(sign_in: SignIn) -> None:
    today, planner = timezone.localdate(), sign_in("planner")
    trip = approved_trip("planner", starts=today - timedelta(2), ends=today)
    step, said = f"{HERE}/{trip.pk}/step/move-end", {"reason": "งานไม่เสร็จ"}
    assert planner.post(step, {**said, "ends": thai_date(today + timedelta(1))}).status_code == 302
    Trip.objects.filter(pk=trip.pk).update(ends=today - timedelta(1))
    for later in (step, f"{HERE}/{trip.pk}/step/cancel"):
        told = {**said, "ends": thai_date(today)}
        assert planner.post(later, told).status_code == 403
    assert "เปลี่ยนวันกลับหรือยกเลิกได้เฉพาะผู้อนุมัติ" in page_of(planner, f"/{trip.pk}")
    director = sign_in("director")
    assert director.post(step, {**said, "ends": thai_date(today)}).status_code == 302
    assert [one.opened for one in duties_of(trip)] == [today]


def test_one_report_for_all_is_owed_by_who_leads(area: None) -> None:
    trip = approved_trip("planner", "personnel")
    assert [one.person for one in duties_of(trip)] == [user_named("planner")]
    assert _report(trip, "planner", FRIDAY).state == "reported"


def test_each_traveller_owes_an_own_report(area: None) -> None:
    trip = approved_trip("planner", "personnel", joint=False)
    assert {str(one.person.username) for one in duties_of(trip) if one.person} == {
        "planner",
        "personnel",
    }
    assert _report(trip, "personnel", FRIDAY).state == "approved"
    moved = move_trip_end(
        by=user_named("planner"), trip=trip, ends=date(2014, 8, 26), reason="ต่อ", today=FRIDAY
    )
    due = {one.person.username: (one.state, one.due) for one in duties_of(trip) if one.person}
    assert due["personnel"] == ("done", date(2014, 8, 25))
    assert due["planner"] == ("open", date(2014, 8, 29))
    assert _report(moved, "planner", date(2014, 8, 26)).state == "reported"
    assert len(writers(trip)) == 2


def test_who_need_not_report_is_not_waited_for(sign_in: SignIn) -> None:
    trip = approved_trip("planner", "personnel", joint=False)
    clerk = sign_in("clerk")
    assert "/report.pdf" not in page_of(clerk, f"/{trip.pk}")
    (duty,) = (one for one in duties_of(trip) if one.person == user_named("personnel"))
    waive_duty(by=user_named("director"), duty=duty, reason="ย้ายไปแล้ว")
    assert _report(trip, "planner", FRIDAY).state == "reported"
    assert "/report.pdf" in page_of(clerk, f"/{trip.pk}")


def test_a_late_report_is_shown_late_in_list_sheet_and_page(sign_in: SignIn) -> None:
    trip = approved_trip("planner")
    clerk = sign_in("clerk")
    late = (timezone.localdate() - date(2014, 8, 25)).days
    listed = page_of(clerk, "/?phase=late")
    assert f"เกินกำหนด {late} วัน" in listed
    assert "1 เรื่องยังไม่รายงาน" in listed
    assert f"เกินกำหนด {late} วัน" in page_of(clerk, f"/{trip.pk}")
    book = openpyxl.load_workbook(io.BytesIO(clerk.get(f"{HERE}/trips.xlsx?phase=late").content))
    cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row]
    assert late in cells
    _report(trip, "planner", FRIDAY)
    assert "พบ 0 เรื่อง" in page_of(clerk, "/?phase=late")


def test_no_report_before_the_last_day(sign_in: SignIn) -> None:
    today = timezone.localdate()
    trip = approved_trip("planner", starts=today, ends=today + timedelta(1))
    planner = sign_in("planner")
    assert planner.get(f"{HERE}/{trip.pk}/report").headers["Location"] == f"{HERE}/{trip.pk}"
    page = planner.post(f"{HERE}/{trip.pk}/report", {"essence": "ก่อนเวลา", "put_to_use": "ข"})
    assert "รายงานได้ตั้งแต่วันสุดท้าย" in page.content.decode()
    assert "ก่อนเวลา" in page.content.decode()
