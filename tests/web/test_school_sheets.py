"""Sheets to know schools by: what they tell, of which schools, to whom."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as known_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.records.registry.models import Unit
from tests.made_area import PROGRAMME, school_code, school_name
from tests.papers import pages, text_of, typeset_data

SITTING = "test=O-NET&grade=P6&year=2556"
OWN, OTHER = school_code(0), school_code(3)
SignIn = Callable[[str], Client]


@pytest.fixture
def told() -> Iterator[list[dict[str, Any]]]:
    """The data that papers were made from."""
    with typeset_data() as given:
        yield given


def _sheet(client: Client, told: list[dict[str, Any]], code: str = OTHER) -> dict[str, Any]:
    response = client.get(f"/learning/schools/{code}/sheet.pdf?{SITTING}")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert pages(response.content) == 1
    found: dict[str, Any] = told[-1]["sheets"][0]
    return found


def test_a_sheet_tells_registers_and_results(director: Client, told: list[dict[str, Any]]) -> None:
    sheet = _sheet(director, told)
    said = text_of(sheet)
    for text in (school_name(3), OTHER, "อำเภอที่ 2", "เครือข่าย 2", "รัฐ (สพฐ.)", PROGRAMME):
        assert text in said
    assert (sheet["grades"], sheet["sum"]) == ([["ป.6", "61"]], "61")
    names = [text_of(one["name"]) for one in sheet["sittings"]]
    assert names == ["O-NET ป.6", "NT ป.3", "Pre O-NET ครั้งที่ 1 ป.6"]
    assert sheet["trend"]["years"] == ["2555", "2556"]


def test_its_numbers_are_those_of_the_profile(director: Client, told: list[dict[str, Any]]) -> None:
    sheet = _sheet(director, told)
    profile = director.get(f"/learning/schools/{OTHER}?{SITTING}").content.decode()
    shown = {text for row in sheet["rows"] for text in (*row["numbers"][1:], row["word"])}
    shown |= {one["percent"] for one in sheet["sittings"] if text_of(one["name"]) == "O-NET ป.6"}
    assert [text for text in shown if text not in profile] == []


def test_its_head_is_named_where_an_account_holds_the_role(
    director: Client, told: list[dict[str, Any]]
) -> None:
    for code, name in ((OWN, "ผู้ทดสอบ"), (OTHER, "ไม่มีข้อมูล")):
        facts = dict(map(text_of, pair) for pair in _sheet(director, told, code)["facts"])
        assert facts["ผู้อำนวยการโรงเรียน"] == name


def test_the_code_leads_to_its_page(
    director: Client, told: list[dict[str, Any]], settings: Any
) -> None:
    assert _sheet(director, told)["address"] == f"http://testserver/learning/schools/{OTHER}"
    settings.ADDRESS = "https://khet.example.go.th/"
    address = _sheet(director, told)["address"]
    assert address == f"https://khet.example.go.th/learning/schools/{OTHER}"
    assert director.get(address.removeprefix("https://khet.example.go.th")).status_code == 200


def test_a_school_without_results_has_a_sheet(director: Client, told: list[dict[str, Any]]) -> None:
    path = f"/learning/schools/{OTHER}/sheet.pdf?test=O-NET&grade=M3&year=2556"
    assert director.get(path).status_code == 200
    assert told[-1]["sheets"][0]["rows"] == []
    assert told[-1]["sheets"][0]["trend"] is None


def test_only_the_demonstration_says_that_it_is_made_up(
    director: Client, told: list[dict[str, Any]]
) -> None:
    _sheet(director, told)
    assert "ข้อมูลสมมติ" not in text_of(told[-1]["foot"])
    assert "O-NET ป.6 ปีการศึกษา 2556" in text_of(told[-1]["foot"])
    (known_settings.HOME / "demo-password.txt").touch()
    _sheet(director, told)
    assert "เขตสาธิต ข้อมูลสมมติ" in text_of(told[-1]["foot"])
    (known_settings.HOME / "demo-password.txt").unlink()


def test_a_sheet_is_thai_whatever_the_language(
    director: Client, told: list[dict[str, Any]]
) -> None:
    thai = _sheet(director, told)
    director.post("/language", {"language": "en", "next": "/"})
    assert _sheet(director, told) == thai


@pytest.mark.parametrize(("name", "count"), [("director", 6), ("network-chair", 6), ("teacher", 1)])
def test_a_network_gives_the_sheets_that_its_reader_may_see(
    sign_in: SignIn, told: list[dict[str, Any]], name: str, count: int
) -> None:
    response = sign_in(name).get(f"/learning/networks/N1/sheets.pdf?{SITTING}")
    assert pages(response.content) == count
    names = [text_of(sheet["name"]) for sheet in told[-1]["sheets"]]
    mine = [school_name(k) for k in range(0, 12, 2)]
    order = Unit.objects.filter(name__in=mine).order_by("sort_key").values_list("name", flat=True)
    assert names == (list(order) if count > 1 else [school_name(0)])


@pytest.mark.parametrize("path", ["schools/99999999/sheet.pdf", "networks/N9/sheets.pdf"])
def test_what_is_not_there_is_told(director: Client, path: str) -> None:
    response = director.get(f"/learning/{path}?{SITTING}")
    assert response.status_code == 404
    assert path.split("/")[1] in response.content.decode()


def test_a_network_asks_no_more_than_a_school(director: Client) -> None:
    counts = []
    for path in (f"schools/{OTHER}/sheet.pdf", "networks/N1/sheets.pdf"):
        director.get(f"/learning/{path}?{SITTING}")
        with CaptureQueriesContext(connection) as captured:
            director.get(f"/learning/{path}?{SITTING}")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20


def test_pages_lead_to_their_sheets(sign_in: SignIn) -> None:
    page = sign_in("teacher").get(f"/learning/schools/{OWN}?{SITTING}").content.decode()
    assert f"/learning/schools/{OWN}/sheet.pdf" in page
    page = sign_in("director").get(f"/learning/networks/N2?{SITTING}").content.decode()
    assert "/learning/networks/N2/sheets.pdf" in page
    page = sign_in("teacher").get(f"/learning/networks/N2?{SITTING}").content.decode()
    assert "sheets.pdf" not in page
