"""The A/B/C scan: counts, bands, the change between rounds, and who sees which schools."""

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from khet.records.learning.models import ScoreFile
from khet.records.registry.actions.settings import TableChange, change_table
from khet.records.registry.models import Unit, User
from tests.made_area import school_code, school_name
from tests.web.rounds import (
    FIRST_FILE,
    ROUND_1,
    ROUND_2,
    SECOND_FILE,
    groups_in,
    hold_second_round,
)

SignIn = Callable[..., Client]
SCAN = "/learning/scan"
FIRST, SECOND = f"{SCAN}?{ROUND_1}", f"{SCAN}?{ROUND_2}"
NAMES = [school_name(k) for k in range(12)]


@pytest.fixture(autouse=True)
def second_round(area: None, made_home: Path) -> ScoreFile:
    return hold_second_round(made_home)


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _rows(page: str) -> dict[str, list[str]]:
    """The numbers of each row of the table of schools, the area's last; ``None`` as words."""
    part = page[page.index('id="schools"') :]
    found = {}
    for row in re.findall(r"<tr.*?</tr>", part, re.DOTALL)[1:]:
        name = re.sub(r"<small>.*?</small>", "", re.search(r"<th.*?</th>", row, re.DOTALL)[0])
        cells = re.findall(r'<td class="num"[^>]*>(.*?)</td>', row, re.DOTALL)
        plain = [re.sub(r"<small.*?</small>|<[^>]+>", "", cell).strip() for cell in cells]
        found[re.sub(r"<[^>]+>", "", name)] = plain
    return found


def _counts(home: Path, name: str) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for (school, _), group in groups_in(home / "files" / name).items():
        found.setdefault(school, Counter())[group] += 1
    return found


def test_the_page_opens_with_the_last_round_of_the_newest_pre_o_net(director: Client) -> None:
    for address in (SCAN, f"{SCAN}?year=2556", f"{SCAN}?year=๒๕๕๖"):
        page = _text(director, address)
        assert "<h1>Scan นักเรียน A B C Pre O-NET ครั้งที่ 2 ป.6 ปีการศึกษา 2556</h1>" in page
    assert "<h1>Scan นักเรียน A B C O-NET ป.6 ปีการศึกษา 2555</h1>" in _text(
        director, f"{SCAN}?year=2555"
    )


def test_without_a_pre_o_net_the_main_test_opens(director: Client) -> None:
    ScoreFile.objects.filter(sitting__test="Pre O-NET").update(current=False)
    assert "A B C O-NET ป.6 ปีการศึกษา 2556</h1>" in _text(director, SCAN)


def test_before_any_result_the_page_says_so(director: Client) -> None:
    ScoreFile.objects.update(current=False)
    answer = director.get(SCAN)
    assert answer.status_code == 200
    assert "ยังไม่มีผลสอบ" in answer.content.decode()


@pytest.mark.parametrize(("address", "file"), [(FIRST, FIRST_FILE), (SECOND, SECOND_FILE)])
def test_every_school_and_the_area_are_counted_as_by_hand(
    supervisor: Client, made_home: Path, address: str, file: str
) -> None:
    rows, told = _rows(_text(supervisor, address)), _counts(made_home, file)
    for k in range(11):
        groups = told[school_code(k)]
        assert rows[NAMES[k]] == _expected(groups)
    assert rows["ทั้งเขต"] == _expected(sum(told.values(), Counter()))
    assert list(rows)[-1] == "ทั้งเขต"


def _expected(groups: Counter[str]) -> list[str]:
    n = sum(groups[group] for group in "ABC")
    share = (Decimal(100 * groups["C"]) / n).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    return [str(n), *(str(groups[group]) for group in "ABC"), str(share)]


def test_a_school_without_any_score_has_no_groups_and_not_zero(director: Client) -> None:
    assert _rows(_text(director, FIRST))[NAMES[11]] == ["0", *["ไม่มีข้อมูล"] * 4]
    assert "คนไม่มีคะแนน จึงไม่มีกลุ่ม" in _text(director, FIRST)


def test_the_bands_stand_there_with_their_holes_and_source(director: Client) -> None:
    page = _text(director, SECOND)
    for words in ("ตั้งแต่ 85.00", "มากกว่า 60.00 แต่ไม่ถึง 85.00", "ไม่เกิน 60.00"):
        assert words in page
    assert "60.01–60.99 และ 84.01–84.99 นับเป็นกลุ่ม B" in page
    assert "ใช้เกณฑ์ของสำนักงาน" not in page


def _set_own_bands() -> None:
    area, own = Unit.objects.get(kind="area"), {"a_from": 3000, "c_up_to": 2000}
    change = TableChange(area, "ability", 2556, own, "ทดลอง", 0)
    change_table(by=User.objects.get(username="administrator"), change=change)


