"""What an account has left at its end: received less spent, as rows of sums say it.

Kind ``difference``. A row "คงเหลือ" below one of what was received and one of what was spent, in one
table, or in lists of one amount a line that follow each other ("รวมรับ … รวมจ่าย … คงเหลือ").
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.reading.cells import Cell, Row, row_of
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid

_RECEIVED = re.compile(
    r"^(?:งบประมาณ|วงเงิน|เงิน)?(?:ที่)?"
    r"(?:ได้รับ|จัดสรร|รายรับ|ยอดยกมา|รับทั้ง|รวมรับ|รวมรายรับ|รวมเงินรับ|รวมเงินบริจาค|วงเงิน|งบประมาณ)"
)
_SPENT = re.compile(r"^(?:ได้)?(?:ใช้|เบิกจ่าย|จ่าย|รายจ่าย|รวมจ่าย|รวมรายจ่าย|รวมค่าใช้จ่าย)")
_BALANCE = re.compile(r"^(?:งบประมาณ|เงิน|ยอด)?(?:ที่)?(?:คงเหลือ|เหลือ)")
_AMOUNT = re.compile(r"\d ?บาท")
"""An amount before the last number of a line: a sentence that says more."""
_SUM = "รวม"
_FAR = 40
_Named = tuple[Row, Cell]


def check(report: Report) -> Outcome:
    """What is left at the end of all tables and lists of a report.

    >>> texts = ["รวมรับ 50,120.00", "ข้าวสาร 41,000.00", "ไข่ 980.00", "รวมจ่าย 41,980.00"]
    >>> texts += ["คงเหลือยกไปเดือนกรกฎาคม 7,240.00"]
    >>> found = check(Report([Line(n, text) for n, text in enumerate(texts, 1)])).findings
    >>> [(one.line, one.printed, one.expected) for one in found]
    [(5, '7,240.00', '8,140.00')]
    """
    wide = (grid for grid in report.grids if grid.width > 1)
    columns = (_cells(grid, n) for grid in wide for n in range(grid.width))
    several = [*columns, _lone(report)]
    return sum((_of_column(report.lines, one) for one in several), Outcome())


def _cells(grid: Grid, n: int) -> list[_Named]:
    return [(row, row.cells[n]) for row in grid.rows if row.cells[n].value is not None]


def _lone(report: Report) -> list[_Named]:
    """The rows of one amount: of tables of one column, and lines that are such a row."""
    tables = {row.at: row for grid in report.grids for row in grid.rows}
    rows = [row for at in range(len(report.lines)) if (row := tables.get(at) or _row(report, at))]
    lone = [row for row in rows if len(row.cells) == 1 and row.numbers]
    return [(row, row.cells[0]) for row in lone if not _AMOUNT.search(row.label)]


def _row(report: Report, at: int) -> Row | None:
    """A line that is no row of a table but says what is left, as a row."""
    return row_of(report.lines[at], at) if _BALANCE.match(report.texts[at]) else None


def _of_column(lines: Sequence[Line], column: Sequence[_Named]) -> Outcome:
    found = Outcome()
    for place, (row, left) in enumerate(column):
        if _BALANCE.match(row.label):
            before = [one for one in column[:place] if left.at - one[1].at <= _FAR]
            found += _of_balance(lines, before, left)
    return found


def _of_balance(lines: Sequence[Line], before: Sequence[_Named], left: Cell) -> Outcome:
    """A balance by the last sum spent and the last sum received before it."""
    spent = _last(before, _SPENT)
    received = _last([one for one in before if spent and one[1].at < spent.at], _RECEIVED)
    if not spent or not received or not received.value or not spent.value:
        return Outcome()
    rest = received.value - spent.value
    if left.value in (rest, *_carried(before, rest)):
        return Outcome(1)
    if rest <= 0:
        return Outcome()
    reckoned = f"{received.printed} − {spent.printed} = {told(rest, left.places)}"
    message = f"{reckoned} แต่พิมพ์ไว้ {left.printed}"
    return Outcome(1, (finding(lines, left, Kind.DIFFERENCE, rest, Sure.CERTAIN, message),))


def _last(rows: Sequence[_Named], named: re.Pattern[str]) -> Cell | None:
    """The last row of such a name, a sum before a single amount; none where single ones vie."""
    cells = [(row.label.startswith(_SUM), cell) for row, cell in rows if named.match(row.label)]
    sums = [cell for is_sum, cell in cells if is_sum]
    if sums:
        return sums[-1]
    return cells[0][1] if len(cells) == 1 else None


def _carried(before: Sequence[_Named], rest: Decimal) -> Iterator[Decimal]:
    """What is left with one or more of the amounts above, brought forward."""
    amounts = [cell.value for _row, cell in before if cell.value]
    yield from (rest + amount for amount in amounts)
    yield from (rest + amount for amount in accumulate(amounts))
