"""From red schools to a plan, a visit without a signal, what the school mends, the summary."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from khet.records.learning.models import Assignment
from khet.rules.calendar import thai_date
from khet.rules.months import month_of
from tests.journeys.conftest import DESKTOP, PHONE, complaints
from tests.journeys.office_rows import book_in
from tests.journeys.red_rows import RED, YEAR, prepare
from tests.journeys.test_access import OPTIONS
from tests.journeys.visit_rows import picture
from tests.made_area import school_name

Visit = Callable[..., Page]
OWN = school_name(0)
BOARD = f"/learning/colours?year={YEAR}&test=NT&grade=P3"
RECORD = "/learning/visits/record/"
TOPIC, ACTION = "อ่านเพื่อหาความรู้", "จัดตารางอ่านทุกวัน"
ANSWER = "จัดตารางแล้วทั้งโรงเรียน"
AXE = Axe().axe_script


@pytest.fixture(scope="module", autouse=True)
def known(made_site: tuple[str, Path], django_db_blocker: Any) -> None:
    """Results, made before a browser is begun, whose loop would hide the records."""
    home = made_site[1]
    with django_db_blocker.unblock(), override_settings(HOME=home, WAREHOUSE=home / "warehouse"):
        prepare(home / "files")


@pytest.mark.django_db
def test_each_network_is_looked_after() -> None:
    assert Assignment.objects.count() == 2


def test_red_schools_are_visited_and_something_changes(visit: Visit, tmp_path: Path) -> None:
    supervisor, director = visit("supervisor"), visit("director")
    phone, school = visit("supervisor", PHONE), visit("school-director", PHONE)
    heard = [complaints(page) for page in (supervisor, director, school)]
    _propose(supervisor, _red(supervisor))
    _agree(director)
    _record_without_signal(phone, tmp_path)
    _tell(supervisor)
    _answer(school)
    _mend(school, book_in(tmp_path, "ตาราง.xlsx", "ตารางอ่านทุกวัน"))
    _accept_and_close(supervisor)
    _sum_up(supervisor)
    _read_book(school)
    assert heard == [[], [], []]


def _row(page: Page, text: str) -> Locator:
    """The last line or row that says it."""
    return page.locator("main li, main tr").filter(has_text=text).last


def _red(page: Page) -> int:
    """How many schools the board calls red, as it says itself."""
    page.goto(BOARD)
    page.get_by_label("กลุ่มสี", exact=True).select_option("red")
    told = page.get_by_text(re.compile(rf"แสดง {RED} จาก \d+ โรงเรียน"))
    expect(told).to_be_visible()
    _is_open(page)
    found = re.search(r"แสดง (\d+)", told.inner_text())
    assert found
    return int(found[1])


def _propose(page: Page, red: int) -> None:
    """Each is proposed with the reason; one of them is for today."""
    page.get_by_role("link", name="วางแผนนิเทศโรงเรียนเหล่านี้").click()
    expect(page.get_by_text(f"พบ {red} โรงเรียน")).to_be_visible()
    row = page.locator("tr", has_text=OWN)
    expect(row).to_contain_text("แดง")
    expect(row).to_contain_text("ยังไม่เคยนิเทศ")
    _is_open(page)
    today = timezone.localdate()
    row.get_by_label(f"เดือน {OWN}").select_option(month_of(today).named())
    row.get_by_label(f"วันที่ {OWN}").fill(thai_date(today))
    page.get_by_label("เรื่อง").fill(TOPIC)
    page.get_by_role("button", name="บันทึกเป็นร่างแผน").click()
    expect(page.get_by_text(f"บันทึกร่างแผน {red} ครั้งแล้ว")).to_be_visible()
    expect(_row(page, OWN)).to_contain_text("ร่างแผน")


def _agree(page: Page) -> None:
    page.goto("/learning/visits/plan/")
    _is_open(page)
    page.get_by_role("link", name="เห็นชอบแผน").click()
    _is_open(page)
    page.get_by_role("button", name="เห็นชอบแผน").click()
    expect(_row(page, OWN)).to_contain_text("วางแผนแล้ว")


def _record_without_signal(page: Page, folder: Path) -> None:
    """Prepared on the phone, the network cut, written down, sent by itself afterwards."""
    page.goto(RECORD)
    page.locator("#visits").get_by_role("link", name=OWN).click()
    _ready(page)
    page.locator("#prepare button").click()
    expect(page.locator("#prepare [role=status]")).to_contain_text("เตรียมแล้ว")
    _is_open(page)
    page.context.set_offline(True)
    page.reload()
    _ready(page)
    page.get_by_label("จุดเด่น").fill("ครูเตรียมการสอนดี")
    page.get_by_label("ข้อเสนอแนะ").fill("ให้อ่านทุกวัน")
    page.get_by_label("2 พอใช้").check()
    row = page.locator(".finding").last
    row.get_by_label("สิ่งที่พบ").fill("ไม่มีตารางอ่าน")
    row.get_by_label("ให้โรงเรียนทำอะไร").fill(ACTION)
    row.get_by_role("button", name="อีก 30 วัน").click()
    page.locator("#id_photo").set_input_files([picture(folder, 1)])
    expect(page.locator("#photos li")).to_have_count(1)
    page.get_by_role("button", name="บันทึกการนิเทศ").click()
    expect(page.locator("#state")).to_contain_text("จะส่งเองเมื่อมีสัญญาณ")
    page.context.set_offline(False)
    page.wait_for_url(re.compile(r"/learning/visits/\d+$"))
    page.goto(RECORD)
    expect(page.locator("#device")).to_contain_text("ส่งแล้ว")


def _ready(page: Page) -> None:
    expect(page.locator("[data-ready]")).to_be_attached()


def _tell(page: Page) -> None:
    page.goto("/learning/visits/list")
    _is_open(page)
    page.locator("main").get_by_role("link", name=OWN).first.click()
    expect(page.get_by_text("ให้อ่านทุกวัน")).to_be_visible()
    expect(page.locator("main img")).to_have_count(1)
    page.get_by_role("link", name="แจ้งโรงเรียน").click()
    expect(page.get_by_text("แก้ไขข้อค้นพบ 1 ข้อ")).to_be_visible()
    page.get_by_role("button", name="แจ้งโรงเรียน").click()
    expect(page.get_by_text("แจ้งโรงเรียนแล้ว").first).to_be_visible()


def _answer(page: Page) -> None:
    """The school's director finds it on the home, acknowledges and answers."""
    page.goto("/")
    panel = page.locator("section", has=page.get_by_role("heading", name="ข้อเสนอแนะจากการนิเทศ"))
    panel.get_by_role("link", name="รับทราบ").click()
    page.locator("main form").get_by_role("button", name="รับทราบ").click()
    expect(page.get_by_text("รับทราบเมื่อ")).to_be_visible()
    page.get_by_role("link", name="ตอบผลการนิเทศ").click()
    _is_open(page)
    page.locator("main textarea").fill(ANSWER)
    page.locator("main form").get_by_role("button", name="ตอบผลการนิเทศ").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    _is_open(page)