def test_an_offices_own_bands_count_and_are_said_so(director: Client) -> None:
    _set_own_bands()
    page = _text(director, SECOND)
    assert "ใช้เกณฑ์ของสำนักงานตั้งแต่ปีการศึกษา 2556" in page
    assert "60.01–60.99" not in page
    n = _rows(page)["ทั้งเขต"][0]
    assert _rows(page)["ทั้งเขต"] == [n, n, "0", "0", "0.00"]


def test_the_change_between_rounds_is_that_of_a_slow_count(
    director: Client, made_home: Path
) -> None:
    first, second = (groups_in(made_home / "files" / name) for name in (FIRST_FILE, SECOND_FILE))
    pairs = Counter((first.get(p) or "", second.get(p) or "") for p in {*first, *second})
    for address in (FIRST, SECOND):
        page = _text(director, address)
        table = page[page.index("เปลี่ยนกลุ่มจาก") : page.index('id="schools"')]
        rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:]
        cells = [re.findall(r'<td class="num"[^>]*><a [^>]*>(\d+)</a></td>', row) for row in rows]
        inside = [[pairs[one, two] for two in "ABC"] for one in "ABC"]
        summed = [*inside, [sum(column) for column in zip(*inside, strict=True)]]
        assert cells == [[str(n) for n in (*row, sum(row))] for row in summed]
        once = [
            sum(n for pair, n in pairs.items() if pair[place] and not pair[1 - place])
            for place in (0, 1)
        ]
        told = "เฉพาะ Pre O-NET ครั้งที่ 1 {} คน เฉพาะ Pre O-NET ครั้งที่ 2 {} คน"
        assert once[0] > 0
        assert once[1] > 0
        assert told.format(*once) in page
        assert "ข้อสอบสองครั้งมาจากแหล่งต่างกัน ผลต่างจึงไม่ใช่พัฒนาการล้วน" in page


def test_a_move_between_groups_opens_to_its_schools(director: Client, made_home: Path) -> None:
    first, second = (groups_in(made_home / "files" / name) for name in (FIRST_FILE, SECOND_FILE))
    moved = sum(first.get(pupil) == "C" and second.get(pupil) == "B" for pupil in first)
    both = sum(bool(first.get(pupil) and second.get(pupil)) for pupil in first)
    link = re.search(r'href="([^"]*ability-moved[^"]*group=B&amp;came=C)"', _text(director, SECOND))
    assert link
    page = _text(director, link[1].replace("&amp;", "&"))
    assert f"{moved} จาก {both} คน" in page
    assert "C อ่อน → B ปานกลาง" in page
    asked = f"/learning/figure/ability-moved?{SECOND.partition('?')[2]}"
    assert director.get(f"{asked}&came=Z").status_code == 404
    assert director.get(f"{asked}&subject=thai").status_code == 404
    alone = _text(director, f"/learning/figure/ability-moved?{FIRST.partition('?')[2]}")
    assert "ไม่มีนักเรียนที่มีคะแนนทั้งในครั้งก่อนและครั้งนี้" in alone


def test_the_round_before_stands_beside_in_small(director: Client, made_home: Path) -> None:
    before = _counts(made_home, FIRST_FILE)[school_code(5)]
    page = _text(director, SECOND)
    row = next(r for r in page.split("<tr>") if f">{NAMES[5]}<" in r)
    small = re.findall(r"</span>(\d+)\)</a></small>", row)
    assert small == [str(before[group]) for group in "ABC"]
    assert "ในวงเล็บคือ" not in _text(director, FIRST)


def test_a_test_of_one_round_has_no_change(director: Client) -> None:
    page = _text(director, f"{SCAN}?year=2556&test=O-NET&grade=P6")
    assert "เปลี่ยนกลุ่มจาก" not in page
    assert "ในวงเล็บคือ" not in page
    assert "เขตกำหนดเกณฑ์นี้สำหรับ Pre O-NET" in page


def test_a_round_not_announced_is_not_compared_for_schools(
    sign_in: SignIn, second_round: ScoreFile
) -> None:
    ScoreFile.objects.filter(pk=second_round.pk).update(state=ScoreFile.State.CHECKED)
    page = _text(sign_in("teacher"), FIRST)
    assert "เปลี่ยนกลุ่มจาก" not in page
    assert sign_in("teacher").get(SECOND).status_code == 404
    assert "เปลี่ยนกลุ่มจาก" in _text(sign_in("director"), FIRST)


