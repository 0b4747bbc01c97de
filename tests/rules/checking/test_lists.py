"""Numbered items and the lists they make, as people write them; and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.checking.reading.items import items_in
from khet.rules.checking.reading.lists import Listing, lists_in
from khet.rules.checking.reading.running import running_in
from khet.rules.checking.reading.stream import Line
from khet.rules.thai import thai_digits


def lines_of(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.splitlines(), 1)]


def printed(listings: list[Listing]) -> list[list[str]]:
    return [[item.printed for item in listing.items] for listing in listings]


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("๑. แผนปฏิบัติการ", "1.", "แผนปฏิบัติการ"),
        ("2)คำสั่ง", "2)", "คำสั่ง"),
        ("(๓) หนังสือ", "(3)", "หนังสือ"),
        ("1.9 เครือข่าย", "1.9", "เครือข่าย"),
        ("2.1.3) รายงาน", "2.1.3", "รายงาน"),
        ("ก. ด้านวิชาการ", "ก.", "ด้านวิชาการ"),
        ("ข้อ ๒ ให้คณะกรรมการ", "ข้อ 2", "ให้คณะกรรมการ"),
        ("ตัวชี้วัดที่ 1 ร้อยละของสถานศึกษา", "ตัวชี้วัดที่ 1", "ร้อยละของสถานศึกษา"),
        ("1 . สํานึก", "1.", "สำนึก"),
        ("1.1 เพิ่มทักษะ", "1.1", "เพิ่มทักษะ"),
    ],
)
def test_a_number_before_text_is_an_item(text: str, number: str, rest: str) -> None:
    [item] = items_in([Line(1, text)])
    assert (item.printed, item.text) == (number, rest)


@pytest.mark.parametrize(
    "text",
    [
        *("1.5.2557 ประชุม", "60.79 คะแนน", "1,112,250 บาท", "2557 ปีงบประมาณ", "3.5 ล้านบาท"),
        *("12 โรงเรียน เข้าร่วม", "08.30 น. ลงทะเบียน", "8.30 - 9.00 น. พิธีเปิด", "60.00-69.99 ดี"),
        *("2.45 เท่า", "1.25", "25.50 ร้อยละ", "พ.ศ. 2542", "(12) 45", "ตาม (1) และ (2)"),
    ],
)
def test_other_numbers_are_no_items(text: str) -> None:
    assert items_in([Line(1, text)]) == []


def test_a_bracket_closed_on_the_next_line_is_no_item() -> None:
    assert items_in(lines_of("นักเรียน (ชั้น ป.1-\n3) ทุกคน")) == []


def test_several_items_stand_in_one_line_and_go_on_in_the_next() -> None:
    text = "ประกอบด้วย 1) แผน 2) คำสั่ง (ข้อ 1) ต่อ\nเนื่อง 3) ภาพ และ 5) หนังสือ"
    items = items_in(lines_of(text))
    assert [item.printed for item in items] == ["1)", "2)", "3)", "5)"]
    assert [item.at for item in items] == [0, 0, 1, 1]


def test_a_number_of_word_counts_as_if_typed() -> None:
    [item] = items_in([Line(1, "แผนปฏิบัติการ", item="๒)")])
    assert (item.printed, item.text, item.auto) == ("2)", "แผนปฏิบัติการ", True)


def test_a_list_goes_on_after_one_within_it() -> None:
    text = "1. แผน\n1) ก่อน\n2) หลัง\n2. ผล\n1) ดี\n2) พอใช้\n3. สรุป"
    assert printed(lists_in(lines_of(text))) == [["1.", "2.", "3."], ["1)", "2)"], ["1)", "2)"]]


def test_a_list_of_the_same_style_within_an_item_is_left_when_the_outer_goes_on() -> None:
    text = "1. แผน\n1. ก่อน\n2. หลัง\n3. ท้าย\n2. ผล\n3. สรุป"
    assert printed(lists_in(lines_of(text))) == [["1.", "2.", "3."], ["1.", "2.", "3."]]


def test_a_flat_list_is_over_when_another_begins_below() -> None:
    text = "1) ก\n2) ข\n3) ค\nหน่วยงานอื่น ดังนี้\n1) ง\n2) จ\n4) ฉ"
    assert printed(lists_in(lines_of(text))) == [["1)", "2)", "3)"], ["1)", "2)", "4)"]]


def test_headings_end_lists_and_have_their_own() -> None:
    stream = [
        *(Line(1, "1. บทนำ", heading=1), Line(2, "1. แรก"), Line(3, "2. สอง")),
        *(Line(4, "2. ผล", heading=1), Line(5, "3. อื่น")),
    ]
    assert printed(lists_in(stream)) == [["1.", "2."], ["1.", "2."], ["3."]]


def test_sub_numbers_know_what_they_stand_under() -> None:
    found = lists_in(lines_of("3. ผล\n4. ปัญหา\n3.1 งบประมาณ\n3.2 บุคลากร"))
    assert printed(found) == [["3.", "4."], ["3.1", "3.2"]]
    assert found[1].parent is not None
    assert found[1].parent.printed == "4."


def test_running_numbers_of_a_table_of_cells() -> None:
    rows = [("ลำดับที่", "ชื่อ", "คน"), ("๑", "ก", "5"), ("2.", "ข", "6"), ("", "รวม", "11")]
    stream = [Line(n, " | ".join(row), cells=row, table=1) for n, row in enumerate(rows, 1)]
    [listing] = running_in(stream)
    assert [item.parts for item in listing.items] == [(1,), (2,)]


def test_running_numbers_of_spaced_text() -> None:
    text = "ที่  โรงเรียน   คน\n1  บ้านเหนือ   20\n2  บ้านใต้   30\n3  บ้านกลาง   5\nรวม  55"
    [listing] = running_in(lines_of(text))
    assert [item.parts for item in listing.items] == [(1,), (2,), (3,)]


@given(count=st.integers(2, 30), style=st.sampled_from(["{}.", "{})", "({})", "ข้อ {}", "2.{}"]))
def test_any_list_is_read_whole_in_either_digits(count: int, style: str) -> None:
    text = "\n".join(f"{style.format(number)} งานที่ทำแล้ว" for number in range(1, count + 1))
    for written in (text, thai_digits(text)):
        [listing] = lists_in(lines_of(written))
        assert [item.parts[-1] for item in listing.items] == list(range(1, count + 1))
