"""Whether the numbers of a column are years, which nobody adds up.

They are where every number is a Buddhist or Christian year of four digits and the heading names a
year (ปีที่สร้าง, พ.ศ.), or names nothing that is counted. Where the heading begins with a year they
may be shorter (66 for 2566). A year with its number (ปี 2568) says of when the column is, not what
stands in it. Source: what offices ask for in such files.
"""

import re
from collections.abc import Collection
from decimal import Decimal

_BUDDHIST, _CHRISTIAN = range(2400, 2701), range(1900, 2101)
_SHORT = range(1, 100)
_YEAR = r"(?:ปี(?![่้๊๋])|(?:พ\.? ?ศ|ค\.? ?ศ)\.)"
_NUMBERED = r" ?(?:การศึกษา|งบประมาณ|ที่)? ?(?:พ\.? ?ศ\. ?)?[0-9๐-๙]"
_OF_WHEN = rf"(?:{_NUMBERED}|นี้|ก่อน|หน้า|ละ|ที่แล้ว|ที่ผ่านมา)"
_NAMED, _WHEN = re.compile(rf"{_YEAR}(?!{_OF_WHEN})"), re.compile(rf"{_YEAR}{_OF_WHEN}")
_COUNTED = re.compile("จำนวน|บาท|เงิน|ราคา|งบ|ค่า|ยอด|รวม|คน|นักเรียน|ครู|ห้อง|เมตร|ชั่วโมง|หน่วย|ขนาด|พื้นที่")


def are_years(label: str, numbers: Collection[Decimal]) -> bool:
    """Whether the numbers of a column that is called so are years.

    >>> be = [Decimal(2566), Decimal(2567)]
    >>> are_years("ปีที่สร้าง", be), are_years("ก่อตั้งเมื่อ", be), are_years("จำนวนเงิน (บาท)", be)
    (True, True, False)
    >>> are_years("ปีการศึกษา 2568", be), are_years("ปีที่ซื้อ", [Decimal(66)])
    (False, True)
    """
    if all(_is_of(number, _BUDDHIST, _CHRISTIAN) for number in numbers):
        return bool(_NAMED.search(label) or not (_WHEN.search(label) or _COUNTED.search(label)))
    some = all(_is_of(number, _BUDDHIST, _CHRISTIAN, _SHORT) for number in numbers)
    return some and any(map(_NAMED.match, label.split(" – ")))


def _is_of(number: Decimal, *spans: range) -> bool:
    whole = int(number)
    return whole == number and any(whole in span for span in spans)
