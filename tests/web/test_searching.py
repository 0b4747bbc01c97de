"""The search page: what it shows of what was found, to whom, and what it never shows."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.records.office.actions.search import Seen, make_findable
from khet.records.office.models import Body, Level
from khet.records.office.queries import search
from khet.records.registry.models import Unit
from tests.cast import ANONYMOUS, CAST, NAMES
from tests.made_area import school_code
from tests.web.doors.people import SEES_PEOPLE
from tests.web.doors.who import WITH_ROLE

SignIn = Callable[[str], Client]
OFFICE = WITH_ROLE - {"network-supervisor", "network-chair", "school-director", "teacher"}
DAY = date(2014, 7, 1)


def _add(
    key: str,
    title: str,
    text: str = "",
    level: str = Level.AREA,
    kind: str = "office.evidence",
    day: date = DAY,
    body: Body | None = None,
) -> None:
    area = Unit.objects.get(code="9302")
    unit = Unit.objects.get(code=school_code(0)) if level == Level.UNIT else area
    seen = Seen(area, unit, level, body=body)
    make_findable(seen=seen, kind=kind, key=key, title=title, text=text, day=day)


def _page(client: Client, query: str) -> str:
    response = client.get(f"/office/search/?{query}")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return response.content.decode().split("<main")[1].split("</main>")[0]


def _titles(page: str) -> list[str]:
    found = re.findall(r'<h2 lang="th">(?:<a href="[^"]+">)?([^<]+)', page)
    return [title.strip() for title in found]


def test_pages_of_the_office_s_work_have_no_year_of_results(sign_in: SignIn) -> None:
    switch = '<summary class="two">'
    for address in ("/office/search/?year=2556", "/office/late/"):
        page = sign_in("director").get(address).content.decode()
        assert switch not in page
        assert not re.search('href="[^"]*year=2556', page.split("<main")[0])
    assert switch not in sign_in("administrator").get("/settings/jobs").content.decode()
    assert switch in sign_in("director").get("/").content.decode()


def test_an_empty_box_leads_to_what_one_can_look_for(director: Client) -> None:
    for query in ("q=", "q=+"):
        page = _page(director, query)
        assert "พิมพ์คำที่ต้องการหา" in page
        assert _titles(page) == []


def test_what_was_found_is_shown_with_its_words_marked(director: Client) -> None:
    _add("1", "รายงาน ก", "ก่อน สำ นักงานเขต ปี ๒๕๕๗ หลัง")
    page = _page(director, "q=สํานักงาน 2557")
    assert _titles(page) == ["รายงาน ก"]
    assert re.findall("<mark>([^<]+)</mark>", page) == ["สำนักงาน", "2557"]
    assert "หลักฐาน · 1 กรกฎาคม 2557" in page
    assert "พบ 1 รายการ" in page


def test_what_stands_in_a_text_is_shown_as_text(director: Client) -> None:
    _add("1", "<b>ชื่อ</b> แผน", '<script>alert("แผน")</script> & แผน')
    page = _page(director, "q=%3Cscript%3E แผน")
    assert "<script>" not in page
    assert "<b>ชื่อ" not in page
    assert "<mark>&lt;script&gt;</mark>" in page
    assert "&lt;b&gt;ชื่อ&lt;/b&gt;" in page


@pytest.mark.parametrize("asked", ["%25", "_", "แ_น", "%27", "%22", "%5C", "*"])
def test_signs_of_patterns_find_themselves_only(director: Client, asked: str) -> None:
    _add("1", "แผน")
    assert _titles(_page(director, f"q={asked}")) == []
    assert _titles(_page(director, "q=แผน%00")) == ["แผน"]


def test_nothing_asked_and_nothing_found_say_what_to_try(director: Client) -> None:
    assert "พิมพ์คำที่ต้องการหา" in _page(director, "")
    page = _page(director, "q=ไม่มีคำนี้")
    assert "พบ 0 รายการ" in page
    assert "ลองพิมพ์เพียงบางส่วนของคำ" in page


@pytest.mark.parametrize("name", sorted(WITH_ROLE))
def test_who_may_not_see_finds_neither_title_nor_count(sign_in: SignIn, name: str) -> None:
    body = Body.objects.create(
        area=Unit.objects.get(code="9302"), kind="board", name="คณะปิด", closed=True, since=DAY
    )
    for level in Level:
        _add(level, f"เรื่อง {level}", level=level)
    _add("closed", "เรื่อง closed", level=Level.PERSON, body=body)
    page = _page(sign_in(name), "q=เรื่อง")
    seen = {"public", "area"}
    seen |= {"office"} if name in OFFICE else set()
    files = {"director", "deputy", "auditor", "supervisor", "school-director", "teacher"}
    seen |= {"unit"} if name in files | {"network-supervisor"} else set()
    assert {title.split()[1] for title in _titles(page)} == seen
    assert f"พบ {len(seen)} รายการ" in page
    assert page.count(f"({len(seen)})") == 2


def test_kind_and_fiscal_year_narrow_it_with_counts(director: Client) -> None:
    for number, day in enumerate((date(2013, 9, 30), date(2013, 10, 1), date(2014, 9, 30))):
        _add(str(number), f"แผน {number}", day=day)
    _add("9", "แผน 9", kind="office.duty")
    page = _page(director, "q=แผน")
    assert {"2556 (1)", "2557 (3)"} <= set(re.findall(r">(\d{4} \(\d\))</option>", page))
    assert "งานที่ต้องทำ (1)" in page
    assert _titles(_page(director, "q=แผน&year=๒๕๕๖")) == ["แผน 0"]
    assert _titles(_page(director, "q=แผน&kind=office.duty&year=2557")) == ["แผน 9"]
    for strange in ("year=0000", "year=abcd", "kind=nothing", "year=99999", "year=9999"):
        assert _titles(_page(director, f"q=แผน&{strange}")) == []


def test_more_than_the_most_is_told_without_counts(
    director: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST", 2)
    for number in range(4):
        _add(str(number), f"แผน {number}", day=DAY if number else date(2012, 1, 1))
    page = _page(director, "q=แผน")
    assert "พบมากกว่า" in page
    assert "(2)" not in page
    assert _titles(_page(director, "q=แผน&year=2555")) == ["แผน 0"]


def test_pages_follow_each_other_and_keep_the_filters(director: Client) -> None:
    for number in range(45):
        _add(str(number), f"แผน {number:02d}")
    pages = [_titles(_page(director, f"q=แผน&year=2557&page={n}")) for n in (1, 2, 3, "x")]
    assert [len(page) for page in pages] == [20, 20, 5, 20]
    assert len({title for page in pages[:3] for title in page}) == 45
    assert "year=2557&amp;page=2" in _page(director, "q=แผน&year=2557")


def test_queries_do_not_grow_with_what_is_found(director: Client) -> None:
    counts = []
    for more in (1, 30):
        for number in range(more):
            _add(str(number), f"แผน {number}", kind="office.duty")
        with CaptureQueriesContext(connection) as queries:
            _page(director, "q=แผน")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def _near(client: Client, asked: str) -> str:
    response = client.get(f"/office/search/nearby?q={asked}")
    assert "no-store" in response.headers["Cache-Control"]
    return response.content.decode()


@pytest.mark.parametrize("name", sorted(WITH_ROLE))
def test_people_are_near_only_for_who_may_see_them(sign_in: SignIn, name: str) -> None:
    assert ("/people/person/" in _near(sign_in(name), "ผู้ทดสอบ")) == (name in SEES_PEOPLE)


def test_schools_are_near_to_those_who_see_them(sign_in: SignIn) -> None:
    assert "บ้านขวัญ" in _near(sign_in("clerk"), "โรงเรียนบ้านขวัญ")
    assert "บ้านขวัญ" not in _near(sign_in("teacher"), "บ้านขวัญ")
    assert "บ้านกลาง" in _near(sign_in("teacher"), "๙๓๐๒๐๕๐๑")
    assert _near(sign_in("director"), "บ้าน").count("/registry/schools/") == 5


def test_pages_of_the_menu_are_near_where_one_may_open_them(sign_in: SignIn) -> None:
    assert "/registry/events/" in _near(sign_in("director"), "บันทึกการใช้")
    assert "/registry/events/" not in _near(sign_in("clerk"), "บันทึกการใช้")
    assert [_near(sign_in("director"), asked).strip() for asked in ("", "%00")] == ["", ""]


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_those_with_a_role_has_the_box(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    page = client.get("/design").content.decode()
    assert ('action="/office/search/"' in page) == (name in WITH_ROLE)
    assert {m.username for m in CAST} | {ANONYMOUS} == set(NAMES)
