"""Thai text in pieces: nothing is lost, and signs stay with their word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.documents.thai_words import SPACE, pieces


def _plain(text: str) -> str:
    return re.sub(" +", " ", text.replace("\u00a0", " "))


@given(st.text(st.sampled_from("กขคงเาะิ่ำๆฯ 12().,A“”"), max_size=60))
def test_the_pieces_are_the_text(text: str) -> None:
    assert _plain("".join(pieces(text))) == _plain(text)


@pytest.mark.parametrize("sign", ["ๆ", "ฯ", ")", "”", "2", "๒"])
def test_a_sign_never_begins_a_line(sign: str) -> None:
    found = pieces(f"ผลการเรียนของเขต {sign}" if sign in "ๆฯ2" else f"ผลการเรียนของเขต{sign}")
    assert len(found) > 2
    assert not any(piece.startswith(sign) for piece in found)


def test_lines_break_between_words_only() -> None:
    assert pieces("โรงเรียนบ้านแม่ขรี ป.6") == ("โรงเรียน", "บ้าน", "แม่", "ขรี", SPACE, "ป.6")
