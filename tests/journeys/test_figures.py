"""From a coloured cell to the row of the file in three presses, and on to the school's director."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from khet.records.registry.models import Unit, UnitKind
from tests.journeys.conftest import DESKTOP, PHONE, complaints
from tests.made_area import school_name

Visit = Callable[..., Page]
COLOURS = "/learning/colours?year=2556&test=O-NET&grade=P6"


@pytest.mark.django_db
def test_the_made_area_stands(made_site: object) -> None:
    assert Unit.objects.filter(kind=UnitKind.SCHOOL).count() == 12


def _cell(page: Page, school: int) -> None:
    """Press a cell of a school in one subject, which is not the best colour."""
    page.goto(COLOURS)
    row = page.locator("#board tbody tr", has_text=school_name(school))
    row.locator("td.q:not(.blue):not(:nth-child(3)) a").first.click()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_three_presses_lead_from_a_cell_to_the_row(visit: Visit, size: tuple[int, int]) -> None:
    page = visit("supervisor", size)
    heard = complaints(page)
    _cell(page, 5)
    drawer = page.locator("#drawer")
    expect(drawer.get_by_text(re.compile("ไม่เกินขีดจำกัดล่าง .+ คน"))).to_be_visible()
    expect(drawer.get_by_text("ถ้าขีดจำกัดล่างเท่าเดิม")).to_be_visible()
    drawer.get_by_role("link", name=re.compile("^แถว ")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"แถว \d+ ของไฟล์คะแนน"))
    expect(page.get_by_text("2556-O-NET-P6.csv ฉบับที่ 1")).to_be_visible()
    assert heard == []


def test_the_schools_director_opens_what_was_sent_and_no_more(visit: Visit) -> None:
    page = visit("supervisor")
    _cell(page, 0)
    link = page.locator("#figure-link")
    expect(link).to_have_value(re.compile("v="))
    sent, value = link.input_value(), page.locator("#drawer .value").inner_text()
    seen = visit("school-director")
    seen.goto(sent)
    expect(seen.locator(".value")).to_have_text(value)
    expect(seen.get_by_text("ตัวเลขเมื่อส่งลิงก์นี้")).to_have_count(0)
    seen.goto(sent.replace("93020501", "93020503"))
    expect(seen.get_by_text("ท่านเห็นผลรายโรงเรียนได้เฉพาะโรงเรียนที่รับผิดชอบ")).to_be_visible()


def test_the_link_is_copied(visit: Visit) -> None:
    page = visit("supervisor")
    _cell(page, 0)
    button = page.get_by_role("button", name="ส่งหรือคัดลอกลิงก์")
    button.click()
    expect(page.get_by_role("button", name="คัดลอกแล้ว")).to_be_visible()


def test_a_profile_leads_from_the_board_to_the_register_and_back(visit: Visit) -> None:
    page = visit("director")
    heard = complaints(page)
    page.goto(COLOURS)
    page.locator("#board").get_by_role("link", name=school_name(7)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(school_name(7))
    page.get_by_role("link", name="เปิดข้อมูลพื้นฐานทั้งหมด").click()
    expect(page.get_by_role("heading", name="ผลสอบของโรงเรียน")).to_be_visible()
    page.get_by_role("link", name="O-NET ป.6").click()
    expect(page.get_by_role("heading", name="เทียบกับโรงเรียนลักษณะเดียวกัน")).to_be_visible()
    assert heard == []


def test_going_back_closes_the_drawer_and_returns_to_the_figure(visit: Visit) -> None:
    page = visit("supervisor")
    _cell(page, 5)
    drawer = page.locator("#drawer")
    expect(drawer.locator(".value")).to_be_visible()
    assert "/learning/figure/" in page.url
    page.go_back()
    expect(drawer).to_be_hidden()
    assert page.url.endswith(COLOURS)
    _cell(page, 5)
    drawer.get_by_role("link", name=re.compile("^แถว ")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("แถว"))
    page.go_back()
    expect(page.get_by_role("heading", name="คำนวณอย่างไร")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("กลุ่มสีคุณภาพ")
    expect(drawer).to_be_hidden()
    _cell(page, 5)
    drawer.get_by_role("button", name="ปิด").click()
    expect(drawer).to_be_hidden()
    expect(page).to_have_url(re.compile(re.escape(COLOURS) + "$"))
