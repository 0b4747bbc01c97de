"""Thai text: normalising, school names, dictionary order."""

from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.thai import (
    arabic_digits,
    as_seen,
    decoded,
    mended,
    plain_number,
    school_key,
    sort_key,
    thai_digits,
    tidy,
)

THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4D), max_size=12)
WORDS = (
    *("ก", "กก", "กา", "ก่า", "ก้า", "เก", "เก่า", "แก", "โก", "ไก่", "ขา", "เขา", "น้ำ", "น้ำตก", "นา"),
    *("บ้านโพธิ์", "บ้านโพธิ์ (ชุมคณานุสรณ์)", "บ้าน โพธิ์ทอง", "วัดโพธิ์", "สมมติ 9", "สมมติ ๑๐", "อนุบาล"),
    *("แคร่", "แคร์", "กระจองหง่อง", "กระจ๋องหง่อง", "ไทยรัฐวิทยา ๒๓", "ABC", "ฤทธิ์", "รุ่ง", "ลม", "ฦๅ"),
)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_is_read_with_and_without_commas(number: Decimal) -> None:
    for written in (
        f"{number:,.2f}",
        thai_digits(f" {number:f} "),
        f"{number:,.2f}".replace(",", " "),
    ):
        assert Decimal(plain_number(written)) == number


@pytest.mark.parametrize(
    "written", ["12,5", "๑๒,๕", "0,125", "1,23", "1234,567", "1,234,5", "1,2,3", ","]
)
def test_a_comma_that_parts_no_thousands_is_no_number(written: str) -> None:
    with pytest.raises(ValueError, match=f"^{written}$"):
        plain_number(written)


def test_split_sara_am_is_mended() -> None:
    assert tidy("สำ นึก  ดำ เนิน") == "สำนึก ดำเนิน"
    assert tidy("นํ้าตก") == "น้ำตก"


def test_text_as_seen_keeps_its_spaces_and_lines() -> None:
    assert as_seen("สํา นักงาน   ทำ  5\n\tน ้า\xa0ดี\x00") == "สำนักงาน   ทำ  5\n\tน้า ดี"
    assert as_seen("ประจำ ปี  ทำ 5 น้ำ ไฟ") == "ประจำปี  ทำ 5 น้ำ ไฟ"
    assert as_seen("ท่ี เเห่ง ญาติ\uf70f ญ\uf711") == "ที่ แห่ง ญาติญ ญํ"


def test_letters_drawn_as_one_with_their_marks_stand_once() -> None:
    assert mended("ทั้ทั้งสิ้สิ้น ครั้งรั้  ที่ที่  ๆ") == "ทั้งสิ้น ครั้ง  ที่ที่  ๆ"
    assert as_seen("ทั้ทั้ง") == "ทั้ทั้ง"


@given(st.text("กงทำําิี่้เ 125.,๑๒\t\n\x00\uf70a"))
def test_figures_tabs_and_lines_stay_whatever_is_mended(text: str) -> None:
    def kept(of: str) -> list[str]:
        return [letter for letter in of if letter in "125.,๑๒\t\n"]

    assert kept(as_seen(text)) == kept(text)


@given(
    st.text("กขคงำ่้๑๒12 ,.\r\n"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp874"]),
)
def test_thai_text_is_decoded_from_every_encoding(text: str, encoding: str) -> None:
    thai = f"กก{text}"
    assert decoded(thai.encode(encoding)) == thai


def test_a_text_that_was_cut_within_a_letter_ends_before_it() -> None:
    assert decoded("เขต ๑".encode()[:-1]) == "เขต "


@pytest.mark.parametrize(
    "written",
    ["บ้านแม่ขรี", "โรงเรียนบ้านแม่ขรี", "ร.ร.บ้านแม่ขรี (สวิงประชาสรรค์)", "บ้านแม่-ขรี", "โรงเรียน บ้าน แม่ขรี"],
)
def test_writings_of_one_school_name_share_a_key(written: str) -> None:
    assert school_key(written) == "บ้านแม่ขรี"


@given(st.text())
def test_digits_there_and_back(text: str) -> None:
    assert arabic_digits(thai_digits(arabic_digits(text))) == arabic_digits(text)


@given(THAI, THAI)
def test_tone_marks_only_decide_between_words_otherwise_equal(one: str, other: str) -> None:
    def bare(text: str) -> str:
        return sort_key(text).partition("\x01")[0]

    if bare(one) < bare(other):
        assert sort_key(one) < sort_key(other)


@pytest.mark.django_db
def test_order_is_that_of_the_database_with_thai_collation() -> None:
    if connection.vendor != "postgresql":
        expected = _ORDERED
    else:
        with connection.cursor() as cursor:
            cursor.execute("CREATE COLLATION thai_numbers (provider=icu, locale='th-u-kn-true')")
            cursor.execute(
                "SELECT w FROM unnest(%s::text[]) w ORDER BY w COLLATE thai_numbers", [list(WORDS)]
            )
            expected = [word for (word,) in cursor.fetchall()]
    assert sorted(WORDS, key=sort_key) == expected


_ORDERED = [
    "ก",
    "กก",
    "กระจองหง่อง",
    "กระจ๋องหง่อง",
    "กา",
    "ก่า",
    "ก้า",
    "เก",
    "เก่า",
    "แก",
    "โก",
    "ไก่",
    "ขา",
    "เขา",
    "แคร์",
    "แคร่",
    "ไทยรัฐวิทยา ๒๓",
    "นา",
    "น้ำ",
    "น้ำตก",
    "บ้านโพธิ์",
    "บ้านโพธิ์ (ชุมคณานุสรณ์)",
    "บ้าน โพธิ์ทอง",
    "รุ่ง",
    "ฤทธิ์",
    "ลม",
    "ฦๅ",
    "วัดโพธิ์",
    "สมมติ 9",
    "สมมติ ๑๐",
    "อนุบาล",
    "ABC",
]
