"""A visitor signs on the counter's tablet, and the next one sees nothing of it."""

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys.conftest import complaints
from tests.journeys.test_access import OPTIONS

Visit = Callable[..., Page]
TABLET = (768, 1024)
NAME = "ผู้มาติดต่อสมมติ หนึ่ง"


@pytest.mark.django_db
def test_the_records_are_there() -> None:
    assert "office_visitor" in connection.introspection.table_names()


def _barriers(page: Page) -> list[str]:
    found = AxeResults(Axe().run(page, options=OPTIONS).response)
    return [one["id"] for one in found.response["violations"]]


def _draw(page: Page) -> None:
    box = page.locator("#id_signature").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 100, steps=8)
    page.mouse.move(box["x"] + 300, box["y"] + 40, steps=8)
    page.mouse.up()


def _confirm(page: Page) -> None:
    """Outside of service hours the page asks to be confirmed."""
    asked = page.get_by_label("บันทึกแม้อยู่นอกเวลาบริการ")
    if asked.count():
        asked.check()


def test_a_visitor_signs_with_a_finger(visit: Visit) -> None:
    page = visit("clerk", TABLET)
    page.goto("/office/visitors/")
    page.get_by_role("button", name="เปิดหน้าลงชื่อ").click()
    page.get_by_label("ชื่อผู้มาติดต่อ").wait_for()
    assert page.get_by_role("link").all_inner_texts() == ["สำหรับเจ้าหน้าที่: ออกจากหน้าลงชื่อ"]
    heard = complaints(page)
    assert _barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= TABLET[0]
    page.get_by_label("ชื่อผู้มาติดต่อ").fill(NAME)
    page.get_by_text("เข้าประชุม").click()
    _confirm(page)
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_role("alert")).to_contain_text("ยังไม่ได้ลงชื่อ")
    expect(page.get_by_label("ชื่อผู้มาติดต่อ")).to_have_value(NAME)
    page.locator("#id_signature").scroll_into_view_if_needed()
    _draw(page)
    page.get_by_role("button", name="ล้าง").click()
    expect(page.locator("#signature-strokes")).to_have_value("")
    _draw(page)
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("ขอบคุณ บันทึกแล้ว")).to_be_visible()
    assert NAME not in page.content()
    page.get_by_role("link", name="ผู้มาติดต่อคนถัดไป").click()
    expect(page.get_by_label("ชื่อผู้มาติดต่อ")).to_have_value("")
    assert NAME not in page.content()
    page.go_back()
    expect(page.get_by_text(NAME)).to_have_count(0)
    page.goto("/office/visitors/")
    page.get_by_role("link", name="สำหรับเจ้าหน้าที่").click()
    expect(page.get_by_label("รหัสผ่านปัจจุบัน")).to_be_empty()
    assert _barriers(page) == []
    page.get_by_label("รหัสผ่านปัจจุบัน").fill(PASSWORD)
    page.get_by_role("button", name="ออกจากหน้าลงชื่อ").click()
    page.get_by_role("button", name=f"ให้บริการแล้ว {NAME}").click()
    expect(page.get_by_text("รับบริการแล้ว")).to_be_visible()
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("img", name="ลายมือชื่อ")).to_be_visible()
    assert _barriers(page) == []
    assert heard == []
