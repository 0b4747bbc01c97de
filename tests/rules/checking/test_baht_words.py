"""Amounts in Thai words are read as whoever writes them out means them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.checking.in_sentences.baht_words import amount_of, in_words

DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
PLACES = ((100_000, "แสน"), (10_000, "หมื่น"), (1_000, "พัน"), (100, "ร้อย"))
MILLION = 1_000_000
AMOUNTS = st.integers(1, 10**13)


def written(number: int) -> str:
    """A number in words, by the rules of school."""
    if number >= MILLION:
        rest = number % MILLION
        return f"{written(number // MILLION)}ล้าน{written(rest) if rest else ''}"
    words = ""
    for place, name in PLACES:
        words += f"{DIGITS[number // place]}{name}" if number >= place else ""
        number %= place
    tens, ones = divmod(number, 10)
    words += ("", "สิบ", "ยี่สิบ")[tens] if tens < 3 else f"{DIGITS[tens]}สิบ"
    return words + ("เอ็ด" if ones == 1 and words else DIGITS[ones])


@given(AMOUNTS, st.integers(0, 99))
def test_an_amount_written_out_is_read_as_itself(baht: int, satang: int) -> None:
    satang_words = written(satang) if satang else ""
    assert amount_of(written(baht), satang_words) == baht + Decimal(satang) / 100


@given(AMOUNTS)
def test_the_amount_of_words_is_that_of_the_words_it_is_written_as(baht: int) -> None:
    words = in_words(Decimal(baht))
    assert amount_of(words.removesuffix("บาทถ้วน")) == baht


@pytest.mark.parametrize("words", ["หมื่นแสน", "สิบร้อย", "สองสาม", "ห้าสิบล้านล้านยี่พันแสน", ""])
def test_what_is_no_number_is_none(words: str) -> None:
    assert amount_of(words) is None
