"""Powers given: to whom, until when, under which order; changed, taken back, and bad input."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.office.models import Delegation, Order
from khet.records.registry.access import APPROVE_TRIPS
from khet.records.registry.models import Event, Unit
from khet.rules.calendar import thai_date
from khet.rules.meetings import span_told
from khet.rules.powers import LETTERS, TRIPS
from khet.web.office.delegations.deciding import Deciding, decides, why_not
from khet.web.parts.viewer import Viewer
from tests.web.doors.folder import GIVEN, OVER
from tests.web.doors.orders import CIRCULATED
from tests.web.signed_letters import fault, person, power

SignIn = Callable[[str], Client]
HERE = "/office/delegations"


def _day(days: int) -> str:
    return thai_date(timezone.localdate() + timedelta(days))


def _give(client: Client, **said: Any) -> Any:
    good = {
        "to": "deputy",
        "powers": ["letters"],
        "since": _day(0),
        "until": _day(30),
        "under": "คำสั่งที่ 7/2569",
    }
    return client.post(f"{HERE}/give", {**good, **said})


def _page(client: Client, query: str = "") -> str:
    return client.get(f"{HERE}/{query}").content.decode()


def test_powers_are_given_under_an_order(sign_in: SignIn) -> None:
    director = sign_in("director")
    form = director.get(f"{HERE}/give").content.decode()
    assert f"คณะ {CIRCULATED}" in form
    sent = _give(director, powers=["letters", "trips"], note="เฉพาะเรื่องทั่วไป")
    assert sent.headers["Location"] == f"{HERE}/"
    made = Delegation.objects.filter(to=person("deputy"))
    assert {one.power for one in made} == {"letters", "trips"}
    assert all(one.giver == person("director") and one.post for one in made)
    page = _page(sign_in("auditor"))
    for said in ("คำสั่งที่ 7/2569", "ใช้ได้วันนี้", "เฉพาะเรื่องทั่วไป", _day(30)):
        assert said in page
    assert "ถอนคืน" not in page


def test_an_order_of_ours_is_linked(sign_in: SignIn) -> None:
    order = Order.objects.select_related("number__series").get(pk=CIRCULATED)
    for to, typed in (
        ("deputy", str(order.number)),
        ("auditor", f"คำสั่งที่ {order.number} เรื่อง {order.title}"),
    ):
        _give(sign_in("director"), to=to, under=typed)
        made = Delegation.objects.get(to=person(to))
        assert (made.order, made.under) == (order, "")
    assert f'href="/office/orders/{CIRCULATED}"' in _page(sign_in("clerk"))


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"to": "director"}, "to", "มอบอำนาจให้ตนเองไม่ได้"),
        ({"to": "teacher"}, "to", "ไม่มีบัญชีที่สำนักงาน"),
        ({"to": "newcomer"}, "to", "ไม่มีบัญชีที่สำนักงาน"),
        ({"to": ""}, "to", "เลือกผู้รับมอบอำนาจ"),
        ({"powers": []}, "powers", "เลือกอย่างน้อยหนึ่งอำนาจ"),
        ({"until": "1/1/2557", "since": "1/1/2556"}, "until", "ผ่านไปแล้ว"),
        ({"since": "1/1/2600", "until": "1/1/2599"}, "until", "ก่อนวันเริ่ม"),
        ({"until": "1/1/2699"}, "until", "ไกลเกินสี่ปี"),
        ({"until": "พรุ่งนี้"}, "until", "อ่านวันที่ไม่ได้"),
        ({"under": " "}, "under", "กรุณากรอก"),
    ],
)
def test_bad_input_is_said_at_its_field(
    sign_in: SignIn, said: dict[str, Any], field: str, told: str
) -> None:
    before = Delegation.objects.count()
    page = _give(sign_in("director"), note="เงื่อนไขที่พิมพ์", **said).content.decode()
    assert told in fault(page, field)
    assert "เงื่อนไขที่พิมพ์" in page
    assert Delegation.objects.count() == before


def test_the_same_power_isn_t_given_twice_in_one_time(sign_in: SignIn) -> None:
    director = sign_in("director")
    _give(director)
    page = _give(director, powers=["rooms", "letters"], since=_day(30), until=_day(60))
    assert "อยู่แล้วตั้งแต่" in fault(page.content.decode(), "powers")
    assert Delegation.objects.filter(to=person("deputy")).count() == 1
    assert _give(director, since=_day(31), until=_day(60)).status_code == 302
    assert "ยังไม่ถึงวันเริ่ม" in _page(director)
    first = Delegation.objects.filter(to=person("deputy")).earliest("since")
    moved = director.post(f"{HERE}/{first.pk}/end", {"until": _day(40)}).content.decode()
    assert "อยู่แล้วตั้งแต่" in fault(moved, "until")


def test_the_end_is_moved(sign_in: SignIn) -> None:
    director = sign_in("director")
    page = director.post(f"{HERE}/{GIVEN}/end", {"until": "1/1/2557"}).content.decode()
    assert "ก่อนวันเริ่ม" in fault(page, "until")
    assert director.post(f"{HERE}/{GIVEN}/end", {"until": _day(3)}).status_code == 302
    assert Delegation.objects.get(pk=GIVEN).until == timezone.localdate() + timedelta(3)


def test_what_is_taken_back_counts_no_more_at_once(sign_in: SignIn) -> None:
    director = sign_in("director")
    viewer = Viewer(person("planner"), timezone.localdate())
    assert [one.power for one in viewer.powers] == ["rooms"]
    page = director.post(f"{HERE}/{GIVEN}/take-back", {"reason": ""}).content.decode()
    assert "เขียนเหตุผล" in fault(page, "reason")
    director.post(f"{HERE}/{GIVEN}/take-back", {"reason": "ย้าย"})
    assert Viewer(person("planner"), timezone.localdate()).powers == []
    assert "ถอนคืน: ย้าย" in _page(director, "?over=yes")
    again = director.post(f"{HERE}/{GIVEN}/take-back", {"reason": "อีกครั้ง"})
    assert "สิ้นสุดหรือถูกถอนคืนไปแล้ว" in again.content.decode()
    over = director.post(f"{HERE}/{OVER}/end", {"until": _day(3)})
    assert "สิ้นสุดหรือถูกถอนคืนไปแล้ว" in over.content.decode()


def test_what_is_taken_back_on_its_first_day_keeps_that_day_and_is_given_anew(
    sign_in: SignIn,
) -> None:
    director, today = sign_in("director"), _day(0)
    _give(director)
    made = Delegation.objects.get(to=person("deputy"))
    director.post(f"{HERE}/{made.pk}/take-back", {"reason": "ผิดคน"})
    assert Viewer(person("deputy"), timezone.localdate()).powers == []
    told = why_not(Viewer(person("deputy"), timezone.localdate()), LETTERS)
    assert f"สิ้นสุดเมื่อ {today}" in told
    row = " ".join(_page(director, "?over=yes").split("ผิดคน")[0].rpartition("<tr>")[2].split())
    assert f"ถอนคืนวันที่ {today}" in row
    begins = timezone.localdate()
    assert span_told(begins, begins + timedelta(30)) in row
    assert _give(director).status_code == 302


def test_what_was_taken_back_before_it_began_is_in_nobody_s_way(sign_in: SignIn) -> None:
    director = sign_in("director")
    _give(director)
    made = Delegation.objects.get(to=person("deputy"))
    director.post(f"{HERE}/{made.pk}/take-back", {"reason": "ผิดวัน"})
    assert _give(director, since=_day(-3)).status_code == 302


def test_a_power_counts_at_the_office_that_gave_it(area: None) -> None:
    given = power("planner", TRIPS)
    given.area = Unit.objects.create(kind="area", code="9999", name="เขตอื่น")
    given.save()
    viewer = Viewer(person("planner"), timezone.localdate())
    assert decides(viewer, APPROVE_TRIPS, TRIPS) is None


def test_who_had_a_power_is_told_for_a_month(area: None) -> None:
    given = power("planner", TRIPS, since=-60, until=-1)
    for days, told in ((0, True), (28, True), (31, False)):
        viewer = Viewer(person("planner"), timezone.localdate() + timedelta(days))
        assert bool(why_not(viewer, TRIPS)) == told
        assert why_not(viewer, LETTERS) == ""
    given.since = timezone.localdate() + timedelta(9)
    given.until = timezone.localdate() + timedelta(10)
    given.save()
    assert why_not(Viewer(person("planner"), timezone.localdate()), TRIPS) == ""


def test_events_of_powers_are_told_in_words(sign_in: SignIn) -> None:
    _give(sign_in("director"))
    page = sign_in("auditor").get("/registry/events/").content.decode()
    assert "การมอบอำนาจ" in page
    assert Event.objects.filter(action="give-power").latest("pk").after["to"] == "deputy"


def test_as_what_a_person_decides(area: None) -> None:
    today = timezone.localdate()
    power("planner", TRIPS, since=0, until=0)

    def deciding(name: str, days: int = 0) -> Deciding | None:
        return decides(Viewer(person(name), today + timedelta(days)), APPROVE_TRIPS, TRIPS)

    own, given = deciding("director"), deciding("planner")
    assert own is not None
    assert (own.for_whom, own.post.startswith("ผู้อำนวยการ")) == ("", True)
    assert given is not None
    assert given.for_whom == "ผู้อำนวยการสำนักงาน"
    assert deciding("planner", -1) is None
    assert deciding("planner", 1) is None
    assert deciding("auditor") is None


def test_a_power_is_of_no_use_away_from_the_office(area: None) -> None:
    power("teacher", TRIPS)
    viewer = Viewer(person("teacher"), timezone.localdate())
    assert decides(viewer, APPROVE_TRIPS, TRIPS) is None


def test_the_book_of_handing_over_tells_powers(sign_in: SignIn) -> None:
    page = sign_in("director").get("/office/papers/hand-over?person=planner").content.decode()
    assert "อำนาจที่ได้รับมอบ" in page
    assert "อนุญาตใช้ห้อง" in page


def test_queries_do_not_grow(sign_in: SignIn) -> None:
    director, counts = sign_in("director"), []
    for _ in range(2):
        counts.append([])
        for address in ("", "?over=yes", "give"):
            with CaptureQueriesContext(connection) as queries:
                director.get(f"{HERE}/{address}")
            counts[-1].append(len(queries))
        for n, name in enumerate(("deputy", "auditor", "clerk", "personnel")):
            power(name, since=-9 - n)
            power(name, since=-90, until=-60)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15
