"""Circulars as receivers have them: the inbox, taking note, answering, and for whom."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from khet.jobs.evidence_files import take_in
from khet.records.office.actions.duties import pass_duty
from khet.records.office.actions.letter_files import attach_to_letter, find_letter
from khet.records.office.actions.receipts import Said, acknowledge, answer_circular
from khet.records.office.models import AnswerSheet, AttachedFile, Circular, Duty, Receipt
from khet.records.registry.models import Event, RoleHeld
from tests.circular_rows import engage, make_group, receipt_of, school, send, signed, user
from tests.visited import make_instrument

SignIn = Callable[..., Client]
HERE = "/office/circulars"
MOST_QUERIES = 15


def _page(client: Client, address: str = "") -> str:
    response = client.get(f"{HERE}/{address}")
    assert response.status_code == 200
    return response.content.decode()


def _read(client: Client, receipt: Receipt, **said: str) -> Any:
    return client.post(f"{HERE}/receipts/{receipt.pk}/read", said)


def _answer(client: Client, receipt: Receipt, **said: Any) -> Any:
    return client.post(f"{HERE}/receipts/{receipt.pk}/answer", said)


def _duty(receipt: Receipt) -> Duty:
    return Duty.objects.get(about_kind="office.receipt", about_key=str(receipt.pk))


def _listed(page: str) -> list[str]:
    return re.findall(r'receipts/\d+" lang="th">([^<]*)', page)


def test_a_head_takes_note_in_one_tap_from_the_list(sign_in: SignIn) -> None:
    receipt = receipt_of(send(asks="read", letter=signed("แจ้งเรื่องหนึ่ง")))
    head = sign_in("school-director")
    assert "แจ้งเรื่องหนึ่ง" in _page(head)
    sent = _read(head, receipt, next=f"{HERE}/?tab=unread")
    assert sent.headers["Location"] == f"{HERE}/?tab=unread"
    receipt.refresh_from_db()
    assert (receipt.state, receipt.read_by, receipt.acting) == ("read", "ผู้ทดสอบ", False)
    assert receipt.read_at is not None
    assert "แจ้งเรื่องหนึ่ง" not in _page(head, "?tab=unread")
    assert "แจ้งเรื่องหนึ่ง" in _page(head, "?tab=all")


def test_twice_is_once_and_another_address_is_not_followed(sign_in: SignIn) -> None:
    receipt = receipt_of(send(asks="read"))
    head = sign_in("school-director")
    assert _read(head, receipt, next="https://elsewhere.example/").headers["Location"] == (
        f"{HERE}/receipts/{receipt.pk}"
    )
    first = Receipt.objects.get(pk=receipt.pk).read_at
    assert (
        "รับทราบไปแล้ว"
        in head.post(f"{HERE}/receipts/{receipt.pk}/read", follow=True).content.decode()
    )
    assert Receipt.objects.get(pk=receipt.pk).read_at == first
    told = Event.objects.filter(action="read-circular", key=str(receipt.pk))
    assert told.count() == 1


def test_who_is_acting_is_kept_and_shown(sign_in: SignIn) -> None:
    RoleHeld.objects.filter(user__username="school-director").update(acting=True)
    receipt = receipt_of(send(asks="read"))
    head = sign_in("school-director")
    _read(head, receipt)
    receipt.refresh_from_db()
    assert receipt.acting
    assert "<b>รักษาการ</b>" in _page(head, f"receipts/{receipt.pk}")


def test_a_clerk_of_the_school_takes_note_and_a_teacher_does_not(sign_in: SignIn) -> None:
    engage("school-clerk", "clerk", school())
    receipt = receipt_of(send())
    teacher = sign_in("teacher")
    page = _page(teacher, f"receipts/{receipt.pk}")
    assert "ผู้อำนวยการ ผู้รักษาการ หรือธุรการของหน่วยนี้เป็นผู้รับทราบ" in page
    assert "/read" not in page
    assert _read(teacher, receipt).status_code == 403
    assert _answer(teacher, receipt, answer="ครบ").status_code == 403
    assert _read(sign_in("school-clerk"), receipt).status_code == 302
    receipt.refresh_from_db()
    assert receipt.read_by == "ผู้ทดสอบ school-clerk"


def test_the_receipt_of_another_school_is_refused(sign_in: SignIn) -> None:
    other = receipt_of(send(), 1)
    head = sign_in("school-director")
    assert head.get(f"{HERE}/receipts/{other.pk}").status_code == 403
    assert _read(head, other).status_code == 403
    assert _answer(head, other, answer="แทน").status_code == 403
    assert head.get(f"{HERE}/receipts/99999999").status_code == 404
    for name in ("clerk", "director"):
        assert sign_in(name).get(f"{HERE}/receipts/{other.pk}").status_code == 200
        assert _read(sign_in(name), other).status_code == 403
    other.refresh_from_db()
    assert (other.state, other.answer) == ("unread", "")


def test_a_group_is_answered_for_by_its_own_people(sign_in: SignIn) -> None:
    group = make_group()
    engage("leader", "group-director", group)
    engage("member", "planner", group)
    receipt = send((f"group:{group.code}",), asks="read").receipts.get()
    assert "ขอข้อมูล" in _page(sign_in("member"))
    assert _read(sign_in("member"), receipt).status_code == 403
    assert _read(sign_in("director"), receipt).status_code == 403
    assert _read(sign_in("leader"), receipt).status_code == 302


def test_a_person_takes_note_for_oneself(sign_in: SignIn) -> None:
    receipt = send(("teachers",), asks="read").receipts.get()
    assert _read(sign_in("school-director"), receipt).status_code == 403
    assert "ถึงตัวท่าน" in _page(sign_in("teacher"))
    _read(sign_in("teacher"), receipt)
    receipt.refresh_from_db()
    assert receipt.state == "read"


def test_an_answer_in_words_is_mended_until_it_is_closed(sign_in: SignIn) -> None:
    receipt = receipt_of(send())
    head = sign_in("school-director")
    refused = _answer(head, receipt, answer="").content.decode()
    assert "เขียนคำตอบก่อนส่ง" in refused
    _answer(head, receipt, answer="มีครบ")
    receipt.refresh_from_db()
    assert (receipt.state, receipt.answer, receipt.read_by) == ("answered", "มีครบ", "ผู้ทดสอบ")
    assert _duty(receipt).state == "done"
    _answer(head, receipt, answer="ขาดหนึ่ง")
    receipt.refresh_from_db()
    assert receipt.answer == "ขาดหนึ่ง"
    assert _duty(receipt).state == "done"
    told = str(list(Event.objects.filter(key=str(receipt.pk)).values_list("after", flat=True)))
    assert "ขาดหนึ่ง" not in told


def test_an_answer_by_files_needs_one_and_is_seen_by_its_own(sign_in: SignIn) -> None:
    receipt = receipt_of(send(asks="file"))
    head = sign_in("school-director")
    page = _answer(head, receipt, answer="แนบแล้ว").content.decode()
    assert "เลือกไฟล์ที่ส่งอย่างน้อยหนึ่งไฟล์" in page
    bad = SimpleUploadedFile("ก.exe", b"MZ\0\0")
    refused = _answer(head, receipt, file=bad).content.decode()
    assert "ก.exe" in refused
    assert "เลือกไฟล์ที่ส่งอย่างน้อยหนึ่งไฟล์" not in refused
    good = SimpleUploadedFile("รายงาน.txt", "เนื้อความ".encode())
    _answer(head, receipt, file=good)
    file = AttachedFile.objects.get(about_kind="office.receipt", about_key=str(receipt.pk))
    receipt.refresh_from_db()
    assert receipt.state == "answered"
    seen = {
        name
        for name in ("school-director", "teacher", "clerk", "network-chair")
        if sign_in(name).get(f"/office/files/{file.pk}").status_code == 200
    }
    assert seen == {"school-director", "teacher", "clerk"}
    off = f"{HERE}/receipts/{receipt.pk}/files/{file.pk}/off"
    assert sign_in("teacher").post(off).status_code == 403
    assert "คำตอบต้องมีอย่างน้อยหนึ่งไฟล์" in head.post(off, follow=True).content.decode()
    file.refresh_from_db()
    assert file.taken_off_at is None
    _answer(head, receipt, file=SimpleUploadedFile("แก้แล้ว.txt", "เนื้อความใหม่".encode()))
    head.post(off)
    file.refresh_from_db()
    assert file.taken_off_at is not None


def test_a_good_file_stays_while_a_bad_one_is_mended(sign_in: SignIn) -> None:
    receipt = receipt_of(send(asks="file"))
    head = sign_in("school-director")
    files = [SimpleUploadedFile("ดี.txt", "ดี".encode()), SimpleUploadedFile("ก.exe", b"MZ\0\0")]
    page = _answer(head, receipt, file=files).content.decode()
    held = re.search(r'name="held" value="([^"]+)"', page)
    assert held
    _answer(head, receipt, held=held[1])
    names = AttachedFile.objects.filter(about_kind="office.receipt", about_key=str(receipt.pk))
    assert list(names.values_list("name", flat=True)) == ["ดี.txt"]


def test_an_answer_by_a_form_is_checked_and_leaves_as_xlsx(sign_in: SignIn) -> None:
    circular = send(asks="form", instrument=make_instrument())
    receipt = receipt_of(circular)
    head, page = sign_in("school-director"), f"{HERE}/receipts/{receipt.pk}/form"
    assert "ห้องเรียนสะอาด" in head.get(page).content.decode()
    assert head.post(page, {"q_clean": "9"}).status_code == 200
    assert not AnswerSheet.objects.filter(about_kind="office.receipt").exists()
    head.post(page, {"q_clean": "4"})
    sheet = AnswerSheet.objects.get(about_kind="office.receipt", about_key=str(receipt.pk))
    assert (sheet.values, sheet.unit) == ({"clean": 4}, school())
    assert _duty(receipt).state == "done"
    head.post(page, {"q_clean": "5"})
    sheet.refresh_from_db()
    assert sheet.values == {"clean": 5}
    clerk = sign_in("clerk")
    told = _page(clerk, f"sent/{circular.letter_id}/answers")
    assert "ห้องเรียนสะอาด" in told
    xlsx = clerk.get(f"{HERE}/sent/{circular.letter_id}/answers.xlsx")
    assert xlsx.status_code == 200
    one = reverse("office:answers", args=[sheet.pk])
    assert sign_in("teacher").get(one).status_code == 200
    engage("elsewhere", "teacher", school(1))
    assert sign_in("elsewhere").get(one).status_code == 403


def test_an_answer_is_given_back_with_a_reason_and_sent_again(sign_in: SignIn) -> None:
    circular = send()
    receipt = receipt_of(circular)
    head, clerk = sign_in("school-director"), sign_in("clerk")
    page = f"{HERE}/receipts/{receipt.pk}/return"
    assert clerk.post(page, {"reason": "ก"}).status_code == 302
    _answer(head, receipt, answer="มี")
    assert "เขียนสั้น ๆ" in clerk.post(page, {"reason": ""}).content.decode()
    assert head.post(page, {"reason": "ก"}).status_code == 403
    for name, keeps in (("clerk", True), ("administrator", False)):
        assert (page in sign_in(name).get(page.removesuffix("/return")).content.decode()) == keeps
    clerk.post(page, {"reason": "ระบุจำนวน"})
    receipt.refresh_from_db()
    assert (receipt.state, _duty(receipt).state) == ("returned", "returned")
    assert "ระบุจำนวน" in _page(head, f"receipts/{receipt.pk}")
    assert f"receipts/{receipt.pk}" in _page(head, "?tab=owed")
    assert str(school()) in _page(clerk, f"sent/{circular.letter_id}?show=owing")
    _answer(head, receipt, answer="มีสามห้อง")
    assert str(school()) not in _page(clerk, f"sent/{circular.letter_id}?show=owing")
    receipt.refresh_from_db()
    assert (receipt.state, receipt.reason, _duty(receipt).state) == ("answered", "", "done")


def test_who_it_was_passed_to_answers_it(sign_in: SignIn) -> None:
    receipt = receipt_of(send())
    page = _page(sign_in("school-director"), f"receipts/{receipt.pk}")
    assert f"/office/duties/{_duty(receipt).pk}/pass" in page
    pass_duty(by="ผอ.", duty=_duty(receipt), to=user("teacher"))
    teacher = sign_in("teacher")
    assert f"receipts/{receipt.pk}/answer" in _page(teacher, f"receipts/{receipt.pk}")
    assert _answer(teacher, receipt, answer="ครบ").status_code == 302
    receipt.refresh_from_db()
    assert receipt.answered_by == "ผู้ทดสอบ"


def test_the_duty_leads_to_the_receipt_and_stands_in_the_calendar(sign_in: SignIn) -> None:
    circular = send(letter=signed("ขอข้อมูลนักเรียน"))
    receipt, head = receipt_of(circular), sign_in("school-director")
    page = head.get("/office/duties/").content.decode()
    assert f'href="{HERE}/receipts/{receipt.pk}"' in page
    month = f"{circular.due.year + 543}-{circular.due.month:02}"
    assert "ขอข้อมูลนักเรียน" in head.get(f"/office/calendar/?month={month}").content.decode()


def test_words_of_the_letter_its_number_and_its_files_are_found(sign_in: SignIn) -> None:
    letter = signed("แจ้งเรื่องทั่วไป")
    brought = take_in(SimpleUploadedFile("แนบ.txt", "จิบน้ำชาเสวนา".encode()))
    attach_to_letter(by="ท", letter=letter, brought=brought, at=timezone.now(), part="enclosure")
    send(asks="read", letter=letter)
    send(asks="read", letter=signed("อีกเรื่องหนึ่ง"))
    head = sign_in("school-director")
    for words in ("เรื่องทั่วไป", "น้ำชา", letter.ref, "แจ้ง เสวนา"):
        assert _listed(_page(head, f"?tab=all&q={words}")) == ["แจ้งเรื่องทั่วไป"], words
    assert "ไม่พบหนังสือเวียนที่มีคำนี้" in _page(head, "?q=ไม่มีคำนี้เลย")
    other = send(("school:93020502",), asks="read", letter=signed("เรื่องของโรงเรียนอื่น"))
    assert other.receipts.count() == 1
    assert _listed(_page(head, "?tab=all&q=โรงเรียนอื่น")) == []


def test_the_search_of_everything_finds_what_was_sent_there(sign_in: SignIn) -> None:
    for place, subject in ((0, "กระเช้าใบใหญ่"), (1, "กระเช้าใบเล็ก")):
        letter = signed(subject)
        find_letter(letter)
        send((f"school:{school(place).code}",), asks="read", letter=letter)
    page = sign_in("teacher").get("/office/search/?q=กระเช้า").content.decode()
    assert "ใบใหญ่" in page
    assert "ใบเล็ก" not in page


def test_common_words_are_found_newest_first(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khet.records.office.queries.inbox._FEW", 1)
    for place in range(3):
        send(asks="read", letter=signed(f"เรื่องซ้ำ {place}"))
    send(asks="read", letter=signed("อื่น"))
    found = _listed(_page(sign_in("school-director"), "?tab=all&q=เรื่องซ้ำ"))
    assert found == ["เรื่องซ้ำ 2", "เรื่องซ้ำ 1", "เรื่องซ้ำ 0"]
    for words in ("เรื่อง ซ้ำ 1", "1 เรื่องซ้ำ"):
        page = _page(sign_in("school-director"), f"?tab=all&q={words}")
        assert "เรื่องซ้ำ 1" in _listed(page)
        assert "อื่น" not in _listed(page)


def test_pages_go_from_the_newest_on_and_leave_nothing_out(sign_in: SignIn) -> None:
    now = timezone.now()
    Receipt.objects.filter(unit=school()).delete()
    Receipt.objects.filter(user__username="school-director").delete()
    made = [_row(f"ฉบับ {place:02}", now - timedelta(days=place // 3)) for place in range(70)]
    head, address, found = sign_in("school-director"), "?tab=all", []
    while address:
        page = _page(head, address)
        found += _listed(page)
        older = re.search(r'href="(\?[^"]*)" rel="next"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    expected = sorted(made, key=lambda one: (one.sent_at, one.pk), reverse=True)
    assert found == [one.circular.letter.subject for one in expected]
    assert "ใหม่สุด" in page
    assert _listed(_page(head, "?tab=all&before=nonsense")) == found[:20]
    assert head.get(f"{HERE}/?tab=nothing").status_code == 404


def _row(subject: str, at: datetime) -> Receipt:
    """A further circular to the cast's school, made as rows."""
    letter = signed(subject, state="sent")
    made = Circular.objects.create(letter=letter, audience=["schools"], sent_at=at)
    return Receipt.objects.create(circular=made, unit=school(), sent_at=at)


