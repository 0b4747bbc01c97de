"""Meetings of the demonstration: the printed ones, and some around today."""

from datetime import date, timedelta

import pytest

from khet.jobs.demo.area import DemoArea
from khet.jobs.demo.meetings import hold_meetings
from khet.jobs.demo.registers import area_entries
from khet.jobs.demo.staff import engage_staff
from khet.records.office.models import Attendance, Body, Duty, Meeting
from khet.records.office.queries.attendance import counts_of
from khet.records.office.queries.calendar import closed_days
from khet.records.office.queries.duties import late
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.units import register_units
from khet.records.registry.models import Unit, UnitKind
from khet.rules.meetings import differs

SINCE = date(2009, 5, 1)
TODAY = date(2026, 11, 30)


@pytest.fixture
def office(area: DemoArea, db: None) -> Unit:
    register_units(by="ทดสอบ", entries=area_entries(area), since=SINCE)
    here, first = ("area", area.code), ("group", f"{area.code}G01")
    cast = {"director": here, "deputy": here, "group-director": first}
    for role, unit in cast.items():
        entry = AccountEntry(role, f"{role} (สาธิต)", role, unit, "ทดสอบ-9302")
        open_account(by="ทดสอบ", entry=entry, since=SINCE)
    engage_staff(by="ทดสอบ", area=area, cast=cast, since=SINCE)
    office = Unit.objects.get(kind=UnitKind.AREA)
    hold_meetings(by="ทดสอบ", office=office, today=TODAY)
    return office


def test_the_demonstration_meets(office: Unit) -> None:
    _printed_ones_are_history()
    _directors_met_on_the_last_first_thursday()
    _the_next_is_called()
    _clashes_are_there_to_be_seen()
    _none_is_on_a_holiday(office)
    before = Meeting.objects.count()
    hold_meetings(by="ทดสอบ", office=office, today=TODAY + timedelta(7))
    assert Meeting.objects.count() == before


def _printed_ones_are_history() -> None:
    past = Meeting.objects.filter(begins__year__lt=2016).select_related("body")
    assert past.filter(body__kind=Body.Kind.DIRECTORS).count() == 7
    assert set(past.values_list("state", flat=True)) == {"held"}
    assert not Attendance.objects.filter(meeting__in=past).exists()
    owed = Duty.objects.filter(about_key__in=[str(one.pk) for one in past])
    assert set(owed.values_list("state", flat=True)) == {"waived"}
    [odd] = [one for one in past if differs(one.printed, one.number, one.year)]
    assert (odd.printed, odd.number, odd.year) == ("4/2557", 5, 2557)
    first = past.get(body__short_name="กพท.", number=1, year=2557)
    assert first.begins == date(2013, 12, 6)


def _directors_met_on_the_last_first_thursday() -> None:
    meeting = Meeting.objects.get(body__kind=Body.Kind.DIRECTORS, begins=date(2026, 11, 5))
    counts = counts_of(meeting)
    assert counts.expected == 117 + 2 + 7
    assert counts.quorum.reached
    assert 0 < counts.by_state["absent"] < counts.by_state["present"]
    assert late(Duty.objects.get(rule="minutes", about_key=str(meeting.pk)), TODAY) > 0


def _the_next_is_called() -> None:
    meeting = Meeting.objects.get(body__kind=Body.Kind.DIRECTORS, begins=date(2027, 1, 7))
    assert (meeting.state, meeting.items.count()) == ("called", 4)
    assert meeting.closes is not None


def _clashes_are_there_to_be_seen() -> None:
    tuesdays = Meeting.objects.filter(begins=TODAY + timedelta(1))
    assert {meeting.body.kind for meeting in tuesdays} == {"board", "exchange"}
    assert len({meeting.place for meeting in tuesdays}) == len(tuesdays) == 2
    closed = Body.objects.get(closed=True)
    assert (closed.upper, closed.seats.count()) == ("ก.ค.ศ.", 9)


def _none_is_on_a_holiday(office: Unit) -> None:
    recent = Meeting.objects.filter(begins__gte=TODAY - timedelta(200))
    days = set(recent.values_list("begins", flat=True))
    assert not days & closed_days(office, min(days), max(days))
