"""Minutes on their pages: written, proposed, circulated, adopted; who sees which; papers."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from khet.jobs.demo.minutes import write_minutes
from khet.records.office.actions.duties import (
    Owner,
    accept_duty,
    finish_duty,
    open_duties,
    waive_duty,
)
from khet.records.office.actions.instructions import InstructionEntry, add_instruction
from khet.records.office.actions.minutes import (
    adopt_minutes,
    circulate_minutes,
    propose_minutes,
    publish_minutes,
)
from khet.records.office.actions.minutes_items import ItemText, correct_item, save_item
from khet.records.office.models import Attendance, Duty, Evidence, Instruction, Item, Meeting
from khet.records.office.queries.instructions import duties_of_instruction
from khet.records.registry.models import RoleHeld, Unit, User
from khet.rules.calendar import fiscal_year
from khet.rules.deadlines import BODY_REPORT
from khet.rules.thai import arabic_digits
from khet.web.parts.gathered import BOARD, HAND_OVER, About, sections_of
from khet.web.parts.viewer import Viewer
from tests.cast import ANONYMOUS, NAMES
from tests.made_area import school_code, school_name
from tests.meeting_rows import SECTIONS, make_body, make_meeting, owe_minutes
from tests.web.doors.minutes import SEES_MEETINGS

SignIn = Callable[..., Client]
GIVEN = "instruction"
HTMX = {"HX-Request": "true", "X-Keeps-Typed": "1"}
OFFICE = {
    *("director", "deputy", "supervisor", "planner", "auditor", "clerk"),
    *("data-officer", "personnel"),
}
WRITERS = {"director", "deputy", "supervisor", "planner", "clerk", "personnel"}
HEADS = {"director", "deputy"}
AT_SCHOOL = {"school-director", "teacher"}


def _today() -> date:
    return timezone.localdate()


def _ago(days: int) -> date:
    return _today() - timedelta(days)


@pytest.fixture
def meeting(area: None) -> Meeting:
    made = make_meeting(make_body(), _ago(10))
    owe_minutes(made, _ago(7))
    return made


def _item(meeting: Meeting, place: int = 0) -> Item:
    return meeting.items.order_by("pk")[place]


def _instruct(
    meeting: Meeting,
    *owners: str,
    text: str = "ส่งแผนนิเทศ",
    days: int = 5,
    kind: str = "instruction",
) -> Instruction:
    due = _ago(days) if owners else None
    entry = InstructionEntry(kind, text, owners, due)
    return add_instruction(by="ผู้จด", meeting=meeting, item=_item(meeting), entry=entry)


def _proposed(meeting: Meeting) -> Meeting:
    save_item(by="ผู้จด", item=_item(meeting), text=ItemText("อภิปรายหมู่", "มติร่วม"))
    propose_minutes(by="ผู้จด", meeting=meeting, at=timezone.now())
    return meeting


def _circulated(meeting: Meeting) -> Meeting:
    circulate_minutes(by="ผู้ตรวจ", meeting=_proposed(meeting), at=timezone.now())
    return meeting


def _url(meeting: Meeting, *more: object) -> str:
    return "/".join(map(str, ("/office/minutes", meeting.pk, *more)))


def _text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def _sent(page: str, item: Item, **told: str) -> dict[str, str]:
    """What the page's form would send for an item."""
    seen = re.search(rf'name="item-{item.pk}-seen" value="(\w+)"', page)
    assert seen
    fields = {"discussion": "", "resolution": "", "seen": seen[1], **told}
    return {f"item-{item.pk}-{name}": value for name, value in fields.items()}


def _who(sign_in: SignIn, url: str) -> set[str]:
    return {n for n in NAMES if n != ANONYMOUS and sign_in(n).get(url).status_code == 200}


