"""Visits planned, written down and told, and their pages, as tests of them make and read."""

import html
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from khet.records.learning.actions.visit_plan import PlanEntry, plan_visits
from khet.records.learning.actions.visit_records import FindingEntry, VisitRecord, record_visit
from khet.records.learning.actions.visit_steps import tell_school
from khet.records.learning.models import Visit
from khet.records.registry.models import Unit, UnitKind
from khet.rules.months import month_of
from tests.made_area import school_code
from tests.web.kept_books import user_named

SignIn = Callable[..., Client]
HERE = "/learning/visits"


def this_day() -> date:
    return timezone.localdate()


def page_of(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def plan_visit(school: int = 0, **more: Any) -> Visit:
    unit = Unit.objects.get(kind=UnitKind.SCHOOL, code=school_code(school))
    given = {"lead": user_named("supervisor"), "month": month_of(this_day()), **more}
    entry = PlanEntry(unit, kind=Visit.Kind.POLICY, topics=["การอ่าน"], uuid=uuid4(), **given)
    area = Unit.objects.get(kind=UnitKind.AREA)
    return plan_visits(by="ทดสอบ", area=area, entries=[entry], draft=False)[0]


def write_down(visit: Visit, *findings: FindingEntry, day: date | None = None, **more: Any) -> None:
    said = {"topics": ["การอ่าน"], "strengths": "มีมุมอ่าน", "advice": "ฝึกอ่านทุกเช้า", "level": 4}
    record = VisitRecord(day or this_day(), findings=findings, **{**said, **more})
    record_visit(by=user_named("supervisor"), visit=visit, record=record, base=0, at=timezone.now())


def a_finding(days: int = 14, text: str = "ป.1 อ่านไม่ออก") -> FindingEntry:
    return FindingEntry(uuid4(), text, f"สอนเสริม {text}", this_day() + timedelta(days))


def told_visit(*findings: FindingEntry, school: int = 0, **more: Any) -> Visit:
    visit = plan_visit(school, **more)
    write_down(visit, *findings)
    now = timezone.now()
    tell_school(by="ศน.", visit=visit, today=timezone.localdate(now), at=now)
    return Visit.objects.get(pk=visit.pk)
