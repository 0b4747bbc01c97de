"""The office's workbook through its pages: attached, answered, refused, merged; who may."""

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.office.actions.duties import Owner, open_duties, pass_duty
from khet.records.office.models import (
    AttachedFile,
    Circular,
    Duty,
    Evidence,
    EvidenceVersion,
    Receipt,
)
from khet.records.registry.models import Event, Unit, UnitKind, User
from khet.rules.deadlines import ANSWER_CIRCULAR
from tests.made_area import school_code, school_name
from tests.made_books import FORM, GOOD, filled, form_book, open_book
from tests.web.doors.returned import DRAFT, DUE, RECEIPT, SENT

SignIn = Callable[[str], Client]
HERE = "/office/returned"
ANSWER = f"{HERE}/receipts/{RECEIPT}"
MOST_QUERIES = 15


def _book(cells: Mapping[str, Any], content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("คำตอบ.xlsx", filled(content or form_book(), cells))


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def _send(client: Client, cells: Mapping[str, Any], receipt: int = RECEIPT) -> Any:
    return client.post(f"{HERE}/receipts/{receipt}/send", {"file": _book(cells)})


def _answered(number: int, cells: Mapping[str, Any], odd: Any = ()) -> None:
    """A receipt that was answered with those cells."""
    now = timezone.now()
    told = {"state": "answered", "read_at": now, "answered_at": now, "answered_by": "ผอ."}
    Receipt.objects.filter(pk=RECEIPT + number).update(cells={FORM: cells}, odd=list(odd), **told)


def test_the_office_sees_what_will_be_asked(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    page = _page(clerk, f"{HERE}/{DRAFT}/template")
    for said in (
        "ตารางแถว 12–21 3 คอลัมน์",
        "5 ช่องให้กรอก",
        "แผ่นที่ซ่อนไว้ไม่ถูกตรวจ: รายการ",
        "อยู่ระหว่าง 0 ถึง 5000",
        "ประปา / บาดาล / ไม่มี",
    ):
        assert said in page
    assert page.count('class="ask"') == 5 + 3 * 3


def test_a_workbook_takes_the_place_of_another(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    before = Circular.objects.get(pk=DRAFT).template
    sent = clerk.post(f"{HERE}/{DRAFT}/attach", {"file": _book({}, open_book())})
    assert sent.headers["Location"] == f"{HERE}/{DRAFT}/template"
    now = Circular.objects.get(pk=DRAFT).template
    assert now is not None
    assert before is not None
    assert now.pk != before.pk
    assert AttachedFile.objects.get(pk=before.pk).taken_off_at is not None
    page = _page(clerk, f"{HERE}/{DRAFT}/template")
    assert "ป.1 – จำนวน ชาย" in page
    assert "แผ่นที่ไม่ป้องกัน" in page


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("a.xlsx", b"PK\x03\x04 broken"), "เปิดไฟล์ไม่ได้"),
        (("a.pdf", b"%PDF-1.4 not one"), "เปิดไฟล์ไม่ได้"),
        (("a.txt", "ข้อความ".encode()), "ไม่ใช่ไฟล์ XLSX"),
        (("a.xlsx", b"0" * 2_000_001), "ไฟล์ใหญ่เกิน 2 MB"),
        (("a.xlsx", b""), "ไฟล์ว่าง"),
    ],
)
def test_a_file_that_is_no_workbook_is_told_so(
    sign_in: SignIn, file: tuple[str, bytes], said: str
) -> None:
    for door, name in ((f"{HERE}/{DRAFT}/attach", "clerk"), (f"{ANSWER}/send", "school-director")):
        page = sign_in(name).post(door, {"file": SimpleUploadedFile(*file)}).content.decode()
        fault = re.search(r'id="id_file_error">([^<]*)', page)
        assert fault is not None
        assert said in fault[1]


def test_a_workbook_without_a_cell_to_fill_in_is_refused(sign_in: SignIn) -> None:
    book, out = openpyxl.Workbook(), BytesIO()
    book.active["A1"] = "ประกาศ"
    book.save(out)
    sent = {"file": SimpleUploadedFile("ก.xlsx", out.getvalue())}
    page = sign_in("clerk").post(f"{HERE}/{DRAFT}/attach", sent).content.decode()
    assert "ไม่พบช่องให้กรอก" in page


