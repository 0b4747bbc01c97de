"""A letter arrives and is answered: registered, ordered, circulated, sent back as a workbook."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from khet.documents.letter_paper import LetterTold, letter_paper
from khet.documents.paper import pdf_of
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.models import Unit, UnitKind
from khet.rules.calendar import thai_date
from tests.cast import HASHERS, PASSWORD, SINCE
from tests.journeys.conftest import PHONE, complaints
from tests.journeys.test_access import OPTIONS
from tests.made_area import school_code, school_name
from tests.made_books import FORM, GOOD, filled, form_book, open_book

Visit = Callable[..., Page]
ASKED, CIRCULAR = "ขอข้อมูลน้ำดื่มของโรงเรียน", "สำรวจน้ำดื่มโรงเรียน"
UNREAD = "หนังสือที่ยังไม่รับทราบ"
FIRST, SECOND = school_name(0), school_name(1)
SCHOOLS, FORBIDDEN = 12, 403
WRONG = {**GOOD, "B4": "12 คน"}


@pytest.fixture(scope="module", autouse=True)
def _second(made_site: tuple[str, Path], django_db_blocker: Any) -> None:
    """A director of a second school, engaged before a browser is begun."""
    home = made_site[1]
    places = {"HOME": home, "WAREHOUSE": home / "warehouse"}
    with django_db_blocker.unblock(), override_settings(**places, PASSWORD_HASHERS=HASHERS):
        at = ("school", school_code(1))
        entry = AccountEntry("second", "ผู้อำนวยการสอง", "school-director", at, PASSWORD)
        open_account(by="ทดสอบ", entry=entry, since=SINCE)


@pytest.mark.django_db
def test_twelve_schools_wait_for_a_letter() -> None:
    assert Unit.objects.filter(kind=UnitKind.SCHOOL).count() == SCHOOLS


def test_a_letter_is_ordered_circulated_and_answered_by_workbooks(
    visit: Visit, tmp_path: Path
) -> None:
    clerk, director = visit("clerk"), visit("director", PHONE)
    first, second = visit("school-director", PHONE), visit("second", PHONE)
    pages = (clerk, director, first, second)
    heard = [complaints(page) for page in pages]
    _register(clerk, _letter(tmp_path))
    _order(director)
    _draft(clerk)
    _choose(clerk)
    _attach(clerk, _file(tmp_path, "แบบสำรวจ.xlsx", form_book()))
    _propose(clerk)
    _sign(director)
    _send(clerk)
    _acknowledge(first)
    _is_left(clerk, unread=11, owing=12)
    _answer(first, tmp_path, GOOD)
    _is_left(clerk, unread=11, owing=11)
    _answer_wrong(second, tmp_path)
    _is_left(clerk, unread=11, owing=11)
    _answer_again(second, _file(tmp_path, "ถูก.xlsx", filled(form_book(), {**GOOD, "B4": 80})))
    _is_left(clerk, unread=10, owing=10)
    for page in (first, second):
        _owes_nothing(page)
    _is_missing(clerk)
    _merge(clerk)
    _refuse(visit("teacher", PHONE))
    assert all(said == [] for said in heard)


def _sound(page: Page) -> None:
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url
    results = Axe().run(page, options=OPTIONS)
    assert not results.violations_count, results.generate_report()


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _letter(folder: Path) -> Path:
    """A letter with a text layer, as it is brought."""
    told = LetterTold(
        book="sent",
        office="สำนักงานตัวอย่าง",
        unit="กลุ่มตัวอย่าง",
        ref="ทส 0001/ว12",
        day=date(2026, 10, 5),
        to="ผู้อำนวยการ",
        subject=ASKED,
        refers_to="",
        enclosures=[],
        text="ด้วยจะสำรวจน้ำดื่ม",
        signer="ผู้ลงนาม",
        post="ผู้อำนวยการ",
        marks=["ด่วน"],
        draft=False,
    )
    return _file(folder, "หนังสือ.pdf", pdf_of(letter_paper(told), date(2026, 10, 5)))


def _register(page: Page, file: Path) -> None:
    """Drop the file, look at what was read, register, and put it before the director.

    A box that was made larger is taken over by the new form without a word of the policy.
    """
    page.get_by_role("link", name="ลงรับหนังสือ").first.click()
    page.get_by_label("เรื่อง", exact=True).evaluate("box => { box.style.width = '20rem' }")
    page.get_by_label("ไฟล์หนังสือ").set_input_files(file)
    expect(page.get_by_label("เรื่อง", exact=True)).to_have_value(ASKED)
    expect(page.get_by_label("ที่", exact=True)).to_have_value("ทส 0001/ว12")
    expect(page.get_by_label("ลงวันที่")).to_have_value("5 ต.ค. 2569")
    expect(page.get_by_label("จาก", exact=True)).to_have_value("สำนักงานตัวอย่าง")
    page.get_by_role("button", name="ลงรับ", exact=True).click()
    expect(page.get_by_text("ลงรับแล้ว เลขรับ")).to_be_visible()
    page.get_by_role("status").get_by_role("link", name=ASKED).click()
    _propose(page)


def _propose(page: Page) -> None:
    """From the letter's page, to the director."""
    page.get_by_role("link", name="เสนอ…").click()
    page.get_by_label("เสนอถึง").select_option("director")
    page.get_by_role("button", name="เสนอ").click()
    expect(page.get_by_text("เสนอแล้ว").first).to_be_visible()


