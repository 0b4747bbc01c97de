"""Books of letters: registered once, never entered twice, secret, searched, changed."""

import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.documents.letter_paper import letter_paper
from khet.documents.paper import pdf_of
from khet.records.office.actions import letters
from khet.records.office.actions.letters import LetterEntry, SameLetterError, register_letter
from khet.records.office.models import AttachedFile, Letter, Series
from khet.records.registry.models import Event, Unit
from khet.rules.calendar import BUDDHIST_ERA
from tests.web.doors.letters import DRAFT, RECEIVED, SECRET, YEAR
from tests.web.registered_letters import (
    DAY,
    HERE,
    TYPED,
    SignIn,
    newest_letter,
    page_of,
    register_it,
    told_letter,
)
from tests.web.signed_letters import arrived, person

MOST_QUERIES = 15


def _pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("letter.pdf", pdf_of(letter_paper(told_letter()), DAY))


def test_a_file_is_read_and_its_letter_registered(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    page = clerk.post(f"{HERE}/register", {"read": "1", "file": _pdf()}).content.decode()
    for said in ("ทส 0001/ว12", "5 ต.ค. 2569", "ขอเชิญประชุม", "สำนักงานตัวอย่าง"):
        assert f'value="{said}"' in page
    held = page.split('name="held" value="')[1].split('"')[0]
    sent = register_it(clerk, ref="ทส 0001/ว12", held=held)
    letter = newest_letter()
    assert sent.headers["Location"] == f"{HERE}/register?done={letter.pk}"
    assert f"{letter.number}" in page_of(clerk, f"/register?done={letter.pk}")
    file = AttachedFile.objects.get(about_kind="office.letter", about_key=str(letter.pk))
    assert (file.part, "ด้วยจะประชุม" in file.text) == ("letter", True)
    assert "ขอข้อมูลตัวอย่าง" in page_of(clerk, "/?q=ด้วยจะประชุม")


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
    register_it(clerk)
    first = newest_letter()
    page = register_it(clerk, ref="ทส0001 / 9", sender="หน่วยงาน ตัวอย่าง").content.decode()
    assert "จึงไม่ลงซ้ำ" in page
    assert f"{HERE}/{first.pk}" in page
    refused = register_it(clerk, sender="ผู้ส่งอื่น", different="1", day="")
    assert refused.status_code == 302
    entry = LetterEntry(first.unit, "ซ้ำ", ref=first.ref, day=DAY, sender=first.sender)
    series = Series.objects.get(kind="received", year=timezone.localdate().year + BUDDHIST_ERA)
    with pytest.raises(SameLetterError):
        register_letter(by=person("clerk"), area=first.area, entry=entry, at=timezone.now())
    assert Series.objects.get(pk=series.pk).last == series.last == 2


def test_a_like_letter_is_asked_about_and_may_be_another(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    register_it(clerk)
    count = Letter.objects.count()
    page = register_it(clerk, day="6 ต.ค. 2569").content.decode()
    assert "เป็นคนละฉบับ" in page
    assert Letter.objects.count() == count
    assert register_it(clerk, day="6 ต.ค. 2569", different="1").status_code == 302
    assert Letter.objects.count() == count + 1


@pytest.mark.parametrize("sender", ["สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน", "สพฐ."])
def test_a_like_letter_without_a_number_is_asked_about(sign_in: SignIn, sender: str) -> None:
    clerk = sign_in("clerk")
    register_it(clerk, ref="", sender="สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน")
    count = Letter.objects.count()
    page = register_it(clerk, ref="", sender=sender).content.decode()
    assert "เป็นคนละฉบับ" in page
    assert "เป็นคนละฉบับ" in register_it(clerk, sender=sender).content.decode()
    assert Letter.objects.count() == count
    assert register_it(clerk, ref="", subject="เรื่องอื่น").status_code == 302
    assert register_it(clerk, ref="", sender=sender, different="1").status_code == 302


@pytest.mark.parametrize("ref", ["ทส0001/ว1234", "ที่ ทส ๐๐๐๑/ ว 1234", "ทส 0001/ว ๑๒๓๔"])
def test_a_number_is_the_same_however_it_is_written(sign_in: SignIn, ref: str) -> None:
    clerk = sign_in("clerk")
    register_it(clerk, ref="ที่ ทส0001/ว.1234")
    assert newest_letter().ref == "ทส0001/ว.1234"
    assert "จึงไม่ลงซ้ำ" in register_it(clerk, ref=ref).content.decode()


@pytest.mark.parametrize("state", ["proposed", "ordered", "filed", "cancelled"])
def test_a_letter_that_somebody_acted_on_is_not_written_otherwise(
    sign_in: SignIn, state: str
) -> None:
    clerk, letter = sign_in("clerk"), Letter.objects.filter(pk=RECEIVED)
    link = f'href="{HERE}/{RECEIVED}/change"'
    assert link in page_of(clerk, f"/{RECEIVED}")
    letter.update(state=state)
    assert link not in page_of(clerk, f"/{RECEIVED}")
    opened = page_of(clerk, f"/{RECEIVED}/change")
    assert "ทำรายการนี้ไม่ได้แล้ว เพราะหนังสืออยู่ในสถานะ" in opened
    assert 'name="subject"' not in opened
    sent = clerk.post(f"{HERE}/{RECEIVED}/change", TYPED)
    assert "ทำรายการนี้ไม่ได้แล้ว" in sent.content.decode()
    assert letter.get().subject == "ขอเชิญประชุม"


def test_a_letter_made_the_same_as_one_just_entered_is_told(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = sign_in("clerk")
    register_it(clerk)
    number = newest_letter().number
    found = iter([None, newest_letter()])
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
    page = register_it(sign_in("clerk"), **{field: value}).content.decode()
    assert told in page
    assert "ทส ๐๐๐๑/๙" in page


def test_a_secret_letter_leaves_only_its_number(sign_in: SignIn) -> None:
    planner, director = sign_in("planner"), sign_in("director")
    page = page_of(planner, f"/?year={YEAR}")
    assert "หนังสือลับ" in page
    assert f"2/{YEAR}" in page
    for address in (f"/?year={YEAR}", "/?q=ปกปิด", "/?state=registered", f"/numbers?year={YEAR}"):
        found = page_of(planner, address)
        assert "เรื่องปกปิด" not in found
        assert "ผู้ลับ" not in found
    assert planner.get(f"{HERE}/{SECRET}").status_code == 403
    assert "เรื่องปกปิด" in page_of(director, f"/?year={YEAR}")
    assert "เรื่องปกปิด" in page_of(director, f"/{SECRET}")


@pytest.mark.parametrize("asked", ["๑/๒๕๕๗", "1", "ศธ ๐๔๐๐๑/ว ๑", "เชิญประชุม"])
def test_a_letter_is_found_by_number_ref_and_words(sign_in: SignIn, asked: str) -> None:
    letter = Letter.objects.select_related("area").get(pk=RECEIVED)
    Letter.objects.filter(pk=RECEIVED).update(ref_key="ศธ04001/ว1")
    sign_in("clerk").post(
        f"{HERE}/{RECEIVED}/change",
        {**TYPED, "ref": letter.ref, "subject": letter.subject, "day": "22/8/2557"},
    )
    assert "ขอเชิญประชุม" in page_of(sign_in("planner"), f"/?q={asked}")


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
    register_it(clerk, subject="เรื่องที่ต้องปิด")
    pk = newest_letter().pk
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
    panel = page_of(clerk, "/panel")
    assert panel.count("0 ฉบับ") == 1
    assert "พบ 0 ฉบับ" in page_of(clerk, f"/?book=received&on={today:%Y-%m-%d}")


@pytest.mark.parametrize("address", ["/", f"/{RECEIVED}", "/register", f"/{DRAFT}", "/numbers"])
def test_pages_ask_few_questions(sign_in: SignIn, address: str) -> None:
    clerk, area = sign_in("clerk"), Unit.objects.get(kind="area")
    page_of(clerk, address)
    with CaptureQueriesContext(
        connection,
    ) as before:
        page_of(clerk, address)
    Letter.objects.bulk_create(
        Letter(area=area, unit=area, book="open", state="draft", subject=f"ฉบับ {k}")
        for k in range(20)
    )
    with CaptureQueriesContext(connection) as after:
        page_of(clerk, address)
    assert len(after) == len(before) <= MOST_QUERIES
