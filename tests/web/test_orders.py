"""Pages of orders: drafted, proposed, signed, circulated; filters, registers, papers, bad input."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from khet.records.office.models import Body, Number, Order, Seat, Series
from khet.records.registry.actions.people import close_account
from khet.records.registry.actions.roles import RoleEntry, give_role
from khet.records.registry.models import RoleHeld, Unit, User
from khet.rules.calendar import BUDDHIST_ERA, thai_date
from tests.cast import PASSWORD
from tests.web.doors.orders import CIRCULATED, DRAFT, PROPOSED, RESERVED, SIGNED, YEAR

SignIn = Callable[[str], Client]
HERE = "/office/orders"
MOST_QUERIES = 15


def _page(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def _sent(client: Client, address: str, **data: str) -> Any:
    return client.post(f"{HERE}{address}", {"password": PASSWORD, **data})


def _refused(client: Client, address: str, **data: str) -> str:
    """The page that comes back where something is wrong; what was typed stands on it."""
    response = _sent(client, address, **data)
    assert response.status_code == 200
    page = response.content.decode()
    assert "ยังทำรายการไม่ได้" in page
    assert all(said in page for said in data.values() if not said.startswith("area:"))
    return page


def _fault(page: str, field: str) -> str:
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""


def _order(pk: int) -> Order:
    return Order.objects.select_related("number__series").get(pk=pk)


def test_an_order_is_drafted_signed_and_circulated(sign_in: SignIn) -> None:
    clerk, director = sign_in("clerk"), sign_in("director")
    sent = _sent(clerk, "/add", unit="area:9302", title="แต่งตั้งคณะ  ใหม่", text="จึงแต่งตั้ง")
    order = Order.objects.latest("drafted_at")
    assert sent.headers["Location"] == f"{HERE}/{order.pk}"
    assert order.title == "แต่งตั้งคณะ ใหม่"
    assert order.drafted_by == User.objects.get(username="clerk")
    _sent(clerk, f"/{order.pk}/step/propose")
    today = timezone.localdate()
    form = _page(director, f"/{order.pk}/step/sign")
    assert "คำสั่งล่าสุดคือที่ 3/2557 สั่ง ณ วันที่ 22 สิงหาคม 2557" in form
    _sent(director, f"/{order.pk}/step/sign", day=thai_date(today), post="ผู้อำนวยการ")
    signed = _order(order.pk)
    assert str(signed.number) == f"1/{today.year + BUDDHIST_ERA}"
    assert (signed.day, signed.signer, signed.signer_post) == (today, "ผู้ทดสอบ", "ผู้อำนวยการ")
    assert sign_in("teacher").get(f"{HERE}/{order.pk}").status_code == 403
    _sent(clerk, f"/{order.pk}/step/circulate")
    assert "มีผล" in _page(sign_in("teacher"), f"/{order.pk}")


def test_an_acting_director_signs_as_such(sign_in: SignIn) -> None:
    user, area = User.objects.get(username="personnel"), Unit.objects.get(code="9302")
    assert sign_in("personnel").get(f"{HERE}/{PROPOSED}/step/sign").status_code == 403
    since = timezone.localdate()
    entry = RoleEntry("director", area, since, acting=True)
    give_role(by="ทดสอบ", user=user, entry=entry)
    page = _page(sign_in("personnel"), f"/{PROPOSED}/step/sign")
    assert "รักษาการในตำแหน่งผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา" in page


def test_the_second_who_signs_is_told_so(sign_in: SignIn) -> None:
    director, said = sign_in("director"), {"day": "1 มกราคม 2557", "post": "ผู้อำนวยการ"}
    assert _sent(director, f"/{PROPOSED}/step/sign", **said).status_code == 302
    page = _refused(director, f"/{PROPOSED}/step/sign", **said)
    assert "ทำรายการนี้ไม่ได้แล้ว เพราะคำสั่งอยู่ในสถานะ “ลงนามแล้ว ยังไม่แจ้งเวียน”" in page
    assert str(_order(PROPOSED).number) == "4/2557"
    assert director.get(f"{HERE}/{PROPOSED}/step/sign").status_code == 302


def test_a_day_before_the_last_number_s_is_told_not_refused(sign_in: SignIn) -> None:
    director = sign_in("director")
    _sent(director, f"/{PROPOSED}/step/sign", day="๑/๘/๒๕๕๗", post="ผู้อำนวยการ")
    page = _page(director, f"/{PROPOSED}")
    assert "วันที่สั่งมาก่อนวันที่ของเลขก่อนหน้า (ที่ 2/2557 สั่ง ณ วันที่ 22 สิงหาคม 2557)" in page


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"day": "32/13/2557"}, "day", "อ่านวันที่ไม่ได้"),
        ({"day": "1 มกราคม 2699"}, "day", "วันที่ยังมาไม่ถึง"),
        ({"day": "1 มกราคม 2556"}, "day", "ยังไม่มีทะเบียนคำสั่งของปี 2556"),
        ({"day": "1 มกราคม 2557", "number": "999"}, "number", "เลขนี้ใช้หรือยกเลิกไปแล้ว"),
        ({"day": "1 มกราคม 2557", "post": ""}, "post", "กรุณากรอกช่องนี้"),
        ({"day": "1 มกราคม 2557"}, "password", "กรุณากรอกช่องนี้"),
        ({"day": "1 มกราคม 2557", "password": "เดา"}, "password", "ไม่ใช่รหัสผ่านปัจจุบัน"),
    ],
)
def test_a_wrong_signature_is_told_at_its_field(
    sign_in: SignIn, said: dict[str, str], field: str, told: str
) -> None:
    data = {"post": "ตำแหน่งที่พิมพ์", **said}
    page = sign_in("director").post(f"{HERE}/{PROPOSED}/step/sign", data).content.decode()
    assert told in _fault(page, field)
    assert data["post"] in page
    assert _order(PROPOSED).state == "proposed"


def test_wrong_passwords_of_who_signs_are_counted(sign_in: SignIn) -> None:
    director, at = sign_in("director"), f"/{PROPOSED}/step/sign"
    said = {"day": "1 มกราคม 2557", "post": "ผู้อำนวยการ"}
    for _ in range(12):
        _sent(director, at, **said, password="เดา")
    assert "กรุณารอ" in _fault(_sent(director, at, **said).content.decode(), "password")
    assert _order(PROPOSED).state == "proposed"


def test_a_reserved_number_is_of_its_year_only(sign_in: SignIn) -> None:
    director = sign_in("director")
    Series.objects.create(area=Unit.objects.get(code="9302"), kind="order", year=2558)
    said = {"post": "ผู้อำนวยการ", "number": str(RESERVED)}
    page = _refused(director, f"/{PROPOSED}/step/sign", day="5 มกราคม 2558", **said)
    assert "เลขที่จองไว้เป็นของปี 2557" in _fault(page, "day")
    _sent(director, f"/{PROPOSED}/step/sign", day="5 มกราคม 2557", **said)
    assert str(_order(PROPOSED).number) == "1/2557"


def test_a_draft_s_faults_stand_at_their_fields(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    said = {"unit": "area:9302", "title": "เรื่องหนึ่ง", "text": "ข้อความที่พิมพ์ไว้"}
    page = _refused(clerk, "/add", **said, starts="2 มกราคม 2557", ends="1 มกราคม 2557")
    assert "วันสิ้นสุดอยู่ก่อนวันเริ่ม" in _fault(page, "ends")
    page = _refused(clerk, "/add", unit="area:9302", title="", starts="เมื่อวาน")
    assert _fault(page, "title") == "กรุณากรอกช่องนี้"
    assert "อ่านวันที่ไม่ได้" in _fault(page, "starts")
    page = _sent(clerk, "/add", unit="group:ไม่มี", title="เรื่อง").content.decode()
    assert _fault(page, "unit") == "เลือกจากรายการเท่านั้น"


def test_a_day_of_another_year_is_told_before_the_order_is_proposed(sign_in: SignIn) -> None:
    clerk, year = sign_in("clerk"), timezone.localdate().year + BUDDHIST_ERA
    told = f"ตั้งแต่วันที่ ๒๒ สิงหาคม ๒๕๕๘ ถึง 5 มกราคม {year + 1} ตามหนังสือลงวันที่ 1 มีนาคม 2550"
    Order.objects.filter(pk=DRAFT).update(text=told, starts=None, ends=None)
    page = _page(clerk, f"/{DRAFT}/step/propose")
    assert f"มีวันที่ไม่อยู่ในปีของคำสั่งนี้: 22 สิงหาคม 2558 ถึง 5 มกราคม {year + 1} ตรวจ" in page
    first = timezone.localdate().replace(year=2558 - BUDDHIST_ERA, month=1, day=1)
    Order.objects.filter(pk=DRAFT).update(starts=first)
    assert "มีวันที่ไม่อยู่ในปี" not in _page(clerk, f"/{DRAFT}/step/propose")


def test_an_empty_committee_isn_t_proposed(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    Seat.objects.filter(body__order=DRAFT, part="chair").delete()
    assert "“คณะทำงาน” ยังไม่มีประธาน" in _refused(clerk, f"/{DRAFT}/step/propose")
    Seat.objects.filter(body__order=DRAFT).delete()
    Order.objects.filter(pk=DRAFT).update(text="")
    page = _refused(clerk, f"/{DRAFT}/step/propose")
    assert "“คณะทำงาน” ยังไม่มีกรรมการ" in page
    assert "ยังไม่มีข้อความหรือเหตุและอำนาจ" in page


def test_a_step_tells_that_it_is_done_and_a_second_tap_that_it_was(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    for pk, step, done in ((DRAFT, "propose", "ลงนามแล้ว"), (SIGNED, "circulate", "ทุกคนในเขต")):
        for told in (done, "ทำรายการนี้ไปแล้ว"):
            assert _sent(clerk, f"/{pk}/step/{step}").headers["Location"] == f"{HERE}/{pk}"
            assert re.search(f'role="status"[^§]*{told}', _page(clerk, f"/{pk}"))


def test_the_same_draft_saved_again_leads_to_the_first(sign_in: SignIn) -> None:
    clerk, said = sign_in("clerk"), {"unit": "area:9302", "title": "แต่งตั้ง  คณะ", "text": "ข้อความ"}
    first = _sent(clerk, "/add", **said).headers["Location"]
    assert _sent(clerk, "/add", **said).headers["Location"] == first
    assert "ร่างนี้บันทึกไว้แล้ว จึงไม่สร้างซ้ำ" in clerk.get(first).content.decode()
    others = (sign_in("director"), said), (clerk, {**said, "text": "อีกข้อความ"})
    for client, more in others:
        assert _sent(client, "/add", **more).headers["Location"] != first
    Order.objects.update(drafted_at=timezone.now() - timedelta(hours=1))
    assert _sent(clerk, "/add", **said).headers["Location"] != first


@pytest.mark.parametrize(
    ("name", "years", "told"), [("starts", 1, "ไกลเกินหนึ่งปี"), ("ends", 10, "ไกลเกินสิบปี")]
)
def test_a_day_too_far_ahead_is_a_slip(sign_in: SignIn, name: str, years: int, told: str) -> None:
    clerk, said = sign_in("clerk"), {"unit": "area:9302", "title": "เรื่องหนึ่ง"}
    last = timezone.localdate() + timedelta(366 * years)
    far = thai_date(last + timedelta(1))
    assert told in _fault(_refused(clerk, "/add", **said, **{name: far}), name)
    assert _sent(clerk, "/add", **said, **{name: thai_date(last)}).status_code == 302


def test_signing_tells_the_number_to_come(sign_in: SignIn) -> None:
    director, year = sign_in("director"), timezone.localdate().year + BUDDHIST_ERA
    assert f"เลขถัดไป 1/{year}" in _page(director, f"/{PROPOSED}/step/sign")
    Series.objects.create(area=Unit.objects.get(code="9302"), kind="order", year=year, last=41)
    assert f"เลขถัดไป 42/{year}" in _page(director, f"/{PROPOSED}/step/sign")


def test_sending_back_ending_and_cancelling_ask_why(sign_in: SignIn) -> None:
    director = sign_in("director")
    for pk, step in ((PROPOSED, "return"), (SIGNED, "cancel"), (CIRCULATED, "end")):
        page = _sent(director, f"/{pk}/step/{step}", reason=" ").content.decode()
        assert _fault(page, "reason") == "เขียนเหตุผลสั้น ๆ"
    _sent(director, f"/{PROPOSED}/step/return", reason="ขาดหน้าที่")
    assert "ส่งกลับแก้ไข" in (page := _page(sign_in("clerk"), f"/{PROPOSED}"))
    assert "ขาดหน้าที่" in page
    early = {"ends": "21 สิงหาคม 2557", "reason": "เสร็จ"}
    told = "วันสิ้นสุดอยู่ก่อนวันเริ่ม"
    assert told in _fault(_refused(director, f"/{CIRCULATED}/step/end", **early), "ends")
    _sent(director, f"/{CIRCULATED}/step/end", ends="1 กันยายน 2557", reason="เสร็จงาน")
    assert "สิ้นสุด" in _page(director, f"/{CIRCULATED}")
    _sent(director, f"/{SIGNED}/step/cancel", reason="ออกซ้ำ")
    assert "ยกเลิกแล้ว: ออกซ้ำ" in _page(director, f"/register?year={YEAR}")


def test_a_draft_is_its_unit_s_and_the_register_s(sign_in: SignIn) -> None:
    group = Unit.objects.create(kind="group", code="G9", name="กลุ่มเก้า")
    Order.objects.filter(pk=DRAFT).update(unit=group)
    assert sign_in("planner").get(f"{HERE}/{DRAFT}").status_code == 200
    assert sign_in("planner").get(f"{HERE}/{DRAFT}/change").status_code == 403
    assert "แก้ร่าง" not in _page(sign_in("planner"), f"/{DRAFT}")
    assert sign_in("clerk").get(f"{HERE}/{DRAFT}/change").status_code == 200
    Order.objects.filter(pk=DRAFT).update(drafted_by=User.objects.get(username="planner"))
    assert sign_in("planner").get(f"{HERE}/{DRAFT}/change").status_code == 200


def test_what_was_signed_can_t_be_changed(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    said = {"unit": "area:9302", "title": "แก้ทีหลัง"}
    assert "ทำรายการนี้ไม่ได้แล้ว" in _refused(clerk, f"/{SIGNED}/change", **said)
    page = _refused(clerk, f"/{SIGNED}/committees/add", name="คณะใหม่")
    assert "คำสั่งนี้ไม่ใช่ร่างแล้ว" in page
    assert _order(SIGNED).title == f"คณะ {SIGNED}"
    body = Body.objects.get(order=CIRCULATED).pk
    own = f"{HERE}/{CIRCULATED}"
    forms = ("change", "committees/add", f"committees/{body}", f"committees/{body}/remove")
    for form in (*(f"{own}/{form}" for form in forms), f"/office/bodies/{body}/seats"):
        told = clerk.get(form, follow=True)
        assert told.redirect_chain == [(own, 302)]
        assert "คำสั่งนี้อยู่ในสถานะ “มีผล” จึงแก้ไม่ได้" in told.content.decode()


def test_committees_are_added_changed_and_taken_out(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    sent = _sent(clerk, f"/{DRAFT}/committees/add", name="คณะที่สอง", tasks="ทำ")
    body = Body.objects.get(name="คณะที่สอง")
    assert sent.headers["Location"] == f"/office/bodies/{body.pk}/seats"
    assert (body.kind, body.order_id) == ("committee", DRAFT)
    _sent(clerk, f"/{DRAFT}/committees/{body.pk}", name="คณะที่ 2", tasks="ทำ\nรายงาน")
    assert "คณะที่ 2" in _page(clerk, f"/{DRAFT}")
    _sent(clerk, f"/{DRAFT}/committees/{body.pk}/remove")
    assert not Body.objects.filter(pk=body.pk).exists()
    assert clerk.get(f"{HERE}/{DRAFT}/committees/{body.pk}").status_code == 404


def test_people_are_counted_once_and_those_who_left_are_marked(sign_in: SignIn) -> None:
    body = Body.objects.get(order=DRAFT)
    Seat.objects.create(body=body, place=3, person=User.objects.get(username="deputy"))
    gone = User.objects.get(username="planner")
    Seat.objects.create(body=body, place=4, person=gone)
    Seat.objects.create(body=body, place=5, name="ปลัดอำเภอ")
    page = _page(sign_in("clerk"), f"/{DRAFT}")
    assert "4 คน" in page
    assert "พ้นจากตำแหน่งแล้ว" not in page
    close_account(by="ทดสอบ", user=gone, on=timezone.localdate())
    assert "พ้นจากตำแหน่งแล้ว" in _page(sign_in("clerk"), f"/{DRAFT}")


def test_who_holds_a_role_today_is_told(sign_in: SignIn) -> None:
    User.objects.filter(username="deputy").update(name="รองสมมติ")
    assert "รองสมมติ" in _page(sign_in("teacher"), f"/{CIRCULATED}")
    yesterday = timezone.localdate() - timedelta(1)
    RoleHeld.objects.filter(user__username="deputy").update(until=yesterday)
    page = _page(sign_in("teacher"), f"/{CIRCULATED}")
    assert "รองสมมติ" not in page
    assert "ยังไม่มีผู้ดำรงตำแหน่ง" in page


def test_last_year_s_order_is_a_pattern(sign_in: SignIn) -> None:
    Order.objects.filter(pk=CIRCULATED).update(title="แต่งตั้งคณะ ปีการศึกษา ๒๕๕๗")
    sent = _sent(sign_in("planner"), f"/{CIRCULATED}/copy")
    made = Order.objects.latest("drafted_at")
    assert sent.headers["Location"] == f"{HERE}/{made.pk}"
    page = _page(sign_in("planner"), f"/{made.pk}")
    assert "ปีการศึกษา ๒๕๕๘" in page
    assert f'href="{HERE}/{CIRCULATED}"' in page
    assert made.bodies.get().seats.count() == 2


def test_filters_find_orders(sign_in: SignIn) -> None:
    def found(query: str) -> set[int]:
        page = _page(sign_in("director"), f"/?{query}")
        return {int(pk) for pk in re.findall(r'<a href="/office/orders/(\d+)">', page)}

    assert found("") == {DRAFT, PROPOSED, SIGNED, CIRCULATED}
    assert found("stage=signed") == {SIGNED}
    assert found("q=๓/๒๕๕๗") == {CIRCULATED}
    assert found(f"year={YEAR}") == {SIGNED, CIRCULATED}
    assert found("unit=area:9302&stage=draft") == {DRAFT}
    assert found("stage=ending") == set()
    soon = timezone.localdate() + timedelta(60)
    Order.objects.filter(pk=CIRCULATED).update(ends=soon)
    assert found("stage=ending") == {CIRCULATED}
    assert "1 คำสั่งจะสิ้นสุดใน 60 วัน" in _page(sign_in("teacher"), "/")
    assert sign_in("director").get(f"{HERE}/?stage=x").status_code == 404
    assert sign_in("director").get(f"{HERE}/register?year=9999").status_code == 404


def test_a_home_shows_the_orders_that_wait_for_its_person(sign_in: SignIn) -> None:
    for name, home, waits in (
        ("director", "/office/folder/", PROPOSED),
        ("clerk", f"{HERE}/panel", SIGNED),
    ):
        client = sign_in(name)
        assert home in client.get("/").content.decode()
        panel = client.get(home, {"kind": "orders"}).content.decode()
        assert re.findall(r'href="/office/orders/(\d+)"', panel) == [str(waits)]
    assert f"{HERE}/panel" not in sign_in("planner").get("/").content.decode()
    Order.objects.filter(state="signed").update(state="cancelled")
    assert "ไม่มีคำสั่งที่รอ" in _page(sign_in("clerk"), "/panel")


def test_events_of_orders_are_told_in_words(sign_in: SignIn) -> None:
    clerk, director = sign_in("clerk"), sign_in("director")
    _sent(clerk, f"/{DRAFT}/step/propose")
    _sent(director, f"/{DRAFT}/step/sign", day="1/9/2557", post="ผู้อำนวยการ")
    _sent(clerk, "/register/reserve", reason="งานด่วนมาก")
    page = sign_in("auditor").get("/registry/events/").content.decode()
    for said in (
        "ลงนามคำสั่ง",
        "4/2557",
        "1 กันยายน 2557",
        "ลงนามแล้ว ยังไม่แจ้งเวียน",
        "จองไว้",
        "งานด่วนมาก",
    ):
        assert said in page
    for raw in ("proposed", "signed", "reserved", "2014-09-01"):
        assert f">{raw}<" not in page


def _sheet(client: Client, address: str) -> list[tuple[Any, ...]]:
    content = client.get(f"{HERE}{address}").content
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_the_register_has_every_number_in_its_columns(sign_in: SignIn) -> None:
    rows = _sheet(sign_in("auditor"), f"/register.xlsx?year={YEAR}")
    head = rows.index(("เลขทะเบียน", "ปี", "ที่คำสั่ง", "เรื่อง", "สั่ง ณ วันที่", "หมายเหตุ", "วันลงทะเบียน"))
    assert [row[:3] for row in rows[head + 1 : head + 4]] == [
        (n, YEAR, f"{n}/{YEAR}") for n in (1, 2, 3)
    ]
    assert rows[head + 1][5] == "จองไว้: งานด่วน"
    assert rows[head + 3][3:5] == (f"คณะ {CIRCULATED}", "22 สิงหาคม 2557")
    listed = _sheet(sign_in("teacher"), "/orders.xlsx")
    assert [row[2] for row in listed if row[0] == 3] == [f"คณะ {CIRCULATED}"]
    assert not any(f"คณะ {DRAFT}" in row for row in listed)


def test_numbers_are_reserved_and_cancelled(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    year = timezone.localdate().year + BUDDHIST_ERA
    _sent(clerk, "/register/reserve", reason="คำสั่งเร่งด่วน")
    assert f"1/{year}" in (page := _page(clerk, f"/register?year={year}"))
    assert "จองไว้: คำสั่งเร่งด่วน" in page
    number = Number.objects.get(series__year=year)
    _sent(clerk, f"/register/{number.pk}/cancel", reason="ไม่ออกแล้ว")
    assert "ยกเลิก ไม่ใช้อีก: ไม่ออกแล้ว" in _page(clerk, f"/register?year={year}")
    page = _refused(clerk, f"/register/{number.pk}/cancel", reason="อีกครั้ง")
    assert "เลขนี้ใช้หรือยกเลิกไปแล้ว" in page


def test_a_register_on_paper_is_continued_once(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    _sent(clerk, "/register/continue", year="๒๕๖๐", last="๒๙๔")
    assert Series.objects.get(year=2560).last == 294
    told = {
        ("2560", "294"): "เลขนี้ใช้ไปแล้ว เลขสุดท้ายของทะเบียนคือ 294",
        ("2557", "999"): "ปีนี้ออกเลขในระบบแล้ว",
        ("2560", "สองร้อย"): "ใส่เป็นตัวเลขจำนวนเต็ม",
        ("2560", "0"): "ใส่เลข 1 ถึง 99999",
    }
    for (year, last), words in told.items():
        page = _refused(clerk, "/register/continue", year=year, last=last)
        assert words in _fault(page, "last")
    page = _refused(clerk, "/register/continue", year="2699", last="5")
    assert "ใส่ปี พ.ศ. ไม่เกิน" in _fault(page, "year")


def test_the_paper_says_the_order(sign_in: SignIn) -> None:
    client = sign_in("teacher")
    User.objects.filter(username="director").update(name="ผอ.สมมติ", position="ผู้อำนวยการเขต")
    pdf = client.get(f"{HERE}/{CIRCULATED}/order.pdf")
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="order-3-2557.pdf"'
    pages = pypdfium2.PdfDocument(pdf.content)
    printed = "".join(page.get_textpage().get_text_range() for page in pages)
    docx = client.get(f"{HERE}/{CIRCULATED}/order.docx?digits=arabic").content
    written = "\n".join(p.text for p in Document(io.BytesIO(docx)).paragraphs)
    assert "๓/๒๕๕๗" in printed
    for said in ("ที่ 3/2557", "คณะทำงาน จำนวน 2 คน", "ประธานกรรมการ", "รองผู้อำนวยการ สพป. ทุกคน"):
        assert said in written
    assert "ผอ.สมมติ ผู้อำนวยการเขต" in written
    assert "สั่ง ณ วันที่ 22 สิงหาคม พ.ศ. 2557" in written
    assert "(ร่าง)" not in written
    draft = sign_in("clerk").get(f"{HERE}/{DRAFT}/order.docx").content
    assert Document(io.BytesIO(draft)).paragraphs[1].text == "(ร่าง)"
    assert client.get(f"{HERE}/{CIRCULATED}/order.exe").status_code == 404


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{HERE}{address}").status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "address",
    ["/", f"/register?year={YEAR}", f"/{DRAFT}", f"/{CIRCULATED}", f"/{PROPOSED}/step/sign"],
)
def test_queries_are_few_and_don_t_grow(sign_in: SignIn, address: str) -> None:
    director = sign_in("director")
    before = _queries(director, address)
    area, series = Unit.objects.get(code="9302"), Series.objects.get(kind="order", year=YEAR)
    now = timezone.now()
    for n in range(20):
        number = Number.objects.create(
            series=series, number=100 + n, state="used", taken_at=now, taken_by="ท"
        )
        made = Order.objects.create(
            area=area, unit=area, title=f"เพิ่ม {n}", state="circulated", number=number,
            day=date(2014, 9, 1), signed_at=now, circulated_at=now,
        )  # fmt: skip
        assert made.pk
        for order in (DRAFT, CIRCULATED):
            body = Body.objects.create(
                area=area, kind="committee", name=f"คณะ {n}", order_id=order, since=made.day
            )
            Seat.objects.create(body=body, place=1, part="chair", role="supervisor")
            person = User.objects.create(username=f"x-{n}-{order}", name=f"คน {n}")
            Seat.objects.create(body=body, place=2, person=person)
    assert _queries(director, address) <= max(before, MOST_QUERIES)
    assert before <= MOST_QUERIES
