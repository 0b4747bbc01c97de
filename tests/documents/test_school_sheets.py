"""Sheets: one page a school however much there is to tell, the same bytes each time."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from khet.documents.qr import qr_svg
from khet.documents.result_letters import Line
from khet.documents.school_sheets import Overall, Print, SchoolSheet, Year, sheets_pdf
from tests.papers import pages

PRINT = Print("สพป.ทดสอบ เขต 2", ("พิมพ์วันที่ 1 มีนาคม 2557",), date(2014, 3, 1))
RED = ("red", "แดง")
LINE = Line("สังคมศึกษา ศาสนา และวัฒนธรรม", 7, *map(Decimal, ("40", "46", "-2", "-6", "71")), RED)
BARE = SchoolSheet("บ้านทดสอบ", (), 2556, (), (), (), "O-NET", (), False, (), "http://a.th/x")
FULL = SchoolSheet(
    "บ้านควนขนุนมิตรภาพที่ 232 (ประชาอุทิศพิทยาคารสามัคคีอนุสรณ์)",
    tuple((f"ข้อมูลที่ {n}", "ค่าของข้อมูลที่ยาวพอสมควร " * 3) for n in range(7)),
    2556,
    tuple((f"ม.{n}", 1234) for n in range(12)),
    tuple(f"โครงการโรงเรียนในฝันที่ {n}" for n in range(20)),
    tuple(Overall("Pre O-NET ครั้งที่ 1 ม.3", Decimal(71), RED) for _ in range(14)),
    "O-NET ชั้นประถมศึกษาปีที่ 6",
    (LINE,) * 9,
    True,
    tuple(Year(2550 + n, Decimal(30 + 7 * n % 20), Decimal(40)) for n in range(5)),
    "https://khet.example.go.th/learning/schools/93020501",
)


@pytest.mark.parametrize("sheet", [BARE, FULL], ids=["bare", "full"])
@pytest.mark.parametrize("count", [1, 13])
def test_each_school_has_one_page(sheet: SchoolSheet, count: int) -> None:
    assert pages(sheets_pdf([sheet] * count, PRINT)) == count


def test_two_prints_of_the_same_are_equal_and_each_part_counts() -> None:
    pdf = sheets_pdf([FULL, BARE], PRINT)
    assert sheets_pdf([FULL, BARE], PRINT) == pdf
    assert sheets_pdf([FULL, replace(BARE, year=2555)], PRINT) != pdf
    assert sheets_pdf([FULL, replace(BARE, address="http://a.th/y")], PRINT) != pdf


def test_years_without_a_mean_leave_a_gap() -> None:
    gap = (Year(2554, None, Decimal(40)), Year(2555, Decimal(40), None), Year(2556, None, None))
    assert pages(sheets_pdf([replace(FULL, years=gap)], PRINT)) == 1


def test_a_code_is_square_and_of_its_text_only() -> None:
    first, second = qr_svg(BARE.address), qr_svg(FULL.address)
    assert first == qr_svg(BARE.address) != second
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', second)
    assert size
    assert size[1] == size[2]
