"""Whom a circular goes to: each once, without those taken out; and the lines that tell of it."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from khet.rules.circulars import (
    PERSON,
    UNIT,
    Receiver,
    chosen,
    line_text,
    may_answer,
    may_remind,
    may_return,
    place_of,
    place_told,
    read,
    reminder,
    share,
    written,
)

TOKENS = ("schools", "network:N1", "teachers", "body:1", "person:x")
SCHOOLS = {Receiver(UNIT, key): frozenset[int]() for key in (1, 2, 3)}
NETWORK = {Receiver(UNIT, 1): frozenset[int]()}
TEACHERS = {
    Receiver(PERSON, 10): frozenset({1}),
    Receiver(PERSON, 20): frozenset({1, 2}),
    Receiver(PERSON, 30): frozenset({3}),
}
BODY = {Receiver(PERSON, key): frozenset[int]() for key in (10, 40)}
MEMBERS = dict(
    zip(TOKENS, (SCHOOLS, NETWORK, TEACHERS, BODY, {Receiver(PERSON, 30): frozenset[int]()}),
        strict=True)
)  # fmt: skip


def test_groups_that_overlap_give_each_receiver_once() -> None:
    found = chosen(["schools", "network:N1", "teachers", "body:1"], MEMBERS)
    assert len(found) == 7
    assert found[Receiver(PERSON, 20)] == {1, 2}


def test_with_a_network_go_out_the_teachers_of_it_alone() -> None:
    found = chosen(["schools", "teachers", "-network:N1"], MEMBERS)
    assert set(found) == {
        *(Receiver(UNIT, key) for key in (2, 3)),
        *(Receiver(PERSON, key) for key in (20, 30)),
    }


def test_who_is_taken_out_by_name_or_as_a_member_goes_alone() -> None:
    assert Receiver(PERSON, 30) not in chosen(["teachers", "-person:x"], MEMBERS)
    assert set(chosen(["schools", "teachers", "-body:1"], MEMBERS)) == {
        *SCHOOLS,
        Receiver(PERSON, 20),
        Receiver(PERSON, 30),
    }


def test_who_is_named_stays_though_the_school_is_taken_out() -> None:
    assert set(chosen(["body:1", "-schools"], MEMBERS)) == set(BODY)


@given(st.lists(st.sampled_from(TOKENS)), st.lists(st.sampled_from(TOKENS)))
def test_nobody_is_added_by_taking_out(to: list[str], but: list[str]) -> None:
    whole, less = (chosen(written(to, out), MEMBERS) for out in ([], but))
    assert set(less) <= set(whole)
    assert not set(less) & {one for token in but for one in MEMBERS[token]}
    assert read(written(to, but)) == (list(dict.fromkeys(to)), list(dict.fromkeys(but)))


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), st.integers(1, 10**12))
def test_a_place_in_a_list_is_told_and_read_again(at: datetime, key: int) -> None:
    at = at.replace(tzinfo=UTC)
    assert place_of(place_told(at, key)) == (at, key)


def test_a_place_that_is_none_is_not_read() -> None:
    for told in ("", "-", "5", "5-", "-5", "a-5", "5-b", "9" * 18 + "-1", "๕-1", "1-" + "9" * 20):
        assert place_of(told) is None, told


def test_answers_come_until_it_is_closed() -> None:
    assert may_answer("workbook", closed=False)
    assert not may_answer("workbook", closed=True)
    assert not may_answer("read", closed=False)
    assert may_return("answered", closed=False)
    assert not may_return("answered", closed=True)
    assert not may_return("returned", closed=False)


def test_a_reminder_goes_once_a_day() -> None:
    day = date(2014, 8, 22)
    assert may_remind(None, day)
    assert not may_remind(day, day)
    assert may_remind(day - timedelta(1), day)


def test_what_is_copied_into_a_chat_says_until_when() -> None:
    told = line_text(
        subject="ขอข้อมูล", ref="", day=None, asked="ส่งไฟล์", due=date(2014, 9, 1), link="L"
    )
    assert told.splitlines() == [
        "📢 หนังสือเวียน",
        "เรื่อง ขอข้อมูล",
        "ขอให้ส่งไฟล์ ภายใน 1 กันยายน 2557",
        "เปิดอ่านและรับทราบที่ L",
    ]


def test_a_letter_that_reminds_says_how_late() -> None:
    due = date(2014, 8, 20)
    subject, body = reminder("ก" * 300, "ส่งไฟล์", due, "ผู้เตือน", "L", date(2014, 8, 22))
    assert len(subject) == 200
    assert "ขอให้ส่งไฟล์ เกินกำหนด 2 วัน\nL" in body
    _subject, body = reminder("ก", "ส่งไฟล์", due, "ผู้เตือน", "", due)
    assert body.endswith("ขอให้ส่งไฟล์ ภายใน 20 สิงหาคม 2557\n")


def test_the_least_read_of_two_alike_is_the_larger() -> None:
    assert share(1, 2) > share(50, 100) < share(51, 100) < share(0, 0)