def test_after_sending_the_workbook_stays(sign_in: SignIn) -> None:
    before = Circular.objects.get(pk=SENT).template
    sent = sign_in("clerk").post(f"{HERE}/{SENT}/attach", {"file": _book({})}, follow=True)
    assert "เพราะหนังสือเวียนนี้ลงนามหรือส่งแล้ว" in sent.content.decode()
    assert Circular.objects.get(pk=SENT).template == before
    clerk = sign_in("clerk")
    assert "เปลี่ยนไฟล์" in _page(clerk, f"{HERE}/{DRAFT}/template")
    assert "เปลี่ยนไฟล์" not in _page(clerk, f"{HERE}/{SENT}/template")


def test_a_good_answer_is_taken_at_once(sign_in: SignIn) -> None:
    director = sign_in("school-director")
    assert "รับไฟล์ของเขต" in _page(director, ANSWER)
    sent = _send(director, {**GOOD, "B4": "๑๒๐"})
    assert sent.headers["Location"] == ANSWER
    kept = Receipt.objects.get(pk=RECEIPT)
    assert kept.state == "answered"
    assert kept.read_at is not None
    assert kept.cells[FORM]["B4"] == 120
    assert kept.cells[FORM]["B5"] == {"day": "2026-05-16"}
    assert "B3" not in kept.cells[FORM]
    assert [(one["cell"], one["code"]) for one in kept.odd] == [
        ("B3", "empty"),
        ("B8", "not-calculated"),
    ]
    page = _page(director, ANSWER)
    assert "ถูกต้อง แต่ยังมีช่องว่าง 1 ช่อง" in page
    assert "ถูกต้องครบ เขตได้รับแล้ว" not in page
    assert "16 พ.ค. 2569" in page
    event = Event.objects.filter(kind="office.receipt", key=str(RECEIPT)).latest("pk")
    assert event.action == "answer-circular"
    assert "บาดาล" not in str(event.after)
    Receipt.objects.filter(pk=RECEIPT).update(odd=[])
    assert "ถูกต้องครบ เขตได้รับแล้ว" in _page(director, ANSWER)


def test_a_wrong_cell_is_told_at_once_and_nothing_is_kept(sign_in: SignIn) -> None:
    director = sign_in("school-director")
    page = _send(director, {**GOOD, "B4": "12 คน", "A3": "เปลี่ยน"}).content.decode()
    assert "ยังรับไม่ได้: มี 2 แห่งที่ต้องแก้" in page
    assert "“12 คน” ไม่ใช่ตัวเลข" in page
    assert Receipt.objects.get(pk=RECEIPT).state == "unread"
    assert not AttachedFile.objects.filter(about_kind="office.receipt").exists()
    link = re.search(r'href="(/office/returned/receipts/\d+/marked\.xlsx\?file=[^"]+)"', page)
    assert link is not None
    marked = director.get(link[1])
    book = openpyxl.load_workbook(BytesIO(marked.content))
    assert "ไม่ใช่ตัวเลข" in book[FORM]["B4"].comment.text
    assert "เดิมเป็น “ชื่อโรงเรียน”" in book[FORM]["A3"].comment.text
    assert sign_in("clerk").get(link[1]).status_code == 404
    assert director.get(f"{ANSWER}/marked.xlsx?file=x").status_code == 404


def test_another_school_s_name_is_told(sign_in: SignIn) -> None:
    director = sign_in("school-director")
    page = _send(director, {**GOOD, "B3": school_name(1)}).content.decode()
    assert f"แต่ผู้ส่งคือ “{school_name(0)}”" in page
    assert _send(director, {**GOOD, "B3": f"ร.ร.{school_name(0)}"}).status_code == 302


def test_the_answer_finishes_the_duty_and_is_evidence_once(sign_in: SignIn) -> None:
    school = Unit.objects.get(code=school_code(0))
    [duty] = open_duties(
        by="ทดสอบ", rule=ANSWER_CIRCULAR, owners=[Owner(school, "school-director")],
        about=("office.receipt", str(RECEIPT)), opened=DUE, due=DUE,
    )  # fmt: skip
    director = sign_in("school-director")
    _send(director, GOOD)
    _send(director, {**GOOD, "B4": 121})
    assert Duty.objects.get(pk=duty.pk).state == Duty.State.DONE
    uses = {"uses__about_kind": "office.duty", "uses__about_key": str(duty.pk)}
    kept = Evidence.objects.get(**uses)
    assert EvidenceVersion.objects.filter(evidence=kept).count() == 2
    files = AttachedFile.objects.filter(about_kind="office.receipt", about_key=str(RECEIPT))
    assert [one.taken_off_at is None for one in files] == [False, True]


