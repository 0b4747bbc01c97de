"""Visits and records of which books of supervision tell, and their pages as tests read them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.jobs.open_books import open_all_books
from khet.jobs.open_months import open_months
from khet.records.learning.actions.visit_plan import PlanEntry, plan_visits
from khet.records.learning.actions.visit_records import FindingEntry, VisitRecord, record_visit
from khet.records.learning.actions.visit_steps import tell_school
from khet.records.learning.models import Visit
from khet.records.office.actions.monthly import start_monthly
from khet.records.office.models import Duty
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.deadlines import INTERNAL_SUPERVISION, SUPERVISION_BOOK
from khet.rules.months import Month, month_of
from tests.conftest import Clock
from tests.made_area import school_code

SignIn = Callable[[str], Client]
NOW = timezone.make_aware(datetime(2026, 11, 10, 10))
TODAY = NOW.date()
BOOKS = "/learning/visits/books"
OCTOBER = f"{BOOKS}/own?month=2569-10"
WRITE = f"{BOOKS}/own/write?month=2569-10"
SCHOOL = f"{BOOKS}/schools/{school_code(0)}"
RECORD = VisitRecord(
    date(2026, 10, 8),
    ["การอ่าน", "นิเทศภายใน"],
    "ครูจัดมุมอ่าน",
    "ให้แลกเปลี่ยนทุกสัปดาห์",
    4,
    None,
    [FindingEntry(uuid4(), "ยังอ่านไม่ออกบางคน", "ทำแผนช่วยเหลือ", date(2026, 11, 20))],
)


def the_area() -> Unit:
    return Unit.objects.get(kind=UnitKind.AREA)


def user_named(name: str = "supervisor") -> User:
    return User.objects.get(username=name)


def school_numbered(number: int = 0) -> Unit:
    return Unit.objects.get(code=school_code(number))


def made_visit(
    day: date = RECORD.day,
    school: int = 0,
    lead: str = "supervisor",
    told: bool = True,
    **more: Any,
) -> Visit:
    """A visit that was recorded on the day after it, the school being told as it is asked."""
    entry = PlanEntry(
        school_numbered(school), user_named(lead), month_of(day), Visit.Kind.POLICY, ["การอ่าน"]
    )
    plan = replace(entry, **more)
    [visit] = plan_visits(by=user_named(lead), area=the_area(), entries=[plan], draft=False)
    findings = [replace(one, uuid=uuid4()) for one in RECORD.findings]
    record = replace(RECORD, day=day, findings=findings)
    at = timezone.make_aware(datetime(day.year, day.month, day.day, 16))
    record_visit(by=user_named(lead), visit=visit, record=record, base=0, at=at)
    visit.refresh_from_db()
    if told:
        tell_school(by=user_named(lead), visit=visit, today=day, at=at)
        visit.refresh_from_db()
    return visit


def text_of(response: HttpResponse) -> str:
    page = re.sub(r"<style.*?</style>|<script.*?</script>", " ", response.content.decode())
    main = page.split("<main")[-1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def write_book(client: Client, url: str = WRITE, do: str = "send", **said: str) -> HttpResponse:
    text = {"summary": "", "problems": "", "proposals": "", **said}
    return client.post(url, {**text, "do": do}, follow=True)


def send_internal(sign_in: SignIn, month: str) -> Duty:
    duty = Duty.objects.get(rule=INTERNAL_SUPERVISION.code, unit=school_numbered(), about_key=month)
    said = {"day": "๑๕ ต.ค. ๒๕๖๙", "presided": "on", "chair": "ผอ. ทดสอบ", "topics": "การคิด"}
    said |= {"teachers": "ครูทุกคน 8 คน", "result": "ครูเปิดชั้นเรียน"}
    sent = sign_in("school-director").post(f"/office/own-months/{duty.pk}", said)
    assert sent.status_code == 302
    return duty


def queries_of(client: Client, url: str, anew: bool = True) -> int:
    """How many it takes to draw a page, or to show it again."""
    client.get(url)
    if anew:
        cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.fixture(autouse=True)
def in_november(clock: Clock) -> None:
    clock.time = NOW


@pytest.fixture
def begun(area: None) -> None:
    """Books are asked for since September, internal supervision since October."""
    for rule, first in ((SUPERVISION_BOOK, 9), (INTERNAL_SUPERVISION, 10)):
        start_monthly(by="ทดสอบ", area=the_area(), rule=rule, first=Month(2569, first), today=TODAY)
    open_all_books(by="ทดสอบ", today=TODAY, area=the_area())
    open_months(by="ทดสอบ", today=TODAY, area=the_area())
