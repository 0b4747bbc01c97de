"""Pupils' statuses as files write them."""

import pytest

from khet.rules.statuses import Status, parse_status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ปกติ", Status.NORMAL),
        ("Normal", Status.NORMAL),
        ("พิเศษ", Status.SPECIAL),
        ("เด็กพิเศษ", Status.SPECIAL),
        (" เรียนรวม ", Status.SPECIAL),
        ("SPECIAL", Status.SPECIAL),
        ("", Status.UNTOLD),
        ("  ", Status.UNTOLD),
    ],
)
def test_known_words(text: str, status: Status) -> None:
    assert parse_status(text) is status


@pytest.mark.parametrize("text", ["1", "ไม่ปกติ", "พิเศษ 1", "-"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_status(text)
