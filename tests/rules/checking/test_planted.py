"""Faults put into right text are found at their place; right text is silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.thai import arabic_digits, tidy
from tests.rules.checking.written import (
    Written,
    budgets,
    gains,
    levels,
    lists,
    means,
    outcome,
    sure,
)

KINDS = {
    "total": budgets(),
    "percent": levels(),
    "difference": gains(),
    "count": lists(),
    "average": means(),
}


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_right_text_is_silent_and_counted(kind: str, data: st.DataObject) -> None:
    written: Written = data.draw(KINDS[kind])
    assert sure(written.right) == []
    assert outcome(written.right).checked > 0


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_a_planted_fault_is_found(kind: str, data: st.DataObject) -> None:
    written: Written = data.draw(KINDS[kind])
    assert (written.line, kind, written.expected) in sure(written.wrong)


PIECES = (
    *(
        "รวม",
        "ร้อยละ",
        "เฉลี่ย",
        "ผลต่าง",
        "จำนวน",
        "โรงเรียน",
        "บาท",
        "จาก",
        "เป็น",
        "ได้แก่",
        "ดังนี้",
        "ระดับ",
    ),
    *(
        "1.",
        "(2)",
        "3)",
        "๑๒",
        "0",
        "48.72",
        "1,250",
        "2557",
        "-",
        "%",
        "|",
        "\t",
        "  ",
        " ",
        "(",
        ")",
        ",",
        "…",
    ),
    *("วันที่", "31 เมษายน", "ปีงบประมาณ พ.ศ. 2557", "x", "=", "และ", "ลดลง", "เป้าหมาย", "ที่", "5 ด้าน"),
)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), max_size=25))
def test_whatever_lines_are_answered(lines: list[str]) -> None:
    found = outcome(lines)
    assert found.checked >= len({one.line for one in found.findings if one.kind == "total"})
    for one in found.findings:
        assert tidy(arabic_digits(one.text)) in tidy(arabic_digits(lines[one.line - 1]))
        assert one.message
