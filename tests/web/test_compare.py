"""Anything can be compared with anything: what was chosen is the address."""

import io
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from html import unescape

import pytest
from django.test import Client
from openpyxl import load_workbook

from khet.figures.pupil_scores import scores_of_school
from khet.jobs.sitting_results import results_for, score_path
from khet.records.learning.models import Published, ScoreFile, Sitting
from tests.cast import ANONYMOUS, NAMES
from tests.made_area import school_code, school_name
from tests.web.doors.who import OF_NETWORK, SEES_EVERY_SCHOOL, SEES_SCHOOLS, WITH_ROLE

SignIn = Callable[..., Client]
TEST = "test=O-NET&grade=P6"
COMPARE = f"/learning/compare?{TEST}"
OWN, OTHER = school_code(0), school_code(3)
CENT = Decimal("0.01")


def _page(client: Client, address: str) -> str:
    response = client.get(unescape(address))
    assert response.status_code == 200
    return unescape(response.content.decode())


def _table(page: str) -> dict[str, list[str]]:
    """Each unit with its cells as they read; of several tables one after the other."""
    found: dict[str, list[str]] = {}
    for row in re.findall(r'<tr><th scope="row">(.*?)</tr>', page, re.DOTALL):
        cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.split(r"<td[^>]*>", row)]
        found.setdefault(cells[0].partition(" ")[2], []).extend(cells[1:])
    return found


def _notes(page: str) -> list[str]:
    items = re.findall(r'<li id="note-\d+">(.*?)</li>', page)
    return [re.sub(r"<[^>]+>", "", item) for item in items]


def _file(year: int) -> ScoreFile:
    asked = {"sitting__academic_year": year, "sitting__grade": "P6", "sitting__test": "O-NET"}
    return ScoreFile.objects.select_related("sitting__area").get(**asked, current=True)


def _scores(year: int, numbers: range | list[int], subject: str = "thai") -> list[Decimal]:
    path = score_path(_file(year))
    rows = [row for k in numbers for row in scores_of_school(path, school_code(k), subject)]
    return [row.score for row in rows if row.score is not None]


def _mean(scores: list[Decimal]) -> str:
    return str((sum(scores) / len(scores)).quantize(CENT, ROUND_HALF_UP))


def test_means_are_the_slow_sums_over_the_pupils(director: Client) -> None:
    units = f"units=area&units=network-N1&units=district-D2&units=school-{OTHER}&units=size-small"
    table = _table(_page(director, f"{COMPARE}&subject=thai&years=2555&years=2556&{units}"))
    small, half = range(6), range(0, 12, 2)
    assert table["ทั้งเขต"] == [_mean(_scores(y, range(12))) for y in (2555, 2556)]
    assert table["เครือข่าย 1"] == [_mean(_scores(y, half)) for y in (2555, 2556)]
    assert table["อำเภอที่ 2"] == [_mean(_scores(y, range(1, 12, 2))) for y in (2555, 2556)]
    assert table[school_name(3)] == [_mean(_scores(y, [3])) for y in (2555, 2556)]
    assert table["ขนาดเล็ก"] == ["ไม่มีข้อมูล (1)", _mean(_scores(2556, small))]


def test_other_measures_are_what_their_figures_say(director: Client) -> None:
    measures = "measures=percent-below&measures=rank&measures=gain&measures=scored"
    asked = f"{COMPARE}&subject=thai&years=2556&units=school-{OTHER}&units=area&{measures}"
    page = _page(director, asked)
    row = results_for(_file(2556)).schools[OTHER, "thai"]
    gain = Decimal(_mean(_scores(2556, [3]))) - Decimal(_mean(_scores(2555, [3])))
    told = f"{gain:+}".replace("-", "\u2212")
    assert _table(page)[school_name(3)] == [str(row.percent_below), str(row.rank), told, str(row.n)]
    assert _table(page)["ทั้งเขต"][1] == "ไม่มีข้อมูล (1)"
    assert _notes(page) == ["ตัวชี้วัดนี้ไม่มีของหน่วยประเภทนี้"]
    links = re.findall(r'<a href="(/learning/figure/[^"]+)"', page)
    assert len(links) == 7
    for link in links:
        assert director.get(link).status_code == 200