def test_homes_of_schools_begin_with_what_is_unread(sign_in: SignIn) -> None:
    Receipt.objects.filter(unit=school()).delete()
    panel = f"{HERE}/panels/inbox"
    for name, shown in (("school-director", True), ("teacher", False), ("planner", False)):
        Receipt.objects.filter(user__username=name).delete()
        assert (panel in sign_in(name).get("/").content.decode()) is shown, name
    send(("school:93020501", "person:planner"), asks="read", letter=signed("ยังไม่มีใครอ่าน"))
    for name in ("school-director", "teacher", "planner"):
        client = sign_in(name)
        assert panel in client.get("/").content.decode(), name
        assert "ยังไม่มีใครอ่าน" in client.get(panel).content.decode()
    _read(sign_in("school-director"), Receipt.objects.get(unit=school()))
    assert "ยังไม่มีใครอ่าน" not in sign_in("teacher").get(panel).content.decode()


def test_old_ones_are_seen_by_who_comes_later(sign_in: SignIn) -> None:
    receipt = receipt_of(send(asks="read"))
    acknowledge(by="ผอ.คนเดิม", receipt=receipt, at=timezone.now())
    engage("new-teacher", "teacher", school())
    assert "ขอข้อมูล" in _page(sign_in("new-teacher"), "?tab=all")
    assert _page(sign_in("new-teacher"), f"receipts/{receipt.pk}")


