"""The agenda of a meeting: business entered, moved, closed; its headings and its papers."""

from datetime import timedelta
from io import BytesIO

from django.test import Client
from django.utils import timezone
from docx import Document

from khet.records.office.models import Body, Item, Meeting, Seat
from khet.records.registry.models import RoleHeld, Unit, UnitKind, User
from tests.circular_rows import make_group
from tests.web import planned_meetings
from tests.web.doors.meetings import BOARD, DAY, HEADS
from tests.web.planned_meetings import SignIn, text_of

_today = planned_meetings.on_a_monday


def test_groups_enter_business_until_the_closing_time(sign_in: SignIn) -> None:
    auditor, clerk = sign_in("auditor"), sign_in("clerk")
    address = f"/office/meetings/{BOARD}/agenda"
    area = str(Unit.objects.get(kind=UnitKind.AREA).pk)
    said = {"section": "4", "title": "ผลตรวจสอบภายใน", "text": "สามโรงเรียน", "unit": area}
    assert auditor.post(f"{address}/add", said).status_code == 302
    item = Item.objects.get(title="ผลตรวจสอบภายใน")
    assert item.entered_by == User.objects.get(username="auditor")
    refused = auditor.post(f"{address}/add", {**said, "unit": ""})
    assert "unit" in refused.context["form"].errors
    Meeting.objects.filter(pk=BOARD).update(closes=timezone.now() - timedelta(minutes=1))
    assert auditor.post(f"{address}/add", said).status_code == 403
    assert auditor.post(f"{address}/{item.pk}", said).status_code == 403
    assert clerk.post(f"{address}/add", {**said, "unit": ""}).status_code == 302
    assert "ปิดรับแล้ว" in text_of(auditor.get(address))


def test_only_the_secretary_enters_late_and_changes_what_others_entered(sign_in: SignIn) -> None:
    area, group = Unit.objects.get(kind=UnitKind.AREA), make_group()
    address = f"/office/meetings/{BOARD}/agenda"
    of_group = Item.objects.create(meeting_id=BOARD, section=4, place=2, title="ก", unit=group)
    said = {"section": "4", "title": "ข", "text": "", "unit": str(area.pk)}
    planner, page = sign_in("planner"), f"{address}/{of_group.pk}"
    refused = planner.get(page)
    assert refused.status_code == 403
    assert "เลขานุการของคณะหรือหน่วยเจ้าของเรื่องเป็นผู้แก้" in text_of(refused)
    assert "ปิดรับข้อราชการแล้ว" not in text_of(refused)
    units = planner.get(f"{address}/add").context["form"].fields["unit"].choices
    assert [key for key, _name in units] == [str(area.pk)]
    for way in ("move", ""):
        sent = {**said, "do": "remove"}
        assert planner.post(f"{page}/{way}".rstrip("/"), sent).status_code == 403
    Meeting.objects.filter(pk=BOARD).update(closes=timezone.now() - timedelta(minutes=1))
    for name in ("planner", "supervisor", "deputy"):
        late = sign_in(name).post(f"{address}/add", said)
        assert late.status_code == 403
        assert "ปิดรับข้อราชการแล้ว" in text_of(late)
    Seat.objects.create(body_id=BOARD, place=90, part="secretary", role="planner")
    assert planner.post(f"{address}/add", {**said, "unit": ""}).status_code == 302
    assert planner.get(page).status_code == 200
    Seat.objects.filter(body=BOARD, place=90).delete()
    assert planner.get(page).status_code == 403
    Body.objects.filter(pk=BOARD).update(secretariat=group)
    user = User.objects.get(username="planner")
    RoleHeld.objects.create(user=user, role="group-director", unit=group, since=DAY)
    assert sign_in("planner").get(page).status_code == 200


def test_it_is_closed_only_after_the_closing_time(sign_in: SignIn) -> None:
    address = f"/office/meetings/{HEADS}/agenda"
    assert "ปิดรับแล้ว" not in text_of(sign_in("school-director").get(address))


def test_only_who_holds_the_meeting_moves_items(sign_in: SignIn) -> None:
    clerk, area = sign_in("clerk"), Unit.objects.get(kind=UnitKind.AREA)
    second = Item.objects.create(meeting_id=BOARD, section=4, place=2, title="ที่สอง", unit=area)
    address = f"/office/meetings/{BOARD}/agenda/{second.pk}/move"
    sign_in("auditor").post(address, {"do": "up"})
    sign_in("planner").post(address, {"do": "up"})
    order = Item.objects.filter(meeting=BOARD).values_list("title", flat=True)
    assert list(order) == ["ข้อราชการทดสอบ", "ที่สอง"]
    clerk.post(address, {"do": "up"})
    assert list(order.all()) == ["ที่สอง", "ข้อราชการทดสอบ"]
    clerk.post(address, {"do": "remove"})
    assert list(order.all()) == ["ข้อราชการทดสอบ"]


def test_headings_are_edited_but_not_from_under_items(clerk: Client) -> None:
    address = f"/office/meetings/{BOARD}/agenda/sections"
    page = clerk.post(address, {"sections": "หนึ่ง\nสอง"})
    assert "ย้ายเรื่อง" in " ".join(page.context["form"].errors["sections"])
    clerk.post(address, {"sections": "หนึ่ง\n\nสอง\nสาม\nสี่ "})
    assert Meeting.objects.get(pk=BOARD).sections == ["หนึ่ง", "สอง", "สาม", "สี่"]


def test_the_paper_set_has_all_in_thai_digits(clerk: Client) -> None:
    content = clerk.get(f"/office/meetings/{BOARD}/papers.docx").content
    lines = [p.text for p in Document(BytesIO(content)).paragraphs]
    assert "ระเบียบวาระที่ ๔ เรื่องเสนอให้ที่ประชุมทราบ" in lines
    assert any("ข้อราชการทดสอบ" in line for line in lines)
    assert any("เวลา ๐๙.๐๐–๑๒.๐๐ น." in line for line in lines)
    arabic = clerk.get(f"/office/meetings/{BOARD}/papers.docx?digits=arabic").content
    assert any("ระเบียบวาระที่ 4" in p.text for p in Document(BytesIO(arabic)).paragraphs)
    assert clerk.get(f"/office/meetings/{BOARD}/papers.pdf").content[:5] == b"%PDF-"
    assert clerk.get(f"/office/meetings/{BOARD}/papers.odt").status_code == 404


def test_business_is_by_default_of_the_own_group(sign_in: SignIn) -> None:
    area, planner = Unit.objects.get(kind=UnitKind.AREA), User.objects.get(username="planner")
    group = Unit.objects.create(kind=UnitKind.GROUP, code="H1", name="กลุ่มของตน")
    group.placements.create(parent=area, hierarchy="work", valid_from=DAY)
    RoleHeld.objects.create(user=planner, role="group-director", unit=group, since=DAY)
    form = sign_in("planner").get(f"/office/meetings/{BOARD}/agenda/add").context["form"]
    assert form["unit"].value() == str(group.pk)
    assert (str(group.pk), "กลุ่มของตน") in form.fields["unit"].choices
    assert ("4", "4 เรื่องเสนอให้ที่ประชุมทราบ") in form.fields["section"].choices
