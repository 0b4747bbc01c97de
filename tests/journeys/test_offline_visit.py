"""A visit written down at a school without a signal, and what becomes of it afterwards."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Page, Route, expect

from khet.records.learning.models import Finding, Visit, VisitConflict, VisitPhoto
from khet.records.office.models import AnswerSheet, Evidence
from tests.journeys.conftest import PHONE
from tests.journeys.visit_rows import FINDING, Known, asked_of_records, picture, prepare

Open = Callable[..., Page]
START = "/learning/visits/record/"
AXE = Axe()


@pytest.fixture(scope="module", autouse=True)
def known(made_site: tuple[str, Path], django_db_blocker: Any) -> Known:
    """What was planned before, made before a browser is begun."""
    home = made_site[1]
    with django_db_blocker.unblock(), override_settings(HOME=home, WAREHOUSE=home / "warehouse"):
        return prepare()


@pytest.fixture
def ask(django_db_blocker: Any) -> Callable[[Callable[[], Any]], Any]:
    """What the records say meanwhile."""
    return lambda question: asked_of_records(django_db_blocker, question)


@pytest.mark.django_db
def test_visits_are_planned() -> None:
    assert Visit.objects.filter(state=Visit.State.PLANNED).count() == 51


def _ready(page: Page) -> None:
    expect(page.locator("[data-ready]")).to_be_attached()


def _prepare(page: Page, address: str) -> None:
    page.goto(address)
    _ready(page)
    page.locator("#prepare button").click()
    expect(page.locator("#prepare [role=status]")).to_contain_text("เตรียมแล้ว")


def test_a_visit_is_written_down_without_a_signal(
    visit: Open, known: Known, ask: Any, tmp_path: Path
) -> None:
    page, address = visit("supervisor", PHONE), f"{START}{known.visit}"
    _prepare(page, address)
    page.context.set_offline(True)
    page.goto(address)
    _ready(page)
    _fill_in(page, tmp_path)
    page.reload()
    _ready(page)
    expect(page.get_by_label("ข้อเสนอแนะ")).to_have_value("ทำทะเบียนให้ครบ")
    expect(page.locator("#photos li")).to_have_count(2)
    page.get_by_role("button", name="บันทึกการนิเทศ").click()
    expect(page.locator("#state")).to_contain_text("จะส่งเองเมื่อมีสัญญาณ")
    page.goto("/office/calendar/")
    expect(page.locator("#device")).to_contain_text("รอส่ง")
    with page.expect_response(f"**{START}photo"):
        page.context.set_offline(False)
    page.goto(START)
    expect(page.locator("#device")).to_contain_text("ส่งแล้ว")
    expect(page.locator("#device")).not_to_contain_text("รอส่ง")
    ask(lambda: _kept(known))


def _fill_in(page: Page, folder: Path) -> None:
    looked = page.locator(".looked", has_text=FINDING)
    looked.get_by_label("ยังไม่แก้ไข").check()
    looked.get_by_label("บันทึก").fill("เริ่มแล้ว")
    page.get_by_label("จุดเด่น").fill("ครูเตรียมการสอนดี")
    page.get_by_label("ข้อเสนอแนะ").fill("ทำทะเบียนให้ครบ")
    page.get_by_label("4 ดีมาก").check()
    _answer(page)
    row = page.locator(".finding").last
    row.get_by_label("สิ่งที่พบ").fill("ห้องมืด")
    row.get_by_label("ให้โรงเรียนทำอะไร").fill("เปลี่ยนหลอดไฟ")
    row.get_by_role("button", name="อีก 30 วัน").click()
    page.get_by_role("button", name="เพิ่มข้อค้นพบ").click()
    row = page.locator(".finding").last
    row.get_by_label("สิ่งที่พบ").fill("หนังสือเก่า")
    row.get_by_label("ให้โรงเรียนทำอะไร").fill("จัดหาหนังสือใหม่")
    row.get_by_role("button", name="อีก 60 วัน").click()
    page.locator("#id_photo").set_input_files([picture(folder, n) for n in (1, 2)])
    expect(page.locator("#photos li")).to_have_count(2)
    expect(page.locator("#state")).to_contain_text("เก็บในเครื่องแล้ว")


def _answer(page: Page) -> None:
    """Items are asked only where they apply, and a wrong answer is told at once."""
    sheet = page.locator(".answers")
    sheet.locator("summary").first.click()
    books = sheet.get_by_label("จำนวนหนังสือ")
    expect(books).to_be_hidden()
    sheet.get_by_label("3 · ดี", exact=True).check()
    sheet.get_by_label("ใช่", exact=True).check()
    books.fill("2000")
    expect(sheet.locator(".fault")).to_have_text("ไม่เกิน 1000 เล่ม")
    books.fill("๕๐๐")
    expect(sheet.locator(".fault")).to_have_count(0)
    expect(sheet.get_by_label("หลังคาเป็นอย่างไร")).to_be_hidden()
    sheet.get_by_label("หลังคา", exact=True).check()
    sheet.get_by_label("หลังคาเป็นอย่างไร").fill("รั่ว")


def _kept(known: Known) -> None:
    made = Visit.objects.get(uuid=known.visit)
    assert (made.state, made.level, made.revision) == ("done", 4, 1)
    assert [one.action for one in made.findings.all()] == ["เปลี่ยนหลอดไฟ", "จัดหาหนังสือใหม่"]
    assert [(c.mended, c.note) for c in made.checked.all()] == [(False, "เริ่มแล้ว")]
    sheet = AnswerSheet.objects.get(about_key=str(made.pk))
    assert sheet.values == {
        "clean": 3,
        "library": True,
        "books": 500,
        "lacks": ["roof"],
        "roof": "รั่ว",
    }
    assert made.photos.count() == 2


def test_half_of_the_requests_fail_and_everything_comes_once(
    visit: Open, known: Known, ask: Any
) -> None:
    page = visit("supervisor", PHONE)
    page.goto(START)
    _ready(page)
    before = ask(lambda: (VisitPhoto.objects.count(), Evidence.objects.count()))
    turn = count()
    page.route(f"**{START}sync", lambda route: _half(route, next(turn)))
    page.route(f"**{START}photo", lambda route: _half(route, next(turn)))
    page.evaluate(_MANY, [[str(one) for one in known.many], 4])
    page.reload()
    expect(page.locator("#state")).to_have_text("ส่งถึงสำนักงานแล้ว", timeout=80_000)
    made, photos = ask(lambda: _sent(known))
    assert (made, photos) == (50, 200)
    after = ask(lambda: (VisitPhoto.objects.count(), Evidence.objects.count()))
    assert (after[0] - before[0], after[1] - before[1]) == (200, 250)


def _half(route: Route, turn: int) -> None:
    """Every other request fails: before it arrives, or its answer is lost on the way back."""
    if turn % 4 == 1:
        route.abort()
    elif turn % 4 == 3:
        route.fetch()
        route.abort()
    else:
        route.continue_()


def _sent(known: Known) -> tuple[int, int]:
    made = Visit.objects.filter(uuid__in=known.many, state="done", revision=1)
    assert Finding.objects.filter(visit__in=made).count() == 50
    assert not VisitConflict.objects.exists()
    return made.count(), VisitPhoto.objects.filter(visit__in=made).count()


_MANY = """async ([numbers, each]) => {
  const base = await new Promise((done) => {
    const asked = indexedDB.open("khet-visits");
    asked.onsuccess = () => done(asked.result);
  });
  const person = document.body.dataset.person, day = "1 ม.ค. 2569";
  for (const [place, number] of numbers.entries()) {
    const row = (name) => `findings-0-${name}`;
    const fields = [["day", day], ["advice", `ข้อที่ ${place}`], ["findings-TOTAL_FORMS", "1"],
      ["findings-INITIAL_FORMS", "0"], [row("uuid"), crypto.randomUUID()], [row("text"), "พบ"],
      [row("action"), "แก้"], [row("due"), "1 ธ.ค. 2600"]];
    const deed = base.transaction(["records", "photos"], "readwrite");
    deed.objectStore("records").put({ number, person, title: "บ้าน", url: "/", at: place, state: "waiting", base: 0, fields });
    for (let k = 0; k < each; k++) {
      const canvas = new OffscreenCanvas(40, 30);
      canvas.getContext("2d").fillStyle = `rgb(${place * 5}, ${k * 50}, 90)`;
      canvas.getContext("2d").fillRect(0, 0, 40, 30);
      const blob = await canvas.convertToBlob({ type: "image/jpeg" });
      const photo = { number: crypto.randomUUID(), visit: number, person, blob, name: "a.jpg", ready: true };
      await new Promise((done) => {
        const kept = base.transaction("photos", "readwrite");
        kept.objectStore("photos").put(photo);
        kept.oncomplete = done;
      });
    }
  }
}"""
