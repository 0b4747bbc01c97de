"""Lists of visits and of findings: filters, counts, pages, workbooks, few questions."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.learning.models import Visit
from khet.records.office.actions.duties import finish_duty
from khet.records.office.models import Duty
from khet.records.registry.models import Unit, UnitKind
from khet.rules.calendar import thai_date
from tests.made_area import school_code, school_name
from tests.web.doors.visits import ANSWERED, DONE, PLANNED, TOLD
from tests.web.kept_books import user_named
from tests.web.led_visits import (
    HERE,
    SignIn,
    a_finding,
    page_of,
    plan_visit,
    this_day,
    told_visit,
    write_down,
)

MOST_QUERIES = 15
OWN = school_code(0)


def test_the_list_is_filtered_and_each_count_is_of_its_rows(sign_in: SignIn) -> None:
    supervisor = sign_in("supervisor")
    other = told_visit(a_finding(), school=5, lead=user_named("network-supervisor"))
    write_down(plan_visit(1), topics=["วิทยาการคำนวณ"])
    network = Unit.objects.get(kind=UnitKind.NETWORK, code="N1")
    lead = user_named("network-supervisor").pk
    coming = Visit.objects.filter(state__in=["draft", "planned"])
    for query, n in {
        "": 6,
        "?state=coming": coming.count(),
        "?state=open": 6,
        "?state=done": 2,
        "?state=cancelled": 0,
        f"?school={school_name(5)}": 2,
        f"?school={school_code(5)}": 2,
        f"?network={network.pk}": 3,
        f"?lead={lead}": 1,
        "?topic=คำนวณ": 1,
        "?kind=online": 0,
        "?kind=policy": 6,
        "?year=2557": 4,
        "?year=2557&month=2": 4,
        "?year=2557&month=3": 0,
        "?state=coming&year=2557&month=2": coming.filter(month=date(2014, 2, 1)).count(),
        "?mine=1": 5,
    }.items():
        page = page_of(supervisor, f"/list{query}")
        assert f"พบการนิเทศ {n} ครั้ง" in page, query
        assert len(re.findall(rf'scope="row" lang="th"><a href="{HERE}/\d+">', page)) == n, query
    assert f'href="{HERE}/{other.pk}#findings">1</a>' in page_of(supervisor, "/list")


@pytest.mark.parametrize(
    "query", ["?state=gone", "?network=999", "?lead=x", "?year=1999", "?month=13"]
)
def test_what_is_no_choice_is_not_here(sign_in: SignIn, query: str) -> None:
    response = sign_in("supervisor").get(f"{HERE}/list{query}")
    assert response.status_code == 404
    assert "การนิเทศทั้งหมด" in response.content.decode()


def test_the_newest_comes_first_and_pages_turn(sign_in: SignIn) -> None:
    for back in range(21):
        write_down(plan_visit(1), day=this_day() - timedelta(back))
    page = page_of(sign_in("supervisor"), f"/list?school={school_code(1)}")
    days = re.findall(r'data-label="วันที่หรือเดือน">([^<]*)<', page)
    assert days == [thai_date(this_day() - timedelta(back), short=True) for back in range(20)]
    last = page_of(sign_in("supervisor"), f"/list?school={school_code(1)}&page=2")
    assert thai_date(this_day() - timedelta(20), short=True) in last


def test_a_school_sees_its_own_visits_once_told(sign_in: SignIn) -> None:
    page = page_of(sign_in("school-director"), "/list")
    assert set(re.findall(rf'scope="row" lang="th"><a href="{HERE}/(\d+)">', page)) == {
        str(TOLD), str(ANSWERED),
    }  # fmt: skip
    assert 'name="school"' not in page
    assert str(PLANNED) in page_of(sign_in("school-director"), "/list?state=coming")
    assert sign_in("school-director").get(f"{HERE}/{DONE}").status_code == 403


def test_the_workbook_has_the_rows_of_the_list(sign_in: SignIn) -> None:
    told_visit(a_finding(), school=1)
    answer = sign_in("supervisor").get(f"{HERE}/list.xlsx?school={school_code(1)}")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert any(row[:1] == (school_name(1),) and row[6:8] == ("4 ดีมาก", 1) for row in rows)


def test_findings_are_listed_with_what_is_late(sign_in: SignIn) -> None:
    visit = told_visit(a_finding(text="ก"), a_finding(text="ข"), a_finding(text="ค"))
    duties = {one.text: one.duty for one in visit.findings.select_related("duty")}
    Duty.objects.filter(pk=duties["ก"].pk).update(due=this_day() - timedelta(3))
    finish_duty(by="ผอ.", duty=duties["ข"], at=timezone.now())
    supervisor = sign_in("supervisor")
    for query, found in {
        "": ["ก", "ข", "ค"],
        "?state=late": ["ก"],
        "?state=sent": ["ข"],
        "?state=closed": [],
        f"?school={OWN}": ["ก", "ข", "ค"],
        f"?school={school_code(1)}": [],
        "?mine=1": ["ก", "ข", "ค"],
    }.items():
        page = page_of(supervisor, f"/findings{query}")
        assert sorted(re.findall(r">สอนเสริม (.)</a>", page)) == found, query
        assert f"พบ {len(found)} ข้อ" in page
    assert "เกินกำหนด 3 วัน" in page_of(supervisor, "/findings?state=late")
    assert "เกินกำหนด 3 วัน" in page_of(sign_in("school-director"), "/findings")
    rows = supervisor.get(f"{HERE}/findings.xlsx?state=late").content
    assert "สอนเสริม ก" in {row[2] for row in openpyxl.load_workbook(io.BytesIO(rows)).active.values}


def test_findings_begin_with_the_open_ones_and_can_all_be_listed(sign_in: SignIn) -> None:
    visit = told_visit(a_finding(text="ข้อที่ยังเปิด"), a_finding(text="ข้อที่ปิดแล้ว"))
    closed = visit.findings.get(text="ข้อที่ปิดแล้ว").duty
    Duty.objects.filter(pk=closed.pk).update(state=Duty.State.WAIVED)
    client = sign_in("supervisor")
    for query, shown in (("", [True, False]), ("?state=closed", [False, True])):
        page = page_of(client, f"/findings{query}")
        assert [text in page for text in ("ข้อที่ยังเปิด", "ข้อที่ปิดแล้ว")] == shown
    assert "ข้อที่ยังเปิด" in (page := page_of(client, "/findings?state=all"))
    assert "ข้อที่ปิดแล้ว" in page


PAGES = (
    "/list", "/list?state=coming", "/list?topic=การ&network=", "/findings", "/panels/week",
    "/panels/unanswered", f"/panels/school?school={OWN}", "/{visit}", "/{visit}/photos",
    "/{visit}/history", "/{visit}/follow-up",
)  # fmt: skip


def test_no_page_asks_more_when_there_is_more(sign_in: SignIn) -> None:
    supervisor, visit = sign_in("supervisor"), told_visit(a_finding())
    few = [_queries(supervisor, page.format(visit=visit.pk)) for page in PAGES]
    for school in range(1, 6):
        told_visit(a_finding(), a_finding(), school=school)
        plan_visit(school, planned_on=this_day())
    many = [_queries(supervisor, page.format(visit=visit.pk)) for page in PAGES]
    assert few == many
    assert {page: n for page, n in zip(PAGES, many, strict=True) if n > MOST_QUERIES} == {}


def test_no_page_of_a_school_asks_too_much(sign_in: SignIn) -> None:
    head, visit = sign_in("school-director"), told_visit(a_finding(), a_finding())
    pages = ("/list", "/findings", "/panels/advice", f"/{visit.pk}", f"/{visit.pk}/answer")
    assert {page: n for page in pages if (n := _queries(head, page)) > MOST_QUERIES} == {}


def _queries(client: Client, address: str) -> int:
    client.get(f"{HERE}{address}")
    cache.clear()
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"{HERE}{address}").status_code == 200
    return len(found)
