"""Schools above others' mean for years running: who they are, since when, and by which source."""

import io
import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from openpyxl import load_workbook

from khet.jobs.sitting_results import results_for
from khet.records.learning.models import Published, ScoreFile, Sitting
from khet.rules.rounding import half_up_decimal
from tests.made_area import school_code, school_name

SignIn = Callable[..., Client]
PAGE = "/learning/success?year=2556&test=O-NET&grade=P6"
SOURCE = "รายงานสมมติ หน้า 4"
Told = Callable[..., None]


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode()).split("<main")[1].split("</main>")[0]


def _rows(page: str) -> dict[str, list[str]]:
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    found = {}
    for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL):
        head, *cells = re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        plain = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]
        found[re.sub(r"<[^>]+>", "", head)] = plain
    return found


def _tell(year: int, value: str, subject: str = "ALL", what: str = "national-mean") -> None:
    sitting = Sitting.objects.get(academic_year=year, test="O-NET", grade="P6")
    more = {"source": f"{SOURCE} {year}", "told_by": "ผู้ทดสอบ"}
    Published.objects.create(
        sitting=sitting, what=what, subject=subject, value=Decimal(value), **more
    )


def _means(year: int, subject: str) -> dict[str, Decimal]:
    asked = {"sitting__academic_year": year, "sitting__grade": "P6", "sitting__test": "O-NET"}
    file = ScoreFile.objects.select_related("sitting__area").get(**asked, current=True)
    rows = results_for(file).of_subject(subject).items()
    return {c: half_up_decimal(row.mean, 2) for c, row in rows if row.mean is not None}


def _runs(subject: str, others: dict[int, str]) -> dict[str, int]:
    """Each school's years running, counted slowly."""
    runs = {}
    for k in range(12):
        run = 0
        for year in (2556, 2555):
            mean = _means(year, subject).get(school_code(k))
            if year not in others or mean is None or mean <= Decimal(others[year]):
                break
            run += 1
        if run:
            runs[school_name(k)] = run
    return runs


@pytest.mark.parametrize("others", [{2556: "52", 2555: "56"}, {2556: "50"}])
def test_schools_are_those_that_a_slow_count_finds(
    director: Client, others: dict[int, str]
) -> None:
    for year, value in others.items():
        _tell(year, value, "thai")
    page = _page(director, f"{PAGE}&subject=thai")
    rows = _rows(page)
    rows.pop("ทั้งเขต")
    expected = _runs("thai", others)
    assert expected
    assert {name: int(cells[1]) for name, cells in rows.items()} == expected
    assert list(map(int, (c[1] for c in rows.values()))) == sorted(expected.values(), reverse=True)
    two = _rows(_page(director, f"{PAGE}&subject=thai&least=2"))
    assert {n for n in two if n != "ทั้งเขต"} == {n for n, run in expected.items() if run > 1}
    for year in others:
        assert f"{SOURCE} {year}" in page
    assert ("ไม่มีค่าเฉลี่ยระดับประเทศของปี 2555" in page) == (2555 not in others)


def test_every_mean_opens_and_its_difference_follows(director: Client) -> None:
    _tell(2556, "30.00")
    page = _page(director, PAGE)
    found = re.findall(
        r'<a href="(/learning/figure/mean[^"]+2556[^"]*)">([\d.]+)</a> <small[^>]*>\+([\d.]+)', page
    )
    assert len(found) > 5
    for link, mean, above in found:
        shown = re.search(
            r'<span class="value">([^<]+)</span>', director.get(link).content.decode()
        )
        assert shown
        assert shown[1] == mean
        assert Decimal(mean) - 30 == Decimal(above)


def test_without_a_published_mean_of_the_year_nothing_is_told(sign_in: SignIn) -> None:
    _tell(2555, "1.00")
    page = _page(sign_in("supervisor"), PAGE)
    assert "<tbody>" not in page
    assert "ยังไม่มีค่าเฉลี่ยระดับประเทศของรวมทุกวิชา ปีการศึกษา 2556" in page
    assert "/learning/published?" in page
    assert "/learning/published?" not in _page(sign_in("school-director"), PAGE)


def test_whose_mean_is_chosen(director: Client) -> None:
    _tell(2556, "1.00")
    _tell(2556, "99.00", what="province-mean")
    assert len(_rows(_page(director, PAGE))) > 5
    province = _page(director, f"{PAGE}&reference=province-mean")
    assert list(_rows(province)) == ["ทั้งเขต"]
    assert "สูงกว่าค่าเฉลี่ยจังหวัด" in province


def test_an_untouched_form_says_what_is_shown(director: Client) -> None:
    form = _page(director, PAGE).split("</form>")[0]
    for name, first in (("reference", "national-mean"), ("sort", "-years"), ("least", "1")):
        chosen = re.search(rf'<select name="{name}".*?<option value="([^"]*)"', form, re.DOTALL)
        assert chosen
        assert chosen[1] == first


def test_a_school_sees_itself_and_the_area(sign_in: SignIn) -> None:
    _tell(2556, "1.00")
    rows = _rows(_page(sign_in("school-director"), PAGE))
    assert list(rows) == [school_name(0), "ทั้งเขต"]
    assert list(_rows(_page(sign_in("clerk"), PAGE))) == ["ทั้งเขต"]


@pytest.mark.parametrize("wrong", ["reference=limit", "least=0", "subject=music", "sort=sd"])
def test_what_cannot_be_chosen_is_not_found(director: Client, wrong: str) -> None:
    assert director.get(f"{PAGE}&{wrong}").status_code == 404


def test_the_sheet_has_the_same_rows_and_the_sources(director: Client) -> None:
    _tell(2556, "45.50")
    response = director.get(f"{PAGE.replace('success', 'success.xlsx')}&least=1")
    sheet = load_workbook(io.BytesIO(response.content)).active
    lines = [
        [cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)
    ]
    names = {line[1] for line in lines if line and str(line[0]).startswith("9302")}
    rows = _rows(_page(director, PAGE))
    assert names == set(rows) - {"ทั้งเขต"}
    assert any(f"{SOURCE} 2556" in str(line[0]) for line in lines if line)
