"""Visitors through their pages: signed in, served, counted, taken away, forgotten."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from khet.jobs.forget_visitors import forget_everywhere
from khet.records.office.models import Visitor
from khet.records.registry.models import Event, User
from khet.rules.visitors import FORGOTTEN, OTHER
from tests.cast import PASSWORD
from tests.conftest import Clock

SignIn = Callable[..., Client]
NOW = timezone.make_aware(datetime(2026, 11, 2, 9, 5))
SIGN, LEAVE, HERE = (f"/office/visitors/{page}" for page in ("sign", "leave", ""))
NAME = "ผู้มาติดต่อสมมติ ทดสอบ"


@pytest.fixture(autouse=True)
def _today(clock: Clock) -> None:
    clock.time = NOW


def _text(response: HttpResponse) -> str:
    return response.content.decode()


def _told(**more: Any) -> dict[str, Any]:
    told = {"name": NAME, "from_where": "โรงเรียนสมมติ", "people": "๒", "purpose": "เข้าประชุม"}
    return {**told, "signature": "[[[10,20],[30,40]]]", **more}


def _new() -> Visitor:
    return Visitor.objects.latest("came_at")


def test_a_visitor_signs_and_the_page_is_empty_again(clerk: Client) -> None:
    answer = clerk.post(SIGN, _told(), follow=True)
    shown = _text(answer)
    assert "ขอบคุณ" in shown
    assert NAME not in shown
    assert 'autocomplete="off"' in shown
    assert answer.headers["Cache-Control"] == "private, no-store"
    one = _new()
    assert (one.name, one.people, one.signature) == (NAME, 2, [[[10, 20], [30, 40]]])
    assert "M10 20L30 40" in _text(clerk.get(f"{HERE}{one.pk}"))
    event = Event.objects.get(action="sign-in-visitor")
    assert NAME not in str(event.after)


@pytest.mark.parametrize(
    ("more", "field", "told"),
    [
        ({"name": ""}, "name", "กรุณากรอก"),
        ({"people": "ศูนย์"}, "people", "พิมพ์เป็นตัวเลข"),
        ({"purpose": ""}, "purpose", "เลือกเรื่องที่มาติดต่อ"),
        ({"purpose": OTHER}, "other", "เขียนเรื่อง"),
        ({"signature": ""}, "signature", "ยังไม่ได้ลงชื่อ"),
        ({"signature": "[[[9000,1]]]"}, "signature", "อ่านลายมือชื่อไม่ได้"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    clerk: Client, more: dict[str, Any], field: str, told: str
) -> None:
    answer = clerk.post(SIGN, _told(**more))
    assert list(answer.context["form"].errors) == [field]
    assert told in answer.context["form"].errors[field][0]
    assert "โรงเรียนสมมติ" in _text(answer)
    assert not Visitor.objects.filter(came_at=NOW).exists()


def test_the_staff_signs_and_the_purpose_is_the_visitors_own(clerk: Client) -> None:
    more = {"signature": "", "by_staff": "on", "purpose": OTHER, "other": "ขอใช้สนาม"}
    clerk.post(SIGN, _told(**more))
    one = _new()
    assert (one.signature, one.note, one.purpose) == ([], "ลงชื่อโดยเจ้าหน้าที่", "ขอใช้สนาม")


def test_after_hours_it_is_told_and_confirmed(clerk: Client, clock: Clock) -> None:
    clock.time = timezone.make_aware(datetime(2026, 11, 2, 17, 5))
    answer = clerk.post(SIGN, _told())
    told = answer.context["form"].errors["confirm"][0]
    assert "นอกเวลาบริการ (08.00–17.00 น.)" in told
    assert "ตั้งแต่" not in told
    assert clerk.post(SIGN, _told(confirm="on")).status_code == 302
    assert _new().name == NAME


def test_a_held_browser_opens_nothing_but_the_page_of_the_counter(clerk: Client) -> None:
    assert 'href="/office/visitors/"' in _text(clerk.get(SIGN))
    held = clerk.post("/office/visitors/hold")
    assert (held.headers["Location"], held.headers["Clear-Site-Data"]) == (SIGN, '"cache"')
    for away in (HERE, "/", "/account", "/office/letters/", "/sign-in", "/nowhere", "/sw.js"):
        assert clerk.get(away).headers["Location"] == SIGN
    assert clerk.get(HERE, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert clerk.post(f"{HERE}{_new().pk}/step/served").headers["Location"] == SIGN
    assert _new().served_at is None
    shown = _text(clerk.post(SIGN, _told(), follow=True))
    assert "ขอบคุณ" in shown
    assert re.findall(r'<a [^>]*href="([^"]+)"', shown) == [SIGN]
    assert re.findall(r'<a [^>]*href="([^"]+)"', _text(clerk.get(SIGN))) == [LEAVE]


def test_the_keeper_has_the_browser_back_with_the_own_password(clerk: Client) -> None:
    assert clerk.get(LEAVE).headers["Location"] == HERE
    clerk.post("/office/visitors/hold")
    assert "รหัสผ่าน" in _text(clerk.get(LEAVE))
    for wrong, told in (("", "กรุณากรอก"), ("ไม่ใช่", "ไม่ใช่รหัสผ่านปัจจุบัน")):
        assert told in clerk.post(LEAVE, {"old": wrong}).context["form"].errors["old"][0]
    assert clerk.get(HERE).headers["Location"] == SIGN
    assert clerk.post(LEAVE, {"old": PASSWORD}).headers["Location"] == HERE
    assert clerk.get(HERE).status_code == 200


def test_a_held_browser_signs_out_only_after_the_own_password(clerk: Client) -> None:
    clerk.post("/office/visitors/hold")
    for page in (SIGN, LEAVE):
        assert "ออกจากระบบ" not in _text(clerk.get(page))
    assert clerk.post("/sign-out").headers["Location"] == SIGN
    clerk.post(LEAVE, {"old": PASSWORD})
    assert clerk.post("/sign-out").headers["Location"] == "/"


def test_the_visitor_isn_t_asked_what_only_the_staff_say(clerk: Client, clock: Clock) -> None:
    clock.time = timezone.make_aware(datetime(2026, 11, 2, 17, 5))
    assert {"by_staff", "confirm"} <= clerk.get(SIGN).context["form"].fields.keys()
    clerk.post("/office/visitors/hold")
    assert not {"by_staff", "confirm"} & clerk.get(SIGN).context["form"].fields.keys()
    assert "โดยเจ้าหน้าที่" not in _text(clerk.get(SIGN))
    refused = clerk.post(SIGN, _told(signature="", by_staff="on")).context["form"]
    assert "แจ้งเจ้าหน้าที่" in refused.errors["signature"][0]
    assert clerk.post(SIGN, _told()).status_code == 302
    assert (_new().name, _new().note) == (NAME, "")


def test_thanks_give_way_to_the_empty_form_by_themselves(clerk: Client) -> None:
    refresh = f'http-equiv="refresh" content="8; url={SIGN}"'
    assert refresh not in _text(clerk.post(SIGN, _told(), follow=True))
    clerk.post("/office/visitors/hold")
    thanked = _text(clerk.post(SIGN, _told(), follow=True))
    assert refresh in thanked
    assert "<form" not in thanked
    after = _text(clerk.get(SIGN))
    assert "<form" in after
    assert "ขอบคุณ" not in after
    assert "http-equiv" not in after


def test_how_many_came_stands_without_a_dash(clerk: Client) -> None:
    clerk.post(SIGN, _told(from_where=""))
    shown = _text(clerk.get(HERE))
    assert "<small>มา 2 คน</small>" in shown
    assert "– ·" not in shown


def test_a_held_browser_is_led_nowhere_else_first(clerk: Client) -> None:
    clerk.post("/office/visitors/hold")
    User.objects.filter(username="clerk").update(code_until=NOW + timedelta(1))
    assert clerk.get("/account/password").headers["Location"] == SIGN
    assert clerk.get(SIGN).status_code == 200
    clerk.post(LEAVE, {"old": PASSWORD})
    assert clerk.get(HERE).headers["Location"] == "/account/password"


def test_a_held_browser_whose_keeper_is_gone_asks_to_sign_in(clerk: Client) -> None:
    clerk.post("/office/visitors/hold")
    User.objects.filter(username="clerk").update(is_active=False)
    assert clerk.get(SIGN).headers["Location"].startswith("/sign-in")
    assert clerk.get("/sign-in").status_code == 200


def test_served_left_and_a_slip_taken_back(clerk: Client, clock: Clock) -> None:
    clerk.post(SIGN, _told())
    one = _new()
    assert "รอรับบริการ" in _text(clerk.get(HERE))
    clock.forward(minutes=12)
    clerk.post(f"{HERE}{one.pk}/step/served")
    assert "12 นาที" in _text(clerk.get(HERE))
    again = clerk.post(f"{HERE}{one.pk}/step/served", follow=True)
    assert "มีผู้บันทึกขั้นนี้ไปแล้ว" in _text(again)
    clerk.post(f"{HERE}{one.pk}/step/left")
    one.refresh_from_db()
    assert (one.left_at - one.came_at).seconds == 12 * 60
    for _ in range(2):
        clerk.post(f"{HERE}{one.pk}/step/back")
    one.refresh_from_db()
    assert (one.served_at, one.left_at) == (None, None)
    assert clerk.post(f"{HERE}{one.pk}/step/gone").status_code == 404


def test_counts_lead_to_their_lists(clerk: Client, clock: Clock, sign_in: SignIn) -> None:
    clerk.post(SIGN, _told())
    clock.forward(minutes=9)
    clerk.post(f"{HERE}{_new().pk}/step/served")
    clerk.post(SIGN, _told(purpose=OTHER, other="ขอใช้สนาม"))
    director = sign_in("director")
    answer = director.get("/office/visitors/stats")
    director.cookies["django_language"] = "en"
    english = director.get("/office/visitors/stats").context["tables"][0][1]
    assert re.fullmatch(r"October 25\d\d BE", english[0].label)
    total = answer.context["total"]
    assert (total.count, total.people, total.median) == (2, 4, 9)
    (_, months), (_, purposes) = answer.context["tables"]
    for row in (*months, *purposes, total):
        listed = clerk.get(row.url).context["leaf"].paginator.count
        assert listed == row.count
    assert purposes[-1].count == 1
    assert purposes[-1].median is None


def test_taking_names_away_is_written_down(clerk: Client) -> None:
    clerk.post(SIGN, _told())
    answer = clerk.get("/office/visitors/visitors.xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert [row[2] for row in rows if row[2] == NAME] == [NAME]
    event = Event.objects.get(action="export-visitors")
    assert event.after["visitors"] == [_new().pk]
    assert NAME not in str(event.after)


def test_names_go_after_their_years_and_counts_stay(clerk: Client) -> None:
    clerk.post(SIGN, _told())
    count = Visitor.objects.count()
    forget_everywhere(NOW)
    assert Visitor.objects.filter(name=FORGOTTEN).count() == count - 1
    old = Visitor.objects.filter(name=FORGOTTEN)[0]
    assert (old.signature, old.from_where, old.purpose) == ([], "", "เข้าประชุม")
    assert _new().name == NAME
    forget_everywhere(NOW)
    assert Event.objects.filter(action="forget-visitors").count() == 1


def test_the_office_sets_hours_and_years_itself(clerk: Client, sign_in: SignIn) -> None:
    admin, change = sign_in("administrator"), "/settings/services/change"
    drawn = admin.get(change).context["form"]
    told = {name: drawn[name].value() for name in drawn.fields}
    told |= {"reason": "ประกาศสำนักงาน", "confirm": "1", "counter-closes": "๐๗.๐๐ น."}
    refused = admin.post(change, told)
    assert "หลังเวลาเริ่ม" in refused.context["form"].errors["counter-closes"][0]
    told |= {"counter-closes": "๐๙.๐๐ น.", "counter-names_kept_years": "๓"}
    assert admin.post(change, told).status_code == 302
    assert "08.00–09.00 น." in _text(clerk.post(SIGN, _told()))
    clerk.post(SIGN, _told(confirm="on"))
    names = []
    for days in (365 * 3, 365 * 3 + 2):
        forget_everywhere(NOW + timedelta(days))
        names.append(_new().name)
    assert names == [NAME, FORGOTTEN]


@pytest.mark.parametrize("page", [HERE, "/office/visitors/stats"])
def test_pages_ask_as_much_for_many_visitors(clerk: Client, page: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            clerk.get(page)
        return len(asked)

    clerk.post(SIGN, _told())
    clerk.get(page)
    before = queries()
    for _ in range(3):
        clerk.post(SIGN, _told())
    clerk.get(page)
    assert queries() == before <= 15


@pytest.mark.parametrize("asked", ["day=x", "month=x", "year=99", "purpose=x", "day=9999-12-31"])
def test_what_is_not_in_the_book(clerk: Client, asked: str) -> None:
    assert clerk.get(f"{HERE}?{asked}").status_code == 404
