"""The columns of the register of schools; the first of them names schools in other registers."""

from khet.jobs.registers.columns import Column, day, levels, words
from khet.jobs.registers.networks import ALIASES, DISTRICT, SECTOR
from khet.rules.school_codes import parse_digits, parse_school_code

_DAY = "ใส่วันที่ เช่น 16 พ.ค. 2556 หรือ 16/5/2556"
SCHOOL = Column(
    "code",
    "รหัสโรงเรียน",
    parse_school_code,
    "ใส่รหัสโรงเรียน 8 หลัก (โรงเรียนที่ไม่มีรหัส 8 หลัก ใส่ 10 หลัก)",
    ("รหัสโรงเรียน 8 หลัก", "รหัส smis", "smis", "รหัสสถานศึกษา", "school"),
    True,
    example="93020001",
)
COLUMNS = (
    SCHOOL,
    Column(
        "moe10",
        "รหัสกระทรวง 10 หลัก",
        lambda text: parse_digits(text, 10),
        "ใส่ตัวเลข 10 หลัก",
        ("รหัส 10 หลัก", "รหัสกระทรวง"),
        example="1093000001",
    ),
    Column(
        "obec6",
        "รหัส สพฐ. 6 หลัก",
        lambda text: parse_digits(text, 6),
        "ใส่ตัวเลข 6 หลัก",
        ("รหัส 6 หลัก", "percode"),
        example="000001",
    ),
    Column(
        "name",
        "ชื่อโรงเรียน",
        words(200),
        "ใส่ชื่อโรงเรียนไม่เกิน 200 ตัวอักษร",
        ("โรงเรียน", "ชื่อสถานศึกษา", "ชื่อ", "name"),
        True,
        example="บ้านตัวอย่าง",
    ),
    ALIASES,
    SECTOR,
    Column("subdistrict", "ตำบล", words(200), "ใส่ชื่อหรือรหัสตำบล", example="ต้นแบบ"),
    DISTRICT,
    Column(
        "network",
        "เครือข่าย",
        words(200),
        "ใส่ชื่อหรือรหัสเครือข่าย",
        ("เครือข่ายโรงเรียน", "ชื่อเครือข่าย"),
        example="ต้นแบบ",
    ),
    Column(
        "levels",
        "ระดับชั้นที่เปิดสอน",
        levels,
        "ใส่ช่วงชั้น เช่น อ.2–ป.6 หรือ ป.1-ม.3",
        ("ระดับชั้น", "ชั้นที่เปิดสอน"),
        example="อ.2–ป.6",
    ),
    Column("opened", "วันที่เปิด", day, _DAY, ("วันก่อตั้ง", "วันที่ก่อตั้ง")),
    Column("closed", "วันที่เลิก", day, _DAY, ("วันที่ยุบเลิก", "วันที่เลิกสถานศึกษา")),
    Column(
        "merged_into",
        "รวมกับโรงเรียน",
        parse_school_code,
        "ใส่รหัสของโรงเรียนที่ไปรวมด้วย",
        ("รวมกับโรงเรียนรหัส", "ไปรวมกับ"),
    ),
)