@pytest.mark.parametrize("sort", ["scored", "A", "B", "C", "share"])
def test_the_table_is_sorted_as_asked(supervisor: Client, sort: str) -> None:
    place = {"scored": 0, "A": 1, "B": 2, "C": 3, "share": 4}[sort]
    for way, turned in (("", False), ("-", True)):
        rows = _rows(_text(supervisor, f"{FIRST}&sort={way}{sort}"))
        assert list(rows)[-2:] == [NAMES[11], "ทั้งเขต"]
        numbers = [Decimal(row[place]) for row in list(rows.values())[:-2]]
        assert numbers == sorted(numbers, reverse=turned)
        assert 'aria-sort="' in _text(supervisor, f"{FIRST}&sort={way}{sort}")


def test_filters_choose_and_are_kept_in_tabs(director: Client) -> None:
    page = _text(director, f"{SECOND}&network=เครือข่าย 2&district=อำเภอที่ 2&sort=-share")
    assert set(_rows(page)) == {*(NAMES[k] for k in range(1, 11, 2)), "ทั้งเขต"}
    assert page.count('="/learning/scan"') > 1
    assert "เขตกำหนดเกณฑ์นี้สำหรับ Pre O-NET" not in page
    tab = re.search(r'<a href="(/learning/scan\?[^"]*test=NT[^"]*)"', page)[1]
    assert "sort=-share" in tab
    assert "network=" in tab
    assert director.get(tab.replace("&amp;", "&")).status_code == 200
    year = re.search(r'<a href="(/learning/scan\?year=2555[^"]*)"', page)
    assert year is None or director.get(year[1].replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("asked", ["network=X", "sort=thai", "size=huge", "district=0"])
def test_an_unknown_filter_offers_the_whole_scan(director: Client, asked: str) -> None:
    for page in (SCAN, f"{SCAN}.xlsx"):
        answer = director.get(f"{page}?{ROUND_2}&{asked}")
        assert answer.status_code == 404
        assert "Pre O-NET ครั้งที่ 2 ป.6 ปีการศึกษา 2556</a>" in answer.content.decode()


@pytest.mark.parametrize(
    "asked",
    ["year=2540", "year=abc", "year=2556&test=X&grade=P6", "test=Pre O-NET&grade=P6&round=7"],
)
def test_an_unknown_sitting_offers_the_nearest(director: Client, asked: str) -> None:
    answer = director.get(f"{SCAN}?{asked}")
    assert answer.status_code == 404
    links = re.findall(r'<li><a href="(/learning/scan\?[^"]+)">', answer.content.decode())
    assert links
    assert {director.get(link.replace("&amp;", "&")).status_code for link in links} == {200}


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        *((name, range(11)) for name in ("director", "deputy", "supervisor", "planner", "auditor")),
        *((name, range(0, 11, 2)) for name in ("network-supervisor", "network-chair")),
        *((name, [0]) for name in ("school-director", "teacher")),
        *((name, []) for name in ("clerk", "data-officer", "personnel", "administrator")),
    ],
)
def test_who_sees_which_schools(sign_in: SignIn, name: str, seen: Any) -> None:
    page = _text(sign_in(name), SECOND)
    assert set(_rows(page)) == {*(NAMES[k] for k in seen), "ทั้งเขต"}
    assert "เปลี่ยนกลุ่มจาก" in page
    everywhere = _rows(_text(sign_in("director"), SECOND))["ทั้งเขต"]
    assert _rows(page)["ทั้งเขต"] == everywhere


def test_a_place_outside_the_readers_list_is_left_out_and_named(sign_in: SignIn) -> None:
    page = _text(sign_in("school-director"), f"{SECOND}&network=เครือข่าย 2")
    assert NAMES[0] in _rows(page)
    assert "ตัวกรอง “เครือข่าย 2”" in page


def test_the_workbook_holds_what_is_seen_as_numbers(supervisor: Client, made_home: Path) -> None:
    answer = supervisor.get(f"{SCAN}.xlsx?{ROUND_2}&network=เครือข่าย 1&sort=-scored")
    assert answer.headers["Content-Disposition"].endswith('"scan-2556-Pre-O-NET-P6-2.xlsx"')
    assert "no-store" in answer.headers["Cache-Control"]
    lines = list(load_workbook(BytesIO(answer.content)).active.values)
    head = next(place for place, line in enumerate(lines) if line[0] == "รหัสโรงเรียน")
    told = " ".join(str(line[0]) for line in lines[:head])
    assert "แสดง 6 จาก 11 โรงเรียน" in told
    assert "เครือข่าย: เครือข่าย 1" in told
    now, before = (_counts(made_home, name) for name in (SECOND_FILE, FIRST_FILE))
    for line in lines[head + 1 : head + 7]:
        groups, earlier = now[line[0]], before[line[0]]
        assert line[5:9] == (sum(groups[g] for g in "ABC"), *(groups[g] for g in "ABC"))
        assert line[10:13] == tuple(earlier[g] for g in "ABC")
    numbers = [line[5] for line in lines[head + 1 : head + 7]]
    assert numbers == sorted(numbers, reverse=True)
    assert lines[head + 7][1] == "ทั้งเขต"
    assert any("60.01–60.99" in str(line[0]) for line in lines)


