"""Days against the fiscal or academic year that the title of a report claims.

The second of two times a year too late; the one entry of a plan's schedule of another year.
"""

from collections.abc import Iterator
from itertools import pairwise

from khet.rules.checking.days import Day
from khet.rules.checking.finding import Finding, Sure
from khet.rules.checking.parsed import Report
from khet.rules.checking.times import times_in
from khet.rules.checking.year_claims import TITLE, Claim, claims, is_held, outside

_SOON = 150


def in_title(report: Report) -> Iterator[Finding]:
    """The second of two times a year too late for the year that the report's title claims.

    >>> from khet.rules.checking.stream import Line
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
