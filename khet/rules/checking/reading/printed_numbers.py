"""Which numbers a report prints, and in how many of its lines."""

from collections import Counter
from decimal import Decimal

from khet.rules.checking.reading.parsed import Report


def printed_numbers(report: Report) -> Counter[Decimal]:
    """In how many lines each number of a report stands.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["ได้รับ 1,500 บาท", "ใช้ไป 700 บาท จาก 1,500 บาท"]
    >>> printed_numbers(Report([Line(n, text) for n, text in enumerate(texts, 1)]))[Decimal(1500)]
    2
    """
    said = {(p.at(one.start), one.value) for p in report.passages for one in p.quantities}
    cells = {
        (cell.at, cell.value) for grid in report.grids for row in grid.rows for cell in row.cells
    }
    return Counter(value for _at, value in said | cells if value is not None)
