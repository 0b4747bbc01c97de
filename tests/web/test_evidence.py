"""Pages of evidence: keeping, list, one, files as they are served, and the panel of a record."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import fastexcel
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.jobs.evidence_files import AT_ONCE, stored_path
from khet.records.office.actions.evidence import Brought, EvidenceEntry, keep_brought
from khet.records.office.actions.search import Seen
from khet.records.office.models import Duty, Evidence, EvidenceUse, EvidenceVersion, Findable, Level
from khet.records.registry.models import Event, Unit, User
from khet.rules.calendar import fiscal_year, thai_date
from tests.cast import ANONYMOUS, NAMES
from tests.jobs.brought_files import docx, pdf, picture, upload
from tests.made_area import school_code
from tests.web.doors.evidence import HEADS, KEEPERS, OF_SCHOOL, OF_UNIT, SAMPLE, SEES_UNIT

SignIn = Callable[..., Client]
NEW, LIST, OF = "/office/evidence/new", "/office/evidence/", "/office/evidence/of"
SCHOOL = {"kind": "registry.school", "key": school_code(0)}


def _typed(client: Client, **more: object) -> dict[str, object]:
    page = client.get(NEW).content.decode()
    unit = re.search(r'name="unit" value="(\d+)"|<option value="(\d+)" selected', page)
    assert unit
    typed = {"kind": "คำสั่ง", "about_day": thai_date(timezone.localdate()), "level": "office"}
    return {**typed, "unit": unit[1] or unit[2], **more}


def _keep(client: Client, **more: object) -> Evidence:
    answer = client.post(NEW, _typed(client, **more))
    assert answer.status_code == 302, re.findall(
        r'class="fault"[^>]*>([^<]*)', answer.content.decode()
    )
    return Evidence.objects.latest("kept_at")


def _page(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]


def test_a_file_is_kept_with_what_is_said_of_it(director: Client) -> None:
    kept = _keep(director, file=upload("คำสั่งที่ ๒๙๕.pdf", pdf()), note="ตามมติบอร์ด")
    assert (kept.title, kept.kind, kept.level, kept.note) == (
        *("คำสั่งที่ ๒๙๕", "คำสั่ง", "office", "ตามมติบอร์ด"),
    )
    assert kept.owner == User.objects.get(username="director")
    version = kept.versions.get()
    assert (version.name, version.type, version.number) == ("คำสั่งที่ ๒๙๕.pdf", "application/pdf", 1)
    page = _page(director.get(f"/office/evidence/{kept.pk}"))
    assert f"ปีงบประมาณ {fiscal_year(timezone.localdate()).be}" in page
    assert version.sha256 in page
    assert "ยังไม่ใช้อ้างอิงเรื่องใด" in page


def test_several_files_and_a_photo_become_a_record_each(director: Client) -> None:
    files = [upload("หนึ่ง.docx", docx()), upload("สอง.txt", b"2")]
    answer = director.post(
        NEW, _typed(director, file=files, photo=upload("IMG.jpg", picture()), title="ค่าย")
    )
    assert answer.headers["Location"] == LIST
    titles = list(Evidence.objects.order_by("-kept_at").values_list("title", flat=True)[:3])
    assert titles == ["ค่าย – IMG", "ค่าย – สอง", "ค่าย – หนึ่ง"]


def test_a_link_is_kept_as_an_address_of_the_web_only(director: Client) -> None:
    kept = _keep(director, link="https://example.org/a?b=1", kind="อื่น ๆ", other="ข่าว")
    assert (kept.source, kept.kind, kept.title) == ("link", "ข่าว", "https://example.org/a?b=1")
    for bad in ("javascript:alert(1)", "ftp://example.org", "ไม่ใช่ลิงก์", "data:text/html,x"):
        page = _page(director.post(NEW, _typed(director, link=bad)))
        assert "ลิงก์ไม่ถูกต้อง: คัดลอก" in page
        assert f'value="{bad}"' in page


def test_bad_input_is_told_at_its_field_and_what_was_typed_stays(director: Client) -> None:
    before = Evidence.objects.count()
    page = _page(director.post(NEW, _typed(director, title="ชื่อที่พิมพ์", about_day="31 ก.พ. 2569")))
    assert "เลือกไฟล์ ถ่ายภาพ หรือใส่ลิงก์" in page
    assert "อ่านวันที่ไม่ได้" in page
    assert 'value="ชื่อที่พิมพ์"' in page
    assert 'value="31 ก.พ. 2569"' in page
    far = timezone.localdate() + timedelta(400)
    page = _page(
        director.post(NEW, _typed(director, about_day=thai_date(far), level="x", unit="0"))
    )
    assert "ไกลเกินหนึ่งปี" in page
    assert re.findall(r'#id_(\w+)">[^<]*เลือกจากรายการ', page) == ["unit", "level"]
    page = _page(director.post(NEW, _typed(director, file=upload("a.pdf", picture()))))
    assert "“a.pdf” ไฟล์ชื่อ .pdf แต่เนื้อหาเป็น ภาพ JPEG" in page
    assert Evidence.objects.count() == before


def test_a_file_that_came_needs_no_second_upload(director: Client, sign_in: SignIn) -> None:
    files = [upload("ดี.docx", docx()), upload("เสีย.pdf", b"%PDF-1.4 x")]
    page = director.post(NEW, _typed(director, file=files)).content.decode()
    token = re.search(r'name="held" value="([^"]+)" checked', page)
    assert token
    assert "ดี.docx" in page
    kept = _keep(director, held=token[1])
    assert kept.title == "ดี"
    assert "รายงานการประชุม" in kept.versions.get().text
    other = sign_in("deputy").post(NEW, _typed(sign_in("deputy"), held=token[1]))
    assert "เลือกไฟล์ ถ่ายภาพ" in other.content.decode(), "a token is its bringer's own"
    forged = director.post(NEW, _typed(director, held=token[1][:-2] + "xx"))
    assert forged.status_code == 200


def test_content_that_is_kept_already_is_shown_and_kept_again_only_when_meant(
    director: Client, sign_in: SignIn
) -> None:
    first = _keep(director, file=upload("ก.pdf", pdf()), level="unit")
    typed = _typed(director, file=upload("ข.pdf", pdf()))
    page = director.post(NEW, typed).content.decode()
    assert "มีเก็บไว้แล้ว: ใช้รายการเดิมได้" in page
    assert f"/office/evidence/{first.pk}" in page
    token = re.search(r'name="held" value="([^"]+)"', page)
    assert token
    again = _keep(director, held=token[1], anyway="1")
    assert again.pk != first.pk
    assert (
        EvidenceVersion.objects.filter(evidence__in=[first, again])
        .values("sha256")
        .distinct()
        .count()
        == 1
    )
    assert _keep(sign_in("clerk"), file=upload("ค.pdf", pdf("x"))), "content of others, not seen"
    assert "มีรายการอื่นที่เนื้อหาเหมือนกัน" in _page(director.get(f"/office/evidence/{first.pk}"))
    assert _page(director.get(f"{LIST}?check=doubled")).count('scope="row"') == 2


def test_what_is_hidden_from_the_reader_is_no_duplicate(sign_in: SignIn) -> None:
    _keep(sign_in("director"), file=upload("ลับ.txt", b"secret"), level="person")
    assert _keep(sign_in("clerk"), file=upload("ของฉัน.txt", b"secret"))


def test_an_old_day_is_asked_about(director: Client) -> None:
    old = _typed(director, link="https://example.org/old", about_day="20 กันยายน 2555")
    page = _page(director.post(NEW, old))
    assert "วันของเรื่องอยู่ในปีงบประมาณ 2555 ไม่ใช่ปีนี้หรือปีก่อน" in page
    assert director.post(NEW, {**old, "anyway": "1"}).status_code == 302
    assert "ก่อนปีที่แล้ว" in _page(director.get(f"{LIST}?year=2555"))


def test_a_large_file_is_read_behind_the_page(director: Client) -> None:
    text = "คำที่หา " + "ก " * (AT_ONCE // 3)
    kept = _keep(director, file=upload("ยาว.txt", text.encode()))
    assert kept.versions.get().text.startswith("คำที่หา")
    assert "คำที่หา" in Findable.objects.get(kind="office.evidence", key=str(kept.pk)).text
    assert Event.objects.filter(action="read-evidence", key=str(kept.pk)).count() == 1


@pytest.mark.parametrize("level", ["public", "area", "office", "unit", "person"])
def test_each_level_is_seen_by_whom_it_says(sign_in: SignIn, level: str) -> None:
    kept = Evidence.objects.get(pk=SAMPLE)
    Evidence.objects.filter(pk=SAMPLE).update(level=level, owner=User.objects.get(username="clerk"))
    office = KEEPERS - OF_UNIT - {"network-supervisor", "network-chair"}
    seers = {
        "public": KEEPERS,
        "area": KEEPERS,
        "office": office,
        "unit": SEES_UNIT | {"clerk"},
        "person": {"clerk"},
    }[level]
    found = {n: sign_in(n).get(f"/office/evidence/{kept.pk}/1/file").status_code for n in NAMES}
    assert {n for n, code in found.items() if code == 200} == seers
    assert {code for n, code in found.items() if n not in {*seers, ANONYMOUS}} == {403}
    listed = {n for n in KEEPERS if kept.title in sign_in(n).get(LIST).content.decode()}
    assert listed == seers
    sheets = {n for n in KEEPERS if kept.title in _cells(sign_in(n))}
    assert sheets == seers


def _cells(client: Client, query: str = "") -> list[str]:
    content = client.get(f"{LIST}list.xlsx{query}").content
    frame = fastexcel.read_excel(content).load_sheet(0, header_row=None).to_arrow()
    return [cell for row in frame.to_pydict().values() for cell in row if isinstance(cell, str)]


def _opens(client: Client) -> bool:
    """Whether the first school's own evidence is seen, everywhere or nowhere."""
    one = f"/office/evidence/{OF_SCHOOL}"
    found = {client.get(url).status_code == 200 for url in (one, f"{one}/1/file")}
    found |= {"บันทึก unit" in client.get(LIST).content.decode()}
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize("kind", ["learning.visit", "office.duty"])
def test_what_shows_a_record_is_seen_by_its_readers(sign_in: SignIn, kind: str) -> None:
    duty = Duty.objects.create(
        rule="school-accounts",
        unit=Unit.objects.get(code=school_code(0)),
        role="school-director",
        about_kind="office.month",
        about_key="2569-11",
        opened=date(2014, 2, 1),
        due=date(2014, 3, 5),
        first_due=date(2014, 3, 5),
    )
    teacher, used = sign_in("teacher"), Evidence.objects.filter(pk=OF_SCHOOL)
    assert _opens(teacher)
    use = used.get().uses.create(about_kind=kind, about_key=str(duty.pk), used_by="ผู้ทดสอบ")
    assert not _opens(teacher)
    assert all(_opens(sign_in(name)) for name in SEES_UNIT - {"teacher"})
    assert sign_in("planner").get(f"/office/evidence/{OF_SCHOOL}").status_code == 403
    me = User.objects.get(username="teacher")
    for changed, usual in (
        ({"level": "public"}, {"level": "unit"}),
        ({"owner": me}, {"owner": None}),
    ):
        used.update(**changed)
        assert _opens(teacher)
        used.update(**usual)
    assert not _opens(teacher)
    if kind == "office.duty":
        Duty.objects.filter(pk=duty.pk).update(passed=me)
        assert _opens(teacher)
    use.delete()
    assert _opens(teacher)


