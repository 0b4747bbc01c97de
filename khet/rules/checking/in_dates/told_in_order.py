"""Days that one text tells in the order in which things happened.

A case of a pupil from absence to return, and an approval at the end of a letter, which can't be
before the letter itself.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.days import Stated
from khet.rules.checking.reading.parsed import Report

_NEXT = re.compile(
    r"ลงพื้นที่|กลับ(?:เข้า|มา)เรียน|รายงานเขต|รายงานต่อ|ส่งต่อ|เข้ารับการ|แจ้ง(?:ผู้ปกครอง|เขต|ตำรวจ)|ช่วยเหลือ|เยี่ยมบ้าน"
    r"|ประชุมรายกรณี|ยุติ"
)
_BACK = re.compile(
    r"ตาม|ลงวันที่|เมื่อ|ซึ่ง|เดิม|ตั้งแต่|ก่อน|คำสั่ง|หนังสือ|สืบเนื่อง|ย้อน|เคย|ขณะที่|ส่วน|กรณี|โรงเรียน(?:บ้าน|วัด|อนุบาล)"
    r"|เด็ก(?:ชาย|หญิง)|นาย|นาง|ด\.[ชญ]\."
)
_HEAD = re.compile(r"^(?:ที่ .{3,60})?วันที่ ?$|^$")
_OPINION = re.compile(r"^(?:ความเห็น|ข้อสั่งการ|คำสั่ง|บันทึก)(?:ของ)?(?:ผู้|เจ้าหน้าที่|หัวหน้า|รอง)")
_AGREED = re.compile(r"(?:อนุมัติ|อนุญาต|ทราบ|เห็นชอบ|ชอบ)[^0-9]{0,20}วันที่ ?$")
_ENOUGH, _A_MONTH, _HEADS, _FAR = 4, 31, 8, 90


def told_in_order(report: Report, found: Sequence[Stated]) -> Iterator[Finding]:
    """Days that a text of such an order has too early.

    >>> from khet.rules.checking.reading.days import stated_in
    >>> from khet.rules.checking.reading.stream import Line
    >>> text = "ขาดเรียน 26 พ.ค. 68 แจ้งเขต 4 มิ.ย. 68 ลงพื้นที่ 1 มิ.ย. 68 กลับมาเรียน 16 มิ.ย. 68"
    >>> report = Report([Line(1, text)])
    >>> [one.printed for one in told_in_order(report, stated_in(report.lines))]
    ['1 มิ.ย. 68']
    """
    for _at, group in groupby(found, key=lambda one: one.at):
        yield from _of_case(report, list(group))
    yield from _of_letter(report, found)


def _of_case(report: Report, several: Sequence[Stated]) -> Iterator[Finding]:
    """The one day of four or more of a case that is before the one told before it."""
    days = [one.days[0].date for one in several]
    known = [day for day in days if day]
    if len(known) < _ENOUGH or len(known) < len(days) or not all(one.sure for one in several):
        return
    back = [n for n, (one, other) in enumerate(pairwise(known), 1) if other < one]
    if len(back) != 1:
        return
    one, other = several[back[0] - 1 : back[0] + 1]
    between = report.texts[one.at][one.end : other.start]
    near = (known[back[0] - 1] - known[back[0]]).days <= _A_MONTH
    named = _NEXT.search(between)
    once = named and report.texts[one.at].count(named[0]) == 1
    if near and once and not _BACK.search(between):
        yield _finding(report, other, one)


def _of_letter(report: Report, found: Sequence[Stated]) -> Iterator[Finding]:
    """An approval at the end of a letter that is before the letter."""
    heads = (one for one in found if one.at < _HEADS and _is_head(report, one))
    letter = next(heads, None)
    written = letter.days[0].date if letter else None
    for one in found if letter and written else ():
        text, day = report.texts[one.at], one.days[0].date
        if not day or not written or not 0 < (written - day).days <= _FAR or not one.sure:
            continue
        own = _AGREED.search(text[: one.start]) and not _BACK.search(text[: one.start])
        if letter and own and _OPINION.match(text):
            yield _finding(report, one, letter)


def _is_head(report: Report, one: Stated) -> bool:
    """Whether a day is that of a letter: alone in its line, or after its number."""
    text = report.texts[one.at]
    return one.sure and one.end >= len(text) and bool(_HEAD.match(text[: one.start]))


def _finding(report: Report, one: Stated, before: Stated) -> Finding:
    message = f"{one.printed} อยู่ก่อน {before.printed} ซึ่งเกิดขึ้นก่อน"
    told = one.printed, "", Sure.LIKELY, message, (before.at,)
    return found_at(report.lines, one.at, Kind.DATE, *told)
