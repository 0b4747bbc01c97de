"""Months that go on by one, or by a quarter, down a table or across its heads: one of another year.

A fiscal year passes from ธ.ค. 67 to ม.ค. 68; whoever copies last year's table forgets one of them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from khet.rules.calendar import MONTHS, SHORT_MONTHS
from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.cells import parted
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line

_NAMES = "|".join(
    [*MONTHS, *(re.escape(name).replace(r"\.", r"\.? ?", 1).rstrip() for name in SHORT_MONTHS)]
)
_NUMBERS = {
    name.replace(".", ""): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, 1)
}
_YEAR = r"(?:(?:พ\.ศ\.|ปี)? ?(\d{4}|\d{2})(?!\d))"
_MONTH = re.compile(
    rf"(?:ไตรมาส(?:ที่)? ?\d ?)?(?:\d{{1,2}}[.)] ?)?[(:]? ?(?:ประจำ)?(?:เดือน)? ?"
    rf"({_NAMES})(?![\u0e01-\u0e2e]) ?(?:{_YEAR} ?)?"
    rf"(?:(?:-|ถึง) ?({_NAMES})(?![\u0e01-\u0e2e]) ?{_YEAR}?)?\)?(?=$|[ |])"
)
_QUARTERS = re.compile(
    rf"ไตรมาส(?:ที่)? ?([1-4]) ?(?:\(| )(?:เดือน)? ?({_NAMES}) ?{_YEAR}?"
    rf" ?(?:-|ถึง) ?({_NAMES})(?![\u0e01-\u0e2e])"
)
_SPAN = re.compile(rf"(?<!\d )(?<!\d)({_NAMES}) ?{_YEAR} ?(?:-|ถึง) ?(?:เดือน)? ?({_NAMES}) ?{_YEAR}")
_WHOLE = re.compile(
    rf"(ปีงบประมาณ|ปีการศึกษา) ?(?:พ\.ศ\. ?)?(\d{{4}}) ?\(? ?(?:ระหว่าง|ตั้งแต่)?(?:เดือน)? ?"
    rf"({_NAMES}) ?{_YEAR} ?(?:-|ถึง) ?(?:เดือน)? ?({_NAMES}) ?{_YEAR}"
)
_FIRSTS = (10, 1, 4, 7)
_A_YEAR, _QUARTER, _GAP, _ENOUGH, _MANY = 12, 3, 8, 3, 6
_YEARS = range(2480, 2620)


@dataclass(frozen=True)
class Month:
    """A month printed alone, or the last of a span: ``number`` counts from the year 0 on.

    ``year`` as printed, "" where it isn't; the number is then that of the month.
    """

    at: int
    printed: str
    number: int
    year: str

    def moved(self, years: int) -> "Month":
        """The same of another year."""
        other = str(int(self.year) + years).zfill(len(self.year))
        head, _year, tail = self.printed.rpartition(self.year)
        return Month(self.at, f"{head}{other}{tail}", self.number + years * _A_YEAR, other)


def months(report: Report) -> Iterator[Finding]:
    """The one month of a row of months that is of another year than those beside it.

    >>> texts = ["ต.ค. 66 | 5", "พ.ย. 66 | 7", "ธ.ค. 66 | 6", "ม.ค. 66 | 9", "ก.พ. 67 | 4"]
    >>> report = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> [(one.line, one.printed, one.expected) for one in months(report)]
    [(4, 'ม.ค. 66', 'ม.ค. 67')]
    """
    for run in _runs(report.lines):
        dated = [one for one in run if one.year]
        if len(dated) == len(run) >= _ENOUGH and not _goes_on(run):
            yield from _of_run(report.lines, run)
        elif not dated and len(run) >= _MANY and _has_figures(report.texts, run):
            yield from _unnamed(report.lines, run)
    yield from _quarters(report)
    yield from _backwards(report)
    yield from _of_claims(report)


def _runs(lines: Sequence[Line]) -> Iterator[list[Month]]:
    """The months that rows begin with, and those that stand side by side in one line."""
    down: list[Month] = []
    for at, line in enumerate(lines):
        across = [one for cell in _cells(line) if (one := month_of(cell, at))]
        if len(across) >= _ENOUGH:
            yield across
        elif across:
            if down and not _is_near(lines, down[-1].at, at):
                yield down
                down = []
            down.append(across[0])
    yield down


def _is_near(lines: Sequence[Line], last: int, at: int) -> bool:
    headed = any(line.heading for line in lines[last + 1 : at + 1])
    return lines[last].table == lines[at].table and at - last <= _GAP and not headed


def _cells(line: Line) -> list[str]:
    return [plain(cell) for cell in (line.cells or parted(line.text))]


def month_of(cell: str, at: int = 0) -> Month | None:
    """The month that a cell names, and its year.

    >>> month_of("ไตรมาสที่ 4 (ก.ค. - ก.ย. 2566)").printed, month_of("มีนาคม 2567 ประชุม")
    ('ก.ค. - ก.ย. 2566', None)
    """
    found = _MONTH.match(cell)
    if not found or (found[2] and found[4]) or not _is_alone(cell[found.end() :]):
        return None
    year = found[2] or found[4] or ""
    full = _full(year or "0")
    if year and full not in _YEARS:
        return None
    printed = found[0][found.start(1) - found.start() :].strip(" )")
    month = _NUMBERS[re.sub(r"[. ]", "", found[3] or found[1])]
    return Month(at, printed, full * _A_YEAR + month, year)


def _backwards(report: Report) -> Iterator[Finding]:
    """From a month to another before it: ต.ค. 2567 - ก.ย. 2567."""
    for at, text in enumerate(report.texts):
        for found in _SPAN.finditer(text):
            names = [re.sub(r"[. ]", "", name) for name in (found[1], found[3])]
            years = [_full(year) for year in (found[2], found[4])]
            first, last = (
                year * _A_YEAR + _NUMBERS[name] for year, name in zip(years, names, strict=True)
            )
            known = all(year in _YEARS for year in years) and first - last < 2 * _A_YEAR
            if known and last < first and names[0] != names[1]:
                message = f"{found[3]} {found[4]} อยู่ก่อน {found[1]} {found[2]}"
                yield found_at(*(report.lines, at, Kind.DATE, found[0], "", Sure.LIKELY, message))


def _of_claims(report: Report) -> Iterator[Finding]:
    """A fiscal or academic year with its first and last month right after it, of another year."""
    for at, text in enumerate(report.texts):
        for found in _WHOLE.finditer(text):
            year, first, last = int(found[2]), _full(found[4]), _full(found[6])
            named = [_NUMBERS[re.sub(r"[. ]", "", found[n])] for n in (3, 5)]
            fiscal = found[1] == "ปีงบประมาณ"
            wanted = (year - 1, year) if fiscal else (year, year + 1)
            whole = named == [10, 9] if fiscal else named[0] == 5 and named[1] in (3, 4)
            if whole and last > first and (first, last) != wanted:
                expected = f"{found[3]} {wanted[0]} - {found[5]} {wanted[1]}"
                printed = text[found.start(3) : found.end()]
                message = f"{found[1]} {year} คือ {expected} ไม่ใช่ {printed}"
                sure = Sure.LIKELY
                yield found_at(report.lines, at, Kind.DATE, printed, expected, sure, message)


def _full(year: str) -> int:
    return int(year) + 2500 * (len(year) == 2)


def _has_figures(texts: Sequence[str], run: Sequence[Month]) -> bool:
    """Whether every row has figures, or the months stand side by side: no list of what is done."""
    return len({one.at for one in run}) == 1 or all(
        any(map(str.isdigit, texts[one.at])) for one in run
    )


def _unnamed(lines: Sequence[Line], run: Sequence[Month]) -> Iterator[Finding]:
    """Of months without years, one after another, the one that is of another name."""
    numbers = [one.number for one in run]
    steps = [(other - one) % _A_YEAR for one, other in pairwise(numbers)]
    wrong = [n for n, step in enumerate(steps) if step != 1]
    if len(wrong) != 2 or wrong[1] - wrong[0] != 1 or sum(steps[n] for n in wrong) % _A_YEAR != 2:
        return
    one, before = run[wrong[1]], run[wrong[0]]
    names = MONTHS if one.printed in MONTHS else SHORT_MONTHS
    expected = names[before.number % _A_YEAR]
    message = f"{one.printed} ไม่ต่อจาก {before.printed} ควรเป็น {expected}"
    yield found_at(
        *(lines, one.at, Kind.DATE, one.printed, expected, Sure.LIKELY, message, (before.at,))
    )


def _quarters(report: Report) -> Iterator[Finding]:
    """A quarter with the months of another, where the others are those of the fiscal year."""
    found = [
        (at, mark, _NUMBERS[re.sub(r"[. ]", "", mark[2])])
        for at, text in enumerate(report.texts)
        for mark in _QUARTERS.finditer(text)
    ]
    right = {int(mark[1]) for _at, mark, first in found if first == _FIRSTS[int(mark[1]) - 1]}
    for at, mark, first in found:
        number = int(mark[1])
        if len(right) > 1 and first != _FIRSTS[number - 1]:
            start = _FIRSTS[number - 1]
            names = MONTHS if mark[2] in MONTHS else SHORT_MONTHS
            expected = f"{names[start - 1]} - {names[start + 1]}"
            printed = f"{mark[2]} - {mark[4]}"
            message = f"ไตรมาสที่ {number} ของปีงบประมาณ คือ {expected} ไม่ใช่ {printed}"
            yield found_at(*(report.lines, at, Kind.DATE, printed, expected, Sure.LIKELY, message))


def _is_alone(rest: str) -> bool:
    """Whether only figures follow a month: then it is the label of a row."""
    return not re.search(r"[^\d\s.,%+()-]", rest)


def _goes_on(run: Sequence[Month]) -> bool:
    return all(0 < other.number - one.number <= _QUARTER for one, other in pairwise(run))


def _of_run(lines: Sequence[Line], run: Sequence[Month]) -> Iterator[Finding]:
    fitted = [
        (n, right)
        for n, one in enumerate(run)
        for right in (one.moved(-1), one.moved(1))
        if _goes_on([*run[:n], right, *run[n + 1 :]])
    ]
    if len(fitted) != 1:
        return
    place, right = fitted[0]
    mended = [*run[:place], right, *run[place + 1 :]]
    even = len(list(groupby(other.number - one.number for one, other in pairwise(mended)))) == 1
    inner = 0 < place < len(run) - 1
    sure = Sure.LIKELY if even or (inner and len(run) >= _MANY - 1) else Sure.LOOK
    one, beside = run[place], run[place - 1] if place else run[1]
    message = f"{one.printed} ไม่ต่อจาก {beside.printed} ควรเป็น {right.printed}"
    yield found_at(
        *(lines, one.at, Kind.DATE, one.printed, right.printed, sure, message, (beside.at,))
    )
