"""Books of letters: registered once, searched, secret, drafted, printed, taken over from Excel."""

import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from math import ceil
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from docx.shared import Pt, RGBColor

from khet.documents.letter_paper import LetterTold, letter_paper
from khet.documents.paper import docx_of, pdf_of
from khet.records.office.actions import letters
from khet.records.office.actions.letters import (
    LetterEntry,
    SameLetterError,
    UnwrittenError,
    draft_letter,
    register_letter,
)
from khet.records.office.models import AttachedFile, Letter, Number, Series
from khet.records.registry.actions.settings import TableChange, change_table
from khet.records.registry.models import Event, Import, Unit
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import BUDDHIST_ERA
from khet.rules.thai import arabic_digits, thai_digits
from tests.web.doors.letters import DRAFT, RECEIVED, RESERVED, SECRET, YEAR
from tests.web.signed_letters import area, arrived, person, proposed, step

SignIn = Callable[[str], Client]
HERE = "/office/letters"
MOST_QUERIES = 15
DAY = date(2026, 10, 5)
TYPED = {
    "ref": "ทส ๐๐๐๑/๙",
    "day": "๕ ต.ค. ๒๕๖๙",
    "sender": "หน่วยงานตัวอย่าง",
    "subject": "ขอข้อมูลตัวอย่าง",
    "unit": "area:9302",
}


