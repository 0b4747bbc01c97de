"""Letters: a page each, the same bytes each time, what they say by the school's colours."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from khet.documents.result_letters import Letter, Line, Sent, letters_pdf
from tests.papers import pages, text_of, typeset_data

SENT = Sent(
    office="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต 2",
    test="O-NET ชั้นประถมศึกษาปีที่ 6 ปีการศึกษา 2556",
    announced=date(2014, 3, 20),
    day=date(2014, 3, 25),
    by=date(2014, 4, 9),
    signer="",
    post=("ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต 2",),
    group="กลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา",
    thai=False,
)
RED, GREEN = ("red", "แดง"), ("green", "เขียว")
LONG = "บ้านควนขนุนมิตรภาพที่ 232 (ประชาอุทิศพิทยาคารสามัคคีอนุสรณ์)"


def _line(name: str, colour: tuple[str, str] | None = GREEN) -> Line:
    marks = map(Decimal, ("40.1", "46.96", "-2.5", "-6.86", "71.43"))
    return Line(name, 7, *marks, colour)


def _letter(*asked: str, subjects: int = 8, **other: Any) -> Letter:
    names = [*asked, *(f"วิชาที่ {n} ศาสนา และวัฒนธรรม" for n in range(subjects - len(asked)))]
    lines = tuple(_line(name, RED if name in asked else GREEN) for name in names)
    letter = Letter("บ้านทดสอบ", 7, False, _line("รวมทุกวิชา"), lines, asked)
    return replace(letter, **other)


@pytest.fixture
def told() -> Iterator[list[dict[str, Any]]]:
    """What templates are given, each print's data in its turn."""
    with typeset_data() as given:
        yield given


def _said(told: list[dict[str, Any]]) -> str:
    return text_of(told[-1])


@pytest.mark.parametrize("count", [1, 2, 117])
def test_each_letter_has_its_page(count: int) -> None:
    letters = [_letter("คณิตศาสตร์", "ภาษาไทย", few=True, school=LONG)] * count
    assert pages(letters_pdf(letters, SENT)) == count


def test_a_letter_that_asks_for_all_goes_on_to_a_second_page_only() -> None:
    names = tuple(f"สังคมศึกษา ศาสนา และวัฒนธรรม กลุ่มที่ {n}" for n in range(12))
    assert pages(letters_pdf([_letter(*names, few=True, school=LONG * 2)], SENT)) == 2


def test_two_prints_of_the_same_are_equal_and_each_part_counts() -> None:
    letters = [_letter("คณิตศาสตร์"), _letter()]
    pdf = letters_pdf(letters, SENT)
    assert letters_pdf(letters, SENT) == pdf
    assert letters_pdf(letters, replace(SENT, by=date(2014, 4, 10))) != pdf


def test_a_letter_asks_for_the_subjects_by_the_day(told: list[dict[str, Any]]) -> None:
    letters_pdf([_letter("คณิตศาสตร์")], SENT)
    said = _said(told)
    assert "ผู้อำนวยการโรงเรียนบ้านทดสอบ" in said
    assert "คณิตศาสตร์ (สีแดง)" in said
    assert "วิเคราะห์สาเหตุทั้งด้านนักเรียนและด้านครู" in said
    assert "ภายในวันที่ 9 เมษายน 2557" in said
    assert "ประกาศผลเมื่อวันที่ 20 มีนาคม 2557" in said
    assert "ขอขอบคุณ" not in said


def test_a_school_without_such_subjects_is_thanked(told: list[dict[str, Any]]) -> None:
    letters_pdf([_letter()], SENT)
    said = _said(told)
    assert "ขอขอบคุณ" in said
    assert "วิเคราะห์สาเหตุ" not in said
    assert "9 เมษายน" not in said


def test_without_any_colour_nobody_is_thanked_or_asked(told: list[dict[str, Any]]) -> None:
    letters_pdf([_letter(lines=(_line("ภาษาไทย", None),), whole=_line("รวม", None))], SENT)
    said = _said(told)
    assert "ขอขอบคุณ" not in said
    assert "วิเคราะห์สาเหตุ" not in said


@pytest.mark.parametrize("few", [True, False])
def test_a_small_school_is_told_that_colours_jump(few: bool, told: list[dict[str, Any]]) -> None:
    letters_pdf([_letter(few=few)], SENT)
    assert ("นักเรียนคนเดียวก็ทำให้ร้อยละและสีเปลี่ยนได้มาก" in _said(told)) is few


def test_thai_digits_are_everywhere_or_nowhere(told: list[dict[str, Any]]) -> None:
    letter = _letter("คณิตศาสตร์", few=True)
    letters_pdf([letter], replace(SENT, thai=True, place="ถนน 5", refers="ที่ ศธ 04006/1"))
    assert not re.search("[0-9]", text_of(told[-1]))
    letters_pdf([letter], SENT)
    assert not re.search("[๐-๙]", text_of(told[-1]))


def test_what_is_not_known_is_a_dash_and_no_zero(told: list[dict[str, Any]]) -> None:
    unknown = Line("ภาษาไทย", None, None, None, None, None, None, None)
    letters_pdf([_letter(lines=(unknown,))], SENT)
    row = told[-1]["letters"][0]["rows"][0]
    assert {*row["numbers"], row["word"]} == {"–"}


@pytest.mark.parametrize("name", ["#panic()", "[*", '"); #', "$x$ _a_ \\ //"])
def test_what_schools_are_called_is_no_markup(name: str, told: list[dict[str, Any]]) -> None:
    assert pages(letters_pdf([_letter(school=name)], replace(SENT, signer=name))) == 1
    assert told[-1]["signer"] == name


def test_what_it_refers_to_stands_only_where_there_is_any(told: list[dict[str, Any]]) -> None:
    letters_pdf([_letter()], SENT)
    assert told[-1]["further"] == []
    letters_pdf([_letter()], replace(SENT, refers="หนังสือ สพฐ.", encloses="ตาราง"))
    assert [name for name, _ in told[-1]["further"]] == ["อ้างถึง", "สิ่งที่ส่งมาด้วย"]
