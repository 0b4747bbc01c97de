"""What a letter says of itself: layouts, digits, torn marks, and nothing where nothing is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.letter_reading import LetterRead, read_letter, refs_in
from khet.rules.letters import ref_key
from khet.rules.register_rows import missing, number_and_year
from khet.rules.thai import thai_digits

EXTERNAL = """ด่วนมาก
ที่ ศธ ๐๔๙๙๙/ว ๑๒๓  สำนักงานตัวอย่าง ถนนสมมติ ๑๐๐๐๐
      ๑๕ ตุลาคม ๒๕๖๙
เรื่อง ขอเชิญประชุมผู้บริหารสถานศึกษา
       และผู้เกี่ยวข้อง
เรียน ผู้อำนวยการสำนักงาน
อ้างถึง หนังสือสำนักงาน ที่ ศธ ๐๔๐๐๑/๕ ลงวันที่ ๑ ตุลาคม ๒๕๖๙
สิ่งที่ส่งมาด้วย กำหนดการ จำนวน ๑ ฉบับ
ด้วยสำนักงานจะประชุมในวันที่ ๒๐ ตุลาคม ๒๕๖๙
"""
APART = """สำนักงานตัวอย่าง
ตำบลสมมติ 10000
ที่ อว 69.2.1/ว 45
3 ก.ย. 2569
เรื่อง
โครงการตัวอย่าง
เรียน คณบดี
"""
MEMO = """บันทึกข้อความ
ส่วนราชการ กลุ่มอำนวยการ โทร. ๑๒๓
ที่ ศธ ๐๔๙๙๙/๗ วันที่ ๙ มกราคม ๒๕๗๐
เรื่อง ขอใช้ห้อง
เรียน ผู้อำนวยการ
ตามที่ได้กำหนดไว้
"""
LONG = """ที่ ศธ ๐๔๙๙๙/๑๑  สำนักงานตัวอย่าง
๑๕ ตุลาคม ๒๕๖๙
เรื่อง ประกวดราคาจ้างก่อสร้างอาคาร
ด้วยวิธีประกวดราคาอิเล็กทรอนิกส์
ตามโครงการพัฒนาแหล่ง
เรียนรู้ของโรงเรียน ตั้งแต่ปี ๒๕๖๙
ถึงปี ๒๕๗๐
เรียน ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา
ประถมศึกษาตัวอย่าง
อ้างถึง หนังสือ ก
ข และ ค
ตามที่แจ้งแล้วนั้น
เรื่อง นี้ยังไม่แล้วเสร็จ
"""
STAMPED = """ที่ ศธ ๐๔๙๙๙/๑๒
ถึง โรงเรียนตัวอย่าง ก
โรงเรียนตัวอย่าง ข
ด้วยสำนักงานส่งหนังสือ
"""
TORN = """ที่่ ศธ ๐๔๙๙๙/๘ สํา นักงานตัวอย่าง
๒ มกราคม ๒๕๗๐
เรืื่อง การนําเข้า ครั้รั้งที่ ๒ สิ่สิ่งของ
เรียน ผู้อํานวยการ
"""
TURNED = "ท่ี ศธ ๐๔๙๙๙/๙\nเร่ือง ทดสอบ\n"
OLD_FONT = "ท\uf702\uf70a ศธ ๐๔๙๙๙/๑๐\nเรื\uf70aอง ทดสอบ\n"


def test_an_external_letter_is_read() -> None:
    assert read_letter(EXTERNAL) == LetterRead(
        ref="ศธ 04999/ว 123",
        day=date(2026, 10, 15),
        subject="ขอเชิญประชุมผู้บริหารสถานศึกษา และผู้เกี่ยวข้อง",
        sender="สำนักงานตัวอย่าง",
        to="ผู้อำนวยการสำนักงาน",
        refers_to="หนังสือสำนักงาน ที่ ศธ 04001/5 ลงวันที่ 1 ตุลาคม 2569",
        urgency="very",
    )


def test_the_sender_may_stand_above_and_the_subject_below_its_word() -> None:
    read = read_letter(APART)
    assert (read.ref, read.sender) == ("อว 69.2.1/ว 45", "สำนักงานตัวอย่าง")
    assert (read.day, read.subject) == (date(2026, 9, 3), "โครงการตัวอย่าง")


def test_what_goes_on_over_lines_is_read_up_to_the_next_heading() -> None:
    read = read_letter(LONG)
    assert read.subject == (
        "ประกวดราคาจ้างก่อสร้างอาคาร ด้วยวิธีประกวดราคาอิเล็กทรอนิกส์ ตามโครงการพัฒนาแหล่ง "
        "เรียนรู้ของโรงเรียน ตั้งแต่ปี 2569 ถึงปี 2570"
    )
    assert read.to == "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา ประถมศึกษาตัวอย่าง"
    assert read.refers_to == "หนังสือ ก ข และ ค"


def test_to_whom_a_stamped_letter_goes_is_read() -> None:
    assert read_letter(STAMPED).to == "โรงเรียนตัวอย่าง ก โรงเรียนตัวอย่าง ข"


@pytest.mark.parametrize(
    ("text", "subject", "to"),
    [
        ("เรื่อง ก\nด้วยจะประชุม\n", "ก", ""),
        ("เรื่อง ก\nข\nค\nง\n", "ก ข ค", ""),
        ("เรียน ก\nสำนักงานจะประชุม\n", "", "ก"),
        ("เรียน\nก\nสำนักงานจะประชุม\n", "", "ก"),
        ("ส่งมาก่อน\nถึงวันที่ 5\n", "", ""),
    ],
)
def test_without_a_heading_behind_it_no_text_is_taken_in(text: str, subject: str, to: str) -> None:
    assert (read_letter(text).subject, read_letter(text).to) == (subject, to)


def test_a_memorandum_names_its_part_and_its_day_beside_its_number() -> None:
    read = read_letter(MEMO)
    assert (read.ref, read.day) == ("ศธ 04999/7", date(2027, 1, 9))
    assert read.sender.startswith("กลุ่มอำนวยการ")
    assert read.subject == "ขอใช้ห้อง"


def test_torn_and_doubled_marks_are_mended() -> None:
    read = read_letter(TORN)
    assert read.ref == "ศธ 04999/8"
    assert read.sender == "สำนักงานตัวอย่าง"
    assert read.subject == "การนำเข้า ครั้งที่ 2 สิ่งของ"
    assert read.to == "ผู้อำนวยการ"


@pytest.mark.parametrize(("text", "ref"), [(TURNED, "ศธ 04999/9"), (OLD_FONT, "ศธ 04999/10")])
def test_marks_of_old_files_are_read(text: str, ref: str) -> None:
    assert (read_letter(text).ref, read_letter(text).subject) == (ref, "ทดสอบ")


def test_a_secret_letter_says_so() -> None:
    assert read_letter("ลับมาก\nที่ ศธ 1/2\nเรื่อง ก\n").secrecy == "very"


def test_the_day_of_another_letter_is_not_its_own() -> None:
    text = "เรื่อง ก\nอ้างถึง หนังสือ ที่ ศธ 1/2 ลงวันที่ 1 ตุลาคม 2569\n"
    assert (read_letter(text).day, read_letter(text).ref) == (None, "")


@given(st.text())
def test_any_text_is_read_without_a_fault(text: str) -> None:
    read = read_letter(text)
    assert len(read.subject) <= 500
    assert len(read.to) <= 300
    assert len(read.sender) <= 300


@given(st.integers(1, 99_999), st.sampled_from(["", "ว", "ว "]))
def test_a_ref_is_found_in_any_sentence(number: int, mark: str) -> None:
    ref = f"ศธ 04999/{mark}{number}"
    assert refs_in(f"หนังสือสำนักงาน ที่ {thai_digits(ref)} ลงวันที่") == [ref_key(ref)]


@given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 60)))
def test_with_what_is_missing_the_series_has_no_gap(new: set[int], taken: set[int]) -> None:
    spans = missing(new, taken)
    absent = {n for first, last in spans for n in range(first, last + 1)}
    assert not absent & (new | taken)
    if new:
        first = max((n for n in taken if n < min(new)), default=min(new))
        assert set(range(first, max(new) + 1)) <= new | taken | absent


@pytest.mark.parametrize("text", ["", "0", "ก", "123456", "1/1999"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        number_and_year(text)
