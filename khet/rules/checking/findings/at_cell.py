"""A finding at a cell of a table."""

from collections.abc import Sequence
from decimal import Decimal

from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.reading.cells import Cell
from khet.rules.checking.reading.quantities import as_printed, told
from khet.rules.checking.reading.stream import Line
from khet.rules.thai import thai_digits


def finding(
    lines: Sequence[Line], cell: Cell, kind: Kind, expected: Decimal, sure: Sure, message: str
) -> Finding:
    """A finding at a cell of a table, its figures in the digits of the line."""
    line = lines[cell.at]
    printed, should = as_printed(line.text, cell.printed), told(expected, cell.places)
    if printed != cell.printed:
        should = thai_digits(should)
    return Finding(line.number, line.text, kind, printed, should, sure, message, line.page)
