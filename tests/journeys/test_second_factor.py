"""From the slip with a first code to a remembered device, as a teacher goes it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from khet.records.registry.actions.sign_in import issue_code
from khet.records.registry.models import User
from tests.cast import HASHERS
from tests.journeys.conftest import PHONE, complaints
from tests.journeys.test_access import OPTIONS
from tests.web.signing import code_of_app

Visit = Callable[..., Page]
OWN = "ข้าวยำปากพะยูน"


@pytest.fixture(scope="module")
def code(made_site: object) -> str:
    """The first code on the teacher's slip, issued before the browser begins."""
    with override_settings(PASSWORD_HASHERS=HASHERS):
        teacher = User.objects.get(username="teacher")
        until = timezone.now() + timedelta(days=14)
        return issue_code(by="ทดสอบ", user=teacher, until=until)


@pytest.mark.django_db
def test_the_code_stands(code: str) -> None:
    assert User.objects.get(username="teacher").code_until is not None


def _send(page: Page, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("ชื่อผู้ใช้").fill("Teacher")
    page.get_by_label("รหัสผ่าน").fill(password)
    page.locator("main button").click()


def _open_to_all(page: Page) -> None:
    """Without barriers, and nothing wider than the screen."""
    found = Axe().run(page, options=OPTIONS)
    assert not found.violations_count, found.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_from_the_first_code_to_a_remembered_device(code: str, visit: Visit) -> None:
    page = visit(None, size=PHONE)
    heard = complaints(page)
    _send(page, code.lower().replace("-", ""))
    expect(page.get_by_role("heading", level=1)).to_have_text("ตั้งรหัสผ่านของท่านเอง")
    _open_to_all(page)
    page.get_by_label("รหัสผ่านใหม่", exact=True).fill(OWN)
    page.get_by_label("รหัสผ่านใหม่อีกครั้ง").fill(OWN)
    page.get_by_role("button", name="บันทึกรหัสผ่าน").click()
    expect(page.get_by_role("status")).to_contain_text("ตั้งรหัสผ่านใหม่แล้ว")
    expect(page.get_by_text("เหลืออีก 14 วัน")).to_be_visible()
    page.get_by_role("link", name="ตั้งตอนนี้").click()
    _open_to_all(page)
    page.get_by_role("link", name="ใช้แอป").click()
    secret = page.locator(".formula").inner_text().replace(" ", "")
    expect(page.get_by_role("img", name="ภาพ QR")).to_be_visible()
    _open_to_all(page)
    page.get_by_label("รหัส", exact=True).fill(code_of_app(secret, datetime.now()))
    page.get_by_role("button", name="เริ่มใช้แอป").click()
    expect(page.get_by_role("status")).to_contain_text("ตั้งการยืนยันตัวตนขั้นที่สองแล้ว")
    expect(page.get_by_text("เหลืออีก 14 วัน")).to_have_count(0)
    _open_to_all(page)
    _sign_out(page)
    _send(page, OWN)
    expect(page.get_by_role("heading", level=1)).to_have_text("ยืนยันตัวตนขั้นที่สอง")
    page.get_by_label("รหัส", exact=True).fill("000000")
    page.get_by_role("button", name="ยืนยัน").click()
    expect(page.get_by_role("alert")).to_contain_text("รหัสไม่ถูกต้อง")
    _open_to_all(page)
    next_one = code_of_app(secret, datetime.now() + timedelta(seconds=30))
    page.get_by_label("รหัส", exact=True).fill(next_one)
    page.get_by_label("ไม่ต้องถามรหัสบนเครื่องนี้อีก 30 วัน").check()
    page.get_by_role("button", name="ยืนยัน").click()
    page.wait_for_url("**/")
    _sign_out(page)
    _send(page, OWN)
    page.wait_for_url("**/")
    page.goto("/account")
    expect(page.get_by_role("button", name="เลิกจำเครื่องนี้")).to_be_visible()
    _open_to_all(page)
    assert heard == []


def test_a_card_is_printed_and_begun(visit: Visit) -> None:
    page = visit("director")
    page.goto("/account/second-factor")
    page.get_by_role("link", name="ใช้บัตรรหัส").click()
    page.get_by_role("button", name="ทำบัตรรหัส").click()
    expect(page.locator("ol.codes li")).to_have_count(40)
    _open_to_all(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="เริ่มใช้บัตร")).to_be_hidden()
    expect(page.locator("ol.codes li").last).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_label("รหัส", exact=True).fill(page.locator("ol.codes li").first.inner_text())
    page.get_by_role("button", name="เริ่มใช้บัตร").click()
    expect(page.get_by_text("เหลือ 39 รหัส")).to_be_visible()


def _sign_out(page: Page) -> None:
    page.get_by_text("เมนู", exact=True).click()
    page.get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url("**/")
