"""Minutes are late, and what follows: who sees it, who does what, what each step leaves."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from django.utils import timezone
from docx import Document
from playwright.sync_api import Locator, Page, expect

from khet.records.office.models import Duty
from khet.records.registry.models import Unit, UnitKind
from khet.rules.calendar import thai_date
from tests.journeys.conftest import DESKTOP, PHONE, complaints
from tests.journeys.office_rows import HEADS, ITEM, PANEL, WORD, Known, book_in, pages_of, prepare
from tests.journeys.test_access import OPTIONS
from tests.made_area import AREA_NAME, school_name

Visit = Callable[..., Page]
TASK = f"ส่งรายงาน{WORD}ของโรงเรียน"
REASON = "ยอดยกมาไม่ตรงกับเดือนก่อน"
OWN, OTHER = school_name(0), school_name(3)
FORBIDDEN = 403
AXE = Axe().axe_script
CLOSED = ("/office/late/", "/office/papers/board", "/office/monthly/check", "/settings/jobs")


@pytest.fixture(scope="module", autouse=True)
def known(made_site: tuple[str, Path], django_db_blocker: Any) -> Known:
    """What was done before, made before a browser is begun, whose loop would hide the records."""
    home = made_site[1]
    with django_db_blocker.unblock(), override_settings(HOME=home, WAREHOUSE=home / "warehouse"):
        return prepare()


@pytest.mark.django_db
def test_minutes_are_owed_and_every_school_owes_its_accounts() -> None:
    assert Unit.objects.filter(kind=UnitKind.SCHOOL).count() == 12
    assert Duty.objects.filter(rule="minutes", state="open").count() == 2
    assert Duty.objects.filter(rule="school-accounts").count() == 12


def test_a_meeting_becomes_work_that_is_done_checked_and_found(
    visit: Visit, known: Known, tmp_path: Path
) -> None:
    clerk, director, auditor = visit("clerk"), visit("director"), visit("auditor")
    school = visit("school-director", PHONE)
    heard = [complaints(page) for page in (clerk, director, auditor, school)]
    _late_is_seen(clerk, director, visit("deputy", PHONE))
    _take_attendance(clerk)
    _write_minutes(clerk)
    _circulate(director)
    _finish_task(school, book_in(tmp_path, "รายงาน.xlsx", f"{WORD} 12 แปลง"))
    _send_accounts(school, book_in(tmp_path, "บัญชี.xlsx", "ยอดยกมา 100"))
    _return_accounts(auditor)
    _send_again(school, book_in(tmp_path, "แก้แล้ว.xlsx", "ยอดยกมา 90"))
    _accept_accounts(auditor)
    _open_next(clerk, known)
    _adopt(director, known)
    _take_board_paper(director, tmp_path)
    _find(director)
    assert heard == [[], [], [], []]


def _row(page: Page, text: str) -> Locator:
    """The last line or row that says it."""
    return page.locator("main li, main tr").filter(has_text=text).last


def _late_is_seen(clerk: Page, *heads: Page) -> None:
    """On the home of who owes it, on the heads' homes, and on the board of late work."""
    expect(_row(clerk, HEADS)).to_contain_text("เกินกำหนด")
    for page in heads:
        panel = page.locator("section", has_text="งานเกินกำหนดแยกกลุ่ม").first
        panel.get_by_role("row", name=AREA_NAME).get_by_role("link", name="2").click()
        expect(page.get_by_text("พบ 2 งาน")).to_be_visible()
        expect(_row(page, HEADS)).to_contain_text("เกินกำหนด")
        expect(_row(page, HEADS)).to_contain_text("เจ้าหน้าที่ธุรการ")


def _take_attendance(page: Page) -> None:
    _row(page, HEADS).get_by_role("link", name="ไปทำงานนี้").click()
    expect(page.get_by_text("รายงานเกินกำหนด")).to_be_visible()
    page.get_by_role("link", name="ผู้เข้าประชุม").click()
    _row(page, OTHER).get_by_role("button", name="ไม่มา").click()
    page.get_by_role("button", name="ที่เหลือ 14 คน มาทุกคน").click()
    expect(page.locator("#counts")).to_contain_text("14/8")