def _counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_queries_stay_the_same_with_many(sign_in: SignIn) -> None:
    circular, now = send(), timezone.now()
    head = sign_in("school-director")
    pages = [f"{HERE}/?tab={tab}" for tab in ("unread", "owed", "all")]
    pages += [f"{HERE}/?tab=all&q=ฉบับ", f"{HERE}/panels/inbox", "/"]
    pages += [f"{HERE}/receipts/{receipt_of(circular).pk}"]
    for place in range(10):
        _row(f"ฉบับ {place}", now)
    before = {page: _counted(head, page) for page in pages}
    for place in range(200):
        _row(f"ฉบับ {place}", now)
    answer_circular(by="ผอ.", receipt=receipt_of(send(), 1), said=Said("ครบ"), at=now)
    assert {page: _counted(head, page) for page in pages} == before
    assert max(before.values()) <= MOST_QUERIES, before


def test_the_paper_of_a_receipt_says_who_took_note(sign_in: SignIn) -> None:
    receipt = receipt_of(send())
    head = sign_in("school-director")
    _answer(head, receipt, answer="ห้องเรียนครบ")
    for form in ("pdf", "docx"):
        assert head.get(f"{HERE}/receipts/{receipt.pk}/receipt.{form}").status_code == 200
    assert head.get(f"{HERE}/receipts/{receipt.pk}/receipt.txt").status_code == 404