def _in_folder(page: Page, subject: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="เปิดแฟ้มเสนอ").click()
    page.locator("label", has_text=subject).click()
    _sound(page)
    page.get_by_role("button", name="ดำเนินการเรื่องที่เลือก").click()


def _order(page: Page) -> None:
    """Have the clerk do it, with one thumb."""
    _in_folder(page, ASKED)
    page.get_by_label("มอบ…ดำเนินการ").check()
    page.get_by_label("มอบให้", exact=True).select_option("person:clerk")
    page.get_by_label("รหัสผ่านของท่าน").fill(PASSWORD)
    _sound(page)
    page.get_by_role("button", name="ยืนยัน: สั่งการ 1").click()
    expect(page.get_by_text("ดำเนินการแล้ว 1 เรื่อง")).to_be_visible()


def _draft(page: Page) -> None:
    """What was ordered is on the own list; a circular of it is drafted."""
    page.goto("/office/duties/")
    expect(page.get_by_text(ASKED).first).to_be_visible()
    page.goto("/office/circulars/sent/")
    page.get_by_role("link", name="ร่างหนังสือเวียน").click()
    expect(page.get_by_label("ชนิด")).to_have_value("circular")
    page.get_by_label("เรื่อง", exact=True).fill(CIRCULAR)
    page.get_by_label("ข้อความ", exact=True).fill("ขอให้กรอกไฟล์ที่แนบ")
    page.get_by_role("button", name="บันทึกร่าง").click()


def _choose(page: Page) -> None:
    """To no one is refused at its field and what was typed stays; then all schools."""
    page.get_by_role("link", name="เลือกผู้รับ").click()
    page.get_by_label("ขอให้ผู้รับ").select_option("workbook")
    page.get_by_label("คำชี้แจงการตอบ").fill("ตามจริง")
    page.get_by_role("button", name="บันทึก").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("ยังไม่ได้เลือกผู้รับ")
    expect(alert).to_contain_text("ใส่วันสุดท้ายที่ให้ตอบ")
    expect(page.get_by_label("คำชี้แจงการตอบ")).to_have_value("ตามจริง")
    page.get_by_label("ทุกโรงเรียนในสังกัด").first.check()
    expect(page.locator("#receivers")).to_contain_text(f"{SCHOOLS} ราย")
    page.get_by_label("ให้ตอบภายในวันที่").fill(thai_date(timezone.localdate() + timedelta(7)))
    _sound(page)
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("บันทึกผู้รับแล้ว")).to_be_visible()


