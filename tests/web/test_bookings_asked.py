"""Rooms and vehicles asked for: refused at the field, confirmed, all or none, moved."""

from typing import Any

import pytest
from django.utils import timezone

from khet.records.office.models import BookedQuarter, Booking
from tests.web import asked_bookings
from tests.web.asked_bookings import (
    ADD,
    TUESDAY,
    SignIn,
    as_shown,
    asked_for,
    book_it,
    newest_booking,
    text_of,
)
from tests.web.doors.bookings import OTHER, ROOM, VEHICLE

_today = asked_bookings.on_a_monday


@pytest.mark.parametrize(
    ("more", "field", "told"),
    [
        ({"first": "1 พ.ย. 2569"}, "first", "จองย้อนหลังไม่ได้"),
        ({"first": "เมื่อไหร่"}, "first", "อ่านวันที่ไม่ได้"),
        ({"first": "3 พ.ย. 2575"}, "first", "ไกลเกินหนึ่งปี"),
        ({"first": "2 พ.ย. 2569", "starts": "8.30"}, "starts", "เวลานี้ผ่านไปแล้ว ขณะนี้ 09.05 น.:"),
        ({"starts": "09.10"}, "starts", "ช่วงละ 15 นาที"),
        ({"ends": "09.00"}, "ends", "ไม่อยู่หลังเวลาเริ่ม"),
        ({"last": "2 พ.ย. 2569"}, "last", "อยู่ก่อนวันแรก"),
        ({"last": "2 ม.ค. 2570"}, "last", "ไม่เกิน 60 วัน"),
        ({"starts": "06.00"}, "confirm", "นอกเวลาราชการ"),
        ({"first": "8 พ.ย. 2569"}, "confirm", "8 พฤศจิกายน 2569 (วันเสาร์–อาทิตย์)"),
        ({"people": "41"}, "confirm", "40 ที่นั่ง น้อยกว่า 41 คน"),
        ({"people": "-2"}, "people", "ต้องเป็น 1 ขึ้นไป"),
        ({"resources": []}, "resources", "เลือกอย่างน้อยหนึ่งห้อง"),
        ({"resources": ["99"]}, "resources", "จองไม่ได้"),
        ({"resources": [str(VEHICLE)]}, "going_to", "ใช้รถไปที่ใด"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    sign_in: SignIn, more: dict[str, Any], field: str, told: str
) -> None:
    answer = sign_in("planner").post(ADD, asked_for(**{**more, "note": "น้ำดื่ม 40 ขวด"}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert told in answer.context["form"].errors[field][0]
    assert "น้ำดื่ม 40 ขวด" in text_of(answer)
    assert not BookedQuarter.objects.filter(begins__year=2026).exists()


def test_what_is_unusual_is_booked_once_confirmed_as_it_was_told(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    told = asked_for(starts="06.00", confirm="on")
    form = planner.post(ADD, told).context["form"]
    assert not form["confirm"].value()
    ticked = {**as_shown(form), "confirm": "on"}
    again = planner.post(ADD, {**ticked, "people": "41"}).context["form"]
    assert "40 ที่นั่ง" in again.errors["confirm"][0]
    assert planner.post(ADD, ticked).status_code == 302
    assert timezone.localtime(newest_booking().starts).hour == 6


@pytest.mark.parametrize("day", ["5 ธ.ค. 2569", "7 ธ.ค. 2569", "10 ธ.ค. 2569"])
def test_a_holiday_is_named_and_hours_inside_are_not_blamed(sign_in: SignIn, day: str) -> None:
    form = sign_in("planner").post(ADD, asked_for(first=day)).context["form"]
    told = form.errors["confirm"][0]
    assert "เป็นวันหยุด" in told
    assert ("รัฐธรรมนูญ" if day.startswith("10") else "พ่อ") in told
    assert "นอกเวลาราชการ" not in told


def test_a_holiday_out_of_hours_says_both(sign_in: SignIn) -> None:
    asked = asked_for(first="10 ธ.ค. 2569", starts="06.00")
    told = sign_in("planner").post(ADD, asked).context["form"].errors["confirm"][0]
    assert "รัฐธรรมนูญ" in told
    assert "นอกเวลาราชการ" in told


def test_a_room_named_twice_is_booked_once(sign_in: SignIn) -> None:
    book_it(sign_in("planner"), ROOM, ROOM)
    assert Booking.objects.filter(starts__year=2026).count() == 1


def test_three_rooms_for_three_days_all_or_none(sign_in: SignIn) -> None:
    planner, auditor = sign_in("planner"), sign_in("auditor")
    book_it(auditor, OTHER, first="5 พ.ย. 2569", starts="15.00", ends="16.00")
    wanted = asked_for(ROOM, OTHER, last="5 พ.ย. 2569", starts="8.30", ends="16.30")
    answer = planner.post(ADD, wanted)
    fault = answer.context["form"].errors["resources"][0]
    assert "ห้องสังข์หยด ถูกจองแล้ว 5 พ.ย. 2569 15.00–16.00 น. โดย" in fault
    assert Booking.objects.filter(starts__year=2026).count() == 1
    assert planner.post(ADD, {**wanted, "ends": "15.00"}).status_code == 302
    assert Booking.objects.filter(starts__year=2026).count() == 7


def test_what_is_free_instead_is_offered(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    book_it(planner)
    answer = planner.post(ADD, asked_for(starts="10.00", ends="11.00"))
    fault = answer.context["form"].errors["resources"][0]
    assert "เวลาว่างที่ใกล้ที่สุด: 3 พ.ย. 2569 12.00–13.00 น." in fault
    assert "ที่ว่างในเวลานั้น: ห้องสังข์หยด" in fault


def test_another_time_keeps_or_fails_whole(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    book_it(planner)
    own = book_it(planner, starts="13.00", ends="14.00")
    page = f"/office/bookings/{own.pk}/move"
    answer = planner.post(page, {"first": TUESDAY, "starts": "11.00", "ends": "13.30"})
    assert "ถูกจองแล้ว" in answer.context["form"].errors["starts"][0]
    own.refresh_from_db()
    assert timezone.localtime(own.starts).hour == 13
    planner.post(page, {"first": TUESDAY, "starts": "14.00", "ends": "16.00"})
    own.refresh_from_db()
    assert (timezone.localtime(own.starts).hour, own.quarters.count()) == (14, 8)


def test_through_the_night_is_one_booking(sign_in: SignIn) -> None:
    more = {"last": "4 พ.ย. 2569", "overnight": "on", "going_to": "พัทลุง"}
    booking = book_it(sign_in("planner"), VEHICLE, **more)
    assert booking.quarters.count() == (24 + 3) * 4


def test_vehicles_are_of_who_works_at_the_office(sign_in: SignIn) -> None:
    for name, may in (("planner", True), ("network-chair", False), ("teacher", False)):
        assert ("รถตู้" in text_of(sign_in(name).get(ADD))) is may
    asked = asked_for(VEHICLE, going_to="พัทลุง")
    refused = sign_in("network-chair").post(ADD, asked)
    assert list(refused.context["form"].errors) == ["resources"]
