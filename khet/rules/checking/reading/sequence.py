"""The order of days: in a list where all others ascend, and of the times of one thing."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.days import Day, Stated
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.times import Time, times_of

_ENOUGH, _GAP, _YEARS_APART, _MONTHS, _A_MONTH = 4, 3, 60, 200, 30
_COMPARED = re.compile(r"ลงวันที่|เลื่อน|เดิม|ปีก่อน|ปีที่|ส่วนปี|หนังสือ|คำสั่ง|ประกาศ(?!ผล|ราย)|เปรียบเทียบ|เทียบกับ")

_BACK = re.compile(r"มติ|ตามที่|อ้างถึง|รับรอง|สืบเนื่อง|ลงวันที่|หนังสือ|คำสั่ง|เดิม")


def sequence(lines: Sequence[Line], found: Sequence[Stated]) -> Iterator[Finding]:
    """The one day that breaks the order of its list; which year would keep it.

    >>> from khet.rules.checking.reading.days import stated_in
    >>> from khet.rules.checking.reading.stream import Line
    >>> days = ["6 พ.ย. 2556", "12 ธ.ค. 2557", "4 ม.ค. 2557", "15 ก.พ. 2557", "23 เม.ย. 2557"]
    >>> stream = [Line(n, f"ครั้งที่ {n} วันที่ {day}") for n, day in enumerate(days, 1)]
    >>> [(one.line, one.expected) for one in sequence(stream, stated_in(stream))]
    [(2, '12 ธ.ค. 2556')]
    """
    for run in _runs(lines, found):
        if len(run) > _ENOUGH:
            yield from _of_run(lines, run)
    for _at, group in groupby(found, key=lambda one: one.at):
        yield from _amid(lines, list(group))


def _amid(lines: Sequence[Line], run: Sequence[Stated]) -> Iterator[Finding]:
    """A day of another year amid four or more of one sentence that follow within months."""
    days = [one.days[0].date for one in run]
    if len(run) != _ENOUGH or not all(one.sure for one in run) or None in days or ascends(days):
        return
    fitted = [
        (n, day) for n, one in enumerate(run) for day in one.days[0].beside if _fits(days, n, day)
    ]
    first, last = days[0], days[-1]
    if len(fitted) != 1 or not 0 < fitted[0][0] < len(run) - 1 or not first or not last:
        return
    if (last - first).days <= _MONTHS and not _COMPARED.search(plain(lines[run[0].at].text)):
        yield _finding(lines, run, *fitted[0], Sure.LIKELY)


def in_times(report: Report) -> Iterator[Finding]:
    """A second time on a day before the first: ครั้งที่ 1 in December 2557, ครั้งที่ 2 in March.

    >>> from khet.rules.checking.reading.stream import Line
    >>> days = ["6 ธ.ค. 2557", "14 มี.ค. 2557", "2 มิ.ย. 2557"]
    >>> lines = [Line(n, f"ครั้งที่ {n} วันที่ {day}") for n, day in enumerate(days, 1)]
    >>> [one.expected for one in in_times(Report(lines))]
    ['6 ธ.ค. 2556']
    """
    run: list[Time] = []
    for time in times_of(report):
        if run and not run[-1].precedes(time):
            yield from _of_times(report.lines, run)
            run = []
        run.append(time)
    yield from _of_times(report.lines, run)


def _of_times(lines: Sequence[Line], run: Sequence[Time]) -> Iterator[Finding]:
    stated = [time.day for time in run]
    if len(run) > 1 and all(one.sure for one in stated):
        yield from _of_run(lines, stated, Sure.LIKELY)


def _runs(lines: Sequence[Line], found: Sequence[Stated]) -> Iterator[list[Stated]]:
    """Days that stand together: the first of each row or line, or several in one sentence."""
    run: list[Stated] = []
    for at, group in groupby(found, key=lambda one: one.at):
        own = list(group)
        first = own[0]
        if len(own) > _ENOUGH:
            yield own
            continue
        if run and not _goes_on(lines, run[-1], first):
            yield run
            run = []
        before = plain(lines[at].text)[: first.start]
        if first.sure and first.days[0].date and not _BACK.search(before):
            run.append(first)
    yield run


def _goes_on(lines: Sequence[Line], last: Stated, one: Stated) -> bool:
    if lines[last.at].table != lines[one.at].table:
        return False
    between = range(last.at + 1, one.at + 1)
    return one.at - last.at <= _GAP and not any(lines[at].heading for at in between)


def _of_run(
    lines: Sequence[Line], run: Sequence[Stated], otherwise: Sure = Sure.LOOK
) -> Iterator[Finding]:
    days = [one.days[0].date for one in run]
    if any(day is None for day in days) or ascends(days):
        return
    guilty = [n for n in range(len(days)) if ascends([*days[:n], *days[n + 1 :]])]
    fitted = [(n, day) for n in guilty for day in run[n].days[0].beside if _fits(days, n, day)]
    if len(fitted) == 1 and len(run) > 2 and _off(days, fitted[0][0]) >= _YEARS_APART:
        near = _is_near(days, *fitted[0])
        yield _finding(lines, run, *fitted[0], Sure.LIKELY if near else otherwise)
    elif guilty:
        yield _finding(lines, run, guilty[-1], None, otherwise)


def _is_near(days: Sequence[date | None], n: int, day: Day) -> bool:
    """Whether a day at either end is then as near to its neighbour as the others are to theirs."""
    if 0 < n < len(days) - 1:
        return True
    mended = [*days[:n], day.date, *days[n + 1 :]]
    gaps = [(other - one).days for one, other in pairwise(mended) if one and other]
    own = gaps.pop(0 if n == 0 else -1)
    return own <= max(gaps) + _A_MONTH


def ascends(days: Sequence[date | None]) -> bool:
    """Whether days are known and none stands before the one above it."""
    return all(one and other and one <= other for one, other in pairwise(days))


def _off(days: Sequence[date | None], n: int) -> int:
    """By how many days the nth breaks the order: a slip of the year is far off."""
    near = days[max(0, n - 1) : n + 2]
    return max((one - other).days for one, other in pairwise(near) if one and other)


def _fits(days: Sequence[date | None], n: int, day: Day) -> bool:
    """Whether a day in place of the nth stands in its order."""
    return ascends([*days[:n], day.date, *days[n + 1 :]])


def _finding(
    lines: Sequence[Line], run: Sequence[Stated], n: int, day: Day | None, sure: Sure
) -> Finding:
    one, beside = run[n], run[n - 1] if n else run[1]
    expected = one.moved(day) if day else ""
    message = f"{one.printed} ไม่เรียงตามลำดับวันกับ {beside.printed} ทั้งที่วันอื่นเรียงกัน"
    if expected:
        message += f" ควรเป็น {expected}"
    return found_at(lines, one.at, Kind.DATE, one.printed, expected, sure, message, (beside.at,))
