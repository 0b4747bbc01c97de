"""Requests of services: asked by anyone, checked, allowed by post or given power, received."""

import io
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from khet.records.office.models import AttachedFile, Delegation, Findable, ServiceRequest
from khet.records.registry.actions.roles import RoleEntry, give_role
from khet.records.registry.models import Event, RoleHeld, Unit, User
from khet.web.parts.folder import RefusedError, act_on, waiting_for
from khet.web.parts.viewer import Viewer
from tests.web.booked import group
from tests.web.doors.requests import ALLOWED, ASKED, CHECKED, CLAIM, FILE, RETURNED

SignIn = Callable[[str], Client]
HERE = "/office/requests"
MOST_QUERIES = 15
TYPED = {**CLAIM, "amount": "๒,๐๕๐.๕", "paid_on": "๑ ส.ค. ๒๕๕๗", "note": "คำชี้แจงลับเฉพาะ"}
CARD = {"holder": "ผู้ทดสอบ", "position": "ครู", "case": "บัตรหมดอายุ"}
CAR = {
    "post": "ผู้อำนวยการ",
    "purpose": "ราชการ",
    "from_day": "1 ม.ค. 2570",
    "to_day": "31 ธ.ค. 2569",
    "keeper": "ผู้ขับ",
}


def _page(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def _fault(page: str, field: str) -> str:
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""


def _state(pk: int) -> str:
    return ServiceRequest.objects.get(pk=pk).state


def _step(client: Client, pk: int, step: str, **said: str) -> Any:
    return client.post(f"{HERE}/{pk}/step/{step}", said)


def _give(power: str, to: str, since: date, until: date) -> None:
    Delegation.objects.create(
        area=Unit.objects.get(kind="area"),
        power=power,
        giver=User.objects.get(username="director"),
        post="ผู้อำนวยการ",
        to=User.objects.get(username=to),
        since=since,
        until=until,
        under="คำสั่งสมมติที่ 1",
        given_by="ทดสอบ",
    )


def test_clerks_of_groups_read_no_request(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    clerks, user = group("a"), User.objects.get(username="planner")
    clerks.placements.create(
        parent=Unit.objects.get(kind="area"), hierarchy="work", valid_from=date(2014, 5, 1)
    )
    give_role(by="ท", user=user, entry=RoleEntry("clerk", clerks, since=date(2014, 5, 1)))
    assert planner.get(f"{HERE}/{ASKED}").status_code == 403
    assert planner.get(f"{HERE}/?list=check").status_code == 403
    assert "list=check" not in planner.get("/office/bookings/panel").content.decode()
    held = {"role": "clerk", "unit": Unit.objects.get(kind="area"), "since": date(2014, 5, 1)}
    for turn in range(4):
        user = User.objects.create(username=f"c{turn}", name=f"ธุรการ {turn}")
        RoleHeld.objects.create(user=user, **held)
    page = _page(sign_in("teacher"), f"/{ASKED}")
    assert page.count("(เจ้าหน้าที่ธุรการ)") == 3
    assert "และอีก 2 คน" in page


@pytest.mark.parametrize(
    ("step", "told"), [("allow", "อนุญาตแล้ว รอรับ"), ("refuse", "ไม่อนุญาต"), ("return", "ส่งกลับแก้ไข")]
)
def test_what_was_decided_is_told_at_the_askers_home(sign_in: SignIn, step: str, told: str) -> None:
    ServiceRequest.objects.exclude(pk=CHECKED).delete()
    teacher, panel = sign_in("teacher"), f"{HERE}/panel"
    assert panel not in teacher.get("/").content.decode()
    _step(sign_in("director"), CHECKED, step, reason="ขาดใบเสร็จ")
    assert panel in teacher.get("/").content.decode()
    assert told in _page(teacher, "/panel")
    assert told not in _page(sign_in("planner"), "/panel")


def test_a_claim_is_asked_given_back_mended_allowed_and_received(sign_in: SignIn) -> None:
    teacher, clerk, deputy = sign_in("teacher"), sign_in("clerk"), sign_in("deputy")
    receipt = SimpleUploadedFile("ใบเสร็จลับ.txt", b"1")
    assert teacher.post(f"{HERE}/ask/welfare", {**TYPED, "file": receipt}).status_code == 302
    made = ServiceRequest.objects.latest("asked_at")
    assert made.details["amount"] == "2050.50"
    assert made.details["paid_on"] == "2014-08-01"
    _step(clerk, made.pk, "return", reason="ขาดใบเสร็จ")
    assert "ขาดใบเสร็จ" in _page(teacher, f"/{made.pk}/change")
    teacher.post(f"{HERE}/{made.pk}/change", {**TYPED, "amount": "2,000"})
    _step(clerk, made.pk, "check")
    assert "2,000.00 บาท" in _page(deputy, f"/{made.pk}")
    _step(deputy, made.pk, "allow")
    _step(teacher, made.pk, "close")
    made.refresh_from_db()
    assert (made.state, made.decided_by) == ("closed", User.objects.get(username="deputy"))
    assert made.closed_at is not None
    assert "รับเงินแล้ว" in _page(teacher, "/")


def test_events_and_search_hold_nothing_of_what_was_said(sign_in: SignIn) -> None:
    receipt = SimpleUploadedFile("ใบเสร็จลับ.txt", b"1")
    sign_in("teacher").post(f"{HERE}/ask/welfare", {**TYPED, "file": receipt})
    key = str(ServiceRequest.objects.latest("asked_at").pk)
    events = Event.objects.filter(kind="office.request", key=key)
    assert {one.action for one in events} == {"ask-service", "attach-file"}
    told = json.dumps([[one.before, one.after] for one in events], ensure_ascii=False)
    for secret in ("2050", "ลับ", "ตนเอง", "รักษา"):
        assert secret not in told
    assert '"service": "welfare"' in told
    assert not Findable.objects.filter(kind="office.request").exists()


@pytest.mark.parametrize("name", ["planner", "auditor", "administrator", "school-director"])
def test_requests_of_others_are_not_seen(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    for pk in (ASKED, CHECKED, ALLOWED, RETURNED):
        assert client.get(f"{HERE}/{pk}").status_code == 403
    assert "พบ 0 คำขอ" in _page(client, "/")
    assert client.get(f"/office/files/{FILE}").status_code == 403


def test_a_delegate_sees_and_decides_only_the_own_kind_within_the_term(sign_in: SignIn) -> None:
    today, planner, auditor = timezone.localdate(), sign_in("planner"), sign_in("auditor")
    _give("id-cards", "planner", today - timedelta(9), today)
    _give("welfare", "auditor", today - timedelta(9), today)
    assert planner.get(f"{HERE}/{CHECKED}").status_code == 403
    ServiceRequest.objects.filter(pk=RETURNED).update(state="cancelled")
    for never_before in (ASKED, RETURNED):
        assert auditor.get(f"{HERE}/{never_before}").status_code == 403
    assert auditor.get(f"/office/files/{FILE}").status_code == 403
    assert "พบ 1 คำขอ" in _page(auditor, "/?list=decide")
    _step(auditor, CHECKED, "allow")
    kept = ServiceRequest.objects.get(pk=CHECKED)
    assert (kept.state, kept.decided_for) == ("allowed", "ผู้อำนวยการ")


def test_a_delegate_whose_term_ended_is_told_and_nothing_is_lost(sign_in: SignIn) -> None:
    today = timezone.localdate()
    _give("welfare", "auditor", today - timedelta(9), today - timedelta(1))
    page = _step(sign_in("auditor"), CHECKED, "refuse", reason="เหตุที่พิมพ์").content.decode()
    assert "สิ้นสุดเมื่อ" in page
    assert "เหตุที่พิมพ์" in page
    assert "1,250.50" not in page
    assert _state(CHECKED) == "checked"
    assert sign_in("auditor").get(f"{HERE}/{CHECKED}").status_code == 403
    opened = sign_in("auditor").get(f"{HERE}/{CHECKED}/step/refuse")
    assert opened.status_code == 403
    assert "สิ้นสุดเมื่อ" in opened.content.decode()


def test_nobody_checks_or_decides_the_own_request(sign_in: SignIn) -> None:
    for name in ("clerk", "director"):
        client = sign_in(name)
        client.post(f"{HERE}/ask/id-card", CARD)
        made = ServiceRequest.objects.latest("asked_at")
        assert _step(client, made.pk, "check").status_code == 403
        ServiceRequest.objects.filter(pk=made.pk).update(state="checked")
        assert _step(client, made.pk, "allow").status_code == 403
        assert f"{HERE}/{made.pk}" not in client.get("/office/folder/").content.decode()


def test_who_asked_is_told_why_somebody_else_decides(sign_in: SignIn) -> None:
    _give("id-cards", "planner", timezone.localdate(), timezone.localdate())
    for name in ("planner", "director"):
        client = sign_in(name)
        client.post(f"{HERE}/ask/id-card", CARD)
        made = ServiceRequest.objects.latest("asked_at")
        ServiceRequest.objects.filter(pk=made.pk).update(state="checked")
        step = f"{HERE}/{made.pk}/step/allow"
        for refused in (client.get(step), client.post(step)):
            assert refused.status_code == 403
            assert "ท่านเป็นผู้ขอ" in refused.content.decode()
        shown = _page(client, f"/{made.pk}")
        assert "ท่านเป็นผู้ขอ" in shown
        assert step not in shown


@pytest.mark.parametrize(
    ("service", "change", "field", "told"),
    [
        ("welfare", {"amount": "ห้าร้อย"}, "amount", "อ่านจำนวนเงินไม่ได้"),
        ("welfare", {"amount": "0"}, "amount", "มากกว่า 0"),
        ("welfare", {"amount": "1.234"}, "amount", "ทศนิยมไม่เกิน 2 ตำแหน่ง"),
        ("welfare", {"for_whom": "เพื่อน"}, "for_whom", "เลือกจากรายการเท่านั้น"),
        ("welfare", {"paid_on": "1 ม.ค. 2699"}, "paid_on", "วันที่ยังมาไม่ถึง"),
        ("welfare", {"receipts": ""}, "receipts", "กรุณากรอกช่องนี้"),
        ("id-card", {"case": ""}, "case", "กรุณากรอกช่องนี้"),
        ("id-card", {"since": "เมื่อวาน"}, "since", "อ่านวันที่ไม่ได้"),
        ("car", {}, "to_day", "วันสุดท้ายอยู่ก่อนวันแรก"),
    ],
)
def test_bad_input_is_told_at_its_field(
    sign_in: SignIn, service: str, change: dict[str, str], field: str, told: str
) -> None:
    said = {"welfare": TYPED, "id-card": CARD, "car": CAR}[service] | change
    count = ServiceRequest.objects.count()
    page = sign_in("teacher").post(f"{HERE}/ask/{service}", said).content.decode()
    assert told in _fault(page, field)
    assert all(value in page for value in change.values() if value != "เพื่อน")
    assert ServiceRequest.objects.count() == count


def test_a_step_that_came_too_late_is_told(sign_in: SignIn) -> None:
    clerk, teacher = sign_in("clerk"), sign_in("teacher")
    assert "ทำรายการนี้ไม่ได้แล้ว" in _step(clerk, ALLOWED, "check").content.decode()
    assert "ทำรายการนี้ไม่ได้แล้ว" in _step(teacher, ALLOWED, "cancel").content.decode()
    assert clerk.get(f"{HERE}/{ALLOWED}/step/check").status_code == 302
    said = {**TYPED, "note": "พิมพ์ไว้"}
    page = teacher.post(f"{HERE}/{ALLOWED}/change", said).content.decode()
    assert "พิมพ์ไว้" in page
    assert _state(ALLOWED) == "allowed"
    assert clerk.get(f"{HERE}/ask/nothing").status_code == 404


def test_the_asker_cancels_and_takes_files_off_before_the_decision(sign_in: SignIn) -> None:
    teacher = sign_in("teacher")
    teacher.post(f"{HERE}/{RETURNED}/files/{FILE}/off")
    assert AttachedFile.objects.get(pk=FILE).taken_off_at is not None
    told = Event.objects.get(action="take-off-file", key=str(RETURNED)).after
    assert told is not None
    assert told.keys() == {"sha256"}
    _step(teacher, CHECKED, "cancel")
    assert _state(CHECKED) == "cancelled"


def test_the_folder_allows_several_and_refuses_what_is_gone(area: None) -> None:
    today = timezone.localdate()
    deputy = Viewer(User.objects.get(username="deputy"), today)
    mine = [w for source, w in waiting_for(deputy) if source.code == "requests"]
    assert [w.key for w in mine] == [str(CHECKED)]
    assert "1,250.50 บาท" in mine[0].summary
    act_on(deputy, [("requests", str(CHECKED))], "")
    assert _state(CHECKED) == "allowed"
    with pytest.raises(RefusedError):
        act_on(deputy, [("requests", str(CHECKED))], "")
    clerk = Viewer(User.objects.get(username="clerk"), today)
    assert [w for source, w in waiting_for(clerk) if source.code == "requests"] == []


def test_the_form_is_a_paper(sign_in: SignIn) -> None:
    teacher = sign_in("teacher")
    made = Document(io.BytesIO(teacher.get(f"{HERE}/{CHECKED}/request.docx").content))
    told = "\n".join(one.text for one in made.paragraphs)
    assert "๑,๒๕๐.๕๐ บาท" in told
    paper = teacher.get(f"{HERE}/{CHECKED}/request.pdf?digits=arabic").content
    assert "1,250.50" in pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()


def test_pages_ask_few_queries_however_many_requests(sign_in: SignIn) -> None:
    deputy, counts = sign_in("deputy"), []
    addresses = ["/", "/?list=check", "/?list=decide", "/?list=all", f"/{CHECKED}"]
    like = ServiceRequest.objects.get(pk=CHECKED)
    for more in (0, 20):
        for state in ["asked", "checked"] * more:
            like.pk, like.state = None, state
            like.save()
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                _page(deputy, address)
            counts.append(len(queries))
    assert counts[: len(addresses)] == counts[len(addresses) :]
    assert max(counts) <= MOST_QUERIES


def test_a_list_that_is_not_there_is_told(sign_in: SignIn) -> None:
    assert sign_in("clerk").get(f"{HERE}/?list=nothing").status_code == 404
    assert sign_in("teacher").get(f"{HERE}/?list=all").status_code == 403


def test_those_who_check_learn_of_what_waits(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    waits = ServiceRequest.objects.filter(state="asked").count()
    assert f"รอตรวจ {waits}</a>" in _page(clerk, "/")
    panel = clerk.get("/office/bookings/panel").content.decode()
    assert f'href="{HERE}/?list=check">คำขอบริการรอตรวจ {waits} เรื่อง' in panel
    assert "/office/bookings/panel" in clerk.get("/").content.decode()
    ServiceRequest.objects.filter(state="asked").update(state="checked")
    assert "คำขอบริการรอตรวจ" not in clerk.get("/office/bookings/panel").content.decode()
    assert "รอตรวจ 0</a>" in _page(clerk, "/")


def test_who_asked_is_told_who_checks(sign_in: SignIn) -> None:
    teacher, clerk = sign_in("teacher"), User.objects.get(username="clerk")
    told = re.search(r"<dt>รอตรวจโดย</dt><dd[^>]*>([^<]*)", _page(teacher, f"/{ASKED}"))
    assert told
    assert str(clerk) in told[1]
    assert "รอตรวจโดย" not in _page(teacher, f"/{CHECKED}")
    clerk.roles_held.all().delete()
    told = re.search(r"<dt>รอตรวจโดย</dt><dd[^>]*>([^<]*)", _page(teacher, f"/{ASKED}"))
    assert told
    assert str(User.objects.get(username="director")) in told[1]