@pytest.mark.parametrize("subject", ["ALL", "thai"])
def test_every_value_equals_the_figure_that_it_opens(director: Client, subject: str) -> None:
    units = "&".join(
        f"units={unit}" for unit in ("area", "network-N2", "size-medium", f"school-{OTHER}")
    )
    codes = ("mean", "mean-of-schools", "gap-to-target", "gain", "percent-below", "sd", "highest")
    for measures in (codes[:4], codes[4:], ("lowest", "rank", "lower-limit", "to-next-colour")):
        asked = "".join(f"&measures={code}" for code in measures)
        page = _page(director, f"{COMPARE}&subject={subject}&years=2556&{units}{asked}")
        cells = re.findall(r'<td[^>]*><a href="(/learning/figure/[^"]+)">([^<]+)</a>', page)
        assert len(cells) >= (4 if subject == "thai" else 1) or measures[0] == "lowest"
        for link, value in cells:
            figure = _page(director, link)
            shown = re.search(r'<span class="value">([^<]+)</span>', figure)
            assert shown
            assert shown[1] == value


def test_the_default_is_the_area_and_the_mean_of_the_newest_years(director: Client) -> None:
    page = _page(director, "/learning/compare")
    assert list(_table(page)) == ["ทั้งเขต"]
    assert [f'data-label="{year}"' in page for year in (2555, 2556)] == [True, True]
    assert "คะแนนเฉลี่ย (รายคน)</" in page
    early = _page(director, f"{COMPARE}&year=2555")
    assert 'data-label="2556"' not in early


def test_the_address_shows_the_same_again(director: Client) -> None:
    asked = f"{COMPARE}&subject=thai&years=2556&units=network-N1&units=school-{OTHER}&measures=rank"
    page = _page(director, asked)
    link = re.search(r'<a href="([^"]+)">ลิงก์ของการเปรียบเทียบนี้', page)
    assert link
    assert _table(_page(director, link[1])) == _table(page)
    default = _page(director, "/learning/compare")
    link = re.search(r'<a href="([^"]+)">ลิงก์ของการเปรียบเทียบนี้', default)
    assert link
    parts = (TEST, "years=2555&years=2556", "units=area", "measures=mean", "subject=ALL")
    assert [part in link[1] for part in parts] == [True] * 5


def test_each_choice_is_drawn_for_itself(director: Client) -> None:
    """The part is kept under every value that was given, in its order."""
    first = _table(_page(director, f"{COMPARE}&units=area&units=network-N1"))
    second = _table(_page(director, f"{COMPARE}&units=network-N2&units=network-N1"))
    third = _table(_page(director, f"{COMPARE}&units=network-N1&units=network-N2"))
    assert [list(rows) for rows in (first, second, third)] == [
        ["ทั้งเขต", "เครือข่าย 1"],
        ["เครือข่าย 2", "เครือข่าย 1"],
        ["เครือข่าย 1", "เครือข่าย 2"],
    ]
    years = _table(_page(director, f"{COMPARE}&years=2555&years=2556&units=area"))
    assert [len(years["ทั้งเขต"]), len(first["ทั้งเขต"])] == [2, 2]
    assert len(_table(_page(director, f"{COMPARE}&years=2555&units=area"))["ทั้งเขต"]) == 1


def test_a_unit_can_be_taken_out(director: Client) -> None:
    page = _page(director, f"{COMPARE}&units=area&units=network-N1")
    link = re.search(r'href="([^"]+)" aria-label="เอา ทั้งเขต ออก"', page)
    assert link
    assert list(_table(_page(director, link[1]))) == ["เครือข่าย 1"]


@pytest.mark.parametrize(
    "typed", [f"{OTHER} {school_name(3)}", OTHER, school_name(3), f"ร.ร.{school_name(3)}"]
)
def test_a_school_is_added_by_what_was_typed(director: Client, typed: str) -> None:
    asked = {"test": "O-NET", "grade": "P6", "units": ["area"], "years": ["2556"], "add": typed}
    response = director.get("/learning/compare", asked)
    assert response.status_code == 302
    address = response.headers["Location"]
    assert "add=" not in address
    assert list(_table(_page(director, address))) == ["ทั้งเขต", school_name(3)]


def test_a_school_that_is_not_there_or_not_the_only_one(director: Client) -> None:
    response = director.get(f"{COMPARE}&units=area&add=บ้าน")
    page = unescape(response.content.decode())
    assert (response.status_code, "มีหลายโรงเรียน" in page) == (404, True)
    links = re.findall(r'<li><a href="(/learning/compare[^"]+)">([^<]+)</a>', page)
    assert list(_table(_page(director, links[0][0]))) == ["ทั้งเขต", links[0][1].split(" (")[0]]
    response = director.get(f"{COMPARE}&add=zzzz")
    assert response.status_code == 404
    assert "ไม่พบโรงเรียน “zzzz”" in response.content.decode()