def test_to_whom_the_duty_was_passed_answers(sign_in: SignIn) -> None:
    assert "ตรวจและส่ง" not in _page(sign_in("teacher"), ANSWER)
    assert _send(sign_in("teacher"), GOOD).status_code == 403
    school, teacher = Unit.objects.get(code=school_code(0)), User.objects.get(username="teacher")
    [duty] = open_duties(
        by="ทดสอบ", rule=ANSWER_CIRCULAR, owners=[Owner(school, "school-director")],
        about=("office.receipt", str(RECEIPT)), opened=DUE, due=DUE,
    )  # fmt: skip
    pass_duty(by="ทดสอบ", duty=duty, to=teacher)
    assert _send(sign_in("teacher"), GOOD).status_code == 302
    assert Receipt.objects.get(pk=RECEIPT).answered_by == str(teacher)


def test_who_received_it_as_a_person_answers(sign_in: SignIn) -> None:
    teacher = User.objects.get(username="teacher")
    mine = Receipt.objects.create(circular_id=SENT, user=teacher, sent_at=timezone.now())
    assert _send(sign_in("teacher"), GOOD, mine.pk).status_code == 302
    kept = Evidence.objects.get(uses__about_kind="office.receipt", uses__about_key=str(mine.pk))
    assert kept.level == "person"


def test_an_answer_of_another_school_isn_t_one_s_own(sign_in: SignIn) -> None:
    other = f"{HERE}/receipts/{RECEIPT + 1}"
    assert sign_in("school-director").get(other).status_code == 403
    assert _send(sign_in("school-director"), GOOD, RECEIPT + 1).status_code == 403


def test_a_closed_circular_takes_no_more(sign_in: SignIn) -> None:
    Circular.objects.filter(pk=SENT).update(closed_at=timezone.now())
    director = sign_in("school-director")
    assert "เขตปิดรับคำตอบเมื่อ" in _page(director, ANSWER)
    assert "เขตปิดรับคำตอบแล้ว" in _send(director, GOOD).content.decode()
    assert Receipt.objects.get(pk=RECEIPT).state == "unread"


def test_what_was_given_back_is_sent_again(sign_in: SignIn) -> None:
    director = sign_in("school-director")
    _send(director, GOOD)
    Receipt.objects.filter(pk=RECEIPT).update(state="returned", reason="ตรวจจำนวนอีกครั้ง")
    assert "ตรวจจำนวนอีกครั้ง" in _page(director, ANSWER)
    book = _merged(sign_in("clerk"))
    assert school_code(0) not in {row[0].value for row in book[FORM].rows}
    silent = {row[0].value: row[3].value for row in book["ยังไม่ส่ง"].rows}
    assert silent[school_code(0)] == "ส่งกลับแก้ไข"
    _send(director, {**GOOD, "B4": 130})
    kept = Receipt.objects.get(pk=RECEIPT)
    assert (kept.state, kept.reason, kept.cells[FORM]["B4"]) == ("answered", "", 130)


def _merged(client: Client) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(client.get(f"{HERE}/{SENT}/merged.xlsx").content))


