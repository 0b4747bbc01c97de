"""Meetings of the demonstration: those printed of fiscal year 2557, and some around today."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from khet.jobs.demo.area import rows
from khet.jobs.demo.bodies import make_bodies
from khet.records.office.actions.agenda import ItemEntry, add_item
from khet.records.office.actions.attendance import Mark, mark_attendance, mark_rest
from khet.records.office.actions.duties import waive_duty
from khet.records.office.actions.holding import hold_meeting
from khet.records.office.actions.meetings import (
    MeetingEntry,
    call_meeting,
    plan_meeting,
    plan_meetings,
)
from khet.records.office.models import Attendance, Body, Meeting
from khet.records.office.queries.attendance import expected_at
from khet.records.office.queries.bodies import bodies_in_area
from khet.records.office.queries.calendar import closed_days
from khet.records.office.queries.meetings import (
    hosts_of,
    last_meeting,
    meeting_duties,
    numbers_of,
)
from khet.records.office.queries.planned import proposals
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.register import units_of
from khet.rules.meetings import next_number, year_of
from khet.rules.rhythm import WEEK, next_hosts, rhythm

_PAPER = "รายงานการประชุมเดิมอยู่ในแฟ้มเอกสาร ก่อนใช้ระบบ (สาธิต)"
_EARLY_TERM, _ENDS_IN = timedelta(400), timedelta(45)
_BOARD_DAYS, _AHEAD, _ROUND = timedelta(42), timedelta(28), timedelta(160)
_STATES = (
    Mark(Attendance.State.ABSENT, reason="ลาป่วย (สาธิต)"),
    Mark(Attendance.State.SUBSTITUTE, instead="ครูผู้แทน (สาธิต)"),
    Mark(Attendance.State.ACTING),
)
_EVERY = 13
"""Every so many-th of those expected didn't come as such."""
_BUSINESS = (
    ("กลุ่มการเงินและสินทรัพย์", "การส่งบัญชีประจำเดือนของโรงเรียน", "ส่งภายในวันที่ 15 ของเดือนถัดไป"),
    ("กลุ่มนโยบายและแผน", "การยืนยันข้อมูลนักเรียนรายโรงเรียน", "ตรวจสอบกับทะเบียนก่อนส่ง"),
    ("กลุ่มบริหารงานบุคคล", "การสำรวจอัตรากำลังครู", ""),
)


@transaction.atomic
def hold_meetings(*, by: str, office: Unit, today: date) -> None:
    """Make bodies and meetings, where the office has no board yet."""
    if bodies_in_area(office).filter(kind=Body.Kind.BOARD).exists():
        return
    since, ends = today - _EARLY_TERM, today + _ENDS_IN
    bodies = make_bodies(by=by, office=office, since=since, ends=ends)
    _hold_printed(by, bodies, today)
    _hold_weekly(by, bodies["board"], today - _BOARD_DAYS, today)
    _hold_weekly(by, bodies["exchange"], today - timedelta(8), today)
    for key in ("board", "supervision", "exchange", "personnel"):
        _plan_ahead(by, bodies[key], today)
    *held, coming = _directors_days(bodies["directors"], today)
    for day in held:
        _hold_directors(by, bodies["directors"], day, today)
    _call_directors(by, bodies["directors"], office, coming)


def _hold_printed(by: str, bodies: dict[str, Body], today: date) -> None:
    """The printed meetings of the past; their minutes are on paper."""
    for row in rows("meetings"):
        body, begins = bodies[row["body"]], date.fromisoformat(row["begins"])
        entry = MeetingEntry(
            number=int(row["number"]),
            year=year_of(body.numbering, begins),
            begins=begins,
            ends=date.fromisoformat(row["ends"]),
            printed=row["printed"],
            title=row["title"],
            place=row["place"],
        )
        meeting = _held(by, plan_meeting(by=by, body=body, entry=entry), today)
        for duty in meeting_duties(meeting):
            waive_duty(by=by, duty=duty, reason=_PAPER)


def _hold_weekly(by: str, body: Body, after: date, today: date) -> None:
    """The turns of a weekly body between two days, each held with all present."""
    closed = closed_days(body.area, after, today)
    for turn in rhythm(WEEK, body.weekday, after, today - timedelta(1), closed):
        if turn.day is not None:
            meeting = call_meeting(by=by, meeting=_planned(by, body, turn.day))
            mark_rest(by=by, meeting=_held(by, meeting, today), acting=())


def _plan_ahead(by: str, body: Body, today: date) -> None:
    found = proposals(body, today + _AHEAD, today)
    entries = [_entry(body, one.day, one.number, one.host) for one in found if one.day is not None]
    plan_meetings(by=by, body=body, entries=entries)


def _directors_days(body: Body, today: date) -> list[date]:
    """The last two days of the body's rhythm before today, and the next one.

    It meets in every other month: those of which the last was nearer to today.
    """
    begins, ends = today - _ROUND, today + _ROUND
    closed = closed_days(body.area, begins - _ROUND, ends)
    rounds = [
        [t.day for t in rhythm(body.every, body.weekday, after, ends, closed) if t.day]
        for after in (begins, begins.replace(day=1) - timedelta(1))
    ]
    days = max(rounds, key=lambda days: max(day for day in days if day < today))
    return [
        *[day for day in days if day < today][-2:],
        *[day for day in days if day > today][:1],
    ]


def _hold_directors(by: str, body: Body, day: date, today: date) -> None:
    """A meeting of the directors to which most came; nobody made its minutes yet."""
    meeting = call_meeting(by=by, meeting=_planned(by, body, day))
    add_item(by=by, meeting=meeting, entry=ItemEntry(1, "นโยบายยกระดับผลสัมฤทธิ์ (สาธิต)"))
    for place, row in enumerate(expected_at(meeting)):
        if place % _EVERY == _EVERY - 1:
            mark = _STATES[place // _EVERY % len(_STATES)]
            mark_attendance(by=by, row=row, mark=mark)
    mark_rest(by=by, meeting=_held(by, meeting, today), acting=())


def _call_directors(by: str, body: Body, office: Unit, day: date) -> None:
    """The next meeting: called, with business of some groups."""
    closes = timezone.make_aware(datetime.combine(day - timedelta(3), time(16, 30)))
    meeting = call_meeting(by=by, meeting=_planned(by, body, day, closes))
    groups = {unit.name: unit for unit in units_of(office, UnitKind.GROUP)}
    for name, title, text in _BUSINESS:
        add_item(by=by, meeting=meeting, entry=ItemEntry(4, title, text, groups[name]))
    add_item(by=by, meeting=meeting, entry=ItemEntry(5, "ปฏิทินสอบปลายปี (สาธิต)"))


def _planned(by: str, body: Body, day: date, closes: datetime | None = None) -> Meeting:
    last = last_meeting(body, day)
    host = next_hosts(hosts_of(body), last.host if last else None, 1)
    number = next_number(numbers_of(body, year_of(body.numbering, day)), day)
    entry = _entry(body, day, number, next(iter(host), None))
    return plan_meeting(by=by, body=body, entry=replace(entry, closes=closes))


def _entry(body: Body, day: date, number: int, host: Unit | None) -> MeetingEntry:
    return MeetingEntry(
        number=number,
        year=year_of(body.numbering, day),
        begins=day,
        ends=day,
        starts=body.starts,
        finishes=body.ends,
        place=body.place,
        host=host,
    )


def _held(by: str, meeting: Meeting, today: date) -> Meeting:
    at = timezone.make_aware(datetime.combine(meeting.ends, time(16, 30)))
    return hold_meeting(by=by, meeting=meeting, at=at, today=today)
