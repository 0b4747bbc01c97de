"""A report with a wrong total is dropped, read beside its text, and its finding accepted."""

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, complaints
from tests.journeys.test_access import OPTIONS

Visit = Callable[..., Page]
LINES = [
    *(f"ข้อความบรรทัดที่ {n}" for n in range(300)),
    "งบประมาณ",
    "ค่าวัสดุ 1,500 บาท",
    "ค่าใช้สอย 2,500 บาท",
    "ค่าตอบแทน 3,000 บาท",
    "รวมทั้งสิ้น 7,900 บาท",
    *(f"ข้อความท้ายที่ {n}" for n in range(200)),
]


@pytest.mark.django_db
def test_the_records_are_there() -> None:
    assert "reports_reportfinding" in connection.introspection.table_names()


def _barriers(page: Page) -> list[str]:
    found = AxeResults(Axe().run(page, options=OPTIONS).response)
    return [one["id"] for one in found.response["violations"]]


def _drop(page: Page, name: str, lines: list[str]) -> None:
    content = "\n".join(lines).encode()
    file = {"name": name, "mimeType": "text/plain", "buffer": content}
    page.get_by_label("ไฟล์รายงาน").set_input_files([file])
    page.locator("form.check-form").get_by_role("button", name="ตรวจ").click()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_wrong_total_is_found_and_accepted(visit: Visit, size: tuple[int, int]) -> None:
    page = visit("planner", size)
    page.goto("/reports/check/")
    heard = complaints(page)
    assert _barriers(page) == []
    _drop(page, "ว่าง.txt", [" "])
    expect(page.get_by_text("ไฟล์ว่าง ไม่มีข้อความ").first).to_be_visible()
    _drop(page, f"รายงานสมมติ {size[0]}.txt", LINES)
    finding = page.get_by_role("article").filter(has_text="ยอดรวม")
    expect(finding).to_have_count(1)
    expect(finding).to_contain_text("7,000")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert _barriers(page) == []
    finding.get_by_role("link", name="บรรทัด 305").click()
    expect(page.locator("#l305:target")).to_be_in_viewport()
    page.locator("#l305").get_by_role("link", name="ข้อ 1").click()
    expect(finding).to_be_in_viewport()
    finding.get_by_text("ยอมรับ เพราะ…").click()
    finding.get_by_role("button", name="ยอมรับ").click()
    expect(page.get_by_text("เขียนสั้น ๆ ว่ายอมรับเพราะอะไร")).to_be_visible()
    page.get_by_label("ยอมรับ เพราะ").fill("ยอดตามหนังสือจัดสรร")
    page.get_by_role("article").get_by_role("button", name="ยอมรับ").click()
    expect(page.locator("#n-open")).to_have_text("0")
    assert _barriers(page) == []
    page.reload()
    expect(page.get_by_role("article")).to_have_count(0)
    page.get_by_role("link", name="ยอมรับ 1").click()
    expect(page.get_by_role("article")).to_contain_text("ยอดตามหนังสือจัดสรร")
    assert heard == []