def test_minutes_are_written_proposed_circulated_and_adopted(
    sign_in: SignIn, meeting: Meeting
) -> None:
    clerk, director = sign_in("clerk"), sign_in("director")
    page = clerk.get(_url(meeting)).content.decode()
    assert "รายงานเกินกำหนด 7 วัน" in page
    first, second = _item(meeting), _item(meeting, 1)
    told = {
        **_sent(page, first, discussion="อภิปรายหนึ่ง\r\nบรรทัดสอง"),
        **_sent(page, second, resolution="มติสอง"),
    }
    clerk.post(_url(meeting, "save"), {**told, "save": "add-6", "new-6": "เรื่องแทรก"})
    first.refresh_from_db()
    assert first.discussion == "อภิปรายหนึ่ง\nบรรทัดสอง"
    assert meeting.items.get(section=6).title == "เรื่องแทรก"
    sent = clerk.post(_url(meeting, "save"), {"save": f"instruct-{second.pk}"})
    assert sent.headers["Location"] == _url(meeting, "instruct", second.pk)
    due = _today() + timedelta(30)
    entry = {"kind": "instruction", "text": "ส่งแผน", "owner": "schools", "due": f"{due:%d/%m/%Y}"}
    assert clerk.post(_url(meeting, "instruct", second.pk), entry).status_code == 302
    confirm = _text(clerk.get(_url(meeting, "propose")))
    assert "ยังไม่ได้เขียนการอภิปรายหรือมติ: เรื่องแทรก" in confirm
    assert "เสนอผู้บริหารแล้ว" in _text(clerk.post(_url(meeting, "propose"), follow=True))
    assert Duty.objects.get(rule="minutes").state == "done"
    instruction = Instruction.objects.get()
    assert "ยังไม่มอบ" in _text(director.get(_url(meeting)))
    assert clerk.post(_url(meeting, "circulate")).status_code == 403
    assert "12 งาน จากข้อสั่งการ 1 ข้อ" in _text(director.get(_url(meeting, "circulate")))
    assert not duties_of_instruction(instruction).exists()
    assert "แจ้งเวียนแล้ว" in _text(director.post(_url(meeting, "circulate"), follow=True))
    assert len(duties_of_instruction(instruction)) == 12
    late = _text(clerk.get(_url(meeting, "instruct", second.pk), follow=True))
    assert "รายงานนี้อยู่ในสถานะ แจ้งเวียนแล้ว" in late
    assert "เผยแพร่แล้ว" in _text(director.post(_url(meeting, "publish"), follow=True))
    after = make_meeting(meeting.body, _ago(1), 2)
    page = director.get(_url(meeting, "adopt")).content.decode()
    assert f'value="{after.pk}" selected' in page
    assert director.post(_url(meeting, "adopt"), {"meeting": after.pk, "on": ""}).status_code == 302
    page = _text(clerk.get(_url(meeting)))
    assert "รับรองแล้ว" in page
    assert "เผยแพร่แล้ว" in page
    assert "แก้ก่อนรับรอง" not in page
    again = clerk.post(_url(meeting, "correct", first.pk), {f"item-{first.pk}-reason": "x"})
    assert "รายงานนี้อยู่ในสถานะ รับรองแล้ว" in _text(again)
    entries = {e.source: e for e in Evidence.objects.filter(record_kind="office.minutes")}
    assert entries["record"].about_day == meeting.ends


def test_every_title_that_was_typed_becomes_an_item(sign_in: SignIn, meeting: Meeting) -> None:
    clerk = sign_in("clerk")
    told = {"new-4": "เรื่องแรก", "new-6": "เรื่องสอง", "new-1": " "}
    page = clerk.post(_url(meeting, "save"), {**told, "save": "all"}, follow=True)
    assert "บันทึกแล้ว และเพิ่ม 2 เรื่อง" in _text(page)
    sent = clerk.post(_url(meeting, "save"), {"new-4": "เรื่องสาม", "save": "add-6", "new-6": "สี่"})
    assert sent.headers["Location"].endswith(f"#item-{meeting.items.get(title='สี่').pk}")
    clerk.post(_url(meeting, "save"), {"new-5": "ห้า", "save": f"instruct-{_item(meeting).pk}"})
    added = meeting.items.order_by("-pk").values_list("section", "title")[:5]
    titles = [(5, "ห้า"), (6, "สี่"), (4, "เรื่องสาม"), (6, "เรื่องสอง"), (4, "เรื่องแรก")]
    assert list(added) == titles


def test_a_typed_title_stays_where_something_else_was_wrong(
    sign_in: SignIn, meeting: Meeting
) -> None:
    clerk, item = sign_in("clerk"), _item(meeting)
    told = _sent(clerk.get(_url(meeting)).content.decode(), item, discussion="ของเรา")
    save_item(by="คนอื่น", item=item, text=ItemText("ของเขา", ""))
    page = clerk.post(_url(meeting, "save"), {**told, "new-6": "เรื่องแทรก"}).content.decode()
    assert 'name="new-6" value="เรื่องแทรก"' in page
    assert not meeting.items.filter(title="เรื่องแทรก").exists()
    _proposed(meeting)
    page = clerk.post(_url(meeting, "save"), {"new-6": "ช้าไป"}).content.decode()
    assert "เสนอผู้บริหารแล้ว แล้ว จึงทำไม่ได้" in page
    assert 'value="ช้าไป"' in page


