"""The paper of minutes: what it prints, its versions, what stands of it for the public."""

from io import BytesIO

from django.test import Client
from django.utils import timezone
from docx import Document

from khet.records.office.actions.duties import waive_duty
from khet.records.office.actions.minutes import circulate_minutes, publish_minutes
from khet.records.office.actions.minutes_items import ItemText, correct_item, save_item
from khet.records.office.models import Attendance, Evidence, Instruction, Meeting
from khet.records.office.queries.instructions import duties_of_instruction
from khet.rules.thai import arabic_digits
from tests.meeting_rows import SECTIONS, make_body, make_meeting
from tests.web import written_minutes
from tests.web.written_minutes import (
    SignIn,
    ago,
    circulated,
    instruct,
    item_of,
    proposed,
    text_of,
    typed_of,
    url_of,
    words_of,
)

meeting = written_minutes.meeting


def test_minutes_print_what_is_still_open_of_earlier_meetings(
    sign_in: SignIn, meeting: Meeting
) -> None:
    instruct(meeting, "schools:N1")
    noted = instruct(meeting, "schools:N1", text="เรื่องที่บันทึกผลแล้ว")
    circulated(meeting)
    after = make_meeting(meeting.body, ago(1), 2)
    clerk = sign_in("clerk")
    clerk.post(url_of(after, "follow-up", noted.pk), {"said": "ทำอยู่", "does": "note"})
    line = "ส่งแผนนิเทศ (จากผู้บริหารสถานศึกษา 1/2557 ผู้รับผิดชอบ"

    def paper() -> str:
        return arabic_digits(words_of(clerk.get(f"/office/minutes/{after.pk}.docx").content))

    draft = paper()
    assert line in draft
    assert "ส่งแล้ว 0/6 ยังไม่ปิดเรื่อง" in draft
    assert draft.count("เรื่องที่บันทึกผลแล้ว") == 1, "what the meeting said of it is printed already"
    proposed(after)
    assert line in text_of(sign_in("director").get(url_of(after)))
    for duty in duties_of_instruction(Instruction.objects.get(text="ส่งแผนนิเทศ")):
        waive_duty(by="ผอ.", duty=duty, reason="ปิดเรื่อง")
    assert line in paper(), "frozen"
    circulate_minutes(by="ผู้ตรวจ", meeting=after, at=timezone.now())
    publish_minutes(by="ผอ.", meeting=after, published=True)
    public = text_of(Client().get(f"/office/minutes/published/{after.pk}"))
    assert "ส่งแผนนิเทศ (จากผู้บริหารสถานศึกษา 1/2557 กำหนด" in public
    correct_item(
        by="ผู้จด", item=item_of(after), text=ItemText("แก้", ""), seen=None, reason="ผิด",
        at=timezone.now(),
    )  # fmt: skip
    assert line in paper()


def test_the_word_for_a_meeting_is_not_said_twice(sign_in: SignIn, area: None) -> None:
    meeting = make_meeting(make_body(name="ประชุมผู้บริหารสถานศึกษา"), ago(10))
    Attendance.objects.create(
        meeting=meeting, place=9, name="ผู้อำนวยการโรงเรียนสาธิต", state="present"
    )
    content = sign_in("clerk").get(url_of(circulated(meeting)) + ".docx").content
    paper = Document(BytesIO(content))
    lines = [p.text for p in paper.paragraphs]
    assert "รายงานการประชุมผู้บริหารสถานศึกษา" in lines
    posts = [row.cells[2].text for table in paper.tables for row in table.rows]
    assert "ผู้อำนวยการโรงเรียนสาธิต" in posts
    title = Evidence.objects.get(record_kind="office.minutes").title
    assert title == "รายงานการประชุมผู้บริหารสถานศึกษา ครั้งที่ 1/2557"


