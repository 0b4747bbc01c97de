"""Pages of instruments: made, changed item by item, tried, released, filled in, read, exported."""

import io
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from PIL import Image

from khet.records.office.models import (
    AnswerSheet,
    Evidence,
    EvidenceUse,
    Findable,
    Instrument,
    InstrumentVersion,
)
from khet.records.registry.models import Event, Unit
from khet.rules.expressions import parse
from khet.rules.instruments import Answers, Content, content_of, told_of
from khet.web.office.instruments.answering import AnswerForm
from khet.web.office.instruments.picking import ConditionForm, condition_of
from khet.web.office.instruments.words import condition_word, worked_out
from tests.made_area import school_code, school_name
from tests.web.doors.instruments import CONTENT, DRAFT, SAMPLE, SHEET

SignIn = Callable[[str], Client]
HERE = "/office/instruments"
MOST_QUERIES = 15
TODAY = date(2026, 11, 30)


def _page(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def _sent(client: Client, address: str, **data: Any) -> Any:
    return client.post(f"{HERE}{address}", data)


def _went(client: Client, address: str, **data: Any) -> str:
    response = _sent(client, address, **data)
    assert response.status_code == 302, re.findall(r'_error">([^<]*)', response.content.decode())
    return str(response.headers["Location"])


def _refused(client: Client, address: str, **data: str) -> str:
    """The page that comes back where something is wrong; what was typed stands on it."""
    response = _sent(client, address, **data)
    assert response.status_code == 200
    page = response.content.decode()
    assert "ยังทำรายการไม่ได้" in page
    plain = page.replace("&#x27;", "'").replace("&gt;", ">").replace("&lt;", "<")
    assert all(said in plain for said in data.values())
    return page


def _fault(page: str, field: str) -> str:
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""


def _content(pk: int) -> Content:
    newest = InstrumentVersion.objects.filter(instrument=pk).order_by("number").last()
    assert newest
    return content_of(newest.content)


def _places(pk: int) -> dict[str, list[str]]:
    return {part.name: [i.name for i in part.items] for part in _content(pk).parts}


def _form(query: str, before: Answers | None = None) -> AnswerForm:
    return AnswerForm(CONTENT, QueryDict(query), initial=before, today=TODAY)


def test_an_instrument_is_made_tried_released_and_found(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    draft = _went(maker, "/add", title=" แบบ  ใหม่ ", note="ปีละครั้ง", bands="five")
    one = Instrument.objects.get(title="แบบ ใหม่")
    assert draft == f"{HERE}/{one.pk}/draft"
    assert "ยังไม่มีข้อที่ต้องตอบ" in _page(maker, f"/{one.pk}/draft")
    _went(maker, f"/{one.pk}/draft/parts/add", title="ส่วนแรก", relevant="")
    texts = {f"level_{n}": f"คำบรรยาย {n}" for n in range(1, 6)}
    told = {"label": "ห้องสมุดมีชีวิต", "weight": "๒.๕", "required": "on", "kind": "level", **texts}
    where = _went(maker, f"/{one.pk}/draft/parts/part1/items/add", **told)
    assert where == f"{HERE}/{one.pk}/draft#q1"
    _went(
        maker,
        f"/{one.pk}/draft/parts/part1/items/add",
        kind="text",
        label="เพราะเหตุใด",
        relevant="${q1} < 3",
    )
    assert "ตอบเมื่อ “ห้องสมุดมีชีวิต” น้อยกว่า 3" in _page(maker, f"/{one.pk}/draft")
    tried = _sent(maker, f"/{one.pk}/try", q_q1="4").content.decode()
    assert "ได้ 2 จาก 2.5 คะแนน ร้อยละ 80.00" in tried
    assert "ดีมาก (4)" in tried
    assert not AnswerSheet.objects.filter(version__instrument=one).exists()
    assert _went(maker, f"/{one.pk}/step/release") == f"{HERE}/{one.pk}"
    page = _page(maker, f"/{one.pk}")
    assert "ใช้ฉบับที่ 1" in page
    assert "คำบรรยาย 5" in page
    assert "ห้องสมุดมีชีวิต" in Findable.objects.get(key=str(one.pk), kind="office.instrument").text
    assert "แบบ ใหม่" in sign_in("planner").get("/office/search/?q=ห้องสมุดมีชีวิต").content.decode()


def test_a_ready_one_is_used_with_one_press(sign_in: SignIn) -> None:
    director = sign_in("director")
    title = "แบบตรวจเยี่ยมความพร้อมก่อนเปิดภาคเรียน"
    assert "ใช้แบบนี้" in _page(director, "/")
    where = {_went(director, "/ready/readiness") for _ in range(2)}
    one = Instrument.objects.get(ready="readiness")
    assert where == {f"{HERE}/{one.pk}"}
    assert one.title == title
    assert "ถ้อยคำของ Khet" in _page(director, f"/{one.pk}")
    assert f'href="{HERE}/{one.pk}"' in _page(director, "/")
    assert _sent(director, "/ready/nothing").status_code == 404
    Instrument.objects.filter(pk=SAMPLE).update(
        title="แบบสำรวจการนำ HOW TO ไปใช้ (สวัสดีคุณครู…นิเทศแบบพบกลุ่ม)"
    )
    response = director.post(f"{HERE}/ready/how-to-survey", follow=True).content.decode()
    assert "มีแบบชื่อนี้แล้ว" in response


def test_sections_and_items_are_moved_copied_and_taken_out(sign_in: SignIn) -> None:
    maker, page = sign_in("supervisor"), f"/{DRAFT}/draft"
    for does in ("item-down clean", "item-copy plan", "part-up more", "part-copy more"):
        assert _went(maker, page, do=does) == f"{HERE}{page}"
    places = _places(DRAFT)
    assert list(places) == ["more", "part1", "rooms"]
    assert places["rooms"] == ["plan", "q1", "clean", "why"]
    assert len(places["part1"]) == len(places["more"])
    assert "จะถูกเอาออกจากร่าง" in _page(maker, f"{page}/items/q1/remove")
    _went(maker, f"{page}/items/q1/remove")
    _went(maker, f"{page}/parts/part1/remove")
    assert list(_places(DRAFT)) == ["more", "rooms"]
    assert _places(DRAFT)["rooms"] == ["plan", "clean", "why"]
    assert _sent(maker, page, do="burn clean").status_code == 404
    for gone in ("/items/q1", "/items/q1/remove", "/parts/part1", "/parts/part1/items/add"):
        assert maker.get(f"{HERE}{page}{gone}").status_code == 404


def test_an_item_that_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    sign_in: SignIn,
) -> None:
    maker, add = sign_in("supervisor"), f"/{DRAFT}/draft/parts/rooms/items/add"
    page = _refused(maker, add, kind="level", label="", weight="มาก", level_1="ต่ำมาก")
    assert "กรุณากรอกช่องนี้" in _fault(page, "label")
    assert "ใส่เป็นตัวเลข" in _fault(page, "weight")
    page = _refused(maker, add, kind="level", label="ข้อใหม่", weight="2,5")
    assert "ทศนิยมใช้จุด" in _fault(page, "weight")
    page = _refused(maker, add, kind="level", label="ข้อใหม่", weight="500", level_1="ต่ำมาก")
    assert "ครบทั้ง 5 ระดับ" in _fault(page, "level_1")
    assert "0 ถึง 300" in _fault(page, "weight")
    for typed, told in (
        ("plan = 1", "อ่านไม่ได้ที่ตัวที่ 1"),
        ("${plan} =", "ยังไม่จบ"),
        ("${plan}", "ต้องเป็นเงื่อนไข"),
        ("${clean} > 12,5", "อ่านไม่ได้ที่ตัวที่ 14"),
        ("${ghost} = 1", "ไม่มีข้อชื่อ ghost"),
        ("${size} > 1", "อยู่หลัง"),
    ):
        page = _refused(maker, add, kind="text", label="ข้อใหม่", relevant=typed)
        assert told in _fault(page, "relevant")
    page = _refused(maker, add, kind="one", label="ข้อใหม่", choices="a|ก\na|ข")
    assert "ซ้ำ" in _fault(page, "choices")
    page = _refused(maker, add, kind="text", label="ข้อใหม่", name="clean")
    assert "ซ้ำ" in _fault(page, "name")
    page = _refused(maker, add, kind="calculate", label="รวม", calculation="${plan} = 1")
    assert "ต้องเป็นการคำนวณ" in _fault(page, "calculation")
    assert _content(DRAFT) == CONTENT


def test_another_kind_keeps_what_was_typed_and_asks_only_what_it_needs(sign_in: SignIn) -> None:
    maker, change = sign_in("supervisor"), f"/{DRAFT}/draft/items/clean"
    typed = {"label": "ห้องสะอาดเพียงใด", "kind": "one", "do": "kind", "level_5": "สะอาดมาก"}
    page = _sent(maker, change, **typed).content.decode()
    assert "ยังทำรายการไม่ได้" not in page
    assert "ตัวเลือก บรรทัดละหนึ่งตัว" in page
    assert re.search(r'type="hidden" name="level_5" value="สะอาดมาก"', page)
    assert _content(DRAFT) == CONTENT
    _went(maker, change, **{**typed, "do": "save", "choices": "มาก\nb|น้อย\nปานกลาง"})
    (kept,) = (item for item in _content(DRAFT).items if item.name == "clean")
    assert [(one.name, one.label) for one in kept.choices] == [
        *(("c1", "มาก"), ("b", "น้อย"), ("c2", "ปานกลาง")),
    ]
    assert (kept.levels, kept.weight) == ((), 0)


@pytest.mark.parametrize(
    ("item", "does", "value", "expected"),
    [
        ("plan", "=", "ใช่", "${plan} = 'yes'"),
        ("clean", "<", "๓", "${clean} < 3"),
        ("rooms_n", "<=", "1,200", "${rooms_n} <= 1200"),
        ("rooms_n", "<=", "12,5", "${rooms_n} <= 12,5"),
        ("why", "!=", "ไม่มี 'เลย'", "${why} != 'ไม่มี เลย'"),
        ("", "=", "3", ""),
        ("plan", "=", "", ""),
    ],
)
def test_a_condition_is_put_together_from_lists(
    sign_in: SignIn, item: str, does: str, value: str, expected: str
) -> None:
    chosen = {"if_item": item, "if_does": does, "if_value": value, "do": "when"}
    add = f"/{DRAFT}/draft/parts/more/items/add"
    page = _sent(sign_in("supervisor"), add, kind="text", label="ใหม่", **chosen).content.decode()
    found = re.search(r'name="relevant"(?: value="([^"]*)")?', page)
    assert found
    assert (found[1] or "").replace("&#x27;", "'").replace("&lt;", "<") == expected
    assert _content(DRAFT) == CONTENT


def test_conditions_are_joined_and_several_choices_are_looked_for() -> None:
    where = next(item for item in CONTENT.items if item.name == "where")
    assert condition_of(where, "!=", "หลังคา") == "not(selected(${where}, 'roof'))"
    form = ConditionForm(CONTENT.items, {})
    chosen = {"if_item": "where", "if_does": "=", "if_value": "พื้น"}
    either = form.joined_to("${clean} < 3 or ${plan} = 'no'", chosen)
    assert either == "(${clean} < 3 or ${plan} = 'no') and selected(${where}, 'floor')"
    assert form.joined_to("${clean} < 3", chosen).startswith("${clean} < 3 and selected(")
    close = form.joined_to("${clean} < 3 or(${plan} = 'no')", chosen)
    assert close.startswith("(${clean} < 3 or(${plan} = 'no')) and ")
    items = {item.name: item for item in CONTENT.items}
    assert worked_out(Decimal("4E+1")) == "40"
    assert worked_out(Decimal(2) / 3) == "0.6667"
    said = condition_word(parse(either), items)
    assert said.startswith("(“ห้องเรียนสะอาด” น้อยกว่า 3 หรือ “มีแผน” เป็น ไม่ใช่) และ ")


def test_a_name_that_changes_is_followed_by_the_conditions(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    _went(maker, f"/{DRAFT}/draft/items/plan", kind="yes-no", label="มีแผน", name="has_plan")
    (why,) = (item for item in _content(DRAFT).items if item.name == "why")
    assert why.relevant == "${has_plan} = 'no'"


def test_a_released_version_stays_while_a_draft_is_changed(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    _went(maker, f"/{SAMPLE}/draft/items/size/remove")
    assert "ยังประกาศใช้ไม่ได้" in _page(maker, f"/{SAMPLE}/draft")
    assert _went(maker, f"/{SAMPLE}/draft/items/each/remove").startswith(HERE)
    page = _page(maker, f"/{SAMPLE}")
    assert "ใช้ฉบับที่ 1 · มีร่างแก้ไข" in page
    assert 'เอาออก: <span lang="th">พื้นที่ · ห้องต่อไร่</span>' in page
    assert "พื้นที่" not in _page(maker, f"/{SAMPLE}?version=2").split("<h2>ฉบับต่าง ๆ")[0]
    assert content_of(InstrumentVersion.objects.get(pk=SAMPLE).content) == CONTENT
    _went(maker, f"/{SAMPLE}/step/discard")
    assert InstrumentVersion.objects.filter(instrument=SAMPLE).count() == 1
    refused = _sent(maker, f"/{SAMPLE}/step/release").content.decode()
    assert "ไม่มีร่างที่รอประกาศใช้" in refused
    assert maker.get(f"{HERE}/{SAMPLE}?version=9").status_code == 404
    assert maker.get(f"{HERE}/99999999").status_code == 404
    assert maker.get(f"{HERE}/{SAMPLE}/step/burn").status_code == 404


def test_a_closed_one_is_not_filled_in_and_its_answers_stay(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    _went(maker, f"/{SAMPLE}/step/close")
    assert "แบบทดสอบ" not in _page(maker, "/")
    assert "แบบทดสอบ" in _page(maker, "/?closed=1")
    assert "แบบนี้ยังกรอกไม่ได้" in _page(maker, f"/{SAMPLE}/answer")
    assert school_name(0) in _page(maker, f"/{SAMPLE}/answers")
    _went(maker, f"/{SAMPLE}/step/reopen")
    assert "กรอกแบบนี้" in _page(maker, f"/{SAMPLE}")


@pytest.mark.parametrize("name", ["supervisor", "network-supervisor", "planner", "network-chair"])
def test_who_may_not_fill_it_in_is_offered_none(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    may = client.get(f"{HERE}/{SAMPLE}/answer").status_code != 403
    assert (f'href="{HERE}/{SAMPLE}/answer"' in _page(client, f"/{SAMPLE}")) is may
    assert may is name.endswith("supervisor")


def test_a_title_is_taken_once(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    page = _refused(maker, "/add", title="แบบทดสอบ", bands="five")
    assert "มีแบบชื่อนี้แล้ว" in _fault(page, "title")
    _went(maker, f"/{DRAFT}/change", title="แบบร่างใหม่", note="", bands="five")
    assert Instrument.objects.get(pk=DRAFT).title == "แบบร่างใหม่"


def test_it_is_filled_in_about_a_school_and_changed(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    sent = {
        "school": school_code(3),
        "day": "๒๘/๑๑/๒๕๕๘",
        "q_clean": "4",
        "q_plan": "no",
        "q_why": "ยังไม่ประชุม",
        "q_rooms_n": "๑๒",
        "q_size": "1,000.50",
        "q_day": "1 ม.ค. 2558",
        "q_where": ["roof", "floor"],
        "q_pic": SimpleUploadedFile("ห้อง.png", picture.getvalue()),
    }
    where = _went(maker, f"/{SAMPLE}/answer", **sent)
    sheet = AnswerSheet.objects.exclude(pk=SHEET).first()
    assert sheet
    assert where == f"{HERE}/answers/{sheet.pk}"
    pic = sheet.values.pop("pic")
    assert sheet.values == {
        "clean": 4,
        "plan": False,
        "why": "ยังไม่ประชุม",
        "rooms_n": 12,
        "size": "1000.50",
        "day": "2015-01-01",
        "where": ["roof", "floor"],
    }
    assert (sheet.day, sheet.unit.code) == (date(2015, 11, 28), school_code(3))
    assert (float(sheet.got or 0), float(sheet.possible or 0)) == (1.6, 3)
    assert EvidenceUse.objects.get(about_kind="office.answers").evidence_id == int(pic[0])
    page = _page(maker, f"/answers/{sheet.pk}")
    for told in ("สะอาด", "ยังไม่ประชุม", "1 มกราคม 2558", "หลังคา, พื้น", "ได้ 1.6 จาก 3 คะแนน"):
        assert told in page
    assert f"/office/evidence/{pic[0]}" in page
    again = f"/{SAMPLE}/answer?school={school_code(3)}&day=2015-11-28"
    assert "มีไฟล์แล้ว 1 ไฟล์" in _page(maker, again)
    assert _went(maker, again, q_clean="5", q_plan="yes") == where
    sheet.refresh_from_db()
    assert sheet.values == {"clean": 5, "plan": True, "pic": pic}
    assert Event.objects.filter(kind="office.answers", action="change-answers").count() == 1
    page = _refused(
        maker, f"/{SAMPLE}/answer", school=school_code(3), day="28/11/2558", q_clean="5"
    )
    assert "ในวันนี้ไปแล้ว" in _fault(page, "day")


def test_what_is_wrong_with_answers_is_told_at_each_item(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    sent = {"school": "", "day": "1/1/2599", "q_plan": "no", "q_rooms_n": "สิบ", "q_size": "1.2.3"}
    page = _refused(maker, f"/{SAMPLE}/answer", **sent)
    assert "ต้องตอบข้อนี้ หรือเลือก ไม่เกี่ยวข้อง" in _fault(page, "q_clean")
    assert "ต้องตอบข้อนี้" in _fault(page, "q_why")
    assert "จำนวนเต็ม" in _fault(page, "q_rooms_n")
    assert "ตัวเลข" in _fault(page, "q_size")
    assert _fault(page, "school")
    assert "ยังมาไม่ถึง" in _fault(page, "day")
    page = _refused(maker, f"/{SAMPLE}/answer", q_clean="9", q_rooms_n="500", q_day="วานนี้")
    assert "เลือกจากรายการเท่านั้น" in _fault(page, "q_clean")
    assert "เงื่อนไข" in _fault(page, "q_rooms_n")
    assert "อ่านวันที่ไม่ได้" in _fault(page, "q_day")
    page = _refused(maker, f"/{SAMPLE}/answer", q_size="12,5", q_rooms_n="๑,๕")
    assert "ทศนิยมใช้จุด เช่น 12.5" in _fault(page, "q_size")
    assert "จุลภาคคั่นหลักพัน" in _fault(page, "q_rooms_n")
    assert 'value="12,5"' in page
    fake = SimpleUploadedFile("ภาพ.png", b"no picture")
    sent = {"school": school_code(3), "day": "28/11/2558", "q_clean": "4"}
    page = _sent(maker, f"/{SAMPLE}/answer", **sent, q_pic=fake).content.decode()
    assert _fault(page, "q_pic")
    assert AnswerSheet.objects.count() == 1
    assert not Evidence.objects.filter(title="ภาพ").exists()


def test_a_form_knows_what_is_asked_and_what_is_not() -> None:
    hidden = _form("q_clean=3&q_plan=yes&q_why=เก็บไว้")
    assert hidden.is_valid()
    skipped = _form("skip_clean=on&q_clean=2&q_rooms_n=abc&q_plan=yes")
    assert not skipped.is_valid()
    assert list(skipped.errors) == ["q_rooms_n"]
    assert skipped.answers.skipped == {"clean"}
    begun = AnswerForm(CONTENT, initial=Answers({"plan": False, "day": "2015-01-01"}), today=TODAY)
    drawn = render_to_string("office/instruments/_answer.html", {"form": begun})
    assert "1 ม.ค. 2558" in drawn
    assert re.search(r'name="q_plan" value="no"[^>]*checked', drawn)
    told = re.search(r'data-item="why"[^>]*data-relevant="([^"]*)"', drawn)
    assert told
    assert json.loads(told[1].replace("&quot;", '"')) == ["=", ["name", "plan"], ["text", "no"]]


def test_answers_of_an_older_version_fill_in_what_they_fit(sign_in: SignIn) -> None:
    old = AnswerSheet.objects.get(pk=SHEET)
    old.values, old.skipped = {"clean": 4, "day": "ปีก่อน", "pic": "ไม่มี", "size": True}, ["plan"]
    old.save()
    page = _page(sign_in("supervisor"), f"/{SAMPLE}/answer?{_of(old)}")
    assert re.search(r'name="q_clean" value="4"[^>]*checked', page)
    assert "ปีก่อน" not in page
    assert "มีไฟล์แล้ว" not in page
    assert "คำตอบเดิมกรอก" not in page
    version = InstrumentVersion.objects.get(pk=SAMPLE)
    version.pk, version.number = None, 2
    version.save()
    page = _page(sign_in("supervisor"), f"/{SAMPLE}/answer?{_of(old)}")
    assert "คำตอบเดิมกรอกในฉบับที่ 1 บันทึกแล้วจะเป็นของฉบับที่ 2" in page


def _of(sheet: AnswerSheet) -> str:
    return f"school={sheet.unit.code}&day={sheet.day.isoformat()}"


def test_what_a_kind_hardly_ever_needs_is_asked_where_it_has_it(sign_in: SignIn) -> None:
    maker, change = sign_in("supervisor"), f"/{DRAFT}/draft/items/clean"
    assert re.search(r'<input type="hidden" name="constraint"', _page(maker, change))
    assert "คำตอบต้องเป็นไปตาม" not in _page(maker, change)
    told = told_of(_content(DRAFT))
    told["parts"][0]["items"][0]["constraint"] = ". > 1"
    InstrumentVersion.objects.filter(instrument=DRAFT).update(content=told)
    assert "คำตอบต้องเป็นไปตาม" in _page(maker, change)
    _went(maker, change, kind="level", label="สะอาด", constraint=". > 2", hint="ดู\r\nถาม")
    kept = next(item for item in _content(DRAFT).items if item.name == "clean")
    assert (kept.constraint, kept.hint) == (". > 2", "ดู\nถาม")


def test_an_item_that_another_changed_meanwhile_is_not_undone(sign_in: SignIn) -> None:
    first, second, change = sign_in("supervisor"), sign_in("director"), f"/{DRAFT}/draft/items/plan"
    base = re.search(r'name="base" value="(\w+)"', _page(first, change))
    assert base
    _went(second, change, kind="yes-no", label="มีแผนปีนี้", base=base[1])
    page = _refused(first, change, kind="yes-no", label="มีแผนพัฒนา", base=base[1])
    assert "มีผู้แก้ร่างนี้ระหว่างที่เปิดหน้านี้อยู่" in page
    looked = _sent(first, change, kind="one", label="มีแผน", base=base[1], do="kind")
    assert f'name="base" value="{base[1]}"' in looked.content.decode()
    assert "มีแผนปีนี้" in [item.label for item in _content(DRAFT).items]


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
    assert "ดีมาก (4)" in _page(sign_in("planner"), f"/{SAMPLE}/answers")
    assert admin.post(address, _bands(**{"band-4-from": "๘๖"})).status_code == 302
    assert "ขั้น 5 (5)" in _page(sign_in("planner"), f"/{SAMPLE}/answers")


def test_forms_stand_beside_each_other_under_prefixes() -> None:
    data = QueryDict("v1-q_clean=3&v2-q_clean=5")
    levels = [AnswerForm(CONTENT, data, prefix=prefix, today=TODAY) for prefix in ("v1", "v2")]
    assert [form.is_valid() and form.answers.values["clean"] for form in levels] == [3, 5]


def test_answers_are_listed_and_exported_for_the_schools_that_are_seen(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    page = _page(planner, f"/{SAMPLE}/answers")
    assert "2.6/3" in page
    assert "ดีมาก (4)" in page
    book = load_workbook(io.BytesIO(planner.get(f"{HERE}/{SAMPLE}/answers.xlsx").content))
    rows = [row for row in book.active.iter_rows(values_only=True) if any(row)]
    head = next(row for row in rows if "รหัส" in row)
    line = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert (line["รหัส"], line["ห้องเรียนสะอาด [clean]"], line["มีแผน [plan]"]) == (
        *(school_code(0), 4, "ใช่"),
    )
    assert (line["คะแนนที่ได้"], line["ร้อยละ"], line["ระดับ"]) == (2.6, 86.67, "ดีมาก")
    other = Unit.objects.get(kind="school", code=school_code(1))
    AnswerSheet.objects.filter(pk=SHEET).update(unit=other)
    assert "ยังไม่มีคำตอบ" in _page(sign_in("network-supervisor"), f"/{SAMPLE}/answers")
    assert sign_in("network-supervisor").get(f"{HERE}/answers/{SHEET}").status_code == 403


def test_a_school_reads_what_was_answered_about_a_record_that_it_sees(sign_in: SignIn) -> None:
    head = sign_in("school-director")
    assert head.get(f"{HERE}/answers/{SHEET}").status_code == 403
    about = {"about_kind": "registry.school", "about_key": school_code(0)}
    AnswerSheet.objects.filter(pk=SHEET).update(**about)
    assert f"{HERE}/answers/{SHEET}" in _page(head, f"/about/registry.school/{school_code(0)}")
    assert "ห้องเรียนสะอาด" in _page(head, f"/answers/{SHEET}")
    other = head.get(f"{HERE}/about/registry.school/{school_code(1)}")
    assert other.status_code == 403
    assert head.get(f"{HERE}/about/nothing/1").status_code == 404


def test_who_looks_may_not_fill_in_and_a_network_fills_in_its_own(sign_in: SignIn) -> None:
    assert sign_in("planner").get(f"{HERE}/{SAMPLE}/answer").status_code == 403
    network = sign_in("network-supervisor")
    page = _page(network, f"/{SAMPLE}/answer")
    assert school_name(2) in page
    assert school_name(1) not in page
    refused = _refused(network, f"/{SAMPLE}/answer", day="28/11/2558", q_clean="4")
    assert _fault(refused, "school")
    sent = {"school": school_code(1), "day": "28/11/2558", "q_clean": "4"}
    assert "เลือกจากรายการเท่านั้น" in _sent(network, f"/{SAMPLE}/answer", **sent).content.decode()


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
        _page(client, address)
    return len(queries)


def test_a_move_is_shown_at_once_where_the_page_asks_for_a_part(sign_in: SignIn) -> None:
    page = sign_in("supervisor").post(
        f"{HERE}/{DRAFT}/draft", {"do": "item-down clean"}, headers={"HX-Request": "true"}
    )
    assert page.status_code == 200
    assert _places(DRAFT)["rooms"] == ["plan", "clean", "why"]
    text = page.content.decode()
    assert text.index('id="plan"') < text.index('id="clean"')
    # The button keeps its id, so that the page gives it the focus back.
    assert re.search('id="down-clean"[^>]*value="item-down clean"', text)


def test_only_what_can_move_has_its_button(sign_in: SignIn) -> None:
    page, items = _page(sign_in("supervisor"), f"/{DRAFT}/draft"), list(CONTENT.items)
    ups, downs = (set(re.findall(f'value="item-{way} ([^"]*)"', page)) for way in ("up", "down"))
    assert ups == {item.name for item in items[1:]}
    assert downs == {item.name for item in items[:-1]}


def test_what_keeps_a_draft_from_release_is_linked(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    _went(maker, f"/{DRAFT}/draft/items/plan/remove")
    notice = _page(maker, f"/{DRAFT}/draft").split('class="notice">')[1].split("</div>")[0]
    assert '<a href="#why"' in notice