def _page(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def _paper(**more: Any) -> LetterTold:
    told = {
        **{"book": "sent", "office": "สำนักงานตัวอย่าง", "unit": "กลุ่มตัวอย่าง"},
        **{"ref": "ทส 0001/ว12", "day": DAY, "to": "ผู้อำนวยการ", "subject": "ขอเชิญประชุม"},
        **{"refers_to": "", "enclosures": ["กำหนดการ"], "text": "ด้วยจะประชุม"},
        **{"signer": "ผู้ลงนาม", "post": "ผู้อำนวยการ", "marks": ["ด่วนที่สุด"], "draft": False},
    }
    return LetterTold(**{**told, **more})


def _pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("letter.pdf", pdf_of(letter_paper(_paper()), DAY))


def _registered(client: Client, **more: Any) -> Any:
    return client.post(f"{HERE}/register", {**TYPED, **more})


def _newest() -> Letter:
    return Letter.objects.select_related("number__series").latest("drafted_at")


def test_a_file_is_read_and_its_letter_registered(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    page = clerk.post(f"{HERE}/register", {"read": "1", "file": _pdf()}).content.decode()
    for said in ("ทส 0001/ว12", "5 ต.ค. 2569", "ขอเชิญประชุม", "สำนักงานตัวอย่าง"):
        assert f'value="{said}"' in page
    held = page.split('name="held" value="')[1].split('"')[0]
    sent = _registered(clerk, ref="ทส 0001/ว12", held=held)
    letter = _newest()
    assert sent.headers["Location"] == f"{HERE}/register?done={letter.pk}"
    assert f"{letter.number}" in _page(clerk, f"/register?done={letter.pk}")
    file = AttachedFile.objects.get(about_kind="office.letter", about_key=str(letter.pk))
    assert (file.part, "ด้วยจะประชุม" in file.text) == ("letter", True)
    assert "ขอข้อมูลตัวอย่าง" in _page(clerk, "/?q=ด้วยจะประชุม")


def test_a_scan_says_that_nothing_can_be_read(sign_in: SignIn) -> None:
    empty = pypdfium2.PdfDocument.new()
    empty.new_page(200, 200)
    out = io.BytesIO()
    empty.save(out)
    file = SimpleUploadedFile("scan.pdf", out.getvalue())
    typed = {"read": "1", "file": file, "subject": "พิมพ์ไว้แล้ว"}
    page = sign_in("clerk").post(f"{HERE}/register", typed).content.decode()
    assert "ไฟล์นี้เป็นภาพสแกน" in page
    assert 'value="พิมพ์ไว้แล้ว"' in page


def test_the_same_letter_is_never_entered_twice(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    _registered(clerk)
    first = _newest()
    page = _registered(clerk, ref="ทส0001 / 9", sender="หน่วยงาน ตัวอย่าง").content.decode()
    assert "จึงไม่ลงซ้ำ" in page
    assert f"{HERE}/{first.pk}" in page
    refused = _registered(clerk, sender="ผู้ส่งอื่น", different="1", day="")
    assert refused.status_code == 302
    entry = LetterEntry(first.unit, "ซ้ำ", ref=first.ref, day=DAY, sender=first.sender)
    series = Series.objects.get(kind="received", year=timezone.localdate().year + BUDDHIST_ERA)
    with pytest.raises(SameLetterError):
        register_letter(by=person("clerk"), area=first.area, entry=entry, at=timezone.now())
    assert Series.objects.get(pk=series.pk).last == series.last == 2


def test_a_like_letter_is_asked_about_and_may_be_another(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    _registered(clerk)
    count = Letter.objects.count()
    page = _registered(clerk, day="6 ต.ค. 2569").content.decode()
    assert "เป็นคนละฉบับ" in page
    assert Letter.objects.count() == count
    assert _registered(clerk, day="6 ต.ค. 2569", different="1").status_code == 302
    assert Letter.objects.count() == count + 1


@pytest.mark.parametrize("sender", ["สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน", "สพฐ."])
def test_a_like_letter_without_a_number_is_asked_about(sign_in: SignIn, sender: str) -> None:
    clerk = sign_in("clerk")
    _registered(clerk, ref="", sender="สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน")
    count = Letter.objects.count()
    page = _registered(clerk, ref="", sender=sender).content.decode()
    assert "เป็นคนละฉบับ" in page
    assert "เป็นคนละฉบับ" in _registered(clerk, sender=sender).content.decode()
    assert Letter.objects.count() == count
    assert _registered(clerk, ref="", subject="เรื่องอื่น").status_code == 302
    assert _registered(clerk, ref="", sender=sender, different="1").status_code == 302


@pytest.mark.parametrize("ref", ["ทส0001/ว1234", "ที่ ทส ๐๐๐๑/ ว 1234", "ทส 0001/ว ๑๒๓๔"])
def test_a_number_is_the_same_however_it_is_written(sign_in: SignIn, ref: str) -> None:
    clerk = sign_in("clerk")
    _registered(clerk, ref="ที่ ทส0001/ว.1234")
    assert _newest().ref == "ทส0001/ว.1234"
    assert "จึงไม่ลงซ้ำ" in _registered(clerk, ref=ref).content.decode()


@pytest.mark.parametrize("state", ["proposed", "ordered", "filed", "cancelled"])
def test_a_letter_that_somebody_acted_on_is_not_written_otherwise(
    sign_in: SignIn, state: str
) -> None:
    clerk, letter = sign_in("clerk"), Letter.objects.filter(pk=RECEIVED)
    link = f'href="{HERE}/{RECEIVED}/change"'
    assert link in _page(clerk, f"/{RECEIVED}")
    letter.update(state=state)
    assert link not in _page(clerk, f"/{RECEIVED}")
    opened = _page(clerk, f"/{RECEIVED}/change")
    assert "ทำรายการนี้ไม่ได้แล้ว เพราะหนังสืออยู่ในสถานะ" in opened
    assert 'name="subject"' not in opened
    sent = clerk.post(f"{HERE}/{RECEIVED}/change", TYPED)
    assert "ทำรายการนี้ไม่ได้แล้ว" in sent.content.decode()
    assert letter.get().subject == "ขอเชิญประชุม"


def test_a_letter_made_the_same_as_one_just_entered_is_told(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = sign_in("clerk")
    _registered(clerk)
    number = _newest().number
    found = iter([None, _newest()])
    monkeypatch.setattr(letters, "same_letter", lambda letter: next(found))
    page = clerk.post(f"{HERE}/{RECEIVED}/change", TYPED).content.decode()
    assert f"ลงรับหนังสือฉบับนี้ไว้แล้วเป็นเลข {number} จึงไม่ลงซ้ำ" in page
    assert Letter.objects.get(pk=RECEIVED).subject == "ขอเชิญประชุม"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("subject", "", "กรุณากรอกช่องนี้"),
        ("day", "32 ต.ค. 2569", "อ่านวันที่ไม่ได้"),
        ("day", "5 ต.ค. 2669", "วันที่ยังมาไม่ถึง"),
        ("secrecy", "secret", "หนังสือลับต้องระบุผู้อ่าน"),
        ("unit", "area:0000", "เลือกจากรายการเท่านั้น"),
    ],
)
def test_bad_input_is_told_at_its_field(sign_in: SignIn, field: str, value: str, told: str) -> None:
    page = _registered(sign_in("clerk"), **{field: value}).content.decode()
    assert told in page
    assert "ทส ๐๐๐๑/๙" in page


def test_a_secret_letter_leaves_only_its_number(sign_in: SignIn) -> None:
    planner, director = sign_in("planner"), sign_in("director")
    page = _page(planner, f"/?year={YEAR}")
    assert "หนังสือลับ" in page
    assert f"2/{YEAR}" in page
    for address in (f"/?year={YEAR}", "/?q=ปกปิด", "/?state=registered", f"/numbers?year={YEAR}"):
        found = _page(planner, address)
        assert "เรื่องปกปิด" not in found
        assert "ผู้ลับ" not in found
    assert planner.get(f"{HERE}/{SECRET}").status_code == 403
    assert "เรื่องปกปิด" in _page(director, f"/?year={YEAR}")
    assert "เรื่องปกปิด" in _page(director, f"/{SECRET}")


@pytest.mark.parametrize("asked", ["๑/๒๕๕๗", "1", "ศธ ๐๔๐๐๑/ว ๑", "เชิญประชุม"])
def test_a_letter_is_found_by_number_ref_and_words(sign_in: SignIn, asked: str) -> None:
    letter = Letter.objects.select_related("area").get(pk=RECEIVED)
    Letter.objects.filter(pk=RECEIVED).update(ref_key="ศธ04001/ว1")
    sign_in("clerk").post(
        f"{HERE}/{RECEIVED}/change",
        {**TYPED, "ref": letter.ref, "subject": letter.subject, "day": "22/8/2557"},
    )
    assert "ขอเชิญประชุม" in _page(sign_in("planner"), f"/?q={asked}")


def test_a_register_has_every_number(sign_in: SignIn) -> None:
    answer = sign_in("planner").get(f"{HERE}/book.xlsx?year={YEAR}")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    told = [(row[0], row[6]) for row in rows if row[1] == YEAR]
    assert set(told) > {(1, "ขอเชิญประชุม"), (2, "หนังสือลับ"), (3, "จองไว้: งานด่วน")}
    assert [number for number, _subject in told] == sorted(number for number, _subject in told)


def test_a_register_of_all_years_says_no_year(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    _registered(clerk)
    clerk.post(f"{HERE}/numbers/reserve?kind=received", {"reason": "งานด่วน"})
    this = timezone.localdate().year + BUDDHIST_ERA
    answer = clerk.get(f"{HERE}/book.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    told = [(row[1], row[0], row[6]) for row in rows if isinstance(row[1], int)]
    assert set(told) > {
        (YEAR, 3, "จองไว้: งานด่วน"),
        (this, 1, TYPED["subject"]),
        (this, 2, "จองไว้: งานด่วน"),
    }
    for asked, heading in (("", "ทะเบียนหนังสือรับ\r\n"), (f"?year={YEAR}", "ทะเบียนหนังสือรับ ปี")):
        text = _printed(clerk, f"{HERE}/book.pdf{asked}")
        assert heading in text
        parts = [f"\nปี{thai_digits(str(one))}\r\n" in text for one in (YEAR, this)]
        assert parts == [not asked, not asked]


def test_a_long_register_is_printed_whole_in_parts(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner, whole = sign_in("planner"), f"{HERE}/book.pdf?year={YEAR}"
    book = openpyxl.load_workbook(io.BytesIO(planner.get(whole.replace("pdf", "xlsx")).content))
    numbers = [row[0] for row in book.worksheets[0].values if row[1] == YEAR]
    assert f'href="{whole}"' in _page(planner, f"/?year={YEAR}")
    for module in ("listing", "registers"):
        monkeypatch.setattr(f"khet.web.office.letters.{module}.PER_PRINT", 2)
    page, count = _page(planner, f"/?year={YEAR}"), ceil(len(numbers) / 2)
    assert f'href="{whole}"' not in page
    assert count > 1
    printed: list[str] = []
    for part in range(1, count + 1):
        assert f'href="{whole}&amp;part={part}"' in page
        text = _printed(planner, f"{whole}&part={part}")
        assert thai_digits(f"ส่วนที่ {part} จาก {count} รายการที่ {2 * part - 1}–") in text
        printed += re.findall(r"^([๐-๙]+) [ก-ฮ–]", text, re.M)
    assert [int(arabic_digits(one)) for one in printed] == numbers
    assert f'href="{HERE}/book.pdf?part=1"' in _page(planner, "/")
    for wrong in ("0", f"{count + 1}", "x", ""):
        assert planner.get(f"{whole}&part={wrong}").status_code == 404


def _printed(client: Client, address: str) -> str:
    printed = pypdfium2.PdfDocument(client.get(address).content)
    return "".join(page.get_textpage().get_text_bounded() for page in printed)


def test_drafts_answer_are_copied_and_need_a_text(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    form = _page(planner, f"/draft?answers={RECEIVED}")
    assert 'value="ขอเชิญประชุม"' in form
    said = {"book": "sent", "subject": "ตอบรับ", "unit": "area:9302"}
    planner.post(f"{HERE}/draft?answers={RECEIVED}", said)
    made = _newest()
    assert (made.answers_id, made.state, made.number) == (RECEIVED, "draft", None)
    assert "ตอบรับ" in _page(planner, f"/{RECEIVED}")
    assert 'value="ตอบรับ"' in _page(planner, f"/draft?copy={made.pk}")
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
    made = _newest()
    for refers_to, answers in (("หนังสือเดิม", RECEIVED), ("หนังสืออื่น", None)):
        planner.post(f"{HERE}/{made.pk}/change", {**said, "refers_to": refers_to})
        made.refresh_from_db()
        assert (made.refers_to, made.answers_id) == (refers_to, answers)


@pytest.mark.parametrize("said", ["ตย 0001/ว101", "หนังสือ ที่ ตย ๐๐๐๑/ว ๑๐๑ ลงวันที่ ๒๒ พฤศจิกายน ๒๕๖๙"])
def test_what_was_received_refers_to_what_was_received_before(sign_in: SignIn, said: str) -> None:
    clerk = sign_in("clerk")
    _registered(clerk, ref="ตย 0001/ว101", subject="ฉบับแรก")
    first = _newest()
    _registered(clerk, ref="ตย 0001/202", subject="ฉบับที่สอง", refers_to=said)
    assert _newest().answers_id == first.pk
    assert "เปิดหนังสือที่อ้างถึง" in _page(clerk, f"/{_newest().pk}")
    assert "ตย 0001/202" in _page(clerk, f"/{first.pk}")


@pytest.mark.parametrize("start", ["answers", "copy"])
def test_a_draft_from_a_secret_letter_begins_as_secret(sign_in: SignIn, start: str) -> None:
    page = _page(sign_in("director"), f"/draft?{start}={SECRET}")
    assert '<option value="secret" selected>' in page
    assert '<option value="director" selected>' in page


def test_only_what_changed_leaves_an_event(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    said = {"subject": "ร่าง sent", "unit": "area:9302", "text": "ด้วยงานนี้"}
    changes = Event.objects.filter(action="change-letter", key=str(DRAFT))
    planner.post(f"{HERE}/{DRAFT}/change", said)
    assert not changes.exists()
    planner.post(f"{HERE}/{DRAFT}/change", {**said, "text": "ด้วยงานอื่น"})
    assert changes.count() == 1


def test_events_tell_no_content_of_a_letter_that_became_secret(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    _registered(clerk, subject="เรื่องที่ต้องปิด")
    pk = _newest().pk
    said = {**TYPED, "secrecy": "secret", "readers": ["director"]}
    clerk.post(f"{HERE}/{pk}/change", {**said, "subject": "เรื่องที่ต้องปิด"})
    file = SimpleUploadedFile("ชื่อที่ต้องปิด.txt", b"a")
    clerk.post(f"{HERE}/{pk}/attach", {"part": "enclosure", "file": file})
    kept = AttachedFile.objects.get(about_kind="office.letter", about_key=str(pk))
    clerk.post(f"{HERE}/{pk}/files/{kept.pk}/remove")
    of_letter = Event.objects.filter(kind="office.letter", key=str(pk))
    after = of_letter.exclude(action="register-letter")
    assert {one.action for one in after} > {"change-letter", "attach-file", "take-off-file"}
    assert not [one for one in after if "ต้องปิด" in f"{one.before}{one.after}"]
    events = f"/registry/events/?kind=office.letter&key={pk}"
    for name, told in (("director", True), ("auditor", False)):
        page = sign_in(name).get(events).content.decode()
        assert "ลงรับหนังสือ" in page
        assert ("เรื่องที่ต้องปิด" in page) is told


def test_the_panel_counts_what_its_list_shows(sign_in: SignIn) -> None:
    secret = arrived("ปิด", secrecy="secret")
    Letter.objects.filter(pk=secret.pk).update(owner=person("director"))
    clerk, today = sign_in("clerk"), timezone.localdate()
    panel = _page(clerk, "/panel")
    assert panel.count("0 ฉบับ") == 1
    assert "พบ 0 ฉบับ" in _page(clerk, f"/?book=received&on={today:%Y-%m-%d}")


def test_a_cancelled_letter_takes_no_file(sign_in: SignIn) -> None:
    clerk, address = sign_in("clerk"), f"{HERE}/{RECEIVED}/attach"
    assert clerk.get(address).status_code == 200
    Letter.objects.filter(pk=RECEIVED).update(state="cancelled")
    file = SimpleUploadedFile("a.txt", b"a")
    assert clerk.post(address, {"part": "enclosure", "file": file}).status_code == 403


def test_files_are_attached_found_and_taken_off(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    _registered(clerk)
    pk = _newest().pk
    file = SimpleUploadedFile("a.txt", "คำเฉพาะในไฟล์".encode())
    clerk.post(f"{HERE}/{pk}/attach", {"part": "enclosure", "file": file})
    kept = AttachedFile.objects.get(about_kind="office.letter", about_key=str(pk))
    assert "ขอข้อมูลตัวอย่าง" in _page(clerk, "/?q=คำเฉพาะ")
    clerk.post(f"{HERE}/{pk}/files/{kept.pk}/remove")
    assert "ขอข้อมูลตัวอย่าง" not in _page(clerk, "/?q=คำเฉพาะ")
    refused = clerk.post(f"{HERE}/{pk}/attach", {"part": "enclosure"}).content.decode()
    assert "เลือกไฟล์ก่อน" in refused


@pytest.mark.parametrize(("book", "head"), [("sent", "ขอแสดงความนับถือ"), ("memo", "บันทึกข้อความ")])
def test_papers_have_the_official_form(book: str, head: str) -> None:
    paper = letter_paper(_paper(book=book))
    made = Document(io.BytesIO(docx_of(paper, DAY)))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert any(head in text for text in texts)
    assert any("๕ ตุลาคม ๒๕๖๙" in text for text in texts)
    mark = next(p.runs[0] for p in made.paragraphs if p.text == "ด่วนที่สุด")
    assert (mark.font.size, mark.font.bold) == (Pt(32), True)
    assert mark.font.color.rgb == RGBColor(0xC0, 0, 0)
    assert pdf_of(paper, DAY) == pdf_of(paper, DAY)


def test_numbers_are_reserved_cancelled_and_continued(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    clerk.post(f"{HERE}/numbers/{RESERVED}/cancel", {"reason": "ไม่ใช้แล้ว"})
    assert Number.objects.get(pk=RESERVED).state == "cancelled"
    year = timezone.localdate().year + BUDDHIST_ERA
    clerk.post(f"{HERE}/numbers/continue?kind=sent", {"year": str(year), "last": "๔๐"})
    clerk.post(f"{HERE}/numbers/reserve?kind=sent", {"reason": "งานด่วน"})
    assert f"41/{year}" in _page(clerk, "/numbers?kind=sent")
    page = clerk.post(f"{HERE}/numbers/continue?kind=sent", {"year": str(year), "last": "50"})
    assert "ปีนี้ออกเลขในระบบแล้ว" in page.content.decode()


HEADS = ("เลขทะเบียนรับ", "ปี", "ที่", "ลงวันที่", "จาก", "เรื่อง", "ชั้นความเร็ว")


def _brought(
    client: Client, *rows: tuple[Any, ...], heads: Sequence[str] = HEADS, book: str = "received"
) -> dict[str, Any]:
    file = openpyxl.Workbook()
    for row in (heads, *rows):
        file.worksheets[0].append(row)
    out = io.BytesIO()
    file.save(out)
    brought = SimpleUploadedFile("register.xlsx", out.getvalue())
    sent = client.post(f"/registry/imports/letters-{book}", {"file": brought})
    assert sent.status_code == 302
    return dict(Import.objects.latest("brought_at").report or {})


def _messages(report: dict[str, Any]) -> str:
    return " ".join(f"{one['row']}:{one['message']}" for one in report["problems"])


def test_an_old_register_comes_in_whole(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    report = _brought(
        clerk,
        ("๑", "2568", "ทส 1/1", "๕ ม.ค. ๒๕๖๘", "ผู้ส่ง ก", "เรื่องแรก", "ด่วน"),
        ("4/2568", "", "ทส 1/2", "6/1/2568", "ผู้ส่ง ก", "เรื่องที่สี่", ""),
    )
    assert report["errors"] == 0
    assert report["doubts"] == {"number-missing": 1}
    held = Import.objects.latest("brought_at")
    told = {"do": "keep", "seen": report["print"], "reason-number-missing": "ไม่มีจริง"}
    clerk.post(f"/registry/imports/files/{held.pk}", told)
    series = Series.objects.get(kind="received", year=2568)
    states = dict(series.numbers.values_list("number", "state"))
    assert states == {1: "used", 2: "cancelled", 3: "cancelled", 4: "used"}
    assert series.last == 4
    first = Letter.objects.get(number__series=series, number__number=1)
    assert (first.urgency, first.state, first.day) == ("urgent", "filed", date(2025, 1, 5))
    assert "เรื่องที่สี่" in _page(clerk, "/?q=4/2568")
    again = _brought(clerk, ("1", "2568", "ทส 9/9", "", "ผู้ส่ง ข", "เรื่องอื่น", ""))
    assert "เลขนี้มีในระบบแล้ว" in _messages(again)
    assert (again["added"], again["changed"]) == (0, 0)


def test_faults_of_a_register_are_told_by_row(sign_in: SignIn) -> None:
    report = _brought(
        sign_in("clerk"),
        ("1", "2567", "ทส 5/1", "5/1/2567", "ก", "หนึ่ง", ""),
        ("1", "2567", "ทส 5/2", "5/1/2567", "ก", "ซ้ำเลข", ""),
        ("2", "2567", "ทส 5/1", "5/1/2567", "ก", "ซ้ำฉบับ", ""),
        ("3", "2567", "ทส 5/3", "35/1/2567", "ก", "วันผิด", ""),
        ("4", "2567", "ทส 5/4", "5/1/2567", "ก", "", ""),
        ("5", "2999", "ทส 5/5", "5/1/2567", "ก", "ปีผิด", ""),
    )
    told = _messages(report)
    for said in (
        "3:ปี + เลขทะเบียนรับ ซ้ำกับแถว 2",
        "4:หนังสือฉบับเดียวกับเลข 1/2567",
        '5:"35/1/2567" ใช้ไม่ได้: ใส่วันที่',
        "6:ว่างอยู่: ใส่เรื่อง",
    ):
        assert said in told
    assert report["errors"] == 5
    assert not Series.objects.filter(year=2567).exists()


def test_a_number_of_a_faulty_row_is_not_missing(sign_in: SignIn) -> None:
    report = _brought(
        sign_in("clerk"),
        ("1", "2567", "", "5/1/2567", "ก", "หนึ่ง", ""),
        ("2", "2567", "", "35/1/2567", "ก", "วันผิด", ""),
        ("3", "", "", "35/1/2567", "ก", "ไม่รู้ปี", ""),
        ("5", "2567", "", "5/1/2567", "ก", "ห้า", ""),
    )
    told = [one["message"] for one in report["problems"] if one["level"] == "warning"]
    assert [one.split(" ก่อน")[0] for one in told] == ["ไม่มีเลข 4"]


def test_secret_letters_of_an_old_register_are_read_by_the_head(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    row = ("1", "2567", "", "5/1/2567", "ก", "เรื่องปิด", "ลับ")
    report = _brought(clerk, row, heads=(*HEADS[:-1], "ชั้นความลับ"))
    assert report["doubts"] == {"secret-letter": 1}
    assert "2:หนังสือลับ: ผู้อ่านได้คือผู้นำเข้า และ ผู้ทดสอบ" in _messages(report)
    held = Import.objects.latest("brought_at")
    told = {"do": "keep", "seen": report["print"], "reason-secret-letter": "ตามทะเบียน"}
    clerk.post(f"/registry/imports/files/{held.pk}", told)
    letter = Letter.objects.get(subject="เรื่องปิด")
    assert "เรื่องปิด" in _page(sign_in("director"), f"/{letter.pk}")
    assert sign_in("planner").get(f"{HERE}/{letter.pk}").status_code == 403
    event = Event.objects.get(action="import-letters")
    assert event.after["readers"] == ["director"]


def test_circulars_of_an_old_register_go_by_the_table_of_their_day(sign_in: SignIn) -> None:
    rows = office_tables(area()).of("correspondence", 2567)
    content = {**rows, "circulars_apart": False}
    change = TableChange(area(), "correspondence", 2567, content, "ร่วมกัน", 0)
    change_table(by=person("administrator"), change=change)
    clerk = sign_in("clerk")
    report = _brought(
        clerk,
        ("1", "2567", "", "5/1/2567", "", "ปีการศึกษาก่อน", ""),
        ("2", "2567", "", "5/6/2567", "", "ปีการศึกษานี้", ""),
        heads=("เลขทะเบียนส่ง", *HEADS[1:]),
        book="circular",
    )
    held = Import.objects.latest("brought_at")
    clerk.post(f"/registry/imports/files/{held.pk}", {"do": "keep", "seen": report["print"]})
    kept = Number.objects.filter(series__year=2567).values_list("series__kind", "number")
    assert sorted(kept) == [("circular", 1), ("sent", 2)]


def test_the_template_of_a_register_tells_how_to_fill_it(sign_in: SignIn) -> None:
    page = sign_in("clerk").get("/registry/imports/letters-received").content.decode()
    assert "ใส่ผู้ส่ง ไม่เกิน 300 ตัวอักษร" in page
    assert "ยาวเกินไป" not in page


@pytest.mark.parametrize("who", ["planner", "school-director"])
def test_others_bring_no_register(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get("/registry/imports/letters-received").status_code == 403


@pytest.mark.parametrize("address", ["/", f"/{RECEIVED}", "/register", f"/{DRAFT}", "/numbers"])
def test_pages_ask_few_questions(sign_in: SignIn, address: str) -> None:
    clerk, area = sign_in("clerk"), Unit.objects.get(kind="area")
    _page(clerk, address)
    with CaptureQueriesContext(
        connection,
    ) as before:
        _page(clerk, address)
    Letter.objects.bulk_create(
        Letter(area=area, unit=area, book="open", state="draft", subject=f"ฉบับ {k}")
        for k in range(20)
    )
    with CaptureQueriesContext(connection) as after:
        _page(clerk, address)
    assert len(after) == len(before) <= MOST_QUERIES
