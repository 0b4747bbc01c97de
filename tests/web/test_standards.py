"""Means by standard: the weakest first, the area beside a school, brought and taken back."""

import io
import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from khet.records.learning.models import ScoreFile, StandardMean
from khet.records.registry.models import Event, Import, Unit
from tests.made_area import school_code, school_name
from tests.web.doors.standards import STANDARDS

SignIn = Callable[..., Client]
MOST_QUERIES = 15
WITHDRAW = STANDARDS.replace("standards", "standards/withdraw")
HEAD = "ปีการศึกษา,การสอบ,ชั้น,วิชา,รหัสโรงเรียน,ระดับ,รหัส,ชื่อ,จำนวนนักเรียน,คะแนนเฉลี่ย,แหล่งที่มา"


@pytest.fixture
def supervisor(sign_in: SignIn) -> Client:
    """A supervisor of the whole area."""
    return sign_in("supervisor")


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode()).split("<main")[1].split("</main>")[0]


def _rows(page: str, part: str) -> list[list[str]]:
    body = page.split(f'id="{part}"')[1].split("<tbody>")[1].split("</tbody>")[0]
    rows = re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_what_is_below_the_target_stands_on_top_the_weakest_first(director: Client) -> None:
    weakest = _rows(_page(director, "/learning/standards"), "weakest")
    assert [(row[0], row[-1]) for row in weakest] == [("ค 1.1 ป.6/1", "30.00"), ("ค 1.1", "49.99")]
    links = re.findall(r'<a href="([^"]+)#subject">', _page(director, "/learning/standards"))
    shown = [[row[0] for row in _rows(_page(director, link), "subject")] for link in links]
    assert shown == [["ค 1.1 ป.6/1", "ค 1.1 ป.6/2"], ["ค 1.1", "ค 1.2"]]


def test_the_way_down_is_from_strand_to_indicator(director: Client) -> None:
    page = _page(director, STANDARDS)
    assert [row[0] for row in _rows(page, "subject")] == ["ค 2", "ค 1"]
    seen = []
    for _step in range(2):
        inside = re.search(
            r'<th scope="row" lang="th"><a href="([^"]+)">', page.split('id="subject"')[1]
        )
        assert inside
        page = _page(director, inside[1])
        seen.append([row[0] for row in _rows(page, "subject")])
    assert seen == [["ค 1.1", "ค 1.2"], ["ค 1.1 ป.6/1", "ค 1.1 ป.6/2"]]
    assert "ชื่อของ ค 1.1" in page


def test_a_school_stands_beside_the_area(supervisor: Client) -> None:
    page = _page(supervisor, f"{STANDARDS}&school={school_code(0)}&within=ค 1")
    assert _rows(page, "subject") == [
        [
            "ค 1.1",
            "มาตรฐาน",
            "ชื่อของ ค 1.1",
            "49.99 80 คน",
            "39.99 20 คน",
            "\u221210.00",
            "\u221210.01 ต่ำกว่าเป้า",
        ],
        [
            "ค 1.2",
            "มาตรฐาน",
            "ชื่อของ ค 1.2",
            "50.00 80 คน",
            "40.00 20 คน",
            "\u221210.00",
            "\u221210.00 ต่ำกว่าเป้า",
        ],
    ]


def test_few_pupils_are_kept_back_from_who_does_not_see_them(sign_in: SignIn) -> None:
    asked = f"{STANDARDS}&school={school_code(3)}"
    hidden = _page(sign_in("director"), asked)
    assert "45.00" not in hidden
    assert "ไม่แสดง เพราะนักเรียนน้อย" in hidden
    sheet = sign_in("director").get(asked.replace("standards", "standards.xlsx"))
    cells = {c for row in load_workbook(io.BytesIO(sheet.content)).active.values for c in row}
    assert 45 not in cells
    assert "45.00" in _page(sign_in("supervisor"), asked)


def test_pupils_that_a_summary_does_not_count_are_those_of_the_scores(director: Client) -> None:
    row = StandardMean.objects.filter(school__code=school_code(3))
    row.update(n=None)
    asked = f"{STANDARDS}&school={school_code(3)}"
    assert "45.00" in _page(director, asked)
    of_two = Unit.objects.get(code=school_code(0))
    StandardMean.objects.filter(school=of_two).delete()
    row.update(school=of_two)
    page = _page(director, f"{STANDARDS}&school={school_code(0)}")
    assert "45.00" not in page
    assert "ไม่แสดง เพราะนักเรียนน้อย" in page


