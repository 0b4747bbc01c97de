"""Text as it is searched: one form however it was typed, and what a query asks of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.finding import Piece, query_parts, search_text, snippet
from khet.rules.thai import thai_digits

WORDS = (
    "สำ",
    "นัก",
    "งาน",
    "อำ",
    "นวย",
    "น้ำ",
    "ดำ",
    "เนิน",
    "ปี",
    "2557",
    "ป.6",
    "SAR",
    "แผน",
    "ๆ",
    "ฯ",
    " ",
)


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("สำ นักงาน", "สำนักงาน"),
        ("ส ำนักงาน", "สำนักงาน"),
        ("สํานักงาน", "สำนักงาน"),
        ("ดำ เนิน การ", "ดำเนิน การ"),
        ("นํ้า น้ํา นำ้", "น้ำน้ำน้ำ"),
        ("ก\u00a0\u00a0ข\t\nค", "ก ข ค"),
        ("ก\u200bข\ufeffค\x00ง", "กขคง"),
        ("“ก” ‘ข’", "\"ก\" 'ข'"),
        ("๑๕ – ๑๖", "15-16"),
        ("๑๒,๓๔๕.50 บาท ป.1, 2", "12345.50 บาท ป.1, 2"),
        ("ต่าง ๆ กัน ฯ ลฯ", "ต่างๆกันฯลฯ"),
        ("เเผน", "แผน"),
        ("O-NET ﬁ ²", "o-net fi ²"),
        ("", ""),
    ],
)
def test_what_is_typed_has_one_form(typed: str, form: str) -> None:
    assert search_text(typed) == form
    assert search_text(form) == form


def test_letters_that_only_look_alike_stay_apart() -> None:
    assert search_text("Ａ") != search_text("A")


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("รายงาน ๒๕๕๗", ["รายงาน", "2557"]),
        ("“รายงาน  การประชุม” เขต", ["รายงาน การประชุม", "เขต"]),
        ('ก"ข', ["ก", "ข"]),
        ('"', []),
        ('""', []),
        ("ก ก  ก", ["ก"]),
        ("   ", []),
        (" ".join("กขคงจฉชซฌญ"), list("กขคงจฉชซ")),
    ],
)
def test_a_query_is_its_parts(asked: str, parts: list[str]) -> None:
    assert query_parts(asked) == parts


def _written(word: str, way: int) -> str:
    """The word as somebody else would write it: digits, sara am, spaces."""
    if word == " ":
        return ("  ", "\u00a0", " \u200b", " ")[way]
    if way == 1:
        return thai_digits(word)
    am = {0: "\u0e33", 2: "\u0e33 ", 3: "\u0e4d\u0e32"}[way]
    return word.replace("\u0e33", am).upper()


WAY = st.integers(0, 3)


@given(st.lists(st.tuples(st.sampled_from(WORDS), WAY, WAY), min_size=1, max_size=10), st.data())
def test_a_part_of_a_title_is_found_however_it_is_written(
    words: list[tuple[str, int, int]], data: Any
) -> None:
    begin = data.draw(st.integers(0, len(words) - 1))
    title = "".join(_written(word, way) for word, way, _ in words)
    for end in range(begin + 1, len(words) + 1):
        asked = "".join(_written(word, way) for word, _, way in words[begin:end])
        assert all(part in search_text(title) for part in query_parts(asked))


@given(st.text())
def test_the_form_is_reached_at_once(text: str) -> None:
    assert query_parts(search_text(text)) == query_parts(text)


@given(st.integers(0, 10**15), st.booleans(), st.booleans(), st.booleans())
def test_a_number_is_found_with_or_without_its_commas(
    number: int, commas: bool, asked_with: bool, thai: bool
) -> None:
    written, asked = (f"{number:,}" if one else str(number) for one in (commas, asked_with))
    text = f"รวม {thai_digits(written) if thai else written} บาท"
    assert query_parts(asked)[0] in search_text(text)
    assert search_text(search_text(text)) == search_text(text)


def test_a_snippet_shows_what_is_around_and_marks_every_part() -> None:
    text = "ต้น " + "ก" * 100 + " สำนักงานเขต ปี 2557 " + "ข" * 300
    pieces = snippet(text, ["สำนักงาน", "2557", "ไม่มี"])
    assert [piece.text for piece in pieces if piece.hit] == ["สำนักงาน", "2557"]
    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("…ก")
    assert shown.endswith("ข…")
    assert len(shown) == 212


def test_a_snippet_of_a_text_without_the_words_is_its_beginning() -> None:
    assert snippet("เรื่องอื่น", ["2557"]) == [Piece("เรื่องอื่น", False)]
    assert snippet("เรื่องอื่น", []) == [Piece("เรื่องอื่น", False)]
    assert snippet("", ["ก"]) == []


def test_what_means_something_to_a_pattern_is_marked_as_text() -> None:
    assert [p.text for p in snippet("ก.ข (100%)", ["(100%)", "."]) if p.hit] == [".", "(100%)"]