def _attach(page: Page, file: Path) -> None:
    """The office's own workbook; which cells it asks for is seen at once."""
    page.get_by_role("link", name="แนบไฟล์ Excel ที่ให้กรอก").click()
    page.get_by_label("ไฟล์ Excel").set_input_files(file)
    page.get_by_role("button", name="แนบและตรวจดู").click()
    expect(page.get_by_text("สิ่งที่จะให้กรอก")).to_be_visible()
    expect(page.get_by_text("ประปา / บาดาล / ไม่มี").first).to_be_visible()
    _sound(page)
    page.get_by_role("link", name="กลับไปหน้าหนังสือเวียน").click()
    expect(page.get_by_text("ส่งได้เมื่อลงนามแล้ว")).to_be_visible()
    page.get_by_role("link", name="ดูหนังสือ", exact=True).click()


def _sign(page: Page) -> None:
    _in_folder(page, CIRCULAR)
    page.get_by_label("รหัสผ่านของท่าน").fill(PASSWORD)
    page.get_by_role("button", name="ยืนยัน: ลงนาม 1").click()
    expect(page.get_by_text("ดำเนินการแล้ว 1 เรื่อง: ลงนาม 1")).to_be_visible()


def _send(page: Page) -> None:
    """What waits to be sent is on the clerk's home."""
    page.goto("/")
    page.get_by_role("link", name="ลงนามแล้ว รอส่ง 1 ฉบับ").click()
    page.get_by_role("link", name=CIRCULAR).first.click()
    page.get_by_role("link", name="ส่ง…").click()
    expect(page.get_by_text(f"ถึงผู้รับ {SCHOOLS} ราย")).to_be_visible()
    page.get_by_role("button", name="ส่ง", exact=True).click()
    expect(page.get_by_text(f"ส่งแล้ว ถึงผู้รับ {SCHOOLS} ราย")).to_be_visible()


def _acknowledge(page: Page) -> None:
    """One tap on the home, from which it is gone at once."""
    page.goto("/")
    panel = page.locator("section", has_text=UNREAD).first
    expect(panel.get_by_role("link", name=CIRCULAR)).to_be_visible()
    _sound(page)
    panel.get_by_role("button", name="รับทราบ").click()
    expect(panel.get_by_text("รับทราบครบแล้ว")).to_be_visible()
    expect(panel.get_by_role("link", name=CIRCULAR)).to_have_count(0)


def _to_workbook(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="ต้องตอบ 1 ฉบับ").click()
    page.get_by_role("link", name=CIRCULAR).click()
    page.get_by_role("link", name="ตอบ", exact=True).click()
    expect(page.get_by_role("link", name="รับไฟล์ของเขต")).to_be_visible()


def _answer(page: Page, folder: Path, cells: Mapping[str, Any]) -> None:
    """Take the office's file, fill it in, send it back."""
    _to_workbook(page)
    _sound(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="รับไฟล์ของเขต").click()
    book = filled(taken.value.path().read_bytes(), cells)
    _bring(page, _file(folder, "คำตอบ.xlsx", book))
    expect(page.get_by_role("heading", name="ถูกต้อง แต่ยังมีช่องว่าง 1 ช่อง")).to_be_visible()
    _sound(page)


def _bring(page: Page, file: Path) -> None:
    page.get_by_label("ไฟล์ Excel").set_input_files(file)
    page.get_by_role("button", name="ตรวจและส่ง").click()


def _answer_wrong(page: Page, folder: Path) -> None:
    """Another workbook, then one cell: each is told at once, and how to mend it."""
    _to_workbook(page)
    other = filled(open_book(), {"B5": 1}, "นักเรียน")
    _bring(page, _file(folder, "อื่น.xlsx", other))
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("ไฟล์นี้ไม่ใช่แบบที่เขตส่ง")
    _bring(page, _file(folder, "ผิด.xlsx", filled(form_book(), WRONG)))
    expect(alert).to_contain_text("มี 1 แห่งที่ต้องแก้")
    told = alert.get_by_role("row").filter(has_text="B4")
    expect(told).to_contain_text("จำนวนนักเรียน")
    expect(told).to_contain_text("“12 คน” ไม่ใช่ตัวเลข")
    _sound(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="ทำเครื่องหมายช่องผิด").click()
    marked = openpyxl.load_workbook(BytesIO(taken.value.path().read_bytes()))
    assert "ไม่ใช่ตัวเลข" in marked[FORM]["B4"].comment.text


