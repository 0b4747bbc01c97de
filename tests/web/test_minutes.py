"""Minutes on their pages: written, proposed, circulated, adopted."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from khet.records.office.actions.minutes import adopt_minutes, circulate_minutes
from khet.records.office.actions.minutes_items import ItemText, save_item
from khet.records.office.models import Duty, Evidence, Instruction, Meeting
from khet.records.office.queries.instructions import duties_of_instruction
from khet.records.registry.models import User
from khet.rules.calendar import fiscal_year
from tests.meeting_rows import make_body, make_meeting
from tests.web import written_minutes
from tests.web.written_minutes import (
    SignIn,
    ago,
    item_of,
    proposed,
    text_of,
    today,
    typed_of,
    url_of,
)

meeting = written_minutes.meeting
HTMX = {"HX-Request": "true", "X-Keeps-Typed": "1"}


def test_minutes_are_written_proposed_circulated_and_adopted(
    sign_in: SignIn, meeting: Meeting
) -> None:
    clerk, director = sign_in("clerk"), sign_in("director")
    page = clerk.get(url_of(meeting)).content.decode()
    assert "รายงานเกินกำหนด 7 วัน" in page
    first, second = item_of(meeting), item_of(meeting, 1)
    told = {
        **typed_of(page, first, discussion="อภิปรายหนึ่ง\r\nบรรทัดสอง"),
        **typed_of(page, second, resolution="มติสอง"),
    }
    clerk.post(url_of(meeting, "save"), {**told, "save": "add-6", "new-6": "เรื่องแทรก"})
    first.refresh_from_db()
    assert first.discussion == "อภิปรายหนึ่ง\nบรรทัดสอง"
    assert meeting.items.get(section=6).title == "เรื่องแทรก"
    sent = clerk.post(url_of(meeting, "save"), {"save": f"instruct-{second.pk}"})
    assert sent.headers["Location"] == url_of(meeting, "instruct", second.pk)
    due = today() + timedelta(30)
    entry = {"kind": "instruction", "text": "ส่งแผน", "owner": "schools", "due": f"{due:%d/%m/%Y}"}
    assert clerk.post(url_of(meeting, "instruct", second.pk), entry).status_code == 302
    confirm = text_of(clerk.get(url_of(meeting, "propose")))
    assert "ยังไม่ได้เขียนการอภิปรายหรือมติ: เรื่องแทรก" in confirm
    assert "เสนอผู้บริหารแล้ว" in text_of(clerk.post(url_of(meeting, "propose"), follow=True))
    assert Duty.objects.get(rule="minutes").state == "done"
    instruction = Instruction.objects.get()
    assert "ยังไม่มอบ" in text_of(director.get(url_of(meeting)))
    assert clerk.post(url_of(meeting, "circulate")).status_code == 403
    assert "12 งาน จากข้อสั่งการ 1 ข้อ" in text_of(director.get(url_of(meeting, "circulate")))
    assert not duties_of_instruction(instruction).exists()
    assert "แจ้งเวียนแล้ว" in text_of(director.post(url_of(meeting, "circulate"), follow=True))
    assert len(duties_of_instruction(instruction)) == 12
    late = text_of(clerk.get(url_of(meeting, "instruct", second.pk), follow=True))
    assert "รายงานนี้อยู่ในสถานะ แจ้งเวียนแล้ว" in late
    assert "เผยแพร่แล้ว" in text_of(director.post(url_of(meeting, "publish"), follow=True))
    after = make_meeting(meeting.body, ago(1), 2)
    page = director.get(url_of(meeting, "adopt")).content.decode()
    assert f'value="{after.pk}" selected' in page
    assert (
        director.post(url_of(meeting, "adopt"), {"meeting": after.pk, "on": ""}).status_code == 302
    )
    page = text_of(clerk.get(url_of(meeting)))
    assert "รับรองแล้ว" in page
    assert "เผยแพร่แล้ว" in page
    assert "แก้ก่อนรับรอง" not in page
    again = clerk.post(url_of(meeting, "correct", first.pk), {f"item-{first.pk}-reason": "x"})
    assert "รายงานนี้อยู่ในสถานะ รับรองแล้ว" in text_of(again)
    entries = {e.source: e for e in Evidence.objects.filter(record_kind="office.minutes")}
    assert entries["record"].about_day == meeting.ends


def test_every_title_that_was_typed_becomes_an_item(sign_in: SignIn, meeting: Meeting) -> None:
    clerk = sign_in("clerk")
    told = {"new-4": "เรื่องแรก", "new-6": "เรื่องสอง", "new-1": " "}
    page = clerk.post(url_of(meeting, "save"), {**told, "save": "all"}, follow=True)
    assert "บันทึกแล้ว และเพิ่ม 2 เรื่อง" in text_of(page)
    sent = clerk.post(url_of(meeting, "save"), {"new-4": "เรื่องสาม", "save": "add-6", "new-6": "สี่"})
    assert sent.headers["Location"].endswith(f"#item-{meeting.items.get(title='สี่').pk}")
    clerk.post(url_of(meeting, "save"), {"new-5": "ห้า", "save": f"instruct-{item_of(meeting).pk}"})
    added = meeting.items.order_by("-pk").values_list("section", "title")[:5]
    titles = [(5, "ห้า"), (6, "สี่"), (4, "เรื่องสาม"), (6, "เรื่องสอง"), (4, "เรื่องแรก")]
    assert list(added) == titles


def test_a_typed_title_stays_where_something_else_was_wrong(
    sign_in: SignIn, meeting: Meeting
) -> None:
    clerk, item = sign_in("clerk"), item_of(meeting)
    told = typed_of(clerk.get(url_of(meeting)).content.decode(), item, discussion="ของเรา")
    save_item(by="คนอื่น", item=item, text=ItemText("ของเขา", ""))
    page = clerk.post(url_of(meeting, "save"), {**told, "new-6": "เรื่องแทรก"}).content.decode()
    assert 'name="new-6" value="เรื่องแทรก"' in page
    assert not meeting.items.filter(title="เรื่องแทรก").exists()
    proposed(meeting)
    page = clerk.post(url_of(meeting, "save"), {"new-6": "ช้าไป"}).content.decode()
    assert "เสนอผู้บริหารแล้ว แล้ว จึงทำไม่ได้" in page
    assert 'value="ช้าไป"' in page


def test_what_minutes_print_of_their_meeting_changes_only_as_a_version(
    sign_in: SignIn, meeting: Meeting
) -> None:
    clerk, page = sign_in("clerk"), f"/office/meetings/{meeting.pk}/change"
    early = meeting.begins - timedelta(2)

    def change(day: date, **more: str) -> str:
        said = {"begins": f"{day:%d/%m/%Y}", "number": "1", "year": fiscal_year(day).be}
        return text_of(clerk.post(page, {**said, "title": meeting.title, **more}, follow=True))

    Meeting.objects.filter(pk=meeting.pk).update(year=fiscal_year(early).be)
    proposed(meeting)
    assert "ให้ผู้บริหารส่งกลับก่อน" in change(early, reason="พิมพ์ผิด")
    circulate_minutes(by="ผู้ตรวจ", meeting=meeting, at=timezone.now())
    assert "รายงานแจ้งเวียนแล้ว" in text_of(clerk.get(page))
    assert "ต้องเขียนเหตุผล" in change(early)
    meeting.refresh_from_db()
    assert (meeting.begins, meeting.minutes.versions.count()) == (ago(10), 1)
    change(early, reason="พิมพ์วันผิด")
    meeting.refresh_from_db()
    version = meeting.minutes.versions.get(number=2)
    assert meeting.begins == early
    assert (version.content["begins"], version.reason) == (early.isoformat(), "พิมพ์วันผิด")
    kept = Evidence.objects.get(record_kind="office.minutes", record_key=str(meeting.pk))
    assert kept.about_day == early
    adopt_minutes(by="ผอ.", meeting=meeting, adopting=None, on=today(), at=timezone.now())
    assert "รายงานรับรองแล้ว" in change(ago(10), reason="อีกครั้ง")
    assert "บันทึกแล้ว" in change(early, closes=f"{early:%d/%m/%Y}"), "minutes don't print that"


def test_minutes_without_those_who_came_are_proposed_only_when_that_is_meant(
    sign_in: SignIn, meeting: Meeting
) -> None:
    clerk, page = sign_in("clerk"), url_of(meeting, "propose")
    save_item(by="ผู้จด", item=item_of(meeting), text=ItemText("อภิปราย", ""))
    assert "องค์ประชุม" not in text_of(clerk.get(page))
    meeting.attendance.filter(state="present").update(state="")
    assert "ไม่ครบองค์ประชุม: มา 1 คน ต้องมา 2 จาก 3 คน" in text_of(clerk.get(page))
    meeting.attendance.update(state="")
    assert "ยังไม่ได้บันทึกผู้มาประชุม" in text_of(clerk.get(page))
    refused = clerk.post(page)
    assert "เลือกเพื่อยืนยัน" in text_of(refused)
    assert not meeting.__class__.objects.filter(pk=meeting.pk, minutes__state="proposed").exists()
    assert clerk.post(page, {"sure": "on"}).status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).minutes.state == "proposed"


def test_one_item_is_saved_by_itself(sign_in: SignIn, meeting: Meeting) -> None:
    clerk, item, other = sign_in("clerk"), item_of(meeting), item_of(meeting, 1)
    page = clerk.get(url_of(meeting)).content.decode()
    told = typed_of(page, item, discussion="เรื่องนี้") | typed_of(page, other, discussion="ยังไม่บันทึก")
    part = clerk.post(url_of(meeting, "save"), {**told, "save": item.pk}, headers=HTMX)
    assert "บันทึกแล้ว" in text_of(part)
    assert "<html" not in part.content.decode()
    assert [(i.discussion) for i in (item_of(meeting), item_of(meeting, 1))] == ["เรื่องนี้", ""]
    again = {**typed_of(part.content.decode(), item, discussion="เรื่องนี้อีก"), "save": item.pk}
    clerk.post(url_of(meeting, "save"), again, headers=HTMX)
    assert item_of(meeting).discussion == "เรื่องนี้อีก"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_whoever_comes_second_sees_both_texts(
    sign_in: SignIn, meeting: Meeting, headers: dict[str, str]
) -> None:
    one, two, item = sign_in("clerk"), sign_in("planner"), item_of(meeting)
    pages = [client.get(url_of(meeting)).content.decode() for client in (one, two)]
    one.post(
        url_of(meeting, "save"), {**typed_of(pages[0], item, discussion="ของคนแรก"), "save": "all"}
    )
    told = {**typed_of(pages[1], item, discussion="ของคนที่สอง"), "save": str(item.pk)}
    answer = two.post(url_of(meeting, "save"), told, headers=headers)
    page = answer.content.decode()
    assert "มีผู้อื่นแก้เรื่องนี้หลังจากท่านเปิดหน้านี้" in page
    assert "ของคนแรก" in page
    assert "ของคนที่สอง</textarea>" in page
    assert item_of(meeting).discussion == "ของคนแรก"
    merged = {**typed_of(page, item, discussion="รวมทั้งสอง"), "save": str(item.pk)}
    two.post(url_of(meeting, "save"), merged, headers=headers)
    assert item_of(meeting).discussion == "รวมทั้งสอง"


def test_what_was_typed_stays_when_the_session_or_the_draft_ends(
    sign_in: SignIn, meeting: Meeting
) -> None:
    item = item_of(meeting)
    page = sign_in("clerk").get(url_of(meeting)).content.decode()
    told = {**typed_of(page, item, discussion="พิมพ์ไว้"), "save": item.pk}
    gone = Client().post(url_of(meeting, "save"), told, headers=HTMX)
    assert (gone.status_code, gone.headers["HX-Retarget"]) == (200, "#told")
    assert "HX-Refresh" not in gone.headers
    assert "หมดเวลาใช้งาน" in gone.content.decode()
    assert 'id="told"' in page
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="clerk"))
    stale = strict.post(url_of(meeting, "save"), told, headers=HTMX)
    assert stale.status_code == 200
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', stale.content.decode())
    assert token
    more = {**told, "csrfmiddlewaretoken": token[1]}
    assert strict.post(url_of(meeting, "save"), more, headers=HTMX).status_code == 200
    assert item_of(meeting).discussion == "พิมพ์ไว้"
    proposed(meeting)
    late = {**told, f"item-{item.pk}-discussion": "พิมพ์ช้าไป"}
    for headers in ({}, HTMX):
        answer = sign_in("clerk").post(url_of(meeting, "save"), late, headers=headers)
        assert "จึงยังไม่ได้บันทึก" in answer.content.decode()
        assert "พิมพ์ช้าไป</textarea>" in answer.content.decode()


def test_minutes_for_a_meeting_not_held(sign_in: SignIn, area: None) -> None:
    planned = make_meeting(make_body(), today() + timedelta(3), state="planned")
    page = sign_in("clerk").get(url_of(planned))
    assert page.status_code == 404
    assert "ยังไม่ได้บันทึกว่าประชุมแล้ว" in text_of(page)
    told = {"save": "all", f"item-{item_of(planned).pk}-discussion": "x"}
    assert sign_in("clerk").post(url_of(planned, "save"), told).status_code == 404
    assert sign_in("teacher").get(url_of(planned)).status_code == 403


def test_given_back_with_a_reason_and_nothing_written(sign_in: SignIn, meeting: Meeting) -> None:
    clerk, director = sign_in("clerk"), sign_in("director")
    for ask in (clerk.get, clerk.post):
        assert "ยังไม่มีข้อความในรายงาน" in text_of(ask(url_of(meeting, "propose"), follow=True))
    assert not hasattr(Meeting.objects.get(pk=meeting.pk), "minutes")
    proposed(meeting)
    assert "กรุณากรอก" in text_of(director.post(url_of(meeting, "return"), {"reason": ""}))
    director.post(url_of(meeting, "return"), {"reason": "ขาดมติเรื่องที่สอง"})
    page = text_of(clerk.get(url_of(meeting)))
    assert "ขาดมติเรื่องที่สอง" in page
    assert Duty.objects.get(rule="minutes").state == "returned"


def test_minutes_that_wait_are_with_the_orders_that_wait(sign_in: SignIn, meeting: Meeting) -> None:
    proposed(meeting)
    name = "ผู้บริหารสถานศึกษา 1/2557"
    for leads in ("director", "deputy"):
        assert name in text_of(sign_in(leads).get("/office/folder/"))
    clerk = sign_in("clerk")
    assert name in text_of(clerk.get("/office/minutes/panel"))
    panel = clerk.get("/office/orders/panel").content.decode()
    assert 'hx-get="/office/minutes/panel"' in panel
    assert "แฟ้มรอลงนามและแจ้งเวียน" in text_of(clerk.get("/"))
    assert "ไม่มีรายงานที่รอ" in text_of(sign_in("teacher").get("/office/minutes/panel"))
    circulate_minutes(by="ผู้ตรวจ", meeting=meeting, at=timezone.now())
    assert "ไม่มีรายงานที่รอ" in text_of(sign_in("director").get("/office/minutes/panel"))