def test_what_minutes_print_of_their_meeting_changes_only_as_a_version(
    sign_in: SignIn, meeting: Meeting
) -> None:
    clerk, page = sign_in("clerk"), f"/office/meetings/{meeting.pk}/change"
    early = meeting.begins - timedelta(2)

    def change(day: date, **more: str) -> str:
        said = {"begins": f"{day:%d/%m/%Y}", "number": "1", "year": fiscal_year(day).be}
        return _text(clerk.post(page, {**said, "title": meeting.title, **more}, follow=True))

    Meeting.objects.filter(pk=meeting.pk).update(year=fiscal_year(early).be)
    _proposed(meeting)
    assert "ให้ผู้บริหารส่งกลับก่อน" in change(early, reason="พิมพ์ผิด")
    circulate_minutes(by="ผู้ตรวจ", meeting=meeting, at=timezone.now())
    assert "รายงานแจ้งเวียนแล้ว" in _text(clerk.get(page))
    assert "ต้องเขียนเหตุผล" in change(early)
    meeting.refresh_from_db()
    assert (meeting.begins, meeting.minutes.versions.count()) == (_ago(10), 1)
    change(early, reason="พิมพ์วันผิด")
    meeting.refresh_from_db()
    version = meeting.minutes.versions.get(number=2)
    assert meeting.begins == early
    assert (version.content["begins"], version.reason) == (early.isoformat(), "พิมพ์วันผิด")
    kept = Evidence.objects.get(record_kind="office.minutes", record_key=str(meeting.pk))
    assert kept.about_day == early
    adopt_minutes(by="ผอ.", meeting=meeting, adopting=None, on=_today(), at=timezone.now())
    assert "รายงานรับรองแล้ว" in change(_ago(10), reason="อีกครั้ง")
    assert "บันทึกแล้ว" in change(early, closes=f"{early:%d/%m/%Y}"), "minutes don't print that"


def test_minutes_without_those_who_came_are_proposed_only_when_that_is_meant(
    sign_in: SignIn, meeting: Meeting
) -> None:
    clerk, page = sign_in("clerk"), _url(meeting, "propose")
    save_item(by="ผู้จด", item=_item(meeting), text=ItemText("อภิปราย", ""))
    assert "องค์ประชุม" not in _text(clerk.get(page))
    meeting.attendance.filter(state="present").update(state="")
    assert "ไม่ครบองค์ประชุม: มา 1 คน ต้องมา 2 จาก 3 คน" in _text(clerk.get(page))
    meeting.attendance.update(state="")
    assert "ยังไม่ได้บันทึกผู้มาประชุม" in _text(clerk.get(page))
    refused = clerk.post(page)
    assert "เลือกเพื่อยืนยัน" in _text(refused)
    assert not meeting.__class__.objects.filter(pk=meeting.pk, minutes__state="proposed").exists()
    assert clerk.post(page, {"sure": "on"}).status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).minutes.state == "proposed"


def test_minutes_print_what_is_still_open_of_earlier_meetings(
    sign_in: SignIn, meeting: Meeting
) -> None:
    _instruct(meeting, "schools:N1")
    noted = _instruct(meeting, "schools:N1", text="เรื่องที่บันทึกผลแล้ว")
    _circulated(meeting)
    after = make_meeting(meeting.body, _ago(1), 2)
    clerk = sign_in("clerk")
    clerk.post(_url(after, "follow-up", noted.pk), {"said": "ทำอยู่", "does": "note"})
    line = "ส่งแผนนิเทศ (จากผู้บริหารสถานศึกษา 1/2557 ผู้รับผิดชอบ"

    def paper() -> str:
        return arabic_digits(_words(clerk.get(f"/office/minutes/{after.pk}.docx").content))

    draft = paper()
    assert line in draft
    assert "ส่งแล้ว 0/6 ยังไม่ปิดเรื่อง" in draft
    assert draft.count("เรื่องที่บันทึกผลแล้ว") == 1, "what the meeting said of it is printed already"
    _proposed(after)
    assert line in _text(sign_in("director").get(_url(after)))
    for duty in duties_of_instruction(Instruction.objects.get(text="ส่งแผนนิเทศ")):
        waive_duty(by="ผอ.", duty=duty, reason="ปิดเรื่อง")
    assert line in paper(), "frozen"
    circulate_minutes(by="ผู้ตรวจ", meeting=after, at=timezone.now())
    publish_minutes(by="ผอ.", meeting=after, published=True)
    public = _text(Client().get(f"/office/minutes/published/{after.pk}"))
    assert "ส่งแผนนิเทศ (จากผู้บริหารสถานศึกษา 1/2557 กำหนด" in public
    correct_item(
        by="ผู้จด", item=_item(after), text=ItemText("แก้", ""), seen=None, reason="ผิด",
        at=timezone.now(),
    )  # fmt: skip
    assert line in paper()


