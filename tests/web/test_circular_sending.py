"""Circulars sent once, when they are signed and whole: by whom, and what keeps one from going."""

from datetime import timedelta

import pytest
from django.utils import timezone

from khet.records.office.actions.circulars import send_circular
from khet.records.office.actions.letters import LetterMovedError, NoTemplateError
from khet.records.office.models import Circular, Receipt
from khet.rules.calendar import thai_date
from tests.circular_rows import SOON, TODAY, engage, make_group, send, signed, user
from tests.conftest import Clock
from tests.web import signed_letters
from tests.web.sent_circulars import HERE, SCHOOLS, SignIn, duties_of, page_of, prepare


def test_receivers_are_chosen_before_it_is_signed_and_sent_after(sign_in: SignIn) -> None:
    clerk, letter = sign_in("clerk"), signed(state="draft")
    due = TODAY() + SOON
    sent = prepare(
        clerk, letter, to=["schools"], but=["network:N1"], asks="text", due=thai_date(due)
    )
    assert sent.headers["Location"] == f"{HERE}/{letter.pk}"
    page = page_of(clerk, f"{letter.pk}")
    assert "วันนี้มีผู้รับ 6 ราย" in page
    assert "ยกเว้น เครือข่าย 1" in page
    assert "ส่งได้เมื่อลงนามแล้ว" in page
    assert clerk.post(f"{HERE}/{letter.pk}/send").headers["Location"] == f"{HERE}/{letter.pk}"
    assert not Receipt.objects.filter(circular__letter=letter).exists()
    letter = signed()
    prepare(clerk, letter, to=["schools"], but=["network:N1"], asks="text", due=thai_date(due))
    assert "ถึงผู้รับ 6 ราย ขอให้ตอบเป็นข้อความ" in page_of(clerk, f"{letter.pk}/send")
    clerk.post(f"{HERE}/{letter.pk}/send")
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert Receipt.objects.filter(circular__letter=letter).count() == 6
    duties = duties_of(letter.circular)
    assert {(one.role, one.due, one.title) for one in duties} == {
        ("school-director", due, "ขอข้อมูล")
    }
    assert len(duties) == 6


def test_sent_twice_is_refused(sign_in: SignIn) -> None:
    circular = send(asks="read")
    clerk, letter = sign_in("clerk"), circular.letter
    assert clerk.post(f"{HERE}/{letter.pk}/send").headers["Location"] == f"{HERE}/{letter.pk}"
    with pytest.raises(LetterMovedError):
        send_circular(by=user("clerk"), letter=letter, at=timezone.now(), today=TODAY())
    assert circular.receipts.count() == SCHOOLS
    assert prepare(clerk, letter, to=["groups"]).status_code == 302
    circular.refresh_from_db()
    assert circular.audience == ["schools"]


def test_a_workbook_is_attached_before_the_letter_is_proposed_or_signed(sign_in: SignIn) -> None:
    clerk, letter = sign_in("clerk"), signed(state="draft")
    due = thai_date(TODAY() + timedelta(2))
    prepare(clerk, letter, to=["schools"], asks="workbook", due=due)
    page = signed_letters.step(clerk, letter, "propose", to="director").content.decode()
    assert "ยังไม่ได้แนบไฟล์" in page
    letter.state, letter.desk = "proposed", user("director")
    letter.save()
    day = thai_date(TODAY())
    director = sign_in("director")
    signing = signed_letters.step(director, letter, "sign", day=day, post="ผอ.")
    assert "ยังไม่ได้แนบไฟล์" in signing.content.decode()
    letter.refresh_from_db()
    assert (letter.state, letter.number) == ("proposed", None)


def test_to_whom_a_signed_letter_goes_stays(sign_in: SignIn) -> None:
    clerk, letter = sign_in("clerk"), signed()
    asked = {"asks": "text", "due": thai_date(TODAY() + timedelta(2))}
    prepare(clerk, letter, to=["schools"], **asked)
    circular = Circular.objects.get(letter=letter)
    page = prepare(clerk, letter, to=["schools"]).content.decode()
    assert "แก้ได้เฉพาะวันที่ให้ตอบ" in page
    kept = Circular.objects.get(letter=letter)
    assert (kept.audience, kept.asks) == (circular.audience, "text")
    later = TODAY() + timedelta(5)
    prepare(clerk, letter, to=["schools"], asks="text", due=thai_date(later))
    assert Circular.objects.get(letter=letter).due == later


def test_a_workbook_that_is_not_attached_and_a_day_that_is_over_are_refused(
    sign_in: SignIn, clock: Clock
) -> None:
    letter = signed()
    with pytest.raises(NoTemplateError):
        send(asks="workbook", letter=letter)
    late = signed()
    clerk = sign_in("clerk")
    prepare(clerk, late, to=["schools"], asks="text", due=thai_date(TODAY() + timedelta(2)))
    clock.forward(days=4)
    page = sign_in("clerk").post(f"{HERE}/{late.pk}/send").content.decode()
    assert "ผ่านไปแล้ว: แก้วันก่อนส่ง" in page
    late.refresh_from_db()
    assert late.state == "signed"
    assert not Receipt.objects.filter(circular__letter=late).exists()


def test_a_secret_letter_goes_to_nobody(sign_in: SignIn) -> None:
    letter = signed(state="draft", secrecy="secret")
    prepare(sign_in("clerk"), letter, to=["schools"])
    assert not Circular.objects.filter(letter=letter).exists()


def test_who_drafts_sends_the_letters_of_the_own_group(sign_in: SignIn) -> None:
    group = make_group()
    engage("of-group", "planner", group)
    own, other = signed(unit=group), signed()
    client = sign_in("of-group")
    assert prepare(client, own, to=["schools"]).status_code == 302
    assert client.post(f"{HERE}/{own.pk}/send").status_code == 302
    own.refresh_from_db()
    assert own.state == "sent"
    assert prepare(client, other, to=["schools"]).status_code == 403
    assert client.get(f"{HERE}/{other.pk}").status_code == 200
    assert client.post(f"{HERE}/{other.pk}/send").status_code == 403


def test_what_is_signed_waits_to_be_sent(sign_in: SignIn) -> None:
    letter = signed("ลงนามแล้วยังไม่ส่ง")
    clerk = sign_in("clerk")
    assert "ลงนามแล้วยังไม่ส่ง" in page_of(clerk, "")
    assert "รอส่ง 2 ฉบับ" in clerk.get("/office/circulars/panels/unread").content.decode()
    send(asks="read", letter=letter)
    assert "รอส่ง 1 ฉบับ" in clerk.get("/office/circulars/panels/unread").content.decode()