def test_an_office_level_is_not_the_network_supervisors(sign_in: SignIn) -> None:
    Evidence.objects.filter(pk=SAMPLE).update(level="office")
    assert sign_in("network-supervisor").get(f"/office/evidence/{SAMPLE}").status_code == 403


def test_a_file_is_never_a_page_of_the_site(director: Client) -> None:
    content = docx()
    kept = _keep(director, file=upload("รายงาน.docx", content))
    answer = director.get(f"/office/evidence/{kept.pk}/1/file")
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]


def test_only_a_picture_is_shown_and_strange_types_are_not_told(director: Client) -> None:
    kept = _keep(director, file=upload("ภาพ.png", picture("PNG")))
    url = f"/office/evidence/{kept.pk}/1/file"
    assert director.get(url).headers["Content-Disposition"].startswith("inline")
    assert director.get(f"{url}?take=1").headers["Content-Disposition"].startswith("attachment")
    assert f'<img class="shown" src="{url}"' in _page(director.get(f"/office/evidence/{kept.pk}"))
    kept.versions.update(type="text/html")
    answer = director.get(url)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_opening_what_few_may_see_leaves_an_event(sign_in: SignIn) -> None:
    opened = Event.objects.filter(action="open-evidence")
    sign_in("auditor").get(f"/office/evidence/{SAMPLE}/1/file")
    assert not opened.exists()
    sign_in("auditor").get(f"/office/evidence/{OF_SCHOOL}/1/file")
    sign_in("clerk").get(f"/office/evidence/{OF_SCHOOL}/1/file")
    event = opened.get()
    assert (event.key, event.after) == (str(OF_SCHOOL), {"version": 1})


