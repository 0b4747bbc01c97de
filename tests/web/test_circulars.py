"""Circulars on the office's side: receivers chosen, sent once, followed until all have answered."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.office.actions.circulars import send_circular
from khet.records.office.actions.letters import LetterMovedError, NoTemplateError
from khet.records.office.actions.receipts import Said, acknowledge, answer_circular
from khet.records.office.models import Body, Circular, Duty, Receipt, Seat
from khet.records.registry.models import (
    Event,
    Letter,
    Programme,
    ProgrammeSchool,
    Sector,
    Team,
    TeamMember,
    Unit,
)
from khet.rules.calendar import academic_year, thai_date
from khet.rules.circulars import EXCEPT
from tests.circular_rows import (
    SOON,
    TODAY,
    area,
    engage,
    make_group,
    receipt_of,
    school,
    send,
    signed,
    user,
)
from tests.conftest import Clock
from tests.web import signed_letters

SignIn = Callable[..., Client]
HERE = "/office/circulars/sent"
SCHOOLS = 12
MOST_QUERIES = 15


def _page(client: Client, address: str) -> str:
    response = client.get(f"{HERE}/{address}")
    assert response.status_code == 200
    return response.content.decode()


def _fault(page: str, field: str) -> str:
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""


def _prepare(client: Client, letter: Any, **said: Any) -> Any:
    return client.post(f"{HERE}/{letter.pk}/prepare", {"asks": "read", **said})


def _duties(circular: Circular) -> list[Duty]:
    keys = [str(pk) for pk in circular.receipts.values_list("pk", flat=True)]
    found = Duty.objects.filter(rule="answer-circular", about_key__in=keys)
    return list(found.select_related("unit", "person").order_by("unit__sort_key", "pk"))


def test_receivers_are_chosen_before_it_is_signed_and_sent_after(sign_in: SignIn) -> None:
    clerk, letter = sign_in("clerk"), signed(state="draft")
    due = TODAY() + SOON
    sent = _prepare(
        clerk, letter, to=["schools"], but=["network:N1"], asks="text", due=thai_date(due)
    )
    assert sent.headers["Location"] == f"{HERE}/{letter.pk}"
    page = _page(clerk, f"{letter.pk}")
    assert "วันนี้มีผู้รับ 6 ราย" in page
    assert "ยกเว้น เครือข่าย 1" in page
    assert "ส่งได้เมื่อลงนามแล้ว" in page
    assert clerk.post(f"{HERE}/{letter.pk}/send").headers["Location"] == f"{HERE}/{letter.pk}"
    assert not Receipt.objects.filter(circular__letter=letter).exists()
    letter = signed()
    _prepare(clerk, letter, to=["schools"], but=["network:N1"], asks="text", due=thai_date(due))
    assert "ถึงผู้รับ 6 ราย ขอให้ตอบเป็นข้อความ" in _page(clerk, f"{letter.pk}/send")
    clerk.post(f"{HERE}/{letter.pk}/send")
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert Receipt.objects.filter(circular__letter=letter).count() == 6
    duties = _duties(letter.circular)
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
    assert _prepare(clerk, letter, to=["groups"]).status_code == 302
    circular.refresh_from_db()
    assert circular.audience == ["schools"]


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({}, "to", "ยังไม่ได้เลือกผู้รับ"),
        ({"to": ["groups"]}, "to", "เลือกจากรายการเท่านั้น"),
        ({"to": ["network:N1"], "but": ["schools"]}, "to", "ไม่มีผู้รับตามที่เลือก"),
        ({"people": "ไม่มีคนนี้"}, "people", "ไม่พบ “ไม่มีคนนี้”"),
        ({"people": "ผู้ทดสอบ"}, "people", "มากกว่าหนึ่งคน"),
        ({"to": ["schools"], "asks": "text"}, "due", "ใส่วันสุดท้ายที่ให้ตอบ"),
        ({"to": ["schools"], "asks": "text", "due": "๑ ม.ค. ๒๕๕๗"}, "due", "ผ่านไปแล้ว"),
        ({"to": ["schools"], "asks": "form", "due": ""}, "instrument", "เลือกแบบสอบถาม"),
        ({"to": ["schools"], "asks": "dance"}, "asks", "เลือกจากรายการเท่านั้น"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    sign_in: SignIn, said: dict[str, Any], field: str, told: str
) -> None:
    letter = signed(state="draft")
    page = _prepare(sign_in("clerk"), letter, **said).content.decode()
    if field in ("to", "but"):
        assert told in page.split(f'id="id_{field}_error"')[1].split("</p>")[0]
    else:
        assert told in _fault(page, field).replace("&quot;", '"')
    assert not Circular.objects.filter(letter=letter).exists()


def test_what_was_ticked_stays_when_it_is_refused(sign_in: SignIn) -> None:
    letter = signed(state="draft")
    said = {"to": ["network:N1"], "asks": "text", "ask_note": "ให้ระบุ"}
    page = _prepare(sign_in("clerk"), letter, **said).content.decode()
    assert re.search(r'name="to" value="network:N1" checked', page)
    assert "ให้ระบุ" in page


def test_receivers_of_every_kind_each_once(sign_in: SignIn) -> None:
    group = make_group()
    programme = Programme.objects.create(area=area(), name="โครงการตัวอย่าง")
    year = academic_year(TODAY()).be
    for place, cohort in ((1, "1"), (2, "2")):
        ProgrammeSchool.objects.create(
            programme=programme, school=school(place), cohort=cohort, from_year=year
        )
    team = Team.objects.create(area=area(), kind="other", name="ชมรม", since="2014-01-01")
    TeamMember.objects.create(team=team, user=user("planner"))
    body = Body.objects.create(area=area(), kind="other", name="คณะ", since="2014-01-01")
    for place, name in enumerate(("planner", "auditor")):
        Seat.objects.create(body=body, place=place, person=user(name))
    Seat.objects.create(body=body, place=9, name="แขกของคณะ")
    tokens = [
        *("school:93020501", "network:N1", "district:D1", f"programme:{programme.pk}/1"),
        *(f"group:{group.code}", f"team:{team.pk}", f"body:{body.pk}"),
    ]
    letter = signed(state="draft")
    clerk = sign_in("clerk")
    said = {"to": tokens, "people": "planner\nteacher", "asks": "read"}
    assert _prepare(clerk, letter, **said).status_code == 302
    count = clerk.post(f"{HERE}/{letter.pk}/prepare/count", said).content.decode()
    assert "11 ราย" in count  # 6 schools of network and district, 1 of the cohort, group, 3 people
    told = _page(clerk, f"{letter.pk}")
    assert "โครงการตัวอย่าง รุ่น 1" in told
    assert "ผู้ทดสอบ" in told


@pytest.mark.usefixtures("area")
def test_people_by_what_they_are() -> None:
    engage("new-head", "group-director", make_group())

    def found(*audience: str) -> set[str]:
        receipts = send(audience, asks="read").receipts
        return set(receipts.values_list("user__username", flat=True))

    assert found("heads") == {"school-director"}
    assert found("teachers", "heads", "-person:school-director") == {"teacher"}
    staff = found("staff", "-group:G7")
    assert {"director", "clerk", "planner"} <= staff
    assert not staff & {"new-head", "teacher", "network-chair"}
    assert found("staff") == staff | {"new-head"}


def test_private_schools_are_only_reached_when_they_are_meant(sign_in: SignIn) -> None:
    Unit.objects.filter(pk=school(3).pk).update(sector=Sector.PRIVATE)
    assert send(("schools", "district:D1", "district:D2"), asks="read").receipts.count() == 11
    circular = send(("sector:private",), asks="read")
    assert circular.receipts.get().unit == school(3)


def test_a_workbook_is_attached_before_the_letter_is_proposed_or_signed(sign_in: SignIn) -> None:
    clerk, letter = sign_in("clerk"), signed(state="draft")
    due = thai_date(TODAY() + timedelta(2))
    _prepare(clerk, letter, to=["schools"], asks="workbook", due=due)
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
    _prepare(clerk, letter, to=["schools"], **asked)
    circular = Circular.objects.get(letter=letter)
    page = _prepare(clerk, letter, to=["schools"]).content.decode()
    assert "แก้ได้เฉพาะวันที่ให้ตอบ" in page
    kept = Circular.objects.get(letter=letter)
    assert (kept.audience, kept.asks) == (circular.audience, "text")
    later = TODAY() + timedelta(5)
    _prepare(clerk, letter, to=["schools"], asks="text", due=thai_date(later))
    assert Circular.objects.get(letter=letter).due == later


@pytest.mark.usefixtures("area")
def test_a_group_owes_by_its_director_and_a_person_alone() -> None:
    group = make_group()
    circular = send((f"group:{group.code}", "person:teacher"))
    of_group, of_person = sorted(_duties(circular), key=lambda duty: duty.person_id or 0)
    assert (of_group.role, of_group.unit) == ("group-director", group)
    assert (of_person.person, of_person.unit) == (user("teacher"), school())


def test_a_workbook_that_is_not_attached_and_a_day_that_is_over_are_refused(
    sign_in: SignIn, clock: Clock
) -> None:
    letter = signed()
    with pytest.raises(NoTemplateError):
        send(asks="workbook", letter=letter)
    late = signed()
    clerk = sign_in("clerk")
    _prepare(clerk, late, to=["schools"], asks="text", due=thai_date(TODAY() + timedelta(2)))
    clock.forward(days=4)
    page = sign_in("clerk").post(f"{HERE}/{late.pk}/send").content.decode()
    assert "ผ่านไปแล้ว: แก้วันก่อนส่ง" in page
    late.refresh_from_db()
    assert late.state == "signed"
    assert not Receipt.objects.filter(circular__letter=late).exists()


def test_a_secret_letter_goes_to_nobody(sign_in: SignIn) -> None:
    letter = signed(state="draft", secrecy="secret")
    _prepare(sign_in("clerk"), letter, to=["schools"])
    assert not Circular.objects.filter(letter=letter).exists()


def test_who_drafts_sends_the_letters_of_the_own_group(sign_in: SignIn) -> None:
    group = make_group()
    engage("of-group", "planner", group)
    own, other = signed(unit=group), signed()
    client = sign_in("of-group")
    assert _prepare(client, own, to=["schools"]).status_code == 302
    assert client.post(f"{HERE}/{own.pk}/send").status_code == 302
    own.refresh_from_db()
    assert own.state == "sent"
    assert _prepare(client, other, to=["schools"]).status_code == 403
    assert client.get(f"{HERE}/{other.pk}").status_code == 200
    assert client.post(f"{HERE}/{other.pk}/send").status_code == 403


def test_the_page_counts_and_lists_who_is_wanted(sign_in: SignIn) -> None:
    circular = send()
    for place in range(5):
        acknowledge(
            by="ผอ.", receipt=receipt_of(circular, place), at=timezone.now(), acting=not place
        )
    answer_circular(by="ผอ.", receipt=receipt_of(circular, 0), said=Said("ครบ"), at=timezone.now())
    clerk, pk = sign_in("clerk"), circular.letter_id
    page = _page(clerk, f"{pk}")
    assert "รับทราบ 5/12" in page
    assert "ตอบแล้ว 1/12" in page
    for show, n in (
        ("", 11),
        ("owing", 11),
        ("unread", 7),
        ("read", 5),
        ("answered", 1),
        ("all", 12),
    ):
        assert _page(clerk, f"{pk}?show={show}").count("<tr><th scope=") == n + 1, show
    assert "(รักษาการ)" in _page(clerk, f"{pk}?show=answered")
    listed = _page(clerk, f"{pk}?show=all").partition("<tbody>")[2].partition("</tbody>")[0]
    assert listed.count("<td") == 12, "a card has two lines"
    of_network = _page(clerk, f"{pk}?show=all&network=N1")
    assert of_network.count('<span class="quiet small">เครือข่าย 1') == 6
    assert of_network.count("<tr><th scope=") == 7
    assert clerk.get(f"{HERE}/{pk}?network=none").status_code == 404
    body = clerk.get(f"{HERE}/{pk}/receivers.xlsx?show=answered").content
    rows = list(openpyxl.load_workbook(io.BytesIO(body)).active.values)
    assert [row[8] for row in rows if row[2] == "ตอบแล้ว"] == ["ครบ"]
    assert "ครบ" in _page(clerk, f"{pk}/answers")


def test_what_is_copied_leads_each_reader_to_the_own_receipt(sign_in: SignIn) -> None:
    circular = send()
    page = _page(sign_in("clerk"), f"{circular.letter_id}")
    link = re.search(r"รับทราบที่ http://testserver(\S+)</textarea>", page)
    assert link
    own = receipt_of(circular)
    for name, where in (
        ("school-director", f"/office/circulars/receipts/{own.pk}"),
        ("teacher", f"/office/circulars/receipts/{own.pk}"),
        ("clerk", f"{HERE}/{circular.letter_id}"),
    ):
        assert sign_in(name).get(link[1]).headers["Location"] == where
    assert sign_in("network-chair").get(link[1]).status_code == 403


def test_one_press_reminds_all_who_are_wanted_once_a_day(sign_in: SignIn, clock: Clock) -> None:
    circular = send(("schools", "groups", "person:planner"))
    for name in ("school-director", "planner", "teacher"):
        one = user(name)
        one.email = f"{name}@khet.example"
        one.save()
    clerk, page = sign_in("clerk"), f"{HERE}/{circular.letter_id}/remind"
    clerk.post(page)
    written = Letter.objects.filter(about__startswith=f"circular {circular.pk} ")
    assert {one.user.username for one in written} == {"school-director", "planner"}
    assert all("ขอให้ตอบเป็นข้อความ" in one.body for one in written)
    assert "เตือนแล้ว" in sign_in("school-director").get("/office/circulars/").content.decode()
    event = Event.objects.filter(action="remind-circular").latest("pk")
    assert event.after == {"receivers": SCHOOLS + 1, "letters": 2}
    again = clerk.post(page, follow=True).content.decode()
    assert "วันนี้เตือนไปแล้ว" in again
    assert '<button class="button second">เตือนผู้ที่ยังค้าง' in again
    assert written.all().count() == 2
    own = receipt_of(circular)
    answer_circular(by="ผอ.", receipt=own, said=Said("ครบ"), at=timezone.now())
    clock.forward(days=1)
    sign_in("clerk").post(page)
    assert {one.user.username for one in written.order_by("-pk")[:1]} == {"planner"}
    assert written.all().count() == 3


def test_a_link_for_chats_that_others_cannot_open_is_told(sign_in: SignIn, settings: Any) -> None:
    clerk, page, told = sign_in("clerk"), f"{HERE}/{send().letter_id}", "ผู้รับเปิดไม่ได้"
    assert told not in clerk.get(page).content.decode()
    assert told in clerk.get(page, headers={"host": "127.0.0.1:8481"}).content.decode()
    settings.ADDRESS = "https://khet.example.org/"
    known = clerk.get(page, headers={"host": "127.0.0.1:8481"}).content.decode()
    assert told not in known
    assert "https://khet.example.org/office/circulars/" in known


def test_the_day_is_moved_for_all_who_owe(sign_in: SignIn) -> None:
    circular = send()
    answer_circular(by="ผอ.", receipt=receipt_of(circular), said=Said("ครบ"), at=timezone.now())
    clerk, day = sign_in("clerk"), TODAY() + timedelta(20)
    page = f"{HERE}/{circular.letter_id}/step/extend"
    refused = clerk.post(page, {"due": thai_date(circular.due)}).content.decode()
    assert "เป็นวันเดิม" in _fault(refused, "due")
    earlier = clerk.post(page, {"due": thai_date(circular.due - timedelta(1))}).content.decode()
    assert f"เร็วกว่ากำหนดเดิม ({thai_date(circular.due)})" in _fault(earlier, "due")
    clerk.post(page, {"due": thai_date(day)})
    duties = _duties(circular)
    assert sorted((one.state, one.due) for one in duties) == [
        ("done", circular.due),
        *[("open", day)] * (SCHOOLS - 1),
    ]
    moved = Event.objects.filter(action="postpone-duty", key__in=[str(one.pk) for one in duties])
    assert moved.count() == SCHOOLS - 1


def test_closed_waives_what_is_owed_and_opened_again_asks_for_it(sign_in: SignIn) -> None:
    circular = send()
    answer_circular(by="ผอ.", receipt=receipt_of(circular), said=Said("ครบ"), at=timezone.now())
    clerk, page = sign_in("clerk"), f"{HERE}/{circular.letter_id}/step"
    clerk.post(f"{page}/close")
    assert sorted(one.state for one in _duties(circular)) == ["done", *["waived"] * (SCHOOLS - 1)]
    head = sign_in("school-director")
    answer = f"/office/circulars/receipts/{receipt_of(circular).pk}/answer"
    assert "ปิดรับคำตอบแล้ว" in head.post(answer, {"answer": "ใหม่"}, follow=True).content.decode()
    assert receipt_of(circular).answer == "ครบ"
    assert clerk.post(f"{page}/close").status_code == 302
    day = TODAY() + timedelta(9)
    clerk.post(f"{page}/reopen", {"due": thai_date(day)})
    assert {(one.state, one.due) for one in _duties(circular) if one.state != "done"} == {
        ("open", day)
    }
    head.post(answer, {"answer": "ใหม่"})
    assert receipt_of(circular).answer == "ใหม่"


def test_the_list_has_counts_and_is_searched(sign_in: SignIn) -> None:
    circular = send(asks="read", letter=signed("เรื่องหายาก"))
    acknowledge(by="ผอ.", receipt=receipt_of(circular), at=timezone.now())
    page = _page(sign_in("planner"), "?q=หายาก")
    assert page.count("<tr><th scope=") == 2
    assert f'{circular.letter_id}?show=read">1/12</a>' in page
    assert "เรื่องหายาก" not in _page(sign_in("planner"), "?q=ไม่มีคำนี้")


def test_what_is_signed_waits_to_be_sent(sign_in: SignIn) -> None:
    letter = signed("ลงนามแล้วยังไม่ส่ง")
    clerk = sign_in("clerk")
    assert "ลงนามแล้วยังไม่ส่ง" in _page(clerk, "")
    assert "รอส่ง 2 ฉบับ" in clerk.get("/office/circulars/panels/unread").content.decode()
    send(asks="read", letter=letter)
    assert "รอส่ง 1 ฉบับ" in clerk.get("/office/circulars/panels/unread").content.decode()


def test_homes_of_the_office_shrink_as_answers_come(sign_in: SignIn) -> None:
    circular = send(("school:93020501", "school:93020502"), letter=signed("นับถอยหลัง"))
    clerk = sign_in("clerk")

    def shown() -> str:
        assert "/office/circulars/panels/unread" in clerk.get("/").content.decode()
        return clerk.get("/office/circulars/panels/unread").content.decode()

    assert "ยังไม่ตอบ 2" in shown().split("นับถอยหลัง")[1]
    for place in (0, 1):
        answer_circular(
            by="ผอ.", receipt=receipt_of(circular, place), said=Said("ครบ"), at=timezone.now()
        )
        told = shown()
        if place == 0:
            assert "ยังไม่ตอบ 1" in told.split("นับถอยหลัง")[1]
    assert "นับถอยหลัง" not in told


def _counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_queries_do_not_grow(sign_in: SignIn) -> None:
    clerk, few, many = sign_in("clerk"), send(("school:93020501",)), send(("schools", "staff"))
    for one in many.receipts.all():
        answer_circular(by="ผอ.", receipt=one, said=Said("ครบ"), at=timezone.now())
    answer_circular(by="ผอ.", receipt=few.receipts.get(), said=Said("ครบ"), at=timezone.now())
    for rest in ("?show=all", "/answers", "/receivers.xlsx?show=all"):
        counts = [_counted(clerk, f"{HERE}/{one.letter_id}{rest}") for one in (few, many)]
        assert counts[1] <= counts[0] + 2 <= MOST_QUERIES + 2, (rest, counts)
        assert max(counts) <= MOST_QUERIES
    before = {
        page: _counted(clerk, page) for page in (f"{HERE}/", "/office/circulars/panels/unread")
    }
    for _ in range(20):
        send(asks="read")
    assert {page: _counted(clerk, page) for page in before} == before
    assert max(before.values()) <= MOST_QUERIES
    letter = signed(state="draft")
    assert _counted(clerk, f"{HERE}/{letter.pk}/prepare") <= MOST_QUERIES


def test_an_audience_is_kept_as_tokens(sign_in: SignIn) -> None:
    letter = signed(state="draft")
    said = {"to": ["schools"], "but": ["network:N2"], "but_people": "teacher", "people": "clerk"}
    _prepare(sign_in("clerk"), letter, **said)
    kept = Circular.objects.get(letter=letter).audience
    assert kept == ["schools", "person:clerk", f"{EXCEPT}network:N2", f"{EXCEPT}person:teacher"]
    page = _page(sign_in("clerk"), f"{letter.pk}/prepare")
    assert re.search(r'name="but" value="network:N2" checked', page)


def test_many_names_are_looked_up_at_once(sign_in: SignIn) -> None:
    clerk, page = sign_in("clerk"), f"{HERE}/{signed(state='draft').pk}/prepare/count"
    many = "planner\nauditor\ndirector\ndeputy"
    clerk.post(page, {"people": many})
    counts = []
    for names, n in (("planner", 1), (many, 4)):
        with CaptureQueriesContext(connection) as found:
            assert f"{n} ราย" in clerk.post(page, {"people": names}).content.decode()
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_what_only_asks_to_take_note_is_followed_or_not(sign_in: SignIn) -> None:
    circular, clerk = send(asks="read"), sign_in("clerk")
    page = f"{HERE}/{circular.letter_id}"
    for step, word in (("close", "ปิดการติดตาม"), ("reopen", "ติดตามต่อ")):
        assert f"{word}…" in _page(clerk, f"{circular.letter_id}")
        assert word in clerk.get(f"{page}/step/{step}").content.decode()
        assert f"{word}แล้ว" in clerk.post(f"{page}/step/{step}", follow=True).content.decode()
    assert clerk.get(f"{page}/step/extend").status_code == 302
