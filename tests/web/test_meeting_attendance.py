"""Who was called to a meeting and who came: marked, closed, for whom it is, as a workbook."""

from io import BytesIO

from django.test import Client
from openpyxl import load_workbook

from khet.records.office.models import Attendance, Meeting, Minutes
from khet.records.registry.models import User
from tests.made_area import school_code
from tests.web import planned_meetings
from tests.web.doors.meetings import BOARD, HEADS
from tests.web.planned_meetings import SignIn, text_of

_today = planned_meetings.on_a_monday


def test_enter_keeps_how_one_came_and_only_saves_the_note(clerk: Client) -> None:
    address = f"/office/meetings/{BOARD}/attendance/{BOARD}"
    row = Attendance.objects.filter(pk=BOARD)
    page = text_of(clerk.get(f"/office/meetings/{BOARD}/attendance"))
    form = page[page.index(f'action="{address}"') :]
    assert form.index('value="keep"') < form.index('value="present"')
    asked = clerk.post(address, {"state": "keep", "note": "ลาป่วย"}, headers={"hx-request": "true"})
    assert "กดมาแทน หรือไม่มา" in text_of(asked)
    assert 'value="ลาป่วย"' in text_of(asked)
    assert row.get().state == ""
    for state, kept in (("absent", ("", "ลากิจ")), ("substitute", ("ลากิจ", ""))):
        row.update(state=state)
        clerk.post(address, {"state": "keep", "note": "ลากิจ"})
        assert (row.get().state, row.get().instead, row.get().reason) == (state, *kept)
    assert 'value="absent" aria-pressed="false"' in text_of(
        clerk.get(f"/office/meetings/{BOARD}/attendance")
    )


def test_attendance_is_closed_once_the_minutes_are_proposed(clerk: Client) -> None:
    address = f"/office/meetings/{BOARD}"
    page = text_of(clerk.get(address))
    assert f'href="/office/minutes/{BOARD}"' not in page
    assert 'aria-disabled="true">รายงานการประชุม' in page
    clerk.post(f"{address}/hold", {"starts": "๙.๒๐", "finishes": "12.45"})
    meeting = Meeting.objects.get(pk=BOARD)
    assert (str(meeting.starts), str(meeting.finishes)) == ("09:20:00", "12:45:00")
    assert f"{address}/withdraw" in text_of(clerk.get(address))
    row = Attendance.objects.filter(meeting=meeting)[0]
    Minutes.objects.create(meeting=meeting, state=Minutes.State.PROPOSED)
    assert f"{address}/withdraw" not in text_of(clerk.get(address))
    for answer in (
        clerk.post(f"{address}/attendance/{row.pk}", {"state": "present"}, follow=True),
        clerk.post(f"{address}/attendance/all", follow=True),
        clerk.get(f"{address}/attendance"),
    ):
        assert "แก้ผู้มาประชุมได้เมื่อส่งรายงานกลับแก้ไข" in text_of(answer)
    assert "aria-pressed" not in text_of(clerk.get(f"{address}/attendance"))
    row.refresh_from_db()
    assert row.state == ""


def test_why_others_are_away_is_for_the_office(sign_in: SignIn) -> None:
    own = User.objects.get(username="school-director")
    for person, reason in ((own, "ลากิจของตน"), (None, "ลาป่วยของคนอื่น")):
        Attendance.objects.create(
            meeting_id=HEADS, place=9, name="ผู้ลา", state="absent", person=person, reason=reason
        )
    address = f"/office/meetings/{HEADS}/attendance"
    page = text_of(sign_in("school-director").get(address))
    assert "ลากิจของตน" in page
    assert "ลาป่วยของคนอื่น" not in page
    assert f"{address}.xlsx" not in page
    assert sign_in("school-director").get(f"{address}.xlsx").status_code == 403
    assert "ลาป่วยของคนอื่น" in text_of(sign_in("auditor").get(address))


def test_who_is_called_is_listed_and_marked(clerk: Client) -> None:
    clerk.post(f"/office/meetings/{HEADS}/call")
    rows = Attendance.objects.filter(meeting=HEADS)
    assert rows.count() == 13
    own = rows.get(unit__code=school_code(0))
    address = f"/office/meetings/{HEADS}/attendance/{own.pk}"
    back = clerk.post(address, {"state": "absent", "note": "ลากิจ"})
    assert back.headers["Location"] == f"/office/meetings/{HEADS}/attendance#row-{own.pk}"
    own.refresh_from_db()
    assert (own.state, own.reason) == ("absent", "ลากิจ")
    answer = clerk.post(
        address, {"state": "substitute", "note": ""}, headers={"hx-request": "true"}
    )
    assert "พิมพ์ชื่อผู้มาแทนก่อน" in text_of(answer)
    answer = clerk.post(
        address, {"state": "substitute", "note": "ครูแทน"}, headers={"hx-request": "true"}
    )
    assert 'hx-swap-oob="true"' in text_of(answer)
    own.refresh_from_db()
    assert (own.state, own.instead, own.reason) == ("substitute", "ครูแทน", "")
    clerk.post(f"/office/meetings/{HEADS}/attendance/all")
    page = clerk.get(f"/office/meetings/{HEADS}/attendance?state=present")
    assert len(page.context["rows"]) == 12
    assert page.context["counts"].quorum.reached
    network = clerk.get(f"/office/meetings/{HEADS}/attendance", {"network": "เครือข่าย 1"})
    assert len(network.context["rows"]) == 6


def test_a_state_that_no_button_has_is_refused(clerk: Client) -> None:
    address = f"/office/meetings/{BOARD}/attendance/{BOARD}"
    clerk.post(address, {"state": "sleeping"})
    assert Attendance.objects.get(pk=BOARD).state == ""
    assert clerk.post(f"{address}9", {"state": "present"}).status_code == 404


def test_attendance_is_a_workbook_too(clerk: Client) -> None:
    clerk.post(f"/office/meetings/{HEADS}/call")
    content = clerk.get(f"/office/meetings/{HEADS}/attendance.xlsx").content
    sheet = load_workbook(BytesIO(content)).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert "ผู้อำนวยการโรงเรียนบ้านขวัญ" in cells
