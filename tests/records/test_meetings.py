"""Meetings: planned, called, held, taken back; who is expected and who owes the minutes."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khet.records.office.actions.agenda import (
    ItemEntry,
    add_item,
    change_item,
    move_item,
    remove_item,
    set_sections,
)
from khet.records.office.actions.attendance import Mark, mark_attendance, mark_rest
from khet.records.office.actions.bodies import (
    BodyEntry,
    SeatEntry,
    change_body,
    create_body,
    set_seats,
)
from khet.records.office.actions.holding import (
    NotYetError,
    ReportDayMissingError,
    hold_meeting,
    withdraw_holding,
)
from khet.records.office.actions.hosts import set_hosts
from khet.records.office.actions.meetings import (
    MeetingEntry,
    MeetingMovedError,
    MinutesProposedError,
    NumberTakenError,
    call_meeting,
    cancel_meeting,
    change_meeting,
    plan_meeting,
)
from khet.records.office.models import (
    Body,
    Duty,
    Evidence,
    Findable,
    Holiday,
    Level,
    Meeting,
    Minutes,
    Seat,
)
from khet.records.office.queries.attendance import acting_rows, counts_of
from khet.records.office.queries.bodies import seated
from khet.records.office.queries.meetings import clashes, meeting_duties, numbers_of, span_of
from khet.records.office.queries.planned import next_proposal, proposals, turns_to_host
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, RoleHeld, Unit, User

pytestmark = pytest.mark.django_db
SINCE, DAY, TODAY = date(2009, 5, 1), date(2014, 4, 23), date(2014, 4, 24)
AT = datetime(2014, 4, 24, 9, 0, tzinfo=UTC)
BY = "ผู้ทดสอบ"


@pytest.fixture
def area() -> Unit:
    above = ("place", "area", "9302")
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        *(UnitEntry("group", f"G{n}", f"กลุ่ม {n}", above=(above,)) for n in (1, 2, 3)),
        *(UnitEntry("school", f"S{n}", f"โรงเรียนที่ {n}", above=(above,)) for n in (1, 2, 3)),
    ]
    register_units(by=BY, entries=entries, since=SINCE)
    _person("director", "director", ("area", "9302"))
    _person("clerk", "clerk", ("area", "9302"))
    _person("head", "group-director", ("group", "G1"))
    _person("principal", "school-director", ("school", "S1"))
    return Unit.objects.get(kind="area")


def _person(name: str, role: str, unit: tuple[str, str]) -> User:
    entry = AccountEntry(name, f"นาย{name}", role, unit, "ทดสอบ-9302")
    return open_account(by=BY, entry=entry, since=SINCE)


def _body(area: Unit, *seats: SeatEntry, **more: Any) -> Body:
    entry = BodyEntry(**{"kind": "other", "name": "คณะทดสอบ", "since": SINCE, **more})
    body = create_body(by=BY, area=area, entry=entry)
    set_seats(by=BY, body=body, seats=seats)
    return body


def _plan(body: Body, day: date = DAY, number: int = 1, **more: Any) -> Meeting:
    said = {"number": number, "year": 2557, "begins": day, "ends": day, **more}
    return plan_meeting(by=BY, body=body, entry=MeetingEntry(**said))


def _group(code: str) -> Unit:
    return Unit.objects.get(kind="group", code=code)


def test_a_number_is_taken_once_until_its_meeting_is_cancelled(area: Unit) -> None:
    body = _body(area)
    meeting = _plan(body)
    with pytest.raises(NumberTakenError):
        _plan(body, date(2014, 5, 1))
    cancel_meeting(by=BY, meeting=meeting, reason="น้ำท่วม")
    again = _plan(body, date(2014, 5, 1))
    assert numbers_of(body, 2557) == [(again.begins, 1)]
    with pytest.raises(MeetingMovedError):
        cancel_meeting(by=BY, meeting=meeting, reason="อีกครั้ง")
    assert Findable.objects.get(kind="office.meeting", key=str(meeting.pk)).title.endswith(
        "(ยกเลิก)"
    )


def test_a_change_keeps_the_own_number_and_tells_what_was(area: Unit) -> None:
    body = _body(area)
    meeting, other = _plan(body), _plan(body, date(2014, 5, 1), 2)
    entry = MeetingEntry(1, 2557, date(2014, 4, 25), date(2014, 4, 26), place="ห้องประชุมพอเพียง")
    change_meeting(by=BY, meeting=meeting, entry=entry)
    event = Event.objects.get(action="change-meeting")
    assert (event.before["begins"], event.after["begins"]) == ("2014-04-23", "2014-04-25")
    with pytest.raises(NumberTakenError):
        change_meeting(by=BY, meeting=other, entry=entry)
    assert "พอเพียง" in Findable.objects.get(key=str(meeting.pk), kind="office.meeting").text


def test_every_school_is_expected_once_whether_its_head_has_an_account(area: Unit) -> None:
    body = _body(
        area, SeatEntry("chair", role="director", unit=area), SeatEntry(role="school-director")
    )
    meeting = call_meeting(by=BY, meeting=_plan(body))
    names = list(meeting.attendance.values_list("name", "unit__code"))
    assert names == [
        ("นายdirector", "9302"),
        ("นายprincipal", "S1"),
        ("ผู้อำนวยการโรงเรียนโรงเรียนที่ 2", "S2"),
        ("ผู้อำนวยการโรงเรียนโรงเรียนที่ 3", "S3"),
    ]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        seated([body], DAY)
    assert len(asked) == 3


def test_called_again_new_members_come_and_what_was_said_stays(area: Unit) -> None:
    guests = [SeatEntry(name=f"กรรมการ (สาธิต) {n}") for n in (1, 2)]
    body = _body(area, *guests)
    meeting = call_meeting(by=BY, meeting=_plan(body))
    first, second = meeting.attendance.all()
    mark_attendance(by=BY, row=first, mark=Mark("present"))
    set_seats(by=BY, body=body, seats=[SeatEntry(name="กรรมการ (สาธิต) 3")])
    call_meeting(by=BY, meeting=meeting)
    rows = list(meeting.attendance.values_list("name", "state"))
    assert rows == [("กรรมการ (สาธิต) 1", "present"), ("กรรมการ (สาธิต) 3", "")]
    assert not meeting.attendance.filter(pk=second.pk).exists()


def test_a_person_of_two_seats_is_expected_once(area: Unit) -> None:
    head = User.objects.get(username="head")
    seats = (SeatEntry("secretary", person=head), SeatEntry(role="group-director"))
    meeting = call_meeting(by=BY, meeting=_plan(_body(area, *seats)))
    assert [row.part for row in meeting.attendance.all()] == ["secretary"]


def test_terms_decide_who_is_expected_on_the_day(area: Unit) -> None:
    seats = (
        SeatEntry(name="พ้นแล้ว", until=date(2014, 4, 22)),
        SeatEntry(name="ยังอยู่", until=DAY),
        SeatEntry(name="ยังไม่ถึง", since=date(2014, 4, 24)),
    )
    meeting = call_meeting(by=BY, meeting=_plan(_body(area, *seats)))
    assert [row.name for row in meeting.attendance.all()] == ["ยังอยู่"]


def test_substitutes_and_acting_heads_count_but_no_advisers(area: Unit) -> None:
    parts = ("chair", "member", "member", "member", "adviser", "assistant")
    seats = [SeatEntry(part, name=f"กรรมการ (สาธิต) {n}") for n, part in enumerate(parts)]
    meeting = call_meeting(by=BY, meeting=_plan(_body(area, *seats)))
    marks = (Mark("present"), Mark("substitute", instead="ผู้แทน"), Mark("absent", reason="ลา"))
    for row, mark in zip(meeting.attendance.all(), marks, strict=False):
        mark_attendance(by=BY, row=row, mark=mark)
    counts = counts_of(meeting)
    assert (counts.quorum.members, counts.quorum.came, counts.quorum.needed) == (4, 2, 3)
    assert (counts.expected, counts.unsaid, counts.quorum.reached) == (6, 3, False)
    assert mark_rest(by=BY, meeting=meeting, acting=()) == 3
    assert counts_of(meeting).quorum.reached
    assert meeting.attendance.filter(state="absent").count() == 1


def test_who_acts_in_a_post_is_proposed_as_acting(area: Unit) -> None:
    RoleHeld.objects.filter(user__username="principal").update(acting=True)
    body = _body(area, SeatEntry(role="school-director"))
    meeting = call_meeting(by=BY, meeting=_plan(body))
    acting = acting_rows(meeting.attendance.all(), DAY)
    mark_rest(by=BY, meeting=meeting, acting=acting)
    found = dict(meeting.attendance.values_list("unit__code", "state"))
    assert found == {"S1": "acting", "S2": "present", "S3": "present"}


def test_attendance_is_taken_once_called_and_what_stays_leaves_no_event(area: Unit) -> None:
    meeting = _plan(_body(area, SeatEntry(name="กรรมการ (สาธิต)")))
    with pytest.raises(MeetingMovedError):
        mark_rest(by=BY, meeting=meeting, acting=())
    row = call_meeting(by=BY, meeting=meeting).attendance.get()
    for _ in range(2):
        mark_attendance(by=BY, row=row, mark=Mark("present"))
    assert Event.objects.filter(action="mark-attendance").count() == 1


def test_attendance_stays_once_the_minutes_are_proposed(area: Unit) -> None:
    meeting = _plan(_body(area, SeatEntry(name="กรรมการ (สาธิต)")))
    row = call_meeting(by=BY, meeting=meeting).attendance.get()
    minutes = Minutes.objects.create(meeting=_hold(meeting), state=Minutes.State.PROPOSED)
    for late in (
        lambda: mark_attendance(by=BY, row=row, mark=Mark("absent")),
        lambda: mark_rest(by=BY, meeting=meeting, acting=()),
    ):
        with pytest.raises(MinutesProposedError):
            late()
    Minutes.objects.filter(pk=minutes.pk).update(state=Minutes.State.DRAFT)
    assert mark_attendance(by=BY, row=row, mark=Mark("absent")).state == "absent"


def _owner(meeting: Meeting) -> tuple[str, str, str]:
    [duty] = meeting_duties(meeting)
    return duty.unit.code, duty.role, str(duty.person or "")


def _hold(meeting: Meeting, **more: Any) -> Meeting:
    return hold_meeting(by=BY, meeting=meeting, at=AT, today=TODAY, **more)


def test_held_makes_the_minutes_due_three_days_after_the_last_day(area: Unit) -> None:
    meeting = _hold(_plan(_body(area), ends=date(2014, 4, 24)))
    [duty] = meeting_duties(meeting)
    assert (duty.rule, duty.due, duty.title) == (
        "minutes",
        date(2014, 4, 28),
        "รายงานการประชุมคณะทดสอบ ครั้งที่ 1/2557",
    )
    assert meeting.state == "held"
    assert (meeting.starts, meeting.finishes) == (None, None)
    assert Evidence.objects.get(record_key=str(meeting.pk)).kind == "หนังสือเชิญ"


def test_held_keeps_when_it_really_was(area: Unit) -> None:
    planned = _plan(_body(area), starts=time(9), finishes=time(12))
    meeting = _hold(planned, times=(time(9, 20), time(13, 5)))
    assert (meeting.starts, meeting.finishes) == (time(9, 20), time(13, 5))
    event = Event.objects.get(action="hold-meeting")
    assert (event.after or {})["times"] == "09.20–13.05 น."
    kept = _hold(_plan(_body(area), starts=time(8), finishes=time(10)))
    assert kept.starts == time(8)


def test_who_keeps_the_minutes(area: Unit) -> None:
    head, group = User.objects.get(username="head"), _group("G1")
    secretary = SeatEntry("secretary", person=head)
    hosted = _hold(_plan(_body(area, secretary), host=_group("G2")))
    assert _owner(hosted) == ("G2", "group-director", "")
    assert _owner(_hold(_plan(_body(area, secretary)))) == ("9302", "", "นายhead")
    served = _body(area, secretariat=group)
    assert _owner(_hold(_plan(served))) == ("G1", "group-director", "")
    assert _owner(_hold(_plan(_body(area)))) == ("9302", "clerk", "")


def test_a_meeting_is_not_held_before_its_day_and_once(area: Unit) -> None:
    meeting = _plan(_body(area), date(2014, 4, 25))
    with pytest.raises(NotYetError):
        _hold(meeting)
    assert not Duty.objects.exists()
    held = _hold(_plan(_body(area)))
    with pytest.raises(MeetingMovedError):
        _hold(held)


def test_who_reports_upward_says_until_when(area: Unit) -> None:
    body = _body(area, upper="ก.ค.ศ.")
    meeting = _plan(body)
    with pytest.raises(ReportDayMissingError):
        _hold(meeting)
    _hold(meeting, report_due=date(2014, 5, 9))
    found = {duty.rule: duty.due for duty in meeting_duties(meeting)}
    assert found == {"minutes": date(2014, 4, 28), "body-report": date(2014, 5, 9)}


def test_taken_back_the_duties_are_waived_and_held_again_opened(area: Unit) -> None:
    meeting = _hold(_plan(_body(area)))
    withdraw_holding(by=BY, meeting=meeting, reason="บันทึกผิดครั้ง")
    duty = Duty.objects.get()
    assert (duty.state, duty.reason) == ("waived", "บันทึกผิดครั้ง")
    meeting = _hold(meeting)
    assert Duty.objects.get().state == "open"
    minutes = Minutes.objects.create(meeting=meeting, state=Minutes.State.PROPOSED)
    with pytest.raises(MinutesProposedError):
        withdraw_holding(by=BY, meeting=meeting, reason="ช้าไป")
    assert minutes.meeting.state == "held"


def test_items_stand_in_order_and_are_found_by_their_words(area: Unit) -> None:
    meeting = _plan(_body(area))
    items = [
        add_item(by=BY, meeting=meeting, entry=ItemEntry(4, title, "เรื่องนมโรงเรียน"))
        for title in ("ก", "ข", "ค")
    ]
    move_item(by=BY, item=items[2], up=True)
    move_item(by=BY, item=items[0], up=True)
    assert list(meeting.items.values_list("title", flat=True)) == ["ก", "ค", "ข"]
    change_item(by=BY, item=items[0], entry=ItemEntry(5, "ก ใหม่"))
    assert list(meeting.items.values_list("title", "section")) == [("ค", 4), ("ข", 4), ("ก ใหม่", 5)]
    assert "นมโรงเรียน" in Findable.objects.get(kind="office.meeting").text
    for item in items[1:]:
        remove_item(by=BY, item=item)
    assert "นมโรงเรียน" not in Findable.objects.get(kind="office.meeting").text


def test_an_agenda_stays_once_its_minutes_are_proposed(area: Unit) -> None:
    meeting = _plan(_body(area))
    item = add_item(by=BY, meeting=meeting, entry=ItemEntry(6, "เรื่อง"))
    with pytest.raises(ValueError, match="6"):
        set_sections(by=BY, meeting=meeting, sections=["หนึ่ง", "สอง"])
    _hold(meeting)
    with pytest.raises(MeetingMovedError):
        remove_item(by=BY, item=item)
    Minutes.objects.create(meeting=meeting, state=Minutes.State.PROPOSED)
    with pytest.raises(MinutesProposedError):
        add_item(by=BY, meeting=meeting, entry=ItemEntry(1, "ช้า"))


def test_how_far_a_meeting_is_seen(area: Unit) -> None:
    heads = _plan(_body(area, kind=Body.Kind.DIRECTORS))
    body = _body(area)
    usual = call_meeting(by=BY, meeting=_plan(body))
    levels = dict(Findable.objects.filter(kind="office.meeting").values_list("key", "level"))
    assert levels == {str(heads.pk): Level.AREA, str(usual.pk): Level.OFFICE}
    change_body(by=BY, body=body, entry=BodyEntry(body.kind, body.name, SINCE, closed=True))
    told = Findable.objects.filter(body=body).values_list("kind", "level")
    assert set(told) == {("office.meeting", Level.PERSON), ("office.evidence", Level.PERSON)}


def test_clashes_name_who_sits_in_both_and_the_same_place(area: Unit) -> None:
    head = SeatEntry(role="group-director")
    board = _body(area, head, SeatEntry("chair", role="director", unit=area), name="บอร์ด")
    other = _body(area, head, name="แลกเปลี่ยน")
    times = {"place": "ห้องประชุมพอเพียง", "starts": time(9), "finishes": time(12)}
    meeting = _plan(board, **times)
    _plan(other, **{**times, "starts": time(8)})
    cancel_meeting(by=BY, meeting=_plan(other, number=2, **times), reason="งด")
    _plan(other, number=3, starts=time(13), finishes=time(14))
    [found] = clashes(board, span_of(meeting), " ห้องประชุมพอเพียง", TODAY, meeting.pk)
    assert (found.meeting.body, found.people, found.same_place) == (other, ("นายhead",), True)


def test_the_rhythm_proposes_days_numbers_and_hosts(area: Unit) -> None:
    body = _body(area, every="week", weekday=3, place="ห้องประชุมพอเพียง")
    set_hosts(by=BY, body=body, units=[_group(code) for code in ("G1", "G2", "G3")])
    Holiday.objects.create(area=area, day=date(2014, 5, 1), name="วันแรงงาน")
    _plan(body, date(2014, 4, 17), 4, host=_group("G2"))
    found = proposals(body, date(2014, 5, 8), TODAY)
    assert [(one.day, one.number, str(one.host), one.holiday) for one in found] == [
        (date(2014, 4, 24), 5, "กลุ่ม 3", ""),
        (None, 0, "None", "วันแรงงาน"),
        (date(2014, 5, 8), 6, "กลุ่ม 1", ""),
    ]
    assert next_proposal(body, TODAY).day == date(2014, 4, 24)
    [turn] = turns_to_host(_all(), TODAY)
    assert (str(turn.host), turn.meeting) == ("กลุ่ม 3", None)
    planned = _plan(body, date(2014, 4, 24), 5, host=_group("G3"))
    cancel_meeting(by=BY, meeting=planned, reason="งด")
    assert proposals(body, date(2014, 4, 24), TODAY)[0].host == _group("G3")


def _all() -> Any:
    from django.db.models import Q

    return Q()


def test_a_body_without_rhythm_proposes_its_number_and_no_day(area: Unit) -> None:
    body = _body(area)
    _plan(body, date(2014, 2, 1), 2)
    found = next_proposal(body, TODAY)
    assert (found.day, found.number, found.year, found.host) == (None, 3, 2557, None)
    running = _body(area, numbering="running")
    assert next_proposal(running, TODAY).year == 0


def test_hosts_are_set_once_each_and_told(area: Unit) -> None:
    body = _body(area)
    first, second = _group("G1"), _group("G2")
    set_hosts(by=BY, body=body, units=[first, second, first])
    set_hosts(by=BY, body=body, units=[first, second])
    assert [host.unit for host in body.hosts.all()] == [first, second]
    assert Event.objects.filter(action="set-hosts").count() == 1


def test_a_vacant_seat_of_a_group_is_nobody(area: Unit) -> None:
    body = _body(area, SeatEntry(role="group-director", unit=_group("G2")))
    [vacant] = seated([body], DAY)[body.pk]
    assert (vacant.name, vacant.person) == ("", None)
    assert not call_meeting(by=BY, meeting=_plan(body)).attendance.exists()
    assert Seat.objects.count() == 1
