"""Lists and panels of meetings, who sees which, and how few questions their pages ask."""

from datetime import time
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from khet.records.office.actions.meetings import call_meeting
from khet.records.office.models import Attendance, Holiday, Item, Meeting
from khet.records.registry.models import Unit, UnitKind
from khet.web.parts.menu import sections
from tests.web import planned_meetings
from tests.web.doors.meetings import BOARD, CLOSED, DAY, HEADS
from tests.web.planned_meetings import LATER, SignIn, text_of

_today = planned_meetings.on_a_monday


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["clerk", "school-director"])
def test_pages_ask_few_questions_however_many_come(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    pages = [
        *("/office/bodies/", "/office/meetings/", f"/office/bodies/{HEADS}"),
        *(f"/office/meetings/{HEADS}{part}" for part in ("", "/agenda", "/attendance")),
        *("/office/meetings/panels/coming", "/office/meetings/panels/hosting"),
    ]
    before = [_queries(client, page) for page in pages]
    _crowd()
    assert [_queries(client, page) for page in pages] == before
    assert max(before) <= 15


def _crowd() -> None:
    """A hundred more expected, forty more items, twenty more meetings of the same body."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    Attendance.objects.bulk_create(
        Attendance(meeting_id=HEADS, place=n, name=f"ผู้ถูกเชิญ {n}", unit=area) for n in range(100)
    )
    Item.objects.bulk_create(
        Item(meeting_id=HEADS, section=4, place=n, title=f"เรื่อง {n}", unit=area) for n in range(40)
    )
    Meeting.objects.bulk_create(
        Meeting(body_id=HEADS, number=n, year=2557, begins=DAY, ends=DAY) for n in range(2, 22)
    )


def test_the_list_is_filtered_by_words_body_and_year(clerk: Client, sign_in: SignIn) -> None:
    clerk.post(
        f"/office/meetings/{BOARD}/agenda/{BOARD}",
        {"section": "4", "title": "นมโรงเรียน ๒ กล่อง", "text": "", "unit": ""},
    )
    found = clerk.get("/office/meetings/", {"q": "นมโรงเรียน 2"}).context["rows"]
    assert [row.meeting.pk for row in found] == [BOARD]
    of_body = clerk.get("/office/meetings/", {"body": str(CLOSED), "year": "2557"})
    assert [row.meeting.pk for row in of_body.context["rows"]] == [CLOSED]
    assert clerk.get("/office/meetings/", {"year": "2599"}).status_code == 404
    assert sign_in("planner").get("/office/meetings/", {"body": str(CLOSED)}).status_code == 404
    sheet = load_workbook(BytesIO(clerk.get("/office/meetings/list.xlsx").content)).active
    assert "ประชุมบอร์ดทดสอบ ครั้งที่ 1/2557" in [row[0].value for row in sheet.iter_rows()]


def test_schools_heads_see_their_meeting_and_no_other(sign_in: SignIn) -> None:
    found = sign_in("school-director").get("/office/meetings/").context["rows"]
    assert [row.meeting.pk for row in found] == [HEADS]
    assert {
        row.meeting.pk for row in sign_in("planner").get("/office/meetings/").context["rows"]
    } == {
        HEADS,
        BOARD,
    }


def test_what_was_closed_is_seen_by_its_own_only(sign_in: SignIn) -> None:
    director, planner = sign_in("director"), sign_in("planner")
    address = f"/office/meetings/{CLOSED}"
    assert "ยกเลิกการประชุม" not in text_of(director.get(address))
    assert planner.get(address).status_code == 403
    assert planner.get("/office/meetings/1").status_code == 404
    assert "คณะบุคคลทดสอบ" not in text_of(planner.get("/office/bodies/"))


def test_the_menu_leads_there(clerk: Client) -> None:
    pages = [page.name for section in sections() for page in section.pages]
    assert {"office:meetings", "office:bodies"} <= set(pages)


def test_the_person_called_is_found_by_the_panel_of_what_comes(sign_in: SignIn) -> None:
    Meeting.objects.filter(pk=CLOSED).update(begins=LATER, ends=LATER)
    call_meeting(by="ทดสอบ", meeting=Meeting.objects.get(pk=CLOSED))
    assert "คณะบุคคลทดสอบ" in text_of(sign_in("clerk").get("/office/meetings/panels/coming"))
    assert "คณะบุคคลทดสอบ" not in text_of(sign_in("director").get("/office/meetings/panels/coming"))


def test_who_holds_meetings_sees_all_that_come(sign_in: SignIn) -> None:
    Meeting.objects.filter(pk=HEADS).update(
        begins=LATER, ends=LATER, starts=time(13), state="planned"
    )
    Meeting.objects.filter(pk=BOARD).update(begins=LATER, ends=LATER, starts=time(9))
    area = Unit.objects.get(kind=UnitKind.AREA)
    Holiday.objects.create(area=area, day=LATER, name="วันหยุดทดสอบ", closed=True)
    page = text_of(sign_in("planner").get("/office/meetings/panels/coming"))
    assert page.index("บอร์ดทดสอบ") < page.index("ประชุมผู้บริหารสถานศึกษา")
    assert page.count("ยังไม่เชิญ") == 1
    assert page.count("ตรงกับวันหยุด") == 2
    assert "ประชุมที่ใกล้ถึง" in text_of(sign_in("planner").get("/"))
    assert "บอร์ดทดสอบ" not in text_of(sign_in("auditor").get("/office/meetings/panels/coming"))
