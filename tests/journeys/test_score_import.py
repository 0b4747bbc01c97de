"""The supervisor brings a file with three faults, is told those, mends it, and sees the colours."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from khet.records.registry.models import Unit, UnitKind
from khet.rules.sittings import subjects
from tests.journeys.conftest import DESKTOP, PHONE, complaints
from tests.made_area import school_code, school_name

Visit = Callable[..., Page]
ASKED = subjects("O-NET", "P6", 2557)
HEAD = ",".join(["รหัสโรงเรียน", "เลขประจำตัวนักเรียน", *ASKED])
COLOURS = "/learning/colours?year=2557&test=O-NET&grade=P6"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}


@pytest.mark.django_db
def test_the_made_area_stands(made_site: object) -> None:
    assert Unit.objects.filter(kind=UnitKind.SCHOOL).count() == 12


def _rows() -> list[str]:
    return [
        ",".join([school_code(k), str(p), *(str(30 + (9 * k + 5 * p + s) % 60) for s in range(8))])
        for k in range(12)
        for p in range(6)
    ]


def _write(folder: Path, rows: list[str]) -> Path:
    path = folder / "onet ป.6 ปี 2557.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return path


def _faulty(folder: Path) -> Path:
    rows = _rows()
    rows[3] = rows[3].rsplit(",", 1)[0] + ",101"
    rows[8] = rows[8].rsplit(",", 1)[0] + ",ห้าสิบ"
    rows[20] = rows[19]
    return _write(folder, rows)


def _drop(page: Page, path: Path) -> None:
    page.goto("/learning/imports")
    page.get_by_label("ไฟล์คะแนน").set_input_files(path)
    page.get_by_role("button", name="ตรวจไฟล์นี้").click()


def _sound(page: Page) -> None:
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url
    results = Axe().run(page, options=OPTIONS)
    assert not results.violations_count, results.generate_report()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_faults_are_told_at_their_rows(
    visit: Visit, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = visit("supervisor", size=size)
    heard = complaints(page)
    _drop(page, _faulty(tmp_path))
    expect(page.get_by_label("ปีการศึกษา")).to_have_value("2557")
    _sound(page)
    page.get_by_role("button", name="ถูกต้อง ตรวจทั้งไฟล์").click()
    expect(page.get_by_role("heading", name="สิ่งที่พบ", exact=True)).to_be_visible()
    rows = page.locator("section[id] tbody tr")
    assert [row.locator("td").first.inner_text() for row in rows.all()] == ["5", "10", "22"]
    expect(page.get_by_role("button", name="บันทึกผลสอบนี้")).to_have_count(0)
    _sound(page)
    page.goto("/learning/imports")
    _sound(page)
    assert heard == []


def test_the_mended_file_shows_its_colours_and_once_announced_to_schools(
    visit: Visit, tmp_path: Path
) -> None:
    _import_mended(visit("supervisor"), tmp_path)
    school = visit("school-director")
    assert school.goto(COLOURS).status == 404
    _announce(visit("director"))
    school.goto(COLOURS)
    expect(school.get_by_role("rowheader", name=school_name(0))).to_be_visible()


def _import_mended(page: Page, folder: Path) -> None:
    _drop(page, _write(folder, _rows()))
    page.get_by_role("button", name="ถูกต้อง ตรวจทั้งไฟล์").click()
    page.get_by_role("button", name="บันทึกผลสอบนี้").click()
    expect(page.get_by_text("โรงเรียนจะเห็นเมื่อตรวจรับและประกาศแล้ว")).to_be_visible()
    _sound(page)
    page.get_by_role("link", name="ดูกลุ่มสี").click()
    expect(page.get_by_role("rowheader", name=school_name(0))).to_be_visible()
    expect(page.locator("#board td.q")).not_to_have_count(0)
    expect(page.get_by_text("โรงเรียนยังไม่เห็นผลของการสอบนี้")).to_be_visible()


def _announce(page: Page) -> None:
    page.goto("/learning/sittings")
    _sound(page)
    page.get_by_role("link", name="O-NET ป.6 ปีการศึกษา 2557").click()
    for step, confirm in (("ตรวจรับผลนี้", "ตรวจแล้ว ถูกต้อง"), ("ประกาศผลนี้", "ประกาศผล")):
        _press(page, page.get_by_role("link", name=step))
        _press(page, page.get_by_role("button", name=confirm))
    expect(page.get_by_text("ประกาศแล้ว", exact=True).first).to_be_visible()


def _press(page: Page, button: Locator) -> None:
    """Press what is there once its page is."""
    expect(button).to_be_visible()
    _sound(page)
    button.click()
