"""News goes from a school's phone to everybody's front page; public pages have no barrier."""

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, complaints
from tests.journeys.test_access import FINGER, OPTIONS
from tests.papers import picture_bytes

Visit = Callable[..., Page]
TITLE = "ค่ายรักการอ่าน"
PUBLIC = ("/", "/news", "/public/calendar", "/schools", "/plans", "/complain", "/contact")


@pytest.mark.django_db
def test_the_records_are_there() -> None:
    assert "office_news" in connection.introspection.table_names()


def _barriers(page: Page) -> list[str]:
    found = AxeResults(Axe().run(page, options=OPTIONS).response)
    return [one["id"] for one in found.response["violations"]]


def _proposed(page: Page) -> str:
    """Propose news with a picture of children; refused without consent, nothing is lost."""
    page.goto("/office/news/propose")
    assert _barriers(page) == []
    page.get_by_label("หัวข้อ").fill(TITLE)
    page.get_by_label("เนื้อหา").fill("เล่าสู่กันฟัง\n\nดูที่ https://example.org/")
    page.get_by_role("button", name="เสนอ", exact=True).click()
    page.get_by_role("link", name="เพิ่มภาพ").click()
    assert _barriers(page) == []
    picture = {"name": "ภาพ.png", "mimeType": "image/png", "buffer": picture_bytes()}
    page.locator("input[type=file]").set_input_files([picture])
    page.get_by_label("คำบรรยายภาพ").fill("เด็กล้อมวงอ่านหนังสือ")
    page.get_by_label("มีภาพเด็ก", exact=True).check()
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("ต้องระบุว่าใครยินยอม")
    page.get_by_label("ผู้ยินยอมให้เผยแพร่ภาพเด็ก").fill("ผู้ปกครองลงชื่อครบ")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_role("img", name="เด็กล้อมวงอ่านหนังสือ")).to_be_visible()
    assert _barriers(page) == []
    return page.url


def _take(page: Page, address: str, step: str, tick: str = "") -> None:
    page.goto(address)
    page.get_by_role("link", name=step).click()
    if tick:
        page.get_by_label(tick).check()
    page.locator("main").get_by_role("button", name=step).click()
    expect(page.get_by_role("status").first).to_be_visible()


def test_news_reaches_everybody_once_two_others_have_seen_it(visit: Visit) -> None:
    address = _proposed(visit("teacher", size=PHONE))
    _take(visit("clerk", size=PHONE), address, "ตรวจแล้ว", "ดูทุกภาพแล้ว")
    reader = visit(None, size=PHONE)
    reader.goto("/")
    expect(reader.get_by_role("link", name=TITLE)).to_have_count(0)
    _take(visit("director", size=PHONE), address, "เผยแพร่")
    late = visit(None, size=PHONE)
    heard = complaints(late)
    late.goto("/")
    late.get_by_role("link", name=TITLE).first.click()
    expect(late.get_by_role("img", name="เด็กล้อมวงอ่านหนังสือ")).to_be_visible()
    expect(late.get_by_text("ผู้ปกครองลงชื่อครบ")).to_have_count(0)
    assert _barriers(late) == []
    assert heard == []


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_public_pages_are_open_to_everyone(
    visit: Visit, size: tuple[int, int], language: str
) -> None:
    page = visit(None, size=size)
    page.goto("/")
    if language == "en":
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url}])
    for address in PUBLIC:
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address
        assert _barriers(page) == [], address


def test_fingers_hit_the_public_pages(visit: Visit) -> None:
    page = visit(None, size=PHONE)
    for address in ("/", "/schools", "/contact"):
        page.goto(address)
        small = page.evaluate(
            f"""[...document.querySelectorAll("a, button, summary, input:not([type=hidden])")]
            .filter(e => e.checkVisibility() && e.className !== "skip")
            .filter(e => e.getBoundingClientRect().height < {FINGER})
            .map(e => e.outerHTML.slice(0, 120))"""
        )
        assert small == [], address
