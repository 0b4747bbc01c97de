"""Instruments: made, taken, released, closed, and what a score means."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.records.office.models import (
    AnswerSheet,
    Findable,
    Instrument,
    InstrumentVersion,
)
from khet.records.registry.models import Unit
from khet.rules.instruments import content_of
from tests.made_area import school_code, school_name
from tests.web.doors.instruments import CONTENT, DRAFT, SAMPLE, SHEET
from tests.web.made_instruments import HERE, SignIn, fault_at, page_of, refused_by, sent_to, went_to

MOST_QUERIES = 15


def test_an_instrument_is_made_tried_released_and_found(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    draft = went_to(maker, "/add", title=" แบบ  ใหม่ ", note="ปีละครั้ง", bands="five")
    one = Instrument.objects.get(title="แบบ ใหม่")
    assert draft == f"{HERE}/{one.pk}/draft"
    assert "ยังไม่มีข้อที่ต้องตอบ" in page_of(maker, f"/{one.pk}/draft")
    went_to(maker, f"/{one.pk}/draft/parts/add", title="ส่วนแรก", relevant="")
    texts = {f"level_{n}": f"คำบรรยาย {n}" for n in range(1, 6)}
    told = {"label": "ห้องสมุดมีชีวิต", "weight": "๒.๕", "required": "on", "kind": "level", **texts}
    where = went_to(maker, f"/{one.pk}/draft/parts/part1/items/add", **told)
    assert where == f"{HERE}/{one.pk}/draft#q1"
    went_to(
        maker,
        f"/{one.pk}/draft/parts/part1/items/add",
        kind="text",
        label="เพราะเหตุใด",
        relevant="${q1} < 3",
    )
    assert "ตอบเมื่อ “ห้องสมุดมีชีวิต” น้อยกว่า 3" in page_of(maker, f"/{one.pk}/draft")
    tried = sent_to(maker, f"/{one.pk}/try", q_q1="4").content.decode()
    assert "ได้ 2 จาก 2.5 คะแนน ร้อยละ 80.00" in tried
    assert "ดีมาก (4)" in tried
    assert not AnswerSheet.objects.filter(version__instrument=one).exists()
    assert went_to(maker, f"/{one.pk}/step/release") == f"{HERE}/{one.pk}"
    page = page_of(maker, f"/{one.pk}")
    assert "ใช้ฉบับที่ 1" in page
    assert "คำบรรยาย 5" in page
    assert "ห้องสมุดมีชีวิต" in Findable.objects.get(key=str(one.pk), kind="office.instrument").text
    assert "แบบ ใหม่" in sign_in("planner").get("/office/search/?q=ห้องสมุดมีชีวิต").content.decode()


def test_a_ready_one_is_used_with_one_press(sign_in: SignIn) -> None:
    director = sign_in("director")
    title = "แบบตรวจเยี่ยมความพร้อมก่อนเปิดภาคเรียน"
    assert "ใช้แบบนี้" in page_of(director, "/")
    where = {went_to(director, "/ready/readiness") for _ in range(2)}
    one = Instrument.objects.get(ready="readiness")
    assert where == {f"{HERE}/{one.pk}"}
    assert one.title == title
    assert "ถ้อยคำของ Khet" in page_of(director, f"/{one.pk}")
    assert f'href="{HERE}/{one.pk}"' in page_of(director, "/")
    assert sent_to(director, "/ready/nothing").status_code == 404
    Instrument.objects.filter(pk=SAMPLE).update(
        title="แบบสำรวจการนำ HOW TO ไปใช้ (สวัสดีคุณครู…นิเทศแบบพบกลุ่ม)"
    )
    response = director.post(f"{HERE}/ready/how-to-survey", follow=True).content.decode()
    assert "มีแบบชื่อนี้แล้ว" in response


def test_a_released_version_stays_while_a_draft_is_changed(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    went_to(maker, f"/{SAMPLE}/draft/items/size/remove")
    assert "ยังประกาศใช้ไม่ได้" in page_of(maker, f"/{SAMPLE}/draft")
    assert went_to(maker, f"/{SAMPLE}/draft/items/each/remove").startswith(HERE)
    page = page_of(maker, f"/{SAMPLE}")
    assert "ใช้ฉบับที่ 1 · มีร่างแก้ไข" in page
    assert 'เอาออก: <span lang="th">พื้นที่ · ห้องต่อไร่</span>' in page
    assert "พื้นที่" not in page_of(maker, f"/{SAMPLE}?version=2").split("<h2>ฉบับต่าง ๆ")[0]
    assert content_of(InstrumentVersion.objects.get(pk=SAMPLE).content) == CONTENT
    went_to(maker, f"/{SAMPLE}/step/discard")
    assert InstrumentVersion.objects.filter(instrument=SAMPLE).count() == 1
    refused = sent_to(maker, f"/{SAMPLE}/step/release").content.decode()
    assert "ไม่มีร่างที่รอประกาศใช้" in refused
    assert maker.get(f"{HERE}/{SAMPLE}?version=9").status_code == 404
    assert maker.get(f"{HERE}/99999999").status_code == 404
    assert maker.get(f"{HERE}/{SAMPLE}/step/burn").status_code == 404


def test_a_closed_one_is_not_filled_in_and_its_answers_stay(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    went_to(maker, f"/{SAMPLE}/step/close")
    assert "แบบทดสอบ" not in page_of(maker, "/")
    assert "แบบทดสอบ" in page_of(maker, "/?closed=1")
    assert "แบบนี้ยังกรอกไม่ได้" in page_of(maker, f"/{SAMPLE}/answer")
    assert school_name(0) in page_of(maker, f"/{SAMPLE}/answers")
    went_to(maker, f"/{SAMPLE}/step/reopen")
    assert "กรอกแบบนี้" in page_of(maker, f"/{SAMPLE}")


def test_a_title_is_taken_once(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    page = refused_by(maker, "/add", title="แบบทดสอบ", bands="five")
    assert "มีแบบชื่อนี้แล้ว" in fault_at(page, "title")
    went_to(maker, f"/{DRAFT}/change", title="แบบร่างใหม่", note="", bands="five")
    assert Instrument.objects.get(pk=DRAFT).title == "แบบร่างใหม่"


def _bands(**more: str) -> dict[str, str]:
    begins = dict(zip(range(5), ("0", "50", "60", "75", "90"), strict=True))
    table = {f"band-{place}-from": begin for place, begin in begins.items()}
    names = {f"band-{place}-th": f"ขั้น {place + 1}" for place in begins}
    return {**table, **names, "year": "2557", "reason": "มติ", "seen": "0", "confirm": "1", **more}


def test_an_office_says_what_a_score_means(sign_in: SignIn) -> None:
    admin, address = sign_in("administrator"), "/settings/instrument_bands/change"
    for field, value, told in (
        ("band-0-from", "1", "ระดับแรกต้องเริ่มที่ร้อยละ 0"),
        ("band-2-from", "๕๐", "ต้องมากกว่าค่าเริ่มต้นของช่วงก่อนหน้า"),
        ("band-4-from", "101", "ใส่ร้อยละ 0–100"),
        ("band-3-th", "", "กรุณากรอกช่องนี้"),
    ):
        assert told in admin.post(address, _bands(**{field: value})).content.decode()
    assert "ดีมาก (4)" in page_of(sign_in("planner"), f"/{SAMPLE}/answers")
    assert admin.post(address, _bands(**{"band-4-from": "๘๖"})).status_code == 302
    assert "ขั้น 5 (5)" in page_of(sign_in("planner"), f"/{SAMPLE}/answers")


@pytest.mark.parametrize(
    "address",
    ["/", f"/{SAMPLE}", f"/{DRAFT}/draft", f"/{SAMPLE}/answers", f"/{SAMPLE}/answer"],
)
def test_queries_are_few_and_don_t_grow(sign_in: SignIn, address: str) -> None:
    maker = sign_in("supervisor")
    before = _queries(maker, address)
    sheet, version = AnswerSheet.objects.get(pk=SHEET), InstrumentVersion.objects.get(pk=SAMPLE)
    area = Unit.objects.get(kind="area")
    for n in range(8):
        one = Instrument.objects.create(area=area, unit=area, title=f"แบบ {n}")
        version.pk, version.instrument = None, one
        version.save()
        sheet.pk, sheet.about_key = None, f"{SAMPLE}/{school_code(n)}/2014-08-2{n}"
        sheet.unit = Unit.objects.get(kind="school", code=school_code(n))
        sheet.save()
    after = _queries(maker, address)
    assert after <= max(before, 1)
    assert after <= MOST_QUERIES


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page_of(client, address)
    return len(queries)
