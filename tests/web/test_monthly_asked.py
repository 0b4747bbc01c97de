"""Which months schools are asked for: the first one, days of the office's own, exemptions."""

import re
from datetime import date, datetime

import pytest
from django.utils import timezone

from khet.jobs.open_months import open_months
from khet.records.office.models import Duty
from khet.records.office.queries.calendar import due_of
from khet.records.registry.models import Unit, UnitKind
from khet.rules.deadlines import MINUTES
from khet.rules.months import month_of
from tests.conftest import Clock
from tests.made_area import school_code
from tests.web import sent_months
from tests.web.sent_months import (
    ACCOUNTS,
    GRID,
    NOW,
    SUPERVISION,
    SignIn,
    duty_of,
    send_month,
    text_of,
)

_today = sent_months.late_in_november
begun = sent_months.begun


def test_before_it_begins_the_grid_says_so_and_who_may_starts_it(sign_in: SignIn) -> None:
    auditor = sign_in("auditor")
    page = auditor.get("/office/monthly/").content.decode()
    assert "สำนักงานยังไม่ได้เริ่มให้โรงเรียนส่งทุกเดือน" in page
    assert "/office/monthly/start?rule=school-accounts" in page
    assert "/office/monthly/start" not in sign_in("supervisor").get(GRID).content.decode()
    response = auditor.post("/office/monthly/start", {"first": "ก.ย. ๒๕๖๙"}, follow=True)
    assert "เปิดงานให้โรงเรียน 24 งาน" in text_of(response)
    assert "เกินกำหนด 13 วัน" in text_of(auditor.get(GRID))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "ใส่เดือนแรกที่ต้องส่ง"),
        ("เดือนหน้า", "อ่านเดือนไม่ได้"),
        ("ม.ค. 2500", "ใส่เดือนระหว่าง"),
        ("ธ.ค. 2580", "ใส่เดือนระหว่าง"),
    ],
)
def test_a_strange_first_month_is_refused(sign_in: SignIn, typed: str, told: str) -> None:
    response = sign_in("planner").post("/office/monthly/start", {"first": typed})
    assert told in text_of(response)
    assert f'value="{typed}"' in response.content.decode() or not typed
    assert not Duty.objects.filter(rule=ACCOUNTS, about_key__gte="2569").exists()


def test_a_month_before_accounts_were_ever_due_is_refused(sign_in: SignIn, clock: Clock) -> None:
    clock.time = timezone.make_aware(datetime(2014, 8, 1, 9))
    response = sign_in("auditor").post("/office/monthly/start", {"first": "เม.ย. 2557"})
    assert "เดือนก่อน พ.ค. 2557 ไม่ต้องส่ง" in text_of(response)


@pytest.mark.parametrize("rule", [ACCOUNTS, SUPERVISION])
@pytest.mark.parametrize("name", ["director", "auditor", "supervisor", "planner"])
def test_who_may_not_exempt_schools_is_offered_none(
    sign_in: SignIn, begun: None, name: str, rule: str
) -> None:
    client, exempt = sign_in(name), f"/office/monthly/exempt?rule={rule}"
    offered = f'href="{exempt}"' in client.get(f"{GRID}&rule={rule}").content.decode()
    assert offered is (client.get(exempt).status_code == 200)


def test_a_school_is_exempt_and_sees_why(sign_in: SignIn, begun: None) -> None:
    sent = {"school": school_code(0), "month": "2569-10", "reason": "รวมบัญชี", "onward": "on"}
    auditor = sign_in("auditor")
    assert "เขียนเหตุผล" in text_of(auditor.post("/office/monthly/exempt", {**sent, "reason": ""}))
    response = auditor.post("/office/monthly/exempt", sent, follow=True)
    assert "ไม่ต้องส่ง 12 เดือน" in text_of(response)
    assert "0/11" in text_of(auditor.get(GRID))
    page = sign_in("school-director").get(f"/office/own-months/{duty_of().pk}")
    assert "เดือนนี้ไม่ต้องส่ง : รวมบัญชี" in text_of(page)
    listed = auditor.get("/office/monthly/exempt").content.decode()
    assert "ยกเว้นไว้ " in text_of(auditor.get("/office/monthly/exempt"))
    assert f"/office/duties/{duty_of().pk}/ask-again" in listed
    again = auditor.post(f"/office/duties/{duty_of().pk}/ask-again", {"reason": "ยังต้องส่ง"})
    assert (again.status_code, duty_of().state) == (302, "open")
    send_month(sign_in("school-director"), duty_of())
    told = text_of(auditor.post("/office/monthly/exempt", {**sent, "onward": ""}, follow=True))
    assert "ส่งแล้ว 1 เดือน จึงไม่ยกเว้น" in told
    assert "ไม่ต้องส่ง 0 เดือน" not in told
    last = {**sent, "month": "2569-09"}
    told = text_of(auditor.post("/office/monthly/exempt", last, follow=True))
    assert "ไม่ต้องส่ง 1 เดือน" in told
    assert "ส่งแล้ว 1 เดือน" not in told, "October is of the next fiscal year"
    assert month_of(date(2027, 9, 1)).key in set(Duty.objects.values_list("about_key", flat=True))


def test_an_office_has_days_of_its_own(sign_in: SignIn) -> None:
    client = sign_in("administrator")
    page = client.get("/settings/deadlines/change").content.decode()
    sent = dict(re.findall(r'<input type="(?:text|hidden)" name="([^"]+)" value="([^"]*)"', page))
    moves = {f"rule-{place}-move": "on" for place in range(8)}
    counts = {f"rule-{place}-count": "calendar" for place in (*range(4), 6)}
    sent |= {**moves, **counts, "rule-1-count": "working", "rule-4-after": "0"}
    sent |= {
        "rule-5-after": "1",
        "rule-7-after": "1",
        "reason": "มติที่ประชุม",
        "year": "2569",
        "confirm": "1",
    }
    refused = client.post("/settings/deadlines/change", {**sent, "rule-5-from": "ม.ค. 2550"})
    assert "เดือนก่อน พ.ค. 2557 ไม่ต้องส่ง" in text_of(refused)
    sent |= {"rule-5-day": "๒๐", "rule-5-from": "ก.ย. ๒๕๖๙"}
    assert client.post("/settings/deadlines/change", sent).status_code == 302
    shown = text_of(client.get("/settings/deadlines"))
    assert "3 วันทำการ" in shown
    assert "วันที่ 20 ของเดือนถัดไป" in shown
    office = Unit.objects.get(kind=UnitKind.AREA)
    open_months(by="ทดสอบ", today=NOW.date(), area=office)
    assert duty_of(month="2569-09").due == date(2026, 10, 20)
    assert due_of(office, MINUTES, date(2026, 11, 26)) == date(2026, 12, 1)
