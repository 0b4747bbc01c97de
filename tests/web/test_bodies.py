"""Bodies through their pages: created, changed, their hosts and their seats."""

from datetime import date, timedelta

from django.test import Client

from khet.records.office.models import Body, Seat
from khet.records.registry.models import Unit, UnitKind
from tests.web import planned_meetings
from tests.web.doors.meetings import BOARD
from tests.web.planned_meetings import TODAY, text_of

_today = planned_meetings.on_a_monday


def test_a_body_is_created_and_changed(clerk: Client) -> None:
    said = {"kind": "other", "name": "คณะทำงานใหม่", "since": "1 ต.ค. 2556", "numbering": "fiscal"}
    said |= {"quorum": "half", "every": "week", "starts": "9.00", "ends": "8.00"}
    page = clerk.post("/office/bodies/new", said)
    assert {"weekday", "ends"} <= set(page.context["form"].errors)
    clerk.post("/office/bodies/new", {**said, "every": "month", "ends": "12.00", "weekday": "2"})
    body = Body.objects.get(name="คณะทำงานใหม่")
    assert (body.weekday, body.quorum, body.closed) == (2, "half", False)
    until = {**said, "every": "none", "ends": "", "until": "30 ก.ย. 2556"}
    page = clerk.post(f"/office/bodies/{body.pk}/change", until)
    assert "until" in page.context["form"].errors
    clerk.post(f"/office/bodies/{body.pk}/change", {**until, "until": "30 ก.ย. 2557"})
    shown = clerk.get("/office/bodies/").context
    assert body in shown["ended"]


def test_hosts_are_named_one_a_line(clerk: Client) -> None:
    above = Unit.objects.get(kind=UnitKind.AREA)
    for n in (1, 2):
        group = Unit.objects.create(kind=UnitKind.GROUP, code=f"H{n}", name=f"กลุ่มทดสอบ {n}")
        group.placements.create(parent=above, hierarchy="work", valid_from=date(2009, 5, 1))
    address = f"/office/bodies/{BOARD}/hosts"
    page = clerk.post(address, {"hosts": "กลุ่มทดสอบ 2\nกลุ่มที่ไม่มี"})
    assert "บรรทัดที่ 2" in " ".join(page.context["form"].errors["hosts"])
    clerk.post(address, {"hosts": "กลุ่มทดสอบ 2\n\nกลุ่มทดสอบ 1"})
    assert [host.unit.code for host in Body.objects.get(pk=BOARD).hosts.all()] == ["H2", "H1"]
    panel = text_of(clerk.get("/office/meetings/panels/hosting"))
    assert "กลุ่มทดสอบ 2" in panel


def test_terms_that_end_soon_and_vacant_seats_are_marked(clerk: Client) -> None:
    Seat.objects.create(body_id=BOARD, place=2, name="ใกล้หมด", until=TODAY + timedelta(60))
    Seat.objects.create(body_id=BOARD, place=3, name="พ้นไปแล้ว", until=TODAY - timedelta(1))
    shown = text_of(clerk.get(f"/office/bodies/{BOARD}"))
    assert "หมดวาระใน 60 วัน" in shown
    assert "ว่าง" in shown
    assert "พ้นวาระแล้ว" in shown
    assert "ใกล้หมดวาระ 1" in text_of(clerk.get("/office/bodies/"))
