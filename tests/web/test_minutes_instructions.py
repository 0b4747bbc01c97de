"""Instructions and recommendations of meetings: given, followed up, listed, gathered."""

from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from khet.jobs.demo.minutes import write_minutes
from khet.records.office.actions.duties import Owner, accept_duty, finish_duty, open_duties
from khet.records.office.models import Attendance, Duty, Evidence, Instruction, Meeting
from khet.records.office.queries.instructions import duties_of_instruction
from khet.records.registry.models import RoleHeld, Unit, User
from khet.rules.deadlines import BODY_REPORT
from khet.web.parts.gathered import BOARD, HAND_OVER, About, sections_of
from khet.web.parts.viewer import Viewer
from tests.made_area import school_code, school_name
from tests.meeting_rows import make_body, make_meeting, owe_minutes
from tests.web import written_minutes
from tests.web.written_minutes import (
    SignIn,
    ago,
    circulated,
    instruct,
    item_of,
    proposed,
    text_of,
    today,
    url_of,
    words_of,
)

meeting = written_minutes.meeting


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"owner": ""}, "เลือกผู้รับผิดชอบ หรือพิมพ์ชื่อโรงเรียน"),
        ({"due": ""}, "ใส่วันที่ต้องเสร็จ"),
        ({"due": "๑ ม.ค. ๒๕๕๗"}, "วันนี้อยู่ก่อนการประชุม"),
        ({"due": "วันไหนก็ได้"}, "อ่านวันที่ไม่ได้"),
        ({"schools": "โรงเรียนที่ไม่มี"}, "ไม่พบโรงเรียน โรงเรียนที่ไม่มี"),
        ({"text": ""}, "กรุณากรอกช่องนี้"),
    ],
)
def test_a_wrong_instruction_is_told_at_its_field_and_stays(
    sign_in: SignIn, meeting: Meeting, told: dict[str, str], fault: str
) -> None:
    good = {"kind": "instruction", "text": "ข้อความที่พิมพ์", "owner": "schools", "due": "1 ม.ค. 2600"}
    page = sign_in("clerk").post(url_of(meeting, "instruct", item_of(meeting).pk), {**good, **told})
    assert fault in text_of(page)
    assert ("text" in told) or "ข้อความที่พิมพ์</textarea>" in page.content.decode()
    assert not Instruction.objects.exists()


def test_schools_are_named_by_code_or_name(sign_in: SignIn, meeting: Meeting) -> None:
    names = f"โรงเรียน{school_name(2)}, {school_code(3)}"
    entry = {"kind": "instruction", "text": "x", "schools": names, "due": "๑ มกราคม ๒๖๐๐"}
    sign_in("clerk").post(url_of(meeting, "instruct", item_of(meeting).pk), entry)
    owners = [f"school:{school_code(k)}" for k in (2, 3)]
    assert Instruction.objects.get().owners == owners
    page = sign_in("clerk").get(url_of(meeting))
    drop = {"save": f"drop-{Instruction.objects.get().pk}"}
    assert school_name(2) in text_of(page)
    sign_in("clerk").post(url_of(meeting, "save"), drop)
    assert not Instruction.objects.exists()


def test_the_next_meeting_opens_with_what_is_still_open(sign_in: SignIn, meeting: Meeting) -> None:
    clerk, instruction = sign_in("clerk"), instruct(meeting, "schools:N1")
    circulated(meeting)
    following = make_meeting(meeting.body, ago(1), 2)
    part = text_of(clerk.get(url_of(following, "follow-up")))
    for text in ("ส่งแผนนิเทศ", "0/6", "เกินกำหนด 5 วัน"):
        assert text in part
    adopted = text_of(clerk.get(url_of(following, "follow-up?part=adopt")))
    assert "รายงานการประชุมครั้งที่ 1/2557" in adopted
    assert "ส่งแผนนิเทศ" not in adopted
    papers = clerk.get(f"/office/meetings/{following.pk}/papers.docx").content
    lines = [p.text for p in Document(BytesIO(papers)).paragraphs]
    second = lines.index("ระเบียบวาระที่ ๒ เรื่องรับรองรายงานการประชุม")
    assert "รายงานการประชุมผู้บริหารสถานศึกษา ครั้งที่ ๑/๒๕๕๗" in lines[second + 1]
    third = lines.index("ระเบียบวาระที่ ๓ เรื่องสืบเนื่อง")
    assert "ส่งแผนนิเทศ (จากผู้บริหารสถานศึกษา ๑/๒๕๕๗ ผู้รับผิดชอบ" in lines[third + 1]
    assert "ส่งแล้ว ๐/๖ เกินกำหนด ๕ วัน" in lines[third + 1]
    assert f'value="follow-{instruction.pk}"' in clerk.get(url_of(following)).content.decode()
    sent = clerk.post(url_of(following, "save"), {"save": f"follow-{instruction.pk}"})
    url = url_of(following, "follow-up", instruction.pk)
    assert sent.headers["Location"] == url
    wrong = {"said": "ขอเวลา", "does": "postpone", "due": ""}
    assert "ใส่วันที่ขยายเวลาไปถึง" in text_of(clerk.post(url, wrong))
    past = {**wrong, "due": "1 ม.ค. 2557"}
    assert "วันที่นี้ผ่านไปแล้ว" in text_of(clerk.post(url, past))
    clerk.post(url, {"said": "เสร็จทุกโรงเรียน", "does": "accept", "due": ""})
    assert {d.state for d in duties_of_instruction(instruction)} == {"accepted"}
    page = text_of(clerk.get(url_of(following)))
    assert "– ส่งแผนนิเทศ: เสร็จทุกโรงเรียน" in page
    assert clerk.get(url).status_code == 404


