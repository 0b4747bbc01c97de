"""The panel of evidence on a record: attached, used, let go; who may, and what events say."""

import re

from django.test import Client
from django.utils import timezone

from khet.records.office.models import Evidence, EvidenceUse
from khet.rules.calendar import thai_date
from tests.jobs.brought_files import docx, upload
from tests.made_area import school_code
from tests.web.doors.evidence import KEEPERS, OF_SCHOOL, SAMPLE
from tests.web.kept_evidence import OF, SCHOOL, SignIn, keep_it, page_of, typed_by


def _of(client: Client, do: str, **more: object) -> str:
    named = {k if k in ("evidence", "held") else f"new-{k}": value for k, value in more.items()}
    answer = client.post(OF, {**SCHOOL, "do": do, **named}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return page_of(answer)


def test_a_file_is_attached_to_a_record_in_one_step(director: Client) -> None:
    today = thai_date(timezone.localdate())
    page = _of(director, "attach", file=upload("ใหม่.txt", b"n"), kind="บันทึกข้อความ", about_day=today)
    assert "แนบแล้ว 1 รายการ" in page
    kept = Evidence.objects.latest("kept_at")
    assert f'href="/office/evidence/{kept.pk}"' in page
    assert EvidenceUse.objects.filter(evidence=kept, about_key=school_code(0)).count() == 1
    before = Evidence.objects.count()
    page = _of(director, "attach", file=upload("อีก.txt", b"n"), kind="บันทึกข้อความ", about_day=today)
    assert "ใช้รายการเดิม ไม่เก็บซ้ำ" in page
    assert Evidence.objects.count() == before


def test_what_cannot_be_attached_is_told_in_the_panel(director: Client) -> None:
    assert "เลือกไฟล์ก่อน" in _of(director, "attach", kind="แผน", about_day="1/10/2569")
    page = _of(director, "attach", file=upload("a.exe", b"MZ"), kind="แผน", about_day="1/10/2569")
    assert "“a.exe” เป็นไฟล์โปรแกรม" in page
    page = _of(director, "attach", file=upload("a.txt", b"a"), kind="", about_day="x")
    assert "อ่านวันที่ไม่ได้" in page
    assert "<details open>" in page
    token = re.search(r'name="held" value="([^"]+)"', page)
    assert token
    far = _of(director, "attach", held=token[1], kind="แผน", about_day="20 ก.ย. 2650")
    assert "ไกลเกินหนึ่งปี" in far
    page = _of(director, "attach", held=token[1], kind="แผน", about_day="20 ก.ย. 2550")
    assert "แนบแล้ว 1 รายการ วันของเรื่องอยู่ในปีงบประมาณ 2550" in page


def test_existing_evidence_is_found_used_and_let_go(director: Client) -> None:
    kept = keep_it(director, file=upload("ก.docx", docx("คำเฉพาะ")))
    url = f"{OF}?kind=registry.school&key={school_code(0)}&q="
    assert "ใช้รายการนี้" in page_of(director.get(f"{url}คำเฉพาะ"))
    assert "ไม่พบ: ลองใช้คำสั้นลง" in page_of(director.get(f"{url}ไม่มีคำนี้"))
    assert "แนบ “ก” แล้ว" in _of(director, "use", evidence=kept.pk)
    assert "ใช้รายการนี้" not in page_of(director.get(f"{url}คำเฉพาะ"))
    assert "หลักฐานยังเก็บอยู่" in _of(director, "end", evidence=kept.pk)
    assert not EvidenceUse.objects.filter(evidence=kept).exists()
    assert Evidence.objects.filter(pk=kept.pk, withdrawn_at=None).exists()
    _of(director, "use", evidence="x")
    _of(director, "use", evidence="9" * 30)


def test_without_scripts_the_panel_leads_back_to_the_record(director: Client) -> None:
    kept = keep_it(director, file=upload("ก.txt", b"1"))
    answer = director.post(OF, {**SCHOOL, "do": "use", "evidence": kept.pk}, follow=True)
    assert answer.redirect_chain[0][0].startswith(f"/registry/schools/{school_code(0)}")
    assert "แนบ “ก” แล้ว" in page_of(answer)


def test_events_of_evidence_speak_the_words_of_an_office(director: Client) -> None:
    kept = keep_it(director, file=upload("ก.txt", b"1"))
    _of(director, "use", evidence=kept.pk)
    typed = typed_by(director, title="ก", level="unit", about_day="20 ก.ย. 2556")
    director.post(f"/office/evidence/{kept.pk}/edit", typed)
    page = page_of(director.get("/registry/events/"))
    assert "เฉพาะหน่วยเจ้าของ" in page
    assert "ภายในสำนักงาน" in page
    assert "20 กันยายน 2556" in page
    assert f"โรงเรียน {school_code(0)}" in page


def test_the_panel_asks_for_record_and_right(sign_in: SignIn) -> None:
    other = {"kind": "registry.school", "key": school_code(1)}
    assert sign_in("teacher").get(OF, other).status_code == 403
    assert (
        sign_in("teacher").post(OF, {**other, "do": "use", "evidence": SAMPLE}).status_code == 403
    )
    for strange in (
        {},
        {"kind": "registry.nothing", "key": "1"},
        {"kind": "office.duty", "key": "x"},
    ):
        assert sign_in("director").get(OF, strange).status_code == 403
    end = {**SCHOOL, "do": "end", "evidence": SAMPLE}
    may = {n for n in KEEPERS if sign_in(n).post(OF, {**end, "do": "x"}).status_code == 200}
    assert may == KEEPERS
    assert sign_in("clerk").post(OF, end).status_code == 403
    assert EvidenceUse.objects.filter(evidence=SAMPLE).exists()
    hidden = Evidence.objects.get(pk=OF_SCHOOL)
    EvidenceUse.objects.create(
        evidence=hidden, about_kind="registry.school", about_key=school_code(0), used_by="x"
    )
    page = page_of(sign_in("clerk").get(OF, SCHOOL))
    assert "และอีก 1 รายการที่ท่านไม่มีสิทธิ์เห็น" in page
    assert hidden.title not in page