def test_one_item_is_saved_by_itself(sign_in: SignIn, meeting: Meeting) -> None:
    clerk, item, other = sign_in("clerk"), _item(meeting), _item(meeting, 1)
    page = clerk.get(_url(meeting)).content.decode()
    told = _sent(page, item, discussion="เรื่องนี้") | _sent(page, other, discussion="ยังไม่บันทึก")
    part = clerk.post(_url(meeting, "save"), {**told, "save": item.pk}, headers=HTMX)
    assert "บันทึกแล้ว" in _text(part)
    assert "<html" not in part.content.decode()
    assert [(i.discussion) for i in (_item(meeting), _item(meeting, 1))] == ["เรื่องนี้", ""]
    again = {**_sent(part.content.decode(), item, discussion="เรื่องนี้อีก"), "save": item.pk}
    clerk.post(_url(meeting, "save"), again, headers=HTMX)
    assert _item(meeting).discussion == "เรื่องนี้อีก"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_whoever_comes_second_sees_both_texts(
    sign_in: SignIn, meeting: Meeting, headers: dict[str, str]
) -> None:
    one, two, item = sign_in("clerk"), sign_in("planner"), _item(meeting)
    pages = [client.get(_url(meeting)).content.decode() for client in (one, two)]
    one.post(_url(meeting, "save"), {**_sent(pages[0], item, discussion="ของคนแรก"), "save": "all"})
    told = {**_sent(pages[1], item, discussion="ของคนที่สอง"), "save": str(item.pk)}
    answer = two.post(_url(meeting, "save"), told, headers=headers)
    page = answer.content.decode()
    assert "มีผู้อื่นแก้เรื่องนี้หลังจากท่านเปิดหน้านี้" in page
    assert "ของคนแรก" in page
    assert "ของคนที่สอง</textarea>" in page
    assert _item(meeting).discussion == "ของคนแรก"
    merged = {**_sent(page, item, discussion="รวมทั้งสอง"), "save": str(item.pk)}
    two.post(_url(meeting, "save"), merged, headers=headers)
    assert _item(meeting).discussion == "รวมทั้งสอง"


def test_what_was_typed_stays_when_the_session_or_the_draft_ends(
    sign_in: SignIn, meeting: Meeting
) -> None:
    item = _item(meeting)
    page = sign_in("clerk").get(_url(meeting)).content.decode()
    told = {**_sent(page, item, discussion="พิมพ์ไว้"), "save": item.pk}
    gone = Client().post(_url(meeting, "save"), told, headers=HTMX)
    assert (gone.status_code, gone.headers["HX-Retarget"]) == (200, "#told")
    assert "HX-Refresh" not in gone.headers
    assert "หมดเวลาใช้งาน" in gone.content.decode()
    assert 'id="told"' in page
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="clerk"))
    stale = strict.post(_url(meeting, "save"), told, headers=HTMX)
    assert stale.status_code == 200
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', stale.content.decode())
    assert token
    more = {**told, "csrfmiddlewaretoken": token[1]}
    assert strict.post(_url(meeting, "save"), more, headers=HTMX).status_code == 200
    assert _item(meeting).discussion == "พิมพ์ไว้"
    _proposed(meeting)
    late = {**told, f"item-{item.pk}-discussion": "พิมพ์ช้าไป"}
    for headers in ({}, HTMX):
        answer = sign_in("clerk").post(_url(meeting, "save"), late, headers=headers)
        assert "จึงยังไม่ได้บันทึก" in answer.content.decode()
        assert "พิมพ์ช้าไป</textarea>" in answer.content.decode()


def test_minutes_for_a_meeting_not_held(sign_in: SignIn, area: None) -> None:
    planned = make_meeting(make_body(), _today() + timedelta(3), state="planned")
    page = sign_in("clerk").get(_url(planned))
    assert page.status_code == 404
    assert "ยังไม่ได้บันทึกว่าประชุมแล้ว" in _text(page)
    told = {"save": "all", f"item-{_item(planned).pk}-discussion": "x"}
    assert sign_in("clerk").post(_url(planned, "save"), told).status_code == 404
    assert sign_in("teacher").get(_url(planned)).status_code == 403


def test_who_sees_minutes_of_which_body(sign_in: SignIn, meeting: Meeting) -> None:
    assert _who(sign_in, _url(meeting)) == WRITERS
    _circulated(meeting)
    assert _who(sign_in, _url(meeting)) == SEES_MEETINGS
    assert _who(sign_in, f"{_url(meeting)}.pdf") == SEES_MEETINGS
    board = _circulated(make_meeting(make_body("board", "บอร์ดสาธิต"), _ago(9)))
    assert _who(sign_in, _url(board)) == OFFICE
    closed = make_body("statutory", "อ.ก.ค.ศ.สาธิต", closed=True)
    secret = make_meeting(closed, _ago(8))
    assert _who(sign_in, _url(secret)) == HEADS
    closed.seats.create(place=1, person=User.objects.get(username="personnel"))
    closed.seats.create(place=2, person=User.objects.get(username="teacher"))
    assert _who(sign_in, _url(secret)) == HEADS | {"personnel"}
    instruction = _instruct(secret, "person:auditor", text="เรื่องลับเฉพาะคณะ")
    _circulated(secret)
    seen = HEADS | {"personnel", "teacher"}
    assert _who(sign_in, _url(secret)) == seen
    assert _who(sign_in, f"{_url(secret)}.docx") == seen
    told = seen | {"auditor"}
    assert _who(sign_in, f"/office/minutes/instructions/{instruction.pk}") == told
    listed = {
        name
        for name in SEES_MEETINGS
        if "เรื่องลับเฉพาะคณะ" in sign_in(name).get("/office/minutes/instructions").content.decode()
    }
    assert listed == told
    assert sign_in("director").post(_url(secret, "publish")).status_code == 200
    assert _who(sign_in, _url(secret, "follow-up")) == seen
    assert sign_in("clerk").get(_url(secret, "correct", _item(secret).pk)).status_code == 403