def test_instructions_are_listed_filtered_and_taken_away(sign_in: SignIn, meeting: Meeting) -> None:
    to_schools = instruct(meeting, "schools")
    instruct(meeting, "person:planner", text="ทำสรุป", days=-3)
    circulated(meeting)
    for duty in duties_of_instruction(to_schools)[:4]:
        finish_duty(by="โรงเรียน", duty=duty, at=timezone.now())
    clerk, url = sign_in("clerk"), "/office/minutes/instructions"
    page = text_of(clerk.get(url))
    assert "พบ 2 ข้อ" in page
    assert "4/12" in page
    assert "เกินกำหนด 5 วัน" in page
    counts = {
        "state=late": 1,
        "state=assigned": 1,
        "state=done": 0,
        "q=สรุป": 1,
        f"body={meeting.body_id}": 2,
        "body=999999": 2,
        "state=nothing": 2,
        "page=99": 2,
    }
    for query, count in counts.items():
        assert f"พบ {count} ข้อ" in text_of(clerk.get(f"{url}?{query}")), query
    book = load_workbook(BytesIO(clerk.get(f"{url}.xlsx?state=late").content))
    cells = [cell.value for row in book.active.rows for cell in row]
    assert {"ส่งแผนนิเทศ", "ทุกโรงเรียน", "4/12", "เกินกำหนด 5 วัน"} <= set(cells)
    assert "ทำสรุป" not in cells
    assert "ส่งแผนนิเทศ" in words_of(clerk.get(f"{url}.docx").content)
    one = f"{url}/{to_schools.pk}"
    page = text_of(clerk.get(one))
    assert "ยังไม่เสร็จ 8 งาน" in page
    assert "ส่งแล้วรอตรวจ 4 งาน" in page
    assert "ตรวจแล้วหรือยกเว้น" not in page
    sent = duties_of_instruction(to_schools).filter(state="done").first()
    assert sent
    accept_duty(by="ผู้ตรวจ", duty=sent, at=timezone.now())
    page = text_of(clerk.get(one))
    assert "ส่งแล้วรอตรวจ 3 งาน" in page
    assert "ตรวจแล้วหรือยกเว้น 1 งาน" in page
    assert school_name(9) in page
    own = text_of(sign_in("school-director").get(one))
    assert "แสดงเฉพาะงานของท่าน" in own
    assert school_name(9) not in own


def test_a_recommendation_is_answered_with_a_record(sign_in: SignIn, meeting: Meeting) -> None:
    made = instruct(meeting, text="ควรมีคู่มือ", kind="recommendation")
    circulated(meeting)
    clerk, listed = sign_in("clerk"), "/office/minutes/recommendations"
    assert "ควรมีคู่มือ" in text_of(clerk.get(listed))
    url = f"{listed}/{made.pk}"
    assert sign_in("teacher").get(url).status_code == 403
    for record, fault in (("http://khet/nowhere/1", "ไม่พบหน้านี้"), ("ไม่มีคำนี้แน่", "ไม่พบเอกสาร")):
        page = clerk.post(url, {"answer": "ทำแล้วครับ", "record": record})
        assert fault in text_of(page)
        assert "ทำแล้วครับ</textarea>" in page.content.decode()
    clerk.post(url, {"answer": "ทำแล้ว", "record": f"https://khet.test{url_of(meeting)}?x=1"})
    made.refresh_from_db()
    assert (made.answer_kind, made.answer_key) == ("office.minutes", str(meeting.pk))
    assert "ควรมีคู่มือ" not in text_of(clerk.get(listed))
    answered = clerk.get(f"{listed}?answered=yes").content.decode()
    assert f'href="{url_of(meeting)}">รายงานการประชุม' in answered
    several = clerk.post(url, {"answer": "อีกครั้ง", "record": "รายงานการประชุม"})
    assert "พบหลายเรื่อง" in text_of(several)
    chosen = f"office.minutes {meeting.pk}"
    clerk.post(url, {"answer": "อีกครั้ง", "record": "รายงานการประชุม", "chosen": chosen})
    made.refresh_from_db()
    assert (made.answer, made.answer_key) == ("อีกครั้ง", str(meeting.pk))
    assert clerk.get(f"/office/minutes/instructions/{made.pk}").status_code == 200


