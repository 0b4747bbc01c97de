"""Monthly duties: opened once by the office's tables, sent in versions, exempted."""

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from khet.jobs.open_months import open_months
from khet.records.office.actions.calendar import (
    HolidayEntry,
    HolidayTakenError,
    add_holidays,
    remove_holiday,
)
from khet.records.office.actions.duties import (
    DutyMovedError,
    accept_duty,
    return_duty,
    waive_duty,
)
from khet.records.office.actions.evidence import Brought, EvidenceEntry
from khet.records.office.actions.monthly import exempt_months, send_month, start_monthly
from khet.records.office.actions.search import Seen
from khet.records.office.models import Duty, Evidence, Holiday, Level
from khet.records.office.queries.calendar import closed_days, due_of
from khet.records.office.queries.monthly import evidence_of
from khet.records.registry.actions.settings import UnsoundTableError
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Sector, Unit
from khet.records.registry.queries.settings import office_tables
from khet.rules.deadlines import INTERNAL_SUPERVISION, MINUTES, SCHOOL_ACCOUNTS, first_month
from khet.rules.months import Month

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 29)
FIRST = Month(2569, 9)
AT = timezone.make_aware(datetime(2026, 11, 10, 9))
ABOVE = (("place", "area", "9302"),)


@pytest.fixture
def area() -> Unit:
    """An area with two public schools and a private one."""
    schools = [
        UnitEntry("school", "93020001", "บ้านหนึ่ง", above=ABOVE, sector=Sector.PUBLIC),
        UnitEntry("school", "93020002", "บ้านสอง", above=ABOVE, sector=Sector.PUBLIC),
        UnitEntry("school", "93020003", "เอกชน", above=ABOVE, sector=Sector.PRIVATE),
    ]
    entries = [UnitEntry("area", "9302", "เขตทดสอบ", "เขต"), *schools]
    register_units(by="ทดสอบ", entries=entries, since=date(2009, 5, 1))
    return Unit.objects.get(code="9302")


def _start(area: Unit, first: Month = FIRST) -> None:
    start_monthly(by="ทดสอบ", area=area, rule=SCHOOL_ACCOUNTS, first=first, today=TODAY)


def _duty(month: str = "2569-09", school: str = "93020001") -> Duty:
    return Duty.objects.get(about_key=month, unit__code=school)


def test_nothing_is_opened_before_the_office_begins(area: Unit) -> None:
    assert open_months(by="ทดสอบ", today=TODAY, area=area) == 0


def test_the_months_that_are_over_are_opened_for_public_schools(area: Unit) -> None:
    _start(area)
    assert open_months(by="ทดสอบ", today=TODAY, area=area) == 4
    found = Duty.objects.order_by("about_key", "unit__code")
    assert [(d.about_key, d.unit.code, d.opened, d.due) for d in found] == [
        ("2569-09", "93020001", date(2026, 10, 1), date(2026, 10, 15)),
        ("2569-09", "93020002", date(2026, 10, 1), date(2026, 10, 15)),
        ("2569-10", "93020001", date(2026, 11, 1), date(2026, 11, 16)),
        ("2569-10", "93020002", date(2026, 11, 1), date(2026, 11, 16)),
    ]
    assert {(d.role, d.rule, d.about_kind) for d in found} == {
        ("school-director", "school-accounts", "office.month")
    }
    assert found[0].title == "บัญชีประจำเดือนกันยายน 2569"


def test_internal_supervision_is_due_on_the_last_day_of_its_own_month(area: Unit) -> None:
    start_monthly(
        by="ทดสอบ", area=area, rule=INTERNAL_SUPERVISION, first=Month(2569, 10), today=TODAY
    )
    open_months(by="ทดสอบ", today=TODAY, area=area)
    due = Duty.objects.filter(unit__code="93020001").order_by("due").values_list("opened", "due")
    assert list(due) == [
        (date(2026, 10, 1), date(2026, 11, 2)),
        (date(2026, 11, 1), date(2026, 11, 30)),
    ]


def test_running_again_changes_nothing(area: Unit) -> None:
    _start(area)
    open_months(by="ทดสอบ", today=TODAY, area=area)
    _send(area, _duty())
    waive_duty(by="ทดสอบ", duty=_duty(school="93020002"), reason="ปิด")
    _send(area, _duty("2569-10"))
    return_duty(by="ทดสอบ", duty=_duty("2569-10"), at=AT, reason="ยอดไม่ตรง")
    before = list(Duty.objects.order_by("pk").values())
    events = Event.objects.count()
    assert open_months(by="ทดสอบ", today=TODAY, area=area) == 0
    assert list(Duty.objects.order_by("pk").values()) == before
    assert Event.objects.count() == events


def test_the_next_month_comes_with_its_day(area: Unit) -> None:
    _start(area)
    open_months(by="ทดสอบ", today=date(2026, 10, 31), area=area)
    assert set(Duty.objects.values_list("about_key", flat=True)) == {"2569-09"}
    assert open_months(by="ทดสอบ", today=date(2026, 11, 1), area=area) == 2


def test_a_school_that_is_registered_late_is_asked_for_the_newest_month(area: Unit) -> None:
    _start(area)
    open_months(by="ทดสอบ", today=TODAY, area=area)
    entry = UnitEntry("school", "93020004", "บ้านใหม่", above=ABOVE, sector=Sector.PUBLIC)
    register_units(by="ทดสอบ", entries=[entry], since=date(2009, 5, 1))
    assert open_months(by="ทดสอบ", today=TODAY, area=area) == 1
    assert _duty("2569-10", "93020004").state == "open"


