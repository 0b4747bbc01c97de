"""The rows of a body's seats: added, moved, taken away, kept; what is wrong stands at its row."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.records.office.models import Body, Order, Seat
from khet.records.registry.models import Event, RoleHeld, Unit, User
from khet.web.office.orders.differences import office_differences
from tests.made_area import school_name
from tests.web.doors.orders import COMMITTEE, DRAFT

SignIn = Callable[[str], Client]
HERE = f"/office/bodies/{COMMITTEE}/seats"
HOLDERS = ("clerk", "planner")
Row = dict[str, str]


def _role(role: str, part: str = "member", **more: str) -> Row:
    return {"kind": "role", "who": role, "part": part, **more}


def _person(who: str, part: str = "member", **more: str) -> Row:
    return {"kind": "person", "who": who, "part": part, **more}


def _guest(who: str, part: str = "member", **more: str) -> Row:
    return {"kind": "guest", "who": who, "part": part, **more}


CHAIR = _person("director", "chair")


def _sent(client: Client, rows: list[Row], do: str = "save") -> Any:
    said = {f"seat-{n}-{name}": v for n, row in enumerate(rows) for name, v in row.items()}
    return client.post(HERE, {**said, "do": do})


def _refused(client: Client, rows: list[Row]) -> str:
    before = list(Seat.objects.filter(body=COMMITTEE).values())
    response = _sent(client, rows)
    assert response.status_code == 200
    page = response.content.decode()
    assert "ยังทำรายการไม่ได้" in page
    assert list(Seat.objects.filter(body=COMMITTEE).values()) == before
    assert len(re.findall('name="seat-[0-9]+-kind"', page)) == len(rows)
    return page


def _fault(page: str, row: int, field: str) -> str:
    found = re.search(rf'id="id_seat-{row}-{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""


def _kept() -> list[tuple[str, str]]:
    seats = Seat.objects.filter(body=COMMITTEE).select_related("person", "unit")
    return [
        (s.part, s.person.username if s.person else f"{s.role}{s.name} {s.unit or ''}".strip())
        for s in seats
    ]


def test_seats_by_person_role_and_guest_are_kept_in_their_order(clerk: Client) -> None:
    rows = [
        CHAIR,
        _role("deputy"),
        _role("school-director", unit=f"โรงเรียน{school_name(0)}"),
        _guest("นายอำเภอ หรือผู้แทน", "adviser"),
        _person("ผู้ทดสอบ (planner)", "secretary", since="1 ก.ย. 2557", until="๓๐/๙/๒๕๕๗"),
    ]
    sent = _sent(clerk, rows)
    assert sent.headers["Location"] == f"/office/orders/{DRAFT}"
    assert _kept() == [
        ("chair", "director"),
        ("member", "deputy"),
        ("member", f"school-director {school_name(0)}"),
        ("adviser", "นายอำเภอ หรือผู้แทน"),
        ("secretary", "planner"),
    ]
    last = Seat.objects.get(body=COMMITTEE, part="secretary")
    assert (last.since, last.until) == (date(2014, 9, 1), date(2014, 9, 30))
    again = clerk.get(HERE).content.decode()
    assert "ผู้ทดสอบ (planner)" in again
    assert "30 ก.ย. 2557" in again


@pytest.mark.parametrize(
    ("do", "order"),
    [
        ("up-2", ["ก", "ค", "ข"]),
        ("down-0", ["ข", "ก", "ค"]),
        ("remove-1", ["ก", "ค"]),
        ("up-0", ["ก", "ข", "ค"]),
        ("down-2", ["ก", "ข", "ค"]),
        ("add-guest", ["ก", "ข", "ค", ""]),
        ("remove-9", ["ก", "ข", "ค"]),
    ],
)
def test_rows_move_and_go_and_come_without_losing_what_was_typed(
    clerk: Client, do: str, order: list[str]
) -> None:
    rows = [_guest(name, since="ยังไม่ครบ") for name in "กขค"]
    before = _kept()
    page = _sent(clerk, rows, do).content.decode()
    found = re.findall(r'name="seat-\d+-who"(?: value="([^"]*)")?', page)
    assert found == order
    assert page.count('value="ยังไม่ครบ"') == len([name for name in order if name])
    assert _kept() == before


def test_new_rows_are_of_their_kind(clerk: Client) -> None:
    page = _sent(clerk, [], "add-role").content.decode()
    assert 'name="seat-0-unit"' in page
    assert re.search(r'<option value="chair" selected', page)
    page = _sent(clerk, [CHAIR], "add-person").content.decode()
    assert 'name="seat-1-unit"' not in page
    assert 'hx-get="/office/bodies/people"' in page


@pytest.mark.parametrize(
    ("rows", "at", "told"),
    [
        ([_person("planner")], (0, "part"), "ยังไม่มีประธาน"),
        ([CHAIR, _person("planner", "chair")], (1, "part"), "ประธานมีได้คนเดียว: แถวที่ 1"),
        ([_role("supervisor", "chair")], (0, "who"), "บทบาทนี้มีหลายคน"),
        ([_guest("ก"), _role("director", "chair"), _person("director")], (2, "who"), "แถวที่ 2"),
        (
            [_person("director", "chair"), _role("director", unit="สพป.ทดสอบ เขต 2")],
            (0, "who"),
            "เป็นคนเดียวกับแถวที่ 2",
        ),
        ([CHAIR, _person("ผู้ทดสอบ (director)")], (1, "who"), "ซ้ำกับแถวที่ 1"),
        ([CHAIR, _role("deputy"), _role("deputy")], (2, "who"), "ซ้ำกับแถวที่ 2"),
        ([CHAIR, _guest("นายอำเภอ"), _guest(" นายอำเภอ ")], (2, "who"), "ซ้ำกับแถวที่ 2"),
        ([CHAIR, _person("ไม่มีคนนี้")], (1, "who"), "ไม่พบ “ไม่มีคนนี้”"),
        ([CHAIR, _person("ผู้ทดสอบ")], (1, "who"), "ชื่อนี้มีหลายคน"),
        ([CHAIR, _person("newcomer")], (1, "who"), "ไม่พบ"),
        ([CHAIR, _person("")], (1, "who"), "กรุณากรอกช่องนี้"),
        ([CHAIR, _role("แม่บ้าน")], (1, "who"), "เลือกจากรายการเท่านั้น"),
        ([CHAIR, _role("school-director", unit="บ้านที่ไม่มี")], (1, "unit"), "ไม่พบหน่วยงาน"),
        ([CHAIR, _role("deputy", unit=school_name(0))], (1, "unit"), "บทบาทนี้ไม่มีที่หน่วยงานนี้"),
        (
            [CHAIR, _guest("ก", since="2 ม.ค. 2557", until="1 ม.ค. 2557")],
            (1, "until"),
            "วันสุดท้ายอยู่ก่อนวันแรก",
        ),
        ([CHAIR, _guest("ก", until="1 ม.ค. 2557")], (1, "since"), "ใส่วันแรกของวาระด้วย"),
        ([CHAIR, _guest("ก", since="เมื่อวาน")], (1, "since"), "อ่านวันที่ไม่ได้"),
    ],
)
def test_what_is_wrong_stands_at_its_row(
    clerk: Client, rows: list[Row], at: tuple[int, str], told: str
) -> None:
    assert told in _fault(_refused(clerk, rows), *at)


def test_an_event_tells_seats_in_words(clerk: Client) -> None:
    _sent(clerk, [CHAIR, _role("deputy"), _guest("นายอำเภอ", "adviser")])
    event = Event.objects.get(action="set-seats")
    told = {what: after for what, _, after in office_differences("", None, event.after)}
    assert told == {"องค์ประกอบ": "ประธาน director, กรรมการ รองผู้อำนวยการ สพป. ทุกคน, ที่ปรึกษา นายอำเภอ"}


def test_an_empty_body_isn_t_kept(clerk: Client) -> None:
    assert "คณะนี้ยังไม่มีใคร" in _refused(clerk, [])


def test_the_same_person_in_terms_apart_is_no_fault(clerk: Client) -> None:
    first = _person("planner", since="1 ม.ค. 2557", until="31 ม.ค. 2557")
    second = _person("planner", since="1 ก.พ. 2557")
    assert _sent(clerk, [CHAIR, first, second]).status_code == 302


def test_who_also_holds_a_named_role_is_told_and_kept(clerk: Client) -> None:
    rows = [_person("deputy", "chair"), _role("deputy"), _guest("")]
    assert "อยู่ในแถวที่ 2 ตามบทบาทด้วย" not in _refused(clerk, rows)
    rows[2] = _guest("นายอำเภอ", "chair")
    assert "อยู่ในแถวที่ 2 ตามบทบาทด้วย นับเป็นคนเดียว" in _refused(clerk, rows)
    assert _sent(clerk, rows[:2]).status_code == 302


def test_a_role_for_all_chairs_only_while_one_holds_it(clerk: Client) -> None:
    rows = [_role("deputy", "chair"), _guest("นายอำเภอ")]
    assert _sent(clerk, rows).status_code == 302
    RoleHeld.objects.filter(role="deputy").delete()
    assert "บทบาทนี้มีหลายคน" in _fault(_refused(clerk, rows), 0, "who")


def test_namesakes_are_told_apart_by_their_work(clerk: Client) -> None:
    User.objects.filter(username="planner").update(position="นักวิเคราะห์นโยบาย")
    told = _fault(_refused(clerk, [CHAIR, _person("ผู้ทดสอบ")]), 1, "who")
    assert "deputy รองผู้อำนวยการ สพป.ทดสอบ เขต 2" in told
    page = clerk.get("/office/bodies/people?seat-0-who=planner").content.decode()
    assert ">นักวิเคราะห์นโยบาย<" in page
    page = clerk.get("/office/bodies/people?seat-0-who=deputy").content.decode()
    assert ">รองผู้อำนวยการ สพป.ทดสอบ เขต 2<" in page


def test_no_row_comes_beyond_the_last(clerk: Client) -> None:
    assert _sent(clerk, [_guest("ก")] * 200, "add-guest").status_code == 204


def test_one_who_left_may_stay_and_isn_t_found_anew(clerk: Client) -> None:
    gone = User.objects.get(username="newcomer")
    assert "ไม่พบ" in _fault(_refused(clerk, [CHAIR, _person("newcomer")]), 1, "who")
    Seat.objects.create(body_id=COMMITTEE, place=3, person=gone)
    assert _sent(clerk, [CHAIR, _person("newcomer")]).status_code == 302


def test_seats_of_a_proposed_order_stay(clerk: Client) -> None:
    Order.objects.filter(pk=DRAFT).update(state="proposed")
    assert "คำสั่งนี้ไม่ใช่ร่างแล้ว" in _refused(clerk, [CHAIR])


def test_a_body_of_no_order_is_composed_by_those_who_hold_meetings(sign_in: SignIn) -> None:
    area = Unit.objects.get(code="9302")
    board = Body.objects.create(area=area, kind="board", name="บอร์ด", since=date(2014, 1, 1))
    seats = f"/office/bodies/{board.pk}/seats"
    assert sign_in("auditor").get(seats).status_code == 403
    sent = sign_in("planner").post(
        seats, {"seat-0-kind": "role", "seat-0-who": "director", "seat-0-part": "chair"}
    )
    assert sent.headers["Location"] == f"/office/bodies/{board.pk}"
    assert [seat.role for seat in board.seats.all()] == ["director"]


def test_who_may_not_change_the_seats_is_offered_none(sign_in: SignIn) -> None:
    group = Unit.objects.create(kind="group", code="G9", name="กลุ่มเก้า")
    Order.objects.filter(pk=DRAFT).update(unit=group)
    pages = {name: sign_in(name).get(f"/office/bodies/{COMMITTEE}") for name in HOLDERS}
    assert {page.status_code for page in pages.values()} == {200}
    offered = {name for name, page in pages.items() if HERE in page.content.decode()}
    assert offered == {name for name in HOLDERS if sign_in(name).get(HERE).status_code != 403}
    assert offered == {"clerk"}


def test_people_are_found_by_a_part_of_their_name(clerk: Client) -> None:
    User.objects.filter(username="planner").update(name="สมมติ ใจดี", position="นักวิเคราะห์")
    page = clerk.get("/office/bodies/people?seat-3-who=ใจ").content.decode()
    assert '<option value="สมมติ ใจดี (planner)">นักวิเคราะห์</option>' in page
    assert page.count("<option") == 1
    assert clerk.get("/office/bodies/people?seat-3-who=").content.decode().count("<option") == 0
    assert "newcomer" not in clerk.get("/office/bodies/people?who=new").content.decode()


def _queries(do: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        do()
    return len(queries)


def test_queries_don_t_grow_with_rows(clerk: Client) -> None:
    few = [CHAIR, _role("deputy"), _person("planner"), _guest("")]
    names = ("auditor", "clerk", "personnel", "data-officer", "teacher", "supervisor")
    many = [*few, *(_person(name) for name in names)]
    counts = [_queries(lambda rows=rows: _sent(clerk, rows)) for rows in (few, many)]  # type: ignore[misc]
    assert counts[0] == counts[1] <= 15
    assert _queries(lambda: clerk.get(HERE)) <= 15
