"""A picture that the office doesn't take is told with the reason, and thrown away by a tap."""

from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from khet.records.learning.models import Visit
from tests.journeys.conftest import PHONE
from tests.journeys.offline import START, Open, ready, write
from tests.journeys.visit_rows import Known, picture, prepare

WHY = "สำนักงานไม่รับภาพ “บันทึก.jpg”: "


@pytest.fixture(scope="module", autouse=True)
def known(made_site: tuple[str, Path], django_db_blocker: Any) -> Known:
    """What was planned before, made before a browser is begun."""
    home = made_site[1]
    with django_db_blocker.unblock(), override_settings(HOME=home, WAREHOUSE=home / "warehouse"):
        return prepare(many=0, last=2)


@pytest.mark.django_db
def test_visits_are_planned() -> None:
    assert Visit.objects.filter(state=Visit.State.PLANNED).count() == 3


@pytest.mark.parametrize("place", [0, 1])
def test_a_refused_picture_is_told_and_thrown_away(
    visit: Open, known: Known, ask: Any, tmp_path: Path, place: int
) -> None:
    page, number = visit("supervisor", PHONE), known.last[place]
    bad = tmp_path / "บันทึก.jpg"
    bad.write_bytes(b"no picture")
    write(page, f"{START}{number}", "มีภาพเสีย", picture(tmp_path, 1), bad)
    page.context.set_offline(False)
    on_record, state = page.locator("#photos li", has_text=WHY), page.locator("#state")
    expect(on_record).to_have_count(1)
    expect(state).to_contain_text("แต่สำนักงานไม่รับ 1 ภาพ")
    expect(page.locator("#photos li")).to_have_count(1)
    if place == 0:
        on_record.get_by_role("button", name="ทิ้ง").click()
        expect(on_record).to_have_count(0)
    page.goto(START)
    ready(page)
    on_start = page.locator("#device li", has_text=WHY)
    expect(on_start).to_have_count(place)
    expect(page.locator("#device")).not_to_contain_text("รอส่ง")
    expect(page.locator("#device")).to_contain_text("ส่งแล้ว")
    if place == 1:
        on_start.get_by_role("button", name="ทิ้ง").click()
        expect(on_start).to_have_count(0)
    page.reload()
    ready(page)
    expect(page.locator("#device")).not_to_contain_text(WHY)
    made = ask(lambda: Visit.objects.get(uuid=number))
    assert ask(lambda: (made.advice, made.photos.count())) == ("มีภาพเสีย", 1)