def test_accounts_before_may_2557_are_never_due(area: Unit) -> None:
    with pytest.raises(UnsoundTableError):
        _start(area, Month(2557, 4))
    assert first_month(SCHOOL_ACCOUNTS.code, office_tables(area)) is None
    _start(area, Month(2557, 5))
    assert first_month(SCHOOL_ACCOUNTS.code, office_tables(area)) == Month(2557, 5)


def test_beginning_one_rule_leaves_the_other(area: Unit) -> None:
    _start(area)
    start_monthly(
        by="ทดสอบ", area=area, rule=INTERNAL_SUPERVISION, first=Month(2569, 11), today=TODAY
    )
    tables = office_tables(area)
    assert first_month(SCHOOL_ACCOUNTS.code, tables) == Month(2569, 9)
    assert first_month(INTERNAL_SUPERVISION.code, tables) == Month(2569, 11)


def _send(area: Unit, duty: Duty, name: str = "ก.xlsx", **more: Any) -> None:
    entry = EvidenceEntry(
        Seen(area, duty.unit, Level.UNIT), "บัญชีประจำเดือน", "บัญชี", date(2026, 9, 30)
    )
    files = [(entry, Brought(name, "x", 1, more.get("sha256", "0" * 64)))]
    send_month(by="ทดสอบ", duty=duty, record=None, files=files, at=AT)


def test_sending_again_adds_a_version_until_it_is_accepted(area: Unit) -> None:
    _start(area)
    open_months(by="ทดสอบ", today=TODAY, area=area)
    _send(area, _duty())
    _send(area, _duty(), sha256="1" * 64)
    duty = _duty()
    (kept,) = evidence_of([duty])[duty.pk]
    assert [v.sha256[0] for v in kept.versions.all()] == ["0", "1"]
    assert (duty.state, duty.done_at) == ("done", AT)
    _send(area, duty, name="ข.xlsx")
    assert len(evidence_of([duty])[duty.pk]) == 2
    return_duty(by="ทดสอบ", duty=duty, at=AT, reason="ยอดไม่ตรง")
    _send(area, duty, sha256="2" * 64)
    assert _duty().state == "done"
    accept_duty(by="ทดสอบ", duty=duty, at=AT)
    with pytest.raises(DutyMovedError):
        _send(area, duty)
    assert Evidence.objects.count() == 2


def test_a_school_is_exempt_from_a_month_on(area: Unit) -> None:
    _start(area)
    open_months(by="ทดสอบ", today=TODAY, area=area)
    school = Unit.objects.get(code="93020001")
    months = [Month(2569, 9), Month(2569, 10), Month(2569, 11), Month(2569, 12)]
    _send(area, _duty("2569-09"))
    exempted = exempt_months(
        by="ทดสอบ", area=area, rule=SCHOOL_ACCOUNTS, school=school, months=months, reason="รวมบัญชี"
    )
    states = Duty.objects.filter(unit=school).order_by("about_key").values_list("state", flat=True)
    assert (exempted, list(states)) == ((3, 1), ["done", "waived", "waived", "waived"])
    with pytest.raises(DutyMovedError, match="waived"):
        _send(area, _duty("2569-10"))
    assert Evidence.objects.count() == 1
    assert open_months(by="ทดสอบ", today=date(2027, 2, 1), area=area) == 1 + 1 + 2
    assert _duty("2569-12").state == "waived"
    assert _duty("2569-12", "93020002").state == "open"


def test_holidays_change_the_day_of_new_duties_only(area: Unit) -> None:
    _start(area)
    open_months(by="ทดสอบ", today=date(2026, 10, 1), area=area)
    closed = [HolidayEntry(date(2026, 10, 15), "หยุดพิเศษ"), HolidayEntry(date(2026, 11, 16), "พิเศษ")]
    add_holidays(by="ทดสอบ", area=area, entries=closed)
    open_months(by="ทดสอบ", today=TODAY, area=area)
    assert _duty("2569-09").due == date(2026, 10, 15)
    assert _duty("2569-10").due == date(2026, 11, 17)


def test_closed_days_are_the_fixed_and_the_own_without_those_opened(area: Unit) -> None:
    entries = [
        HolidayEntry(date(2026, 12, 8), "หยุดพิเศษ"),
        HolidayEntry(date(2026, 12, 7), "เปิดแทน", closed=False),
    ]
    add_holidays(by="ทดสอบ", area=area, entries=entries)
    closed = closed_days(area, date(2026, 12, 1), date(2027, 1, 1))
    wanted = {(12, 5), (12, 8), (12, 10), (12, 31), (1, 1)}
    assert {(day.month, day.day) for day in closed} == wanted
    assert due_of(area, MINUTES, date(2026, 12, 4)) == date(2026, 12, 7)
    remove_holiday(by="ทดสอบ", holiday=Holiday.objects.get(closed=False))
    assert due_of(area, MINUTES, date(2026, 12, 4)) == date(2026, 12, 9)


def test_a_day_is_entered_once_and_all_or_none_are(area: Unit) -> None:
    add_holidays(by="ทดสอบ", area=area, entries=[HolidayEntry(date(2027, 2, 22), "ก")])
    again = [HolidayEntry(date(2027, 2, 23), "ข"), HolidayEntry(date(2027, 2, 22), "ค")]
    with pytest.raises(HolidayTakenError):
        add_holidays(by="ทดสอบ", area=area, entries=again)
    assert Holiday.objects.count() == 1
    told = Event.objects.filter(kind="office.holiday").values_list("action", "key")
    assert list(told) == [("close-day", "9302/2027-02-22")]
