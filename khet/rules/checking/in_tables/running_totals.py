"""Columns that go on from row to row: totals to date, and changes since the row above.

Kind ``total`` of a column "สะสม", ``difference`` of a column of changes. Believed where rows bear
it out; a total to date that is wrong alone is told, not the one that follows it.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from khet.rules.calendar import MONTHS, SHORT_MONTHS
from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.cells import Row
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_average, is_total

_TO_DATE = re.compile(r"สะสม")
_CHANGE = re.compile(r"เพิ่ม|ลด|เปลี่ยนแปลง|ผลต่าง|ส่วนต่าง|\+ ?/ ?-")
_OTHER = re.compile(r"ร้อยละ|%")
_MONTHS = "|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))
_PERIOD = re.compile(
    rf"(?:พ\.ศ\. ?)?2[456]\d\d|๒[๔๕๖]|ปี|เดือน|ภาคเรียน|ไตรมาส|ครั้งที่|รุ่นที่|รอบที่|{_MONTHS}"
)
_ENOUGH = 2
Pair = tuple[Row, Decimal]


def check(report: Report) -> Outcome:
    """Totals to date and changes in all tables of a report.

    >>> rows = ["เดือน | ใช้ | สะสม", "ต.ค. | 10 | 10", "พ.ย. | 15 | 25", "ธ.ค. | 5 | 33"]
    >>> rows += ["ม.ค. | 7 | 37"]
    >>> found = check(Report([Line(n, row) for n, row in enumerate(rows, 1)])).findings
    >>> [(one.line, one.printed, one.expected) for one in found]
    [(4, '33', '30')]
    """
    return sum((_of_grid(report.lines, grid) for grid in report.grids), Outcome())


def _of_grid(lines: Sequence[Line], grid: Grid) -> Outcome:
    found = Outcome()
    for n, head in enumerate(grid.heads):
        several = [m for m in range(grid.width) if m != n and not _OTHER.search(grid.heads[m])]
        if _OTHER.search(head):
            continue
        if _TO_DATE.search(head):
            found += _first(_to_date(lines, grid, n, m) for m in several)
        elif _CHANGE.search(head):
            found += _first(_changes(lines, grid, n, m) for m in several)
    return found


def _first(outcomes: Iterator[Outcome]) -> Outcome:
    """The outcome of the first column that a column goes on from."""
    return next((one for one in outcomes if one.checked), Outcome())


def _rows(grid: Grid, n: int, m: int) -> list[Row]:
    """The rows of single values that have a number in both columns."""
    several = [row for row in grid.rows if not (is_total(row.label) or is_average(row.label))]
    return [row for row in several if None not in (row.cells[n].value, row.cells[m].value)]


def _value(row: Row, n: int) -> Decimal:
    """A value of a row; in brackets it is below 0."""
    cell = row.cells[n]
    return (cell.value or Decimal(0)) * (-1 if cell.printed[:1] == "(" else 1)


def _to_date(lines: Sequence[Line], grid: Grid, n: int, m: int) -> Outcome:
    rows = _rows(grid, n, m)
    expected = [(row, _value(last, n) + _value(row, m)) for last, row in pairwise(rows)]
    wrong = [
        one
        for place, one in enumerate(expected)
        if _value(one[0], n) not in (one[1], _value(one[0], m))
        and not _is_trace(expected, place, n, m)
    ]
    right = len(expected) - len(wrong)
    going_on = any(_value(row, n) == of and of != _value(row, m) for row, of in expected)
    if right < _ENOUGH or right < len(wrong) or not going_on:
        return Outcome()
    return Outcome(len(expected), tuple(_finding(lines, *one, n, Kind.TOTAL) for one in wrong))


def _is_trace(expected: Sequence[Pair], place: int, n: int, m: int) -> bool:
    """Whether a total to date is right but for the wrong one before it."""
    if not place:
        return False
    row, (before, of) = expected[place][0], expected[place - 1]
    return _value(before, n) != of and _value(row, n) == of + _value(row, m)


def _changes(lines: Sequence[Line], grid: Grid, n: int, m: int) -> Outcome:
    rows = [row for row in grid.rows if row.cells[m].value is not None]
    if not all(_is_period(row) for row in rows):
        return Outcome()
    pairs = [(row, _value(row, m) - _value(last, m)) for last, row in pairwise(rows)]
    expected = [(row, of) for row, of in pairs if row.cells[n].value is not None]
    wrong = [(row, of) for row, of in expected if not _fits(row, of, n)]
    right = sum(bool(of) and _fits(row, of, n) for row, of in expected)
    turned = all(of and abs(_value(row, n)) == abs(of) for row, of in wrong)
    if not right or right < len(wrong) or (right < _ENOUGH and not turned):
        return Outcome()
    found = (_finding(lines, *one, n, Kind.DIFFERENCE) for one in wrong)
    return Outcome(len(expected), tuple(found))


def _is_period(row: Row) -> bool:
    """Whether a row is of a year, a month or a time, so that rows go on from each other."""
    return bool(_PERIOD.match(row.label or row.cells[0].printed))


def _fits(row: Row, of: Decimal, n: int) -> bool:
    """Equal, its sign left out included."""
    cell = row.cells[n]
    return cell.value == of or (cell.value == abs(of) and cell.printed[:1] != "+")


def _finding(lines: Sequence[Line], row: Row, of: Decimal, n: int, kind: Kind) -> Finding:
    cell = row.cells[n]
    message = f"{row.label} นับต่อจากแถวก่อนได้ {told(of, cell.places)} แต่พิมพ์ไว้ {cell.printed}"
    return finding(lines, cell, kind, of, Sure.LIKELY, message.strip())
