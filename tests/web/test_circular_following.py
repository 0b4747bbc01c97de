"""Circulars followed until all have answered: counts, links, reminders, days moved, closed."""

import io
import re
from datetime import timedelta
from typing import Any

import openpyxl
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.office.actions.receipts import Said, acknowledge, answer_circular
from khet.records.registry.models import Event, Letter
from khet.rules.calendar import thai_date
from tests.circular_rows import TODAY, receipt_of, send, signed, user
from tests.conftest import Clock
from tests.web.sent_circulars import (
    HERE,
    MOST_QUERIES,
    SCHOOLS,
    SignIn,
    duties_of,
    fault_at,
    page_of,
)


def test_the_page_counts_and_lists_who_is_wanted(sign_in: SignIn) -> None:
    circular = send()
    for place in range(5):
        acknowledge(
            by="ผอ.", receipt=receipt_of(circular, place), at=timezone.now(), acting=not place
        )
    answer_circular(by="ผอ.", receipt=receipt_of(circular, 0), said=Said("ครบ"), at=timezone.now())
    clerk, pk = sign_in("clerk"), circular.letter_id
    page = page_of(clerk, f"{pk}")
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
        assert page_of(clerk, f"{pk}?show={show}").count("<tr><th scope=") == n + 1, show
    assert "(รักษาการ)" in page_of(clerk, f"{pk}?show=answered")
    listed = page_of(clerk, f"{pk}?show=all").partition("<tbody>")[2].partition("</tbody>")[0]
    assert listed.count("<td") == 12, "a card has two lines"
    of_network = page_of(clerk, f"{pk}?show=all&network=N1")
    assert of_network.count('<span class="quiet small">เครือข่าย 1') == 6
    assert of_network.count("<tr><th scope=") == 7
    assert clerk.get(f"{HERE}/{pk}?network=none").status_code == 404
    body = clerk.get(f"{HERE}/{pk}/receivers.xlsx?show=answered").content
    rows = list(openpyxl.load_workbook(io.BytesIO(body)).active.values)
    assert [row[8] for row in rows if row[2] == "ตอบแล้ว"] == ["ครบ"]
    assert "ครบ" in page_of(clerk, f"{pk}/answers")


def test_what_is_copied_leads_each_reader_to_the_own_receipt(sign_in: SignIn) -> None:
    circular = send()
    page = page_of(sign_in("clerk"), f"{circular.letter_id}")
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
    assert "เป็นวันเดิม" in fault_at(refused, "due")
    earlier = clerk.post(page, {"due": thai_date(circular.due - timedelta(1))}).content.decode()
    assert f"เร็วกว่ากำหนดเดิม ({thai_date(circular.due)})" in fault_at(earlier, "due")
    clerk.post(page, {"due": thai_date(day)})
    duties = duties_of(circular)
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
    assert sorted(one.state for one in duties_of(circular)) == ["done", *["waived"] * (SCHOOLS - 1)]
    head = sign_in("school-director")
    answer = f"/office/circulars/receipts/{receipt_of(circular).pk}/answer"
    assert "ปิดรับคำตอบแล้ว" in head.post(answer, {"answer": "ใหม่"}, follow=True).content.decode()
    assert receipt_of(circular).answer == "ครบ"
    assert clerk.post(f"{page}/close").status_code == 302
    day = TODAY() + timedelta(9)
    clerk.post(f"{page}/reopen", {"due": thai_date(day)})
    assert {(one.state, one.due) for one in duties_of(circular) if one.state != "done"} == {
        ("open", day)
    }
    head.post(answer, {"answer": "ใหม่"})
    assert receipt_of(circular).answer == "ใหม่"


def test_the_list_has_counts_and_is_searched(sign_in: SignIn) -> None:
    circular = send(asks="read", letter=signed("เรื่องหายาก"))
    acknowledge(by="ผอ.", receipt=receipt_of(circular), at=timezone.now())
    page = page_of(sign_in("planner"), "?q=หายาก")
    assert page.count("<tr><th scope=") == 2
    assert f'{circular.letter_id}?show=read">1/12</a>' in page
    assert "เรื่องหายาก" not in page_of(sign_in("planner"), "?q=ไม่มีคำนี้")


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


def test_what_only_asks_to_take_note_is_followed_or_not(sign_in: SignIn) -> None:
    circular, clerk = send(asks="read"), sign_in("clerk")
    page = f"{HERE}/{circular.letter_id}"
    for step, word in (("close", "ปิดการติดตาม"), ("reopen", "ติดตามต่อ")):
        assert f"{word}…" in page_of(clerk, f"{circular.letter_id}")
        assert word in clerk.get(f"{page}/step/{step}").content.decode()
        assert f"{word}แล้ว" in clerk.post(f"{page}/step/{step}", follow=True).content.decode()
    assert clerk.get(f"{page}/step/extend").status_code == 302