def _mend(page: Page, file: Path) -> None:
    page.get_by_role("link", name=ACTION).first.click()
    page.get_by_role("link", name="ส่งงาน").click()
    page.get_by_label("ไฟล์ที่แสดงว่าทำแล้ว").set_input_files(file)
    page.get_by_role("button", name="ส่งงาน").click()
    expect(page.get_by_text("ส่งแล้ว รอตรวจ").first).to_be_visible()


def _accept_and_close(page: Page) -> None:
    page.goto("/learning/visits/findings")
    _is_open(page)
    expect(_row(page, ACTION)).to_contain_text("รอตรวจ")
    page.get_by_role("rowheader").get_by_role("link", name=ACTION).click()
    page.get_by_role("link", name="ตรวจรับ").click()
    page.get_by_role("button", name="ตรวจรับ").click()
    expect(page.get_by_text("ตรวจรับงานแล้ว")).to_be_visible()
    page.goto("/learning/visits/list")
    page.locator("main").get_by_role("link", name=OWN).first.click()
    expect(page.locator("#findings")).to_contain_text("ตรวจแล้ว")
    page.get_by_role("link", name="ปิดการนิเทศ").click()
    page.get_by_role("button", name="ปิดการนิเทศ").click()
    expect(page.get_by_text("ปิดแล้ว").first).to_be_visible()


def _sum_up(page: Page) -> None:
    """The table counts the visit, and its figure opens to it."""
    page.goto("/learning/visits/summary/")
    _is_open(page)
    total = page.locator("tr.total").first
    made = total.locator("[data-label='ออกนิเทศ (ครั้ง)'] a")
    expect(made).to_have_text("1")
    made.click()
    expect(page.get_by_text("พบ 1 รายการ")).to_be_visible()
    _is_open(page)
    page.locator("main tbody").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(OWN)
    expect(page.get_by_text(ANSWER)).to_be_visible()


def _read_book(page: Page) -> None:
    """The school's own book has the advice and what became of it."""
    page.goto("/")
    page.locator("summary", has_text="เมนู").click()
    page.get_by_role("link", name="สมุดนิเทศของโรงเรียน").click()
    expect(page.get_by_text("ให้อ่านทุกวัน")).to_be_visible()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    _is_open(page)


def test_who_has_no_right_is_turned_away(visit: Visit) -> None:
    page = visit("teacher", PHONE)
    for address in ("/learning/visits/plan/proposal", RECORD, "/learning/visits/plan/coverage"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 403, address
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def _is_open(page: Page) -> None:
    """At both widths nothing lies beside the screen and nothing shuts anybody out."""
    expect(page.locator(".waiting, .htmx-request")).to_have_count(0)
    page.evaluate(AXE)
    before = page.viewport_size
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        found = AxeResults(page.evaluate("asked => axe.run(document, asked)", OPTIONS))
        assert not found.violations_count, f"{page.url}\n{found.generate_report()}"
    assert before
    page.set_viewport_size(before)