def test_a_school_sees_itself_beside_the_area(sign_in: SignIn) -> None:
    page = _page(sign_in("school-director"), STANDARDS)
    assert school_name(0) in page
    assert '<select name="school"' not in page
    assert school_name(0) not in _page(sign_in("clerk"), STANDARDS)


def test_schools_see_nothing_before_the_result_is_announced(sign_in: SignIn) -> None:
    files = ScoreFile.objects.filter(sitting__academic_year=2556, sitting__grade="P6")
    files.filter(sitting__test="O-NET").update(state=ScoreFile.State.CALCULATED)
    assert "ยังไม่มีผลตามสาระและมาตรฐาน" in _page(sign_in("teacher"), "/learning/standards")
    assert "ค 1.1" in _page(sign_in("supervisor"), "/learning/standards")


def test_a_year_without_any_says_how_to_bring_them(sign_in: SignIn) -> None:
    office = _page(sign_in("supervisor"), "/learning/standards?year=2555")
    assert "/registry/imports/standards" in office
    assert "O-NET ป.6 ปีการศึกษา 2556" in office
    school = _page(sign_in("teacher"), "/learning/standards?year=๒๕๕๕")
    assert "/registry/imports/standards" not in school
    assert "เมื่อกลุ่มนิเทศนำเข้า" in school


@pytest.mark.parametrize(
    "wrong",
    ["test=NT", "subject=thai", "within=ค 9", f"school={school_code(5)}", "grade=P6&round=1"],
)
def test_what_is_not_there_offers_what_is(director: Client, wrong: str) -> None:
    response = director.get(f"{STANDARDS}&{wrong}")
    assert response.status_code == 404
    assert "/learning/standards?" in response.content.decode()


def test_the_sheet_has_every_code_and_the_source(supervisor: Client) -> None:
    asked = f"{STANDARDS}&school={school_code(0)}".replace("standards", "standards.xlsx")
    sheet = load_workbook(io.BytesIO(supervisor.get(asked).content)).active
    lines = [row for row in sheet.values if row[1]]
    assert [row[1] for row in lines[1:]] == [
        "ค 1",
        "ค 2",
        "ค 1.1",
        "ค 1.2",
        "ค 1.1 ป.6/1",
        "ค 1.1 ป.6/2",
    ]
    first = lines[1]
    assert (first[3], first[4], first[5], first[6], first[7]) == (60, 80, 50, 20, -10)
    assert any("สรุปผลสอบตัวอย่าง หน้า 9" in str(row[0]) for row in sheet.values)


def test_means_are_taken_back_with_a_reason(supervisor: Client) -> None:
    page = supervisor.post(WITHDRAW, {"reason": " "}).content.decode()
    assert "เขียนเหตุผลสั้น" in page
    assert StandardMean.objects.count() == 18
    page = supervisor.post(WITHDRAW, {"reason": "ผิดวิชา"}, follow=True).content.decode()
    assert "ถอนแล้ว 18 ค่า" in page
    assert not StandardMean.objects.exists()
    assert Event.objects.get(action="withdraw-standards").after["reason"] == "ผิดวิชา"


def test_events_say_how_many_but_not_which_means(sign_in: SignIn, supervisor: Client) -> None:
    supervisor.post(WITHDRAW, {"reason": "ผิดวิชา"})
    page = _page(sign_in("auditor"), "/registry/events/?kind=learning.standards")
    assert "ถอนผลตามมาตรฐาน" in page
    assert "ผิดวิชา" in page
    assert "49.99" not in page


def test_a_file_is_looked_at_and_kept(supervisor: Client) -> None:
    row = "2556,O-NET,ป.6,คณิต,,มาตรฐาน,ค 1.1,จำนวน,81,52,สรุปใหม่"
    file = SimpleUploadedFile("standards.csv", f"{HEAD}\n{row}\n".encode())
    shown = supervisor.post("/registry/imports/standards", {"file": file}, follow=True)
    page = unescape(shown.content.decode())
    assert "52.00" in page
    assert StandardMean.objects.get(code="ค 1.1", school=None).mean == Decimal("49.99")
    held = Import.objects.latest("brought_at")
    told = {"do": "keep", "seen": (held.report or {})["print"]}
    supervisor.post(f"/registry/imports/files/{held.pk}", told)
    assert StandardMean.objects.get(code="ค 1.1", school=None).mean == Decimal("52.00")
    assert "52.00 81 คน" in str(_rows(_page(supervisor, f"{STANDARDS}&within=ค 1"), "subject"))


@pytest.mark.parametrize("name", ["director", "school-director"])
def test_queries_are_few(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    for address in (STANDARDS, "/learning/standards", f"{STANDARDS}&school={school_code(0)}"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= MOST_QUERIES
