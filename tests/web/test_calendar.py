"""The calendar: whose duties and meetings it shows, on which days, in which words."""

import html
import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.office.actions.duties import finish_duty, waive_duty
from khet.records.registry.models import Unit
from tests.conftest import Clock
from tests.made_area import school_code
from tests.web.agenda import area, body, duty, holiday, meeting

SignIn = Callable[[str], Client]
CALENDAR = "/office/calendar/"
JULY = f"{CALENDAR}?month=2557-07"


@pytest.fixture(autouse=True)
def _today(clock: Clock) -> None:
    """It is 10 July 2557."""
    clock.time = timezone.make_aware(datetime(2014, 7, 10, 9))


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return html.unescape(response.content.decode().split("<main")[1].split("</main>")[0])


def _cells(page: str) -> dict[str, str]:
    """What stands in each cell of the month, by its day."""
    found = re.findall(r'<td[^>]*><time datetime="([^"]+)">(.*?)</td>', page, re.DOTALL)
    return {day: " ".join(re.sub("<[^>]+>", " ", text).split()) for day, text in found}


def test_a_month_is_a_table_of_its_days_from_sunday(director: Client) -> None:
    page = _page(director, JULY)
    assert "กรกฎาคม 2557" in page
    assert re.search(r'<abbr title="([^"]+)"', page)[1] == "อาทิตย์"
    assert list(_cells(page)) == [f"2014-07-{day:02}" for day in range(1, 32)]
    assert page.count('aria-current="date"') == 1
    assert "month=2557-06" in page
    assert "month=2557-08" in page


def test_the_turn_of_the_year_leads_over(director: Client) -> None:
    assert "month=2558-01" in _page(director, f"{CALENDAR}?month=2557-12")
    assert "month=2556-12" in _page(director, f"{CALENDAR}?month=๒๕๕๗-๐๑")


def test_without_a_month_it_is_the_one_of_today(director: Client) -> None:
    assert "กรกฎาคม 2557" in _page(director, CALENDAR)


@pytest.mark.parametrize("month", ["2557-13", "2014-07", "x", "2557-00", "9999-01", "2557-7-1"])
def test_what_is_no_month_is_told(director: Client, month: str) -> None:
    response = director.get(f"{CALENDAR}?month={month}")
    assert response.status_code == 404
    assert "ไม่มีเดือนนี้ในปฏิทิน" in response.content.decode()


def test_each_thing_stands_on_its_days_with_its_word(director: Client) -> None:
    duty(date(2014, 7, 20), "ส่งแผน", key="1")
    finish_duty(by="ทดสอบ", duty=duty(date(2014, 7, 4), "ส่งบัญชี", key="2"), at=timezone.now())
    waive_duty(by="ทดสอบ", duty=duty(date(2014, 7, 6), "ยกเว้นแล้ว", key="3"), reason="เหตุ")
    duty(date(2014, 7, 8), "ส่งรายงาน", key="4")
    board = body("บอร์ด", person="director")
    meeting(board, date(2014, 6, 30), date(2014, 7, 2), title="นัดแรก")
    meeting(board, date(2014, 7, 22), state="cancelled", starts=None)
    holiday(date(2014, 7, 11), "วันอาสาฬหบูชา")
    holiday(date(2014, 7, 12), "ชดเชย", closed=False)
    page = _page(director, JULY)
    cells = _cells(page)
    assert "ครบกำหนด ส่งแผน" in cells["2014-07-20"]
    assert "ส่งแล้ว ส่งบัญชี" in cells["2014-07-04"]
    assert "เกินกำหนด 2 วัน ส่งรายงาน" in cells["2014-07-08"]
    for day in ("2014-07-01", "2014-07-02"):
        assert "ประชุม 08.30–12.00 น. บอร์ด ครั้งที่ 1/2557 นัดแรก" in cells[day]
    assert "ยกเลิกประชุม ถึง 12.00 น. บอร์ด ครั้งที่ 2/2557" in cells["2014-07-22"]
    assert "วันหยุด วันอาสาฬหบูชา" in cells["2014-07-11"]
    assert "เปิดทำการ ชดเชย" in cells["2014-07-12"]
    assert "ยกเว้นแล้ว" not in page


def test_a_day_closed_in_place_of_a_holiday_says_so(director: Client) -> None:
    address = f"{CALENDAR}?month=2569-12"
    cells = _cells(_page(director, address))
    assert "วันหยุด วันพ่อแห่งชาติ" in cells["2026-12-05"]
    assert "วันหยุด ชดเชยวันพ่อแห่งชาติ" in cells["2026-12-07"]


def test_today_is_marked_in_its_own_month_only(sign_in: SignIn, clock: Clock) -> None:
    clock.time = timezone.make_aware(datetime(2014, 7, 31, 9))
    director = sign_in("director")
    assert 'aria-current="date"' in _page(director, JULY)
    assert 'aria-current="date"' not in _page(director, f"{CALENDAR}?month=2557-08")


def test_what_is_late_from_other_months_comes_first(director: Client) -> None:
    for number in range(12):
        duty(date(2014, 5, number + 1), f"งานค้าง {number}", key=str(number))
    page = _page(director, f"{CALENDAR}?month=2557-09")
    assert page.index("งานค้าง 0") < page.index("งานค้าง 9") < page.index("<table")
    assert "และอีก 2 เรื่อง" in page
    assert "งานค้าง 11" not in page
    assert "งานค้าง 11" in _page(director, f"{CALENDAR}?month=2557-09&view=list")