def test_a_lost_file_is_told_plainly(director: Client) -> None:
    kept = _keep(director, file=upload("หาย.txt", b"lost"))
    stored_path(kept.versions.get().sha256).unlink()
    answer = director.get(f"/office/evidence/{kept.pk}/1/file")
    assert answer.status_code == 404
    assert "หายไปจากที่เก็บ" in answer.content.decode()
    assert director.get(f"/office/evidence/{kept.pk}/9/file").status_code == 404
    assert director.get("/office/evidence/999999999").status_code == 404
    assert director.get(f"/office/evidence/{10**25}").status_code == 404


def test_facts_are_changed_with_before_and_after(director: Client) -> None:
    kept = _keep(director, file=upload("เดิม.txt", b"1"))
    url = f"/office/evidence/{kept.pk}/edit"
    assert 'value="เดิม"' in director.get(url).content.decode()
    assert "กรุณากรอกช่องนี้" in _page(director.post(url, _typed(director, title="")))
    assert (
        director.post(url, _typed(director, title="ใหม่", kind="อื่น ๆ", other="ข่าว")).status_code
        == 302
    )
    event = Event.objects.get(action="change-evidence")
    assert (event.before, event.after) == (
        {"title": "เดิม", "kind": "คำสั่ง"},
        {"title": "ใหม่", "kind": "ข่าว"},
    )
    assert 'value="ข่าว"' in director.get(url).content.decode()