def test_answers_are_merged_with_their_types(sign_in: SignIn) -> None:
    _answered(0, {"B4": 120, "B5": {"day": "2026-05-16"}, "B6": "บาดาล", "A12": "ก", "C12": 8,
                  "A14": "=ข", "C14": 2})  # fmt: skip
    _answered(2, {"B4": 0, "B6": "ประปา", "B7": "081"})
    book = _merged(sign_in("clerk"))
    table = f"{FORM} (ตาราง)"
    assert book.sheetnames == [FORM, table, "ยังไม่ส่ง", "ขาดหรือผิดสังเกต"]
    rows = [[cell.value for cell in row] for row in book[FORM].iter_rows()]
    assert rows[0][:5] == ["รหัสโรงเรียน", "โรงเรียน", "เครือข่าย", "ชื่อโรงเรียน", "จำนวนนักเรียน"]
    by_code = {row[0]: row for row in rows[1:] if row[0]}
    assert set(by_code) == {school_code(0), school_code(2)}
    assert by_code[school_code(0)][5].date().isoformat() == "2026-05-16"
    other = by_code[school_code(2)]
    assert (other[4], other[5], other[7]) == (0, None, "081")
    sums = {row[2]: row[4] for row in rows if not row[0]}
    assert (sums["รวม"], sums["จำนวนโรงเรียนที่นับ"], sums["ส่งแล้วแต่ไม่กรอก"]) == (120, 2, 0)
    written = [[cell.value for cell in row] for row in book[table].iter_rows(min_row=2)]
    assert [(row[0], row[3], row[5]) for row in written if row[0]] == [
        (school_code(0), "ก", 8),
        (school_code(0), "=ข", 2),
    ]
    silent = [row[0].value for row in book["ยังไม่ส่ง"].iter_rows(min_row=2)]
    assert sorted(silent) == [school_code(1), school_code(3)]


def test_the_page_lists_who_is_silent_and_what_is_odd(sign_in: SignIn) -> None:
    odd = {"sheet": FORM, "cell": "B7", "label": "โทรศัพท์", "code": "empty", "about": {}}
    _answered(0, {"B4": 120}, [odd])
    page = _page(sign_in("clerk"), f"{HERE}/{SENT}/merged")
    assert re.search(r'href="#silent"><b>3</b>', page)
    assert "<b>1</b></a> แห่ง" in page
    assert re.search(r'href="#odd"><b>1</b>', page)
    assert "โทรศัพท์" in page
    assert school_name(1) in page


def test_days_are_said_in_the_language_of_the_page(sign_in: SignIn) -> None:
    _answered(0, {"B5": {"day": "2026-05-16"}})
    clerk = sign_in("clerk")
    assert "16 พ.ค. 2569" in _page(clerk, f"{HERE}/{SENT}/merged")
    clerk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "16 May 2569" in _page(clerk, f"{HERE}/{SENT}/merged")


def test_a_text_where_others_wrote_numbers_is_odd(sign_in: SignIn) -> None:
    year = [{"A12": "ก", "B12": 2540 + number} for number in range(3)]
    for number, cells in enumerate([*year, {"A12": "ก", "B12": "นานแล้ว"}]):
        _answered(number, cells)
    page = _page(sign_in("clerk"), f"{HERE}/{SENT}/merged")
    assert "เป็นข้อความ “นานแล้ว” แต่โรงเรียนอื่นกรอกเป็นตัวเลข" in page


def test_without_a_workbook_the_page_leads_to_where_it_is_attached(sign_in: SignIn) -> None:
    Circular.objects.filter(pk=SENT).update(template=None)
    clerk = sign_in("clerk")
    for page in ("merged", "merged.xlsx"):
        sent = clerk.get(f"{HERE}/{SENT}/{page}")
        assert sent.headers["Location"] == f"{HERE}/{SENT}/template"
    assert "ไม่มีไฟล์ให้กรอก" in _page(sign_in("school-director"), ANSWER)


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_queries_are_few_and_don_t_grow(sign_in: SignIn) -> None:
    clerk, director = sign_in("clerk"), sign_in("school-director")
    pages = [(clerk, f"{HERE}/{SENT}/{page}") for page in ("template", "merged", "merged.xlsx")]
    pages += [(director, ANSWER)]
    for client, address in pages:
        _page(client, address) if "xlsx" not in address else client.get(address)
    few = [_queries(*page) for page in pages]
    schools = Unit.objects.filter(kind=UnitKind.SCHOOL).order_by("code")[4:]
    now = timezone.now()
    Receipt.objects.bulk_create(
        Receipt(circular_id=SENT, unit=school, sent_at=now) for school in schools
    )
    for number in range(4):
        _answered(number, {"B4": 1, "A12": "ก"})
    assert max(few) <= MOST_QUERIES
    many = [_queries(*page) for page in pages]
    assert all(now <= before + 1 for now, before in zip(many, few, strict=True))