def _write_minutes(page: Page) -> None:
    page.get_by_role("link", name="รายงานการประชุม", exact=True).last.click()
    item = page.locator("main section.sheet", has_text=ITEM)
    item.get_by_label("การอภิปราย").fill(f"ทุกโรงเรียนปลูก{WORD}แล้ว")
    item.get_by_label("มติที่ประชุม").fill("เห็นชอบ")
    item.get_by_role("button", name="เพิ่มข้อสั่งการหรือข้อเสนอแนะ").click()
    page.get_by_label("ข้อความ").fill(TASK)
    page.get_by_label("ผู้รับผิดชอบ").select_option("schools")
    page.get_by_label("ภายในวันที่").fill(thai_date(timezone.localdate() - timedelta(300)))
    page.get_by_role("button", name="เพิ่ม", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("วันนี้อยู่ก่อนการประชุม")
    expect(page.get_by_label("ข้อความ")).to_have_value(TASK)
    page.get_by_label("ภายในวันที่").fill(thai_date(timezone.localdate() + timedelta(10)))
    page.get_by_role("button", name="เพิ่ม", exact=True).click()
    expect(item.get_by_label("การอภิปราย")).to_have_value(f"ทุกโรงเรียนปลูก{WORD}แล้ว")
    page.get_by_role("link", name="เสนอผู้บริหาร").click()
    page.get_by_role("button", name="เสนอผู้บริหาร").click()
    expect(page.get_by_text("เสนอผู้บริหารแล้ว").first).to_be_visible()


def _circulate(page: Page) -> None:
    page.goto("/office/late/")
    expect(_row(page, PANEL)).to_contain_text("เกินกำหนด")
    expect(page.locator("#list", has_text=HEADS)).to_have_count(0)
    page.goto("/office/minutes/?state=proposed")
    page.get_by_role("link", name=HEADS).click()
    page.get_by_role("link", name="แจ้งเวียน").click()
    expect(page.get_by_text("12 งาน จากข้อสั่งการ 1 ข้อ")).to_be_visible()
    page.get_by_role("button", name="แจ้งเวียน").click()
    expect(page.get_by_text("แจ้งเวียนแล้ว ยังไม่รับรอง").first).to_be_visible()
    expect(_row(page, TASK)).to_contain_text("0/12")


def _finish_task(page: Page, file: Path) -> None:
    page.goto("/")
    page.get_by_role("link", name=TASK).click()
    expect(page.get_by_role("heading", name=TASK)).to_be_visible()
    page.get_by_role("link", name="ส่งงาน").click()
    page.get_by_label("ไฟล์ที่แสดงว่าทำแล้ว").set_input_files(file)
    page.get_by_role("button", name="ส่งงาน").click()
    expect(page.get_by_text("ส่งแล้ว รอตรวจ").first).to_be_visible()
    expect(page.locator(".evidence-of")).to_contain_text(TASK)


def _send_accounts(page: Page, file: Path) -> None:
    page.goto("/")
    _row(page, "บัญชีประจำเดือน").get_by_role("link", name="ไปทำงานนี้").click()
    page.get_by_label("ไฟล์รายงานและไฟล์สำรองข้อมูลบัญชี").set_input_files(file)
    page.get_by_role("button", name="ส่งของเดือน").click()
    expect(_row(page, "บัญชี")).to_contain_text("ส่งแล้ว")


def _return_accounts(page: Page) -> None:
    """The grid tells that two schools sent; one of them is to mend it."""
    page.goto("/")
    page.get_by_role("link", name="2/12").click()
    expect(page.locator("tr.total", has_text="ส่งแล้ว")).to_contain_text("2/12")
    page.get_by_role("link", name="ตรวจที่ส่งแล้ว").click()
    card = page.locator("article", has_text=OWN)
    card.get_by_role("button", name="ส่งกลับแก้ไข").click()
    expect(card.get_by_text("เขียนว่าต้องแก้ไขอะไร")).to_be_visible()
    card.get_by_label("สิ่งที่ต้องแก้ไข").fill(REASON)
    card.get_by_role("button", name="ส่งกลับแก้ไข").click()
    expect(page.get_by_role("status")).to_contain_text("ส่งกลับแก้ไข")


def _send_again(page: Page, file: Path) -> None:
    page.goto("/")
    expect(_row(page, "บัญชีประจำเดือน")).to_contain_text("ส่งกลับแก้ไข")
    page.goto("/office/own-months/")
    owed = _row(page, REASON)
    expect(owed).to_contain_text("ส่งกลับแก้ไข")
    owed.get_by_role("link").first.click()
    expect(page.get_by_text("เขตส่งกลับให้แก้ไข")).to_be_visible()
    page.get_by_label("ไฟล์รายงานและไฟล์สำรองข้อมูลบัญชี").set_input_files(file)
    page.get_by_role("button", name="ส่งของเดือน").click()
    expect(_row(page, "บัญชี")).to_contain_text("ส่งแล้ว")


def _accept_accounts(page: Page) -> None:
    page.goto("/office/monthly/check")
    page.locator("article", has_text=OWN).get_by_role("button", name="ตรวจแล้ว ถูกต้อง").click()
    expect(page.get_by_role("status")).to_contain_text("ตรวจแล้ว")
    page.goto("/")
    page.get_by_role("link", name="2/12").click()
    expect(_row(page, OWN)).to_contain_text("ตรวจแล้ว")


def _open_next(page: Page, known: Known) -> None:
    """The next meeting is of today; its agenda and its minutes begin with what is open."""
    page.goto(f"/office/bodies/{known.body}/plan")
    today = timezone.localdate()
    page.get_by_label("วันที่ประชุม").fill(thai_date(today))
    page.get_by_label("ถึงวันที่").fill(thai_date(today - timedelta(1)))
    page.get_by_label("เรื่องหลักของการประชุม").fill("ติดตามงาน")
    page.get_by_role("button", name="กำหนดการประชุม").click()
    expect(page.get_by_role("alert")).to_contain_text("วันสุดท้ายอยู่ก่อนวันแรก")
    expect(page.get_by_label("เรื่องหลักของการประชุม")).to_have_value("ติดตามงาน")
    page.get_by_label("ถึงวันที่").fill("")
    page.get_by_role("button", name="กำหนดการประชุม").click()
    page.get_by_role("button", name="เชิญประชุม").click()
    page.get_by_role("link", name="ระเบียบวาระ", exact=True).click()
    expect(page.locator("#section-2")).to_contain_text("รายงานการประชุมครั้งที่ 2/")
    expect(page.locator("#section-3 tr", has_text=TASK)).to_contain_text("1/12")
    page.get_by_role("link", name="ข้อมูล", exact=True).click()
    page.get_by_role("link", name="บันทึกว่าประชุมแล้ว").click()
    page.get_by_role("button", name="บันทึกว่าประชุมแล้ว").click()
    page.get_by_role("link", name="รายงานการประชุม", exact=True).last.click()
    open_now = page.locator("#section-3")
    expect(open_now).to_contain_text("ข้อสั่งการของครั้งก่อนที่ยังไม่ปิดเรื่อง 1 ข้อ")
    open_now.get_by_role("button", name="บันทึกผล").click()
    page.get_by_label("ที่ประชุมว่าอย่างไร").fill("ให้โรงเรียนที่เหลือเร่งส่ง")
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("ให้โรงเรียนที่เหลือเร่งส่ง")).to_be_visible()