def test_an_editor_of_another_unit_leaves_the_unit_as_it_is(director: Client) -> None:
    page = director.get(f"/office/evidence/{SAMPLE}/edit").content.decode()
    school = Unit.objects.get(code=school_code(0))
    assert f'<option value="{school.pk}" selected>' in page
    typed = _typed(director, title="แก้โดยผู้บริหาร", unit=school.pk)
    assert director.post(f"/office/evidence/{SAMPLE}/edit", typed).status_code == 302
    assert Evidence.objects.get(pk=SAMPLE).unit == school


def test_a_new_version_must_be_another_file(director: Client) -> None:
    kept = _keep(director, file=upload("ก.txt", b"1"))
    url = f"/office/evidence/{kept.pk}/version"
    assert "เลือกไฟล์ก่อน" in _page(director.post(url, {}))
    assert "เป็นไฟล์เดิมทุกประการ" in _page(director.post(url, {"file": upload("ข.txt", b"1")}))
    two = [upload("ข.txt", b"2"), upload("ค.txt", b"3")]
    assert "เลือกไฟล์เดียว" in _page(director.post(url, {"file": two}))
    assert director.post(url, {"file": upload("ข.txt", b"2")}).status_code == 302
    page = _page(director.get(f"/office/evidence/{kept.pk}"))
    assert page.index("ฉบับที่ 2") < page.index("ฉบับที่ 1")
    first = director.get(f"/office/evidence/{kept.pk}/1/file")
    assert b"".join(first.streaming_content) == b"1"  # type: ignore[attr-defined]
    link = _keep(director, link="https://example.org/1")
    url = f"/office/evidence/{link.pk}/version"
    assert "เป็นลิงก์เดิม" in _page(director.post(url, {"link": "https://example.org/1"}))
    assert director.post(url, {"link": "https://example.org/2"}).status_code == 302


