"""What the pages of the registers show, and to whom."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from urllib.parse import quote

import openpyxl
import pytest
from django.test import Client

from khet.records.registry.actions.schools import GradeCount, save_enrolment
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Placement, Unit, User
from khet.rules.thai import sort_key, thai_digits
from tests.made_area import PROGRAMME, school_code, school_name

SignIn = Callable[..., Client]
NAMES = [school_name(k) for k in range(12)]
LIST = "/registry/schools?year=2556"
FIRST = f"/registry/schools/{school_code(0)}?year=2556"
PAGES = (
    "/registry/?year=2556",
    LIST,
    f"{LIST}&sort=-pupils&network=N1",
    FIRST,
    "/registry/districts?year=2556",
    "/registry/districts/D1?year=2556",
    "/registry/networks?year=2556",
    "/registry/networks/N1?year=2556",
    "/registry/groups",
    f"/registry/programmes/{PROGRAMME}?year=2556",
    "/registry/quality?year=2556",
    "/registry/quality/people",
)


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _schools(page: str) -> list[str]:
    return re.findall(r'<th scope="row" lang="th"><a href="[^"]+">([^<]+)</a><small>', page)


def _numbers(row: str) -> list[int]:
    return [int(n) for n in re.findall(r'<td class="num"[^>]*>(\d+)<', row)]


def test_the_list_is_in_thai_order_and_turns(director: Client) -> None:
    ordered = sorted(NAMES, key=sort_key)
    assert _schools(_text(director, LIST)) == ordered
    assert _schools(_text(director, f"{LIST}&sort=-name")) == ordered[::-1]


def test_the_list_sorts_by_pupils_and_puts_the_unknown_last(director: Client) -> None:
    later = [NAMES.index(n) for n in _schools(_text(director, f"{LIST}&sort=-pupils"))]
    assert later == list(range(11, -1, -1))
    none = _schools(_text(director, "/registry/schools?year=2555&sort=pupils"))
    assert none == sorted(NAMES, key=sort_key)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("network=N1", [0, 2, 4, 6, 8, 10]),
        ("district=D2&size=medium", [7, 9, 11]),
        ("size=1-20", [0]),
        ("size=21-40", [1]),
        ("state=closed", []),
        ("sector=private", []),
        ("type=unknown", list(range(12))),
        ("q=" + quote("ร.ร. บ้าน แสง"), [5]),
        ("q=" + quote("โรงเรียนบ้านแสง"), [5]),
        ("q=" + quote("แสง"), [5]),
        ("q=" + school_code(7), [7]),
        ("q=" + quote(thai_digits(school_code(7))), [7]),
        ("q=" + quote("ไม่มีชื่อนี้"), []),
    ],
)
def test_filters_and_search_choose_schools(
    director: Client, chosen: str, expected: list[int]
) -> None:
    page = _text(director, f"{LIST}&{chosen}")
    assert sorted(NAMES.index(name) for name in _schools(page)) == expected
    assert f"แสดง {len(expected)} จาก 12 โรงเรียน" in page


def test_a_programme_chooses_the_schools_that_take_part(director: Client) -> None:
    page = _text(director, f"/registry/programmes/{PROGRAMME}?year=2556")
    link = re.search(r'href="(/registry/schools\?[^"]*programme=[^"]+)"', page)
    assert link
    listed = _schools(_text(director, link[1].replace("&amp;", "&")))
    assert sorted(map(NAMES.index, listed)) == [0, 3]
    assert not _schools(_text(director, link[1].replace("&amp;", "&").replace("2556", "2554")))


@pytest.mark.parametrize("wrong", ["network=N9", "size=huge", "programme=99"])
def test_a_filter_that_there_is_not_says_so(director: Client, wrong: str) -> None:
    answer = director.get(f"{LIST}&{wrong}")
    assert answer.status_code == 404
    assert "ไม่มีตัวเลือกนี้ในทะเบียนโรงเรียน" in answer.content.decode()


@pytest.mark.parametrize("year", ["2490", "9999", "abc"])
def test_a_year_that_there_is_not_offers_the_nearest(director: Client, year: str) -> None:
    answer = director.get(f"/registry/schools?year={year}")
    assert answer.status_code == 404
    assert 'href="/registry/schools?year=2556"' in answer.content.decode()


def test_thai_digits_name_a_year(director: Client) -> None:
    assert "ทะเบียนโรงเรียน ปีการศึกษา 2555" in _text(director, "/registry/schools?year=๒๕๕๕")


def test_every_count_of_the_area_adds_up_and_leads_to_its_schools(director: Client) -> None:
    page = _text(director, "/registry/?year=2556")
    for table in page.split("<table")[1:]:
        rows = [row for row in table.split("<tr") if 'scope="row"' in row]
        whole = [_numbers(row)[0] for row in rows if "– <a" not in row]
        assert sum(whole[:-1]) == whole[-1] == 12
    links = re.findall(r'href="(/registry/schools\?[^"]+)">[^<]+</a>.*?<td[^>]*>(\d+)<', page)
    assert len(links) > 5
    for link, count in links:
        assert f"แสดง {count} จาก" in _text(director, link.replace("&amp;", "&"))


def test_networks_say_whether_they_add_up_to_all_schools(director: Client) -> None:
    page = _text(director, "/registry/networks?year=2556")
    assert "รวมกันได้ 12 โรงเรียน เท่ากับจำนวนโรงเรียนรัฐทั้งหมด" in page
    alone = [UnitEntry("school", "93029999", "บ้านเดี่ยว", above=(("place", "area", "9302"),))]
    register_units(by="ทดสอบ", entries=alone, since=date(2009, 5, 1))
    page = _text(director, "/registry/networks?year=2556")
    assert "รวมกันได้ 12 จากโรงเรียนรัฐ 13 โรงเรียน" in page
    assert "network=unknown" in page


def test_a_school_shows_its_pupils_and_what_is_not_known(director: Client) -> None:
    counts = {school_code(0): {"P5": GradeCount(0, 0, 0, 0), "P4": GradeCount(9, 5, 4, 1)}}
    save_enrolment(by="ทดสอบ", academic_year=2556, counts=counts)
    page = _text(director, FIRST)
    table = page.split("<tbody>")[1].split("</tbody>")[0]
    rows = {name: row for row in table.split("<tr>") for name in re.findall(r'row">(ป\.\d)<', row)}
    assert _numbers(rows["ป.4"]) == [5, 4, 9, 1]
    assert _numbers(rows["ป.5"]) == [0, 0, 0, 0]
    assert rows["ป.6"].split("<tr class")[0].count("ไม่มีข้อมูล") == 3
    assert "ขนาดเล็ก" in page
    part = f"/learning/panels/school?school={school_code(0)}&amp;year=2556"
    assert f'hx-get="{part}"' in page
    assert "O-NET ป.6" in _text(director, part.replace("&amp;", "&"))
    assert "ไม่มีข้อมูลจำนวนนักเรียนของปีนี้" in _text(director, FIRST.replace("2556", "2555"))


def test_a_school_that_is_not_there_is_said_so(director: Client) -> None:
    answer = director.get("/registry/schools/99999999")
    assert answer.status_code == 404
    assert "ไม่มีโรงเรียนรหัส “99999999”" in answer.content.decode()


def test_a_school_that_closed_stays_in_its_years_and_in_their_results(director: Client) -> None:
    closed, last = school_code(3), date(2013, 4, 30)
    Unit.objects.filter(code=closed).update(valid_to=last)
    Placement.objects.filter(child__code=closed).update(valid_to=last)
    Unit.objects.filter(code="9302").update(name="เปลี่ยนแล้ว")
    register_units(by="ทดสอบ", entries=[UnitEntry("district", "D9", "ใหม่")], since=last)
    board = "/learning/colours?test=O-NET&grade=P6&year="
    assert NAMES[3] in _text(director, f"{board}2555")
    assert f">{NAMES[3]}<" not in _text(director, f"{board}2556")
    assert NAMES[3] in _schools(_text(director, "/registry/schools?year=2555"))
    assert NAMES[3] not in _schools(_text(director, LIST))
    assert _schools(_text(director, f"{LIST}&state=closed")) == [NAMES[3]]
    assert "ปิดแล้วเมื่อ 30 เมษายน 2556" in _text(director, f"/registry/schools/{closed}?year=2556")


def test_a_closed_school_stood_until_its_last_day_from_a_day_not_known(director: Client) -> None:
    closed = school_code(3)
    Unit.objects.filter(code=closed).update(valid_to=date(2013, 4, 30))
    Placement.objects.filter(child__code=closed).update(valid_from=Placement.EVER)
    stays = _text(director, f"/registry/schools/{closed}?year=2555").split("ที่ตั้งและเครือข่าย</h2>")[1]
    stays = stays.split("</section>")[0]
    assert "2443" not in stays
    assert "ไม่ทราบวันเริ่ม" in stays
    assert "ปัจจุบัน" not in stays
    assert "30 เมษายน 2556" in stays


def test_a_school_that_moved_is_filtered_where_it_was(director: Client) -> None:
    moved = Unit.objects.get(code=school_code(0))
    Placement.objects.filter(child=moved, parent__code="N1").update(valid_to=date(2013, 4, 30))
    Placement.objects.create(
        child=moved,
        parent=Unit.objects.get(code="N2"),
        hierarchy="work",
        valid_from=date(2013, 5, 1),
    )
    register_units(by="ทดสอบ", entries=[UnitEntry("district", "D9", "ใหม่")], since=date(2013, 5, 1))
    for year, network in ((2555, "1"), (2556, "2")):
        board = f"/learning/colours?test=O-NET&grade=P6&year={year}&network=เครือข่าย {network}"
        assert NAMES[0] in _text(director, board)
        listed = _text(director, f"/registry/schools?year={year}&network=N{network}")
        assert NAMES[0] in _schools(listed)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        *(("school-director", [0]), ("teacher", [0]), ("network-chair", [0, 2, 4, 6, 8, 10])),
        *(("clerk", list(range(12))), ("personnel", list(range(12)))),
    ],
)
def test_each_reader_lists_the_schools_in_reach(
    sign_in: SignIn, name: str, seen: list[int]
) -> None:
    client = sign_in(name)
    assert sorted(map(NAMES.index, _schools(_text(client, LIST)))) == seen
    shown = "".join(_text(client, page) for page in ("/registry/?year=2556", PAGES[5], PAGES[7]))
    named = {k for k in range(12) if f">{NAMES[k]}<" in shown}
    assert named <= set(seen)


def test_a_school_knows_the_section_as_its_own(sign_in: SignIn) -> None:
    page = _text(sign_in("teacher"), "/registry/our-school")
    assert "โรงเรียนของเรา" in page
    assert f'<h1><span lang="th">{NAMES[0]}' in page
    assert "โรงเรียนของเรา" not in _text(sign_in("director"), "/registry/?year=2556")


def test_colleagues_are_named_to_who_may_see_people(sign_in: SignIn) -> None:
    User.objects.filter(username="teacher").update(name="ครูของโรงเรียน")
    assert "ครูของโรงเรียน" in _text(sign_in("director"), FIRST)
    assert "ครูของโรงเรียน" not in _text(sign_in("planner"), FIRST)


def test_the_list_leaves_as_it_is_seen(sign_in: SignIn) -> None:
    answer = sign_in("network-chair").get("/registry/schools.xlsx?year=2556&size=medium&sort=-name")
    assert "no-store" in answer.headers["Cache-Control"]
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    head = next(i for i, row in enumerate(rows) if "โรงเรียน" in row)
    names = [row[1] for row in rows[head + 1 :] if row[0] and str(row[0]).startswith("9302")]
    assert names == sorted([NAMES[6], NAMES[8], NAMES[10]], key=sort_key, reverse=True)
    assert any("ตัวกรองที่ใช้: ขนาดโรงเรียน: ขนาดกลาง" in str(row[0]) for row in rows)


def test_quality_names_what_to_mend(director: Client) -> None:
    page = _text(director, "/registry/quality?year=2556")
    found = dict(re.findall(r'<article class="sheet stack" id="([a-z-]+)">.*?พบ (\d+)', page, re.S))
    assert found == {"no-subdistrict": "12"}
    assert '<li id="no-network">' in page.split("ตรวจแล้วไม่พบ")[1].split("ยังตรวจไม่ได้")[0]
    assert '<li id="lists-apart">' in page.split("ยังตรวจไม่ได้")[1]
    assert page.count("<li><a href") >= 10
    whole = _text(director, "/registry/quality?year=2556&check=no-subdistrict")
    assert [name for name in NAMES if f">{name}</a>" in whole] == NAMES


def test_people_without_a_role_are_found(director: Client) -> None:
    assert "ผู้มาใหม่ (newcomer)" in _text(director, "/registry/quality/people")


@pytest.mark.parametrize("address", PAGES)
def test_an_unchanged_page_is_not_sent_again(director: Client, address: str) -> None:
    director.get("/")
    seen = director.get(address).headers["ETag"]
    assert director.get(address, headers={"if-none-match": seen}).status_code == 304


def test_a_change_of_the_registers_is_seen_at_once(director: Client) -> None:
    seen = director.get(LIST).headers["ETag"]
    entry = UnitEntry("school", "93029999", "บ้านใหม่เอี่ยม", above=(("place", "area", "9302"),))
    register_units(by="ทดสอบ", entries=[entry], since=date(2009, 5, 1))
    page = director.get(LIST, headers={"if-none-match": seen})
    assert "บ้านใหม่เอี่ยม" in page.content.decode()
