"""Monthly duties asked for and sent, and their pages, as tests of them make and read."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from khet.documents.sheets import Sheet, workbook
from khet.jobs.open_months import open_months
from khet.records.office.actions.monthly import start_monthly
from khet.records.office.models import Duty
from khet.records.registry.models import Unit, UnitKind
from khet.rules.deadlines import INTERNAL_SUPERVISION, SCHOOL_ACCOUNTS
from khet.rules.months import Month
from tests.conftest import Clock
from tests.made_area import school_code

SignIn = Callable[[str], Client]
NOW = timezone.make_aware(datetime(2026, 11, 29, 10))
GRID = "/office/monthly/?year=2570"
ACCOUNTS, SUPERVISION = SCHOOL_ACCOUNTS.code, INTERNAL_SUPERVISION.code


@pytest.fixture(autouse=True)
def late_in_november(clock: Clock) -> None:
    clock.time = NOW


@pytest.fixture
def begun(area: None) -> None:
    """Both rules asked for since September; accounts of two months are due, and supervision."""
    office = Unit.objects.get(kind=UnitKind.AREA)
    for rule in (SCHOOL_ACCOUNTS, INTERNAL_SUPERVISION):
        start_monthly(by="ทดสอบ", area=office, rule=rule, first=Month(2569, 9), today=NOW.date())
    open_months(by="ทดสอบ", today=NOW.date(), area=office)


def duty_of(school: int = 0, month: str = "2569-10", rule: str = ACCOUNTS) -> Duty:
    return Duty.objects.get(unit__code=school_code(school), about_key=month, rule=rule)


def made_file(name: str = "บัญชี.xlsx", told: str = "ยอดคงเหลือ") -> SimpleUploadedFile:
    content = workbook(Sheet("บัญชี", (), ("รายการ",), [(told,)]))
    return SimpleUploadedFile(name, content, "application/octet-stream")


def send_month(client: Client, duty: Duty, **more: Any) -> HttpResponse:
    sent = {"day": "30 ต.ค. 2569", "uploads": [made_file()], **more}
    return client.post(f"/office/own-months/{duty.pk}", sent)


def text_of(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