def test_a_list_has_only_days_with_something(director: Client) -> None:
    duty(date(2014, 7, 20), "ส่งแผน")
    page = _page(director, f"{JULY}&view=list")
    assert "<table" not in page
    assert re.findall(r'<time datetime="([^"]+)"', page) == ["2014-07-20"]
    assert "เดือนนี้ไม่มีรายการ" in _page(director, f"{CALENDAR}?month=2558-06&view=list")


def test_whose_decides_which_duties(sign_in: SignIn) -> None:
    own, other = (Unit.objects.get(code=school_code(k)) for k in (0, 1))
    duty(date(2014, 7, 20), "งานโรงเรียนตน", unit=own, key="1")
    duty(date(2014, 7, 20), "งานโรงเรียนอื่น", unit=other, key="2")
    duty(date(2014, 7, 20), "งานของผอ.เขต", key="3")
    duty(date(2014, 7, 20), "งานของครู", unit=own, of="teacher", key="4")
    seen = {
        (name, of): set(re.findall(r"งาน(โรงเรียนตน|โรงเรียนอื่น|ของผอ.เขต|ของครู)", page))
        for name, of in (
            *(("director", "mine"), ("director", "office"), ("planner", "mine")),
            *(("planner", "units"), ("school-director", "mine"), ("school-director", "units")),
            *(("teacher", "mine"), ("network-chair", "units")),
        )
        for page in [_page(sign_in(name), f"{JULY}&of={of}")]
    }
    everything = {"โรงเรียนตน", "โรงเรียนอื่น", "ของผอ.เขต", "ของครู"}
    assert seen == {
        ("director", "mine"): {"ของผอ.เขต"},
        ("director", "office"): everything,
        ("planner", "mine"): set(),
        ("planner", "units"): {"ของผอ.เขต"},
        ("school-director", "mine"): {"โรงเรียนตน"},
        ("school-director", "units"): {"โรงเรียนตน", "ของครู"},
        ("teacher", "mine"): {"ของครู"},
        ("network-chair", "units"): {"โรงเรียนตน", "ของครู"},
    }
    assert sign_in("teacher").get(f"{JULY}&of=units").status_code == 403
    assert sign_in("school-director").get(f"{JULY}&of=office").status_code == 403


def test_meetings_are_of_the_own_bodies_and_for_the_office_of_all_not_closed(
    sign_in: SignIn,
) -> None:
    meeting(body("คณะเปิด"), date(2014, 7, 20))
    meeting(body("คณะปิด", closed=True, person="auditor"), date(2014, 7, 20))
    meeting(body("คณะครู", person="teacher"), date(2014, 7, 20))
    seen = {
        (name, of): set(re.findall("คณะ(เปิด|ปิด|ครู)", _page(sign_in(name), f"{JULY}&of={of}")))
        for name, of in (
            *(("planner", "mine"), ("planner", "office"), ("auditor", "mine")),
            *(("auditor", "office"), ("teacher", "mine"), ("school-director", "units")),
        )
    }
    assert seen == {
        ("planner", "mine"): set(),
        ("planner", "office"): {"เปิด", "ครู"},
        ("auditor", "mine"): {"ปิด"},
        ("auditor", "office"): {"เปิด", "ปิด", "ครู"},
        ("teacher", "mine"): {"ครู"},
        ("school-director", "units"): set(),
    }


def test_many_alike_are_one_line_that_leads_to_each(sign_in: SignIn) -> None:
    schools = [Unit.objects.get(code=school_code(k)) for k in range(5)]
    made = [duty(date(2014, 7, 20), "ส่งบัญชี", unit=school) for school in schools]
    finish_duty(by="ทดสอบ", duty=made[0], at=timezone.now())
    director = sign_in("director")
    page = _page(director, f"{JULY}&of=office")
    assert "ส่งบัญชี 5 รายการ ยังไม่ส่ง 4" in page
    link = re.search(r'href="(/office/calendar/like/\d+\?of=office)"', page)[1]
    listed = _page(director, link)
    assert "5 รายการ" in listed
    assert set(re.findall(r"/office/duties/(\d+)", listed)) == {str(one.pk) for one in made}
    assert sign_in("teacher").get(link.replace("office", "mine", 2)).status_code == 404
    mine = link.split("?")[0]
    assert sign_in("teacher").get(mine).status_code == 404
    assert "1 รายการ" in _page(sign_in("school-director"), mine)


def test_queries_do_not_grow_with_what_is_shown(director: Client) -> None:
    counts = []
    for more in (1, 12):
        for number in range(more):
            duty(date(2014, 7, number + 1), f"งาน {number}", key=str(number))
            meeting(body(f"คณะ {more} {number}", person="director"), date(2014, 7, 20))
            unit = Unit.objects.get(code=school_code(number))
            made = duty(date(2014, 7, 25), "เหมือนกัน", unit=unit, key="alike")
        for address in (f"{JULY}&of=office", JULY, f"{CALENDAR}like/{made.pk}?of=office"):
            with CaptureQueriesContext(connection) as queries:
                _page(director, address)
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 15


def test_another_area_shows_nothing_here(director: Client) -> None:
    other = Unit.objects.create(kind="area", code="9303", name="เขตอื่น")
    duty(date(2014, 7, 20), "งานเขตอื่น", unit=other)
    assert "งานเขตอื่น" not in _page(director, f"{JULY}&of=office")
    assert area().pk != other.pk
