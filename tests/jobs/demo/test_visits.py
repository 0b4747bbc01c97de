"""Visits of the demonstration: planned, made, answered, and each state to be found."""

from datetime import date, timedelta

import pytest

from khet.jobs.demo.area import DemoArea
from khet.jobs.demo.registers import area_entries
from khet.jobs.demo.staff import engage_staff
from khet.jobs.demo.visits import make_visits
from khet.records.learning.models import Assignment, Finding, Visit, VisitConflict, VisitRequest
from khet.records.learning.queries.visits import assignments_on
from khet.records.office.models import Duty
from khet.records.office.queries.duties import late
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.units import register_units
from khet.records.registry.models import Unit, UnitKind

SINCE = date(2009, 5, 1)
CAST = ("director", "deputy", "supervisor")


@pytest.fixture
def office(area: DemoArea, db: None) -> Unit:
    register_units(by="ทดสอบ", entries=area_entries(area), since=SINCE)
    for role in CAST:
        entry = AccountEntry(role, f"{role} (สาธิต)", role, ("area", area.code), "ทดสอบ-9302")
        open_account(by="ทดสอบ", entry=entry, since=SINCE)
    engage_staff(by="ทดสอบ", area=area, cast=set(CAST), since=SINCE)
    return Unit.objects.get(kind=UnitKind.AREA)


@pytest.mark.parametrize(
    "today", [date(2026, 11, 30), date(2026, 10, 1), date(2027, 9, 30), date(2027, 4, 13)]
)
def test_every_state_is_there_on_any_day(office: Unit, today: date) -> None:
    make_visits(by="ทดสอบ", area=office, today=today)
    _visits_in_every_state(today)
    _findings_in_every_state(today)
    _every_network_is_looked_after(office, today)
    before = Visit.objects.count()
    make_visits(by="ทดสอบ", area=office, today=today + timedelta(7))
    assert Visit.objects.count() == before


def _visits_in_every_state(today: date) -> None:
    visits = Visit.objects.all()
    assert 250 <= visits.count() <= 400
    assert set(visits.values_list("state", flat=True)) == set(Visit.State)
    assert set(visits.values_list("kind", flat=True)) == set(Visit.Kind)
    assert not visits.filter(day__gte=today).exists()
    assert visits.filter(state=Visit.State.PLANNED, planned_on__lt=today).exists()
    assert visits.filter(follows__isnull=False).exists()
    assert visits.filter(answered_at__isnull=True, told_at__isnull=False).exists()
    assert not visits.filter(closed_at__date__gt=today).exists()
    reasons = [reason["what"] for visit in visits for reason in visit.reasons]
    assert set(reasons) == {"never", "visited", "requests", "unplanned"}
    assert reasons.count("unplanned") == 8
    assert VisitConflict.objects.filter(settled_at=None).count() == 2
    assert set(VisitRequest.objects.values_list("state", flat=True)) == set(VisitRequest.State)


def _findings_in_every_state(today: date) -> None:
    duties = Duty.objects.filter(rule="visit-finding")
    assert set(duties.values_list("state", flat=True)) == {"open", "done", "returned", "accepted"}
    assert any(late(duty, today) for duty in duties.filter(state=Duty.State.OPEN))
    assert Finding.objects.filter(duty=None).exists()


def _every_network_is_looked_after(office: Unit, today: date) -> None:
    now = assignments_on(office, today).filter(part=Assignment.Part.SUPERVISOR)
    assert len({one.network for one in now}) == len(now) == 11
    assert Assignment.objects.filter(until__lt=today).count() == 1
    own = Visit.objects.filter(lead__username="supervisor")
    assert own.values("school").distinct().count() > 4
