"""A visit written down at a school without a signal, and what becomes of it afterwards."""

import re
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.templatetags.static import static
from django.test import override_settings
from playwright.sync_api import Error, Page, Route, expect

from khet.records.learning.models import Finding, Visit, VisitConflict, VisitPhoto
from khet.records.office.models import AnswerSheet, Evidence, Instrument
from khet.rules.expression_values import evaluate
from khet.rules.expressions import as_json, parse
from tests.journeys.conftest import DESKTOP, PHONE, complaints, fill_sign_in, sign_in
from tests.journeys.offline import START, Open, prepare_page, ready, write
from tests.journeys.test_access import OPTIONS
from tests.journeys.visit_rows import (
    FINDING,
    INSTRUMENT,
    Known,
    picture,
    prepare,
    record_meanwhile,
    school,
)
from tests.made_area import school_name

AXE = Axe()
EXPRESSIONS = (
    *("${n} > 2", "${n} = 3.0", "${n} + 0.1 + 0.2 = 3.3", "${n} div 0", "${n} div 2", "${e} = 0"),
    *("${e} != 1", "${t} > 2", "${t} = 'ก'", "${d} >= '2026-01-01'", "${d} < '2026-01-01'"),
    *("selected(${m}, 'roof')", "selected(${m}, 'wall')", "selected(${y}, 'yes')", "${gone} = 1"),
    *("not(${gone} = 1)", ". <= 7.5 and . > 7", ". = 1 or ${y} = 'yes'", "2 - -${n} * 2", "${m}"),
)


@pytest.fixture(scope="module", autouse=True)
def known(made_site: tuple[str, Path], django_db_blocker: Any) -> Known:
    """What was planned before, made before a browser is begun."""
    home = made_site[1]
    with django_db_blocker.unblock(), override_settings(HOME=home, WAREHOUSE=home / "warehouse"):
        return prepare()


@pytest.mark.django_db
def test_visits_are_planned() -> None:
    assert Visit.objects.filter(state=Visit.State.PLANNED).count() == 59


