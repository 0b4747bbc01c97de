"""Planning in a browser: targets typed, one refused, mended, and who lifts the area most."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from khet.records.registry.models import Unit, UnitKind
from tests.journeys.conftest import PHONE, complaints
from tests.made_area import school_name

Visit = Callable[..., Page]
PLANNING = "/learning/planning?year=2556&test=O-NET&grade=P6&subject=english"


@pytest.mark.django_db
def test_the_made_area_stands(made_site: object) -> None:
    assert Unit.objects.filter(kind=UnitKind.SCHOOL).count() == 12


def test_a_refused_target_is_mended_and_the_area_rises(visit: Visit) -> None:
    page = visit("director")
    heard = complaints(page)
    page.get_by_role("link", name="ผลสัมฤทธิ์และกลุ่มสี").first.click()
    page.get_by_role("link", name="วางเป้าหมาย").first.click()
    page.get_by_role("link", name="ภาษาอังกฤษ").click()
    first, second = (page.get_by_label(f"เป้าหมาย {school_name(k)}") for k in (8, 9))
    first.fill("120")
    second.fill("๘๕.๕")
    page.get_by_role("button", name="บันทึกเป้าหมาย").last.click()
    expect(page.get_by_role("alert")).to_contain_text("เป้าหมายต้องไม่เกิน 100")
    expect(first).to_have_value("120")
    expect(second).to_have_value("๘๕.๕")
    page.get_by_role("alert").get_by_role("link").click()
    expect(first).to_be_focused()
    first.fill("95")
    page.get_by_role("button", name="บันทึกเป้าหมาย").first.click()
    expect(page.get_by_text("บันทึกเป้าหมายแล้ว 2 โรงเรียน")).to_be_visible()
    best = page.locator("section", has=page.get_by_text("จากเป้าหมายที่ตั้งไว้", exact=True))
    expect(best.locator("tbody th")).to_have_count(2)
    expect(second).to_have_value("85.50")
    assert heard == []


def test_on_a_phone_without_scripts_all_schools_get_a_target(visit: Visit) -> None:
    page = visit("deputy", size=PHONE, java_script_enabled=False)
    page.goto(PLANNING.replace("english", "arts"))
    page.get_by_text("ตั้งเป้าหมายให้โรงเรียนที่ยังไม่มี").click()
    page.get_by_label("คะแนน", exact=True).fill("๕")
    page.get_by_role("button", name="ตั้งเป้าหมายและบันทึก").click()
    expect(page.get_by_text(re.compile("บันทึกเป้าหมายแล้ว"))).to_be_visible()
    best = page.locator("section", has=page.get_by_text("จากเป้าหมายที่ตั้งไว้", exact=True))
    expect(best.locator("tbody th")).to_have_count(5)


def test_the_nearest_pupils_are_one_step_from_the_school(visit: Visit) -> None:
    page = visit("director")
    page.goto("/learning/schools/93020509?year=2556&test=O-NET&grade=P6")
    page.get_by_role("link", name="ใครใกล้ที่สุด").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ใกล้ขีดจำกัดล่างที่สุด")
    expect(page.get_by_text(re.compile(r"ถ้า \d+ คนแรกผ่าน")).first).to_be_visible()
