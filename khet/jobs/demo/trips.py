"""Trips of the demonstration: one in each state around today, one report of which is late."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from khet.records.office.actions.trip_reports import Report, circulate_trip, report_trip
from khet.records.office.actions.trips import (
    Decision,
    TripEntry,
    approve_trip,
    ask_trip,
    refuse_trip,
)
from khet.records.office.models import Trip
from khet.records.office.queries.trips import staff_of, writers
from khet.records.registry.models import Unit, User

_NEEDED = 6
_ESSENCE = (
    "ที่ประชุมตัวอย่างชี้แจงแนวทางจัดการเรียนรู้เชิงรุก มีตัวอย่างห้องเรียนสามแบบ\nเอกสารและสื่อที่ใช้ได้ทันทีแนบไว้กับรายงานนี้"
)
_USE = "เล่าในการประชุมกลุ่ม และนำแบบสังเกตห้องเรียนไปทดลองใช้กับโรงเรียนที่สมัครใจ"
_BACK = (
    ("อบรมแนวทางจัดการเรียนรู้เชิงรุก (ตัวอย่าง)", -24, -23),
    ("สัมมนาการใช้ข้อมูลพัฒนาโรงเรียน (ตัวอย่าง)", -6, -5),
    ("ประชุมชี้แจงระบบงบประมาณ (ตัวอย่าง)", -12, -11),
)
_AHEAD = (
    ("ประชุมปฏิบัติการนิเทศทางไกล (ตัวอย่าง)", -1, 1),
    ("ศึกษาดูงานโรงเรียนต้นแบบ (ตัวอย่าง)", 6, 7),
)


def make_trips(*, office: Unit, today: date) -> None:
    """Make the trips, where the office has none yet and enough people."""
    held = staff_of(office, today)
    head = next((one.user for one in held if one.role == "director"), None)
    staff = [one.user for one in held if one.role in ("supervisor", "planner", "clerk")]
    if head is None or len(staff) < _NEEDED or Trip.objects.filter(area=office).exists():
        return
    first, second, _late = (
        _approved(office, head, staff[k : k + 2], row, today) for k, row in enumerate(_BACK)
    )
    for trip in (first, second):
        _report(trip, today)
    circulate_trip(by=staff[0], trip=first, at=_at(today, -20))
    for k, row in enumerate(_AHEAD):
        _approved(office, head, staff[3 : 5 + k], row, today, joint=False)
    _ask(office, staff[1:2], ("อบรมการเขียนหนังสือราชการ (ตัวอย่าง)", 10, 11), today)
    refused = _ask(office, staff[5:6], ("ร่วมงานเปิดนิทรรศการ (ตัวอย่าง)", 3, 3), today)
    refuse_trip(by=head, trip=refused, decision=Decision(_at(today, -1), "มีผู้แทนไปแล้ว"))


def _ask(
    office: Unit, people: list[User], row: tuple[str, int, int], today: date, joint: bool = True
) -> Trip:
    title, begins, ends = row
    entry = TripEntry(
        title,
        "ห้องประชุมสมมติ กรุงเทพมหานคร",
        today + timedelta(begins),
        today + timedelta(ends),
        people,
        people[0],
        joint,
        purpose="ผู้จัดเชิญผู้รับผิดชอบงานเข้าร่วม และงานนี้อยู่ในแผนของกลุ่ม",
        costs="เบิกจากผู้จัด",
        travels_by="รถประจำทาง",
    )
    at = _at(today, min(begins, 0) - 5)
    return ask_trip(by=people[0], area=office, entry=entry, at=at, today=today)


def _approved(
    office: Unit,
    head: User,
    people: list[User],
    row: tuple[str, int, int],
    today: date,
    joint: bool = True,
) -> Trip:
    trip = _ask(office, people, row, today, joint)
    decision = Decision(_at(today, min(row[1], 0) - 3))
    return approve_trip(by=head, trip=trip, decision=decision, today=today)


def _report(trip: Trip, today: date) -> None:
    for mine in writers(trip):
        at = timezone.make_aware(datetime.combine(trip.ends + timedelta(1), time(10)))
        told = Report(_ESSENCE, _USE, at)
        report_trip(by=mine.user, trip=trip, traveller=mine, report=told, today=today)


def _at(today: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(today + timedelta(days), time(9)))
