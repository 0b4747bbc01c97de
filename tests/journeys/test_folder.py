"""The director's folder on a phone: three letters read, ticked and ordered at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Page, expect

from khet.records.office.models import Letter
from tests.cast import PASSWORD
from tests.journeys.conftest import PHONE, complaints
from tests.journeys.test_access import OPTIONS
from tests.web.signed_letters import arrived

Visit = Callable[..., Page]
SUBJECTS = ("ขอเชิญประชุมสวนหย่อม", "แจ้งการจัดสรรต้นกล้า", "ขอให้รายงานผลการปลูก")
LEFT = "เรื่องที่ยังไม่เลือก"
FINGER = 44
"""The least that a finger hits, in pixels."""


@pytest.fixture(scope="module", autouse=True)
def _letters(made_site: tuple[str, Path], django_db_blocker: Any) -> None:
    """Four letters before the director, made before a browser is begun."""
    home = made_site[1]
    with django_db_blocker.unblock(), override_settings(HOME=home, WAREHOUSE=home / "warehouse"):
        for subject in (*SUBJECTS, LEFT):
            arrived(subject, text=f"ด้วยมีเรื่อง{subject} จึงเรียนมาเพื่อโปรดพิจารณา")


@pytest.mark.django_db
def test_four_letters_were_registered() -> None:
    assert Letter.objects.filter(book="received").count() == 4


def _barriers(page: Page) -> list[str]:
    found = AxeResults(Axe().run(page, options=OPTIONS).response)
    return [one["id"] for one in found.response["violations"]]


def _in_sight(page: Page) -> bool:
    """Whether the button stays on the screen at the top of the page."""
    page.evaluate("scrollTo(0, 0)")
    box = page.get_by_role("button", name="ดำเนินการเรื่องที่เลือก").bounding_box()
    assert box is not None
    return box["y"] + box["height"] <= PHONE[1]


def test_the_director_orders_three_letters_at_once_on_a_phone(visit: Visit) -> None:
    page = visit("director", PHONE)
    heard = complaints(page)
    page.get_by_role("link", name="เปิดแฟ้มเสนอ").click()
    expect(page.get_by_text("รอท่าน 4 เรื่อง")).to_be_visible()
    page.locator("li", has_text=SUBJECTS[0]).get_by_text("อ่าน").click()
    expect(page.get_by_text(f"ด้วยมีเรื่อง{SUBJECTS[0]}")).to_be_visible()
    assert not _in_sight(page), "the bar covers nothing before something is chosen"
    for subject in SUBJECTS:
        label = page.locator("label", has_text=subject)
        box = label.bounding_box()
        assert box is not None
        assert box["height"] >= FINGER
        label.click()
    assert _in_sight(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert _barriers(page) == []
    page.get_by_role("button", name="ดำเนินการเรื่องที่เลือก").click()
    expect(page.get_by_role("heading", name="ดำเนินการเรื่องที่เลือก")).to_be_visible()
    expect(page.get_by_text(LEFT)).to_have_count(0)
    page.get_by_label("มอบ…ดำเนินการ").check()
    page.get_by_label("รหัสผ่านของท่าน").fill("ไม่ใช่")
    page.get_by_role("button", name="ยืนยัน: สั่งการ 3").click()
    expect(page.get_by_role("alert")).to_contain_text("เลือกกลุ่มหรือบุคคลที่มอบให้ดำเนินการ")
    page.get_by_label("มอบให้", exact=True).select_option("person:planner")
    page.get_by_label("รหัสผ่านของท่าน").fill("ไม่ใช่")
    page.get_by_role("button", name="ยืนยัน: สั่งการ 3").click()
    expect(page.get_by_role("alert")).to_contain_text("ไม่ใช่รหัสผ่านปัจจุบัน")
    expect(page.get_by_label("มอบ…ดำเนินการ")).to_be_checked()
    assert _barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.get_by_label("รหัสผ่านของท่าน").fill(PASSWORD)
    page.get_by_role("button", name="ยืนยัน: สั่งการ 3").click()
    expect(page.get_by_text("ดำเนินการแล้ว 3 เรื่อง: สั่งการ 3")).to_be_visible()
    expect(page.get_by_text(LEFT).first).to_be_visible()
    planner = visit("planner", PHONE)
    planner.goto("/office/duties/")
    for subject in SUBJECTS:
        expect(planner.get_by_text(subject).first).to_be_visible()
    assert heard == []
