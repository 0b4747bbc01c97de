"""Slips: every person's, eight on a page, the same bytes each time, texts as they are."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from khet.documents.slips import PER_PAGE, Issue, Slip, slips_pdf

ISSUE = Issue(
    office="สพป.ทดสอบ เขต 2",
    address="https://khet.example/",
    until=datetime(2026, 12, 5, 16, 30),
    made=datetime(2026, 11, 21, 9, 0, 0, 1234, tzinfo=UTC),
)


def _slips(count: int) -> list[Slip]:
    place = "ผู้อำนวยการโรงเรียน · โรงเรียนบ้านน้ำใส"
    return [Slip(f"นายสมมติ ที่ {n}", place, f"05{n:02d}-01", "BCDF-GHJK-MNPR") for n in range(count)]


def _pages(pdf: bytes) -> int:
    return max(map(int, re.findall(rb"/Count (\d+)", pdf)))


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (PER_PAGE, 1), (PER_PAGE + 1, 2), (117, 15)])
def test_all_slips_come_eight_on_a_page(count: int, pages: int) -> None:
    pdf = slips_pdf(_slips(count), ISSUE)
    assert pdf.startswith(b"%PDF-")
    assert _pages(pdf) == pages


def test_two_prints_of_the_same_are_equal_and_each_part_counts() -> None:
    slips = _slips(117)
    pdf = slips_pdf(slips, ISSUE)
    assert slips_pdf(slips, ISSUE) == pdf
    other = [*slips[:-1], replace(slips[-1], code="BCDF-GHJK-MNPS")]
    assert slips_pdf(other, ISSUE) != pdf
    assert slips_pdf(slips, replace(ISSUE, until=datetime(2026, 12, 6))) != pdf


@pytest.mark.parametrize("name", ["#panic()", "[*", '"); #', "$x$ _a_ \\ //", "ว่าที่ร้อยตรีหญิง" * 6])
def test_what_people_are_called_is_no_markup_and_keeps_the_page(name: str) -> None:
    slips = [replace(slip, name=name, place=name) for slip in _slips(PER_PAGE)]
    assert _pages(slips_pdf(slips, ISSUE)) == 1


def test_a_code_is_not_in_what_errors_print() -> None:
    assert "BCDF" not in repr(_slips(1))
