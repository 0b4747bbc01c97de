"""Two days of one sentence of which one must come first, and don't.

A term opens before it closes, work begins before it ends, what leads to an event ("เพื่อคัดเลือก…")
comes before it. A slip is told where another year for one of the two puts them right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khet.rules.calendar import academic_year
from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.days import Day, Stated
from khet.rules.checking.reading.parsed import Report

_ON = r"(?:ใน|เมื่อ|ระหว่าง)?(?:วัน)?(?:ที่)? ?$"
_OPENS = re.compile(rf"เปิด(?:ภาค)?เรียน{_ON}")
_CLOSES = re.compile(rf"ปิด(?:ภาค)?เรียน{_ON}")
_BEGINS = re.compile(rf"(?<!ให้)เริ่ม[\u0e01-\u0e4e]{{0,20}} ?{_ON}")
_ENDS = re.compile(rf"(?:สิ้นสุด|แล้วเสร็จ|เสร็จสิ้น)[\u0e01-\u0e4e]{{0,16}} ?{_ON}")
_LEADS = re.compile(
    r"เพื่อ(?:คัดเลือก|คัดสรร|เตรียม|เข้า(?:ร่วม|แข่งขัน)|ส่ง|เป็นตัวแทน|ไป)|ก่อน(?:เข้าร่วม|ไป|การแข่งขัน)"
    rf"|(?:ต่อมา|จากนั้น)(?:จึง)?[\u0e01-\u0e4e]{{0,20}} ?{_ON}"
)
_BACK = re.compile(
    r"ตาม|ลงวันที่|คำสั่ง|หนังสือ|มติ|ประกาศ|จาก(?!นั้น)|ผ่านมา|ครั้งก่อน|ก่อนหน้า|เคย|ปีก่อน|ปีที่แล้ว|อ้างถึง|สืบเนื่อง"
)
_PAST = re.compile(r"เมื่อ|(?<!ระห)ว่าง")
_CLAIM = re.compile(r"ปีการศึกษา ?(?:พ\.ศ\. ?)?(\d{4})")
_LONGEST, _EVER, _FAR, _TITLE = 330, 10_000, 160, 3


@dataclass(frozen=True)
class _Pair:
    at: int
    one: Stated
    other: Stated
    most: int

    def fits(self, first: Day, last: Day) -> bool:
        """Whether the two stand in their order and not further apart than such a thing lasts."""
        if first.date is None or last.date is None:
            return False
        return 0 <= (last.date - first.date).days <= self.most


def pairs(report: Report, found: Sequence[Stated]) -> Iterator[Finding]:
    """Days that stand the wrong way round, or more than a year apart, in a sentence.

    >>> from khet.rules.checking.reading.days import stated_in
    >>> from khet.rules.checking.reading.stream import Line
    >>> text = "เปิดเรียนวันที่ 17 พ.ค. 2564 ปิดภาคเรียนวันที่ 11 ต.ค. 2565 ปีการศึกษา 2565"
    >>> report = Report([Line(1, text)])
    >>> [(one.printed, one.expected) for one in pairs(report, stated_in(report.lines))]
    [('17 พ.ค. 2564', '17 พ.ค. 2565')]
    """
    for one, other in pairwise(found):
        near = one.at == other.at and other.start - one.end <= _FAR
        pair = _paired(report.texts[one.at], one, other) if near else None
        if pair and one.sure and other.sure:
            yield from _told(report, pair)


def _paired(text: str, one: Stated, other: Stated) -> _Pair | None:
    before, between = text[: one.start], text[one.end : other.start]
    if _OPENS.search(before) and _CLOSES.search(between):
        return _Pair(one.at, one, other, _LONGEST)
    if _BACK.search(between):
        return None
    if _BEGINS.search(before) and _ENDS.search(between):
        return _Pair(one.at, one, other, _EVER)
    if (leads := _LEADS.search(between)) and not _PAST.search(between[leads.end() :]):
        backwards = (
            one.days[-1].date and other.days[0].date and other.days[0].date < one.days[-1].date
        )
        return _Pair(one.at, one, other, _LONGEST) if backwards else None
    return None


def _told(report: Report, pair: _Pair) -> Iterator[Finding]:
    """The finding at the day that the academic year claimed leaves out, else at the second."""
    first, last = pair.one.days[-1], pair.other.days[0]
    if not first.date or not last.date or pair.fits(first, last):
        return
    moved = [(pair.one, first, day) for day in first.beside if pair.fits(day, last)]
    moved += [(pair.other, last, day) for day in last.beside if pair.fits(first, day)]
    years = _claimed(report, pair.at)
    right = [(one, day) for one, old, day in moved if _of(day) in years and _of(old) not in years]
    if not moved and pair.most != _EVER:
        return
    one, expected = pair.other, ""
    if len(right) == 1:
        one, expected = right[0][0], right[0][0].moved(right[0][1])
    message = f"{pair.one.printed} ต้องมาก่อน {pair.other.printed}"
    message += "" if pair.most == _EVER else " ไม่กี่เดือน"
    message += f" ควรเป็น {expected}" if expected else ""
    yield found_at(*(report.lines, one.at, Kind.DATE, one.printed, expected, Sure.LIKELY, message))


def _claimed(report: Report, at: int) -> set[int]:
    """The academic years that the line names; where it names none, those of the title."""
    for texts in (report.texts[at : at + 1], report.texts[:_TITLE]):
        if years := {int(year) for text in texts for year in _CLAIM.findall(text)}:
            return years
    return set()


def _of(day: Day) -> int:
    return academic_year(day.date).be if day.date else 0