def test_the_report_to_the_upper_body_is_finished_with_the_minutes(
    sign_in: SignIn, area: None
) -> None:
    body = make_body("statutory", "อ.ก.ค.ศ.สาธิต", upper="ก.ค.ศ.")
    meeting = make_meeting(body, ago(4))
    duty = open_duties(
        by="ทดสอบ",
        rule=BODY_REPORT,
        owners=[Owner(body.area, "personnel")],
        about=("office.meeting", str(meeting.pk)),
        opened=ago(4),
        due=today(),
    )[0]
    clerk, url = sign_in("personnel"), url_of(meeting, "body-report")
    assert clerk.get(url).status_code == 403
    proposed(meeting)
    assert "ต้องรายงานต่อ ก.ค.ศ." in text_of(clerk.get(url_of(meeting)))
    assert clerk.post(url, {}).status_code == 302
    duty.refresh_from_db()
    assert duty.state == "done"
    kept = Evidence.objects.get(record_kind="office.minutes")
    assert ("office.duty", str(duty.pk)) in kept.uses.values_list("about_kind", "about_key")


def _viewer(name: str) -> Viewer:
    return Viewer(User.objects.get(username=name), today())


def test_papers_that_gather_get_what_is_open(meeting: Meeting) -> None:
    about = About(Unit.objects.get(code="9302"), today())
    instruct(meeting, "schools", text="ส่งแผนรวม")
    instruct(meeting, "person:planner", text="ยังไม่ถึงกำหนด", days=-3)
    circulated(meeting)
    closed = make_body("statutory", "คณะปิด", closed=True)
    secret = make_meeting(closed, ago(8))
    instruct(secret, "person:planner", text="ของคณะปิด", days=2)
    circulated(secret)

    def texts(purpose: str, name: str, told: About) -> list[str]:
        found = sections_of(purpose, _viewer(name), told)
        return [row[1] for section in found for row in section.rows]

    title = "ข้อสั่งการที่ยังไม่เสร็จของทุกคณะ"
    [board] = [s for s in sections_of(BOARD, _viewer("director"), about) if s.title == title]
    assert [row[1] for row in board.rows] == ["ส่งแผนรวม", "ยังไม่ถึงกำหนด"]
    assert board.chat == "ข้อสั่งการยังไม่เสร็จ 2 ข้อ เกินกำหนด 1 ข้อ"
    closed.seats.create(place=1, person=User.objects.get(username="director"))
    assert "ของคณะปิด" not in texts(BOARD, "director", about), "the paper is passed on"
    planner = About(about.area, about.day, User.objects.get(username="planner"))
    assert set(texts(HAND_OVER, "director", planner)) >= {"ของคณะปิด", "ยังไม่ถึงกำหนด"}
    assert "ของคณะปิด" not in texts(HAND_OVER, "personnel", planner)
    unwritten = make_meeting(closed, ago(2), 2)
    chair = About(about.area, about.day, User.objects.get(username="director"))
    rows = [row for s in sections_of(HAND_OVER, _viewer("director"), chair) for row in s.rows]
    assert any(row[0] == f"คณะปิด {unwritten.number}/{unwritten.year}" for row in rows)


def test_the_demonstration_writes_all_but_the_newest_of_the_directors(area: None) -> None:
    office = Unit.objects.get(code="9302")
    directors, board = make_body(), make_body("board", "บอร์ดสาธิต")
    meetings = [make_meeting(directors, ago(d), n) for n, d in enumerate((90, 60, 5), 1)]
    meetings += [make_meeting(board, ago(d), n) for n, d in enumerate((12, 5), 1)]
    waived = owe_minutes(meetings[0], ago(80))
    Duty.objects.filter(pk=waived.pk).update(state=Duty.State.WAIVED)
    for _again in range(2):
        write_minutes(by="สาธิต", office=office, today=today())
    states: list[Any] = []
    for one in meetings:
        one = Meeting.objects.select_related("minutes").get(pk=one.pk)
        states.append(one.minutes.state if hasattr(one, "minutes") else None)
    assert states == [None, "adopted", None, "adopted", "circulated"]
    told = Instruction.objects.get(meeting=meetings[1], kind="instruction")
    assert [d.state for d in duties_of_instruction(told)].count("done") == 6
    assert Instruction.objects.count() == 4
    assert Attendance.objects.exists()
    assert RoleHeld.objects.exists()
