"""Numbers of a report with their unit and place; what only looks like a number is left out.

Left out: days, clock times, years, numbers of orders ("295/2557"), of grades ("ป.6"), of items and
of anything "ที่ …", and ranges ("60-69"). Money and counts are exact decimals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from khet.rules.calendar import MONTHS, SHORT_MONTHS
from khet.rules.thai import arabic_digits, thai_digits, tidy

PERCENT = "ร้อยละ"
_DASHES = str.maketrans(dict.fromkeys("–—−‐‑", "-") | {"\u00a0": " ", "％": "%"})
NUMBER = r"\d{1,3}(?:,\d{3})+(?: ?\.\d+)?|\d+(?:\.\d+| \.\d\d(?!\d))?"
_RUN_ON = re.compile(r"(?<=[ก-๎])(?=\((?:[2-9]|1\d)\) ?(?:[ก-ฮเ-ไ]|$))")
"""Where the number of an item has lost its space: "การเรียนรู้(3) การกระจาย"."""
_QUANTITY = re.compile(rf"(?<![\d.,/A-Za-z])([+-](?=\d))?({NUMBER})(?![\d/])(?!,\d)(?!\.\d)")
_MONTHS = "|".join(re.escape(name) for name in sorted((*MONTHS, *SHORT_MONTHS), key=len)[::-1])
_DAYS = r"\d{1,2}(?: ?[-,] ?\d{1,2})*(?: ?และ ?\d{1,2})?"
_MORE = r"(?:(?: ?[-,] ?| ?และ ?)(?:ป\.|ม\.)?\d+)*"
_YEAR = r"(?:24|25|26)\d\d"
_ORDINALS = (
    "(?<!หน้า)(?<!พื้น)(?<!สถาน)ที่|ข้อ|มาตรา|ลำดับ|ลําดับ|เลข|เลขที่|หมู่|(?<!พ)ม\\.|(?<!พ)ป\\.|อ\\.|ปวช\\.|ตาราง|(?<![ก-๎])(?:ดัง|ตาม)?ภาพ|หน้า|ฉบับ|"
    "โทรศัพท์|โทรสาร|โทร\\.?|รหัส|บทที่|ภาคเรียน|โซน|Grade|No\\."
)
_KINDS = "มาตรฐาน|ตัวชี้วัด|กลยุทธ์|ชั้น|ระดับ"
_COUNTED = r"(?! ?(?:โรง|คน|แห่ง|บาท|ราย|ข้อ))"
_NOT_QUANTITIES = re.compile(
    "|".join(
        (
            rf"{_DAYS} ?(?:{_MONTHS})(?: ?(?:พ\.ศ\.)? ?\d{{2,4}})?",
            rf"(?:{_MONTHS}) ?(?:พ\.ศ\.)? ?{_YEAR}",
            r"\d{1,2}[.:]\d\d ?(?:- ?\d{1,2}[.:]\d\d ?)?น\.",
            rf"(?:พ\.ศ\.|ปี(?:การศึกษา|งบประมาณ)?(?: ?พ\.ศ\.)?) ?{_YEAR}(?: ?- ?{_YEAR})*",
            r"\d+(?:/\d+)+",
            rf"(?:{_KINDS}) ?\d+(?:\.\d+)?(?!\d*,\d|\.\d|\d){_COUNTED}",
            rf"(?:{_ORDINALS}) ?\d+(?:\.\d+)*{_MORE}(?!\d*,\d|\.\d)",
            r"\d+(?:\.\d+)? ?- ?\d+(?:\.\d+)?",
            r"\d(?:-\d{2,}){2,}",
            r"^ ?(?:\d{1,2}\.)+(?:\d{1,2})?(?= |\D)",
            r"^ ?\(?\d{1,2}\)",
            r"(?<=[ ,])\d{1,2}\)",
        )
    )
)
UNITS = (
    r"เป้าประสงค์|หลังคาเรือน|องค์ประกอบ|ยุทธศาสตร์|ตัวบ่งชี้|ตัวชี้วัด|เครือข่าย|"
    r"สถานศึกษา|ครัวเรือน|กิโลเมตร|หมู่บ้าน|หน่วยงาน|หลักสูตร|โรงเรียน|ครอบครัว|จังหวัด|"
    r"สมรรถนะ|จุดเน้น|พันธกิจ|ตำแหน่ง|สัปดาห์|เครื่อง|ล้านบาท|ชั่วโมง|ประเด็น|ขั้นตอน|"
    r"มาตรการ|กิจกรรม|โครงการ|กลยุทธ์|มาตรฐาน|บริษัท|สถาบัน|ประการ|ลักษณะ|เรื่อง|เหรียญ|"
    r"รางวัล|อําเภอ|องค์กร|ประเภท|รายการ|แนวทาง|นโยบาย|แหล่ง|สมาคม|ทักษะ|อัตรา|สัญญา|ศูนย์|"
    r"หน่วย|กลุ่ม|เดือน|ครั้ง|ผลงาน|อำเภอ|ตําบล|คะแนน|มื้อ|สนาม|ค่าย|ภาคี|ชนิด|วิธี|ช่อง|"
    r"ขั้น|เวที|ระบบ|กม\.|ครัว|นาที|ชิ้น|สาระ|วิชา|หลัง|รุ่น|ฉบับ|แผ่น|เล่ม|ห้อง|ด้าน|ท่าน|"
    r"แห่ง|ชมรม|ตำบล|แบบ|ทุน|ฐาน|งาน|อัน|ต้น|ตัว|ไร่|จุด|คู่|แผน|สาย|คัน|ข้อ|ทีม|คณะ|ชุด|"
    r"ชม\.|วัน|รูป|ราย|โรง|บาท|บท|ใบ|ปี|คน"
)
_UNIT = re.compile(rf" ?(%|เปอร์เซ็นต์|{UNITS})")
_SAME_UNIT = {
    "%": PERCENT,
    "เปอร์เซ็นต์": PERCENT,
    "โรง": "โรงเรียน",
    "สถานศึกษา": "โรงเรียน",
    "ตัวบ่งชี้": "ตัว",
    "ตัวชี้วัด": "ตัว",
    "ราย": "คน",
    "ท่าน": "คน",
    "รูป": "คน",
    "ตําบล": "ตำบล",
    "อําเภอ": "อำเภอ",
}
_PERCENT_BEFORE = re.compile(r"(?:ร้อยละ|อัตราร้อยละ)(?:ละ)? ?(?:ของ\S* )?$")
_MEASURED = frozenset(("%", "เปอร์เซ็นต์", "บาท", "ล้านบาท", "คะแนน", "ชั่วโมง", "กิโลเมตร", "ไร่", "ปี"))
_MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Quantity:
    """A number as printed: its value, how many decimals, its unit ("" unknown), where it stands."""

    value: Decimal
    places: int
    unit: str
    start: int
    end: int
    printed: str

    @property
    def step(self) -> Decimal:
        """One of the last decimal printed: 0.01 of ``48.72``."""
        return Decimal(1).scaleb(-self.places)


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """Text to look for numbers in: Arabic digits, one kind of dash and space, whole sara am."""
    return _RUN_ON.sub(" ", tidy(arabic_digits(text.translate(_DASHES))))


def masked(text: str) -> str:
    """Plain text whose days, years, numbers of items and the like are blotted out, as long as it.

    >>> masked("ชั้น ป.6 มี 5 คน")
    'ชั้น ### มี 5 คน'
    """
    return _NOT_QUANTITIES.sub(lambda found: "#" * len(found[0]), text)


def quantities(text: str) -> list[Quantity]:
    """The quantities of a plain text in their order.

    >>> [(str(q.value), q.unit) for q in quantities("58 โรงเรียน คิดเป็นร้อยละ 49.57 ใช้ 16,154 .00บาท")]
    [('58', 'โรงเรียน'), ('49.57', 'ร้อยละ'), ('16154.00', 'บาท')]
    """
    return list(_found(text))


def _found(text: str) -> Iterator[Quantity]:
    shown = masked(text)
    for found in _QUANTITY.finditer(shown):
        unit, end = _unit_at(shown, found)
        digits = found[2].replace(",", "").replace(" ", "")
        if not unit and "," not in found[2] and re.fullmatch(_YEAR, digits):
            continue
        value = Decimal(digits) * (-1 if found[1] == "-" else 1)
        places = len(digits.partition(".")[2])
        if unit == "ล้านบาท":
            value, places, unit = value * _MILLION, places - 6, "บาท"
        yield Quantity(value, places, unit, found.start(), end, found[0])


def _unit_at(text: str, found: re.Match[str]) -> tuple[str, int]:
    """The unit after the number, or the per cent before it, and where the whole ends."""
    if _PERCENT_BEFORE.search(text[: found.start()]):
        return PERCENT, found.end()
    after = _UNIT.match(text, found.end())
    if not after or ("." in found[2] and after[1] not in _MEASURED):
        return "", found.end()
    return _SAME_UNIT.get(after[1], after[1]), after.end()


def as_printed(line: str, printed: str) -> str:
    """A figure in the digits that its line has it in."""
    thai = thai_digits(printed)
    return thai if thai != printed and thai in line else printed


def told(value: Decimal, places: int = 0) -> str:
    """A number as sentences write it: thousands with commas, at least the decimals asked for.

    >>> told(Decimal("1112250")), told(Decimal("3.9"), 2)
    ('1,112,250', '3.90')
    """
    shown = max(places, -int(value.normalize().as_tuple().exponent), 0)
    return f"{value:,.{shown}f}"
