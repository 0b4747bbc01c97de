"""The order of days in a list or table where all others ascend."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

from khet.rules.checking.days import Day, Stated
from khet.rules.checking.finding import Finding, Kind, Sure
from khet.rules.checking.quantities import as_printed
from khet.rules.checking.stream import Line

_ENOUGH, _GAP = 4, 3


def sequence(lines: Sequence[Line], found: Sequence[Stated]) -> Iterator[Finding]:
    """The one day that breaks the order of its list; which year would keep it.

    >>> from khet.rules.checking.days import stated_in
    >>> from khet.rules.checking.stream import Line
    >>> days = ["6 พ.ย. 2556", "12 ธ.ค. 2557", "4 ม.ค. 2557", "15 ก.พ. 2557", "23 เม.ย. 2557"]
    >>> stream = [Line(n, f"ครั้งที่ {n} วันที่ {day}") for n, day in enumerate(days, 1)]
    >>> [(one.line, one.expected) for one in sequence(stream, stated_in(stream))]
    [(2, '12 ธ.ค. 2556')]
    """
    for run in _runs(lines, found):
        if len(run) > _ENOUGH:
            yield from _of_run(lines, run)


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
        if first.sure and first.days[0].date and lines[at].text:
            run.append(first)
    yield run


def _goes_on(lines: Sequence[Line], last: Stated, one: Stated) -> bool:
    if lines[last.at].table != lines[one.at].table:
        return False
    between = range(last.at + 1, one.at + 1)
    return one.at - last.at <= _GAP and not any(lines[at].heading for at in between)


def _of_run(lines: Sequence[Line], run: Sequence[Stated]) -> Iterator[Finding]:
    days = [one.days[0].date for one in run]
    if any(day is None for day in days) or _ascends(days):
        return
    guilty = [n for n in range(len(days)) if _ascends([*days[:n], *days[n + 1 :]])]
    fitted = [(n, day) for n in guilty for day in run[n].days[0].beside if _fits(days, n, day)]
    if len(fitted) == 1:
        yield _finding(lines, run, *fitted[0], Sure.LIKELY)
    elif guilty:
        yield _finding(lines, run, guilty[-1], None, Sure.LOOK)


def _ascends(days: Sequence[date | None]) -> bool:
    return all(one and other and one <= other for one, other in pairwise(days))


def _fits(days: Sequence[date | None], n: int, day: Day) -> bool:
    """Whether a day in place of the nth stands in its order."""
    return _ascends([*days[:n], day.date, *days[n + 1 :]])


def _finding(
    lines: Sequence[Line], run: Sequence[Stated], n: int, day: Day | None, sure: Sure
) -> Finding:
    one, line = run[n], lines[run[n].at]
    expected = one.moved(day) if day else ""
    beside = run[n - 1] if n else run[1]
    message = f"{one.printed} ไม่เรียงตามลำดับวันกับ {beside.printed} ทั้งที่วันอื่นเรียงกัน"
    if expected:
        message += f" ควรเป็น {expected}"
    shown = as_printed(line.text, one.printed)
    others = (lines[beside.at].number,)
    text = line.text.strip()
    return Finding(line.number, text, Kind.DATE, shown, expected, sure, message, line.page, others)
