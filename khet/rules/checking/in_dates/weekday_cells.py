"""A weekday in the column beside the day of a schedule's row, which is another's.

Only where other rows have the right one: then the column is of these days' weekdays.
"""

import re
from collections.abc import Iterator, Sequence

from khet.rules.calendar import thai_date
from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.days import WEEKDAYS, Day, stated
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line

_COLUMNS = re.compile(r" {2,}|\t| \| ")
_CELL = re.compile(rf"(?:วัน)?({'|'.join(WEEKDAYS)})(?:ที่ ?\d)?")
_BRACKETED = re.compile(rf"\(วัน({'|'.join(WEEKDAYS)})\)")
_ENOUGH = 2


def weekday_cells(lines: Sequence[Line]) -> Iterator[Finding]:
    """The weekdays in a column of their own that aren't those of the days beside.

    >>> texts = ["3 ก.พ. 61  วันเสาร์  สอบ", "9 ก.พ. 61  วันศุกร์  ประชุม", "14 ก.พ. 61  วันพฤหัสบดี  ค่าย"]
    >>> [one.expected for one in weekday_cells([Line(n, text) for n, text in enumerate(texts, 1)])]
    ['วันพุธ']
    """
    yield from _in_brackets(lines)
    read = [(at, *pair) for at, line in enumerate(lines) for pair in _pairs(line)]
    wrong = [(at, day, said) for at, day, said in read if _weekday(day) != said]
    if len(read) - len(wrong) < max(_ENOUGH, 2 * len(wrong)):
        return
    for at, day, said in wrong:
        right, printed = f"วัน{_weekday(day)}", f"วัน{said}"
        message = f"{thai_date(day.date)} เป็น{right} ไม่ใช่{printed}" if day.date else ""
        yield found_at(lines, at, Kind.DATE, printed, right, Sure.LIKELY, message)


def _in_brackets(lines: Sequence[Line]) -> Iterator[Finding]:
    """The weekday in brackets in a row that begins with its only day."""
    for at, line in enumerate(lines):
        cells = [plain(cell).strip() for cell in _COLUMNS.split(line.text.strip())]
        named = _BRACKETED.findall(" ".join(cells[1:]))
        day = _only_day(cells[0]) if len(named) == 1 and len(cells) > 1 else None
        if not day or len(stated(plain(line.text))) > 1 or _weekday(day) == named[0]:
            continue
        right, printed = f"วัน{_weekday(day)}", f"วัน{named[0]}"
        message = f"{thai_date(day.date)} เป็น{right} ไม่ใช่{printed}" if day.date else ""
        yield found_at(lines, at, Kind.DATE, printed, right, Sure.LIKELY, message)


def _pairs(line: Line) -> Iterator[tuple[Day, str]]:
    """Weekdays in a column of their own, each with the day beside where it is the only one."""
    cells = [plain(cell).strip() for cell in _COLUMNS.split(line.text.strip())]
    for n, cell in enumerate(cells):
        if named := _CELL.fullmatch(cell):
            days = [day for other in cells[max(0, n - 1) : n + 2] if (day := _only_day(other))]
            if len(days) == 1:
                yield days[0], named[1]


def _only_day(cell: str) -> Day | None:
    """The day that a cell has, where it has nothing else."""
    found = stated(cell)
    alone = len(found) == 1 and len(found[0].days) == 1 and found[0].printed == cell
    return found[0].days[0] if alone and found[0].days[0].date else None


def _weekday(day: Day) -> str:
    return WEEKDAYS[day.date.weekday()] if day.date else ""
