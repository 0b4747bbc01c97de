"""What the pages of results show, and to whom."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from khet.figures.results import SchoolRow
from khet.figures.sums import overall_mean
from khet.jobs.draw_trends import Trend
from khet.jobs.sitting_results import results_for
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import Unit, UnitKind
from khet.rules.colours import five_bands
from khet.rules.limits import terms
from khet.rules.rounding import half_up_decimal
from khet.rules.thai import sort_key
from tests.made_area import school_code, school_name

SignIn = Callable[[str], Client]
SITTING = "year=2556&test=O-NET&grade=P6"
OVERVIEW, COLOURS = f"/learning/overview?{SITTING}", f"/learning/colours?{SITTING}"
FIGURE = f"/learning/figure/percent-below?{SITTING}&subject=thai"
NAMES = [school_name(k) for k in range(12)]


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _file(grade: str = "P6", test: str = "O-NET") -> ScoreFile:
    found = ScoreFile.objects.select_related("sitting__area")
    return found.get(sitting__academic_year=2556, sitting__grade=grade, sitting__test=test)


def _schools(page: str) -> list[str]:
    return re.findall(r'<th scope="row" lang="th"><a href="[^"]+">([^<]+)</a><small>', page)


def test_the_front_page_names_the_office_and_asks_to_sign_in(sign_in: SignIn) -> None:
    page = _text(sign_in("anonymous"), "/")
    assert "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต 2" in page
    assert 'href="/sign-in"' in page


def test_signing_in_with_a_wrong_password_says_the_same_for_any_name(area: None) -> None:
    messages = set()
    for name in ("director", "nobody-of-that-name"):
        page = Client().post("/sign-in", {"username": name, "password": "ผิด"}).content.decode()
        messages.add(re.search(r"ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง[^<]*", page)[0])
    assert len(messages) == 1


def test_the_overview_prints_means_limits_and_gaps(director: Client) -> None:
    page = _text(director, OVERVIEW)
    results = results_for(_file())
    overall = overall_mean(results, None)
    assert overall is not None
    for value in (overall, *(row.mean for row in results.limits.values())):
        assert f">{half_up_decimal(value or Decimal(0), 2)}</a>" in page
    for row in results.limits.values():
        assert f">{row.limit}</a>" in page
    assert "ไม่ใช่จากจำนวนโรงเรียนในแต่ละสี" in page


def test_the_overview_shows_a_chart_for_each_subject(director: Client) -> None:
    page = _text(director, OVERVIEW)
    assert page.count('class="marks"') == page.count(">เป้าหมาย 50</small>") == 9


def test_no_request_draws_a_chart(director: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Trend, "chart", lambda trend: None)
    page = _text(director, OVERVIEW)
    assert page.count("กำลังวาดกราฟ") == 9
    assert 'class="marks"' not in page


def test_schools_without_the_grade_are_named_and_not_zero(director: Client) -> None:
    page = _text(director, "/learning/overview?year=2556&test=NT&grade=P3")
    assert NAMES[10] in page
    assert "ไม่มีข้อมูลในชั้นนี้ 1 โรงเรียน" in page


def test_the_board_prints_its_base_and_its_heading(director: Client) -> None:
    page = _text(director, COLOURS)
    assert "ร้อยละของนักเรียนที่ไม่ผ่านขีดจำกัดล่าง" in page
    n = max(row.n for row in results_for(_file()).limits.values())
    assert f"ฐานคำนวณ: นักเรียนทั้งเขต สพป.ทดสอบ เขต 2 {n} คน; z = 2.58" in page


def test_the_board_lists_schools_in_thai_order(director: Client) -> None:
    assert _schools(_text(director, COLOURS)) == sorted(NAMES, key=sort_key)
    assert _schools(_text(director, f"{COLOURS}&sort=-name")) == sorted(
        NAMES, key=sort_key, reverse=True
    )


def test_the_board_sorts_by_percent_and_puts_the_unknown_last(supervisor: Client) -> None:
    rows = results_for(_file()).schools
    percents = {k: rows[school_code(k), "thai"].percent_below for k in range(12)}
    for sort, sign in (("thai", 1), ("-thai", -1)):
        shown = [
            NAMES.index(name) for name in _schools(_text(supervisor, f"{COLOURS}&sort={sort}"))
        ]
        assert shown[-1] == 11
        known = [percents[k] for k in shown[:-1]]
        assert known == sorted(known, key=lambda percent: sign * percent)


def test_a_school_without_a_score_has_no_data_and_no_colour(director: Client) -> None:
    page = _text(director, f"{COLOURS}&sort=-name")
    row = next(row for row in page.split("<tr>") if f">{NAMES[11]}<" in row)
    assert row.count("ไม่มีข้อมูล") == 9
    assert 'class="q' not in row


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("network=เครือข่าย 1", [0, 2, 4, 6, 8, 10]),
        ("district=อำเภอที่ 2", [1, 3, 5, 7, 9, 11]),
        ("size=small", [0, 1, 2, 3, 4, 5]),
        ("size=medium&network=เครือข่าย 2", [7, 9, 11]),
    ],
)
def test_filters_choose_schools(director: Client, chosen: str, expected: list[int]) -> None:
    page = _text(director, f"{COLOURS}&{chosen}")
    assert sorted(NAMES.index(name) for name in _schools(page)) == expected
    assert f"แสดง {len(expected)} จาก 12 โรงเรียน" in page


@pytest.mark.parametrize("subject", ["ALL", "thai"])
def test_the_colour_filter_is_of_the_subject_asked(supervisor: Client, subject: str) -> None:
    rows = results_for(_file()).schools
    for colour in ("blue", "green", "yellow", "orange", "red"):
        page = _text(supervisor, f"{COLOURS}&subject={subject}&colour={colour}")
        expected = {k for k in range(12) if rows[school_code(k), subject].colour == colour}
        assert {NAMES.index(name) for name in _schools(page)} == expected


@pytest.mark.parametrize("name", ["school-director", "teacher"])
def test_a_school_sees_itself_and_the_area(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    page = _text(client, COLOURS)
    assert _schools(page) == [NAMES[0]]
    assert "ทั้งเขต" in page
    shown = page + _text(client, OVERVIEW) + _text(client, "/") + _text(client, FIGURE)
    assert not [other for other in NAMES[1:] if f">{other}<" in shown]
    assert "อีก 11 โรงเรียน (เห็นเฉพาะที่รวมกัน)" in shown


def test_a_network_supervisor_sees_the_network(sign_in: SignIn) -> None:
    shown = _schools(_text(sign_in("network-supervisor"), COLOURS))
    assert sorted(map(NAMES.index, shown)) == [0, 2, 4, 6, 8, 10]


def test_a_clerk_sees_the_area_row_only(sign_in: SignIn) -> None:
    page = _text(sign_in("clerk"), COLOURS)
    assert _schools(page) == []
    assert "ทั้งเขต" in page
    assert "ไม่มีโรงเรียนที่ท่านเห็นรายชื่อได้" in page


def test_every_number_of_the_board_opens(supervisor: Client) -> None:
    page = _text(supervisor, f"{COLOURS}&network=เครือข่าย 1")
    links = set(re.findall(r'href="(/learning/figure/[^"]+)"', page))
    assert len(links) == 6 * 10 + 10 + 5  # five schools of fewer than ten
    for link in sorted(links)[::7]:
        assert supervisor.get(link.replace("&amp;", "&")).status_code == 200


def test_every_number_of_the_overview_opens(director: Client) -> None:
    links = set(re.findall(r'href="(/learning/figure/[^"]+)"', _text(director, OVERVIEW)))
    measures = {link.split("/")[-1].split("?")[0] for link in links}
    assert measures == {
        *("mean", "mean-of-schools", "scored", "lower-limit", "gap-to-target", "gain"),
        *("colour-count", "percent-below", "schools-on-target"),
    }
    for link in sorted(links)[::9]:
        assert director.get(link.replace("&amp;", "&")).status_code == 200


def test_a_figure_shows_its_computation_file_and_rows(director: Client) -> None:
    page = _text(director, FIGURE)
    file = _file()
    below = sum(
        row.n_below or 0 for (_, s), row in results_for(file).schools.items() if s == "thai"
    )
    assert f"{below} × 100 ÷ {results_for(file).limits['thai'].n}" in page
    assert f"{file.source_name} ฉบับที่ 1" in page
    assert file.sha256[:12] in page
    assert all(f">{name}<" in page for name in NAMES)
    assert "ขาดสอบ 13" in page


@pytest.mark.parametrize("name", ["director", "teacher", "anonymous"])
def test_the_demonstration_says_that_its_scores_are_invented(sign_in: SignIn, name: str) -> None:
    client, told = sign_in(name), "นักเรียนและคะแนนทั้งหมดสมมติขึ้น"
    pages = ("/",) if name == "anonymous" else ("/", OVERVIEW, COLOURS, FIGURE)
    assert not [page for page in pages if told in _text(client, page)]
    area = Unit.objects.get(kind=UnitKind.AREA)
    Unit.objects.filter(pk=area.pk).update(name=f"{area.name} (สาธิต)")
    assert [page for page in pages if told in _text(client, page)] == list(pages)


@pytest.mark.parametrize("few", [5, 100])
def test_schools_to_look_after_first_show_how_many_pupils(
    supervisor: Client, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    rows = results_for(_file()).schools
    present = [band for band in five_bands(2556) if band.key in _colours(rows)]
    monkeypatch.setattr("khet.web.learning.study.five_bands", lambda *asked: present)
    told = replace(terms(2556), small=few)
    monkeypatch.setattr("khet.web.learning.kept_back.terms", lambda *asked: told)
    page = _text(supervisor, "/learning/panels/schools")
    listed = [row for row in page.split("<tr>") if 'scope="row"' in row]
    assert listed
    for row in listed:
        code = school_code(next(k for k in range(12) if f">{NAMES[k]}<" in row))
        n = rows[code, "thai"].n
        assert f">{n} คน</a>" in row
        assert ("นักเรียนน้อย" in row) == (n < few)


def _colours(rows: Mapping[tuple[str, str], SchoolRow]) -> set[str | None]:
    return {row.colour for (_, subject), row in rows.items() if subject != "ALL"}
