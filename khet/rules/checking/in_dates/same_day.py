"""Two times of one thing on one day: รุ่นที่ 1 and รุ่นที่ 2 both on 24 May, where two were meant.

Two meetings of one body on a day are hardly meant; two batches may share a day, unless the report
says nearby that the days were two or that one team or room served both, or both stand with the
same hours at the same place.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from khet.rules.calendar import thai_date
from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.days import Day, Stated
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.times import Time, key_of, times_of

_ONE_AT_A_TIME = re.compile(
    r"(?:วิทยากร|ทีม|คณะ|ชุด|ห้อง|ห้องประชุม|สถานที่|แห่ง|โรงแรม|ค่าย)เดียวกัน|ไม่ซ้ำวัน|คนละวัน|ต่างวันกัน"
)
_HOURS = re.compile(r"\d{1,2}[.:]\d{2}")
_PART = re.compile(r"ก่อน|หลัง|เช้า|บ่าย|(?:โรงเรียน|ร\.ร\.|บ้าน|วัด|อนุบาล)[\u0e01-\u0e4e]{2,20}")
_NEAR, _PLACE = 6, 8


def same_day(report: Report, found: Sequence[Stated]) -> Iterator[Finding]:
    """The second of two times next to each other with the same day.

    >>> from khet.rules.checking.reading.days import stated_in
    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["อบรมวันที่ 24-25 พ.ค. 2557", "รุ่นที่ 1 วันที่ 24 พ.ค. 2557", "รุ่นที่ 2 วันที่ 24 พ.ค. 2557"]
    >>> report = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> [(one.line, one.expected) for one in same_day(report, stated_in(report.lines))]
    [(3, '25 พฤษภาคม 2557')]
    """
    several = [one for one in found if len(one.days) > 1]
    for before, after in pairwise(times_of(report)):
        if not before.precedes(after):
            continue
        if _overlap(before, after) and _apart(report.texts, before, after):
            yield _on_both(report, before, after)
        if before.day.days != after.day.days:
            continue
        other = _other(after, several)
        meant = other or _hardly_meant(before, after) or _apart(report.texts, before, after)
        expected = thai_date(other.date) if other and other.date else ""
        day = after.day.printed
        both = f"{after.told(before.number)} และ {after.told(after.number)}"
        message = f"{both} ลงวันเดียวกัน คือ {day}"
        sure = Sure.LIKELY if meant else Sure.LOOK
        yield found_at(
            *(report.lines, after.at, Kind.DATE, day, expected, sure, message, (before.at,))
        )


def _hardly_meant(before: Time, after: Time) -> bool:
    """Times of one thing, which are of two days; but one may be before and one after it."""
    parts = [_PART.findall(time.rest) for time in (before, after)]
    return after.word.startswith("ครั้งที่") and (parts[0] == parts[1] or not all(parts))


def _overlap(before: Time, after: Time) -> bool:
    """Whether the second begins while the first goes on."""
    begun, ends, next_begun = (
        one.date for one in (before.day.days[0], before.day.days[-1], after.day.days[0])
    )
    return bool(begun and ends and next_begun and begun < next_begun <= ends)


def _on_both(report: Report, before: Time, after: Time) -> Finding:
    message = (
        f"{after.told(after.number)} ({after.day.printed}) "
        f"เริ่มก่อน {after.told(before.number)} ({before.day.printed}) สิ้นสุด"
    )
    printed, others = after.day.printed, (before.at,)
    return found_at(*(report.lines, after.at, Kind.DATE, printed, "", Sure.LIKELY, message, others))


def _apart(texts: Sequence[str], before: Time, after: Time) -> bool:
    """Whether the two can't have been at once: same hours and place, or one team for both."""
    place = key_of(_HOURS.sub("", after.rest))
    if before.rest == after.rest and len(place) >= _PLACE and _HOURS.search(after.rest):
        return True
    near = texts[max(0, before.at - _NEAR) : after.at + _NEAR]
    return any(_ONE_AT_A_TIME.search(text) for text in near)


def _other(time: Time, several: Sequence[Stated]) -> Day | None:
    """The second of the two days that are printed nearby, of which the first is this."""
    day = time.day.days[0]
    for one in several:
        two = len(one.days) == 2 and one.days[0].date == day.date and len(time.day.days) == 1
        if two and abs(one.at - time.at) <= _NEAR:
            return one.days[1]
    return None
