"""Announced results: the director reads the letter and answers, the supervisor sees who did."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from khet.jobs.announcing import subjects_asked
from khet.records.learning.actions import AnswerEntry, answer_results, withdraw_results
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import Unit
from khet.rules.sittings import subjects
from tests.journeys.conftest import DESKTOP, PHONE, complaints
from tests.journeys.test_access import OPTIONS
from tests.made_area import school_code
from tests.web.answering import HARD, SITTING, ask_schools, set_limits, the_file

Visit = Callable[..., Page]
OWN = school_code(0)
VERSIONS = f"/learning/sittings/versions?{SITTING}"
PAGES = {
    "director": (
        *(VERSIONS, f"/learning/answers?{SITTING}", f"/learning/answers/read?{SITTING}"),
        *(f"/learning/answers/close?{SITTING}", f"/learning/answer?{SITTING}&school={OWN}"),
        *(f"/learning/sittings/recalculate?{SITTING}&version=1", "/"),
    ),
    "school-director": ("/learning/answer", "/", f"/learning/schools/{OWN}?{SITTING}"),
}


@pytest.fixture(scope="module", autouse=True)
def _prepared(made_site: tuple[str, Path], django_db_blocker: Any) -> None:
    """All other schools answered, and then the announcement was taken back.

    It is made before a browser is begun, whose loop would hide the records.
    """
    home = made_site[1]
    with django_db_blocker.unblock(), override_settings(HOME=home, WAREHOUSE=home / "warehouse"):
        easy = [s for s in subjects("O-NET", "P6", 2556) if s not in HARD]
        set_limits("1.00", *easy)
        file = ask_schools(timezone.localdate() + timedelta(15))
        for code, asked in subjects_asked(file).items():
            if code != OWN:
                _answer(file, code, asked)
        withdraw_results(by="ทดสอบ", file=file, reason="ประกาศใหม่")


def _answer(file: ScoreFile, code: str, asked: tuple[str, ...]) -> None:
    entries = [AnswerEntry(subject, "ก", "ข", "ค", Decimal(80)) for subject in asked]
    school, at = Unit.objects.get(code=code), timezone.now()
    answer_results(by="ผอ.", file=file, school=school, entries=entries, asked=asked, at=at)


@pytest.mark.django_db
def test_the_results_wait_to_be_announced() -> None:
    assert the_file().state == "checked"


def test_announcing_reading_the_letter_answering_and_following(visit: Visit) -> None:
    page = visit("director")
    heard = complaints(page)
    page.goto(VERSIONS)
    page.get_by_role("link", name="ประกาศผลนี้").click()
    expect(page.get_by_text("11 โรงเรียนมีวิชากลุ่มสีแสดหรือสีแดง")).to_be_visible()
    page.get_by_role("button", name="ประกาศผล").click()
    expect(page.get_by_text("ให้โรงเรียนตอบภายในวันที่")).to_be_visible()

    school = visit("school-director", PHONE)
    heard_there = complaints(school)
    school.get_by_role("link", name="ตอบผลสอบ O-NET ป.6").click()
    school.get_by_role("link", name="ไปทำงานนี้").click()
    expect(school.get_by_text("ตอบแล้ว 0/2 วิชา")).to_be_visible()
    with school.expect_download() as letter:
        school.get_by_role("link", name="หนังสือแจ้งผล PDF").click()
    assert letter.value.suggested_filename.endswith(f"{OWN}.pdf")
    for subject, target in (("thai", "150"), ("science", "60")):
        form = school.locator(f"#subject-{subject}")
        form.get_by_label("สาเหตุด้านนักเรียน").fill("นักเรียนอ่านโจทย์ยาวไม่คล่อง")
        form.get_by_label("สาเหตุด้านครู").fill("สอนไม่ตรงวิชาเอก")
        form.get_by_label("สิ่งที่จะดำเนินการ").fill("สอนเสริม")
        form.get_by_label("ค่าเป้าหมาย").fill(target)
    school.get_by_role("button", name="บันทึกทุกวิชา").click()
    expect(school.get_by_role("alert")).to_be_focused()
    expect(school.get_by_role("alert")).to_contain_text("ไม่เกิน 100")
    expect(school.locator("#subject-science").get_by_label("ค่าเป้าหมาย")).to_have_value("60")
    school.locator("#subject-thai").get_by_label("ค่าเป้าหมาย").fill("๕๕")
    school.get_by_role("button", name="บันทึกทุกวิชา").click()
    expect(school.get_by_text("ตอบแล้ว 2/2 วิชา")).to_be_visible()

    supervisor = visit("supervisor")
    supervisor.goto(f"/learning/answers?{SITTING}")
    expect(supervisor.get_by_text("11/11")).to_be_visible()
    supervisor.get_by_role("link", name="อ่านคำตอบเทียบกัน").click()
    expect(supervisor.get_by_text("นักเรียนอ่านโจทย์ยาวไม่คล่อง")).to_be_visible()
    assert heard == heard_there == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_are_open_to_everyone(visit: Visit, size: tuple[int, int]) -> None:
    for name, addresses in PAGES.items():
        page = visit(name, size)
        for address in addresses:
            page.goto(address)
            expect(page.locator(".waiting")).to_have_count(0)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
            found = Axe().run(page, options=OPTIONS)
            assert not found.violations_count, f"{address}\n{found.generate_report()}"