def test_whoever_owns_the_duty_writes_the_minutes(sign_in: SignIn, meeting: Meeting) -> None:
    assert sign_in("auditor").get(_url(meeting)).status_code == 403
    duty = Duty.objects.get(rule="minutes")
    duty.passed = User.objects.get(username="auditor")
    duty.save()
    assert 'name="save"' in sign_in("auditor").get(_url(meeting)).content.decode()


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
    page = sign_in("clerk").post(_url(meeting, "instruct", _item(meeting).pk), {**good, **told})
    assert fault in _text(page)
    assert ("text" in told) or "ข้อความที่พิมพ์</textarea>" in page.content.decode()
    assert not Instruction.objects.exists()


def test_schools_are_named_by_code_or_name(sign_in: SignIn, meeting: Meeting) -> None:
    names = f"โรงเรียน{school_name(2)}, {school_code(3)}"
    entry = {"kind": "instruction", "text": "x", "schools": names, "due": "๑ มกราคม ๒๖๐๐"}
    sign_in("clerk").post(_url(meeting, "instruct", _item(meeting).pk), entry)
    owners = [f"school:{school_code(k)}" for k in (2, 3)]
    assert Instruction.objects.get().owners == owners
    page = sign_in("clerk").get(_url(meeting))
    drop = {"save": f"drop-{Instruction.objects.get().pk}"}
    assert school_name(2) in _text(page)
    sign_in("clerk").post(_url(meeting, "save"), drop)
    assert not Instruction.objects.exists()


def test_given_back_with_a_reason_and_nothing_written(sign_in: SignIn, meeting: Meeting) -> None:
    clerk, director = sign_in("clerk"), sign_in("director")
    for ask in (clerk.get, clerk.post):
        assert "ยังไม่มีข้อความในรายงาน" in _text(ask(_url(meeting, "propose"), follow=True))
    assert not hasattr(Meeting.objects.get(pk=meeting.pk), "minutes")
    _proposed(meeting)
    assert "กรุณากรอก" in _text(director.post(_url(meeting, "return"), {"reason": ""}))
    director.post(_url(meeting, "return"), {"reason": "ขาดมติเรื่องที่สอง"})
    page = _text(clerk.get(_url(meeting)))
    assert "ขาดมติเรื่องที่สอง" in page
    assert Duty.objects.get(rule="minutes").state == "returned"


def test_minutes_that_wait_are_with_the_orders_that_wait(sign_in: SignIn, meeting: Meeting) -> None:
    _proposed(meeting)
    name = "ผู้บริหารสถานศึกษา 1/2557"
    for leads in ("director", "deputy"):
        assert name in _text(sign_in(leads).get("/office/folder/"))
    clerk = sign_in("clerk")
    assert name in _text(clerk.get("/office/minutes/panel"))
    panel = clerk.get("/office/orders/panel").content.decode()
    assert 'hx-get="/office/minutes/panel"' in panel
    assert "แฟ้มรอลงนามและแจ้งเวียน" in _text(clerk.get("/"))
    assert "ไม่มีรายงานที่รอ" in _text(sign_in("teacher").get("/office/minutes/panel"))
    circulate_minutes(by="ผู้ตรวจ", meeting=meeting, at=timezone.now())
    assert "ไม่มีรายงานที่รอ" in _text(sign_in("director").get("/office/minutes/panel"))


def test_the_word_for_a_meeting_is_not_said_twice(sign_in: SignIn, area: None) -> None:
    meeting = make_meeting(make_body(name="ประชุมผู้บริหารสถานศึกษา"), _ago(10))
    Attendance.objects.create(
        meeting=meeting, place=9, name="ผู้อำนวยการโรงเรียนสาธิต", state="present"
    )
    content = sign_in("clerk").get(_url(_circulated(meeting)) + ".docx").content
    paper = Document(BytesIO(content))
    lines = [p.text for p in paper.paragraphs]
    assert "รายงานการประชุมผู้บริหารสถานศึกษา" in lines
    posts = [row.cells[2].text for table in paper.tables for row in table.rows]
    assert "ผู้อำนวยการโรงเรียนสาธิต" in posts
    title = Evidence.objects.get(record_kind="office.minutes").title
    assert title == "รายงานการประชุมผู้บริหารสถานศึกษา ครั้งที่ 1/2557"