def _answer_again(page: Page, file: Path) -> None:
    _bring(page, file)
    expect(page.get_by_role("heading", name="ถูกต้อง แต่ยังมีช่องว่าง 1 ช่อง")).to_be_visible()


def _is_left(page: Page, unread: int, owing: int) -> None:
    """On the clerk's home so many haven't read it, and so many haven't answered."""
    page.goto("/")
    line = page.locator("li", has_text=CIRCULAR).filter(has_text="รับทราบ").first
    expect(line).to_contain_text(f"รับทราบ {SCHOOLS - unread}/{SCHOOLS}")
    expect(line.get_by_role("link", name=f"ยังไม่รับทราบ {unread}")).to_be_visible()
    expect(line.get_by_role("link", name=f"ยังไม่ตอบ {owing}")).to_be_visible()


def _owes_nothing(page: Page) -> None:
    page.goto("/")
    panel = page.locator("section", has_text=UNREAD).first
    expect(panel.get_by_text("รับทราบครบแล้ว")).to_be_visible()
    expect(panel.get_by_role("link", name="ต้องตอบ")).to_have_count(0)
    expect(page.get_by_text(CIRCULAR)).to_have_count(0)


def _is_missing(page: Page) -> None:
    """The list has neither of the two any more; one press reminds the others."""
    page.get_by_role("link", name="ยังไม่ตอบ 10").click()
    expect(page.get_by_role("heading", name=f"ตอบแล้ว 2/{SCHOOLS}")).to_be_visible()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(SCHOOLS - 2)
    for name in (FIRST, SECOND):
        expect(rows.filter(has_text=name)).to_have_count(0)
    expect(page.locator("#chat")).to_have_value(re.compile(f"เรื่อง {CIRCULAR}.*/open$", re.DOTALL))
    page.get_by_role("button", name="เตือนผู้ที่ยังค้าง 10 ราย").click()
    expect(page.get_by_text("เตือนแล้ว: ผู้รับที่ยังค้างเห็น")).to_be_visible()
    page.get_by_role("button", name="เตือนผู้ที่ยังค้าง 10 ราย").click()
    expect(page.get_by_text("วันนี้เตือนไปแล้ว")).to_be_visible()
    _sound(page)


def _merge(page: Page) -> None:
    """One sheet with a row a school, its types kept, and who hasn't sent."""
    page.get_by_role("link", name="ไฟล์ Excel ที่รวมแล้ว").click()
    expect(page.get_by_role("link", name=FIRST).first).to_be_visible()
    _sound(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="รับไฟล์รวม (XLSX)").click()
    book = openpyxl.load_workbook(BytesIO(taken.value.path().read_bytes()))
    rows = {row[0]: row for row in book[FORM].iter_rows(min_row=2, values_only=True) if row[0]}
    assert {code: row[4] for code, row in rows.items()} == {school_code(0): 120, school_code(1): 80}
    day, water, phone = rows[school_code(0)][5:8]
    assert day.date() == date(2026, 5, 16)
    assert (water, phone) == ("บาดาล", "081-000-0000")
    silent = [row[0] for row in book["ยังไม่ส่ง"].iter_rows(min_row=2, values_only=True)]
    assert sorted(silent) == [school_code(number) for number in range(2, SCHOOLS)]


def _refuse(page: Page) -> None:
    """A teacher reads what the school received and can't answer; the office's page is closed."""
    page.goto("/office/circulars/?tab=all")
    page.get_by_role("link", name=CIRCULAR).click()
    expect(page.get_by_role("heading", name=CIRCULAR)).to_be_visible()
    expect(page.get_by_role("link", name="แก้คำตอบ")).to_have_count(0)
    answered = page.goto("/office/circulars/sent/")
    assert answered is not None
    assert answered.status == FORBIDDEN
