"""The XLSX export holds what is seen, as numbers and words."""

import io
from collections.abc import Callable
from decimal import Decimal

from django.test import Client
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from khet.jobs.sitting_results import results_for
from khet.records.learning.models import ScoreFile
from khet.rules.thai import sort_key
from tests.made_area import school_code, school_name

EXPORT = "/learning/colours.xlsx?year=2556&test=O-NET&grade=P6"
HEADING = 8
FIXED = 6


def _sheet(client: Client, chosen: str = "") -> Worksheet:
    response = client.get(EXPORT + chosen)
    assert response.headers["Content-Disposition"].endswith('"colours-2556-O-NET-P6.xlsx"')
    return load_workbook(io.BytesIO(response.content)).active


def _schools(sheet: Worksheet) -> list[str]:
    names = [row[1].value for row in sheet.iter_rows(min_row=HEADING + 1) if row[1].value]
    return names[: names.index("ทั้งเขต")]


def test_the_heading_says_what_it_is_and_from_when(director: Client) -> None:
    told = [str(row[0].value) for row in _sheet(director).iter_rows(max_row=6)]
    assert told[0] == "ร้อยละของนักเรียนที่ไม่ผ่านขีดจำกัดล่าง"
    assert told[1] == "O-NET ป.6 ปีการศึกษา 2556 สพป.ทดสอบ เขต 2"
    assert told[2].startswith("ฐานคำนวณ: นักเรียนทั้งเขต สพป.ทดสอบ เขต 2")
    assert told[2].endswith("z = 2.58")
    assert told[3] == "แสดง 12 จาก 12 โรงเรียน"
    assert told[4].startswith("ข้อมูล ณ ")
    assert told[5] == "ตัวกรองที่ใช้: ไม่มี"


def test_every_percent_is_a_number_with_its_colour(supervisor: Client) -> None:
    sheet = _sheet(supervisor)
    columns = [cell.value for cell in sheet[HEADING]]
    rows = results_for(ScoreFile.objects.get(source_name="2556-O-NET-P6.csv")).schools
    thai = columns.index("ภาษาไทย")
    for line in sheet.iter_rows(min_row=HEADING + 1, max_row=HEADING + 12):
        row = rows[line[0].value, "thai"]
        expected = None if row.percent_below is None else float(row.percent_below)
        assert line[thai].value == expected
        assert (line[thai + 1].value is None) == (row.colour is None)
        assert isinstance(line[0].value, str)


def test_the_filters_and_the_order_are_those_of_the_page(director: Client) -> None:
    chosen = "&network=เครือข่าย 2&sort=-name"
    names = [school_name(k) for k in range(1, 12, 2)]
    assert _schools(_sheet(director, chosen)) == sorted(names, key=sort_key, reverse=True)


def test_the_area_stands_last(director: Client) -> None:
    sheet = _sheet(director)
    [area] = [row for row in sheet.iter_rows() if row[1].value == "ทั้งเขต"]
    assert area[0].row == HEADING + 13
    below, n = 0, 0
    results = results_for(ScoreFile.objects.get(source_name="2556-O-NET-P6.csv"))
    for (_, subject), row in results.schools.items():
        if subject == "thai":
            below, n = below + (row.n_below or 0), n + row.n
    percent = (Decimal(100 * below) / n).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    assert area[FIXED + 2].value == float(percent)


def test_a_school_exports_itself_and_the_area(sign_in: Callable[[str], Client]) -> None:
    sheet = _sheet(sign_in("school-director"))
    assert _schools(sheet) == [school_name(0)]
    told = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert school_code(1) not in told


def test_the_filters_are_told(director: Client) -> None:
    chosen = "&network=เครือข่าย 2&subject=thai&colour=yellow&sort=-name"
    told = _sheet(director, chosen)["A6"].value
    assert told == "ตัวกรองที่ใช้: เครือข่าย: เครือข่าย 2 · กลุ่มสี: เหลือง · สีของวิชา: ภาษาไทย"


def test_the_table_can_be_filtered_and_its_names_stay_in_sight(director: Client) -> None:
    sheet = _sheet(director)
    columns = [cell.value for cell in sheet[HEADING]]
    assert len(set(columns)) == len(columns) == FIXED + 2 * 9 + 1
    assert "ไทย: สี" in columns
    assert sheet.freeze_panes == f"C{HEADING + 1}"
    assert sheet.auto_filter.ref == f"A{HEADING}:Y{HEADING + 12}"


def test_a_percent_has_the_tint_of_its_colour(director: Client) -> None:
    tints: dict[str | None, set[str]] = {}
    for line in _sheet(director).iter_rows(min_row=HEADING + 1, max_row=HEADING + 12):
        for percent, colour in zip(line[FIXED:-1:2], line[FIXED + 1 : -1 : 2], strict=True):
            ground = percent.fill.start_color.rgb if percent.fill.fill_type else ""
            tints.setdefault(colour.value, set()).add(ground)
    assert tints.pop(None) == {""}
    assert [len(grounds) for grounds in tints.values()] == [1] * len(tints)
    assert len(set.union(*tints.values())) == len(tints) > 1


def test_the_size_of_a_school_stands_in_words(director: Client) -> None:
    sheet = _sheet(director, "&size=medium")
    size = [cell.value for cell in sheet[HEADING]].index("ขนาดโรงเรียน")
    assert {sheet.cell(HEADING + 1 + k, size + 1).value for k in range(6)} == {"ขนาดกลาง"}
