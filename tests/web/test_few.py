"""What rests on few pupils is shown to the school and its supervisors, and to nobody else."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from khet.documents.result_letters import Letter
from khet.figures.measures.catalogue import MEASURES
from khet.figures.results import Results, SchoolRow
from khet.jobs.sitting_results import results_for
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import SEE_PUPILS, Scope
from khet.rules.rounding import half_up_decimal
from khet.web.learning.few import keeps
from tests.made_area import school_code, school_name
from tests.web.doors import DOORS

SignIn = Callable[..., Client]
SITTING = "year=2556&test=O-NET&grade=P6"
FEW, FEW_OF_N1, ENOUGH = school_code(1), school_code(2), school_code(5)
TOLD = "น้อยกว่า 5 คน"
OTHERS = ["director", "deputy", "planner", "auditor"]
PAGES = [
    f"/learning/colours?{SITTING}",
    f"/learning/colours?{SITTING}&scheme=both",
    f"/learning/colours?{SITTING}&scheme=four",
    f"/learning/colours.xlsx?{SITTING}",
    f"/learning/subjects/thai?{SITTING}",
    f"/learning/subjects/thai.xlsx?{SITTING}",
    f"/learning/schools/{FEW}?{SITTING}",
    f"/learning/networks/N2?{SITTING}",
    f"/learning/districts/D2?{SITTING}",
    f"/learning/compare?{SITTING}&units=school-{FEW}&measures=mean&measures=percent-below&subject=thai",
    f"/learning/compare.xlsx?{SITTING}&units=school-{FEW}&measures=mean&measures=rank&subject=thai",
    f"/learning/letters.xlsx?{SITTING}",
    f"/learning/panels/school?school={FEW}&year=2556",
    f"/learning/figure/mean?{SITTING}&subject=thai",
    f"/learning/figure/mean?{SITTING}&subject=thai&network=N2",
    f"/learning/figure/percent-below?{SITTING}&subject=thai",
]


def _rows(subject: str) -> dict[str, SchoolRow]:
    file = ScoreFile.objects.get(source_name="2556-O-NET-P6.csv")
    return results_for(file).by_subject[subject]


def _text(client: Client, address: str) -> str:
    """What an address shows: a page, or the cells of a workbook one a line."""
    response = client.get(address)
    assert response.status_code in (200, 403), address
    if "spreadsheet" not in response.headers["Content-Type"]:
        return response.content.decode()
    sheet = load_workbook(BytesIO(response.content)).active
    return "\n".join(f">{cell.value}<" for row in sheet.iter_rows() for cell in row)


def _row_of(page: str, name: str) -> str:
    return next(part for part in page.split("<tr") if f">{name}</a>" in part or f">{name}<" in part)


def _means(code: str) -> set[str]:
    """A school's means as pages write them, and as a workbook holds them."""
    known = [_rows(s)[code].mean or Decimal(0) for s in ("ALL", "thai")]
    shown = {f">{half_up_decimal(mean, 2)}<" for mean in known}
    return shown | {f">{float(mean):g}<" for mean in known}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("address", PAGES)
def test_no_page_of_many_schools_tells_the_few(sign_in: SignIn, name: str, address: str) -> None:
    page = _text(sign_in(name), address)
    for told in _means(FEW):
        assert told not in page
    if "letters" not in address:
        assert TOLD in page


@pytest.mark.parametrize("name", ["supervisor"])
@pytest.mark.parametrize("address", [a for a in PAGES if "mean" in a or "subjects" in a])
def test_a_supervisor_sees_them_there(sign_in: SignIn, name: str, address: str) -> None:
    page = _text(sign_in(name), address)
    assert TOLD not in page
    assert any(told in page for told in _means(FEW))


@pytest.mark.parametrize(
    ("name", "code", "sees"),
    [
        ("network-chair", FEW_OF_N1, False),
        ("network-supervisor", FEW_OF_N1, True),
        ("school-director", school_code(0), True),
        ("teacher", school_code(0), True),
        ("director", school_code(0), False),
        ("director", ENOUGH, True),
    ],
)
def test_the_school_and_its_supervisors_see_it(
    sign_in: SignIn, name: str, code: str, sees: bool
) -> None:
    client = sign_in(name)
    page = _text(client, f"/learning/schools/{code}?{SITTING}")
    assert (TOLD in page) != sees
    assert any(told in page for told in _means(code)) == sees
    figure = client.get(f"/learning/figure/mean?{SITTING}&subject=thai&school={code}")
    assert figure.status_code == (200 if sees else 403)
    assert ("น้อยกว่า 5 คน ผู้ที่เห็นได้คือ" in figure.content.decode()) != sees


