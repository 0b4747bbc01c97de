"""Visits to write down, and what pages and phones send of them, as tests of recording use them."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from khet.records.learning.actions.visit_plan import PlanEntry, plan_visits
from khet.records.learning.actions.visit_records import FindingEntry, VisitRecord, record_visit
from khet.records.learning.actions.visit_steps import tell_school
from khet.records.learning.models import Finding, Visit
from khet.records.office.models import Instrument, InstrumentVersion
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.calendar import thai_date
from khet.rules.instruments import Content, Item, ItemKind, Part, told_of
from khet.rules.months import month_of
from tests.made_area import school_code

SignIn = Callable[..., Client]
ROOT = "/learning/visits/record/"
SYNC, PHOTO, NEW = f"{ROOT}sync", f"{ROOT}photo", f"{ROOT}new"
BY, MANY_QUERIES = "ทดสอบ", 15
NO_ROWS = {"findings-TOTAL_FORMS": "0", "findings-INITIAL_FORMS": "0"}


def a_visit(school: int = 0, lead: str = "network-supervisor", **more: Any) -> Visit:
    area, today = Unit.objects.get(kind=UnitKind.AREA), timezone.localdate()
    entry = PlanEntry(
        Unit.objects.get(code=school_code(school)),
        User.objects.get(username=lead),
        month_of(today),
        Visit.Kind.POLICY,
        ["PLC"],
        **more,
    )
    return plan_visits(by=BY, area=area, entries=[entry], draft=False)[0]


def told_finding(school: int = 0) -> Finding:
    """A finding of an earlier visit that the school was told."""
    visit, today = a_visit(school), timezone.localdate()
    found = FindingEntry(uuid4(), "ไม่มีทะเบียน", "จัดทำทะเบียน", today + timedelta(20))
    record = VisitRecord(today - timedelta(9), advice="ควรทำ", findings=[found])
    record_visit(by=BY, visit=visit, record=record, base=0, at=timezone.now())
    tell_school(by=BY, visit=visit, today=today, at=timezone.now())
    return visit.findings.get()


def fields_of(**more: Any) -> dict[str, Any]:
    day = thai_date(timezone.localdate())
    return {"base": "0", "day": day, "topics": ["PLC"], "advice": "ควรทำ", **NO_ROWS, **more}


def finding_row(place: int, **more: str) -> dict[str, str]:
    due = thai_date(timezone.localdate() + timedelta(30))
    row = {"uuid": str(uuid4()), "text": "มืด", "action": "เปลี่ยนหลอดไฟ", "topic": "", "due": due}
    return {f"findings-{place}-{name}": value for name, value in {**row, **more}.items()}


def send_record(client: Client, number: object, **more: Any) -> Any:
    return client.post(SYNC, fields_of(number=str(number), **more))


def told_by(answer: Any) -> dict[str, Any]:
    return {"status": answer.status_code, **json.loads(answer.content)}


def page_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def an_instrument() -> InstrumentVersion:
    area = Unit.objects.get(kind=UnitKind.AREA)
    made = Instrument.objects.create(area=area, unit=area, title="แบบสังเกต")
    return version_of(made, 1, Item("clean", ItemKind.LEVEL, "สะอาด", required=True))


def version_of(made: Instrument, number: int, *items: Item) -> InstrumentVersion:
    return InstrumentVersion.objects.create(
        instrument=made,
        number=number,
        content=told_of(Content((Part("rooms", "ห้อง", items),))),
        made_by=BY,
        released_at=timezone.now(),
        released_by=BY,
    )