def test_a_correction_shows_what_changed_and_why(sign_in: SignIn, meeting: Meeting) -> None:
    clerk, item = sign_in("clerk"), _item(_circulated(meeting))
    url = _url(meeting, "correct", item.pk)
    page = clerk.get(url).content.decode()
    told = _sent(page, item, discussion="อภิปรายที่ถูก", resolution="มติร่วม")
    assert "กรุณากรอก" in _text(clerk.post(url, told))
    clerk.post(url, {**told, f"item-{item.pk}-reason": "พิมพ์ผิดหนึ่งคำ"})
    page = _text(clerk.get(_url(meeting)))
    assert "ฉบับที่ 2" in page
    for text in ("พิมพ์ผิดหนึ่งคำ", "อภิปรายหมู่", "อภิปรายที่ถูก"):
        assert text in page
    old = clerk.get(f"{_url(meeting)}.docx?version=1").content
    assert "อภิปรายหมู่" in _words(old)
    for wrong in (".docx?version=9", ".docx?version=x", ".odt"):
        assert clerk.get(f"{_url(meeting)}{wrong}").status_code == 404


def _words(docx: bytes) -> str:
    made = Document(BytesIO(docx))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in made.paragraphs), *cells])


def test_the_paper_says_all_in_the_official_form(sign_in: SignIn, meeting: Meeting) -> None:
    _instruct(meeting, "schools")
    words = _words(sign_in("clerk").get(f"{_url(meeting)}.docx").content)
    assert "(ร่าง)" in words
    _circulated(meeting)
    words = _words(sign_in("clerk").get(f"{_url(meeting)}.docx").content)
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
    pdf = sign_in("clerk").get(f"{_url(meeting)}.pdf").content
    assert pdf.startswith(b"%PDF")
    assert pdf == sign_in("clerk").get(f"{_url(meeting)}.pdf").content


def test_anybody_reads_published_minutes_without_names(sign_in: SignIn, meeting: Meeting) -> None:
    _instruct(meeting, "person:auditor")
    save_item(by="ผู้จด", item=_item(meeting, 1), text=ItemText("ผู้ทดสอบ ก เสนอว่าดี", "เห็นชอบ"))
    url = f"/office/minutes/published/{meeting.pk}"
    _circulated(meeting)
    assert Client().get(url).status_code == 404
    publish_minutes(by="ผู้บริหาร", meeting=meeting, published=True)
    listed = _text(Client().get("/office/minutes/published"))
    assert "ยังไม่รับรอง" in listed
    page = _text(Client().get(url))
    assert "ผู้มาประชุม 1 คน" in page
    assert "(ไม่ระบุชื่อ) เสนอว่าดี" in page
    for name in ("ผู้ทดสอบ", "ผู้แทนสาธิต", "ผู้จด", "ผู้ตรวจ"):
        assert name not in page
    assert Client().get(f"{url}.pdf").content.startswith(b"%PDF")
    assert "/office/minutes/published" in Client().get("/").content.decode()
    publish_minutes(by="ผู้บริหาร", meeting=meeting, published=False)
    assert Client().get(f"{url}.pdf").status_code == 404
    secret = _circulated(make_meeting(make_body("statutory", "คณะปิด", closed=True), _ago(3)))
    secret.minutes.published = True
    secret.minutes.save()
    assert Client().get(f"/office/minutes/published/{secret.pk}").status_code == 404
    assert "คณะปิด" not in _text(Client().get("/office/minutes/published"))


def test_the_next_meeting_opens_with_what_is_still_open(sign_in: SignIn, meeting: Meeting) -> None:
    clerk, instruction = sign_in("clerk"), _instruct(meeting, "schools:N1")
    _circulated(meeting)
    following = make_meeting(meeting.body, _ago(1), 2)
    part = _text(clerk.get(_url(following, "follow-up")))
    for text in ("ส่งแผนนิเทศ", "0/6", "เกินกำหนด 5 วัน"):
        assert text in part
    adopted = _text(clerk.get(_url(following, "follow-up?part=adopt")))
    assert "รายงานการประชุมครั้งที่ 1/2557" in adopted
    assert "ส่งแผนนิเทศ" not in adopted
    papers = clerk.get(f"/office/meetings/{following.pk}/papers.docx").content
    lines = [p.text for p in Document(BytesIO(papers)).paragraphs]
    second = lines.index("ระเบียบวาระที่ ๒ เรื่องรับรองรายงานการประชุม")
    assert "รายงานการประชุมผู้บริหารสถานศึกษา ครั้งที่ ๑/๒๕๕๗" in lines[second + 1]
    third = lines.index("ระเบียบวาระที่ ๓ เรื่องสืบเนื่อง")
    assert "ส่งแผนนิเทศ (จากผู้บริหารสถานศึกษา ๑/๒๕๕๗ ผู้รับผิดชอบ" in lines[third + 1]
    assert "ส่งแล้ว ๐/๖ เกินกำหนด ๕ วัน" in lines[third + 1]
    assert f'value="follow-{instruction.pk}"' in clerk.get(_url(following)).content.decode()
    sent = clerk.post(_url(following, "save"), {"save": f"follow-{instruction.pk}"})
    url = _url(following, "follow-up", instruction.pk)
    assert sent.headers["Location"] == url
    wrong = {"said": "ขอเวลา", "does": "postpone", "due": ""}
    assert "ใส่วันที่ขยายเวลาไปถึง" in _text(clerk.post(url, wrong))
    past = {**wrong, "due": "1 ม.ค. 2557"}
    assert "วันที่นี้ผ่านไปแล้ว" in _text(clerk.post(url, past))
    clerk.post(url, {"said": "เสร็จทุกโรงเรียน", "does": "accept", "due": ""})
    assert {d.state for d in duties_of_instruction(instruction)} == {"accepted"}
    page = _text(clerk.get(_url(following)))
    assert "– ส่งแผนนิเทศ: เสร็จทุกโรงเรียน" in page
    assert clerk.get(url).status_code == 404


