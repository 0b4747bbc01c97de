"""The office's holidays: seen by all, kept by few, pasted all or none."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from khet.records.office.models import Holiday
from tests.conftest import Clock
from tests.web.agenda import body, meeting
from tests.web.doors.monthly import SAMPLE

SignIn = Callable[[str], Client]
PAGE = "/office/calendar/holidays"


@pytest.fixture(autouse=True)
def _today(clock: Clock) -> None:
    clock.time = timezone.make_aware(datetime(2026, 11, 29, 10))


def _own() -> list[str]:
    found = Holiday.objects.exclude(pk=SAMPLE).order_by("day")
    return [f"{one.day} {one.name} {one.closed}" for one in found]


def test_everybody_sees_the_year_with_days_in_place_of_others(sign_in: SignIn) -> None:
    page = sign_in("teacher").get(f"{PAGE}?year=๒๕๖๙").content.decode()
    assert "5 ธันวาคม 2569" in page
    assert "7 ธันวาคม 2569" in page
    assert "งานที่เปิดไว้แล้วยังใช้กำหนดเดิม" in page
    assert f"{PAGE}/add" not in page
    assert "วันมาฆบูชา" in sign_in("teacher").get(f"{PAGE}?year=2558").content.decode()


def test_one_day_is_added_and_taken_out(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    sent = {"day": "๒๑ ก.พ. ๒๕๗๐", "name": " วันมาฆบูชา "}
    assert planner.post(f"{PAGE}/add", sent).headers["Location"] == f"{PAGE}?year=2570"
    assert _own() == ["2027-02-21 วันมาฆบูชา True"]
    again = planner.post(f"{PAGE}/add", sent).content.decode()
    assert "มีในรายการของสำนักงานแล้ว" in again
    holiday = Holiday.objects.exclude(pk=SAMPLE).get()
    planner.post(f"{PAGE}/{holiday.pk}/remove")
    assert _own() == []


def test_meetings_on_a_new_holiday_are_told_with_links(sign_in: SignIn) -> None:
    known, closed = body("บอร์ด"), body("คณะลับ", closed=True)
    coming = meeting(known, date(2027, 2, 20), date(2027, 2, 22))
    meeting(known, date(2027, 2, 21), state="cancelled")
    meeting(closed, date(2027, 2, 21))
    sent = {"day": "21 ก.พ. 2570", "name": "วันมาฆบูชา"}
    page = sign_in("planner").post(f"{PAGE}/add", sent, follow=True).content.decode()
    assert "วันหยุดที่เพิ่มตรงกับประชุม 1 ครั้ง" in page
    assert f'<a href="/office/meetings/{coming.pk}" lang="th">บอร์ด ครั้งที่ 1/2557</a>' in page
    assert "คณะลับ" not in page
    again = sign_in("planner").post(f"{PAGE}/add", {**sent, "day": "25 ก.พ. 2570"}, follow=True)
    assert "ตรงกับประชุม" not in again.content.decode()


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("", "ใส่วันที่"),
        ("32 ก.พ. 2570", "อ่านวันที่ไม่ได้"),
        ("13 เม.ย. 2570", "เป็นวันหยุดประจำปีอยู่แล้ว"),
        ("21 ก.พ. 2590", "ไกลจากปีนี้มาก"),
    ],
)
def test_a_bad_day_is_refused(sign_in: SignIn, day: str, told: str) -> None:
    page = sign_in("clerk").post(f"{PAGE}/add", {"day": day, "name": "ชื่อเดิม"}).content.decode()
    assert told in page
    assert 'value="ชื่อเดิม"' in page
    assert _own() == []


def test_a_list_is_pasted(sign_in: SignIn) -> None:
    lines = "21 ก.พ. 2570 วันมาฆบูชา\n\n๒๐ พฤษภาคม ๒๕๗๐ วันวิสาขบูชา\n18/7/2570 วันอาสาฬหบูชา"
    assert sign_in("clerk").post(f"{PAGE}/paste", {"lines": lines}).status_code == 302
    assert _own() == [
        "2027-02-21 วันมาฆบูชา True",
        "2027-05-20 วันวิสาขบูชา True",
        "2027-07-18 วันอาสาฬหบูชา True",
    ]


def test_each_bad_line_is_told_and_nothing_is_kept(sign_in: SignIn) -> None:
    lines = "\n".join(
        (
            "21 ก.พ. 2570 วันมาฆบูชา",
            "วันวิสาขบูชา",
            "20 พ.ค. 2570",
            "13 เม.ย. 2570 วันสงกรานต์",
            "21/2/2570 ซ้ำ",
        )
    )
    page = sign_in("administrator").post(f"{PAGE}/paste", {"lines": lines}).content.decode()
    for told in ("บรรทัดที่ 2: อ่านวันที่ไม่ได้", "บรรทัดที่ 3: ไม่มีชื่อ", "บรรทัดที่ 4: ", "บรรทัดที่ 5: "):
        assert told in page
    assert "บรรทัดที่ 1:" not in page
    assert "20 พ.ค. 2570" in page
    assert _own() == []


def test_a_fixed_day_is_opened(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    assert "12 ส.ค. 2570" in planner.get(f"{PAGE}/open?day=2027-08-12").content.decode()
    refused = planner.post(f"{PAGE}/open", {"day": "11 ส.ค. 2570", "name": "เลื่อน"})
    assert "ไม่ใช่วันหยุดประจำปี" in refused.content.decode()
    planner.post(f"{PAGE}/open", {"day": "12 ส.ค. 2570", "name": "เลื่อน"})
    assert _own() == ["2027-08-12 เลื่อน False"]
    assert 'เปิดทำการ</b> <span lang="th">เลื่อน' in planner.get(f"{PAGE}?year=2570").content.decode()