def _adopt(page: Page, known: Known) -> None:
    page.goto(f"/office/minutes/{known.meeting}")
    page.get_by_role("link", name="บันทึกการรับรอง").click()
    page.get_by_role("button", name="รับรอง", exact=True).click()
    expect(page.get_by_text("รับรองเมื่อ").first).to_be_visible()


def _take_board_paper(page: Page, folder: Path) -> None:
    page.goto("/")
    page.get_by_role("link", name="เปิดแฟ้มวาระ").click()
    expect(_row(page, TASK)).to_contain_text(HEADS)
    expect(page.get_by_role("heading", name="งานเกินกำหนดแยกกลุ่ม")).to_be_visible()
    for button, name in (("รับ PDF", "board.pdf"), ("รับ DOCX", "board.docx")):
        with page.expect_download() as made:
            page.get_by_role("link", name=button).click()
        made.value.save_as(folder / name)
    tables = Document(str(folder / "board.docx")).tables
    cells = {cell.text for table in tables for row in table.rows for cell in row.cells}
    assert {TASK, "รวม"} <= cells
    printed = pypdfium2.PdfDocument(folder / "board.pdf")
    told = "".join(leaf.get_textpage().get_text_range() for leaf in printed)
    assert WORD in told
    assert "เกินกำหนด" in told


def _find(page: Page) -> None:
    """One word finds what each step left."""
    page.get_by_role("searchbox", name="ค้นหาทั้งสำนักงาน").first.fill(WORD)
    page.keyboard.press("Enter")
    kinds = page.locator(".found li p.quiet")
    for kind in ("รายงานการประชุม", "ข้อสั่งการ", "หลักฐาน", "การประชุม"):
        expect(kinds.filter(has_text=re.compile(rf"^\s*{kind} ·")).first).to_be_visible()


def test_who_has_no_right_is_turned_away(visit: Visit, known: Known) -> None:
    page = visit("teacher", PHONE)
    for address in (*CLOSED, f"/office/minutes/{known.draft}"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == FORBIDDEN, address
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_pages_are_open_to_everyone(visit: Visit, known: Known) -> None:
    for name, addresses in pages_of(known).items():
        page = visit(name)
        heard = complaints(page)
        for address in addresses:
            page.goto(address)
            expect(page.locator(".waiting, .htmx-request")).to_have_count(0)
            page.evaluate(AXE)
            for width, height in (DESKTOP, PHONE):
                page.set_viewport_size({"width": width, "height": height})
                _is_open(page)
        assert heard == [], name


def _is_open(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    found = AxeResults(page.evaluate("asked => axe.run(document, asked)", OPTIONS))
    assert not found.violations_count, f"{page.url}\n{found.generate_report()}"
