"""Names, positions and user names of people."""

import pytest

from khet.rules.names import name_key, without_title
from khet.rules.positions import PositionHeld, position_held
from khet.rules.user_names import next_user_names, user_name_allowed, user_name_stem


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("นายสมมติ ใจดี", "สมมติ ใจดี"),
        ("นาง สมมติ ใจดี", "สมมติ ใจดี"),
        ("น.ส.เอก ใจดี", "เอก ใจดี"),
        ("ว่าที่ร้อยตรีหญิงสมมติ ใจดี", "สมมติ ใจดี"),
        ("ว่าที่ ร.ต.สมมติ ใจดี", "สมมติ ใจดี"),
        ("จ.ส.อ.สมมติ ใจดี", "สมมติ ใจดี"),
        ("เด็กหญิงไพลิน ใจดี", "ไพลิน ใจดี"),
        ("นายิกา ใจดี", "นายิกา ใจดี"),
        ("ดรุณี ใจดี", "ดรุณี ใจดี"),
        ("ผู้ทดสอบ", "ผู้ทดสอบ"),
        ("นางทองคำ ใจดี", "ทองคำ ใจดี"),
        ("", ""),
    ],
)
def test_titles_are_left_out(name: str, bare: str) -> None:
    assert without_title(name) == bare


def test_people_are_ordered_by_name_not_title() -> None:
    names = ["นายเอก ดี", "นางสาวกาญจน์ ดี", "ว่าที่ร้อยตรีขวัญ ดี"]
    assert sorted(names, key=name_key) == [names[1], names[2], names[0]]


@pytest.mark.parametrize(
    ("position", "held"),
    [
        ("ผู้อำนวยการโรงเรียน", PositionHeld(True, False)),
        ("ผอ.โรงเรียน", PositionHeld(True, False)),
        ("ผู้รักษาการ", PositionHeld(True, True)),
        ("รักษาราชการแทนผู้อำนวยการสถานศึกษา", PositionHeld(True, True)),
        ("รองผู้อำนวยการ รักษาการในตำแหน่งผู้อำนวยการโรงเรียน", PositionHeld(True, True)),
        ("ครู รักษาการหัวหน้าวิชาการ", PositionHeld(False, True)),
        ("รองผู้อำนวยการสถานศึกษา", PositionHeld(False, False)),
        ("ครูผู้ช่วย", PositionHeld(False, False)),
        ("", PositionHeld(False, False)),
    ],
)
def test_who_heads_a_school(position: str, held: PositionHeld) -> None:
    assert position_held(position) == held


def test_a_stem_of_another_area_keeps_its_number() -> None:
    assert user_name_stem("43030001", "3801") == "43030001"
    assert user_name_stem("G-1 ก", "9302") == "g1"


def test_running_numbers_pass_99() -> None:
    assert next(next_user_names("0501", {"0501-99", "0501-x"})) == "0501-100"


@pytest.mark.parametrize("name", ["ab", "A01", "-ab", "a b", "ก01", "a" * 31, ""])
def test_what_is_no_user_name(name: str) -> None:
    assert not user_name_allowed(name)
