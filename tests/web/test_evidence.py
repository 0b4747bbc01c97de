"""Keeping evidence: files, photos, links; what is wrong, doubled, old or large."""

import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils import timezone

from khet.jobs.evidence_files import AT_ONCE
from khet.records.office.models import Evidence, EvidenceVersion, Findable
from khet.records.registry.models import Event, User
from khet.rules.calendar import fiscal_year, thai_date
from tests.jobs.brought_files import docx, pdf, picture, upload
from tests.web.kept_evidence import LIST, NEW, SignIn, keep_it, page_of, typed_by


def test_a_file_is_kept_with_what_is_said_of_it(director: Client) -> None:
    kept = keep_it(director, file=upload("คำสั่งที่ ๒๙๕.pdf", pdf()), note="ตามมติบอร์ด")
    assert (kept.title, kept.kind, kept.level, kept.note) == (
        *("คำสั่งที่ ๒๙๕", "คำสั่ง", "office", "ตามมติบอร์ด"),
    )
    assert kept.owner == User.objects.get(username="director")
    version = kept.versions.get()
    assert (version.name, version.type, version.number) == ("คำสั่งที่ ๒๙๕.pdf", "application/pdf", 1)
    page = page_of(director.get(f"/office/evidence/{kept.pk}"))
    assert f"ปีงบประมาณ {fiscal_year(timezone.localdate()).be}" in page
    assert version.sha256 in page
    assert "ยังไม่ใช้อ้างอิงเรื่องใด" in page


def test_several_files_and_a_photo_become_a_record_each(director: Client) -> None:
    files = [upload("หนึ่ง.docx", docx()), upload("สอง.txt", b"2")]
    answer = director.post(
        NEW, typed_by(director, file=files, photo=upload("IMG.jpg", picture()), title="ค่าย")
    )
    assert answer.headers["Location"] == LIST
    titles = list(Evidence.objects.order_by("-kept_at").values_list("title", flat=True)[:3])
    assert titles == ["ค่าย – IMG", "ค่าย – สอง", "ค่าย – หนึ่ง"]


def test_a_link_is_kept_as_an_address_of_the_web_only(director: Client) -> None:
    kept = keep_it(director, link="https://example.org/a?b=1", kind="อื่น ๆ", other="ข่าว")
    assert (kept.source, kept.kind, kept.title) == ("link", "ข่าว", "https://example.org/a?b=1")
    for bad in ("javascript:alert(1)", "ftp://example.org", "ไม่ใช่ลิงก์", "data:text/html,x"):
        page = page_of(director.post(NEW, typed_by(director, link=bad)))
        assert "ลิงก์ไม่ถูกต้อง: คัดลอก" in page
        assert f'value="{bad}"' in page


def test_bad_input_is_told_at_its_field_and_what_was_typed_stays(director: Client) -> None:
    before = Evidence.objects.count()
    page = page_of(director.post(NEW, typed_by(director, title="ชื่อที่พิมพ์", about_day="31 ก.พ. 2569")))
    assert "เลือกไฟล์ ถ่ายภาพ หรือใส่ลิงก์" in page
    assert "อ่านวันที่ไม่ได้" in page
    assert 'value="ชื่อที่พิมพ์"' in page
    assert 'value="31 ก.พ. 2569"' in page
    far = timezone.localdate() + timedelta(400)
    page = page_of(
        director.post(NEW, typed_by(director, about_day=thai_date(far), level="x", unit="0"))
    )
    assert "ไกลเกินหนึ่งปี" in page
    assert re.findall(r'#id_(\w+)">[^<]*เลือกจากรายการ', page) == ["unit", "level"]
    page = page_of(director.post(NEW, typed_by(director, file=upload("a.pdf", picture()))))
    assert "“a.pdf” ไฟล์ชื่อ .pdf แต่เนื้อหาเป็น ภาพ JPEG" in page
    assert Evidence.objects.count() == before


def test_a_file_that_came_needs_no_second_upload(director: Client, sign_in: SignIn) -> None:
    files = [upload("ดี.docx", docx()), upload("เสีย.pdf", b"%PDF-1.4 x")]
    page = director.post(NEW, typed_by(director, file=files)).content.decode()
    token = re.search(r'name="held" value="([^"]+)" checked', page)
    assert token
    assert "ดี.docx" in page
    kept = keep_it(director, held=token[1])
    assert kept.title == "ดี"
    assert "รายงานการประชุม" in kept.versions.get().text
    other = sign_in("deputy").post(NEW, typed_by(sign_in("deputy"), held=token[1]))
    assert "เลือกไฟล์ ถ่ายภาพ" in other.content.decode(), "a token is its bringer's own"
    forged = director.post(NEW, typed_by(director, held=token[1][:-2] + "xx"))
    assert forged.status_code == 200


def test_content_that_is_kept_already_is_shown_and_kept_again_only_when_meant(
    director: Client, sign_in: SignIn
) -> None:
    first = keep_it(director, file=upload("ก.pdf", pdf()), level="unit")
    typed = typed_by(director, file=upload("ข.pdf", pdf()))
    page = director.post(NEW, typed).content.decode()
    assert "มีเก็บไว้แล้ว: ใช้รายการเดิมได้" in page
    assert f"/office/evidence/{first.pk}" in page
    token = re.search(r'name="held" value="([^"]+)"', page)
    assert token
    again = keep_it(director, held=token[1], anyway="1")
    assert again.pk != first.pk
    assert (
        EvidenceVersion.objects.filter(evidence__in=[first, again])
        .values("sha256")
        .distinct()
        .count()
        == 1
    )
    assert keep_it(sign_in("clerk"), file=upload("ค.pdf", pdf("x"))), "content of others, not seen"
    assert "มีรายการอื่นที่เนื้อหาเหมือนกัน" in page_of(director.get(f"/office/evidence/{first.pk}"))
    assert page_of(director.get(f"{LIST}?check=doubled")).count('scope="row"') == 2


def test_what_is_hidden_from_the_reader_is_no_duplicate(sign_in: SignIn) -> None:
    keep_it(sign_in("director"), file=upload("ลับ.txt", b"secret"), level="person")
    assert keep_it(sign_in("clerk"), file=upload("ของฉัน.txt", b"secret"))


def test_an_old_day_is_asked_about(director: Client) -> None:
    old = typed_by(director, link="https://example.org/old", about_day="20 กันยายน 2555")
    page = page_of(director.post(NEW, old))
    assert "วันของเรื่องอยู่ในปีงบประมาณ 2555 ไม่ใช่ปีนี้หรือปีก่อน" in page
    assert director.post(NEW, {**old, "anyway": "1"}).status_code == 302
    assert "ก่อนปีที่แล้ว" in page_of(director.get(f"{LIST}?year=2555"))


def test_a_large_file_is_read_behind_the_page(director: Client) -> None:
    text = "คำที่หา " + "ก " * (AT_ONCE // 3)
    kept = keep_it(director, file=upload("ยาว.txt", text.encode()))
    assert kept.versions.get().text.startswith("คำที่หา")
    assert "คำที่หา" in Findable.objects.get(kind="office.evidence", key=str(kept.pk)).text
    assert Event.objects.filter(action="read-evidence", key=str(kept.pk)).count() == 1


def test_no_file_of_a_refused_form_stays_for_the_records(director: Client) -> None:
    director.post(NEW, typed_by(director, file=upload("a.pdf", b"MZ")))
    folder = Path(settings.HOME) / "evidence"
    assert not list(folder.glob(".arriving-*"))
