"""The columns of what others told of sittings, and what their cells are called within."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from khet.jobs.registers.columns import Column, level, one_of, words, year
from khet.jobs.registers.school_columns import SCHOOL
from khet.records.learning.models import Published
from khet.rules.colours import FIRST_YEAR, colour_words
from khet.rules.scores import parse_score
from khet.rules.thai import arabic_digits

_WHATS: Mapping[str, tuple[str, ...]] = {
    "ขีดจำกัดล่าง": ("ค่าขีดจำกัดล่าง", "limit"),
    "ร้อยละไม่ผ่าน": ("ร้อยละที่ไม่ผ่าน", "ร้อยละไม่ผ่านขีดจำกัดล่าง", "percent"),
    "สีของเขต": ("สีเขต", "colour"),
    "ค่าเฉลี่ยระดับประเทศ": ("ระดับประเทศ", "national-mean"),
    "ค่าเฉลี่ย สพฐ.": ("ระดับ สพฐ.", "obec-mean"),
    "ค่าเฉลี่ยจังหวัด": ("ระดับจังหวัด", "ค่าเฉลี่ยระดับจังหวัด", "province-mean"),
}
WHAT_KEYS = {str(label): str(value) for value, label in Published.What.choices}
WHAT_NAMES = {value: label for label, value in WHAT_KEYS.items()}
COLOURS = colour_words(FIRST_YEAR)
COLOUR_KEYS = {word: key for key, word in COLOURS.items()}


def marks(text: str) -> str:
    """A number of 0–100 with 2 decimals: ``46.1`` → ``46.10``.

    Raises:
        ValueError: not such a number, or more decimals.
    """
    hundredths = parse_score(text).hundredths
    if hundredths is None:
        raise ValueError(text)
    return f"{Decimal(hundredths).scaleb(-2):.2f}"


def _value(text: str) -> str:
    """A number or the word of a colour."""
    try:
        return marks(text)
    except ValueError:
        return one_of({word: (f"สี{word}", key) for word, key in COLOUR_KEYS.items()})(text)


def _round(text: str) -> str:
    digit = arabic_digits(text)
    if digit not in tuple("123456789"):
        raise ValueError(text)
    return digit


SITTING = (
    Column("year", "ปีการศึกษา", year, "ใส่ปีการศึกษา พ.ศ. เช่น 2556", ("ปี",), True, "2556"),
    Column("test", "การสอบ", words(20), "ใส่ชื่อการสอบ เช่น O-NET", ("การทดสอบ",), True, "O-NET"),
    Column("round", "ครั้งที่", _round, "เว้นว่าง หรือใส่ครั้งที่ 1–9", ("รอบ",)),
    Column("grade", "ชั้น", level, "ใส่ชั้น เช่น ป.6 หรือ ม.3", ("ระดับชั้น",), True, "ป.6"),
    Column(
        "subject",
        "วิชา",
        words(100),
        "ใส่ชื่อวิชา หรือ รวมทุกวิชา",
        ("กลุ่มสาระ", "กลุ่มสาระการเรียนรู้"),
        True,
        "ภาษาไทย",
    ),
)
SOURCE = Column(
    "source",
    "ที่มา",
    words(300),
    "ใส่ที่มา เช่น ชื่อเอกสารและหน้า ไม่เกิน 300 ตัวอักษร",
    ("แหล่งที่มา", "เอกสาร"),
    True,
    "รายงานผลสอบของ สทศ. หน้า 12",
)
COLUMNS = (
    *SITTING,
    Column("what", "เรื่อง", one_of(_WHATS), f"ใส่ {' หรือ '.join(_WHATS)}", (), True, "ขีดจำกัดล่าง"),
    replace(
        SCHOOL,
        required=False,
        mend="ใส่รหัสโรงเรียน 8 หลัก เฉพาะเรื่องร้อยละไม่ผ่าน เรื่องอื่นเว้นว่าง",
        example="",
    ),
    Column(
        "value",
        "ค่า",
        _value,
        "ใส่ตัวเลข 0–100 ทศนิยมไม่เกิน 2 ตำแหน่ง สีของเขตใส่ น้ำเงิน เขียว เหลือง แสด แดง หรือดำ",
        ("ค่าหรือสี",),
        True,
        "46.18",
    ),
    SOURCE,
)
