"""A day with the results: from signing in to a file on the desk."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from khet.records.registry.models import Unit, UnitKind
from tests.cast import PASSWORD
from tests.journeys.conftest import PHONE, complaints
from tests.made_area import school_name

Visit = Callable[..., Page]
COLOURS = "/learning/colours?year=2556&test=O-NET&grade=P6"


def _names(page: Page) -> list[str]:
    shown = page.locator("#board tbody th[lang=th]").all_inner_texts()
    return [text.splitlines()[0] for text in shown]


@pytest.mark.django_db
def test_the_made_area_stands(made_site: object) -> None:
    assert Unit.objects.filter(kind=UnitKind.SCHOOL).count() == 12


def test_signing_in_after_a_mistake_and_out_again(visit: Visit) -> None:
    page = visit(None)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ทดสอบ เขต 2")
    page.locator("main").get_by_role("link", name="เข้าสู่ระบบ").click()
    page.get_by_label("ชื่อผู้ใช้").fill("director")
    page.get_by_label("รหัสผ่าน").fill("ผิด")
    page.locator("main button").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง")
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    page.locator("main button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("งานของวันนี้")
    page.get_by_role("button", name="ออกจากระบบ").first.click()
    expect(page.locator("main").get_by_role("link", name="เข้าสู่ระบบ")).to_be_visible()


def test_home_shows_panels_and_leads_to_the_overview(visit: Visit) -> None:
    page = visit("planner")
    heard = complaints(page)
    expect(page.locator("main section svg.bar")).to_be_visible()
    expect(page.get_by_role("heading", name="โรงเรียนที่ต้องดูแลก่อน")).to_be_visible()
    page.get_by_role("link", name="ดูภาพรวมรายวิชา").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ผลสัมฤทธิ์ O-NET ป.6 ปีการศึกษา 2556")
    expect(page.locator("figure svg")).to_have_count(9)
    page.get_by_role("link", name="ม.3").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ม.3")
    assert heard == []


def test_the_school_director_finds_the_own_school_on_home(visit: Visit) -> None:
    page = visit("school-director")
    expect(page.get_by_role("heading", name=school_name(0))).to_be_visible()
    own = page.locator("section", has=page.get_by_role("heading", name="กลุ่มสีของโรงเรียน"))
    expect(own.locator("td.q, td.board")).to_have_count(9)
    expect(page.get_by_role("heading", name="ข้อเสนอแนะจากการนิเทศ")).to_be_visible()


def test_filtering_and_sorting_the_board(visit: Visit) -> None:
    page = visit("director")
    heard = complaints(page)
    page.goto(COLOURS)
    page.get_by_label("เครือข่าย").focus()
    page.get_by_label("เครือข่าย").select_option("เครือข่าย 1")
    expect(page.get_by_text("แสดง 6 จาก 12 โรงเรียน")).to_be_visible()
    assert "network=" in page.url
    expect(page.get_by_label("เครือข่าย")).to_be_focused()
    expect(page.get_by_role("link", name="NT")).to_have_attribute("href", re.compile("network="))
    page.locator("#board thead").get_by_role("link", name="ไทย").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("ไทย")
    percents = page.locator("#board tbody tr:not(.total) td:nth-of-type(3) a").all_inner_texts()
    assert percents == sorted(percents, key=float, reverse=True)
    assert len(_names(page)) == 6
    page.get_by_role("link", name="ล้างตัวกรอง").click()
    expect(page.get_by_text("แสดง 12 จาก 12 โรงเรียน")).to_be_visible()
    assert heard == []


def test_the_board_without_scripts(visit: Visit) -> None:
    page = visit("director", java_script_enabled=False)
    page.goto(COLOURS)
    page.get_by_label("เครือข่าย").select_option("เครือข่าย 2")
    page.get_by_role("button", name="กรอง").click()
    assert len(_names(page)) == 6
    page.locator("#board tbody td.q a").first.click()
    expect(page.get_by_role("heading", name="คำนวณอย่างไร")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "panel", "heading"),
    [
        ("planner", "กลุ่มสีคุณภาพของเขต", "ผลสัมฤทธิ์"),
        ("director", "โรงเรียนที่ต้องดูแลก่อน", "กลุ่มสีคุณภาพ"),
        ("school-director", "กลุ่มสีของโรงเรียน", "กลุ่มสีคุณภาพ"),
    ],
)
def test_home_without_scripts_leads_to_whole_pages(
    visit: Visit, name: str, panel: str, heading: str
) -> None:
    page = visit(name, java_script_enabled=False)
    page.get_by_role("link", name=f"เปิดดูเต็มหน้า: {panel}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def test_a_number_opens_its_trace_beside_the_page(visit: Visit) -> None:
    page = visit("director")
    heard = complaints(page)
    page.goto(COLOURS)
    number = page.locator("#board td.q a").first
    value = number.inner_text()
    number.click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("คำนวณอย่างไร")
    expect(drawer.locator(".value")).to_have_text(value)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(number).to_be_focused()
    number.click()
    drawer.get_by_role("link", name="เปิดเต็มหน้า").click()
    page.wait_for_url("**/learning/figure/**")
    expect(page.locator("main .value")).to_have_text(value)
    assert heard == []


def test_exporting_what_is_seen(visit: Visit, tmp_path: Path) -> None:
    page = visit("director")
    page.goto(f"{COLOURS}&sort=-ALL")
    page.get_by_label("อำเภอ").select_option("อำเภอที่ 2")
    expect(page.get_by_text("แสดง 6 จาก 12 โรงเรียน")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="ส่งออก XLSX").click()
    path = tmp_path / "board.xlsx"
    download.value.save_as(path)
    column = [row[1].value for row in load_workbook(path).active.iter_rows(min_row=9)]
    assert column[:6] == _names(page)


def test_speaking_english_and_changing_the_year(visit: Visit) -> None:
    page = visit("supervisor")
    page.goto(COLOURS)
    page.get_by_role("button", name="English").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Quality colours: O-NET P6, academic year 2556"
    )
    page.get_by_text("Academic year 2556", exact=True).click()
    page.get_by_role("link", name="2555", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("academic year 2555")
    page.get_by_role("button", name="ภาษาไทย").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ปีการศึกษา 2555")


def test_on_a_phone_the_menu_leads_everywhere(visit: Visit) -> None:
    page = visit("director", size=PHONE)
    page.get_by_text("เมนู", exact=True).click()
    page.get_by_role("link", name="– กลุ่มสี").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("กลุ่มสีคุณภาพ")
    page.get_by_text("เมนู", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="ออกจากระบบ")).to_be_hidden()


def test_the_keyboard_reaches_the_content_first(visit: Visit) -> None:
    page = visit("director")
    page.goto(COLOURS)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="ข้ามไปยังเนื้อหา")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_number_that_has_gone_leads_to_the_page_that_says_so(visit: Visit) -> None:
    page = visit("director")
    page.goto(COLOURS)
    number = page.locator("#board td.q a").first
    number.evaluate("link => link.href = '/learning/figure/no-such-measure?year=2556'")
    number.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ไม่พบหน้านี้")


@pytest.mark.parametrize("width", [320, 430])
@pytest.mark.parametrize("language", ["th", "en"])
def test_on_a_phone_no_number_runs_into_another(visit: Visit, width: int, language: str) -> None:
    page = visit("director", size=(width, 800))
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    page.goto("/learning/overview")
    wider = (
        "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(c => c.innerText)"
    )
    assert page.locator("#subjects td").count() == 9 * 11
    assert page.locator("#subjects td").evaluate_all(wider) == []