def test_what_is_cited_is_not_withdrawn_and_says_by_what(director: Client) -> None:
    url = f"/office/evidence/{SAMPLE}/withdraw"
    for page in (director.get(url), director.post(url)):
        assert "ถอนไม่ได้: ยังใช้อ้างอิงอยู่" in _page(page)
        assert "บ้าน" in _page(page)
    EvidenceUse.objects.filter(evidence=SAMPLE).delete()
    assert "เขียนเหตุผลที่ถอน" in _page(director.post(url, {"reason": " "}))
    assert director.post(url, {"reason": "เก็บซ้ำ"}).status_code == 302
    assert Event.objects.get(action="withdraw-evidence").after["reason"] == "เก็บซ้ำ"
    assert director.get(f"/office/evidence/{SAMPLE}").status_code == 404
    assert f"/office/evidence/{SAMPLE}" not in director.get(LIST).content.decode()


def test_the_record_that_evidence_is_has_no_file_and_stays(director: Client) -> None:
    Evidence.objects.filter(pk=OF_SCHOOL).update(
        source="record", record_kind="registry.school", record_key=school_code(0)
    )
    EvidenceVersion.objects.filter(evidence=OF_SCHOOL).delete()
    page = _page(director.get(f"/office/evidence/{OF_SCHOOL}"))
    assert f"/registry/schools/{school_code(0)}" in page
    assert "SHA-256" not in page
    for way in ("edit", "version", "withdraw"):
        assert director.get(f"/office/evidence/{OF_SCHOOL}/{way}").status_code == 403


def test_the_list_is_filtered_and_each_count_leads_to_its_rows(director: Client) -> None:
    kept = _keep(director, file=upload("แผนปฏิบัติการ.docx", docx("ยุทธศาสตร์ที่ ๔")), kind="แผน")
    EvidenceUse.objects.filter(evidence=SAMPLE).update(used_at=timezone.now())
    for query in ("q=ยุทธศาสตร์ที่ 4", "kind=แผน", "owner=me", f"unit={kept.unit_id}", "check=unused"):
        page = director.get(f"{LIST}?{query}").content.decode()
        assert f"/office/evidence/{kept.pk}" in page, query
        assert f'/office/evidence/{SAMPLE}"' not in page, query
        assert kept.title in _cells(director, f"?{query}")
    assert f'/office/evidence/{SAMPLE}"' in director.get(f"{LIST}?year=2557").content.decode()
    assert f'/office/evidence/{SAMPLE}"' in director.get(f"{LIST}?check=outside").content.decode()
    checks = director.get(f"{LIST}checks").content.decode()
    counted = re.findall(r'href="/office/evidence/\?check=(\w+)">[^<]* (\d+)</a>', checks)
    assert {check for check, _n in counted} == {"unused", "doubled", "outside"}
    for check, n in counted:
        assert f"พบ {n} รายการ" in director.get(f"{LIST}?check={check}").content.decode(), check
    assert director.get(f"{LIST}?kind=ไม่มี").status_code == 404


def test_a_title_that_looks_like_a_formula_stays_text(director: Client) -> None:
    title = '=HYPERLINK("http://example.org","x")'
    _keep(director, link="https://example.org/f", title=title)
    content = director.get(f"{LIST}list.xlsx").content
    assert title in _cells(director)
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_queries_stay_few_when_rows_grow(director: Client) -> None:
    counts: dict[str, list[int]] = {}
    for round_ in range(3):
        urls = (
            LIST,
            f"{LIST}checks",
            f"{LIST}?q=ข&check=doubled",
            f"/office/evidence/{SAMPLE}",
            NEW,
        )
        for url in (*urls, f"{OF}?kind=registry.school&key={school_code(0)}&q=ข"):
            with CaptureQueriesContext(connection) as queries:
                assert director.get(url).status_code == 200
            counts.setdefault(url, []).append(len(queries))
        if round_ < 2:
            for n in range(round_ * 10, round_ * 10 + 6):
                kept = _keep(director, file=upload(f"ข{n}.txt", f"{n // 2}".encode()), anyway="1")
                EvidenceUse.objects.create(
                    evidence=kept,
                    about_kind="registry.school",
                    about_key=school_code(0),
                    used_by="x",
                )
                EvidenceUse.objects.create(
                    evidence_id=SAMPLE, about_kind="office.duty", about_key=str(n), used_by="x"
                )
    for url, (_none, few, many) in counts.items():
        assert many == few, url
        assert many <= 15, url


