"""The columns of means by strand, standard and indicator."""

from collections.abc import Mapping
from dataclasses import replace

from khet.jobs.registers.columns import Column, count, one_of, words
from khet.jobs.registers.published_columns import SITTING, SOURCE, marks
from khet.jobs.registers.school_columns import SCHOOL
from khet.records.learning.models import StandardMean
from khet.rules.standards import standard_code

LEVEL_KEYS = {str(label): str(value) for value, label in StandardMean.Level.choices}
LEVEL_NAMES = {value: label for label, value in LEVEL_KEYS.items()}
_LEVELS: Mapping[str, tuple[str, ...]] = {
    "สาระ": ("สาระการเรียนรู้", "strand"),
    "มาตรฐาน": ("มาตรฐานการเรียนรู้", "standard"),
    "ตัวชี้วัด": ("indicator",),
}
COLUMNS = (
    *SITTING,
    replace(
        SCHOOL,
        required=False,
        mend="ใส่รหัสโรงเรียน 8 หลัก หรือเว้นว่างเมื่อเป็นค่าของทั้งเขต",
        example="",
    ),
    Column("level", "ระดับ", one_of(_LEVELS), f"ใส่ {' หรือ '.join(_LEVELS)}", (), True, "มาตรฐาน"),
    Column(
        "standard",
        "รหัส",
        standard_code,
        "ใส่รหัสตามหลักสูตร เช่น ค 1 หรือ ค 1.1 หรือ ค 1.1 ป.6/1",
        ("รหัสสาระ", "รหัสมาตรฐาน", "รหัสตัวชี้วัด", "มาตรฐาน/ตัวชี้วัด"),
        True,
        "ท 1.1",
    ),
    Column("name", "ชื่อ", words(300), "ใส่ชื่อไม่เกิน 300 ตัวอักษร", ("ชื่อมาตรฐาน", "คำอธิบาย")),
    Column("n", "จำนวนนักเรียน", count, "ใส่จำนวนเต็มตั้งแต่ 0 หรือเว้นว่าง", ("จำนวนผู้เข้าสอบ",)),
    Column(
        "mean",
        "คะแนนเฉลี่ย",
        marks,
        "ใส่ตัวเลข 0–100 ทศนิยมไม่เกิน 2 ตำแหน่ง",
        ("ค่าเฉลี่ย", "คะแนนเฉลี่ยร้อยละ"),
        True,
        "46.18",
    ),
    SOURCE,
)