def test_instructions_are_listed_filtered_and_taken_away(sign_in: SignIn, meeting: Meeting) -> None:
    to_schools = _instruct(meeting, "schools")
    _instruct(meeting, "person:planner", text="ทำสรุป", days=-3)
    _circulated(meeting)
    for duty in duties_of_instruction(to_schools)[:4]:
        finish_duty(by="โรงเรียน", duty=duty, at=timezone.now())
    clerk, url = sign_in("clerk"), "/office/minutes/instructions"
    page = _text(clerk.get(url))
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
        assert f"พบ {count} ข้อ" in _text(clerk.get(f"{url}?{query}")), query
    book = load_workbook(BytesIO(clerk.get(f"{url}.xlsx?state=late").content))
    cells = [cell.value for row in book.active.rows for cell in row]
    assert {"ส่งแผนนิเทศ", "ทุกโรงเรียน", "4/12", "เกินกำหนด 5 วัน"} <= set(cells)
    assert "ทำสรุป" not in cells
    assert "ส่งแผนนิเทศ" in _words(clerk.get(f"{url}.docx").content)
    one = f"{url}/{to_schools.pk}"
    page = _text(clerk.get(one))
    assert "ยังไม่เสร็จ 8 งาน" in page
    assert "ส่งแล้วรอตรวจ 4 งาน" in page
    assert "ตรวจแล้วหรือยกเว้น" not in page
    sent = duties_of_instruction(to_schools).filter(state="done").first()
    assert sent
    accept_duty(by="ผู้ตรวจ", duty=sent, at=timezone.now())
    page = _text(clerk.get(one))
    assert "ส่งแล้วรอตรวจ 3 งาน" in page
    assert "ตรวจแล้วหรือยกเว้น 1 งาน" in page
    assert school_name(9) in page
    own = _text(sign_in("school-director").get(one))
    assert "แสดงเฉพาะงานของท่าน" in own
    assert school_name(9) not in own


def test_who_sees_a_meeting_sees_what_it_opens_with(sign_in: SignIn, meeting: Meeting) -> None:
    """Of the directors' meeting the whole area, but not what isn't circulated yet."""
    _instruct(meeting, "schools:N1")
    following = make_meeting(meeting.body, _ago(1), 2)
    url, teacher = _url(following, "follow-up"), sign_in("teacher")
    _proposed(meeting)
    assert "ไม่มีข้อสั่งการ" in _text(sign_in("supervisor").get(url))
    assert "ไม่มีข้อสั่งการ" in _text(teacher.get(url))
    circulate_minutes(by="ผู้ตรวจ", meeting=meeting, at=timezone.now())
    assert "ส่งแผนนิเทศ" in _text(teacher.get(url))
    board = make_meeting(make_body("board", "บอร์ด"), _ago(1))
    assert _who(sign_in, _url(board, "follow-up")) == OFFICE


def test_pages_ask_few_questions_however_many_rows(sign_in: SignIn, meeting: Meeting) -> None:
    clerk = sign_in("clerk")
    instruction = _instruct(meeting, "school:" + school_code(0))
    _circulated(meeting)
    following = make_meeting(meeting.body, _ago(1), 2)
    urls = {
        "writing": _url(following),
        "reading": _url(meeting),
        "list": "/office/minutes/",
        "instructions": "/office/minutes/instructions",
        "instruction": f"/office/minutes/instructions/{instruction.pk}",
        "recommendations": "/office/minutes/recommendations",
        "follow-up": _url(following, "follow-up"),
        "published": "/office/minutes/published",
    }
    few = {name: _asked(clerk, url) for name, url in urls.items()}
    assert max(few.values()) <= 15, few
    for number in range(3, 9):
        more = make_meeting(meeting.body, _ago(20 + number), number)
        for k in range(4):
            _instruct(more, "school:" + school_code(k), "schools:N1", text=f"ข้อ {number} {k}")
        _instruct(more, text="เสนอ", kind="recommendation")
        _circulated(more)
        publish_minutes(by="ผู้บริหาร", meeting=more, published=True)
        Item.objects.create(meeting=following, section=4, place=number, title=f"เรื่อง {number}")
    many = {name: _asked(clerk, url) for name, url in urls.items()}
    assert all(many[name] <= few[name] + 2 for name in urls), (few, many)
    assert max(many.values()) <= 15, many


