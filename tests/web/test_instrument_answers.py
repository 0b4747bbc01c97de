"""Instruments are filled in: answers, wrong ones, older ones, and who reads them."""

import io
import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template.loader import render_to_string
from openpyxl import load_workbook
from PIL import Image

from khet.records.office.models import (
    AnswerSheet,
    Evidence,
    EvidenceUse,
    InstrumentVersion,
)
from khet.records.registry.models import Event, Unit
from khet.rules.instruments import Answers
from khet.web.office.instruments.answering import AnswerForm
from tests.made_area import school_code, school_name
from tests.web.doors.instruments import CONTENT, SAMPLE, SHEET
from tests.web.made_instruments import HERE, SignIn, fault_at, page_of, refused_by, sent_to, went_to

TODAY = date(2026, 11, 30)


def _form(query: str, before: Answers | None = None) -> AnswerForm:
    return AnswerForm(CONTENT, QueryDict(query), initial=before, today=TODAY)


@pytest.mark.parametrize("name", ["supervisor", "network-supervisor", "planner", "network-chair"])
def test_who_may_not_fill_it_in_is_offered_none(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    may = client.get(f"{HERE}/{SAMPLE}/answer").status_code != 403
    assert (f'href="{HERE}/{SAMPLE}/answer"' in page_of(client, f"/{SAMPLE}")) is may
    assert may is name.endswith("supervisor")


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
    where = went_to(maker, f"/{SAMPLE}/answer", **sent)
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
    page = page_of(maker, f"/answers/{sheet.pk}")
    for told in ("สะอาด", "ยังไม่ประชุม", "1 มกราคม 2558", "หลังคา, พื้น", "ได้ 1.6 จาก 3 คะแนน"):
        assert told in page
    assert f"/office/evidence/{pic[0]}" in page
    again = f"/{SAMPLE}/answer?school={school_code(3)}&day=2015-11-28"
    assert "มีไฟล์แล้ว 1 ไฟล์" in page_of(maker, again)
    assert went_to(maker, again, q_clean="5", q_plan="yes") == where
    sheet.refresh_from_db()
    assert sheet.values == {"clean": 5, "plan": True, "pic": pic}
    assert Event.objects.filter(kind="office.answers", action="change-answers").count() == 1
    page = refused_by(
        maker, f"/{SAMPLE}/answer", school=school_code(3), day="28/11/2558", q_clean="5"
    )
    assert "ในวันนี้ไปแล้ว" in fault_at(page, "day")


def test_what_is_wrong_with_answers_is_told_at_each_item(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    sent = {"school": "", "day": "1/1/2599", "q_plan": "no", "q_rooms_n": "สิบ", "q_size": "1.2.3"}
    page = refused_by(maker, f"/{SAMPLE}/answer", **sent)
    assert "ต้องตอบข้อนี้ หรือเลือก ไม่เกี่ยวข้อง" in fault_at(page, "q_clean")
    assert "ต้องตอบข้อนี้" in fault_at(page, "q_why")
    assert "จำนวนเต็ม" in fault_at(page, "q_rooms_n")
    assert "ตัวเลข" in fault_at(page, "q_size")
    assert fault_at(page, "school")
    assert "ยังมาไม่ถึง" in fault_at(page, "day")
    page = refused_by(maker, f"/{SAMPLE}/answer", q_clean="9", q_rooms_n="500", q_day="วานนี้")
    assert "เลือกจากรายการเท่านั้น" in fault_at(page, "q_clean")
    assert "เงื่อนไข" in fault_at(page, "q_rooms_n")
    assert "อ่านวันที่ไม่ได้" in fault_at(page, "q_day")
    page = refused_by(maker, f"/{SAMPLE}/answer", q_size="12,5", q_rooms_n="๑,๕")
    assert "ทศนิยมใช้จุด เช่น 12.5" in fault_at(page, "q_size")
    assert "จุลภาคคั่นหลักพัน" in fault_at(page, "q_rooms_n")
    assert 'value="12,5"' in page
    fake = SimpleUploadedFile("ภาพ.png", b"no picture")
    sent = {"school": school_code(3), "day": "28/11/2558", "q_clean": "4"}
    page = sent_to(maker, f"/{SAMPLE}/answer", **sent, q_pic=fake).content.decode()
    assert fault_at(page, "q_pic")
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
    page = page_of(sign_in("supervisor"), f"/{SAMPLE}/answer?{_of(old)}")
    assert re.search(r'name="q_clean" value="4"[^>]*checked', page)
    assert "ปีก่อน" not in page
    assert "มีไฟล์แล้ว" not in page
    assert "คำตอบเดิมกรอก" not in page
    version = InstrumentVersion.objects.get(pk=SAMPLE)
    version.pk, version.number = None, 2
    version.save()
    page = page_of(sign_in("supervisor"), f"/{SAMPLE}/answer?{_of(old)}")
    assert "คำตอบเดิมกรอกในฉบับที่ 1 บันทึกแล้วจะเป็นของฉบับที่ 2" in page


def _of(sheet: AnswerSheet) -> str:
    return f"school={sheet.unit.code}&day={sheet.day.isoformat()}"


def test_forms_stand_beside_each_other_under_prefixes() -> None:
    data = QueryDict("v1-q_clean=3&v2-q_clean=5")
    levels = [AnswerForm(CONTENT, data, prefix=prefix, today=TODAY) for prefix in ("v1", "v2")]
    assert [form.is_valid() and form.answers.values["clean"] for form in levels] == [3, 5]


def test_answers_are_listed_and_exported_for_the_schools_that_are_seen(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    page = page_of(planner, f"/{SAMPLE}/answers")
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
    assert "ยังไม่มีคำตอบ" in page_of(sign_in("network-supervisor"), f"/{SAMPLE}/answers")
    assert sign_in("network-supervisor").get(f"{HERE}/answers/{SHEET}").status_code == 403


def test_a_school_reads_what_was_answered_about_a_record_that_it_sees(sign_in: SignIn) -> None:
    head = sign_in("school-director")
    assert head.get(f"{HERE}/answers/{SHEET}").status_code == 403
    about = {"about_kind": "registry.school", "about_key": school_code(0)}
    AnswerSheet.objects.filter(pk=SHEET).update(**about)
    assert f"{HERE}/answers/{SHEET}" in page_of(head, f"/about/registry.school/{school_code(0)}")
    assert "ห้องเรียนสะอาด" in page_of(head, f"/answers/{SHEET}")
    other = head.get(f"{HERE}/about/registry.school/{school_code(1)}")
    assert other.status_code == 403
    assert head.get(f"{HERE}/about/nothing/1").status_code == 404


def test_who_looks_may_not_fill_in_and_a_network_fills_in_its_own(sign_in: SignIn) -> None:
    assert sign_in("planner").get(f"{HERE}/{SAMPLE}/answer").status_code == 403
    network = sign_in("network-supervisor")
    page = page_of(network, f"/{SAMPLE}/answer")
    assert school_name(2) in page
    assert school_name(1) not in page
    refused = refused_by(network, f"/{SAMPLE}/answer", day="28/11/2558", q_clean="4")
    assert fault_at(refused, "school")
    sent = {"school": school_code(1), "day": "28/11/2558", "q_clean": "4"}
    assert "เลือกจากรายการเท่านั้น" in sent_to(network, f"/{SAMPLE}/answer", **sent).content.decode()