def test_a_visit_is_written_down_without_a_signal(
    visit: Open, known: Known, ask: Any, tmp_path: Path
) -> None:
    page, address = visit("supervisor", PHONE), f"{START}{known.visit}"
    prepare_page(page, address)
    page.context.set_offline(True)
    page.goto(address)
    ready(page)
    _fill_in(page, tmp_path)
    page.reload()
    ready(page)
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
    ready(page)
    before = ask(lambda: (VisitPhoto.objects.count(), Evidence.objects.count()))
    turn = count()
    page.route(f"**{START}sync", lambda route: _half(route, next(turn)))
    page.route(f"**{START}photo", lambda route: _half(route, next(turn)))
    page.evaluate(_MANY, [[str(one) for one in known.many], 4])
    page.reload()
    expect(page.locator("#state")).to_have_text("ส่งถึงสำนักงานแล้ว", timeout=180_000)
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
    const of = (name) => `findings-0-${name}`;
    const fields = [["day", day], ["advice", `ข้อที่ ${place}`], ["findings-TOTAL_FORMS", "1"],
      ["findings-INITIAL_FORMS", "0"], [of("uuid"), crypto.randomUUID()], [of("text"), "พบ"],
      [of("action"), "แก้"], [of("due"), "1 ธ.ค. 2600"]];
    const deed = base.transaction(["records", "photos"], "readwrite");
    const key = `${person} ${number}`;
    const row = { key, number, person, title: "บ้าน", url: "/", at: place, base: 0, fields };
    deed.objectStore("records").put({ ...row, state: "waiting" });
    for (let k = 0; k < each; k++) {
      const canvas = new OffscreenCanvas(40, 30);
      canvas.getContext("2d").fillStyle = `rgb(${place * 5}, ${k * 50}, 90)`;
      canvas.getContext("2d").fillRect(0, 0, 40, 30);
      const blob = await canvas.convertToBlob({ type: "image/jpeg" });
      const photo = { number: crypto.randomUUID(), visit: number, person, blob, name: "a.jpg" };
      await new Promise((done) => {
        const kept = base.transaction("photos", "readwrite");
        kept.objectStore("photos").put({ ...photo, ready: true });
        kept.oncomplete = done;
      });
    }
  }
}"""


def test_a_session_that_ended_loses_nothing(
    visit: Open, known: Known, ask: Any, tmp_path: Path
) -> None:
    page, address = visit("supervisor", PHONE), f"{START}{known.last[0]}"
    write(page, address, "ไม่หาย", picture(tmp_path, 3))
    page.context.clear_cookies()
    page.context.set_offline(False)
    link = page.get_by_role("link", name="เข้าสู่ระบบอีกครั้งเพื่อส่ง 1 การนิเทศ และภาพ 1 ภาพ")
    link.click()
    page.wait_for_url("**/sign-in?next=*")
    fill_sign_in(page, "supervisor")
    page.wait_for_url(f"**{address}")
    page.goto(START)
    expect(page.locator("#device")).to_contain_text("ส่งแล้ว")
    expect(page.locator("#device")).not_to_contain_text("รอส่ง")
    kept = ask(lambda: Visit.objects.get(uuid=known.last[0]))
    assert (kept.advice, ask(lambda: kept.photos.count())) == ("ไม่หาย", 1)


def test_signing_out_clears_the_device_after_a_warning(visit: Open, known: Known) -> None:
    page, address = visit("supervisor", PHONE), f"{START}{known.last[1]}"
    page.route(f"**{START}sync", lambda route: route.abort())
    write(page, address, "จะทิ้ง")
    page.context.set_offline(False)
    page.goto("/")
    _sign_out(page)
    dialog = page.locator("#leaving")
    expect(dialog).to_contain_text("1 การนิเทศ")
    dialog.get_by_role("button", name="ส่งก่อนแล้วออกจากระบบ").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="ทิ้งแล้วออกจากระบบ").click()
    expect(page.get_by_role("link", name="เข้าสู่ระบบ").first).to_be_attached()
    assert page.evaluate(_LEFT) == [0, 0, None]
    page.context.set_offline(True)
    with pytest.raises(Error):
        page.goto(address)


def test_the_next_person_on_the_device_sees_nothing_and_loses_nothing(
    visit: Open, known: Known, ask: Any
) -> None:
    page, address = visit("supervisor", PHONE), f"{START}{known.last[2]}"
    write(page, address, "ของคนแรก")
    page.context.clear_cookies()
    page.route(f"**{START}token", lambda route: route.abort())
    page.context.set_offline(False)
    page.goto("/sign-in")
    fill_sign_in(page, "deputy")
    page.wait_for_url("**/")
    page.unroute(f"**{START}token")
    page.goto(START)
    expect(page.locator("#device")).to_have_text(re.compile("1 การนิเทศ ของผู้อื่น"))
    assert (
        page.evaluate("async () => (await (await caches.open('khet-visits')).keys()).length") == 0
    )
    _sign_out(page)
    expect(page.get_by_role("link", name="เข้าสู่ระบบ").first).to_be_attached()
    sign_in(page, "supervisor")
    page.goto(START)
    expect(page.locator("#device")).to_contain_text("ส่งแล้ว")
    assert ask(lambda: Visit.objects.get(uuid=known.last[2]).advice) == "ของคนแรก"


def test_texts_that_cross_are_both_kept(visit: Open, known: Known, ask: Any) -> None:
    page, address = visit("supervisor", PHONE), f"{START}{known.last[3]}"
    write(page, address, "จากโทรศัพท์")
    ask(lambda: record_meanwhile(known.last[3], "จากสำนักงาน"))
    page.context.set_offline(False)
    expect(page.locator("#state a")).to_contain_text("ระบบเก็บข้อความทั้งสองฉบับไว้")
    crossed = ask(lambda: VisitConflict.objects.get(visit__uuid=known.last[3]))
    assert (crossed.content["advice"], crossed.before["advice"]) == ("จากโทรศัพท์", "จากสำนักงาน")
    page.goto(START)
    expect(page.locator("#device")).to_contain_text("ระบบเก็บข้อความทั้งสองฉบับไว้")


def test_the_device_works_expressions_out_as_the_office_does(visit: Open) -> None:
    page = visit("supervisor", PHONE)
    values = {"n": "3", "d": "2026-11-30", "t": "ก", "m": ["roof", "floor"], "e": "", "y": "yes"}
    told = [as_json(parse(text)) for text in EXPRESSIONS]
    found = page.evaluate(_EVALUATE, [static("instruments/expressions.js"), told, values])
    read = [evaluate(parse(text), values, "7.5") for text in EXPRESSIONS]
    assert found == [float(one) if isinstance(one, Decimal) else one for one in read]


def test_what_is_wrong_is_told_at_its_field(visit: Open, known: Known, ask: Any) -> None:
    """On the device at once where it can tell, and by the office at the sending."""
    page, address = visit("supervisor", PHONE), f"{START}{known.last[4]}"
    page.goto(address)
    ready(page)
    page.get_by_label("ข้อเสนอแนะ").fill("ดี")
    page.get_by_label("วันที่ออกนิเทศ").fill("1 ม.ค. 2699")
    page.get_by_role("button", name="บันทึกการนิเทศ").click()
    expect(page.locator("#id_day_error")).to_contain_text("ยังมาไม่ถึง")
    page.get_by_label("วันที่ออกนิเทศ").fill("๓๑ กุมภา")
    page.get_by_role("button", name="บันทึกการนิเทศ").click()
    expect(page.locator("#id_day_error")).to_contain_text("อ่านวันที่ไม่ได้")
    expect(page.locator("#faults")).to_contain_text("วันที่ออกนิเทศ: อ่านวันที่ไม่ได้")
    page.get_by_label("วันที่ออกนิเทศ").fill("1 ม.ค. 2500")
    page.get_by_role("button", name="บันทึกการนิเทศ").click()
    expect(page.locator("#id_day_error")).to_contain_text("ตรวจปี พ.ศ.")
    page.goto(START)
    expect(page.locator("#device")).to_contain_text("สำนักงานยังไม่รับ")
    expect(page.locator("#state")).not_to_contain_text("ส่งถึงสำนักงานแล้ว")
    page.locator("#device a").first.click()
    ready(page)
    expect(page.locator("#id_day_error")).to_contain_text("ตรวจปี พ.ศ.")
    expect(page.get_by_label("ข้อเสนอแนะ")).to_have_value("ดี")
    page.get_by_role("button", name="วันนี้").click()
    page.get_by_role("button", name="บันทึกการนิเทศ").click()
    page.wait_for_url(re.compile(r"/learning/visits/\d+$"))
    page.goto(START)
    expect(page.locator("#device")).to_contain_text("ส่งแล้ว")


def test_what_is_not_whole_is_told_without_a_signal_and_not_queued(visit: Open) -> None:
    page = visit("supervisor", PHONE)
    prepare_page(page, f"{START}new")
    page.context.set_offline(True)
    page.goto(f"{START}new")
    ready(page)
    save, box = page.get_by_role("button", name="บันทึกการนิเทศ"), page.locator("#faults")
    save.click()
    expect(box).to_contain_text("โรงเรียน: เลือกโรงเรียน")
    expect(box).to_contain_text("ยังไม่ได้เขียนอะไร")
    expect(page.locator("#state")).to_contain_text("ยังไม่ส่ง")
    page.get_by_label("โรงเรียน", exact=True).select_option(label=school_name(2))
    row = page.locator(".finding").last
    row.get_by_label("สิ่งที่พบ").fill("ห้องมืด")
    row.get_by_label("ภายในวันที่").fill("20 ธ.ค. 69")
    save.click()
    expect(box).to_contain_text("ข้อค้นพบ 1 · ให้โรงเรียนทำอะไร")
    expect(box).to_contain_text("ข้อค้นพบ 1 · ภายในวันที่: อ่านวันที่ไม่ได้")
    page.get_by_role("button", name="เก็บไว้ก่อน ยังไม่ส่ง").click()
    line = page.locator("#device li", has_text=school_name(2))
    expect(line).to_contain_text("ยังไม่ได้ส่ง")
    page.goto("/office/calendar/")
    expect(page.locator("h1")).to_have_text("ไม่มีสัญญาณ")
    page.on("dialog", lambda dialog: dialog.accept())
    line.get_by_role("button", name="ทิ้ง").click()
    expect(line).to_have_count(0)
    page.context.set_offline(False)


def test_a_visit_nobody_planned_is_written_down_without_a_signal(visit: Open, ask: Any) -> None:
    page = visit("supervisor", PHONE)
    page.goto(START)
    ready(page)
    page.locator("#prepare-all button").click()
    status = page.locator("#prepare-all [role=status]")
    expect(status).to_contain_text("เตรียมแล้ว", timeout=60_000)
    page.context.set_offline(True)
    page.goto(f"{START}new")
    ready(page)
    page.get_by_label("โรงเรียน", exact=True).select_option(label=school_name(2))
    page.get_by_label("ข้อเสนอแนะ").fill("แวะเยี่ยม")
    page.get_by_role("button", name="บันทึกการนิเทศ").click()
    expect(page.locator("#state")).to_contain_text("จะส่งเองเมื่อมีสัญญาณ")
    page.context.set_offline(False)
    page.wait_for_url(re.compile(r"/learning/visits/\d+$"))
    page.goto(START)
    expect(page.locator("#device li", has_text=school_name(2))).to_contain_text("ส่งแล้ว")
    made = ask(lambda: Visit.objects.get(advice="แวะเยี่ยม"))
    assert (made.school_id, made.revision) == (ask(lambda: school(2).pk), 1)


def test_prepared_pages_are_shown_for_two_weeks(visit: Open, known: Known) -> None:
    page, address = visit("supervisor", PHONE), f"{START}{known.last[5]}"
    prepare_page(page, address)
    page.evaluate(_OLDER, 14 * 24 * 3600 * 1000)
    page.context.set_offline(True)
    with pytest.raises(Error):
        page.goto(address)


def test_without_a_secure_address_the_page_says_so_and_still_records(
    visit: Open, known: Known, ask: Any
) -> None:
    page, address = visit("supervisor", PHONE), f"{START}{known.last[6]}"
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page.goto(address)
    ready(page)
    expect(page.locator("#insecure")).to_be_visible()
    expect(page.locator("#prepare")).to_be_hidden()
    page.get_by_label("ข้อเสนอแนะ").fill("มีสัญญาณ")
    page.get_by_role("button", name="บันทึกการนิเทศ").click()
    page.wait_for_url(re.compile(r"/learning/visits/\d+$"))
    assert ask(lambda: Visit.objects.get(uuid=known.last[6]).advice) == "มีสัญญาณ"


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_pages_can_be_used_by_everybody(visit: Open, known: Known, size: tuple[int, int]) -> None:
    page = visit("supervisor", size)
    for address in (START, f"{START}new", f"{START}{known.last[7]}"):
        heard = complaints(page)
        page.goto(address)
        ready(page)
        found = AXE.run(page, options=OPTIONS).response["violations"]
        assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert not heard


def _sign_out(page: Page) -> None:
    page.locator("summary", has_text="เมนู").click()
    page.locator("form[data-leaves]:visible button").click()


_EVALUATE = """async ([module, asked, values]) => {
  const { evaluate } = await import(module);
  const reads = (value) => typeof value === "string" && /^[0-9.]+$/.test(value);
  const out = (value) => (reads(value) ? Number(value) : value);
  return asked.map((one) => out(evaluate(one, values, "7.5")));
}"""
_LEFT = """async () => {
  const names = (await caches.keys()).length;
  const workers = (await navigator.serviceWorker.getRegistrations()).length;
  return [names, workers, localStorage.getItem("khet-person")];
}"""
_OLDER = """async (age) => {
  const pages = await caches.open("khet-visits");
  for (const request of await pages.keys()) {
    const kept = await pages.match(request), headers = new Headers(kept.headers);
    headers.set("X-Kept", Date.now() - age);
    await pages.put(request, new Response(await kept.blob(), { headers }));
  }
}"""


def test_an_instrument_at_the_desk_hides_what_is_not_asked(visit: Open, ask: Any) -> None:
    page, key = visit("supervisor"), ask(lambda: Instrument.objects.get(title=INSTRUMENT).pk)
    heard = complaints(page)
    page.goto(f"/office/instruments/{key}/try")
    books = page.get_by_label("จำนวนหนังสือ")
    expect(books).to_be_hidden()
    page.get_by_role("group", name="มีห้องสมุด").get_by_text("ใช่", exact=True).click()
    books.fill("๒,๐๐๐")
    expect(page.locator("[data-item=books] .fault")).to_have_text("ไม่เกิน 1000 เล่ม")
    books.fill("200")
    expect(page.locator("[data-item=books] .fault")).to_have_count(0)
    clean = page.locator("[data-item=clean]")
    clean.get_by_label("3 ·").check()
    clean.get_by_text("ไม่เกี่ยวข้อง").click()
    expect(clean.get_by_label("3 ·")).to_be_disabled()
    clean.get_by_text("ไม่เกี่ยวข้อง").click()
    expect(clean.get_by_label("3 ·")).to_be_enabled()
    books.fill("สิบ")
    page.get_by_role("button", name="ตรวจคำตอบและคิดคะแนน").click()
    expect(page.locator("[data-item=books] .fault")).to_contain_text("จำนวนเต็ม")
    assert heard == []
