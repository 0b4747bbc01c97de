"""Evidence changed, replaced by a new version, withdrawn; by whom."""

from datetime import date

from django.test import Client
from django.utils import timezone

from khet.records.office.actions.evidence import Brought, EvidenceEntry, keep_brought
from khet.records.office.actions.search import Seen
from khet.records.office.models import Evidence, EvidenceUse, EvidenceVersion, Level
from khet.records.registry.models import Event, Unit, User
from tests.jobs.brought_files import upload
from tests.made_area import school_code
from tests.web.doors.evidence import HEADS, KEEPERS, OF_SCHOOL, OF_UNIT, SAMPLE
from tests.web.kept_evidence import LIST, SCHOOL, SignIn, keep_it, page_of, typed_by


def test_facts_are_changed_with_before_and_after(director: Client) -> None:
    kept = keep_it(director, file=upload("เดิม.txt", b"1"))
    url = f"/office/evidence/{kept.pk}/edit"
    assert 'value="เดิม"' in director.get(url).content.decode()
    assert "กรุณากรอกช่องนี้" in page_of(director.post(url, typed_by(director, title="")))
    assert (
        director.post(url, typed_by(director, title="ใหม่", kind="อื่น ๆ", other="ข่าว")).status_code
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
    typed = typed_by(director, title="แก้โดยผู้บริหาร", unit=school.pk)
    assert director.post(f"/office/evidence/{SAMPLE}/edit", typed).status_code == 302
    assert Evidence.objects.get(pk=SAMPLE).unit == school


def test_a_new_version_must_be_another_file(director: Client) -> None:
    kept = keep_it(director, file=upload("ก.txt", b"1"))
    url = f"/office/evidence/{kept.pk}/version"
    assert "เลือกไฟล์ก่อน" in page_of(director.post(url, {}))
    assert "เป็นไฟล์เดิมทุกประการ" in page_of(director.post(url, {"file": upload("ข.txt", b"1")}))
    two = [upload("ข.txt", b"2"), upload("ค.txt", b"3")]
    assert "เลือกไฟล์เดียว" in page_of(director.post(url, {"file": two}))
    assert director.post(url, {"file": upload("ข.txt", b"2")}).status_code == 302
    page = page_of(director.get(f"/office/evidence/{kept.pk}"))
    assert page.index("ฉบับที่ 2") < page.index("ฉบับที่ 1")
    first = director.get(f"/office/evidence/{kept.pk}/1/file")
    assert b"".join(first.streaming_content) == b"1"  # type: ignore[attr-defined]
    link = keep_it(director, link="https://example.org/1")
    url = f"/office/evidence/{link.pk}/version"
    assert "เป็นลิงก์เดิม" in page_of(director.post(url, {"link": "https://example.org/1"}))
    assert director.post(url, {"link": "https://example.org/2"}).status_code == 302


def test_what_is_cited_is_not_withdrawn_and_says_by_what(director: Client) -> None:
    url = f"/office/evidence/{SAMPLE}/withdraw"
    for page in (director.get(url), director.post(url)):
        assert "ถอนไม่ได้: ยังใช้อ้างอิงอยู่" in page_of(page)
        assert "บ้าน" in page_of(page)
    EvidenceUse.objects.filter(evidence=SAMPLE).delete()
    assert "เขียนเหตุผลที่ถอน" in page_of(director.post(url, {"reason": " "}))
    assert director.post(url, {"reason": "เก็บซ้ำ"}).status_code == 302
    assert Event.objects.get(action="withdraw-evidence").after["reason"] == "เก็บซ้ำ"
    assert director.get(f"/office/evidence/{SAMPLE}").status_code == 404
    assert f"/office/evidence/{SAMPLE}" not in director.get(LIST).content.decode()


def test_the_record_that_evidence_is_has_no_file_and_stays(director: Client) -> None:
    Evidence.objects.filter(pk=OF_SCHOOL).update(
        source="record", record_kind="registry.school", record_key=school_code(0)
    )
    EvidenceVersion.objects.filter(evidence=OF_SCHOOL).delete()
    page = page_of(director.get(f"/office/evidence/{OF_SCHOOL}"))
    assert f"/registry/schools/{school_code(0)}" in page
    assert "SHA-256" not in page
    for way in ("edit", "version", "withdraw"):
        assert director.get(f"/office/evidence/{OF_SCHOOL}/{way}").status_code == 403


def test_heads_and_the_unit_itself_may_change_it(sign_in: SignIn) -> None:
    may = {n for n in KEEPERS if "แก้ข้อมูล" in page_of(sign_in(n).get(f"/office/evidence/{SAMPLE}"))}
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
