"""The supervisor asks for LAS, one school types, another uploads, and the office closes it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Page, expect

from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.models import Unit, UnitKind
from khet.rules.calendar import thai_date
from khet.rules.sittings import subjects
from tests.cast import HASHERS, PASSWORD, SINCE
from tests.journeys.conftest import PHONE, complaints
from tests.made_area import school_code

Visit = Callable[..., Page]
YEAR, GRADE, TITLE = 2557, "P5", "LAS ป.5 ปีการศึกษา 2557"
ASKED = subjects("LAS", GRADE, YEAR)
HEAD = ",".join(["grade", "รหัสโรงเรียน", "เลขประจำตัวนักเรียน", *ASKED])
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}


@pytest.mark.django_db
def test_the_made_area_stands(made_site: object) -> None:
    assert Unit.objects.filter(kind=UnitKind.SCHOOL).count() == 12


@pytest.fixture(scope="module")
def people(made_site: object, django_db_blocker: Any) -> None:
    """Pupils of the first school, and a teacher of the second."""
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=HASHERS):
        names = (("001", "สมมติ หนึ่ง"), ("002", "สมมติ สอง"))
        pupils = [PupilEntry(school_code(0), number, GRADE, name) for number, name in names]
        save_pupils(by="ทดสอบ", academic_year=YEAR, entries=pupils)
        unit = ("school", school_code(1))
        entry = AccountEntry("second", "ครูสอง", "teacher", unit, PASSWORD)
        open_account(by="ทดสอบ", entry=entry, since=SINCE)


def _sound(page: Page) -> None:
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url
    results = Axe().run(page, options=OPTIONS)
    assert not results.violations_count, results.generate_report()


def _file(folder: Path, *grades: str) -> Path:
    marks = ",".join(["70"] * len(ASKED))
    rows = [f"{grade},{school_code(1)},{n},{marks}" for n, grade in enumerate(grades)]
    path = folder / "las.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return path


@pytest.mark.usefixtures("people")
def test_results_of_schools_become_results_of_the_area(visit: Visit, tmp_path: Path) -> None:
    office = visit("supervisor")
    heard = complaints(office)
    _ask(office)
    first = visit("teacher", size=PHONE)
    _type(first)
    second = visit("second")
    _upload(second, _file(tmp_path, GRADE, "P4"))
    _refused(second)
    _upload(second, _file(tmp_path, GRADE, GRADE))
    second.get_by_role("button", name="ส่งผลนี้ให้เขต").click()
    expect(second.get_by_text("เขตเห็นแล้วว่าโรงเรียนส่ง")).to_be_visible()
    _close(office)
    assert heard == []


def _ask(page: Page) -> None:
    page.goto("/learning/collecting")
    page.get_by_role("link", name="เปิดรับผล").click()
    page.get_by_label("ปีการศึกษา", exact=True).fill(str(YEAR))
    page.get_by_label("ป.5").check()
    page.get_by_label("ส่งภายในวันที่").fill(thai_date(date.today() + timedelta(days=3)))
    _sound(page)
    page.get_by_role("button", name="เปิดรับผล").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text("0/12")).to_be_visible()
    _sound(page)


def _type(page: Page) -> None:
    page.get_by_role("link", name=TITLE).click()
    _sound(page)
    page.get_by_role("link", name="พิมพ์คะแนน").click()
    for number in ("001", "002"):
        for field in page.get_by_label(number).all():
            field.fill("50")
    page.get_by_label("ภาษาไทย 002").fill("500")
    _sound(page)
    page.get_by_role("button", name="ตรวจและส่งให้เขต").click()
    expect(page.get_by_text("ยังไม่ได้ส่ง สิ่งที่พิมพ์ยังอยู่ครบ")).to_be_visible()
    expect(page.get_by_label("ภาษาไทย 002")).to_have_value("500")
    expect(page.get_by_label("ภาษาอังกฤษ 001")).to_have_value("50")
    _sound(page)
    page.get_by_label("ภาษาไทย 002").fill("๖๐")
    page.get_by_role("button", name="ตรวจและส่งให้เขต").click()
    expect(page.get_by_text("ส่งผลให้เขตแล้ว")).to_be_visible()
    expect(page.get_by_text("55.00")).to_be_visible()
    _sound(page)


def _upload(page: Page, path: Path) -> None:
    page.goto("/learning/sending")
    page.get_by_role("rowheader").get_by_role("link", name=TITLE).click()
    page.get_by_label("ไฟล์คะแนน").set_input_files(path)
    page.get_by_role("button", name="ตรวจไฟล์นี้").click()
    page.get_by_role("button", name="ถูกต้อง ตรวจทั้งไฟล์").click()


def _refused(page: Page) -> None:
    expect(page.get_by_text("แต่เขตขอผลของ LAS ป.5")).to_be_visible()
    expect(page.get_by_role("button", name="ส่งผลนี้ให้เขต")).to_have_count(0)
    _sound(page)


def _close(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("2/12")).to_be_visible()
    page.get_by_role("link", name="ปิดรับและรวมผล").click()
    _sound(page)
    page.get_by_role("button", name="ปิดรับและรวมผล").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text("ปิดรับและรวมผลแล้ว ยังไม่ประกาศ")).to_be_visible()
    expect(page.get_by_text("โรงเรียนยังไม่เห็นผลของการสอบนี้")).to_be_visible()
    expect(page.get_by_role("row", name="ภาษาไทย").get_by_text("62.50").first).to_be_visible()
