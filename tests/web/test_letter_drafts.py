"""Drafts of letters and what they answer; files of letters, and their official papers."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.shared import Pt, RGBColor

from khet.documents.letter_paper import letter_paper
from khet.documents.paper import docx_of, pdf_of
from khet.records.office.actions.letters import LetterEntry, UnwrittenError, draft_letter
from khet.records.office.models import AttachedFile, Letter
from tests.web.doors.letters import RECEIVED, SECRET
from tests.web.registered_letters import (
    DAY,
    HERE,
    SignIn,
    newest_letter,
    page_of,
    register_it,
    told_letter,
)
from tests.web.signed_letters import area, person, proposed, step


def test_drafts_answer_are_copied_and_need_a_text(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    form = page_of(planner, f"/draft?answers={RECEIVED}")
    assert 'value="ขอเชิญประชุม"' in form
    said = {"book": "sent", "subject": "ตอบรับ", "unit": "area:9302"}
    planner.post(f"{HERE}/draft?answers={RECEIVED}", said)
    made = newest_letter()
    assert (made.answers_id, made.state, made.number) == (RECEIVED, "draft", None)
    assert "ตอบรับ" in page_of(planner, f"/{RECEIVED}")
    assert 'value="ตอบรับ"' in page_of(planner, f"/draft?copy={made.pk}")
    with pytest.raises(UnwrittenError):
        proposed(made, "director")
    planner.post(f"{HERE}/{made.pk}/change", {**said, "text": "ด้วย"})
    assert proposed(made, "director").state == "proposed"


def test_a_memorandum_that_came_back_keeps_its_number(sign_in: SignIn) -> None:
    entry = LetterEntry(area(), "ขอใช้ห้อง", text="ด้วย")
    memo = draft_letter(by=person("clerk"), area=area(), book="memo", entry=entry)
    first = proposed(memo, "director")
    assert first.ref
    step(sign_in("director"), first, "return", note="แก้")
    said = {"subject": "ขอใช้ห้องประชุม", "unit": "area:9302", "text": "ด้วย"}
    sign_in("clerk").post(f"{HERE}/{memo.pk}/change", said)
    again = proposed(memo, "director")
    assert again.subject == "ขอใช้ห้องประชุม"
    kept = (again.ref, again.ref_key, again.day, again.number)
    assert kept == (first.ref, first.ref_key, first.day, first.number)


def test_a_letter_refers_to_what_is_written_of_it(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    said = {"book": "sent", "subject": "ตอบรับ", "unit": "area:9302", "refers_to": "หนังสือเดิม"}
    planner.post(f"{HERE}/draft?answers={RECEIVED}", said)
    made = newest_letter()
    for refers_to, answers in (("หนังสือเดิม", RECEIVED), ("หนังสืออื่น", None)):
        planner.post(f"{HERE}/{made.pk}/change", {**said, "refers_to": refers_to})
        made.refresh_from_db()
        assert (made.refers_to, made.answers_id) == (refers_to, answers)


@pytest.mark.parametrize("said", ["ตย 0001/ว101", "หนังสือ ที่ ตย ๐๐๐๑/ว ๑๐๑ ลงวันที่ ๒๒ พฤศจิกายน ๒๕๖๙"])
def test_what_was_received_refers_to_what_was_received_before(sign_in: SignIn, said: str) -> None:
    clerk = sign_in("clerk")
    register_it(clerk, ref="ตย 0001/ว101", subject="ฉบับแรก")
    first = newest_letter()
    register_it(clerk, ref="ตย 0001/202", subject="ฉบับที่สอง", refers_to=said)
    assert newest_letter().answers_id == first.pk
    assert "เปิดหนังสือที่อ้างถึง" in page_of(clerk, f"/{newest_letter().pk}")
    assert "ตย 0001/202" in page_of(clerk, f"/{first.pk}")


@pytest.mark.parametrize("start", ["answers", "copy"])
def test_a_draft_from_a_secret_letter_begins_as_secret(sign_in: SignIn, start: str) -> None:
    page = page_of(sign_in("director"), f"/draft?{start}={SECRET}")
    assert '<option value="secret" selected>' in page
    assert '<option value="director" selected>' in page


def test_a_cancelled_letter_takes_no_file(sign_in: SignIn) -> None:
    clerk, address = sign_in("clerk"), f"{HERE}/{RECEIVED}/attach"
    assert clerk.get(address).status_code == 200
    Letter.objects.filter(pk=RECEIVED).update(state="cancelled")
    file = SimpleUploadedFile("a.txt", b"a")
    assert clerk.post(address, {"part": "enclosure", "file": file}).status_code == 403


def test_files_are_attached_found_and_taken_off(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    register_it(clerk)
    pk = newest_letter().pk
    file = SimpleUploadedFile("a.txt", "คำเฉพาะในไฟล์".encode())
    clerk.post(f"{HERE}/{pk}/attach", {"part": "enclosure", "file": file})
    kept = AttachedFile.objects.get(about_kind="office.letter", about_key=str(pk))
    assert "ขอข้อมูลตัวอย่าง" in page_of(clerk, "/?q=คำเฉพาะ")
    clerk.post(f"{HERE}/{pk}/files/{kept.pk}/remove")
    assert "ขอข้อมูลตัวอย่าง" not in page_of(clerk, "/?q=คำเฉพาะ")
    refused = clerk.post(f"{HERE}/{pk}/attach", {"part": "enclosure"}).content.decode()
    assert "เลือกไฟล์ก่อน" in refused


@pytest.mark.parametrize(("book", "head"), [("sent", "ขอแสดงความนับถือ"), ("memo", "บันทึกข้อความ")])
def test_papers_have_the_official_form(book: str, head: str) -> None:
    paper = letter_paper(told_letter(book=book))
    made = Document(io.BytesIO(docx_of(paper, DAY)))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert any(head in text for text in texts)
    assert any("๕ ตุลาคม ๒๕๖๙" in text for text in texts)
    mark = next(p.runs[0] for p in made.paragraphs if p.text == "ด่วนที่สุด")
    assert (mark.font.size, mark.font.bold) == (Pt(32), True)
    assert mark.font.color.rgb == RGBColor(0xC0, 0, 0)
    assert pdf_of(paper, DAY) == pdf_of(paper, DAY)
