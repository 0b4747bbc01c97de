"""Days against the fiscal or academic year that the title of a report claims.

The second of two times a year too late; the period of a fiscal year with an end of another.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.in_dates.frames import is_year
from khet.rules.checking.reading.days import Day, Stated
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.times import times_in
from khet.rules.checking.reading.year_claims import TITLE, Claim, claims, is_held, outside

_SOON, _BEFORE = 150, 40
_PERIOD = re.compile(r"งวด|รอบปี|ประจำปี|ปีงบประมาณ")
_SEVERAL = re.compile(r"\d ?ปี|วาระ|แผน|ถึงปี")


def in_title(report: Report) -> Iterator[Finding]:
    """The second of two times a year too late for the year that the report's title claims.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["โครงการอ่านคล่อง ปีงบประมาณ 2568", "อบรมรุ่นที่ 1 วันที่ 21 มี.ค. 2568"]
    >>> texts.append("อบรมรุ่นที่ 2 วันที่ 4 เม.ย. 2569")
    >>> report = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> [one.expected for one in in_title(report)]
    ['4 เม.ย. 2568']
    """
    claim = next(claims(report.lines[:TITLE]), None)
    for one, other in pairwise(times_in(report.texts) if claim else ()):
        first, second = one.day.days[-1], other.day.days[0]
        if claim is None or not one.precedes(other) or is_held(claim, second):
            continue
        if is_held(claim, first) and (right := _soon_after(claim, first, second)):
            yield outside(report.lines, claim, other.day, other.day.moved(right), Sure.LIKELY)


def _soon_after(claim: Claim, first: Day, second: Day) -> Day | None:
    """The second day in the year claimed, where it then follows the first within months."""
    for day in second.beside:
        if first.date and day.date and 0 <= (day.date - first.date).days <= _SOON:
            return day if is_held(claim, day) else None
    return None


def of_period(report: Report, found: Sequence[Stated]) -> Iterator[Finding]:
    """The period of the title's fiscal year, of which one end is of another year.

    >>> from khet.rules.checking.reading.days import stated_in
    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["ปีงบประมาณ 2563", "งวดตั้งแต่วันที่ 1 ตุลาคม 2562 ถึงวันที่ 30 กันยายน 2564"]
    >>> report = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> [one.expected for one in of_period(report, stated_in(report.lines))]
    ['1 ตุลาคม 2562 - 30 กันยายน 2563']
    """
    claim = next(claims(report.lines[:TITLE]), None)
    for one in found if claim and claim.named == "ปีงบประมาณ" else ():
        text = report.texts[one.at]
        before = text[max(0, one.start - _BEFORE) : one.start]
        if claim is None or not is_year(one) or _SEVERAL.search(text):
            continue
        held = [is_held(claim, day) for day in one.days]
        if _PERIOD.search(before) and held in ([True, False], [False, True]):
            expected = f"1 ตุลาคม {claim.year - 1} - 30 กันยายน {claim.year}"
            message = f"{claim.told} ไม่ใช่ {one.printed}"
            yield found_at(
                *(report.lines, one.at, Kind.DATE, one.printed, expected, Sure.LIKELY, message)
            )
