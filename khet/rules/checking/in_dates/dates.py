"""Days that don't exist, another weekday, an end before its beginning, a length that doesn't fit.

Source: the Gregorian calendar with years of the Buddhist era (543 more).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from khet.rules.calendar import MONTHS, thai_date
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.in_dates.due_days import due_days
from khet.rules.checking.in_dates.frames import frames
from khet.rules.checking.in_dates.hours import hours
from khet.rules.checking.in_dates.lengths import lengths
from khet.rules.checking.in_dates.months import months
from khet.rules.checking.in_dates.pairs import pairs
from khet.rules.checking.in_dates.periods import periods
from khet.rules.checking.in_dates.plan_days import plan_days
from khet.rules.checking.in_dates.same_day import same_day
from khet.rules.checking.in_dates.steps import steps
from khet.rules.checking.in_dates.title_years import in_title, of_period
from khet.rules.checking.in_dates.told_in_order import told_in_order
from khet.rules.checking.in_dates.weekday_cells import weekday_cells
from khet.rules.checking.reading.days import WEEKDAYS, Day, Stated, stated_in
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.sequence import in_times, sequence
from khet.rules.checking.reading.stream import Line

_ONE_DAY = re.compile(r"วัน(?:เด็ก|แม่|พ่อ|ครู|สุนทรภู่|ภาษาไทย|วิทยาศาสตร์|ลอยกระทง|อาเซียน|วชิราวุธ|ไหว้ครู)")

_OF_BEFORE = re.compile(
    rf"\d(?: {{2,}}|\t| \| )(?:วัน)?(?:{'|'.join(WEEKDAYS)})(?: {{2,}}|\t| \| )[\d๐-๙]"
)
"""A weekday in a column between two days may be that of the one before."""


def check(report: Report) -> Outcome:
    """All that doesn't fit about days of a report.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["ประชุมวันที่ 31 เมษายน 2557", "อบรม 20-21 ก.ย. 2556 (รวม 3 วัน)"]
    >>> outcome = check(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.line, one.printed, one.expected) for one in outcome.findings]
    [(1, '31 เมษายน 2557', ''), (2, '3 วัน', '2 วัน')]
    """
    lines = report.lines
    found = stated_in(lines)
    findings = [finding for one in found for finding in _of_one(lines, report.texts, one)]
    findings += _neighbours(lines, found)
    known = {finding.line for finding in findings}
    others = [*frames(lines, found), *sequence(lines, found), *in_times(report)]
    others += [
        *same_day(report, found),
        *in_title(report),
        *of_period(report, found),
        *weekday_cells(lines),
        *due_days(lines, report.passages),
        *hours(report),
        *months(report),
        *periods(report),
        *pairs(report, found),
        *steps(report, found),
        *plan_days(report),
        *told_in_order(report, found),
    ]
    findings += _once(one for one in others if one.line not in known)
    return Outcome(len(found), tuple(findings))


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """One finding a line, the surest: a frame and an order say the same of one day."""
    ordered = sorted(findings, key=lambda one: list(Sure).index(one.sure), reverse=True)
    return list({finding.line: finding for finding in ordered}.values())


def _of_one(lines: Sequence[Line], texts: Sequence[str], one: Stated) -> Iterator[Finding]:
    missing = [day for day in one.days if not day.exists]
    if missing:
        yield _missing(lines, one, missing[0])
        return
    yield from _weekdays(lines, one)
    days = [day.date for day in one.days]
    if one.span and days[0] and days[1] and days[1] < days[0]:
        yield _backwards(lines, one)
        return
    for wrong in lengths(_whole(lines, texts, one), one):
        message = f"{one.printed} นับได้ {wrong.expected} ไม่ใช่ {wrong.printed}"
        yield _finding(lines, one, wrong.printed, wrong.expected, wrong.sure, message)


def _whole(lines: Sequence[Line], texts: Sequence[str], one: Stated) -> str:
    """The line of days, with the next where they stand at its end or go on in it."""
    own, at = texts[one.at], one.at + 1
    ends_line = one.end >= len(own) - 1 and not lines[one.at].cells
    goes_on = ends_line and at < len(lines) and not lines[at].cells
    return f"{own} {texts[at]}" if goes_on else own


def _missing(lines: Sequence[Line], one: Stated, day: Day) -> Finding:
    last = next(n for n in (31, 30, 29, 28) if Day(n, day.month, day.year).exists)
    month = MONTHS[day.month - 1]
    sure = Sure.LOOK if day.day > 31 or "/" in one.printed else Sure.CERTAIN
    named = f"เดือน{month} {day.year}" if day.month == 2 and day.year else f"เดือน{month}"
    message = f"ไม่มีวันที่ {day.day} {month} เพราะ{named} มี {last} วัน"
    return _finding(lines, one, one.printed, "", sure, message)


def _weekdays(lines: Sequence[Line], one: Stated) -> Iterator[Finding]:
    for day in one.days:
        real = day.date
        if real is None or day.weekday is None or real.weekday() == day.weekday:
            continue
        if _OF_BEFORE.search(lines[one.at].text):
            continue
        right = f"วัน{WEEKDAYS[real.weekday()]}"
        sure = Sure.CERTAIN if one.sure else Sure.LIKELY
        said = f"วัน{WEEKDAYS[day.weekday]}"
        message = f"{thai_date(real)} เป็น{right} ไม่ใช่{said}{_fitting(day)}"
        yield _finding(lines, one, said, right, sure, message)


def _fitting(day: Day) -> str:
    """The year beside in which the weekday would be right."""
    for other in day.beside:
        if other.date and other.date.weekday() == day.weekday:
            return f" (ถ้าเป็นปี {other.year} จะตรงกัน)"
    return ""


def _backwards(lines: Sequence[Line], one: Stated) -> Finding:
    sure = Sure.CERTAIN if one.sure else Sure.LIKELY
    first, last = (_told(day) for day in one.days)
    message = f"วันสิ้นสุด ({last}) อยู่ก่อนวันเริ่ม ({first})"
    return _finding(lines, one, one.printed, "", sure, message)


def _neighbours(lines: Sequence[Line], found: Sequence[Stated]) -> Iterator[Finding]:
    """A feast of one day on two days next to each other."""
    for one, other in pairwise(found):
        if one.at != other.at or one.span or other.span:
            continue
        first, second = one.days[-1].date, other.days[0].date
        text = plain(lines[one.at].text)
        if first and second and second - first == timedelta(1) and _ONE_DAY.search(text):
            message = f"งานวันเดียวลงไว้สองวัน คือ {thai_date(first)} และ {thai_date(second)}"
            yield _finding(lines, one, other.printed, "", Sure.LOOK, message)


def _told(day: Day) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year or ''}".strip()


def _finding(
    lines: Sequence[Line], one: Stated, printed: str, expected: str, sure: Sure, message: str
) -> Finding:
    return found_at(lines, one.at, Kind.DATE, printed, expected, sure, message)