def test_a_school_exports_itself_and_the_area(sign_in: SignIn) -> None:
    answer = sign_in("school-director").get(f"{SCAN}.xlsx?{ROUND_2}")
    text = str(list(load_workbook(BytesIO(answer.content)).active.values))
    assert NAMES[0] in text
    assert not [name for name in NAMES[1:] if f"'{name}'" in text]


def test_an_unchanged_page_is_not_sent_again(director: Client) -> None:
    director.get("/")
    seen = director.get(SECOND).headers["ETag"]
    assert director.get(SECOND, headers={"if-none-match": seen}).status_code == 304
    assert director.get(f"{SECOND}&sort=-share", headers={"if-none-match": seen}).status_code == 200


def test_the_page_stands_in_the_menu_after_the_colours(director: Client) -> None:
    page = _text(director, SECOND)
    places = [page.index(f">{label}<") for label in ("กลุ่มสี", "Scan A B C", "ประกาศผล")]
    assert places == sorted(places)


def test_the_page_speaks_english(director: Client) -> None:
    director.post("/language", {"language": "en", "next": SECOND})
    page = _text(director, SECOND)
    assert "which B takes here" in page
    assert "from different sources" in page


def _links(page: str) -> list[tuple[str, str]]:
    """The numbers of the page that lead to figures, with the addresses."""
    found = re.findall(r'<a href="(/learning/figure/[^"]+)">([^<]+)</a>', page)
    return [(url.replace("&amp;", "&"), number) for url, number in found]


def _value(client: Client, url: str) -> str:
    return re.search(r'<span class="value">([^<]+)</span>', _text(client, url))[1]


@pytest.mark.parametrize("name", ["director", "network-chair", "school-director", "clerk"])
def test_every_count_leads_to_a_figure_of_the_same_value(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    page = _text(client, SECOND)
    cells = re.findall(r'<td class="num"[^>]*>.*?</td>', page[page.index('id="schools"') :])
    assert all("/learning/figure/" in c for c in cells if ">–<" not in c and "น้อยกว่า 5" not in c)
    numbers = [(url, number) for url, number in _links(page) if "." not in number]
    assert len(numbers) >= 11
    for url, number in numbers[:12] + numbers[-12:]:
        assert _value(client, url) == number


def test_the_figure_tells_its_bands_and_who_has_no_score(supervisor: Client) -> None:
    url = f"/learning/figure/ability-count?{ROUND_2}&group=B"
    page = _text(supervisor, f"{url}&school={school_code(4)}")
    assert "กลุ่ม A ตั้งแต่คะแนน</dt><dd>85.00" in page
    assert "ไม่มีคะแนนวิชาใดเลย 1" in page
    assert "B ปานกลาง" in page
    assert re.search(f"school={school_code(4)}&amp;group=B", _text(supervisor, url))
    for place, schools in (("network=N2", range(1, 11, 2)), ("district=D1", range(0, 11, 2))):
        rows = _rows(_text(supervisor, SECOND))
        expected = sum(int(rows[NAMES[k]][2]) for k in schools)
        assert _value(supervisor, f"{url}&{place}") == str(expected)


@pytest.mark.parametrize(
    "asked",
    ["ability-count?group=D", "mean?group=A", "ability-count?group=A&subject=thai", "pupil-mean?"],
)
def test_a_figure_of_no_such_group_is_not_found(director: Client, asked: str) -> None:
    answer = director.get(f"/learning/figure/{asked}&{ROUND_2}")
    assert answer.status_code == 404
    assert 'href="/learning/' in answer.content.decode()


def test_a_link_tells_what_the_number_was_before_the_bands_changed(director: Client) -> None:
    url = f"/learning/figure/ability-count?{ROUND_2}&group=A"
    page = _text(director, url)
    before = re.search(r'<span class="value">([^<]+)</span>', page)[1]
    version = re.search(r"[?&;]v=([0-9a-f]{24})", page)[1]
    _set_own_bands()
    later = _text(director, f"{url}&v={version}")
    assert f"ตัวเลขเมื่อส่งลิงก์นี้: {before}" in later
    assert "สำนักงานเปลี่ยนเกณฑ์สี กลุ่มนักเรียน" in later
    assert re.search(r'<span class="value">([^<]+)</span>', later)[1] != before
