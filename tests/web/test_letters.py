"""Letters of results: what they say, of announced results only, and who prints whose."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.records.learning.actions import withdraw_results
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import Event, RoleHeld, Unit
from tests.made_area import school_code, school_name
from tests.papers import pages, text_of, typeset_data
from tests.web.conftest import SCHOOLS

SITTING = "test=O-NET&grade=P6&year=2556"
PAGE, PDF, XLSX = (f"/learning/letters{ending}?{SITTING}" for ending in ("", ".pdf", ".xlsx"))
OWN, OTHER = school_code(0), school_code(3)
SignIn = Callable[[str], Client]


@pytest.fixture
def told() -> Iterator[list[dict[str, Any]]]:
    """The data that papers were made from."""
    with typeset_data() as given:
        yield given


def _letter(client: Client, told: list[dict[str, Any]], query: str = "") -> str:
    assert client.get(f"{PDF}&school={OTHER}{query}").status_code == 200
    return text_of(told[-1])


def test_every_school_with_a_score_gets_one_in_thai_order(
    director: Client, told: list[dict[str, Any]]
) -> None:
    response = director.get(PDF)
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]
    assert pages(response.content) == SCHOOLS - 1
    to = [text_of(letter["to"]) for letter in told[-1]["letters"]]
    without = school_name(SCHOOLS - 1)
    schools = Unit.objects.filter(kind="school").exclude(name=without).order_by("sort_key")
    assert to == [f"ผู้อำนวยการโรงเรียน{school.name}" for school in schools]
    assert without not in text_of(told[-1]["letters"])
    assert director.get(PDF).content == response.content


def test_the_page_lists_them_and_says_who_gets_none(director: Client) -> None:
    page = director.get(PAGE).content.decode()
    assert page.count("&amp;school=9302") == SCHOOLS - 1
    assert f'<span lang="th">{school_name(SCHOOLS - 1)}</span>' in page


def test_a_letter_tells_the_figures_of_the_profile(
    director: Client, told: list[dict[str, Any]]
) -> None:
    said = _letter(director, told, "&digits=arabic&day=25 มี.ค. 2557")
    profile = director.get(f"/learning/schools/{OTHER}?{SITTING}").content.decode()
    letter = told[-1]["letters"][0]
    assert len(letter["rows"]) == 9
    for row in letter["rows"]:
        _n, mean, area, gap, change, percent = row["numbers"]
        for shown in (mean, area, gap, change, percent, row["word"]):
            assert shown in profile
    asked = [text_of(r["name"]) for r in letter["rows"][:-1] if r["key"] in ("orange", "red")]
    assert asked
    assert [name for name in asked if f"{name} (สี" not in said] == []
    assert "ภายในวันที่ 9 เมษายน 2557" in said


@pytest.mark.parametrize("day", ["25 มี.ค. 2557", "๒๕/๓/๒๕๕๗", "2014-03-25"])
def test_days_are_taken_in_any_form(director: Client, told: list[dict[str, Any]], day: str) -> None:
    said = _letter(director, told, f"&day={quote(day)}&by={quote('๑ พ.ค. ๒๕๕๗')}")
    assert "๒๕ มีนาคม ๒๕๕๗" in said
    assert "๑ พฤษภาคม ๒๕๕๗" in said


@pytest.mark.parametrize("wrong", ["&day=วันก่อน", "&by=32/1/2557", "&day=2/4/2557&by=1/4/2557"])
def test_a_wrong_day_is_told(director: Client, wrong: str) -> None:
    page = director.get(PAGE + wrong).content.decode()
    assert 'role="alert"' in page
    response = director.get(PDF + wrong)
    assert response.status_code == 404
    assert "วันที่" in response.content.decode()


def test_digits_are_thai_unless_asked_otherwise(
    director: Client, told: list[dict[str, Any]]
) -> None:
    assert "ปีการศึกษา ๒๕๕๖" in _letter(director, told)
    assert "ปีการศึกษา 2556" in _letter(director, told, "&digits=arabic")
    assert director.get(f"{PDF}&digits=roman").status_code == 404


def test_a_small_school_is_told_so(director: Client, told: list[dict[str, Any]]) -> None:
    director.get(f"{PDF}&school={OWN}&digits=arabic")
    assert "เพียง 2 คน" in text_of(told[-1])
    director.get(f"{PDF}&school={school_code(10)}&digits=arabic")
    assert "ซึ่งเป็นจำนวนน้อย" not in text_of(told[-1])


def test_who_signs_is_who_holds_the_post(director: Client, told: list[dict[str, Any]]) -> None:
    assert "(ผู้ทดสอบ)" in f"({_letter(director, told) and told[-1]['signer']})"
    RoleHeld.objects.filter(role="director").update(acting=True)
    assert "รักษาราชการแทน" in _letter(director, told)
    RoleHeld.objects.filter(user__username="director").update(role="deputy")
    _letter(director, told)
    assert told[-1]["signer"].strip("…") == ""
    assert text_of(told[-1]["post"]).startswith("ผู้อำนวยการสำนักงานเขตพื้นที่")


def _withdraw(year: int) -> None:
    file = ScoreFile.objects.get(
        sitting__academic_year=year, sitting__test="O-NET", sitting__grade="P6"
    )
    withdraw_results(by="ทดสอบ", file=file, reason="ตรวจอีกครั้ง")


def test_what_is_not_announced_is_in_no_letter(
    director: Client, told: list[dict[str, Any]]
) -> None:
    _withdraw(2556)
    page = director.get(PAGE).content.decode()
    assert "ยังออกหนังสือแจ้งผลไม่ได้" in page
    assert "ประกาศผลก่อน" in page
    assert "letters.pdf" not in page
    for address in (PDF, XLSX, f"{PDF}&school={OTHER}"):
        response = director.get(address)
        assert response.status_code == 404
        assert "ประกาศผลก่อน" in response.content.decode()
    assert told == []


def test_nor_is_a_change_from_a_year_that_is_not_announced(
    director: Client, told: list[dict[str, Any]]
) -> None:
    _letter(director, told)
    assert told[-1]["letters"][0]["rows"][0]["numbers"][4] != "–"
    _withdraw(2555)
    _letter(director, told)
    assert {row["numbers"][4] for row in told[-1]["letters"][0]["rows"]} == {"–"}


def test_of_means_alone_there_are_no_letters(director: Client) -> None:
    ScoreFile.objects.filter(sitting__test="O-NET").update(content=ScoreFile.Content.SCHOOLS)
    assert "ต้องมีคะแนนรายคน" in director.get(PAGE).content.decode()
    assert director.get(PDF).status_code == 404


def test_an_unknown_school_offers_the_nearest(director: Client) -> None:
    response = director.get(f"{PDF}&school=93020599")
    assert response.status_code == 404
    assert "93020599" in response.content.decode()
    assert f"school={school_code(8)}" in response.content.decode()


def test_a_school_prints_its_own_and_no_other(sign_in: SignIn, told: list[dict[str, Any]]) -> None:
    head = sign_in("school-director")
    profile = head.get(f"/learning/schools/{OWN}?{SITTING}").content.decode()
    assert f"school={OWN}" in profile
    assert "letters.pdf" in profile
    assert head.get(f"{PDF}&school={OWN}").status_code == 200
    office = sign_in("director").get(f"{PDF}&school={OWN}")
    assert told[-1] == told[-2]
    assert office.status_code == 200
    for address in (PAGE, PDF, XLSX, f"{PDF}&school={OTHER}"):
        assert head.get(address).status_code == 403


def test_a_print_leaves_an_event_and_a_refused_one_none(sign_in: SignIn) -> None:
    file = ScoreFile.objects.get(
        sitting__academic_year=2556, sitting__test="O-NET", sitting__grade="P6"
    )
    printed = Event.objects.filter(action="print-letters")
    sign_in("teacher").get(PDF)
    sign_in("director").get(f"{PDF}&day=x")
    assert not printed.exists()
    sign_in("director").get(f"{PDF}&school={OTHER}")
    sign_in("director").get(XLSX)
    first, second = printed.order_by("pk")
    assert {first.kind, second.kind} == {"learning.score-file"}
    assert {first.key, second.key} == {str(file.pk)}
    assert first.after == {"version": 1, "school": OTHER}
    assert second.after == {"version": 1}
    page = sign_in("director").get("/registry/events/").content.decode()
    assert "พิมพ์หนังสือแจ้งผล" in page


def test_the_sheet_has_a_row_for_each_school_and_subject(director: Client) -> None:
    response = director.get(f"{XLSX}&day=25/3/2557")
    rows = list(openpyxl.load_workbook(BytesIO(response.content)).active.values)
    head = next(n for n, row in enumerate(rows) if row[0] == "รหัสโรงเรียน")
    body = [row for row in rows[head + 1 :] if row[0] and str(row[0]).startswith("9302")]
    assert len(body) == (SCHOOLS - 1) * 9
    assert [row[2] for row in body[:9]][-1] == "รวมทุกวิชา"
    for row in body:
        asks = row[9] in ("แสด", "แดง") and row[2] != "รวมทุกวิชา"
        assert row[10] == ("ให้ตอบภายในวันที่ 9 เมษายน 2557" if asks else None)


def test_queries_do_not_grow_with_schools(director: Client) -> None:
    director.get(PAGE)
    counts = []
    for address in (PAGE, PDF, f"{PDF}&school={OTHER}", XLSX):
        with CaptureQueriesContext(connection) as captured:
            director.get(address)
        counts.append(len(captured))
    assert counts[0] <= 15
    assert counts[1] == counts[2] <= 18


def test_the_office_name_may_hold_markup(director: Client, told: list[dict[str, Any]]) -> None:
    Unit.objects.filter(kind="area").update(name='สพป. #panic() "')
    assert '#panic() "' in _letter(director, told)