def _of(client: Client, do: str, **more: object) -> str:
    named = {k if k in ("evidence", "held") else f"new-{k}": value for k, value in more.items()}
    answer = client.post(OF, {**SCHOOL, "do": do, **named}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return _page(answer)


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
    kept = _keep(director, file=upload("ก.docx", docx("คำเฉพาะ")))
    url = f"{OF}?kind=registry.school&key={school_code(0)}&q="
    assert "ใช้รายการนี้" in _page(director.get(f"{url}คำเฉพาะ"))
    assert "ไม่พบ: ลองใช้คำสั้นลง" in _page(director.get(f"{url}ไม่มีคำนี้"))
    assert "แนบ “ก” แล้ว" in _of(director, "use", evidence=kept.pk)
    assert "ใช้รายการนี้" not in _page(director.get(f"{url}คำเฉพาะ"))
    assert "หลักฐานยังเก็บอยู่" in _of(director, "end", evidence=kept.pk)
    assert not EvidenceUse.objects.filter(evidence=kept).exists()
    assert Evidence.objects.filter(pk=kept.pk, withdrawn_at=None).exists()
    _of(director, "use", evidence="x")
    _of(director, "use", evidence="9" * 30)


def test_without_scripts_the_panel_leads_back_to_the_record(director: Client) -> None:
    kept = _keep(director, file=upload("ก.txt", b"1"))
    answer = director.post(OF, {**SCHOOL, "do": "use", "evidence": kept.pk}, follow=True)
    assert answer.redirect_chain[0][0].startswith(f"/registry/schools/{school_code(0)}")
    assert "แนบ “ก” แล้ว" in _page(answer)


def test_events_of_evidence_speak_the_words_of_an_office(director: Client) -> None:
    kept = _keep(director, file=upload("ก.txt", b"1"))
    _of(director, "use", evidence=kept.pk)
    typed = _typed(director, title="ก", level="unit", about_day="20 ก.ย. 2556")
    director.post(f"/office/evidence/{kept.pk}/edit", typed)
    page = _page(director.get("/registry/events/"))
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
    page = _page(sign_in("clerk").get(OF, SCHOOL))
    assert "และอีก 1 รายการที่ท่านไม่มีสิทธิ์เห็น" in page
    assert hidden.title not in page


def test_no_file_of_a_refused_form_stays_for_the_records(director: Client) -> None:
    director.post(NEW, _typed(director, file=upload("a.pdf", b"MZ")))
    folder = Path(settings.HOME) / "evidence"
    assert not list(folder.glob(".arriving-*"))


def test_heads_and_the_unit_itself_may_change_it(sign_in: SignIn) -> None:
    may = {n for n in KEEPERS if "แก้ข้อมูล" in _page(sign_in(n).get(f"/office/evidence/{SAMPLE}"))}
    assert may == HEADS | OF_UNIT
    assert date(2014, 2, 4) == Evidence.objects.get(pk=SAMPLE).about_day


def test_what_a_visitor_kept_for_a_school_is_not_the_school_s_to_change(sign_in: SignIn) -> None:
    school, lead = Unit.objects.get(code=SCHOOL["key"]), User.objects.get(username="supervisor")
    head = User.objects.get(username="school-director")
    for owner, status in ((lead, 403), (head, 200)):
        seen = Seen(Unit.objects.get(kind="area"), school, Level.UNIT, owner)
        entry = EvidenceEntry(seen, "ภาพถ่าย", f"ภาพของ {owner.username}", date(2014, 5, 1))
        kept = keep_brought(
            by=owner, entry=entry, brought=Brought(link="https://example.org/"), at=timezone.now()
        )
        assert sign_in("teacher").get(f"/office/evidence/{kept.pk}/edit").status_code == status