def test_a_correction_shows_what_changed_and_why(sign_in: SignIn, meeting: Meeting) -> None:
    clerk, item = sign_in("clerk"), item_of(circulated(meeting))
    url = url_of(meeting, "correct", item.pk)
    page = clerk.get(url).content.decode()
    told = typed_of(page, item, discussion="อภิปรายที่ถูก", resolution="มติร่วม")
    assert "กรุณากรอก" in text_of(clerk.post(url, told))
    clerk.post(url, {**told, f"item-{item.pk}-reason": "พิมพ์ผิดหนึ่งคำ"})
    page = text_of(clerk.get(url_of(meeting)))
    assert "ฉบับที่ 2" in page
    for text in ("พิมพ์ผิดหนึ่งคำ", "อภิปรายหมู่", "อภิปรายที่ถูก"):
        assert text in page
    old = clerk.get(f"{url_of(meeting)}.docx?version=1").content
    assert "อภิปรายหมู่" in words_of(old)
    for wrong in (".docx?version=9", ".docx?version=x", ".odt"):
        assert clerk.get(f"{url_of(meeting)}{wrong}").status_code == 404


def test_the_paper_says_all_in_the_official_form(sign_in: SignIn, meeting: Meeting) -> None:
    instruct(meeting, "schools")
    words = words_of(sign_in("clerk").get(f"{url_of(meeting)}.docx").content)
    assert "(ร่าง)" in words
    circulated(meeting)
    words = words_of(sign_in("clerk").get(f"{url_of(meeting)}.docx").content)
    for text in (
        "รายงานการประชุมผู้บริหารสถานศึกษา",
        "ครั้งที่ ๑/๒๕๕๗",
        "(ยังไม่รับรอง)",
        "ผู้มาประชุม (๑ คน)",
        "ผู้ไม่มาประชุม (๑ คน)",
        "เนื่องจากไปราชการ",
        "ผู้แทนสาธิต",
        "แทน ผู้ทดสอบ ค",
        "เริ่มประชุมเวลา ๐๙.๐๐ น.",
        f"ระเบียบวาระที่ ๑ {SECTIONS[0]}",
        "มติที่ประชุม",
        "ข้อสั่งการ: ส่งแผนนิเทศ (ผู้รับผิดชอบ ทุกโรงเรียน",
        "เลิกประชุมเวลา ๑๒.๐๐ น.",
        "ผู้จดรายงานการประชุม",
        "(ผู้ตรวจ)",
    ):
        assert text in words, text
    pdf = sign_in("clerk").get(f"{url_of(meeting)}.pdf").content
    assert pdf.startswith(b"%PDF")
    assert pdf == sign_in("clerk").get(f"{url_of(meeting)}.pdf").content


def test_anybody_reads_published_minutes_without_names(sign_in: SignIn, meeting: Meeting) -> None:
    instruct(meeting, "person:auditor")
    save_item(by="ผู้จด", item=item_of(meeting, 1), text=ItemText("ผู้ทดสอบ ก เสนอว่าดี", "เห็นชอบ"))
    url = f"/office/minutes/published/{meeting.pk}"
    circulated(meeting)
    assert Client().get(url).status_code == 404
    publish_minutes(by="ผู้บริหาร", meeting=meeting, published=True)
    listed = text_of(Client().get("/office/minutes/published"))
    assert "ยังไม่รับรอง" in listed
    page = text_of(Client().get(url))
    assert "ผู้มาประชุม 1 คน" in page
    assert "(ไม่ระบุชื่อ) เสนอว่าดี" in page
    for name in ("ผู้ทดสอบ", "ผู้แทนสาธิต", "ผู้จด", "ผู้ตรวจ"):
        assert name not in page
    assert Client().get(f"{url}.pdf").content.startswith(b"%PDF")
    assert "/office/minutes/published" in Client().get("/").content.decode()
    publish_minutes(by="ผู้บริหาร", meeting=meeting, published=False)
    assert Client().get(f"{url}.pdf").status_code == 404
    secret = circulated(make_meeting(make_body("statutory", "คณะปิด", closed=True), ago(3)))
    secret.minutes.published = True
    secret.minutes.save()
    assert Client().get(f"/office/minutes/published/{secret.pk}").status_code == 404
    assert "คณะปิด" not in text_of(Client().get("/office/minutes/published"))
