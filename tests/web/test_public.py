"""Pages for everybody: what they say, what they never say, how quickly."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.office.models import Holiday, News
from khet.records.registry.models import Unit, User
from khet.web.public.contact import Contact
from tests.made_area import school_name
from tests.web.doors.news import PUBLISHED

SignIn = Callable[..., Client]
MOST_QUERIES = 8
PAGES = ("/", "/news", "/public/calendar", "/schools", "/plans", "/complain", "/contact")
CONTACT = {
    "address": "ถนนตัวอย่าง",
    "phone": "๐ 7400 0000 ต่อ 12",
    "email": "office@example.org",
    "hours": "จันทร์–ศุกร์",
    "map": "https://example.org/map",
}


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def _contact(client: Client, **said: str) -> Any:
    sent = {"year": "2557", "reason": "ทดสอบ", "seen": "0", "confirm": "1", **CONTACT, **said}
    return client.post("/settings/office_contact/change", sent)


def test_the_front_page_leads_to_everything_without_signing_in(sign_in: SignIn) -> None:
    page = _page(sign_in("anonymous"), "/")
    for address in (*PAGES[1:], "/office/minutes/published", f"/news/{PUBLISHED}"):
        assert f'href="{address}"' in page
    assert 'lang="th">สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต 2</h1>' in page


def test_public_pages_take_few_queries_however_many_rows(sign_in: SignIn) -> None:
    public, counts = sign_in("anonymous"), []
    addresses = [*PAGES, f"/news/{PUBLISHED}"]
    like = News.objects.get(pk=PUBLISHED)
    for more in (1, 30):
        for kind in ["news", "plan"] * more:
            like.pk, like.kind, like.day = None, kind, timezone.localdate() + timedelta(3)
            like.save()
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                _page(public, address)
            counts.append(len(queries))
    assert counts[: len(addresses)] == counts[len(addresses) :]
    assert max(counts) <= MOST_QUERIES


def test_who_has_signed_in_keeps_the_home_with_a_link_to_the_public_page(sign_in: SignIn) -> None:
    director = sign_in("director")
    home = _page(director, "/")
    assert 'href="/public"' in home
    assert "งานของวันนี้" in home
    front = _page(director, "/public")
    assert f'href="/news/{PUBLISHED}"' in front
    assert 'href="/sign-in"' not in front


def test_public_pages_are_kept_a_minute_by_their_reader_only(sign_in: SignIn) -> None:
    for address in PAGES:
        headers = sign_in("anonymous").get(address).headers
        assert headers["Cache-Control"] == "private, max-age=60"
        assert "Cookie" in headers["Vary"]
        assert "Accept-Language" in headers["Vary"]
        assert "max-age" not in sign_in("director").get(address).headers.get("Cache-Control", "")


def test_no_page_names_a_person_or_counts_pupils(sign_in: SignIn) -> None:
    User.objects.filter(username="teacher").update(name="ชื่อลับของครู")
    public = sign_in("anonymous")
    for address in (*PAGES, f"/news/{PUBLISHED}"):
        main = _page(public, address).split("<main")[1].split("</main>")[0]
        assert "ชื่อลับ" not in main
        assert "ผู้ทดสอบ" not in main
    rows = re.findall(r"<tr>.*?</tr>", _page(public, "/schools"), re.DOTALL)
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", "".join(rows))
    assert cells
    assert not any(cell.replace(",", "").strip().isdigit() for cell in cells)


def test_schools_are_found_by_name_and_by_place(sign_in: SignIn) -> None:
    public = sign_in("anonymous")
    everyone = _page(public, "/schools")
    assert all(school_name(k) in everyone for k in range(3))
    found = _page(public, f"/schools?q={school_name(1)}")
    assert "พบ 1 โรงเรียน" in found
    place = Unit.objects.filter(kind="network").order_by("code")[0]
    assert "พบ 0 โรงเรียน" not in _page(public, f"/schools?q={place.name}")
    assert "พบ 0 โรงเรียน" in _page(public, "/schools?q=ไม่มีชื่อนี้")
    assert 'value="&lt;b&gt;"' in _page(public, "/schools?q=<b>")
    assert public.get(f"/schools?q={'ก' * 5000}").status_code == 200


def test_the_calendar_has_days_off_and_published_days_only(sign_in: SignIn) -> None:
    today, area = timezone.localdate(), Unit.objects.get(kind="area")
    Holiday.objects.create(area=area, day=today + timedelta(9), name="หยุดพิเศษ", closed=True)
    like = News.objects.get(pk=PUBLISHED)
    for state, title in (("published", "ประกาศวันหน้า"), ("checked", "ยังไม่เผยแพร่วันหน้า")):
        like.pk, like.state, like.title, like.day = None, state, title, today + timedelta(8)
        like.save()
    page = _page(sign_in("anonymous"), "/public/calendar")
    assert page.index("ประกาศวันหน้า") < page.index("หยุดพิเศษ")
    assert "ยังไม่เผยแพร่วันหน้า" not in page
    main = page.split("<main")[1]
    assert "ประชุม" not in main
    assert "/office/" not in main.split("</main>")[0]


def test_contact_is_told_as_the_office_filled_it_in(sign_in: SignIn) -> None:
    public, admin = sign_in("anonymous"), sign_in("administrator")
    for address in ("/contact", "/complain", "/"):
        assert "ยังไม่ได้กรอกข้อมูลติดต่อ" in _page(public, address)
    assert _contact(admin).status_code == 302
    page = _page(public, "/contact")
    assert 'href="tel:074000000"' in page
    assert 'href="mailto:office@example.org"' in page
    assert 'href="https://example.org/map"' in page
    assert "ถนนตัวอย่าง" in _page(public, "/complain")


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "ไม่มีที่"), ("map", "javascript:alert(1)"), ("map", "http://example.org")],
)
def test_contact_that_leads_nowhere_is_refused(sign_in: SignIn, field: str, value: str) -> None:
    admin = sign_in("administrator")
    page = _contact(admin, **{field: value}).content.decode()
    assert f'id="id_{field}_error"' in page
    assert value in page
    assert "ยังไม่ได้กรอก" in _page(sign_in("anonymous"), "/contact")


def test_the_complaints_page_promises_nothing(sign_in: SignIn) -> None:
    main = _page(sign_in("anonymous"), "/complain").split("<main")[1].split("</main>")[0]
    assert "ยังไม่รับเรื่องร้องเรียนทางหน้าเว็บ" in main
    assert "<form" not in main


def test_plans_and_reports_have_their_documents(sign_in: SignIn) -> None:
    News.objects.filter(pk=PUBLISHED).update(kind="plan", day=date(2014, 8, 4))
    public = sign_in("anonymous")
    page = _page(public, "/plans")
    assert "ข่าวตัวอย่าง published" in page
    assert "เอกสาร published.txt" in page
    assert "ข่าวตัวอย่าง published" not in _page(public, "/news")


def test_what_is_not_there_is_still_told(sign_in: SignIn) -> None:
    page = sign_in("anonymous").get("/news/99999999")
    assert page.status_code == 404
    assert "ไม่พบหน้านี้" in page.content.decode()


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [("0 7461 0000, 0 7461 0001", "074610000"), ("๐๘๑-๒๓๔-๕๖๗๘", "0812345678"), ("แจ้งที่หน้าห้อง", "")],
)
def test_a_telephone_dials_the_first_number(phone: str, dialled: str) -> None:
    assert Contact("", phone, "", "", "").dialled == dialled


def test_published_minutes_lead_back_and_tell_nothing_of_the_system(sign_in: SignIn) -> None:
    page = sign_in("anonymous").get("/office/minutes/published").content.decode()
    assert 'href="/public"' in page.partition("<main")[2].partition("</main>")[0]
    assert 'href="/design"' not in page
    assert 'href="/design"' in sign_in("clerk").get("/").content.decode()