@pytest.mark.parametrize(
    ("wrong", "told", "better"),
    [
        ("units=area&units=network-N9", "ไม่มีหน่วย “network-N9”", "units=network-N1"),
        ("units=school-93020599", "ไม่มีหน่วย", "units=school-9302050"),
        (f"units={school_name(3)}", "ไม่มีหน่วย", f"units=school-{OTHER}"),
        ("years=2500&units=area", "ไม่มีผลสอบของปีการศึกษา “2500”", "years=2555"),
        ("years=abc", "ไม่มีผลสอบของปีการศึกษา “abc”", "years="),
        ("measures=meen", "ไม่มีตัวชี้วัด “meen”", "measures=mean"),
        ("measures=colour-count", "ไม่มีตัวชี้วัด", "measures="),
        ("subject=thaii", "ไม่มีวิชา “thaii”", "subject=thai"),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest(
    director: Client, wrong: str, told: str, better: str
) -> None:
    for page in ("/learning/compare", "/learning/compare.xlsx"):
        response = director.get(f"{page}?{TEST}&{wrong}")
        assert response.status_code == 404
        assert told in unescape(response.content.decode())
    text = response.content.decode()
    links = re.findall(r'<li><a href="(/learning/compare\?[^"]+)"', text)
    assert any(better in unescape(link) for link in links)
    assert [director.get(unescape(link)).status_code for link in links] == [200] * len(links)


def test_the_rest_of_the_address_stays_in_the_nearest(director: Client) -> None:
    response = director.get(f"{COMPARE}&units=area&units=network-N9&measures=rank&years=2556")
    link = re.search(r'<li><a href="(/learning/compare\?[^"]+N1[^"]*)"', response.content.decode())
    assert link
    assert {"units=area", "measures=rank", "years=2556"} <= set(unescape(link[1]).split("&"))


def test_thai_digits_and_repeated_values(director: Client) -> None:
    asked = f"{COMPARE}&years=๒๕๕๖&years=2556&units=area&units=area&measures=mean&measures=mean"
    page = _page(director, asked)
    assert len(_table(page)["ทั้งเขต"]) == 1
    assert 'คะแนนเฉลี่ย (รายคน) 2556"' in page


def test_more_than_fits_is_said_and_the_first_are_kept(director: Client) -> None:
    units = "".join(f"&units=school-{school_code(k)}" for k in range(12))
    measures = "".join(
        f"&measures={m}" for m in ("mean", "sd", "highest", "lowest", "rank", "scored")
    )
    page = _page(director, f"{COMPARE}&subject=thai&years=2556{units}&units=area{measures}")
    assert "ไม่เกิน 12 หน่วย" in page
    assert "ไม่เกิน 4 ตัวชี้วัด" in page
    assert list(_table(page)) == [school_name(k) for k in range(12)]
    assert {len(cells) for cells in _table(page).values()} == {4}
    assert "ไม่เกิน" not in _page(director, f"{COMPARE}&units=area")


def test_what_is_not_known_has_its_reason_and_is_never_0(director: Client) -> None:
    absent = school_code(11)
    units = f"units=school-{absent}&units=school-{school_code(5)}&units=district-D2"
    asked = f"/learning/compare?test=O-NET&grade=M3&years=2555&years=2556&{units}&measures=scored"
    page = _page(director, asked)
    assert _table(page)[school_name(5)] == ["ไม่มีข้อมูล (1)", "ไม่มีข้อมูล (2)"]
    assert _notes(page)[:2] == [
        "ไม่มีผลของการสอบนี้ในปีนั้น",
        "ไม่มีนักเรียนของโรงเรียนนี้ในผลสอบ เช่น ไม่เปิดสอนชั้นนี้",
    ]
    page = _page(director, f"{COMPARE}&years=2556&subject=thai&units=school-{absent}")
    assert _table(page)[school_name(11)] == ["ไม่มีข้อมูล (1)"]
    assert _notes(page) == ["ไม่มีนักเรียนที่มีคะแนนในวิชานี้"]
    limit = _page(director, f"{COMPARE}&years=2556&measures=lower-limit")
    assert _notes(limit) == ["ขีดจำกัดล่างมีเป็นรายวิชา"]


def test_published_means_stand_beside_with_their_source(director: Client) -> None:
    sitting = Sitting.objects.get(academic_year=2555, test="O-NET", grade="P6")
    nation = {"sitting": sitting, "what": "national-mean", "subject": "thai", "told_by": "ผู้ทดสอบ"}
    Published.objects.create(**nation, value=Decimal("47.5"), source="รายงาน ก หน้า 2")
    units = "units=area&units=nation&units=obec"
    asked = f"{COMPARE}&subject=thai&years=2555&years=2556&measures=mean&measures=sd&{units}"
    page = _page(director, asked)
    assert _table(page)["ทั้งประเทศ (ค่าที่เผยแพร่)"] == [
        *("47.50 (1)", "ไม่มีข้อมูล (2)"),
        *("ไม่มีข้อมูล (3)", "ไม่มีข้อมูล (3)"),
    ]
    assert _notes(page) == [
        "ค่าที่เผยแพร่ ที่มา: รายงาน ก หน้า 2",
        "ยังไม่มีค่าที่เผยแพร่ของปีและวิชานี้",
        "ของหน่วยนี้รู้เพียงคะแนนเฉลี่ยที่เผยแพร่",
    ]
    assert 'value="nation"' in page
    arts = _page(director, f"{COMPARE}&subject=arts&years=2555&units=obec")
    assert _table(arts)["สังกัด สพฐ. (ค่าที่เผยแพร่)"] == ["52.27 (1)"]


def test_a_published_mean_needs_no_file_of_the_area(director: Client) -> None:
    area = Sitting.objects.get(academic_year=2555, test="O-NET", grade="P6").area
    early = Sitting.objects.create(area=area, academic_year=2551, test="O-NET", grade="P6")
    told = {"what": "province-mean", "subject": "thai", "told_by": "ผู้ทดสอบ", "source": "รายงานสมมติ"}
    Published.objects.create(sitting=early, value=Decimal("44.1"), **told)
    plain = _page(director, COMPARE)
    assert 'name="years" value="2551"' in plain
    assert 'value="province"' not in plain
    page = _page(
        director, f"{COMPARE}&subject=thai&years=2551&years=2556&units=area&units=province"
    )
    assert _table(page)["จังหวัด (ค่าที่เผยแพร่)"] == ["44.10 (2)", "ไม่มีข้อมูล (3)"]
    assert _table(page)["ทั้งเขต"][0] == "ไม่มีข้อมูล (1)"
    assert _notes(page)[0] == "ไม่มีผลของการสอบนี้ในปีนั้น"
    assert 'name="units" value="province" checked' in page
    other = _page(director, "/learning/compare?test=O-NET&grade=M3")
    assert 'name="years" value="2551"' not in other


def test_colours_of_years_and_rounds_come_with_their_warning(director: Client) -> None:
    warned = "ขีดจำกัดล่างคำนวณใหม่จากนักเรียนของเขตทุกปี"
    assert warned in _page(director, f"{COMPARE}&measures=percent-below")
    assert warned not in _page(director, f"{COMPARE}&measures=percent-below&years=2556")
    assert warned not in _page(director, COMPARE)
    rounds = _page(director, "/learning/compare?test=Pre O-NET&grade=P6&round=1")
    assert "จึงไม่ใช่พัฒนาการโดยตรง" in rounds


def test_the_tabs_keep_the_choice(director: Client) -> None:
    page = _page(director, f"{COMPARE}&units=network-N1&measures=rank&years=2556")
    tab = re.search(r'<a href="([^"]+)">NT</a>', page)
    assert tab
    assert tab[1].endswith("&years=2556&measures=rank&units=network-N1")
    assert list(_table(_page(director, tab[1]))) == ["เครือข่าย 1"]


@pytest.mark.parametrize("name", NAMES)
def test_who_compares_what(sign_in: SignIn, name: str) -> None:
    refused = 302 if name == ANONYMOUS else 403
    for units, may in (
        ("units=area&units=nation", WITH_ROLE),
        (f"units=area&units=school-{OWN}", SEES_SCHOOLS),
        (f"units=school-{OTHER}", SEES_EVERY_SCHOOL),
        ("units=network-N2", WITH_ROLE),
        ("units=district-D2", WITH_ROLE),
        ("units=size-small", WITH_ROLE),
        ("units=network-N1&grade=M3", SEES_EVERY_SCHOOL | OF_NETWORK),
        ("units=network-N2&grade=M3", SEES_EVERY_SCHOOL),
    ):
        response = sign_in(name).get(f"{COMPARE}&years=2556&{units}")
        assert response.status_code == (200 if name in may else refused)
        export = sign_in(name).get(f"/learning/compare.xlsx?{TEST}&years=2556&{units}")
        assert export.status_code == (200 if name in may & SEES_SCHOOLS else refused)


@pytest.mark.parametrize("name", ["school-director", "teacher"])
def test_a_school_compares_itself_with_the_area_and_names_no_other(
    sign_in: SignIn, name: str
) -> None:
    client = sign_in(name)
    page = _page(client, "/learning/compare")
    assert list(_table(page)) == [school_name(0), "ทั้งเขต"]
    assert _table(page)[school_name(0)][1] == _table(page)[school_name(0)][-1]
    pages = [page, client.get(f"{COMPARE}&add={school_name(3)}").content.decode()]
    pages.append(client.get(f"{COMPARE}&units=x").content.decode())
    for k in range(1, 12):
        assert not any(school_name(k) in text.replace(f"“{school_name(3)}", "") for text in pages)
        assert not any(school_code(k) in text for text in pages)
    assert "เครือข่าย 2" in page
    for code in (OTHER, "93020599"):
        assert client.get(f"{COMPARE}&units=school-{code}").status_code == 403


def test_a_chair_chooses_schools_from_the_own_network(sign_in: SignIn) -> None:
    page = _page(sign_in("network-chair"), "/learning/compare")
    assert list(_table(page)) == ["ทั้งเขต"]
    assert ['value="network-N1"' in page, 'value="network-N2"' in page] == [True, True]
    secondary = _page(sign_in("network-chair"), "/learning/compare?test=O-NET&grade=M3&year=2556")
    assert ['value="network-N1"' in secondary, 'value="network-N2"' in secondary] == [True, False]
    assert [f'value="{school_code(k)} ' in page for k in (2, 3)] == [True, False]


def test_schools_compare_only_what_is_announced(sign_in: SignIn) -> None:
    ScoreFile.objects.filter(pk=_file(2555).pk).update(state=ScoreFile.State.CHECKED)
    assert 'data-label="2555"' not in _page(sign_in("school-director"), COMPARE)
    page = _page(sign_in("supervisor"), COMPARE)
    assert "โรงเรียนยังไม่เห็นผลฉบับนี้: O-NET ป.6 ปีการศึกษา 2555" in page


def test_the_sheet_is_the_table(director: Client) -> None:
    asked = (
        f"{TEST}&subject=thai&years=2555&years=2556&units=area&units=size-small"
        f"&units=school-{OTHER}&measures=mean&measures=percent-below"
    )
    page = _page(director, f"/learning/compare?{asked}")
    link = re.search(r'href="(/learning/compare.xlsx[^"]+)"', page)
    assert link
    response = director.get(link[1])
    assert response.headers["Content-Disposition"].endswith('"compare-O-NET-P6.xlsx"')
    sheet = load_workbook(io.BytesIO(response.content)).active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    told = [str(line[0]) for line in lines]
    head = next(k for k, line in enumerate(lines) if line[1] == "หน่วย")
    assert told[:5] == [
        "เปรียบเทียบผลสัมฤทธิ์",
        "O-NET ป.6 สพป.ทดสอบ เขต 2",
        "วิชา: ภาษาไทย",
        "ตัวชี้วัด: คะแนนเฉลี่ย (รายคน) (คะแนน) · ร้อยละของนักเรียนที่ไม่ผ่านขีดจำกัดล่าง (ร้อยละ)",
        "ปีการศึกษา: 2555, 2556",
    ]
    assert all("ข้อมูล ณ" in line and ".csv ฉบับที่ 1" in line for line in told[5 : head - 1])
    assert lines[head][2] == "คะแนนเฉลี่ย (รายคน) 2555"
    shown = [cell for cells in _table(page).values() for cell in cells]
    values = [value for line in lines[head + 1 : head + 4] for value in line[2:]]
    assert len(shown) == len(values) == 12
    for text, value in zip(shown, values, strict=True):
        assert value is None if text.startswith("ไม่มี") else f"{value:.2f}" == text
    assert any(t.startswith("ปีนั้นไม่มีโรงเรียนในหน่วยนี้: ขนาดเล็ก") for t in told[head:])
    assert any("คำนวณใหม่จากนักเรียนของเขตทุกปี" in t for t in told[head:])


def test_an_english_page_speaks_english(director: Client) -> None:
    director.post("/language", {"language": "en", "next": "/"})
    page = _page(director, f"{COMPARE}&years=2556&units=size-small&units=school-{OTHER}")
    assert "Results compared: O-NET P6" in page
    assert _table(page)["Small"]
    assert "Add a school" in page