def _about_a_school() -> list[str]:
    """Every address of the doors that names the first school, and every figure of a school."""
    own = school_code(0)
    doors = [door.replace(own, FEW) for door in DOORS if own in door and "/learning/" in door]
    figures = [
        f"/learning/figure/{code}?{SITTING}&subject={subject}&school={FEW}"
        for code, measure in MEASURES.items()
        if "school" in measure.grain
        for subject in ("ALL", "thai")
    ]
    return [*doors, *figures]


@pytest.mark.parametrize("address", _about_a_school())
def test_no_address_of_a_school_tells_the_director(director: Client, address: str) -> None:
    response = director.get(address)
    if response.headers["Content-Type"].startswith("text/html"):
        page = response.content.decode()
        row = _rows("thai")[FEW]
        assert not [told for told in _means(FEW) if told in page]
        assert f">{row.percent_below}</" not in page
    if "/figure" in address:
        assert response.status_code in (403, 404)


@pytest.mark.parametrize("way", ["", "-"])
def test_neither_order_nor_colour_tells_of_the_few(director: Client, way: str) -> None:
    page = _text(director, f"/learning/colours?{SITTING}&sort={way}thai")
    listed = re.findall(r'<th scope="row" lang="th"><a href="[^"]+">([^<]+)</a>', page)
    assert set(listed[-4:]) == {school_name(k) for k in (0, 1, 2, 11)}
    colours = {row.colour for row in _rows("thai").values() if row.colour}
    for colour in colours:
        chosen = _text(director, f"/learning/colours?{SITTING}&subject=thai&colour={colour}")
        assert not [k for k in range(3) if f">{school_name(k)}</a>" in chosen]


def test_colours_of_the_area_are_counted_whole(director: Client) -> None:
    rows = _rows("thai")
    few = [row for code, row in rows.items() if code in map(school_code, range(3))]
    colour = few[0].colour
    counted = sum(row.colour == colour for row in rows.values())
    page = _text(director, f"/learning/figure/colour-count?{SITTING}&subject=thai&colour={colour}")
    assert f'<span class="value">{counted}</span>' in page
    hidden = sum(row.colour == colour for row in few)
    assert f"อีก {hidden} โรงเรียน (เห็นเฉพาะที่รวมกัน)" in page
    assert not [k for k in range(3) if school_name(k) in page]


@pytest.mark.parametrize("place", ["networks/N2", "districts/D2"])
def test_a_place_of_few_pupils_is_kept_back_alike(
    director: Client, sign_in: SignIn, place: str
) -> None:
    """One school of three pupils is all that the place has in M3."""
    kind, code = place.split("/")
    m3 = "year=2556&test=O-NET&grade=M3"
    for address in (
        f"/learning/{place}?{m3}",
        f"/learning/figure/mean?{m3}&subject=thai&{kind[:-1]}={code}",
    ):
        refused = director.get(address)
        assert refused.status_code == 403
        assert "น้อยกว่า 5 คน" in refused.content.decode()
        assert sign_in("supervisor").get(address).status_code == 200
    overview = _text(director, f"/learning/overview?{m3}")
    assert f"/learning/{place}?" not in overview
    assert f"/learning/{kind}/{code[0]}1?" in overview


@pytest.mark.parametrize("place", ["networks/N2", "districts/D2"])
def test_a_place_names_its_schools_of_few_without_values(director: Client, place: str) -> None:
    row = _row_of(_text(director, f"/learning/{place}?{SITTING}"), school_name(1))
    assert TOLD in row
    assert 'class="q ' not in row
    assert "/learning/figure/" not in row


def test_the_letter_on_paper_is_the_schools_own_and_complete(
    director: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Letter] = []
    monkeypatch.setattr(
        "khet.web.learning.letters.views.letters_pdf", lambda ls, sent: told.extend(ls) or b""
    )
    director.get(f"/learning/letters.pdf?{SITTING}&school={FEW}")
    assert [line.mean for line in told[0].lines if line.name == "ภาษาไทย"] == [
        _rows("thai")[FEW].mean
    ]


def test_all_subjects_together_dont_tell_of_the_one_that_few_sat() -> None:
    row = SchoolRow(8, 8, 8, Decimal(1), 0, Decimal(0), 1, "blue", 0, 0, 0)
    rows = {("S", "thai"): row, ("S", "english"): replace(row, n=4), ("S", "ALL"): row}
    results, nobody = Results("", {}, rows), Scope((), {})
    assert not keeps(nobody, results, "thai", ["S"], 5)
    assert keeps(nobody, results, "english", ["S"], 5)
    assert keeps(nobody, results, "ALL", ["S"], 5)
    assert not keeps(nobody, results, "ALL", ["S"], 4)
    assert not keeps(Scope((), {SEE_PUPILS: frozenset({"S"})}), results, "ALL", ["S"], 5)
    assert keeps(Scope((), {SEE_PUPILS: frozenset({"T"})}), results, "ALL", ["S"], 5)