def _asked(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_a_recommendation_is_answered_with_a_record(sign_in: SignIn, meeting: Meeting) -> None:
    made = _instruct(meeting, text="ควรมีคู่มือ", kind="recommendation")
    _circulated(meeting)
    clerk, listed = sign_in("clerk"), "/office/minutes/recommendations"
    assert "ควรมีคู่มือ" in _text(clerk.get(listed))
    url = f"{listed}/{made.pk}"
    assert sign_in("teacher").get(url).status_code == 403
    for record, fault in (("http://khet/nowhere/1", "ไม่พบหน้านี้"), ("ไม่มีคำนี้แน่", "ไม่พบเอกสาร")):
        page = clerk.post(url, {"answer": "ทำแล้วครับ", "record": record})
        assert fault in _text(page)
        assert "ทำแล้วครับ</textarea>" in page.content.decode()
    clerk.post(url, {"answer": "ทำแล้ว", "record": f"https://khet.test{_url(meeting)}?x=1"})
    made.refresh_from_db()
    assert (made.answer_kind, made.answer_key) == ("office.minutes", str(meeting.pk))
    assert "ควรมีคู่มือ" not in _text(clerk.get(listed))
    answered = clerk.get(f"{listed}?answered=yes").content.decode()
    assert f'href="{_url(meeting)}">รายงานการประชุม' in answered
    several = clerk.post(url, {"answer": "อีกครั้ง", "record": "รายงานการประชุม"})
    assert "พบหลายเรื่อง" in _text(several)
    chosen = f"office.minutes {meeting.pk}"
    clerk.post(url, {"answer": "อีกครั้ง", "record": "รายงานการประชุม", "chosen": chosen})
    made.refresh_from_db()
    assert (made.answer, made.answer_key) == ("อีกครั้ง", str(meeting.pk))
    assert clerk.get(f"/office/minutes/instructions/{made.pk}").status_code == 200


def test_the_report_to_the_upper_body_is_finished_with_the_minutes(
    sign_in: SignIn, area: None
) -> None:
    body = make_body("statutory", "อ.ก.ค.ศ.สาธิต", upper="ก.ค.ศ.")
    meeting = make_meeting(body, _ago(4))
    duty = open_duties(
        by="ทดสอบ",
        rule=BODY_REPORT,
        owners=[Owner(body.area, "personnel")],
        about=("office.meeting", str(meeting.pk)),
        opened=_ago(4),
        due=_today(),
    )[0]
    clerk, url = sign_in("personnel"), _url(meeting, "body-report")
    assert clerk.get(url).status_code == 403
    _proposed(meeting)
    assert "ต้องรายงานต่อ ก.ค.ศ." in _text(clerk.get(_url(meeting)))
    assert clerk.post(url, {}).status_code == 302
    duty.refresh_from_db()
    assert duty.state == "done"
    kept = Evidence.objects.get(record_kind="office.minutes")
    assert ("office.duty", str(duty.pk)) in kept.uses.values_list("about_kind", "about_key")


def _viewer(name: str) -> Viewer:
    return Viewer(User.objects.get(username=name), _today())


def test_papers_that_gather_get_what_is_open(meeting: Meeting) -> None:
    about = About(Unit.objects.get(code="9302"), _today())
    _instruct(meeting, "schools", text="ส่งแผนรวม")
    _instruct(meeting, "person:planner", text="ยังไม่ถึงกำหนด", days=-3)
    _circulated(meeting)
    closed = make_body("statutory", "คณะปิด", closed=True)
    secret = make_meeting(closed, _ago(8))
    _instruct(secret, "person:planner", text="ของคณะปิด", days=2)
    _circulated(secret)

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
    unwritten = make_meeting(closed, _ago(2), 2)
    chair = About(about.area, about.day, User.objects.get(username="director"))
    rows = [row for s in sections_of(HAND_OVER, _viewer("director"), chair) for row in s.rows]
    assert any(row[0] == f"คณะปิด {unwritten.number}/{unwritten.year}" for row in rows)


def test_the_demonstration_writes_all_but_the_newest_of_the_directors(area: None) -> None:
    office = Unit.objects.get(code="9302")
    directors, board = make_body(), make_body("board", "บอร์ดสาธิต")
    meetings = [make_meeting(directors, _ago(d), n) for n, d in enumerate((90, 60, 5), 1)]
    meetings += [make_meeting(board, _ago(d), n) for n, d in enumerate((12, 5), 1)]
    waived = owe_minutes(meetings[0], _ago(80))
    Duty.objects.filter(pk=waived.pk).update(state=Duty.State.WAIVED)
    for _again in range(2):
        write_minutes(by="สาธิต", office=office, today=_today())
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
